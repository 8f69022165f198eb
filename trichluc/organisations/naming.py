"""What one body is called in full: its parts put together, its places in the form that its level asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from trichluc.organisations.parts import NO_HEAD, Head, Part
from trichluc.places import gazetteer

_KEEP_UNIT = frozenset(["any", "agency", "provincial"])
"""Levels of head nouns whose canonical name says the unit's kind (`Cục Hải quan tỉnh Quảng Ninh`)."""
_UNIT_WORD = re.compile(r"^(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu) ")
_SPECIAL_CITY = "Thành phố Hồ Chí Minh"


def unit_of(group: list[Part]) -> str:
    """The unit word in a body's own name, or the empty string."""
    for part in group:
        if part.role == "unit":
            return part.canonical
    return ""


def written(group: list[Part]) -> str:
    """The name of one body as its parts say it, its places in the form that its level asks for."""
    head, unit, name = group[0].head or NO_HEAD, "", group[0].canonical
    for part in group[1:]:
        if part.role == "unit":
            unit = part.canonical
        elif part.role == "place":
            if head.level == "agency" and not _is_province(part.canonical):
                name = name.split(" ", 1)[-1]  # a customs branch at a border gate, not the province's office
                head = NO_HEAD
            name += part.link + placed(part.canonical, head, unit)
            unit = ""
        else:
            name += part.link + part.canonical
    return f"{name} {unit}".strip()


@lru_cache(maxsize=4096)
def _is_province(place: str) -> bool:
    """Whether a canonical place is a province or a city of its rank (`thành phố Hải Phòng`, not `thành phố Móng Cái`)."""
    name = gazetteer.key(_UNIT_WORD.sub("", place)) if place != _SPECIAL_CITY else ""
    same = [unit for unit in gazetteer.units_by_name().get(name, ()) if unit.level == "province"]
    return place == _SPECIAL_CITY or any(unit.canonical == place or not place.startswith("thành phố") for unit in same)


def placed(place: str, head: Head, unit: str) -> str:
    """A place as it stands in a body's name: with its unit word or, after `Tỉnh ủy` and in firms' names, without."""
    if place == _SPECIAL_CITY:
        return _UNIT_WORD.sub("", place.lower()[:1] + place[1:]) if head.canonical.endswith(" thành phố") else place
    if unit:
        return place if place[:1].islower() else f"{unit} {place}"
    bare = _UNIT_WORD.sub("", place)
    return place if head.level in _KEEP_UNIT or bare.isdigit() else bare
