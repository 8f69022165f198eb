"""Encodings: bytes to text, whichever of the many encodings of Vietnamese they are in.

Tried in the order of certainty: a byte order mark, UTF-8, UTF-16 by its zero bytes, and then whichever of
Windows-1258, TCVN3, VNI and VISCII makes the most Vietnamese of the bytes (their tables: `rules/legacy_encodings.csv`).
Text that was decoded wrongly once before (`CÃ´ng Ä‘oÃ n`, `C«ng ®oµn`) is mended where the whole of it can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from trichluc.rules import load
from trichluc.text import normalise

SAMPLE = 20_000
PLAUSIBLE = 0.06
"""Share of words that are among the commonest marked ones of Vietnamese, above which a text is taken for Vietnamese."""
CUT_OFF = 4
"""Letters beyond ASCII that a text must have before its end to be called UTF-8 that was cut off."""
LEGACY = ("tcvn3", "vni", "viscii")

_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WORD = re.compile(r"[^\W\d_]+")


class NotText(ValueError):
    """Bytes that are no text; `found` says why in words."""

    def __init__(self, reason: str, found: str) -> None:
        super().__init__(found)
        self.reason, self.found = reason, found


@cache
def _common() -> frozenset[str]:
    return frozenset(rule["syllable"] for rule in load("common_syllables"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that its bytes turned out to be in."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """The text of `raw`; raises `NotText` where it is none, or in no encoding that makes sense of it.

    >>> decode("Công đoàn".encode("utf-16")).encoding
    'utf-16-le'
    """
    for mark, encoding in _WIDE_MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    raw = raw.removeprefix(_UTF8_MARK)  # editors write it before anything
    if b"\0" in raw[:65536]:
        return _wide(raw)
    try:
        return mended(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _damaged_utf8(raw) or _legacy(raw) or _guessed(raw) or _refuse(raw, error)


def _marked(raw: bytes, encoding: str) -> Decoded:
    """What a byte order mark announces, unless the bytes after it are nothing of the kind; the end may be cut off."""
    text = raw.decode(encoding, "replace").removesuffix("\ufffd")
    if "\ufffd" in text or _latin_share(text) < 0.9:
        raise NotText("broken_encoding", f"it is marked as {encoding} and is not")
    return Decoded(text, encoding)


def _wide(raw: bytes) -> Decoded:
    """UTF-16 without its mark: the high byte of every Latin letter is zero."""
    sample = raw[:SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > 0.3 * len(zeros) and len(raw) % 2 == 0:
            text = raw.decode(encoding, "replace")
            if _is_latin(text[:SAMPLE]):
                return Decoded(text, encoding)
    raise NotText("binary", "it holds zero bytes")


def _is_latin(sample: str) -> bool:
    """Whether nearly all of a text is Latin letters, digits and punctuation."""
    return len(sample) >= 16 and _latin_share(sample) > 0.95


def _latin_share(text: str) -> float:
    sample = text[:SAMPLE]
    latin = sum(" " <= c < "\u0370" or "\u1e00" <= c < "\u2070" or c in "\t\r\n" for c in sample)
    return latin / len(sample) if sample else 1.0


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 that was cut off in the middle of its last letter; damage anywhere else has changed words."""
    text = raw.decode("utf-8", "replace")
    whole = text.removesuffix("\ufffd")
    letters = sum(1 for character in whole[:SAMPLE] if character > "\x7f")
    return None if "\ufffd" in whole or letters < CUT_OFF else Decoded(whole, "utf-8 (cut off)")


def _legacy(raw: bytes) -> Decoded | None:
    candidates: list[tuple[str, Callable[[], str]]] = [
        ("windows-1258", lambda: normalise(raw.decode("cp1258", "replace"))),
        *((name, lambda name=name: from_legacy(raw.decode("latin-1"), name)) for name in LEGACY),
    ]
    best = max(((likeness(read()), name, read) for name, read in candidates), key=lambda candidate: candidate[0])
    return Decoded(best[2](), best[1]) if best[0] >= PLAUSIBLE else None


