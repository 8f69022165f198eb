"""Where batches wait for assembly: sorted Arrow files, out of any reader's sight.

A batch can be staged from any process that is given the path, and staged again after a failure: it appears whole, under
its number, or not at all. Nothing here is synchronised to the medium; what a crash leaves is swept by the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.inputs.reasons import PASSING
from tasks.snapshot import disk
from tasks.snapshot.parquet import shaped, sorted_rows

ARTICLE_TABLES = tuple(name for name, table in TABLES.items() if table.declaration.key[0] == "article_id")
"""Tables whose rows belong to an article each, and which are divided into parts."""


PIECE_BYTES = 256 * 1024
"""Bytes of a staged file that are read at a time: as many files as there are batches are read side by side."""


def write_batch(staging: Path, batch_no: int, tables: Mapping[str, pa.Table], rejections: pa.Table | None) -> None:
    """Stage one batch: `articles` and the extracted tables, complete articles only, and its rejections."""
    folder = _folder(staging, batch_no)
    unfinished = folder.with_name(f".{folder.name}-{uuid4().hex}")
    disk.make_folder(unfinished)
    for name in ARTICLE_TABLES:  # one table in memory at a time
        _write(unfinished, name, tables.get(name))
    _write(unfinished, "rejections", rejections)
    disk.remove_tree(folder)
    disk.rename(unfinished, folder)


def is_staged(staging: Path, batch_no: int) -> bool:
    """Whether a batch is there, whole."""
    return _folder(staging, batch_no).exists()


def _folder(staging: Path, batch_no: int) -> Path:
    return staging / "batches" / f"{batch_no:08d}"


def batches(staging: Path) -> list[Path]:
    """The folders of all staged batches in the order of their numbers."""
    return sorted((staging / "batches").glob("[0-9]*"))


def file_of(batch: Path, name: str) -> Path:
    """The file of a table in a staged batch."""
    return batch / f"{name}.arrow"


def mapped(batch: Path, name: str) -> pa.Table:
    """A table of a staged batch, mapped, not read: for its lengths and counts."""
    with pa.memory_map(str(file_of(batch, name))) as file:
        return pa.ipc.open_file(file).read_all()


def has_unread(batch: Path) -> bool:
    """Whether an input of a staged batch could not be read, which says nothing of what is published of it."""
    reasons = mapped(batch, "rejections")["reason"]
    return bool(pc.any(pc.is_in(reasons, pa.array(sorted(PASSING)))).as_py())


def _write(folder: Path, name: str, table: pa.Table | None) -> None:
    rows = arrow_schema(TABLES[name]).empty_table() if table is None else table
    rows = shaped(name, sorted_rows(name, shaped(name, rows)))
    with pa.OSFile(str(file_of(folder, name)), "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
        writer.write_table(rows, max_chunksize=rows_in(PIECE_BYTES, rows))


def rows_in(size: int, rows: pa.Table) -> int:
    """How many of the rows take about this many bytes, one at least."""
    return max(1, int(size * len(rows) // max(1, rows.nbytes)))
