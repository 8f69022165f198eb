"""Codes: the encoding of a table or a JSON file, found out from its beginning, and what to do with bytes that break it."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from tasks.inputs.streams import Broken
from trichluc import encodings

PIECE = 1 << 16
PLAIN = 200
"""Bytes kept of the plain letters before the first other one: an encoding is judged by what is marked."""
_CODECS = {"utf-8": "utf-8-sig", "windows-1258": "cp1258", **dict.fromkeys(encodings.LEGACY, "latin-1")}
_WIDE_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BROKEN = re.compile("[\udc80-\udcff]")
"""Bytes that are in no encoding, as `surrogateescape` keeps them: their record is rejected, and the others are read."""


@dataclass(frozen=True, slots=True)
class Code:
    """An encoding: the name that is recorded, and the codec that reads it."""

    name: str
    codec: str

    @property
    def is_legacy(self) -> bool:
        """Whether the text, once decoded, has yet to be restored."""
        return self.name in encodings.LEGACY

    @property
    def errors(self) -> str:
        """How the codec takes bytes that are none of its own; after such a pair of bytes nothing is sure."""
        return "strict" if self.codec.startswith(("utf-16", "utf-32")) else "surrogateescape"

    def restored(self, value: Any) -> Any:
        """A field as it was written, with all that is in it."""
        if not self.is_legacy:
            return value
        if isinstance(value, dict):
            return {name: self.restored(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.restored(each) for each in value]
        return encodings.from_legacy(value, self.name) if isinstance(value, str) else value


def of(stream: BinaryIO, limit: int) -> tuple[Code, BinaryIO]:
    """The encoding of a stream, and the stream from its beginning; raises `Broken` where it is no text.

    Plain letters are the same in nearly every encoding: at most `limit` bytes are looked at, until there are others.
    """
    sample = b""
    while piece := stream.read(PIECE):
        plain = sample.isascii()
        sample += piece
        if not plain or len(sample) > limit:
            break
    return _code(sample), cast(BinaryIO, io.BufferedReader(_Again(sample, stream), PIECE))


def _code(sample: bytes) -> Code:
    for mark, codec in _WIDE_MARKS.items():
        if sample.startswith(mark):
            return Code(_decode(sample).encoding, codec)
    if b"\0" not in sample:
        if _is_utf8(sample):
            return Code("utf-8", "utf-8-sig")
        sample = sample[max(0, _first_marked(sample) - PLAIN) :]
    name = _decode(sample).encoding.partition(" ")[0]
    return Code(name, _CODECS.get(name, name))


def _first_marked(sample: bytes) -> int:
    return next(place for place, byte in enumerate(sample) if byte > 127)


def _decode(sample: bytes) -> encodings.Decoded:
    try:
        return encodings.decode(sample)
    except encodings.NotText as error:
        raise Broken(error.reason, error.found) from error


def _is_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8, but for a few bytes; the end may be cut off."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    broken = len(_BROKEN.findall(text))
    return not broken or sum(character > "\x7f" for character in text) > 20 * broken


def is_broken(text: str, start: int = 0, end: int = 1 << 60) -> bool:
    """Whether there are bytes of no encoding in this part of a text."""
    return _BROKEN.search(text, start, end) is not None


def decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, is_last: bool) -> str:
    """The next piece of a text; raises `Broken` where the codec cannot go on."""
    try:
        return decoder.decode(chunk, is_last)
    except UnicodeDecodeError as error:
        raise Broken("broken_encoding", error.reason) from error


class _Again(io.RawIOBase):
    """A stream whose beginning was read already, from its beginning."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = io.BytesIO(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._head.read(len(view)) or self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
