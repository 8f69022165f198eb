"""Entities: what an entity's id and canonical name say of it, and the rows of the dimension over all articles.

Pure and without memory: it depends on published values alone, so that a snapshot built from kept
and new articles has the rows of one built from all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from schemas.entities import Entity
from trichluc import organisations
from trichluc.places import gazetteer


class Named(NamedTuple):
    """An entity as the articles name it: `canonical` as most of its mentions say it, how often, when, in which office."""

    entity_id: str
    type: str
    canonical: str
    mentions: int = 0
    articles: int = 0
    first_named_on: date | None = None
    last_named_on: date | None = None
    bodies: tuple[str, ...] = ()


class Described(NamedTuple):
    """What is known of an entity: `parent` is named here, so that it can have a row although no article names it."""

    canonical: str
    parent: Named | None = None
    unit_code: str | None = None
    unit_level: str | None = None
    unit_code_2025: str | None = None


def describe(entity_id: str, kind: str, canonical: str) -> Described:
    """Name, parent and official codes of an entity of type `kind`.

    >>> describe("LOC:203", "LOC", "huyện Vân Đồn")[2:]
    ('203', 'district', '06994')
    >>> describe("LOC:203", "LOC", "huyện Vân Đồn").parent
    Named(entity_id='LOC:22', type='LOC', canonical='tỉnh Quảng Ninh', mentions=0, articles=0, first_named_on=None, last_named_on=None, bodies=())
    """
    if kind == "LOC":
        return _describe_place(entity_id, canonical)
    above = organisations.parent(canonical) if kind == "ORG" else None
    if above is None or organisations.entity_id(above) == entity_id:
        return Described(canonical)
    return Described(canonical, Named(organisations.entity_id(above), "ORG", above))


def _describe_place(entity_id: str, canonical: str) -> Described:
    place = gazetteer.place_of(entity_id)
    if place is None:
        inside, _, _ = entity_id.rpartition("/")
        return Described(canonical, _place(inside), unit_level=_level(canonical, bool(inside)))
    parent = _place(place.parent_id or "")
    return Described(place.canonical, parent, place.code, place.level or None, place.code_2025)


def _place(entity_id: str) -> Named | None:
    place = gazetteer.place_of(entity_id) if entity_id else None
    return Named(entity_id, "LOC", place.canonical) if place else None


_UNIT_WORD = re.compile(r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) ")
_LEVEL_OF = {
    "tỉnh": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "thị trấn": "commune",
    "xã": "commune",
    "phường": "commune",
    "đặc khu": "commune",
}


def _level(canonical: str, inside: bool) -> str | None:
    """The level of a unit in no list, by its unit word; a city in a province is a district."""
    match = _UNIT_WORD.match(canonical)
    if match is None:
        return None
    return _LEVEL_OF.get(match[1], "district" if inside else None)


def entity_rows(named: Iterable[Named]) -> list[Entity]:
    """The rows of the dimension by entity id: those named, and their parents up to the last (with no mentions)."""
    pending = {entity.entity_id: entity for entity in named}
    rows: dict[str, Entity] = {}
    while pending:
        entity_id, entity = pending.popitem()
        described = describe(entity_id, entity.type, entity.canonical)
        parent = described.parent
        rows[entity_id] = Entity(
            entity_id=entity_id,
            type=entity.type,
            canonical=described.canonical,
            parent_id=parent.entity_id if parent else None,
            unit_code=described.unit_code,
            unit_level=described.unit_level,
            unit_code_2025=described.unit_code_2025,
            bodies=tuple(entity.bodies),
            first_named_on=entity.first_named_on,
            last_named_on=entity.last_named_on,
            mentions=entity.mentions,
            articles=entity.articles,
        )
        if parent and parent.entity_id not in rows:
            pending.setdefault(parent.entity_id, parent)
    return [rows[entity_id] for entity_id in sorted(rows)]
