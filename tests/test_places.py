"""Places: what is one, what it is called, and which official unit it is; what must hold of any text."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc import places
from trichluc.article import Mention, RawArticle
from trichluc.extract import extract
from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.rules import load
from trichluc.scan import Scan
from trichluc.text import reading

PROVINCES = {row["word"] for name in ("units", "units_historic") for row in load(name) if row["level"] == "province"}
CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("places.yml").read_text(encoding="utf-8"))
TABLES = ("units", "units_historic", "place_aliases", "countries", "world_places", "landmarks")


def located(text: str, day: Any = None) -> list[Mention]:
    raw = RawArticle("case.txt", text)
    if day:
        raw.published_at = datetime(day.year, day.month, day.day)
    return [mention for mention in extract(raw).mentions if mention.type == "LOC"]


def found(text: str) -> list[Mention]:
    return places.find(Scan(reading(text)))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    mentions = located(case["text"], case.get("day"))
    assert [m.surface for m in mentions] == [place["name"] for place in case["places"]]
    for mention, place in zip(mentions, case["places"], strict=True):
        told = {"canonical": mention.canonical, "id": mention.entity_id, "nested": mention.nested}
        expected = {name: value for name, value in place.items() if name != "name"}
        assert {name: told[name] for name in expected} == expected


@pytest.mark.parametrize("table", ["units", "units_historic", "place_aliases"])
def test_every_unit_is_found_among_units(table: str) -> None:
    for row in load(table):
        name = reading(row["word"])
        district = row.get("level") == "district" or len(row.get("code", "")) == 3
        beside = ("huyện Đại Mây", "huyện Hợp Mây") if district else ("Lào Cai", "Hà Nội")
        unit = f"{row['unit']} " if table == "units_historic" else ""
        mentions = found(f"Đoàn đi qua {beside[0]}, {unit}{name}, {beside[1]}.")
        assert any(name in m.surface for m in mentions), row
        assert row["source"]


@pytest.mark.parametrize("table", ["countries", "world_places", "landmarks"])
def test_every_other_name_is_found(table: str) -> None:
    for row in load(table):
        assert row["source"]
        name = reading(row["word"])
        if row["also"] in ("word", "direction"):
            continue
        mentions = found(f"Đoàn đã đến thăm nước {name}, rồi trở về.")
        assert name in [m.surface for m in mentions], row


@pytest.mark.parametrize("rule", load("unit_words"), ids=lambda rule: rule["word"])
def test_every_unit_word_names_a_unit(rule: dict[str, str]) -> None:
    (mention,) = found(f"Đoàn đến {rule['example']}, rồi về.")
    assert rule["source"]
    assert rule["unit"] in ("", "bang") or mention.canonical.lower().startswith(rule["unit"])


@pytest.mark.parametrize("rule", load("unit_words"), ids=lambda rule: rule["word"])
def test_no_unit_word_names_a_unit_by_itself(rule: dict[str, str]) -> None:
    assert found(f"Đoàn đến {rule['word']} thăm bà con.") == []
    for word in rule["not_after"].split():
        assert found(f"Theo {word} {rule['word']} Xuân Mây, cần làm ngay.") == []


LONGER = {row["word"] for table in ("unit_words", "place_features") for row in load(table)}


@pytest.mark.parametrize("rule", load("place_features"), ids=lambda rule: rule["word"])
def test_every_feature_noun_names_a_place(rule: dict[str, str]) -> None:
    name = "Xuân Mây" if rule["rest"] == "bare" else f"{rule['word']} Xuân Mây"
    assert [m.surface for m in found(f"Đoàn đến thăm {rule['word']} Xuân Mây, rồi về.")] == [name]
    assert rule["source"]
    for word in rule["not_after"].split():
        if f"{word} {rule['word']}" not in LONGER:
            assert found(f"Theo {word} {rule['word']} Xuân Mây, cần làm ngay.") == []


def test_features_do_not_take_a_country_for_their_name() -> None:
    assert [m.surface for m in found("Tàu cập cảng biển Việt Nam.")] == ["Việt Nam"]


@pytest.mark.parametrize("rule", load("place_hosts"), ids=lambda rule: rule["word"])
def test_a_school_is_named_after_a_commune_of_the_article(rule: dict[str, str]) -> None:
    assert "Nghĩa Tá" in [m.surface for m in found(f"Tại {rule['word']} Nghĩa Tá, huyện Chợ Đồn.")]
    assert "Nghĩa Tá" not in [m.surface for m in found(f"Tại {rule['word']} Nghĩa Tá, rồi ở Cà Mau.")]
    assert rule["source"]


@pytest.mark.parametrize("rule", load("place_anaphors"), ids=lambda rule: rule["word"])
def test_short_forms(rule: dict[str, str]) -> None:
    text = f"Hà Nội, tỉnh Lào Cai và thành phố Huế. Đó là {rule['example']}."
    assert rule["word"] in [m.surface for m in located(text)]
    assert rule["source"]


def test_cautions_hold() -> None:
    names = {row["word"] for table in TABLES for row in load(table)}
    for row in load("place_cautions"):
        assert row["source"]
        if row["name"] in names and not (row["also"] == "person" and row["name"] in PROVINCES):
            assert row["name"] not in [m.surface for m in found(f"Vui sao {row['name']} ta mới nói.")], row


def test_place_context_is_sourced_and_without_repetition() -> None:
    rows = [(row["term"], row["kind"]) for row in load("place_context")]
    assert len(rows) == len(set(rows))
    assert all(row["source"] for row in load("place_context"))


# The official tables.


def test_layers_are_complete() -> None:
    units = [place for place in gazetteer.units().values() if place.code]
    assert sum(place.level == "province" for place in units) == 63
    assert sum(place.level == "district" for place in units) == 696
    assert len({place.code_2025 for place in units if place.level == "province"}) == 34
    communes = gazetteer.communes().values()
    assert sum(place.code is not None for place in communes) == 10035
    assert sum(place.entity_id.startswith("LOC:2025:") for place in communes) == 3321


def test_every_unit_lies_in_a_known_one() -> None:
    for place in [*gazetteer.units().values(), *gazetteer.communes().values()]:
        assert gazetteer.place_of(place.parent_id or "") is not None, place
        assert gazetteer.place_of(place.entity_id) == place


def test_codes_of_the_reform_are_codes_of_its_layer() -> None:
    new = {place.code_2025 for place in gazetteer.communes().values() if place.entity_id.startswith("LOC:2025:")}
    for place in gazetteer.communes().values():
        assert place.code_2025 is None or place.code_2025 in new


def test_generated_tables_are_in_reading_form() -> None:
    for table in ("communes", "communes_2025"):
        assert all(key(row["name"]) == row["name"].casefold() for row in load(table))


# What holds of any text.

TEXT = "tỉnh xã huyện TP. quận 1 Hà Nội , và ( ) - Tân Lập Hồ Chí Minh sông đường Mỹ Đức các \n . Thủ đô Nguyễn đảo"
WORDS = st.sampled_from(TEXT.split(" "))


@given(st.lists(WORDS | st.text(max_size=8), max_size=60).map(" ".join))
@settings(max_examples=150)
def test_mentions_are_slices_in_order_and_apart(text: str) -> None:
    mentions = located(text)
    for mention in mentions:
        assert mention.surface
        assert mention.canonical
        assert (mention.entity_id or "").startswith("LOC:")
    for left, right in pairwise(mentions):
        assert left.char_end <= right.char_start


def test_short_forms_of_equals_mean_the_last_one_named() -> None:
    mentions = located("Tại TP Huế, lãnh đạo TP đã họp. Tại TP Đà Nẵng, lãnh đạo TP cũng họp.")
    assert [m.canonical for m in mentions] == ["thành phố Huế"] * 2 + ["thành phố Đà Nẵng"] * 2


def test_resolution_says_how_the_name_was_found() -> None:
    mentions = located("Tại TPHCM, VN, đoàn thăm xã Tân Lập, sông Đáy, Cần Thơ. Người dân Thủ đô vui.")
    told = [mention.resolution for mention in mentions]
    assert told == ["abbreviation", "abbreviation", "as_written", "as_written", "gazetteer", "anaphor"]
