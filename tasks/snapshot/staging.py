"""Where batches wait for assembly: sorted Arrow files, out of any reader's sight.

A batch can be staged from any process that is given the path, and staged again after a failure: it appears whole, under
its number, or not at all. Nothing here is synchronised to the medium; what a crash leaves is swept by the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import disk
from tasks.snapshot.parquet import shaped, sorted_rows

ARTICLE_TABLES = tuple(name for name, table in TABLES.items() if table.declaration.key[0] == "article_id")
"""Tables whose rows belong to an article each, and which are divided into parts."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A staged batch: its tables in sorted order (mapped, not read) and its rejections."""

    tables: Mapping[str, pa.Table]
    rejections: pa.Table


def write_batch(staging: Path, batch_no: int, tables: Mapping[str, pa.Table], rejections: pa.Table | None) -> None:
    """Stage one batch: `articles` and the extracted tables, complete articles only, and its rejections."""
    folder = staging / "batches" / f"{batch_no:08d}"
    unfinished = folder.with_name(f".{folder.name}-{uuid4().hex}")
    disk.make_folder(unfinished)
    for name in ARTICLE_TABLES:
        _write(unfinished, name, tables.get(name))
    _write(unfinished, "rejections", rejections)
    disk.remove_tree(folder)
    disk.rename(unfinished, folder)


def read_batches(staging: Path) -> list[Batch]:
    """All staged batches in the order of their numbers."""
    return [_read(folder) for folder in sorted((staging / "batches").glob("[0-9]*"))]


def _write(folder: Path, name: str, table: pa.Table | None) -> None:
    rows = arrow_schema(TABLES[name]).empty_table() if table is None else table
    rows = shaped(name, sorted_rows(name, shaped(name, rows)))
    with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
        writer.write_table(rows)


def _read(folder: Path) -> Batch:
    tables = {name: _map(folder / f"{name}.arrow") for name in (*ARTICLE_TABLES, "rejections")}
    return Batch(tables, tables.pop("rejections"))


def _map(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()
