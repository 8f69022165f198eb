"""Rows: the records of JSON, CSV and Parquet files, one after another, never a whole file in memory."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from tasks.inputs.archives import seekable
from tasks.inputs.listed import Limits
from tasks.inputs.streams import CHUNK, Broken
from trichluc import encodings

Row = tuple[Mapping[str, Any], str]
"""A record's fields, and the encoding that they were read in."""

_SPACE = " \t\r\n,"


def json_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The objects of a JSON file: of its array, of the array in its object, one after another, or the one there is."""
    text = _Text(stream, limits.article_bytes)
    text.skip(_SPACE)
    if text.starts("["):
        text.drop()
        yield from ((row, "utf-8") for row in _objects(text, "]"))
        return
    for value in _objects(text, ""):
        inner = next(
            (v for v in value.values() if isinstance(v, list) and v and all(isinstance(x, dict) for x in v)), None
        )
        rows = inner if inner is not None and "text" not in value and "html" not in value else [value]
        yield from ((row, "utf-8") for row in rows)


def _objects(text: _Text, end: str) -> Iterator[dict[str, Any]]:
    while True:
        text.skip(_SPACE)
        if text.is_empty() or (end and text.starts(end)):
            return
        value = text.value()
        if not isinstance(value, dict):
            raise Broken("bad_json", f"a {type(value).__name__} among the records")
        yield value


class _Text:
    """The text of a stream, of which no more than one value is kept."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder()
        self._buffer, self._at, self._ended = "", 0, False

    def _more(self) -> bool:
        chunk = self._stream.read(CHUNK)
        self._ended = not chunk
        self._buffer = self._buffer[self._at :] + self._decoder.decode(chunk, final=self._ended)
        self._at = 0
        return not self._ended

    def skip(self, characters: str) -> None:
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in characters:
                self._at += 1
            if self._at < len(self._buffer) or not self._more():
                return

    def drop(self) -> None:
        """Pass one character."""
        self._at += 1

    def starts(self, mark: str) -> bool:
        return self._buffer.startswith(mark, self._at)

    def is_empty(self) -> bool:
        return self._at >= len(self._buffer) and self._ended

    def value(self) -> Any:
        while True:
            try:
                value, self._at = self._json.raw_decode(self._buffer, self._at)
                return value
            except RecursionError as error:
                raise Broken("bad_json", "values nested too deep") from error
            except ValueError as error:
                if len(self._buffer) - self._at > 4 * self._limit:
                    raise Broken("bad_json", f"no record ends within {4 * self._limit} characters") from error
                if not self._more():
                    raise Broken("bad_json", error) from error


_CODECS = {"windows-1258": "cp1258", **dict.fromkeys(encodings.LEGACY, "latin-1")}


def csv_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row | Broken]:
    """The rows of a CSV file by the names in its first line; the separator is found out.

    A row with more fields than there are names is broken: most likely one of its texts was taken apart.
    """
    sample = stream.peek(1 << 16)[: 1 << 16]  # type: ignore[attr-defined]
    try:
        encoding = encodings.decode(sample[: sample.rfind(b"\n") + 1] or sample).encoding
    except encodings.NotText as error:
        raise Broken(error.reason, error.found) from error
    base = encoding.split(" ")[0]
    codec = "utf-8-sig" if base == "utf-8" else "utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else base
    lines = io.TextIOWrapper(stream, encoding=_CODECS.get(base, codec), errors="replace", newline="")
    csv.field_size_limit(max(limits.article_bytes, 1 << 17))
    try:
        for row in csv.DictReader(lines, delimiter=_separator(sample, _CODECS.get(base, codec))):
            more = row.pop(None, [])
            if any(value.strip() for value in more):
                yield Broken("long_row", f"{len(row) + len(more)}, and {len(row)} names")
            else:
                yield {name: _value(value, base) for name, value in row.items()}, encoding
    except csv.Error as error:
        raise Broken("bad_csv", error) from error


def _separator(sample: bytes, codec: str) -> str:
    first = sample.decode(codec, "replace").split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def _value(value: str | None, encoding: str) -> str | None:
    return encodings.from_legacy(value, encoding) if value and encoding in encodings.LEGACY else value


def parquet_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """The rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(seekable(stream), pre_buffer=False)
        plain = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
        for batch in file.iter_batches(batch_size=256, columns=plain):
            yield from (({name: _plain(value) for name, value in row.items()}, "utf-8") for row in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise Broken("bad_parquet", error) from error


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
