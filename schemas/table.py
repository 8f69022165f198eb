"""How a table is declared: once, as a frozen dataclass whose annotations carry everything else.

    @dataclass(frozen=True, slots=True)
    class Period:
        TABLE: ClassVar = Declaration("One calendar expression.", key=("article_id", "char_start", "char_end"))
        article_id: Annotated[str, Column("The article.", references="articles.article_id")]
        ends_on: Annotated[date | None, Column("Last day, inclusive.")]

From the declaration are rendered the Arrow schema (`schemas.arrow`), the Great Expectations suite
(`schemas.suites`) and the data dictionary (`schemas.dictionary`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means and what its values must satisfy (nulls satisfy everything but nullability)."""

    description: str
    pattern: str | None = None
    values: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """`column` ≥ `at_least` (or > where `strict`), in every row where neither is null."""

    column: str
    at_least: str
    strict: bool = False


NOT_BLANK = r"\S"

ArticleId = Annotated[str, Column("The article.", references="articles.article_id")]
CharStart = Annotated[int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)]
CharEnd = Annotated[int, Column("One past the last character of the surface.", minimum=1)]
Surface = Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
"""The first columns of whatever was found in an article."""

SPAN_RULE = RowRule("char_end", at_least="char_start", strict=True)
TIME_ZONE = "Asia/Ho_Chi_Minh"
"""The zone of every timestamp: the articles' own times are Vietnam's."""
ARTICLE_ID = r"^[0-9a-f]{16}$"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a table declares beside its columns."""

    description: str
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    minimum_rows: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A column as declared: its name, Python type without None, and whether null is allowed."""

    name: str
    type: Any
    nullable: bool
    column: Column


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table: the row class, its name in the snapshot, and its fields in order."""

    name: str
    row: type
    declaration: Declaration
    fields: tuple[Field, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the declaration."""
        return tuple(f.name for f in self.fields)


@cache
def table_of(name: str, row: type) -> Table:
    """Read a row class's declaration."""
    hints = get_type_hints(row, include_extras=True)
    columns = tuple(_field(f.name, hints[f.name]) for f in fields(row))
    declaration: Declaration = row.TABLE  # type: ignore[attr-defined]
    return Table(name, row, declaration, columns)


def _field(name: str, hint: Any) -> Field:
    kind, column = get_args(hint)
    members = get_args(kind) if get_origin(kind) is UnionType else (kind,)
    plain = tuple(member for member in members if member is not NoneType)
    return Field(name, plain[0], NoneType in members, column)
