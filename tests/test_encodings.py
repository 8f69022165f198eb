"""Encodings: every letter of Vietnamese in every encoding, and nothing mended that was right."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc import encodings
from trichluc.rules import load
from trichluc.text import LOWER, UPPER, normalise

SEEDS = [normalise(path.read_text("utf-8")) for path in sorted(Path(__file__).parents[1].glob("data/raw/*.txt"))]
LETTERS = "".join(c for c in LOWER if not c.isascii())


def in_legacy(text: str, name: str) -> bytes:
    """A text in a legacy encoding; TCVN3 has no capitals with tones (a font of capitals shows them)."""
    table = {
        rule["letter"]: bytes.fromhex(rule["bytes"]) for rule in load("legacy_encodings") if rule["encoding"] == name
    }
    folded = (c if c in table or c.isascii() else c.lower() if c.lower() in table else "?" for c in text)
    return b"".join(table.get(c) or c.encode("ascii") for c in folded)


def in_windows(text: str) -> bytes:
    """A text in Windows-1258: tones are characters of their own."""
    pieces = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        pieces.append((base + tones).encode("cp1258", "replace"))
    return b"".join(pieces)


def same(found: str, text: str) -> bool:
    """Whether nearly all letters came back, case aside (TCVN3 keeps none of toned capitals)."""
    found, text = normalise(found).lower(), text.lower()
    return len(found) == len(text) and sum(a == b for a, b in zip(found, text, strict=True)) > 0.98 * len(text)


@pytest.mark.parametrize("text", SEEDS)
@pytest.mark.parametrize("name", encodings.LEGACY)
def test_legacy_encoding(text: str, name: str) -> None:
    """Detected, and converted."""
    decoded = encodings.decode(in_legacy(text, name))
    assert decoded.encoding == name
    assert same(decoded.text, text)


@pytest.mark.parametrize("text", SEEDS)
def test_windows_1258(text: str) -> None:
    """Its combining tones are put on their letters."""
    decoded = encodings.decode(in_windows(text))
    assert decoded.encoding == "windows-1258"
    assert same(decoded.text, text)


@pytest.mark.parametrize("text", SEEDS)
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(text: str, name: str) -> None:
    """With and without a byte order mark."""
    assert encodings.decode(text.encode(name)).text == text


@pytest.mark.parametrize("text", SEEDS)
def test_mojibake(text: str) -> None:
    """Text decoded wrongly once is mended, whole."""
    decoded = encodings.decode(text.encode().decode("latin-1").encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8 (decoded twice)")


@pytest.mark.parametrize("text", SEEDS)
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_legacy_font_in_unicode(text: str, name: str) -> None:
    """Text typed for a legacy font and stored as UTF-8."""
    decoded = encodings.decode(in_legacy(text, name).decode("latin-1").encode())
    assert decoded.encoding == f"utf-8 ({name})"
    assert same(decoded.text, text)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_byte_order_mark_keeps_nothing_from_being_mended(name: str) -> None:
    """Editors write one before anything."""
    mark, text = b"\xef\xbb\xbf", SEEDS[0]
    legacy = in_legacy(text, name).decode("latin-1").encode()
    twice = text.encode().decode("latin-1").encode()
    for raw in (legacy, twice, "日本語 Tin".encode(), text.encode(), (text + "ế").encode()[:-1]):
        assert encodings.decode(mark + raw) == encodings.decode(raw)


@pytest.mark.parametrize(
    "text",
    [
        *SEEDS,
        "«Ngày hội» của ông Đỗ ®",
        "Straße, façade, señor, mañana",
        "Ã là một chữ",
        "Привет, мир",
        "日本語",
        "x" * 99,
    ],
)
def test_nothing_right_is_mended(text: str) -> None:
    """Good text stays, also with signs in it that bad text has, or in another language."""
    assert encodings.decode(text.encode()) == encodings.Decoded(text, "utf-8")


def test_damaged_utf8() -> None:
    """A cut last letter is dropped; broken bytes in the midst are refused, and no other encoding is guessed for them."""
    raw = SEEDS[0].encode()
    cut = encodings.decode((SEEDS[0] + "ế").encode()[:-1])
    assert (cut.text, cut.encoding) == (SEEDS[0], "utf-8 (cut off)")
    for damaged in (raw[:400] + b"\xff" + raw[400:], "Liên đoàn ".encode() + b"\xff\xfe", b"\xff\xfe\xfa x \x80"):
        with pytest.raises(encodings.NotText) as refused:
            encodings.decode(damaged)
        assert refused.value.reason == "broken_encoding"


@pytest.mark.parametrize("raw", [b"a\0b", b"\x01\x02\x03\xff" * 30])
def test_no_text(raw: bytes) -> None:
    """Bytes that are no text say why."""
    with pytest.raises(encodings.NotText) as refused:
        encodings.decode(raw)
    assert refused.value.reason == "binary"


@pytest.mark.parametrize("name", encodings.LEGACY)
def test_tables_are_complete(name: str) -> None:
    """Each table has every marked letter once, and no byte twice."""
    rules = [rule for rule in load("legacy_encodings") if rule["encoding"] == name]
    letters = [rule["letter"] for rule in rules]
    assert set(LETTERS) <= set(letters)
    if name != "tcvn3":
        assert {c for c in UPPER if not c.isascii()} <= set(letters)
    assert len(letters) == len(set(letters)) == len({rule["bytes"] for rule in rules})
    assert all(rule["source"] for rule in rules)


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    """No bytes break the reader."""
    try:
        decoded = encodings.decode(raw)
    except encodings.NotText as refused:
        assert refused.found
    else:
        assert decoded.encoding
        assert isinstance(decoded.text, str)
