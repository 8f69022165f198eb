"""Rows in sorted files, one a batch, merged in the order of article ids, a part at a time: an external merge sort.

Only a small piece of each file is in memory. Where there are more files than should be open at once, some are first
merged into larger ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from tasks.snapshot.parts import Range
from tasks.snapshot.staging import PIECE_BYTES, rows_in

FILES_AT_ONCE = 20
"""Files of one table that are read side by side: of nine tables fewer than the 256 that macOS lets a process open."""


class Run:
    """A file with rows in the order of `article_id`, read from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        self._file = pa.OSFile(str(path))
        self._reader = pa.ipc.open_file(self._file)
        self._next = 0
        self._rest: pa.Table = self._reader.schema.empty_table()

    def below(self, upper: str | None) -> Iterator[pa.Table]:
        """The rows of ids below `upper` (None: all) that have not been read yet."""
        while True:
            cut = len(self._rest) if upper is None else _position(self._rest["article_id"], upper)
            yield self._rest.slice(0, cut)
            self._rest = self._rest.slice(cut)
            if len(self._rest) or self._next == self._reader.num_record_batches:
                return
            self._rest = pa.Table.from_batches([self._reader.get_batch(self._next)])
            self._next += 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _position(ids: pa.ChunkedArray, bound: str) -> int:
    return bisect_left(range(len(ids)), bound, key=lambda row: ids[row].as_py())


class Runs:
    """The files of one table; parts are asked for in ascending order."""

    def __init__(self, files: Sequence[Path], ranges: Sequence[Range], schema: pa.Schema, folder: Path) -> None:
        self._schema = schema
        self._runs = [Run(path) for path in _few(list(files), ranges, schema, folder)]

    def rows(self, part: Range) -> list[pa.Table]:
        """The part's rows, sorted in each of the tables."""
        found = [rows for run in self._runs for rows in run.below(part.upper) if len(rows)]
        return [self._schema.empty_table(), *found]

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()


def _few(files: list[Path], ranges: Sequence[Range], schema: pa.Schema, folder: Path) -> list[Path]:
    """The files, merged until there are no more of them than are read at once."""
    while len(files) > FILES_AT_ONCE:
        groups = [files[start : start + FILES_AT_ONCE] for start in range(0, len(files), FILES_AT_ONCE)]
        files = [_merged(group, ranges, schema, folder / f"merged-{uuid4().hex}.arrow") for group in groups]
    return files


def _merged(files: list[Path], ranges: Sequence[Range], schema: pa.Schema, path: Path) -> Path:
    opened = (Runs(files, ranges, schema, path.parent), pa.OSFile(str(path), "wb"))
    with opened[0] as runs, opened[1] as file, pa.ipc.new_file(file, schema) as writer:
        for part in ranges:
            rows = pa.concat_tables(runs.rows(part)).sort_by("article_id").combine_chunks()
            writer.write_table(rows, max_chunksize=rows_in(PIECE_BYTES, rows))
    for done in files:
        if done.parent == path.parent:  # merged before; batches stay, in case the assembly is repeated
            done.unlink()
    return path
