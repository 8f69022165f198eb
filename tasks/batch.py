"""A batch: the unit of work, bounded by bytes, and the folder through which its stages hand over to each other.

Every stage takes a batch and leaves its result in the batch's folder, so that an orchestrated task carries a path
and never data, a repeated stage starts from what the stage before it left, and any process that sees the folder can
do the work. What is left is written and read piece by piece, so that no process holds the articles of a whole batch.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.rejections import Rejection
from tasks.inputs import Input
from trichluc import edition


@dataclass(frozen=True, slots=True)
class Batch:
    """Batch `no` (from 1) of about `size` bytes; `folder` is its own, `engine_version` what its articles are marked with."""

    no: int
    folder: str
    engine_version: str
    size: int

    def __str__(self) -> str:
        return str(self.no)

    def leave(self, stage: str, value: Any) -> None:
        """Keep what a stage made for the one after it; a repetition replaces it."""
        with self.leaving(stage) as put:
            put(value)

    def take(self, stage: str) -> Any:
        """What `stage` left in one piece."""
        return next(self.pieces(stage))

    @contextmanager
    def leaving(self, stage: str) -> Iterator[Callable[[Any], None]]:
        """Within the block, keep piece after piece; all of them are there once the block has ended, and none before."""
        path = self._path(stage)
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as stream:
            yield lambda piece: pickle.dump(piece, stream, protocol=5)
        unfinished.replace(path)

    def pieces(self, stage: str) -> Iterator[Any]:
        """What `stage` left, piece by piece."""
        with self._path(stage).open("rb") as stream:
            while stream.peek(1):
                yield pickle.load(stream)  # our own file, in a folder of the run's own

    def done(self, stage: str) -> None:
        """Remove what `stage` left, once nothing needs it any more."""
        self._path(stage).unlink(missing_ok=True)

    def _path(self, stage: str) -> Path:
        return Path(self.folder, f"{stage}.pickle")


def fill(
    inputs: Iterable[Input | Rejection], folder: Path, max_bytes: int, engine_version: str = ""
) -> Iterator[Batch]:
    """Cut the inputs into batches of at most `max_bytes` (or one record) and leave each batch its list."""
    version = engine_version or edition.engine_version()
    pending: list[Input | Rejection] = []
    size = no = 0
    for found in inputs:
        weight = found.size if isinstance(found, Input) else 0
        if pending and size + weight > max_bytes:
            no += 1
            yield _filled(no, folder, pending, version, size)
            pending, size = [], 0
        pending.append(found)
        size += weight + RECORD_COST
    if pending:
        yield _filled(no + 1, folder, pending, version, size)


RECORD_COST = 512
"""What a record weighs beside its bytes, so that a million empty records do not make one batch."""


def _filled(no: int, folder: Path, inputs: list[Input | Rejection], engine_version: str, size: int) -> Batch:
    own = folder / f"{no:06}"
    own.mkdir(exist_ok=True)  # listing may have failed half way, and begun again
    batch = Batch(no, str(own), engine_version, size)
    batch.leave("inputs", inputs)
    return batch


def rejection_table(rejections: Iterable[Rejection]) -> pa.Table:
    """Rejections as rows of their table."""
    table = TABLES["rejections"]
    rejections = list(rejections)
    columns = {name: [getattr(each, name) for each in rejections] for name in table.column_names}
    return pa.table(columns, schema=arrow_schema(table))
