"""What one body is called in full: its parts put together, its places in the form that its level asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from trichluc.organisations.parts import NO_HEAD, UNIT_ROLES, Head, Part
from trichluc.places import gazetteer

_KEEP_UNIT = frozenset(["any", "agency", "provincial"])
"""Levels of head nouns whose canonical name says the unit's kind (`Cục Hải quan tỉnh Quảng Ninh`)."""
_LEVELS_OF_ONE_UNIT = frozenset(["province", "city", "district"])
"""Levels of head nouns that say the unit's kind themselves (`Thành ủy TP Hải Phòng` is `Thành ủy Hải Phòng`)."""
_UNIT_WORD = re.compile(r"^(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu) ")
_SPECIAL_CITY = "Thành phố Hồ Chí Minh"


_CUSTOMS = frozenset(["Cục", "Chi cục", "Cục Hải quan"])


def unit_of(group: list[Part]) -> str:
    """The unit word in a body's own name, or the empty string."""
    for part in group:
        if part.role == "unit":
            return part.canonical
    return ""


def stem(group: list[Part]) -> str:
    """The name of one body without its unit and its place."""
    if len(group) == 1:
        return group[0].canonical
    return " ".join([part.canonical for part in group if part.role not in UNIT_ROLES])


_SHORT = ("Công ty", "Ngân hàng", "Đại học", "Bệnh viện")
"""Head nouns that with a proper name stand for a body of a longer name that ends in it (`Công ty TNHH vận tải Sao Mai`)."""


def short_name(group: list[Part]) -> str:
    """A body's name where it is but a short head noun and a proper name (`Công ty Sao Mai`), or the empty string."""
    return f"{group[0].canonical} {_proper(group)}" if group[0].canonical in _SHORT and len(_own(group)) == 0 else ""


def short_names(group: list[Part]) -> set[str]:
    """What a body named in full may be called for short: by each short head noun that its own ends or begins in."""
    noun = group[0].canonical
    proper = _proper(group) if noun.startswith(_SHORT) or noun.endswith(_SHORT) else ""
    if not proper or (noun in _SHORT and not _own(group)):
        return set()
    return {f"{short} {proper}" for short in _SHORT if noun.startswith(short) or noun.endswith(short)}


def _proper(group: list[Part]) -> str:
    """The proper name at the end of a body's name; of a place only its own name."""
    return " ".join(_UNIT_WORD.sub("", part.canonical) for part in proper_parts(group))


def proper_parts(group: list[Part]) -> list[Part]:
    """The pieces of the proper name at the end of a body's name; a lone syllable goes with the one before (`Điện Quang`)."""
    own = list(takewhile(lambda part: part.role in ("name", "place"), reversed(group[1:])))
    before = group[-len(own) - 1]
    if len(own) == 1 and own[0].role == "name" and " " not in own[0].canonical and _is_syllable_of_name(before):
        own.append(before)
    return own[::-1]


def _is_syllable_of_name(part: Part) -> bool:
    return (
        part.role == "field"
        and part.canonical.isalpha()
        and part.canonical[0].isupper()
        and part.canonical[1:].islower()
    )


def branch(group: list[Part]) -> str:
    """By what an article may call a customs branch for short: `Hải quan` and the end of its place's name, else blank.

    The same for `Chi cục Hải quan cửa khẩu cảng Hòn Gai` and for `Hải quan Hòn Gai`.
    """
    if len(group) == 1:
        return ""
    region = group[-1].canonical.split()[-1:] if group[-1].role == "number" else []
    named = [part for part in group if part.role != "number" and part.canonical != "khu vực"] if region else group
    head, last = group[0].head or NO_HEAD, named[-1]
    if last.role not in ("place", "name") or (last.role == "place" and is_province(last.canonical)):
        return ""
    is_branch = head.level == "branch" and any(part.canonical.startswith("Hải quan") for part in group[1:])
    if not (is_branch or head.level == "agency"):
        return ""
    return "Hải quan: " + " ".join([*_proper(named).split()[-2:], *region])


def province_of(group: list[Part]) -> str:
    """By what an article may call the customs of a province for short: `Hải quan` and the place, else blank."""
    head, last = group[0], group[-1]
    if last.role != "place" or head.canonical not in _CUSTOMS:
        return ""
    name = " ".join([head.canonical, *(part.canonical for part in group[1:-1] if part.role != "unit")])
    return f"Hải quan: {last.canonical}" if name.endswith("ục Hải quan") else ""


def _own(group: list[Part]) -> list[Part]:
    """The pieces between the head noun and the proper name."""
    return group[1 : len(group) - len(proper_parts(group))]


def written(group: list[Part]) -> str:
    """The name of one body as its parts say it, its places in the form that its level asks for."""
    head, unit, name = group[0].head or NO_HEAD, "", group[0].canonical
    for part in group[1:]:
        if part.role == "unit":
            unit = part.canonical
        elif part.role == "place":
            if head.level == "agency" and not is_province(part.canonical):
                name = name.split(" ", 1)[-1]  # a customs branch at a border gate, not the province's office
                head = NO_HEAD
            name = _joined(name, part.link, placed(part.canonical, head, unit))
            unit = ""
        else:
            name += part.link + part.canonical
    return f"{name} {unit}".strip()


def _joined(name: str, link: str, place: str) -> str:
    """A name with its place, whose unit word it may say already (`Khối doanh nghiệp tỉnh` + `tỉnh Lào Cai`)."""
    unit, _, rest = place.partition(" ")
    return f"{name}{link}{rest}" if rest and name.endswith(f" {unit}") else name + link + place


@lru_cache(maxsize=4096)
def is_province(place: str) -> bool:
    """Whether a canonical place is a province or a city of its rank (`thành phố Hải Phòng`, not `thành phố Móng Cái`)."""
    name = gazetteer.key(_UNIT_WORD.sub("", place)) if place != _SPECIAL_CITY else ""
    same = [unit for unit in gazetteer.units_by_name().get(name, ()) if unit.level == "province"]
    return place == _SPECIAL_CITY or any(unit.canonical == place or not place.startswith("thành phố") for unit in same)


def placed(place: str, head: Head, unit: str) -> str:
    """A place as it stands in a body's name: with its unit word or, after `Tỉnh ủy` and in firms' names, without."""
    if place == _SPECIAL_CITY:
        return _UNIT_WORD.sub("", place.lower()[:1] + place[1:]) if head.canonical.endswith(" thành phố") else place
    if unit and head.level not in _LEVELS_OF_ONE_UNIT:
        return place if place[:1].islower() else f"{unit} {place}"
    bare = _UNIT_WORD.sub("", place)
    return place if head.level in _KEEP_UNIT or bare.isdigit() else bare
