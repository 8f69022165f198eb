"""Streets named after a house number (`55 Mạc Đĩnh Chi, quận 1`), and roads and districts by letter and number (`QL1A`)."""

from __future__ import annotations

import re

from trichluc.places import gazetteer
from trichluc.places.features import ROAD_NUMBER
from trichluc.places.gazetteer import key
from trichluc.places.readings import Reading, run_of_capitals
from trichluc.places.units import bearers
from trichluc.scan import Scan
from trichluc.text import UPPER

_ROAD_CODES = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "HL": "hương lộ"}
_UNIT_CODES = {"Q": ("quận", "district"), "P": ("phường", "commune")}
_CODE = re.compile(r"(?:(QL|TL|ĐT|HL) ?|(?<!\w)(Q|P))\Z")
_UNIT_NUMBER = re.compile(r"\d{1,2}(?!\w|[.,/]\d)")
_AFTER_HOUSE = re.compile(rf",? (?=[{UPPER}])")
_HOUSES = ("số ", "nhà ", "Số ", "hẻm ", "ngõ ", "ngách ", "địa chỉ ", "Địa chỉ ")
_DOUBLE = re.compile(r"\d{1,4}[A-Z]?(?:/\d{1,3}[A-Z]?)?[/-]\Z")
_DAYS = ("ngày ", "sáng ", "trưa ", "chiều ", "tối ", "đêm ", "nay ", "lúc ", "(")
_TOWN_FOLLOWS = re.compile(
    r"(?:, | - )(?:Q\.?|P\.?|T\.?P\.?|[Qq]uận|[Pp]hường|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Kk]hu phố|[Kk]hóm)"
    r"(?: ?\d| |HCM)"
)


def addresses(scan: Scan) -> list[Reading]:
    """Streets named after a house number and before the ward or city: `55 Mạc Đĩnh Chi, quận 1`."""
    readings: list[Reading] = []
    streets: set[str] = set()
    text = scan.text
    for start, end in scan.numbers:
        if code := _CODE.search(text, max(0, start - 3), start):
            readings += _coded_road(text, code, start) if code[1] else _coded_unit(text, code, start)
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
    number = ROAD_NUMBER.match(text, start)
    before = text[max(0, code.start() - 10) : code.start()]
    if number is None or before[-1:].isalnum() or before.endswith("chuyên án "):
        return []
    canonical = f"{_ROAD_CODES[code[1]]} {number[0]}"
    return [Reading(code.start(), number.end(), canonical, "", sure=True, resolution="abbreviation")]


def _coded_unit(text: str, code: re.Match[str], start: int) -> list[Reading]:
    """A numbered district or ward by its letter (`Q7, TP Hồ Chí Minh`), where its city follows."""
    number = _UNIT_NUMBER.match(text, start)
    if number is None or not _TOWN_FOLLOWS.match(text, number.end()):
        return []
    unit, level = _UNIT_CODES[code[2]]
    canonical = f"{unit} {int(number[0])}"
    places = bearers(canonical, level)
    return [Reading(code.start(), number.end(), canonical, level, unit, True, places=places, resolution="abbreviation")]


def _is_house_number(text: str, start: int, end: int, gap: str) -> bool:
    """Whether a house is numbered here; a comma behind the number, or a dash in it, needs a word that says so."""
    if end - start > 4 or text[start - 1] == ".":
        return False
    if text[start - 1] not in "/-":
        return gap == " " or text.endswith(_HOUSES, 0, start)
    first = _DOUBLE.search(text, max(0, start - 10), start)  # `12/7`, `435-437`
    if first is None:
        return False
    by_stroke = (
        text[start - 1] == "/"
        and gap == " "
        and not text[max(0, first.start() - 6) : first.start()].lower().endswith(_DAYS)
    )
    return by_stroke or text.endswith(_HOUSES, 0, first.start())


def _before_a_town(text: str, end: int) -> bool:
    """Whether a unit follows, by its unit word or by its name (`82 Nguyễn Du, Hà Nội`)."""
    if _TOWN_FOLLOWS.match(text, end):
        return True
    words = run_of_capitals(text, end + 2) if text[end : end + 2] == ", " else []
    return any(key(text[words[0][0] : stop]) in gazetteer.units_by_name() for _, stop in words[1:4])
