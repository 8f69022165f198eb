"""The spool: a run's own folder for records that came out of containers, so that they can be read again in batches."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

ROLL = 1 << 30
"""Bytes after which a new spool file is begun."""


PIECE = 1 << 20


class WorkspaceError(Exception):
    """The run's own folder cannot take what is unpacked: no input is at fault, and the run cannot go on."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The workspace cannot take what the inputs unpack to: {error.strerror or error}. Make room in it, or name "
            "another one (TRICHLUC_WORKSPACE)."
        )


@contextmanager
def keeping() -> Iterator[None]:
    """Within the block, what the operating system refuses is the workspace's failure, and not an input's."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(error) from None  # no cause that may pass: a step would begin again for nothing


def pour(stream: Any, file: Any) -> None:
    """Copy a stream into a file of ours; raises what the stream raises, and `WorkspaceError` where the file does."""
    while piece := stream.read(PIECE):
        with keeping():
            file.write(piece)
    with keeping():
        file.flush()


class Spool:
    """Appends records to files of its own, made when the first record comes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder, self._written = folder, 0
        self._numbers = count(1)
        self._lock = Lock()
        self._file: BinaryIO | None = None

    def put(self, raw: bytes) -> tuple[str, int, int]:
        """Keep a record; returns the file and where in it the record begins and ends."""
        with keeping():
            if self._file is None or self._written > ROLL:
                self.close()
                self._file, self._written = self._new().open("wb"), 0
            start = self._written
            self._file.write(raw)
        self._written += len(raw)
        return self._file.name, start, self._written

    def copy(self, stream: Any) -> Path:
        """Keep a whole stream as a file; several threads may, each its own stream."""
        with keeping():
            path = self._new()
            copy = path.open("wb")
        try:
            pour(stream, copy)
        finally:
            with keeping():
                copy.close()
        return path

    def close(self) -> None:
        """Finish the file that is open."""
        if self._file is not None:
            with keeping():
                self._file.close()
            self._file = None

    def _new(self) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="trichluc-spool-"))
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._folder / f"{next(self._numbers):06}"
