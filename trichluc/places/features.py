"""Places named by a feature noun (`sông Hồng`, `Sân bay Long Thành`, `quốc lộ 1A`), and streets in addresses."""

from __future__ import annotations

import re

from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.places.readings import (
    Reading,
    Span,
    before_person,
    goes_on,
    is_acronym,
    previous_word,
    run_of_capitals,
    terms,
)
from trichluc.rules import Rule
from trichluc.scan import Scan
from trichluc.text import UPPER

# What may stand between the noun and a name or number, where there is one.
_QUALIFIERS = re.compile(
    r"(?:(?i: (?:lịch sử|quốc gia|quốc tế|đặc biệt|cách mạng|sinh thái|thiên nhiên|văn hóa|liệt sĩ|liệt sỹ|mới|cổ|số|hàng không"
    rf"|cửa khẩu))(?= )){{0,4}}+ (?=[{UPPER}\d])"
)
_BRACKETED = re.compile(rf" \([{UPPER}]{{2,6}}\)(?= )")
_ROAD_NUMBER = re.compile(r"\d{1,3}[A-E]?(?!\w|[.,/]\d)")
_ROADS = frozenset(("đường", "quốc lộ", "tỉnh lộ", "đường tỉnh", "hương lộ", "cao tốc", "đường cao tốc"))
_ROAD_CODES = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "HL": "hương lộ"}
_ROAD_CODE = re.compile(r"(QL|TL|ĐT|HL) ?\Z")
_ROUTES = frozenset(("cao tốc", "đường cao tốc", "đường sắt"))
_FROM_CITY = re.compile(r"TP\. ?(?:HCM|Hồ Chí Minh)(?= ?- ?[A-ZĐ])")
_ROUTE_GAP = re.compile(r" ?- ?")
_AFTER_HOUSE = re.compile(rf",? (?=[{UPPER}])")
_HOUSES = ("số ", "nhà ", "Số ", "hẻm ", "ngõ ", "ngách ")
_IN_TOWN = frozenset(("đường", "phố", "ngõ", "đại lộ", "cầu"))
_ROMAN = re.compile(r" (?:I{1,3}|IV|V)(?![\w/]|\.\w)")
_ZONE_NUMBER = re.compile(
    r" (?:\d|I{1,3}|IV|V)(?!\w|[./]\d| (?:km|m|mét|ha|tấn|lần|giờ|ngày|tháng|năm|người|vụ|xe|chiếc|container)(?!\w))"
)
_TOWN_FOLLOWS = re.compile(
    r"(?:, | - )(?:Q\.?|P\.?|T\.?P\.?|[Qq]uận|[Pp]hường|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn)(?: ?\d| |HCM)"
)
_ISLANDS = ("đảo", "quần đảo", "bán đảo")


def features(scan: Scan) -> list[Reading]:
    """Places named by a feature noun, the noun in the span."""
    readings = []
    nouns = scan.longest("place_features")
    last = 0
    for start, end, rule in sorted(nouns.values(), key=lambda hit: hit[0]):
        if start < last or (end + 1 in nouns and rule["canonical"] == "Cửa khẩu"):
            continue  # `đảo` in `bán đảo`; `Hải quan cửa khẩu cảng Đình Vũ`: the port has the name
        last = end
        reading = _feature(scan.text, start, end, rule)
        if reading is not None:
            readings.append(reading)
            readings += _twin(scan.text, reading)
    return readings


def _twin(text: str, gate: Reading) -> list[Reading]:
    """The second of a pair of gates on a border (`cặp cửa khẩu Chi Ma - Ái Điểm`)."""
    paired = gate.canonical.startswith("Cửa khẩu") and previous_word(text, gate.start).lower() == "cặp"
    words = run_of_capitals(text, gate.end + 3) if paired and text.startswith(" - ", gate.end) else []
    if not words:
        return []
    start, end = words[0][0], words[-1][1]
    return [Reading(start, end, f"Cửa khẩu {text[start:end]}", "", sure=True)]


def _feature(text: str, start: int, end: int, rule: Rule) -> Reading | None:
    bracketed = _BRACKETED.match(text, end)  # `Khu công nghiệp (KCN) Hiệp Phước`
    gap = _QUALIFIERS.match(text, bracketed.end() if bracketed else end)
    before = previous_word(text, start).lower()
    if gap is None or before in rule["not_after"].split():
        return None
    numbered = rule["canonical"] in _ROADS and gap[0] in (" ", " số ")  # `đường hàng không 71 vụ`
    number = _ROAD_NUMBER.match(text, gap.end()) if numbered else None
    if number:
        return Reading(start, number.end(), rule["canonical"] + text[end : number.end()], "", sure=True)
    if rule["canonical"] in _ROUTES and (city := _FROM_CITY.match(text, gap.end())):
        name_end = _further(text, city.end(), rule)
        if name_end > city.end():
            return Reading(start, name_end, rule["canonical"] + text[gap.start() : name_end], "", sure=True)
    words = run_of_capitals(text, gap.end())
    if rule["rest"] == "long" and len(words) < 2:
        return None  # `luồng Xanh`
    known = _known_length(text, words)
    if not known and not _may_be_a_name(text, words, rule):
        return None
    if known and rule["rest"] == "alone":
        return _island(text, words[:known], rule)
    if known == len(words) and before in terms("plural"):
        return None  # `các cảng TPHCM`: no one port's name
    if key(text[words[0][0] : words[max(known, 1) - 1][1]]) in gazetteer.country_names():
        return None  # `cảng biển Việt Nam`: any port of the country
    name_end = _further(text, words[max(known, min(5, _length(text, words))) - 1][1], rule)
    return Reading(start, name_end, rule["canonical"] + text[gap.start() : name_end], "", sure=True)


