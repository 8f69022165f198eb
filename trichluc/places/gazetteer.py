"""The gazetteer: official units with their codes, countries, regions and named places, looked up by name or entity.

Entity ids of places are built from official codes, so that two names of one unit are one entity:

    LOC:VN, LOC:JP                country (ISO 3166-1)
    LOC:22, LOC:203, LOC:07183    province, district, commune of the layer before July 2025 (2, 3, 5 digits)
    LOC:2025:06994                commune since July 2025
    LOC:203/xã Tân Lập            unit in no list, inside a unit that the article names
    LOC:sông Hồng                 everything else, by canonical name

Provinces keep one id through the reform. The commune tables (13,000 rows) are read on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from trichluc.rules import Rule, load
from trichluc.text import reading

COUNTRY = "LOC:VN"
REFORM = "2025-07-01"
_CAPITALISED_UNIT = {"79": "Thành phố Hồ Chí Minh"}  # the unit word is part of this city's name


class Place(NamedTuple):
    """One known place. `unit` is its unit word in small letters, blank for places that are no Vietnamese unit.

    `level` is country, region, province, district or commune, or blank. `until` is the last day (ISO) of a unit
    that ended before the layer of June 2025.
    """

    entity_id: str
    name: str
    canonical: str
    level: str = ""
    unit: str = ""
    parent_id: str | None = None
    code: str | None = None
    code_2025: str | None = None
    until: str = ""


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """A name as the look-up tables have it: spelling variants and capitals do not tell names apart.

    >>> key("Khánh Hoà") == key("KHÁNH HÒA")
    True
    """
    return reading(name).casefold().replace("’", "'")


def full_name(unit: str, name: str) -> str:
    """A unit's canonical name.

    >>> full_name("quận", "Quận 1"), full_name("tỉnh", "Sơn La")
    ('quận 1', 'tỉnh Sơn La')
    """
    if name.lower().startswith(unit + " "):
        return unit + name[len(unit) :]
    return f"{unit} {name}" if unit else name


@cache
def units() -> dict[str, Place]:
    """Provinces and districts of June 2025, and historic units, by entity id."""
    rows = [_unit(row) for row in load("units")]
    return {place.entity_id: place for place in [*rows, *map(_historic, load("units_historic"))]}


def _unit(row: Rule) -> Place:
    canonical = _CAPITALISED_UNIT.get(row["code"]) or full_name(row["unit"], row["word"])
    return Place(
        f"LOC:{row['code']}",
        row["word"],
        canonical,
        row["level"],
        row["unit"],
        f"LOC:{row['parent']}",
        row["code"],
        row["code_2025"] or None,
    )


def _historic(row: Rule) -> Place:
    canonical = full_name(row["unit"], row["word"])
    parent = f"LOC:{row['parent']}"
    return Place(
        f"LOC:{canonical}" if row["level"] == "province" else f"{parent}/{canonical}",
        row["word"],
        canonical,
        row["level"],
        row["unit"],
        parent,
        None,
        row["code_2025"] or None,
        row["until"],
    )


@cache
def communes() -> dict[str, Place]:
    """Communes of both layers by entity id."""
    province_of = {place.code_2025: place.entity_id for place in _merged_provinces()}
    old = (_commune(row, f"LOC:{row['code']}", f"LOC:{row['parent']}", row["code"]) for row in load("communes"))
    new = (_commune(row, f"LOC:2025:{row['code']}", province_of[row["parent"]], None) for row in load("communes_2025"))
    return {place.entity_id: place for layer in (old, new) for place in layer}


def _commune(row: Rule, entity_id: str, parent_id: str, code: str | None) -> Place:
    canonical = full_name(row["unit"], row["name"])
    code_2025 = row["code_2025"] or None
    return Place(entity_id, row["name"], canonical, "commune", row["unit"], parent_id, code, code_2025)


@cache
def _merged_provinces() -> tuple[Place, ...]:
    """The provinces whose names the provinces of the 2025 layer bear."""
    names = {row["name"]: row["code"] for row in load("provinces_2025")}
    return tuple(p for p in units().values() if p.level == "province" and p.code and names.get(p.name) == p.code_2025)


@cache
def units_by_name() -> dict[str, tuple[Place, ...]]:
    """Provinces, districts and historic units that bear a name (see `key`), other spellings included."""
    found = _by_name(units().values())
    for row in load("place_aliases"):
        place = units()[f"LOC:{row['code']}"]
        named = found.get(key(row["word"]), ())
        found[key(row["word"])] = named if place in named else (*named, place)
    return found


@cache
def former_names() -> frozenset[str]:
    """Canonical names that units bore before; a text that uses one is not corrected."""
    return frozenset(row["canonical"] for row in load("place_aliases") if row["canonical"])


@cache
def former_name_of() -> dict[str, str]:
    """The canonical name that goes with a former name of a unit, by the former name's key."""
    return {key(row["word"]): row["canonical"] for row in load("place_aliases") if row["canonical"]}


@cache
def communes_by_name() -> dict[str, tuple[Place, ...]]:
    """Communes of both layers that bear a name (see `key`)."""
    return _by_name(communes().values())


def _by_name(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places:
        name = place.name.casefold()  # the generated tables are in reading form
        found[name] = (*found.get(name, ()), place)
    return found


def place_of(entity_id: str) -> Place | None:
    """The known place with this id; None where the gazetteer does not have it."""
    code = entity_id.removeprefix("LOC:")
    if code.startswith("2025:") or (code.isdigit() and len(code) == 5):
        return communes().get(entity_id)
    return units().get(entity_id) or countries().get(entity_id) or named().get(entity_id)


@cache
def countries() -> dict[str, Place]:
    """Countries by entity id: by code, and former ones by name."""
    found: dict[str, Place] = {}
    for row in load("countries"):
        entity_id = country_id(row)
        found.setdefault(entity_id, Place(entity_id, row["word"], row["canonical"], "country"))
    return found


def country_id(row: Rule) -> str:
    """Entity id of a row of `countries`; a state that is no more has no code and goes by its name."""
    return f"LOC:{row['code'] or row['canonical']}"


@cache
def named() -> dict[str, Place]:
    """World cities, regions and landmarks by entity id."""
    found: dict[str, Place] = {}
    for table in ("world_places", "landmarks"):
        for row in load(table):
            parent = f"LOC:{row['parent']}" if row["parent"] else None
            level = "region" if row["kind"] == "region" else ""
            place = Place(f"LOC:{row['canonical']}", row["word"], row["canonical"], level, "", parent)
            found.setdefault(place.entity_id, place)
    return found


@cache
def world_places() -> dict[str, str]:
    """Entity ids of the cities, states and territories of other countries, by key."""
    rows = (row for row in load("world_places") if row["kind"] != "region")
    return {key(row["word"]): f"LOC:{row['canonical']}" for row in rows}


@cache
def country_names() -> frozenset[str]:
    """Keys of all names of countries."""
    return frozenset(key(row["word"]) for row in load("countries"))


@cache
def other_names() -> frozenset[str]:
    """Keys of all names of countries, regions, world cities and landmarks."""
    tables = ("countries", "world_places", "landmarks")
    return frozenset(key(row["word"]) for table in tables for row in load(table))


def lineage(place: Place) -> Iterator[str]:
    """Entity ids of the units that a unit lies in, from the nearest."""
    parent = place.parent_id
    while parent:
        yield parent
        wider = units().get(parent)
        parent = wider.parent_id if wider else None
