"""Objects: the records of JSON files, one after another, of which no more than one is held in memory."""

from __future__ import annotations

import codecs
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from tasks.inputs import codes
from tasks.inputs.listed import TEXTS, Limits, Row, value_at
from tasks.inputs.reasons import kind
from tasks.inputs.streams import CHUNK, Broken

_SPACE = " \t\r\n,"
LABEL = 200
"""Characters up to which a string says something of a list of records, and is no article itself."""
LOOKED_AT = 20
"""Values of a long array that are looked at for a record."""
DEPTH = 3
"""How many objects deep arrays of records are looked for: `{"response": {"docs": […]}}` has its array in the second."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What stands where a record should, and why it is none."""

    reason: str
    found: str


def json_rows(stream: BinaryIO, limits: Limits, columns: Mapping[str, str]) -> Iterator[Row | Broken]:
    """The objects of a JSON file: of its array, of the arrays in its object, one after another, or the one there is.

    An object with a text (under our names or those of `columns`) is a record; in any other, and in the objects in it,
    the arrays of records are looked for. What stands behind damage is not read.
    """
    code, stream = codes.of(stream, limits.article_bytes)
    text, texts, count = _Text(stream, code, limits.article_bytes), _names(columns), 0
    try:
        for value in _records(text, texts):
            yield Broken(value.reason, value.found) if isinstance(value, _Wrong) else (code.restored(value), code.name)
            count += 1
    except Broken as broken:
        if not count or broken.reason != "bad_json":
            raise
        raise Broken("cut_json", broken.found) from broken


def _names(columns: Mapping[str, str]) -> frozenset[str]:
    return frozenset([*TEXTS, *(columns[name] for name in TEXTS if name in columns)])


def _records(text: _Text, texts: frozenset[str]) -> Iterator[dict[str, Any] | _Wrong]:
    while text.has_more():
        if text.starts("["):
            yield from map(_checked, text.values("]"))
            continue
        try:
            value = text.value()
        except _TooLong:
            yield from _in_parts(text, texts)
            continue
        if isinstance(value, dict):
            yield from map(_checked, _inside(value, texts))
        else:
            yield _checked(value)


def _checked(value: Any) -> dict[str, Any] | _Wrong:
    if isinstance(value, (dict, _Wrong)):
        return value
    return _Wrong("bad_json", f"it is {kind(value)}")


def _inside(value: dict[str, Any], texts: frozenset[str]) -> list[Any]:
    """The object itself where it is a record, else what stands in its arrays of records."""
    if _is_record(value, texts) or _has_prose(value):
        return [value]
    arrays = list(_arrays(value))
    of_records = [array for array in arrays if any(_is_record(each, texts) for each in array)]
    return [each for array in of_records for each in array] or max(arrays, key=len, default=[value])


def _arrays(value: dict[str, Any], depth: int = DEPTH) -> Iterator[list[Any]]:
    """The arrays of objects in an object, and in the objects in it that are no articles."""
    for each in value.values():
        if isinstance(each, list) and any(isinstance(x, dict) for x in each):
            yield each
        elif isinstance(each, dict) and depth > 1 and not _has_prose(each):
            yield from _arrays(each, depth - 1)


def _has_prose(value: dict[str, Any]) -> bool:
    return any(isinstance(each, str) and len(each) > LABEL for each in value.values())


def _is_record(value: Any, texts: frozenset[str]) -> bool:
    return isinstance(value, dict) and any(isinstance(value_at(value, name), str) for name in texts)


def _in_parts(text: _Text, texts: frozenset[str]) -> Iterator[dict[str, Any] | _Wrong]:
    """The records in the arrays of an object that is longer than any record."""
    names: list[str] = []
    has_any = False
    for value in _of_long(text, texts, names):
        has_any = True
        yield _checked(value)
    if texts.intersection(names):
        raise Broken("long_object", ", ".join(names))
    if not has_any:
        raise Broken("no_text", ", ".join(names))


