"""Places named by a feature noun (`sông Hồng`, `Sân bay Long Thành`, `quốc lộ 1A`), and streets in addresses."""

from __future__ import annotations

import re

from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.places.readings import Reading, Span, before_person, goes_on, previous_word, run_of_capitals, terms
from trichluc.rules import Rule
from trichluc.scan import Scan

_QUALIFIERS = re.compile(
    r"(?i:(?: (?:lịch sử|quốc gia|quốc tế|đặc biệt|cách mạng|sinh thái|thiên nhiên|văn hóa|liệt sĩ|mới|cổ|số|hàng không"
    r"|cửa khẩu)){0,4}) "
)
_ROAD_NUMBER = re.compile(r"\d{1,3}[A-E]?(?!\w|[.,/]\d)")
_ROADS = frozenset(("đường", "quốc lộ", "tỉnh lộ", "cao tốc", "đường cao tốc"))
_ZONE_NUMBER = re.compile(r" (?:\d|I{1,3}|IV|V)(?!\w|[./]\d)")
_TOWN_FOLLOWS = re.compile(
    r"(?:, | - )(?:Q\.?|P\.?|T\.?P\.?|[Qq]uận|[Pp]hường|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn)(?: ?\d| |HCM)"
)
_ISLANDS = ("đảo", "quần đảo", "bán đảo")


def features(scan: Scan) -> list[Reading]:
    """Places named by a feature noun, the noun in the span."""
    readings = []
    for start, end, rule in scan.longest("place_features").values():
        reading = _feature(scan.text, start, end, rule)
        if reading is not None:
            readings.append(reading)
    return readings


def _feature(text: str, start: int, end: int, rule: Rule) -> Reading | None:
    gap = _QUALIFIERS.match(text, end)
    if gap is None or previous_word(text, start).lower() in rule["not_after"].split():
        return None
    number = _ROAD_NUMBER.match(text, gap.end()) if rule["canonical"] in _ROADS else None
    if number:
        return Reading(start, number.end(), rule["canonical"] + text[end : number.end()], "", sure=True)
    words = _name(text, gap.end(), rule)
    if not words:
        return None
    known = _known_length(text, words)
    if known and rule["rest"] == "alone":
        return _island(text, words[:known], rule)
    name_end = words[max(known, min(5, before_person(text, words, 2))) - 1][1]
    zone = _ZONE_NUMBER.match(text, name_end) if rule["canonical"].startswith(("Khu", "Cụm")) else None
    name_end = zone.end() if zone else name_end
    return Reading(start, name_end, rule["canonical"] + text[end:name_end], "", sure=True)


def _name(text: str, position: int, rule: Rule) -> list[Span]:
    """The capitalised words that name the feature; none where they name a body or begin a compound."""
    words = run_of_capitals(text, position)
    first = text[slice(*words[0])] if words else ""
    if first in terms("body") or (len(first) > 1 and first.isupper() and rule["canonical"][0].islower()):
        return []
    return [] if len(words) == 1 and goes_on(text, words[0][1]) else words


def _island(text: str, words: list[Span], rule: Rule) -> Reading | None:
    """`đảo Phú Quốc`: the name is a place by itself, but here it is the island's; other such names stay theirs."""
    if rule["canonical"] not in _ISLANDS:
        return None
    start, end = words[0][0], words[-1][1]
    if key(text[start:end]) in gazetteer.country_names():
        return None
    canonical = f"{rule['canonical']} {text[start:end]}"
    return Reading(start, end, canonical, "", sure=True, resolution="gazetteer")


def _known_length(text: str, words: list[Span]) -> int:
    for count in range(len(words), 0, -1):
        name = key(text[words[0][0] : words[count - 1][1]])
        if name in gazetteer.units_by_name() or name in gazetteer.other_names():
            return count
    return 0


def addresses(scan: Scan) -> list[Reading]:
    """Streets named after a house number and before the ward or city: `55 Mạc Đĩnh Chi, quận 1`."""
    readings = []
    for start, end in scan.numbers:
        if end - start < 5 and scan.text[end : end + 1] == " " and scan.text[start - 1 : start] not in ("/", "-", "."):
            words = run_of_capitals(scan.text, end + 1)
            if 2 <= len(words) <= 5 and _TOWN_FOLLOWS.match(scan.text, words[-1][1]):
                street = scan.text[words[0][0] : words[-1][1]]
                readings.append(Reading(words[0][0], words[-1][1], street, "", sure=True))
    return readings
