"""The tables that were extracted from a batch, as Arrow files in its folder; each is read when it is asked for.

Every file holds one record batch for each piece of the batch, so that one piece of all tables is about the same
articles.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.batch import Batch
from trichluc.rows import EXTRACTED

NAMES = ("articles", *EXTRACTED)


class Extracted(Mapping[str, pa.Table]):
    """Tables by name: all of a batch, or some of its pieces."""

    def __init__(self, folder: Path, pieces: Sequence[int] | None = None) -> None:
        self._folder, self._pieces = folder, pieces

    def __getitem__(self, name: str) -> pa.Table:
        if name not in NAMES:
            raise KeyError(name)
        with self._opened(name) as found:
            pieces = range(found.num_record_batches) if self._pieces is None else self._pieces
            return pa.Table.from_batches([found.get_batch(piece) for piece in pieces], found.schema)

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)

    def in_groups(self, pieces: int) -> Iterator[Extracted]:
        """The same tables, so many pieces at a time."""
        with self._opened("articles") as found:
            total = found.num_record_batches
        for start in range(0, total, pieces):
            yield Extracted(self._folder, range(start, min(start + pieces, total)))

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        with pa.OSFile(str(self._folder / f"{name}.arrow")) as file, pa.ipc.open_file(file) as found:
            yield found


def of(batch: Batch) -> Extracted:
    """The tables of a batch that was extracted."""
    return Extracted(_folder(batch))


@contextmanager
def writing(batch: Batch) -> Iterator[Callable[[Mapping[str, Mapping[str, list[Any]]]], None]]:
    """Within the block, write piece after piece: the columns of every table. A repetition replaces it all."""
    folder = _folder(batch)
    unfinished = folder.with_name("extracted.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    schemas = {name: arrow_schema(TABLES[name]) for name in NAMES}
    with ExitStack() as files:
        writers = {
            name: files.enter_context(pa.ipc.new_file(str(unfinished / f"{name}.arrow"), schema))
            for name, schema in schemas.items()
        }

        def put(columns: Mapping[str, Mapping[str, list[Any]]]) -> None:
            for name, writer in writers.items():
                writer.write_batch(pa.RecordBatch.from_pydict(columns[name], schemas[name]))

        yield put
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def done(batch: Batch) -> None:
    """Remove the tables, once nothing needs them any more."""
    shutil.rmtree(_folder(batch), ignore_errors=True)


def _folder(batch: Batch) -> Path:
    return Path(batch.folder, "extracted")
