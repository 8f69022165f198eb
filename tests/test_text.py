"""Normalised text and the reading copy."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.text import LOWER, UPPER, normalise, reading

SPELLINGS = [
    ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
    ("hoà bình", "hòa bình"),
    ("khoẻ mạnh", "khỏe mạnh"),
    ("KHOÁ XII – NGÀY", "KHÓA XII - NGÀY"),
    ("quý I, toàn quốc, hoàng", "quý I, toàn quốc, hoàng"),  # one way of writing only
    ("Ðảng uỷ\u00a0Cục", "Đảng ủy Cục"),
]


@pytest.mark.parametrize(("written", "read"), SPELLINGS)
def test_spelling_variants_read_as_one(written: str, read: str) -> None:
    assert reading(written) == read


@given(st.text(max_size=300))
def test_reading_keeps_every_offset(text: str) -> None:
    assert len(reading(text)) == len(text)
    assert reading(reading(text)) == reading(text)


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert normalise(once) == once


def test_letters_are_complete() -> None:
    assert set(LOWER) >= set("ăâđêôơưạặậẹệịọộợụựỵỳỷỹý")
    assert "".join(sorted(LOWER.upper())) == UPPER
