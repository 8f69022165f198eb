"""Quantities: money and counts, phrase by phrase; numbers in figures and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.article import Quantity, RawArticle
from trichluc.extract import extract
from trichluc.quantities.amounts import figures, plain, spelled
from trichluc.rules import load

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("quantities.yml").read_text(encoding="utf-8"))


def quantities(text: str) -> list[Quantity]:
    return extract(RawArticle("case.txt", text)).quantities


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = quantities(case["text"])
    assert [(q.surface, q.value, q.unit) for q in found] == [
        (e["surface"], e["value"], e["unit"]) for e in case["quantities"]
    ]
    for quantity, expected in zip(found, case["quantities"], strict=True):
        assert quantity.what == expected.get("what", quantity.what)


@pytest.mark.parametrize("rule", load("counted"), ids=lambda rule: rule["phrase"])
def test_every_noun_is_counted(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert [(q.value, q.unit, q.what) for q in quantities(rule["example"])] == [(15, rule["unit"], rule["phrase"])]


def test_no_noun_is_counted_where_it_begins_another_word() -> None:
    for rule in load("counted"):
        for following in filter(None, rule["not_before"].split("|")):
            assert not quantities(f"Cả tỉnh hiện có 15 {rule['phrase']} {following}."), (rule["phrase"], following)


@pytest.mark.parametrize("rule", load("currencies"), ids=lambda rule: rule["sign"])
def test_every_currency(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert [(q.value, q.unit) for q in quantities(f"Khoản chi là {rule['example']}.")] == [(12, rule["code"])]


@pytest.mark.parametrize("rule", load("number_words"), ids=lambda rule: rule["word"])
def test_every_number_word_begins_a_number(rule: dict[str, str]) -> None:
    assert rule["source"]
    (quantity,) = quantities(rule["example"])
    assert quantity.surface.casefold().startswith(rule["word"])
    assert str(int(quantity.value)).startswith(rule["value"])


@pytest.mark.parametrize("rule", load("money_words"), ids=lambda rule: rule["phrase"])
def test_every_money_word_says_what_the_money_is(rule: dict[str, str]) -> None:
    assert rule["source"]
    (quantity,) = quantities(rule["example"])
    assert quantity.what is not None and quantity.what.casefold() == rule["phrase"].casefold()


@pytest.mark.parametrize(
    ("text", "value"),
    [("mười", 10), ("mười lăm", 15), ("hai mươi mốt", 21), ("ba trăm linh năm", 305), ("một nghìn hai trăm", 1200)]
    + [("hai trăm nghìn", 200_000), ("một triệu rưỡi", 1_000_000), ("tám tỷ hai trăm triệu", 8_200_000_000)],
)
def test_numbers_in_words(text: str, value: float) -> None:
    amount = spelled(text, 0)
    assert amount is not None and amount.value == value


@pytest.mark.parametrize(
    ("text", "value"), [("0,5", 0.5), ("0.125", 0.125), ("12.345.678", 12345678), ("3.5", 3.5), ("1.234,56", 1234.56)]
)
def test_numbers_in_figures(text: str, value: float) -> None:
    assert plain(text) == value


@given(st.integers(1, 10**9))
def test_thousands_are_parted_by_points(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    amount = figures(f"{written} đồng", 0)
    assert amount is not None and (amount.value, amount.end) == (number, len(written))


PIECES = st.sampled_from(
    ["12", "1.500", "3,5", " ", "triệu", "tỷ", " đồng", " người", "hai ", "mươi", "năm", "/", "-", "$", "một ", "\n"]
)


@settings(max_examples=150)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=150)))
def test_whatever_the_text(text: str) -> None:
    article = extract(RawArticle("case.txt", text))
    for quantity in article.quantities:
        assert quantity.surface == article.text[quantity.char_start : quantity.char_end] != ""
        assert quantity.value >= 0 and quantity.unit