def _guessed(raw: bytes) -> Decoded | None:
    """A text in Latin letters with few marks (English, mostly); one that holds letters of UTF-8 is broken UTF-8."""
    marked = sum(byte > 127 for byte in raw[:SAMPLE])
    if marked > len(raw[:SAMPLE]) // 20 or not raw[:SAMPLE].decode("utf-8", "ignore").isascii():
        return None
    found = from_bytes(raw[:SAMPLE]).best()
    if found is None or found.encoding in ("utf_8", "ascii") or _controls(raw) > 0:
        return None
    try:
        return Decoded(raw.decode(found.encoding), found.encoding.replace("_", "-"))
    except (UnicodeDecodeError, LookupError):
        return None


def _controls(raw: bytes) -> int:
    return sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in raw[:4096])


def _refuse(raw: bytes, error: UnicodeDecodeError) -> Decoded:
    if _controls(raw) > len(raw[:4096]) // 20:
        raise NotText("binary", "it holds control characters") from error
    raise NotText("broken_encoding", f"byte {raw[error.start]:#04x} at position {error.start}") from error


def likeness(text: str) -> float:
    """How Vietnamese a text is: the share of its words that are among the commonest ones with marks.

    >>> likeness("Hội nghị của công đoàn và các đơn vị") > 0.5 > likeness("Héi nghÞ cña c«ng ®oµn")
    True
    """
    words = _WORD.findall(text[:SAMPLE].lower())
    common = _common()
    marked = sum(word in common for word in words)
    return marked / len(words) if words else 0.0


@cache
def _tables() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    tables: dict[str, dict[str, str]] = {name: {} for name in LEGACY}
    for rule in load("legacy_encodings"):
        tables[rule["encoding"]][bytes.fromhex(rule["bytes"]).decode("latin-1")] = rule["letter"]
    return {
        name: (re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table)
        for name, table in tables.items()
    }


def from_legacy(text: str, encoding: str) -> str:
    """A text in a legacy encoding whose bytes were taken for Latin-1.

    >>> from_legacy("C«ng ®oµn", "tcvn3"), from_legacy("Coâng ñoaøn", "vni")
    ('Công đoàn', 'Công đoàn')
    """
    pattern, table = _tables()[encoding]
    return pattern.sub(lambda match: table[match[0]], text)


_MOJIBAKE = re.compile("Ã[\u0080-\u00bf‘’“”€™]|Ä[\u0080-\u00bf‘’“”]|áº|á»|Æ°")
_LEGACY_SIGNS = re.compile(r"[®«µ¸¶·¹ñöø]|[aeoAEO][ùøûõïâáàåãä]")
_CP1252 = {bytes([code]).decode("cp1252"): code for code in range(128, 160) if code not in (129, 141, 143, 144, 157)}


def mended(text: str) -> Decoded:
    """Text of valid UTF-8, mended where all of it was decoded wrongly before it was stored."""
    sample = text[:SAMPLE]
    if len(_MOJIBAKE.findall(sample)) > 3 and (restored := _redecoded(text)) and likeness(restored) > PLAUSIBLE:
        return Decoded(restored, "utf-8 (decoded twice)")
    if len(_LEGACY_SIGNS.findall(sample)) > len(sample) // 40 and likeness(sample) < PLAUSIBLE / 2:
        for name in LEGACY:
            restored = from_legacy(text, name)
            if likeness(restored) >= PLAUSIBLE:
                return Decoded(restored, f"utf-8 ({name})")
    return Decoded(text, "utf-8")


def _redecoded(text: str) -> str | None:
    """The bytes that were taken for Windows-1252, read as the UTF-8 that they are; None unless all of them are."""
    codes = bytearray()
    for character in text:
        code = _CP1252.get(character, ord(character))
        if code > 255:
            return None
        codes.append(code)
    try:
        return codes.decode("utf-8")
    except UnicodeDecodeError:
        return None
