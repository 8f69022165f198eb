"""Streams that keep count: what a decompressor may unfold, and records of bounded size."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
from collections.abc import Callable, Iterator
from math import inf
from typing import Any, BinaryIO, cast

from tasks.inputs.listed import Limits

CHUNK = 1 << 20


class Bomb(Exception):
    """The container at `depth` unfolds to more than it may; `limit` is the ratio that was passed."""

    def __init__(self, limit: int, depth: int) -> None:
        super().__init__(f"more than {limit} times its size")
        self.limit, self.depth = limit, depth


class Broken(Exception):
    """A container cannot be read (further): reason code, and what was found."""

    def __init__(self, reason: str, found: object = "") -> None:
        super().__init__(reason, found)
        self.reason, self.found = reason, found


class Noting(io.FileIO):
    """A file that notes its own failure, which the readers of a format would tell as damage to what they read."""

    failure: OSError | None = None

    def readinto(self, buffer: Any) -> int | None:
        """As `io.FileIO` does."""
        try:
            return super().readinto(buffer)
        except OSError as error:
            self.failure = error
            raise

    def readall(self) -> bytes:
        """As `io.FileIO` does."""
        try:
            return super().readall()
        except OSError as error:
            self.failure = error
            raise


class Counted(io.RawIOBase):
    """A stream that counts the bytes read through it, and raises `bomb` where `allowed` says that it is too many."""

    def __init__(
        self, source: BinaryIO, allowed: Callable[[int], bool] | None = None, bomb: Bomb | None = None
    ) -> None:
        self.source, self.count = source, 0
        self._allowed, self._bomb = allowed, bomb

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """As `io.RawIOBase` asks."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.source.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        if self._bomb is not None and self._allowed is not None and not self._allowed(self.count):
            raise self._bomb
        return len(data)


def decompressed(stream: BinaryIO, head: bytes, limits: Limits, depth: int) -> BinaryIO:
    """What a compressed stream holds; reading it raises `Bomb` past the limits."""
    packed = Counted(stream)
    source = cast(BinaryIO, io.BufferedReader(packed))
    unpacked = _decompressor(source, head)

    def allowed(count: int) -> bool:
        return count <= max(limits.unpacked_bytes, limits.ratio * max(packed.count, 1))

    return cast(BinaryIO, io.BufferedReader(Counted(unpacked, allowed, Bomb(limits.ratio, depth)), CHUNK))


def _decompressor(source: BinaryIO, head: bytes) -> BinaryIO:
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=source))
    if head.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(source))
    if head.startswith(b"\xfd7zXZ"):
        return cast(BinaryIO, lzma.LZMAFile(source))
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        import pyarrow as pa  # its reader says where a stream was cut off, and never unfolds more than was asked for

        return cast(BinaryIO, pa.CompressedInputStream(pa.PythonFile(source, "r"), "zstd"))
    raise Broken("bad_archive", "its first bytes are of no compression that is read")


def bounded(stream: BinaryIO, limit: int, most: float = inf) -> tuple[bytes, int]:
    """At most `limit` bytes of a stream, and how many it had altogether (counted as far as `most`, not kept)."""
    kept = stream.read(limit + 1)
    size = len(kept)
    if size <= limit:
        return kept, size
    while size < most and (chunk := stream.read(CHUNK)):
        size += len(chunk)
    return b"", size


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[bytes | None, int, str]]:
    """Each line without its end (None where that has more than `limit` bytes), its size with it, and its hash without.

    A long line is read piece by piece.
    """
    while piece := stream.readline(limit + 2):
        line, size, more = piece.rstrip(b"\r\n"), len(piece), piece
        hashed = hashlib.sha256(line)
        while not more.endswith(b"\n") and (more := stream.readline(CHUNK)):
            hashed.update(more.rstrip(b"\r\n"))
            size += len(more)
        yield (line if len(line) <= limit and size == len(piece) else None), size, hashed.hexdigest()
