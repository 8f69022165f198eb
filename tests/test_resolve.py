"""Resolution: which body a short name is in its article, case by case; places inside bodies' names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from trichluc.article import Article, RawArticle
from trichluc.extract import extract

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("resolve.yml").read_text(encoding="utf-8"))


def read(text: str) -> Article:
    return extract(RawArticle("case.txt", text))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']}: {case['text'][:50]}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    named = [m for m in read(case["text"]).mentions if m.type == "ORG" and m.surface == case["name"]]
    if case.get("left out"):
        assert not named
        return
    body = named[case.get("nth", 1) - 1]
    assert body.canonical == case["canonical"]
    assert case.get("resolution", body.resolution) == body.resolution


def test_equal_names_are_one_entity() -> None:
    article = read("Tổng cục Hải quan họp. Tổng cục giao việc. Tổng cục Thuế vắng mặt.")
    first, second, third = (m.entity_id for m in article.mentions if m.type == "ORG")
    assert first == second != third


def test_places_in_names_are_nested() -> None:
    article = read("Đảng bộ Cục Hải quan Quảng Ninh họp tại Hà Nội.")
    assert [(m.surface, m.nested) for m in article.mentions if m.type == "LOC"] == [
        ("Quảng Ninh", True),
        ("Hà Nội", False),
    ]


def test_no_role_is_held_in_a_body_left_out() -> None:
    article = read("Ông Trần Văn Lộc, Bí thư Đảng ủy, thăm công nhân.")
    kept = {id(mention) for mention in article.mentions}
    assert all(role.body is None or id(role.body) in kept for role in article.roles)


def test_mentions_stand_in_the_order_of_the_text() -> None:
    article = read("Bộ Y tế, tỉnh Lào Cai, Sở Y tế, Cục Thuế tỉnh Lào Cai và Bộ Tài chính.")
    starts = [mention.char_start for mention in article.mentions]
    assert starts == sorted(starts)
