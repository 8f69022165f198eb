"""Entities: parents and codes of what articles name, and a row for every parent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc import organisations
from trichluc.entities import Named, describe, entity_rows
from trichluc.places import gazetteer


@pytest.mark.parametrize(
    ("entity_id", "canonical", "parent", "codes"),
    [
        ("LOC:VN", "Việt Nam", None, (None, "country", None)),
        ("LOC:22", "tỉnh Quảng Ninh", "LOC:VN", ("22", "province", "22")),
        ("LOC:60", "tỉnh Bình Thuận", "LOC:VN", ("60", "province", "68")),
        ("LOC:10", "tỉnh Lào Cai", "LOC:VN", ("10", "province", "15")),
        ("LOC:193", "thành phố Hạ Long", "LOC:22", ("193", "district", None)),
        ("LOC:203", "huyện Vân Đồn", "LOC:22", ("203", "district", "06994")),
        ("LOC:00004", "phường Trúc Bạch", "LOC:001", ("00004", "commune", "00004")),
        ("LOC:2025:00004", "phường Ba Đình", "LOC:01", (None, "commune", "00004")),
        ("LOC:tỉnh Hà Tây", "tỉnh Hà Tây", "LOC:VN", (None, "province", "01")),
        ("LOC:01/huyện Từ Liêm", "huyện Từ Liêm", "LOC:01", (None, "district", None)),
        ("LOC:203/xã Đài Mây", "xã Đài Mây", "LOC:203", (None, "commune", None)),
        ("LOC:xã Đài Mây", "xã Đài Mây", None, (None, "commune", None)),
        ("LOC:22/thành phố Đài Mây", "thành phố Đài Mây", "LOC:22", (None, "district", None)),
        ("LOC:22/thôn Đoài", "thôn Đoài", "LOC:22", (None, None, None)),
        ("LOC:JP", "Nhật Bản", None, (None, "country", None)),
        ("LOC:Tokyo", "Tokyo", "LOC:JP", (None, None, None)),
        ("LOC:Tây Nguyên", "Tây Nguyên", "LOC:VN", (None, "region", None)),
        ("LOC:sông Đáy", "sông Đáy", None, (None, None, None)),
    ],
)
def test_places(entity_id: str, canonical: str, parent: str | None, codes: tuple[str | None, ...]) -> None:
    described = describe(entity_id, "LOC", canonical)
    assert (described.parent.entity_id if described.parent else None) == parent
    assert (described.unit_code, described.unit_level, described.unit_code_2025) == codes


def test_a_coded_place_bears_its_official_name() -> None:
    assert describe("LOC:02071", "LOC", "Nghĩa Tá").canonical == "xã Nghĩa Tá"


def test_a_body_lies_in_the_body_that_its_name_says() -> None:
    name = "Công đoàn Tổng cục Hải quan"
    parent = describe(organisations.entity_id(name), "ORG", name).parent
    assert parent is not None
    assert parent.canonical == "Tổng cục Hải quan"


def test_people_have_no_parent() -> None:
    assert describe("PERSON:1", "PERSON", "Nguyễn Văn An").parent is None


def test_parents_have_rows_of_their_own() -> None:
    rows = entity_rows([Named("LOC:00004", "LOC", "phường Trúc Bạch", 3, 2), Named("LOC:22", "LOC", "x", 1, 1)])
    assert [(row.entity_id, row.parent_id, row.mentions, row.articles) for row in rows] == [
        ("LOC:00004", "LOC:001", 3, 2),
        ("LOC:001", "LOC:01", 0, 0),
        ("LOC:01", "LOC:VN", 0, 0),
        ("LOC:22", "LOC:VN", 1, 1),
        ("LOC:VN", None, 0, 0),
    ]


BODIES = ["Sở Tài chính tỉnh Lào Cai", "Đảng ủy Cục Hải quan tỉnh Quảng Ninh", "Công đoàn Tổng cục Hải quan"]
ENTITIES = st.one_of(
    st.sampled_from(sorted(gazetteer.units())).map(lambda entity_id: Named(entity_id, "LOC", "x", 1, 1)),
    st.text(min_size=1).map(lambda name: Named(f"LOC:{name}", "LOC", name, 1, 1)),
    st.sampled_from(BODIES).map(lambda name: Named(organisations.entity_id(name), "ORG", name, 1, 1)),
)


@given(st.lists(ENTITIES, unique_by=lambda entity: entity.entity_id))
def test_every_parent_is_a_row_and_order_does_not_matter(named: list[Named]) -> None:
    rows = entity_rows(named)
    ids = [row.entity_id for row in rows]
    assert ids == sorted(set(ids))
    assert {entity.entity_id for entity in named} <= set(ids)
    assert {row.parent_id for row in rows} - {None} <= set(ids)
    assert entity_rows(reversed(named)) == rows
