"""Tables as the expectations see them: pandas frames, with the conditions that no expectation expresses as columns."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.suites import SPAN_INSIDE, SURFACE_QUOTED, resolves
from schemas.table import Table


def row_frame(table: Table, rows: pa.Table, texts: Mapping[str, str]) -> pd.DataFrame:
    """The frame for the table's row suite; `texts` are the articles' texts by id."""
    frame = _frame(table, rows)
    if "surface" in table.column_names:
        frame[SURFACE_QUOTED] = _quoted(rows, texts)
    return frame


def table_frame(table: Table, rows: pa.Table, texts: Mapping[str, str], keys: Mapping[str, pa.Array]) -> pd.DataFrame:
    """The frame for the table's table suite; `keys` are the referenced columns by `table.column`."""
    frame = _frame(table, rows)
    for field in table.fields:
        if field.column.references:
            known = pc.is_in(rows[field.name], value_set=keys[field.column.references])
            frame[resolves(field)] = pc.or_(known, pc.is_null(rows[field.name])).to_numpy()
    if "surface" in table.column_names:
        ends = zip(rows["article_id"].to_pylist(), rows["char_end"].to_pylist(), strict=True)
        frame[SPAN_INSIDE] = [end is not None and end <= len(texts.get(key, "")) for key, end in ends]
        frame[SURFACE_QUOTED] = _quoted(rows, texts)
    return frame


def _frame(table: Table, rows: pa.Table) -> pd.DataFrame:
    """Lists stay out: no expectation looks into them, and they cannot be hashed."""
    flat = [field.name for field in table.fields if not pa.types.is_list(rows.schema.field(field.name).type)]
    lists = [name for name in table.column_names if name not in flat]
    frame: pd.DataFrame = rows.select(flat).to_pandas(date_as_object=False)
    for name in lists:
        frame[name] = pd.Series(pc.is_valid(rows[name]).to_numpy()).map({True: "a list", False: None})
    return frame.reindex(columns=list(table.column_names))


def _quoted(rows: pa.Table, texts: Mapping[str, str]) -> list[bool]:
    columns = (rows[name].to_pylist() for name in ("article_id", "char_start", "char_end", "surface"))
    return [texts.get(key, "")[start:end] == surface for key, start, end, surface in zip(*columns, strict=True)]