def _length(text: str, words: list[Span]) -> int:
    """How many of the words are the name: an abbreviation (`KVI`) or a person's name after it is not."""
    acronym = next((i for i, span in enumerate(words) if i and is_acronym(text[slice(*span)])), len(words))
    return min(acronym, before_person(text, words, 2))


def _further(text: str, end: int, rule: Rule) -> int:
    """Where the name ends with a zone's number (`KCN Nhơn Trạch 6`) or a route's other stops (`Hà Nội - Hải Phòng`)."""
    if rule["canonical"].startswith(("Khu", "Cụm", "cầu", "Cảng")):
        zone = _ZONE_NUMBER.match(text, end)
        return zone.end() if zone else end
    roman = _ROMAN.match(text, end)
    if roman:
        return roman.end()
    if rule["canonical"] == "đường":
        return _other_end(text, end)
    for _ in range(3 if rule["canonical"] in _ROUTES else 0):
        gap = _ROUTE_GAP.match(text, end)
        words = run_of_capitals(text, gap.end()) if gap else []
        if not words:
            break
        end = words[max(_known_length(text, words), min(2, len(words))) - 1][1]
    return end


def _other_end(text: str, end: int) -> int:
    """Where a road named by its two ends ends (`đường Bắc Sơn - Tân Lập`); what lies behind may be its town."""
    words = run_of_capitals(text, end + 3) if text.startswith(" - ", end) else []
    if len(words) < 2 or _known_length(text, words) == len(words) or before_person(text, words, 2) < len(words):
        return end
    return end if text[slice(*words[0])] in terms("body") else words[-1][1]


def _may_be_a_name(text: str, words: list[Span], rule: Rule) -> bool:
    """Whether the capitalised words can name the feature: they name no body and begin no compound."""
    if not words or (len(words) == 1 and goes_on(text, words[0][1])):
        return False
    first = text[slice(*words[0])]
    if first in terms("body"):
        return rule["canonical"] in _IN_TOWN and len(words) > 1  # `phố Xã Đàn`
    return first not in terms("opener") and not (is_acronym(first) and rule["canonical"][0].islower())


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
    readings: list[Reading] = []
    streets: set[str] = set()
    text = scan.text
    for start, end in scan.numbers:
        if road := _ROAD_CODE.search(text, max(0, start - 3), start):
            readings += _coded_road(text, road, start)
        end += text[end : end + 1].isalpha()  # `12B`
        gap = _AFTER_HOUSE.match(text, end)
        if gap and _is_house_number(text, start, end, gap[0]):
            words = run_of_capitals(text, gap.end())
            street = text[words[0][0] : words[-1][1]]
            if 2 <= len(words) <= 5 and (street in streets or _before_a_town(text, words[-1][1])):
                streets.add(street)
                readings.append(Reading(words[0][0], words[-1][1], street, "", sure=True))
    return readings


def _coded_road(text: str, code: re.Match[str], start: int) -> list[Reading]:
    """A road by its letters and number (`QL1A`, `ĐT 743`)."""
    number = _ROAD_NUMBER.match(text, start)
    before = text[max(0, code.start() - 10) : code.start()]
    if number is None or before[-1:].isalnum() or before.endswith("chuyên án "):
        return []
    canonical = f"{_ROAD_CODES[code[1]]} {number[0]}"
    return [Reading(code.start(), number.end(), canonical, "", sure=True, resolution="abbreviation")]


def _is_house_number(text: str, start: int, end: int, gap: str) -> bool:
    """Whether a house is numbered here; with a comma behind the number, a word before it has to say so."""
    if end - start > 4 or text[start - 1] in "/-.":
        return False
    return gap == " " or text.endswith(_HOUSES, 0, start)


def _before_a_town(text: str, end: int) -> bool:
    """Whether a unit follows, by its unit word or by its name (`82 Nguyễn Du, Hà Nội`)."""
    if _TOWN_FOLLOWS.match(text, end):
        return True
    words = run_of_capitals(text, end + 2) if text[end : end + 2] == ", " else []
    return any(key(text[words[0][0] : stop]) in gazetteer.units_by_name() for _, stop in words[1:4])
