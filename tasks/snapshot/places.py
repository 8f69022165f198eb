"""Where an export goes: a local folder or an object store. Every write is one object, seen whole or not at all."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from tasks.snapshot import disk
from tasks.snapshot.errors import PublicationError

STORES = {"s3", "gs", "gcs"}
"""Schemes whose stores show an object only when its upload is complete; with others the promise would not hold."""
UNFINISHED = ".unfinished"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")


class Place(Protocol):
    """Objects by name; names are relative to the place, with `/` between their parts."""

    @property
    def address(self) -> str:
        """What a table format's own library is to be told, without a `/` at its end."""

    def read(self, name: str) -> bytes | None:
        """An object's content; None where there is none."""

    def sizes(self, folder: str) -> dict[str, int]:
        """The size of every object below a folder, by name."""

    def put(self, name: str, content: bytes) -> None:
        """Write an object, in place of one that may be there: a reader sees the old one or the new one."""

    def remove(self, name: str) -> None:
        """Remove an object; an absent one is fine."""


class Folder:
    """A folder on this machine: written aside, synchronised, renamed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def address(self) -> str:
        """The path."""
        return str(self.path)

    def read(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return (self.path / name).read_bytes()
        return None

    def sizes(self, folder: str) -> dict[str, int]:
        found = (path for path in (self.path / folder).rglob("*") if path.is_file())
        return {path.relative_to(self.path).as_posix(): path.stat().st_size for path in found}

    def put(self, name: str, content: bytes) -> None:
        path, unfinished = self.path / name, self.path / UNFINISHED / uuid4().hex
        disk.make_folder(path.parent)
        disk.make_folder(unfinished.parent)
        disk.replace_file(path, content, unfinished)

    def remove(self, name: str) -> None:
        disk.remove_tree(self.path / name)

    def sweep(self) -> None:
        """Remove what a dead export left half written."""
        disk.remove_tree(self.path / UNFINISHED)


class ObjectStore:
    """A bucket and a prefix in it. Arrow's file system asks the environment for the endpoint and the credentials."""

    def __init__(self, url: str) -> None:
        from pyarrow import fs

        self._store: Any
        self._scheme = urlsplit(url).scheme.lower()
        self._store, root = fs.FileSystem.from_uri(_in_one_put(url) if self._scheme == "s3" else url)
        self._root = root.rstrip("/")

    @property
    def address(self) -> str:
        """The URL, without its options."""
        return f"{self._scheme}://{self._root}"

    def read(self, name: str) -> bytes | None:
        try:
            with self._store.open_input_stream(f"{self._root}/{name}") as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def sizes(self, folder: str) -> dict[str, int]:
        from pyarrow import fs

        chosen = fs.FileSelector(f"{self._root}/{folder}", allow_not_found=True, recursive=True)
        found = (info for info in self._store.get_file_info(chosen) if info.type == fs.FileType.File)
        return {info.path.removeprefix(f"{self._root}/"): info.size for info in found}

    def put(self, name: str, content: bytes) -> None:
        with self._store.open_output_stream(f"{self._root}/{name}") as stream:
            stream.write(content)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._store.delete_file(f"{self._root}/{name}")


def _in_one_put(url: str) -> str:
    """The URL of a store that sends what is small in one request, not in three."""
    return f"{url}{'&' if urlsplit(url).query else '?'}allow_delayed_open=true"


def place_of(target: str) -> Place:
    """The place that a URL or a path names; raises PublicationError for a scheme that keeps no promise."""
    scheme = urlsplit(target).scheme.lower() if _SCHEME.match(target) else ""
    if scheme in STORES:
        return ObjectStore(target)
    if scheme:
        known = ", ".join(f"{name}://" for name in sorted(STORES))
        raise PublicationError(f"{target}: an export goes to a folder or to one of {known}")
    return Folder(Path(target).resolve())
