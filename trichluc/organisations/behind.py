"""What the words behind a body without a place say of whose it is: several units' bodies, or the unit named at the end.

`Chủ tịch HĐND, Chủ tịch Hội Nông dân tại các xã Tân An, Tân Bình`: no one's. `UBND và các sở, ngành tỉnh Lào Cai`:
the province's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from trichluc.article import Mention
from trichluc.organisations.affiliation import UNIT, unit_part
from trichluc.organisations.lists import COUNCILS
from trichluc.organisations.names import SMALL_WORD, ends_name
from trichluc.organisations.parts import NO_HEAD, Body, Part
from trichluc.text import UPPER

_OWN = frozenset(["unit", "place", "name", "number", "run"])
_MOST_WORDS = 16
_WORD = re.compile(r"(?:\.{3}|…|,| -| &|/)? ?(?P<word>[\w&-]+)")
_MANY = r"(?:các|những|mỗi|từng|nhiều|một số|[0-9]{1,2}|hai|ba|bốn|năm)"
_PROVINCES = re.compile(rf"{_MANY} (?:tỉnh|thành)(?!\w)")
_UNITS = re.compile(rf"{_MANY} (?:tỉnh|thành|huyện|quận|thị xã|xã|phường|thị trấn|địa phương)(?!\w)")
_LISTED = re.compile(rf": [{UPPER}][^,;.:\n]{{2,24}}(?:, | và )[{UPPER}]")
_JOINS = re.compile(r",| và | (?:tại|ở|của|thuộc) | -|/|\.{3}|…")
_GOES_ON = frozenset(
    ["và", "các", "của", "tại", "ở", "thuộc", "cùng", "chủ", "từng", "hội", "tổ", "ban", "ngành", "công"]
)
"""Small words that end a name, but not a list of bodies and their offices."""
_OFFICES = re.compile(
    r"(?:,| và)(?: lãnh đạo| đại diện| một số| các| sở| ban| ngành| phòng| đoàn thể| cơ quan| đơn vị| chức năng"
    r"| liên quan| tổ chức| chính quyền| địa phương| trực thuộc| và|,| -){1,12}(?: của)?(?= (?:tỉnh|thành phố|TP|huyện|quận) )"
)
_PEOPLE = re.compile(
    r"(?:, (?:chính quyền|quân và dân)|,? (?:và|cùng) [Nn]hân dân| các dân tộc){1,3}"
    rf"(?= (?:(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thị trấn|xã|phường)\W|[{UPPER}]))"
)
"""The people beside their Party's members (`Đảng bộ và nhân dân quận 5`)."""
_PROVINCIAL = frozenset(["provincial", "agency", "province"])


def is_of_many(text: str, body: Body, places: Mapping[int, Mention]) -> bool:
    """Whether a body that wants a unit is one of each of several: no place of the article completes it."""
    head = body.parts[0].head or NO_HEAD
    if len(body.parts) == 1 and head.needs:
        return False
    end = body.char_end
    listed = _LISTED.match(text, end)
    if listed and end + 2 in places:
        return True  # `gồm Cục Thuế: Lào Cai, Hà Giang`
    units = _PROVINCES if head.level in _PROVINCIAL else _UNITS
    return bool(units.match(text, end + 1)) or (_JOINS.match(text, end) is not None and _ends_in(units, text, end))


def _ends_in(units: re.Pattern[str], text: str, at: int) -> bool:
    """Whether the list of bodies and offices that goes on at `at` ends in the units whose they are."""
    before = ""
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at)
        if word is None:
            return False
        if units.match(text, word.start("word")):
            return before not in ("", "và") and text[word.start()] != ","  # `UBND và các huyện`: the units themselves
        if word["word"] not in _GOES_ON and (small := SMALL_WORD.match(text, word.start("word") - 1)):
            if ends_name(text, small):
                return False
        before, at = word["word"], word.end()
    return False


def unit_at_end(text: str, body: Body, places: Mapping[int, Mention]) -> list[Part]:
    """The unit with its place behind the offices that stand beside the body (`UBND và các sở, ngành tỉnh Lào Cai`)."""
    noun = body.parts[0].canonical
    beside = _OFFICES if noun in COUNCILS or noun.endswith(" ủy") else _PEOPLE if noun == "Đảng bộ" else None
    offices = beside.match(text, body.char_end) if beside else None
    if offices and (alone := places.get(offices.end() + 1)):
        return _whole(alone)
    unit = UNIT.match(text, offices.end()) if offices else None
    place = places.get(unit.end()) if unit else None
    if unit is None or place is None:
        return []
    return [unit_part(unit), Part(place.char_start, place.char_end, "place", place.canonical)]


def _whole(place: Mention) -> list[Part]:
    """The unit and the place of a place that says both (`quận 5`), or that is known to be a unit (`Nghệ An`)."""
    word, _, _ = place.canonical.partition(" ")
    unit = [Part(place.char_start, place.char_start, "unit", word)] if word.islower() else []
    return [*unit, Part(place.char_start, place.char_end, "place", place.canonical)]


def wants_unit(body: Body) -> bool:
    """Whether a body that serves a unit names none."""
    head = body.parts[0].head or NO_HEAD
    return "unit" in head.takes and head.level != "national" and not any(part.role in _OWN for part in body.parts)