def _of_long(text: _Text, texts: frozenset[str], names: list[str], depth: int = DEPTH) -> Iterator[Any]:
    """The same of an object that begins here, and that is never held as a whole; `names` gets its fields' paths."""
    text.drop()
    while text.has_more() and not text.starts("}"):
        names.append(str(text.value()))
        text.skip(_SPACE + ":")
        if text.starts("["):
            yield from _wanted(text.values("]"), texts)
            continue
        try:
            value = text.value()
        except _TooLong:
            if depth == 1:
                raise
            inner: list[str] = []
            yield from _of_long(text, texts, inner, depth - 1)
            names += [f"{names[-1]}.{name}" for name in inner]
        else:
            if isinstance(value, dict) and depth > 1 and not _has_prose(value):
                for array in _arrays(value, depth - 1):
                    yield from _wanted(iter(array), texts)
    if not text.starts("}"):
        raise Broken("bad_json", "it ends within an object")
    text.drop()


def _wanted(values: Iterator[Any], texts: frozenset[str]) -> Iterator[Any]:
    """The values of an array, read to its end, if one of its first is a record."""
    first: list[Any] = []
    for value in values:
        first.append(value)
        if isinstance(value, _Wrong) or _is_record(value, texts):
            yield from chain(first, values)
        elif len(first) == LOOKED_AT:
            deque(values, maxlen=0)


class _TooLong(Broken):
    """An object is longer than any record may be."""


class _Text:
    """The text of a stream, of which no more than one value is kept."""

    def __init__(self, stream: BinaryIO, code: codes.Code, limit: int) -> None:
        self._stream, self._most = stream, 4 * limit
        self._decoder = codecs.getincrementaldecoder(code.codec)(code.errors)
        self._json = json.JSONDecoder(strict=not code.is_legacy)  # letters of VISCII are control characters
        self._buffer, self._at, self._ended, self._passed = "", 0, False, 0

    def _more(self, least: int = 1) -> bool:
        """Read on, at least so many characters; whether there were any."""
        pieces, size = [self._buffer[self._at :]], 0
        while size < least and not self._ended:
            chunk = self._stream.read(CHUNK)
            self._ended = not chunk
            pieces.append(codes.decoded(self._decoder, chunk, self._ended))
            size += len(pieces[-1])
        self._passed += self._at
        self._buffer, self._at = "".join(pieces), 0
        return size > 0

    def skip(self, characters: str) -> None:
        """Pass what stands before the next value."""
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

    def has_more(self) -> bool:
        """Whether anything but blanks is left."""
        self.skip(_SPACE)
        return self._at < len(self._buffer)

    def values(self, end: str) -> Iterator[Any]:
        """The values of the array that begins here."""
        self.drop()
        while self.has_more():
            if self.starts(end):
                self.drop()
                return
            yield self.value()
        raise Broken("bad_json", "it ends within an array")

    def value(self) -> Any:
        """The value that begins here; `_Wrong` where it holds bytes of no encoding."""
        while True:
            try:
                value, end = self._json.raw_decode(self._buffer, self._at)
            except RecursionError as error:
                raise Broken("bad_json", "values nested too deep") from error
            except ValueError as error:
                self._read_on(error)
                continue
            if end == len(self._buffer) and not self._ended and not isinstance(value, (dict, list, str)):
                self._more()  # a number may go on
                continue
            whole = not codes.is_broken(self._buffer, self._at, end)
            self._at = end
            return value if whole else _Wrong("broken_encoding", "some of its bytes are no letters")

    def _read_on(self, error: ValueError) -> None:
        """Have twice as much of a value that is not whole yet, so that it is not parsed again too often."""
        pending = len(self._buffer) - self._at
        if pending > self._most:
            failure = _TooLong if self.starts("{") else Broken
            raise failure("bad_json", f"a value is longer than {self._most:,} characters") from error
        if not self._more(pending):
            place = self._passed + getattr(error, "pos", self._at)
            raise Broken("bad_json", f"{getattr(error, 'msg', error)} at character {place + 1:,}") from error
