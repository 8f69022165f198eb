"""What there is to read: every record, in the order of its address, with its hash and its article id.

The first of several byte-equal records keeps the hash of its content as its article id; a later copy hashes its
address in as well, so that ids are unique and the same input gets the same ids whatever order a disk lists it in.
"""

from __future__ import annotations

import hashlib
import io
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from schemas.rejections import Rejection
from tasks.inputs import families
from tasks.inputs.kinds import HEAD, Kind, kind_of
from tasks.inputs.listed import NO_COLUMNS, Input, Limits, Unpacked
from tasks.inputs.numbers import Numbers
from tasks.inputs.reasons import rejection
from tasks.inputs.sources import Source, sources
from tasks.inputs.spool import Spool
from tasks.inputs.streams import Noting, lines

IN_PLACE = ("text", "markdown", "html", "lines")
"""Families whose records are read where they lie; those of others are unpacked into the spool."""


def find(
    raw: Path, max_bytes: int, spool: Path | None = None, columns: Mapping[str, str] = NO_COLUMNS
) -> Iterator[Input | Rejection]:
    """Every record of `raw`: a folder (recursively), a file, a pattern, `-` or a URL; ordered by `source_uri`.

    Records above `max_bytes` are rejected. `spool` is a folder for what is unpacked, `columns` maps the names of
    fields to ours. Files and folders whose names begin with a dot are no inputs. Raises `NotListed` where `raw` as a
    whole cannot be looked into, and `WorkspaceError` where the spool can take no more.
    """
    limits, kept, seen = Limits(max_bytes), Spool(spool), Numbers()
    for source in sources(raw, kept):
        found = [source] if isinstance(source, Rejection) else _records(source, limits, kept, columns)
        for record in found:
            yield _identify(replace(record, columns=columns), seen) if isinstance(record, Input) else record
    kept.close()


def _records(source: Source, limits: Limits, spool: Spool, columns: Mapping[str, str]) -> Iterator[Input | Rejection]:
    try:
        obstacle = _obstacle(source.path, source.uri)
        if obstacle:
            yield obstacle
            return
        with Noting(source.path) as file, io.BufferedReader(file) as stream:
            opened = families.Opened(source.uri, source.name, stream, columns)
            for found in _in(opened, source.path, limits, spool):
                _raise(file.failure)
                yield found
            _raise(file.failure)
    except OSError as error:
        yield rejection(source.uri, "unreadable", error.strerror or error)


def _raise(failure: OSError | None) -> None:
    if failure:
        raise failure


def _in(opened: families.Opened, path: Path, limits: Limits, spool: Spool) -> Iterator[Input | Rejection]:
    kind = kind_of(opened.name, opened.stream.peek(HEAD)[:HEAD])  # type: ignore[attr-defined]
    if kind.family == "lines":
        yield from _lines(opened, path, kind, limits.article_bytes)
    elif kind.family in IN_PLACE:
        yield _whole(opened, path, kind, limits.article_bytes)
    else:
        for found in families.unpack(opened, limits):
            yield _spooled(found, spool) if isinstance(found, Unpacked) else found


def _obstacle(path: Path, uri: str) -> Rejection | None:
    """What stands against opening the file at all."""
    if path.is_symlink() and not path.exists():
        return rejection(uri, "dangling_link", path.readlink())
    if not path.name.isprintable():
        return rejection(uri, "unsafe_name", path.name)
    if path.is_dir():
        kind = "a link to a folder" if path.is_symlink() else None
        return rejection(uri, "not_a_file", kind) if kind else rejection(uri, "empty_folder")
    if not stat.S_ISREG(path.stat().st_mode):
        return rejection(uri, "not_a_file", "a device, a socket or a pipe")
    return None


def _spooled(found: Unpacked, spool: Spool) -> Input:
    path, start, stop = spool.put(found.raw)
    sha256 = hashlib.sha256(found.raw).hexdigest()
    return Input(
        found.source_uri, path, start, stop, sha256, "", found.media_type, found.form, found.encoding, {}, found.stated
    )


def _whole(opened: families.Opened, path: Path, kind: Kind, max_bytes: int) -> Input | Rejection:
    sha256 = hashlib.file_digest(opened.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    size = opened.stream.tell()  # of what was hashed: the file may be growing
    if size > max_bytes:
        return rejection(opened.uri, "too_large", size, sha256=sha256, limit=max_bytes)
    return Input(opened.uri, str(path.absolute()), 0, size, sha256, "", kind.media_type, kind.form)


def _lines(opened: families.Opened, path: Path, kind: Kind, max_bytes: int) -> Iterator[Input | Rejection]:
    """Records of a JSON Lines file, addressed `#line`; blank lines are none. Reads a line in bounded pieces."""
    where, start, found = str(path.absolute()), 0, False
    for number, (line, size, sha256) in enumerate(lines(opened.stream, max_bytes), start=1):
        record = f"{opened.uri}#{number}"
        if line is None:
            found = True
            yield rejection(record, "too_large", size, sha256=sha256, limit=max_bytes)
        elif line.strip():
            found = True
            yield Input(record, where, start, start + size, sha256, "", kind.media_type, "record")
        start += size
    if not found:
        yield rejection(opened.uri, "no_records")


def _identify(found: Input, seen: Numbers) -> Input:
    article_id = found.sha256[:16]
    if not seen.add(int(article_id, 16)):
        article_id = hashlib.sha256(f"{found.sha256}\0{found.source_uri}".encode()).hexdigest()[:16]
    return replace(found, article_id=article_id)
