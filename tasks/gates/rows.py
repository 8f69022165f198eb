"""The row gate: which articles of a batch hold a row that breaks its table's declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from schemas import TABLES
from tasks.gates import expect
from tasks.gates.frames import row_frame
from tasks.inputs.reasons import printable


@dataclass(frozen=True, slots=True)
class Failure:
    """The first expectation that a row of an article does not meet."""

    table: str
    expectation: str
    column: str
    value: str

    @property
    def sentence(self) -> str:
        """What a person reads in the rejections."""
        found = f", found {self.value}" if self.value else ""
        return f"A row of table {self.table} breaks {self.expectation} on {self.column}{found}."


def failing_articles(tables: Mapping[str, pa.Table], record: bool = False) -> dict[str, Failure]:
    """Articles with a failing row, by id, each with its first failure in the order of tables and columns."""
    articles = tables["articles"]
    if not len(articles):
        return {}
    texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    failing: dict[str, Failure] = {}
    for name, rows in tables.items():
        frame = row_frame(TABLES[name], rows, texts)
        found = expect.validate("rows", name, frame, ("article_id",), record)
        for unmet in found:
            for row in unmet.rows:
                failing.setdefault(row["article_id"], _failure(name, unmet, row))
    return failing


def _failure(table: str, unmet: expect.Unmet, row: Mapping[str, object]) -> Failure:
    value = "; ".join(printable(str(found), 80) for column, found in row.items() if column != "article_id")
    return Failure(table, unmet.expectation, unmet.subject, value)
