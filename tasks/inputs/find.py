"""What lies in the raw folder: every record, in the order of its address, with its hash and its article id.

The first of several byte-equal records keeps the hash of its content as its article id; a later copy hashes its
address in as well, so that ids are unique and the same input gets the same ids whatever order a disk lists it in.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from schemas.rejections import Rejection
from tasks.inputs.reasons import rejection

RECORDS = {".jsonl": "application/x-ndjson", ".ndjson": "application/x-ndjson"}
_UNREAD = """
    .html .htm .xhtml .xml .json .csv .tsv .parquet .warc .wet .gz .zst .bz2 .xz .zip .tar
    .pdf .doc .docx .odt .rtf
"""
NOT_READ = frozenset(_UNREAD.split())


@dataclass(frozen=True, slots=True)
class Input:
    """One record: bytes `start` to `stop` of the file `path`."""

    source_uri: str
    path: str
    start: int
    stop: int
    sha256: str
    article_id: str
    media_type: str

    @property
    def size(self) -> int:
        """Bytes of the record."""
        return self.stop - self.start


def find(raw: Path, max_bytes: int) -> Iterator[Input | Rejection]:
    """Every record below `raw` (a folder, recursively, or one file), ordered by `source_uri`.

    Files and folders whose names begin with a dot are no inputs.
    """
    seen: set[bytes] = set()
    for path, uri in _files(raw):
        for found in _records(path, uri, max_bytes):
            yield _identify(found, seen) if isinstance(found, Input) else found


def _files(raw: Path) -> list[tuple[Path, str]]:
    if not raw.is_dir() or (raw.is_symlink() and not raw.exists()):
        return [(raw, address(raw.name))]
    found = []
    for folder, folders, names in os.walk(raw):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inputs = [name for name in names if not name.startswith(".")]
        inputs += [name for name in folders if Path(folder, name).is_symlink()]
        if not inputs and not folders and folder != str(raw):
            inputs = [""]
        found += [Path(folder, name) for name in inputs]
    return sorted(((path, address(path.relative_to(raw).as_posix())) for path in found), key=lambda pair: pair[1])


def address(relative: str) -> str:
    r"""A file's path as `source_uri`: as it is, but with what is no printable character percent-encoded.

    >>> address("Tin tức/a\nb.txt")
    'Tin tức/a%0Ab.txt'
    """
    safe = (c if c.isprintable() and c not in "%#" else quote(c.encode("utf-8", "surrogateescape")) for c in relative)
    return "".join(safe)


def _records(path: Path, uri: str, max_bytes: int) -> Iterator[Input | Rejection]:
    obstacle = _obstacle(path, uri)
    if obstacle:
        yield obstacle
        return
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() in RECORDS:
                yield from _lines(stream, str(path), uri, max_bytes)
            else:
                yield _whole(stream, str(path), uri, max_bytes)
    except OSError as error:
        yield rejection(uri, "unreadable", error.strerror or error)


def _obstacle(path: Path, uri: str) -> Rejection | None:
    """What stands against opening the file at all."""
    if path.is_symlink() and not path.exists():
        return rejection(uri, "dangling_link", path.readlink())
    if not path.name.isprintable():
        return rejection(uri, "unsafe_name", path.name)
    if path.is_dir():
        kind = "a link to a folder" if path.is_symlink() else None
        return rejection(uri, "not_a_file", kind) if kind else rejection(uri, "empty_folder")
    if not path.is_file():
        return rejection(uri, "not_a_file", "a device, a socket or a pipe")
    if path.suffix.lower() in NOT_READ:
        return rejection(uri, "unsupported_format", path.suffix.lower())
    return None


def _whole(stream: object, path: str, uri: str, max_bytes: int) -> Input | Rejection:
    size = os.fstat(stream.fileno()).st_size  # type: ignore[attr-defined]
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    if size > max_bytes:
        return rejection(uri, "too_large", size, sha256=sha256, limit=max_bytes)
    return Input(uri, path, 0, size, sha256, "", "text/plain")


def _lines(stream: object, path: str, uri: str, max_bytes: int) -> Iterator[Input | Rejection]:
    """Records of a JSON Lines file, addressed `#line`; blank lines are none. Reads a line in bounded pieces."""
    read = stream.readline  # type: ignore[attr-defined]
    start, number = 0, 0
    while line := read(max_bytes + 2):
        number += 1
        hashed, size, more = hashlib.sha256(line.rstrip(b"\r\n")), len(line), line
        while not more.endswith(b"\n") and (more := read(1 << 20)):
            hashed.update(more.rstrip(b"\r\n"))
            size += len(more)
        record = f"{uri}#{number}"
        if size > max_bytes:
            yield rejection(record, "too_large", size, sha256=hashed.hexdigest(), limit=max_bytes)
        elif line.strip():
            media_type = RECORDS[".jsonl"]
            yield Input(record, path, start, start + size, hashed.hexdigest(), "", media_type)
        start += size


def _identify(found: Input, seen: set[bytes]) -> Input:
    key = bytes.fromhex(found.sha256)[:12]
    article_id = found.sha256[:16]
    if key in seen:
        article_id = hashlib.sha256(f"{found.sha256}\0{found.source_uri}".encode()).hexdigest()[:16]
    seen.add(key)
    return Input(found.source_uri, found.path, found.start, found.stop, found.sha256, article_id, found.media_type)
