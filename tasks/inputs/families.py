"""The families of formats: each takes an opened stream and yields the records in it, or why there is none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from schemas.rejections import Rejection
from tasks.inputs import archives, objects, tabular, web
from tasks.inputs.kinds import HEAD, Kind, inner_name, kind_of
from tasks.inputs.listed import Limits, Unpacked
from tasks.inputs.reasons import rejection
from tasks.inputs.spool import WorkspaceError
from tasks.inputs.streams import Bomb, Broken, bounded, decompressed, lines

Found = Unpacked | Rejection


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream, its address, the name that says what it is, and how deep in containers it lies.

    `columns` maps our names of fields to those of records.
    """

    uri: str
    name: str
    stream: BinaryIO
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def inner(self, uri: str, name: str, stream: BinaryIO) -> Opened:
        """What lies in it."""
        return Opened(uri, name, stream, self.columns, self.depth + 1)


def unpack(opened: Opened, limits: Limits) -> Iterator[Found]:
    """Every record of an opened stream. A damaged container yields what could be read of it, then the rejection.

    Something always comes of it: of a container that holds nothing, that it holds nothing.
    """
    stream = opened.stream if isinstance(opened.stream, io.BufferedReader) else io.BufferedReader(opened.stream)  # type: ignore[type-var]
    try:
        head = stream.peek(HEAD)[:HEAD]
        kind = kind_of(opened.name, head)
        found = _FAMILIES[kind.family](replace(opened, stream=stream), kind, limits)
        first = next(found, None)
        yield rejection(opened.uri, "no_records") if first is None else first
        yield from found
    except Bomb as bomb:
        if bomb.depth < opened.depth:  # it is a container further out that unfolds too far
            raise
        yield rejection(opened.uri, "bomb", limit=bomb.limit)
    except Broken as broken:
        yield rejection(opened.uri, broken.reason, broken.found)
    except WorkspaceError:
        raise
    except Exception as error:  # hostile containers raise anything; none may stop the run
        yield rejection(opened.uri, "bad_archive", f"{type(error).__name__}: {error}")


def _whole(opened: Opened, kind: Kind, limits: Limits) -> Iterator[Found]:
    raw, size = bounded(opened.stream, limits.article_bytes)
    if size > limits.article_bytes:
        yield rejection(opened.uri, "too_large", size, limit=limits.article_bytes)
    else:
        yield Unpacked(opened.uri, raw, kind.media_type, kind.form)


def _unread(opened: Opened, kind: Kind, _: Limits) -> Iterator[Found]:
    yield rejection(opened.uri, "unsupported_format", kind.found)


def _compressed(opened: Opened, _: Kind, limits: Limits) -> Iterator[Found]:
    _refuse_depth(opened, limits)
    head = opened.stream.peek(HEAD)[:HEAD]  # type: ignore[attr-defined]
    inside = decompressed(opened.stream, head, limits, opened.depth)
    yield from unpack(opened.inner(opened.uri, inner_name(opened.name), inside), limits)


def _archive(members: Callable[..., Iterator[Any]]) -> Callable[[Opened, Kind, Limits], Iterator[Found]]:
    def read(opened: Opened, _: Kind, limits: Limits) -> Iterator[Found]:
        _refuse_depth(opened, limits)
        for member in members(opened.stream, opened.uri, limits, opened.depth):
            if isinstance(member, Rejection):
                yield member
            else:
                yield from unpack(opened.inner(member.uri, member.name, member.stream), limits)

    return read


def _refuse_depth(opened: Opened, limits: Limits) -> None:
    if opened.depth >= limits.depth:
        raise Broken("nested_archive", limits.depth)


def _lines(opened: Opened, kind: Kind, limits: Limits) -> Iterator[Found]:
    for number, (line, size, sha256) in enumerate(lines(opened.stream, limits.article_bytes), start=1):
        uri = f"{opened.uri}#{number}"
        if line is None:
            yield rejection(uri, "too_large", size, sha256=sha256, limit=limits.article_bytes)
        elif line.strip():
            yield Unpacked(uri, line, kind.media_type, "record")


def _rows(read: Callable[..., Iterator[Any]]) -> Callable[[Opened, Kind, Limits], Iterator[Found]]:
    """A family whose records are rows: mappings of names to values, each by itself, or what is wrong with it."""

    def unpacked(opened: Opened, kind: Kind, limits: Limits) -> Iterator[Found]:
        for number, found in enumerate(read(opened.stream, limits, opened.columns), start=1):
            uri = f"{opened.uri}#{number}"
            if isinstance(found, Broken):
                yield rejection(uri, found.reason, found.found)
                continue
            row, encoding = found
            raw = json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace")
            if len(raw) > limits.article_bytes:
                yield rejection(uri, "too_large", len(raw), limit=limits.article_bytes)
            else:
                yield Unpacked(uri, raw, kind.media_type, "record", encoding)

    return unpacked


def _warc(opened: Opened, _: Kind, limits: Limits) -> Iterator[Found]:
    for number, found in enumerate(web.archived(opened.stream, limits), start=1):
        uri = f"{opened.uri}#{number}"
        if found.size > limits.article_bytes:
            yield rejection(uri, "too_large", found.size, limit=limits.article_bytes)
        else:
            form = "html" if "html" in found.media_type else "text"
            yield Unpacked(uri, found.raw, found.media_type, form, stated={"id": found.url})  # type: ignore[arg-type]


_FAMILIES: dict[str, Callable[[Opened, Kind, Limits], Iterator[Found]]] = {
    "text": _whole,
    "markdown": _whole,
    "html": _whole,
    "lines": _lines,
    "json": _rows(objects.json_rows),
    "csv": _rows(tabular.csv_rows),
    "parquet": _rows(tabular.parquet_rows),
    "warc": _warc,
    "compressed": _compressed,
    "zip": _archive(archives.zip_members),
    "tar": _archive(archives.tar_members),
    "unread": _unread,
}
