"""The table gate: whether an assembled snapshot may be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.gates import expect
from tasks.gates.frames import table_frame


@dataclass(frozen=True, slots=True)
class Breach:
    """An expectation that a table of the snapshot does not meet."""

    table: str
    expectation: str
    column: str
    observed: str


def breaches(snapshot: Path, names: Iterable[str] = tuple(TABLES), record: bool = True) -> list[Breach]:
    """Every unmet expectation over the named tables of the snapshot in a folder; none means it may be published."""
    articles = _read(snapshot, "articles", ["article_id", "text"])
    texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    keys = {target: _read(snapshot, *target.split("."))[target.split(".")[1]] for target in _references()}
    found = []
    for name in names:
        table = TABLES[name]
        frame = table_frame(table, _read(snapshot, name), texts, keys)
        unmet = expect.validate("table", name, frame, table.declaration.key, record)
        found += [Breach(name, each.expectation, each.subject, each.observed) for each in unmet]
    return found


def _references() -> set[str]:
    """Every `table.column` that some column refers to."""
    return {f.column.references for table in TABLES.values() for f in table.fields if f.column.references}


def _read(snapshot: Path, name: str, columns: str | list[str] | None = None) -> pa.Table:
    schema = arrow_schema(TABLES[name])
    files = sorted(str(path) for path in (snapshot / name).glob("*.parquet"))
    wanted = [columns] if isinstance(columns, str) else columns
    if not files:
        return schema.empty_table() if wanted is None else schema.empty_table().select(wanted)
    return ds.dataset(files, schema=schema).to_table(columns=wanted)


def expected() -> list[dict[str, object]]:
    """How many expectations the gate holds each table to."""
    return [{"table": name, "expectations": len(expect.suite("table", name).expectations)} for name in TABLES]
