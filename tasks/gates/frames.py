"""Tables as the expectations see them: pandas frames, with the conditions that no expectation expresses as columns.

A frame has the values that some expectation looks at; of other columns it only tells which rows have a value. Texts are
the bulk of a snapshot, and all that is expected of most of them is to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.suites import SPAN_INSIDE, SURFACE_QUOTED, resolves
from schemas.table import Field, Table

AT_A_TIME = 16_384
"""Rows whose values are Python objects at a time."""


def row_frame(table: Table, rows: pa.Table, texts: Mapping[str, str]) -> pd.DataFrame:
    """The frame for the table's row suite; `texts` are the articles' texts by id."""
    frame = _frame(table, rows, looked_at(table)).reindex(columns=list(table.column_names))
    if "surface" in table.column_names:
        frame[SURFACE_QUOTED] = _quoted(rows, texts)
    return frame


def table_frame(
    table: Table, rows: pa.Table, texts: Mapping[str, str], resolved: Mapping[str, pa.ChunkedArray]
) -> pd.DataFrame:
    """The frame for the table's table suite; `resolved` says of each column that refers which values lead to a row."""
    of_articles = table.declaration.key[0] == "article_id"
    frame = _frame(table, rows, set(table.declaration.key) if of_articles else looked_at(table))
    for field in table.fields:
        if field.column.references:
            frame[resolves(field)] = resolved[field.name].to_numpy()
    if "surface" in table.column_names:
        frame[SPAN_INSIDE] = _inside(rows, texts)
        frame[SURFACE_QUOTED] = _quoted(rows, texts)
    return frame


def looked_at(table: Table) -> set[str]:
    """The columns whose values an expectation looks at."""
    declared = table.declaration
    ruled = {column for rule in declared.rules for column in (rule.column, rule.at_least)}
    return {"article_id", *declared.key} | ruled | {field.name for field in table.fields if _is_constrained(field)}


def _is_constrained(field: Field) -> bool:
    column = field.column
    return bool(column.pattern or column.values) or column.minimum is not None or column.maximum is not None


def _frame(table: Table, rows: pa.Table, wanted: set[str]) -> pd.DataFrame:
    """The wanted columns of `rows` with their values, the others with whether they have one."""
    whole = [name for name in table.column_names if name in wanted]
    frame: pd.DataFrame = rows.select(whole).to_pandas(date_as_object=False)
    for name in set(rows.column_names) - wanted:
        given = pc.is_valid(rows[name]).to_numpy()
        frame[name] = pd.Series(np.where(given, 1.0, np.nan))
    return frame


def _inside(rows: pa.Table, texts: Mapping[str, str]) -> list[bool]:
    return [
        end is not None and end <= len(texts.get(key, "")) for key, end in _values(rows, ("article_id", "char_end"))
    ]


def _quoted(rows: pa.Table, texts: Mapping[str, str]) -> list[bool]:
    columns = ("article_id", "char_start", "char_end", "surface")
    return [texts.get(key, "")[start:end] == surface for key, start, end, surface in _values(rows, columns)]


def _values(rows: pa.Table, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for piece in rows.select(list(columns)).to_batches(AT_A_TIME):
        yield from zip(*(column.to_pylist() for column in piece.columns), strict=True)
