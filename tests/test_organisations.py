"""Organisations: names of bodies, phrase by phrase; every rule held to its example; what must hold of any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc import organisations, places
from trichluc.article import Mention, RawArticle
from trichluc.extract import extract
from trichluc.organisations.names import compound, stops
from trichluc.rules import load
from trichluc.scan import Scan
from trichluc.text import reading

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("organisations.yml").read_text(encoding="utf-8"))
WORDS = [*load("organisation_heads"), *load("organisation_fields")]
PIECES = [rule.get("word") or rule["phrase"] for rule in WORDS][::7]


def bodies(text: str) -> list[Mention]:
    return [mention for mention in extract(RawArticle("case.txt", text)).mentions if mention.type == "ORG"]


def found(text: str) -> list[Mention]:
    scan = Scan(reading(text))
    return organisations.find(scan, places.find(scan))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    expected = [(body["name"], body.get("canonical", body["name"])) for body in case["bodies"]]
    assert [(body.surface, body.canonical) for body in bodies(case["text"])] == expected


def test_every_rule_is_read_in_its_example() -> None:
    for rule in WORDS:
        assert rule["source"]
        word, example = rule.get("word") or rule["phrase"], rule["example"]
        if rule.get("needs") == "never":
            assert not found(f"Theo {word} quy định."), word
            continue
        assert word.casefold() in example.casefold(), word
        assert [body.surface for body in found(example)] == [reading(example)], word


def test_no_head_noun_that_needs_more_is_a_name_by_itself() -> None:
    for rule in load("organisation_heads"):
        if rule["needs"] and not rule["bare"]:
            starts = [body.char_start for body in found(f"Nay {rule['word']} đã làm việc.")]
            assert 4 not in starts, rule["word"]


def test_no_stop_goes_on_with_a_name() -> None:
    for stop in stops():
        assert compound(f"Bản quyền tác giả {stop}", 0) == len("Bản quyền tác giả"), stop
    assert all(rule["source"] for rule in load("organisation_stops"))


def test_read_is_anchored() -> None:
    scan = Scan("Theo Bộ Tài chính, thuế giảm.")
    body = organisations.read(scan, 5)
    assert body is not None
    assert body.surface == "Bộ Tài chính"
    assert organisations.read(scan, 4) is None
    assert organisations.read(scan, 8) is None


@pytest.mark.parametrize(
    ("canonical", "parent"),
    [
        ("Công đoàn Tổng cục Hải quan", "Tổng cục Hải quan"),
        ("Đảng ủy cơ quan Tổng cục Hải quan", "Tổng cục Hải quan"),
        ("Ban Thường vụ Đảng ủy Cục Hải quan tỉnh Quảng Ninh", "Đảng ủy Cục Hải quan tỉnh Quảng Ninh"),
        ("Ban Tuyên giáo Trung ương Đảng Cộng sản Việt Nam", "Đảng Cộng sản Việt Nam"),
        ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc Việt Nam"),
        ("Bộ Tài chính", None),
        ("Mặt trận Tổ quốc Việt Nam", None),
        ("không phải tên", None),
    ],
)
def test_parent(canonical: str, parent: str | None) -> None:
    assert organisations.parent(canonical) == parent


def test_ids_tell_names_apart_but_not_their_capitals() -> None:
    assert organisations.entity_id("Bộ Y tế") == organisations.entity_id("Bộ Y Tế")
    assert organisations.entity_id("Bộ Y tế") != organisations.entity_id("Sở Y tế")


WEIRD = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.sampled_from(["tỉnh", "Lào Cai", "và", ",", "-", "(", "ABC)", "\n", "“", ".", "5"])
    )
    | st.text(max_size=4),
    max_size=60,
).map(" ".join)


@settings(max_examples=60)
@given(WEIRD)
def test_any_text_is_read_into_disjoint_slices(text: str) -> None:
    text = reading(text)
    scan = Scan(text)
    mentions = organisations.find(scan, places.find(scan))
    for body in mentions:
        assert text[body.char_start : body.char_end] == body.surface
        assert body.surface.strip()
        assert body.canonical.strip()
    for before, after in pairwise(mentions):
        assert before.char_end <= after.char_start
