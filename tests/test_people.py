"""People: names, canonical names and offices, phrase by phrase; what must hold of any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.article import Article, Mention, RawArticle
from trichluc.extract import extract
from trichluc.people.canonical import capitalised, entity_id
from trichluc.people.surroundings import is_vietnamese
from trichluc.rules import load

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("people.yml").read_text(encoding="utf-8"))
NAMED = [rule for rule in load("family_names") if rule["strength"] != "weak"]


def read(text: str) -> Article:
    return extract(RawArticle("case.txt", text))


def people(text: str) -> list[Mention]:
    return [mention for mention in read(text).mentions if mention.type == "PERSON"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    expected = [(p["name"], p.get("canonical", p["name"]), p.get("roles", [])) for p in case["people"]]
    assert [(p.surface, p.canonical, p.roles) for p in people(case["text"])] == expected


@pytest.mark.parametrize("rule", load("family_names"), ids=lambda rule: rule["word"])
def test_every_family_name_begins_a_name(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert [p.surface for p in people(f"Ông {rule['example']} phát biểu.")] == [rule["example"]]


@pytest.mark.parametrize("rule", NAMED, ids=lambda rule: rule["word"])
def test_telling_family_names_need_no_title(rule: dict[str, str]) -> None:
    assert [p.surface for p in people(f"Tiếp theo là phần của {rule['example']} trước toàn thể.")] == [rule["example"]]


def test_every_given_name_ends_a_name() -> None:
    for rule in load("given_names"):
        name = f"Nguyễn Văn {rule['syllable']}"
        assert rule["source"]
        assert [p.surface for p in people(f"Ông {name}, thợ hàn, cho biết.")] == [name]


def test_no_stop_continues_a_name() -> None:
    known = {rule["syllable"] for rule in load("given_names")}
    for rule in load("name_stops"):
        assert rule["source"]
        if rule["syllable"] not in known:
            found = people(f"Ông Nguyễn Văn Bình {rule['syllable']} xyz.")
            assert [p.surface for p in found] == ["Nguyễn Văn Bình"], rule["syllable"]


@pytest.mark.parametrize("rule", load("titles"), ids=lambda rule: rule["word"])
def test_every_title_is_a_role_of_the_name_it_precedes(rule: dict[str, str]) -> None:
    assert rule["source"]
    found = people(rule["example"])
    if rule["kind"] == "group":
        assert not found
    else:
        assert len(found) == 1
        assert rule["word"].casefold() in " ".join(found[0].roles).casefold()


@pytest.mark.parametrize("rule", load("person_cues"), ids=lambda rule: rule["word"])
def test_every_cue_leads_to_a_name_and_is_no_role(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert [(p.surface, p.roles) for p in people(rule["example"])] == [("Nguyễn Văn Bình", [])]


@pytest.mark.parametrize("rule", load("name_blockers"), ids=lambda rule: rule["phrase"])
def test_every_blocker_keeps_a_name_from_being_a_person(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert not people(rule["example"])
    for word in filter(None, rule["not_after"].split("|")):
        assert people(rule["example"].replace(rule["phrase"], f"{word} {rule['phrase']}")), word


@pytest.mark.parametrize("rule", load("given_compounds"), ids=lambda rule: rule["compound"])
def test_no_compound_is_a_given_name(rule: dict[str, str]) -> None:
    assert rule["source"]
    given = rule["compound"].partition(" ")[0]
    assert [p.surface for p in people(rule["example"])] == [f"Lê Bá {given}", given]


@pytest.mark.parametrize("rule", load("role_bodies"), ids=lambda rule: rule["phrase"])
def test_every_generic_body_belongs_to_the_office(rule: dict[str, str]) -> None:
    assert rule["source"]
    (person,) = people(rule["example"])
    assert any(role.endswith(rule["phrase"]) for role in person.roles)


def test_roles_name_office_and_body() -> None:
    article = read(
        "Đại tá Lê Văn Hải, Phó Giám đốc Công an tỉnh Nghệ An, và UV Ban Thường vụ Tỉnh ủy Trần Văn Bình dự."
    )
    assert [(r.office, r.body and r.body.surface, r.person.canonical) for r in article.roles] == [
        ("Đại tá", None, "Lê Văn Hải"),
        ("Phó Giám đốc", "Công an tỉnh Nghệ An", "Lê Văn Hải"),
        ("Ủy viên", "Ban Thường vụ Tỉnh ủy", "Trần Văn Bình"),
    ]


def test_a_place_inside_a_name_is_not_a_place() -> None:
    assert [m.type for m in read("Ông Nguyễn Thái Bình nhận giải.").mentions] == ["PERSON"]


def test_initials_stand_for_the_full_name_of_the_article() -> None:
    found = people(
        "Quang cảnh hội nghị. Ảnh: T.Bình\nHội nghị kết thúc lúc 11 giờ với nhiều kết quả.\nBà Thái Bình ghi."
    )
    assert [(p.surface, p.canonical, p.resolution) for p in found] == [
        ("T.Bình", "Thái Bình", "abbreviation"),
        ("Thái Bình", "Thái Bình", "as_written"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"), [("ANH KHÔI", "Anh Khôi"), ("N.LIÊM", "N.Liêm"), ("Mùa A Sơn", "Mùa A Sơn"), ("M.P", "M.P")]
)
def test_capitals(name: str, expected: str) -> None:
    assert capitalised(name) == expected


def test_one_key_for_one_name_however_its_tone_is_written() -> None:
    assert entity_id("Lê Hoà") == entity_id("Lê Hòa") != entity_id("Lê Hóa")


@pytest.mark.parametrize(("word", "shape"), [("Nguyễn", True), ("Quyết", True), ("Trump", False), ("Ksor", False)])
def test_shape_of_syllables(word: str, shape: bool) -> None:
    assert is_vietnamese(word) is shape


PIECES = st.sampled_from(
    ["ông ", "Ông ", "Nguyễn ", "Văn ", "An", "Thái Bình", ", ", "Chủ tịch ", "Phó ", "UBND ", "tỉnh ", " - ", "(", ")", "N.",
     "Ảnh: ", "\n", "là ", "Bác Hồ ", "NGUYỄN ", "x", "1", ". ", "các đồng chí: ", "Bí thư ", "Mỹ ", "Donald "]
)  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)))
def test_whatever_the_text(text: str) -> None:
    article = read(text)
    persons = [mention for mention in article.mentions if mention.type == "PERSON"]
    for person in persons:
        assert person.surface == article.text[person.char_start : person.char_end] != ""
        assert person.canonical and person.entity_id and "\n" not in person.surface
    assert all(a.char_end <= b.char_start for a, b in pairwise(persons))
    for role in article.roles:
        assert role.surface == article.text[role.char_start : role.char_end] in role.person.roles
        assert role.person in persons and role.office


def test_a_person_named_twice_in_a_list_holds_its_office_once() -> None:
    article = read("Các đồng chí Nguyễn Văn Nam, Nguyễn Văn Nam, Phó Chủ tịch Công đoàn Việt Nam, đã dự.")
    assert len([role for role in article.roles if role.surface.startswith("Phó")]) == 1
