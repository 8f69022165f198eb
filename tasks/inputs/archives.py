"""Archives: the members of zip and tar files, with no way out of the archive and an end to what they unfold to."""

from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from schemas.rejections import Rejection
from tasks.inputs.listed import Limits
from tasks.inputs.names import address, is_hidden
from tasks.inputs.reasons import rejection
from tasks.inputs.spool import pour
from tasks.inputs.streams import Bomb, Broken, Counted

SPOOLED = 32 << 20
"""Bytes of an archive that is no file of its own kept in memory; more goes to a temporary file."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive, opened."""

    uri: str
    name: str
    stream: BinaryIO


def zip_members(stream: BinaryIO, uri: str, limits: Limits, depth: int) -> Iterator[Member | Rejection]:
    """The files of a zip archive, by name."""
    whole = seekable(stream)
    try:
        archive = zipfile.ZipFile(whole)
    except zipfile.BadZipFile as error:
        raise Broken("bad_archive", error) from error
    with archive:
        budget = _Budget(_size(whole), limits, depth)
        listed = archive.infolist()
        for entry in sorted(listed[: limits.members], key=lambda entry: entry.filename):
            name = entry.filename
            if entry.is_dir() or is_hidden(name):
                continue
            member = budget.address(uri, name)
            obstacle = _escape(member, name)
            if entry.flag_bits & 1:
                obstacle = rejection(member, "encrypted")
            if obstacle:
                yield obstacle
                continue
            try:
                inside = archive.open(entry)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                yield rejection(member, "bad_member", error)
                continue
            with inside:
                yield Member(member, PurePosixPath(name).name, budget.count(cast(BinaryIO, inside)))
        if len(listed) > limits.members:
            yield rejection(uri, "too_many_members", limit=limits.members)


def tar_members(stream: BinaryIO, uri: str, limits: Limits, depth: int) -> Iterator[Member | Rejection]:
    """The files of a tar archive, in its order; it is read once, from front to back."""
    packed = Counted(stream)
    budget = _Budget(0, limits, depth, packed)
    with tarfile.open(fileobj=cast(BinaryIO, io.BufferedReader(packed)), mode="r|") as archive:
        for number, entry in enumerate(archive):
            if number >= limits.members:
                yield rejection(uri, "too_many_members", limit=limits.members)
                return
            if entry.isdir() or is_hidden(entry.name):
                continue
            member = budget.address(uri, entry.name)
            obstacle = _escape(member, entry.name)
            if not obstacle and not entry.isreg():
                obstacle = rejection(member, "not_a_file", "a link or a device")
            if obstacle:
                yield obstacle
            elif (inside := archive.extractfile(entry)) is not None:
                yield Member(member, PurePosixPath(entry.name).name, budget.count(cast(BinaryIO, inside)))


class _Budget:
    """What the members of one archive may unfold to altogether, and the addresses that are taken."""

    def __init__(self, size: int, limits: Limits, depth: int, packed: Counted | None = None) -> None:
        self._size, self._limits, self._depth, self._packed = size, limits, depth, packed
        self._spent = 0
        self._taken: set[str] = set()

    def count(self, stream: BinaryIO) -> BinaryIO:
        """The stream, counted against the budget."""
        before = self._spent

        def spend(count: int) -> bool:
            self._spent = before + count
            return self._spent <= self._allowance()

        return cast(BinaryIO, io.BufferedReader(Counted(stream, spend, Bomb(self._limits.ratio, self._depth))))

    def address(self, uri: str, name: str) -> str:
        """`archive#member`, told apart where a name occurs again."""
        base = f"{uri}#{address(name)}"
        found, number = base, 1
        while found in self._taken:
            number += 1
            found = f"{base}~{number}"
        self._taken.add(found)
        return found

    def _allowance(self) -> int:
        size = self._packed.count if self._packed else self._size
        return max(self._limits.unpacked_bytes, self._limits.ratio * size)


def _escape(uri: str, name: str) -> Rejection | None:
    """A member whose path is absolute or climbs out of the archive is not read."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    if path.is_absolute() or ".." in path.parts or drive:
        return rejection(uri, "unsafe_path", name)
    return None if name.isprintable() else rejection(uri, "unsafe_name", name)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself where it is a file; else a copy, since a zip archive is read from its end."""
    try:
        if stream.seekable() and not isinstance(getattr(stream, "raw", None), Counted):
            return stream
    except (OSError, ValueError):
        pass
    copy = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 - it lives as long as the archive is read
    pour(stream, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size
