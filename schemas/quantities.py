"""Table `quantities`: money, and counts of people and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, Column, Declaration


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount or a count."""

    TABLE: ClassVar = Declaration(
        "Amounts of money, and counts of people and organisations.",
        key=("article_id", "char_start", "char_end"),
        rules=(SPAN_RULE,),
    )

    article_id: Annotated[str, Column("The article.", references="articles.article_id")]
    char_start: Annotated[
        int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)
    ]
    char_end: Annotated[int, Column("One past the last character of the surface.", minimum=1)]
    surface: Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
    value: Annotated[float, Column("The number, in `unit`.", minimum=0)]
    unit: Annotated[
        str,
        Column(
            "ISO 4217 code of a currency, `people` or `organisations`.", pattern=r"^(?:[A-Z]{3}|people|organisations)$"
        ),
    ]
    what: Annotated[str | None, Column("What is counted, as written.")]
