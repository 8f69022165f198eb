"""Names in the text: what a place's name may look like, and the readings that trigger words offer.

A `Reading` is a possible place. What stands after a unit word (`xã Tân Lập`) or a feature noun (`sông Hồng`) is a
place by that word; what the gazetteer alone knows may be a person or a common word, which `context` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.places import gazetteer
from trichluc.places.gazetteer import Place, full_name, key
from trichluc.rules import Rule, load
from trichluc.scan import Hit, Scan
from trichluc.text import LOWER, UPPER

_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?:['’][{UPPER}{LOWER}]+)?"
_TOKEN = re.compile(rf"[{UPPER}][\w'’]*")
_LATIN_NAME = re.compile(r"[A-Z][a-z]{2,}(?: [A-Z][a-z]+){0,2}")
_UNIT_GAP = re.compile(r"\.? ?")
_LIST_OPENS = re.compile(r",?(?: (?:như|gồm|là|gồm có|bao gồm))?:? ?")
_PLURALS = frozenset("các những mấy số hai ba bốn năm sáu bảy tám chín mười".split())
_NUMBERED = re.compile(r"\d{1,2}(?![\w/]|[.,]\d)")
_NEXT_WORD = re.compile(rf" ?([{LOWER}{UPPER}]+)")
_RUN_LIMIT = 6

FAMILY_NAMES = frozenset(row["word"] for row in load("family_names") if row["strength"] == "strong")
"""Family names that may begin a person's name right after or before a place."""


@dataclass(slots=True)
class Reading:
    """A possible place: span and name, unit word (blank if none), level, and what makes it one.

    `sure` readings are places whatever stands around them. `also` says what else the name can be (person, word).
    `places` are the bearers of the name in the gazetteer.
    """

    start: int
    end: int
    canonical: str
    level: str
    unit: str = ""
    sure: bool = False
    also: str = ""
    places: tuple[Place, ...] = ()
    resolution: str = "as_written"
    entity_id: str | None = None
    shared: bool = False  # `các xã`: the unit word holds for the names that follow


def run_of_capitals(text: str, position: int) -> list[tuple[int, int]]:
    """Spans of the capitalised words that follow one another from `position`, joined by single blanks."""
    spans: list[tuple[int, int]] = []
    while len(spans) < _RUN_LIMIT:
        match = _TOKEN.match(text, position)
        if match is None:
            break
        spans.append(match.span())
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    return spans


def after_unit_words(scan: Scan) -> list[Reading]:
    """Places named after their unit word: `huyện Chợ Đồn`, `TP. Nha Trang`, `quận 1`."""
    readings = []
    end = 0
    for hit in scan.hits("unit_words"):
        if hit[1] > end:  # not inside a longer unit word (`xã` in `thị xã`)
            end = hit[1]
            reading = _after_unit(scan.text, hit)
            if reading is not None:
                readings.append(reading)
    return readings


def _after_unit(text: str, hit: Hit) -> Reading | None:
    start, end, rule = hit
    abbreviated = rule["case"] == "exact"
    before = previous_word(text, start).lower()
    shared = before in _PLURALS or before.isdigit()
    gap = (_LIST_OPENS if shared else _UNIT_GAP).match(text, end)
    name_start = gap.end() if gap else end
    if name_start == end or (not abbreviated and text[end] == "."):
        return None
    number = _NUMBERED.match(text, name_start)
    if number is not None:
        return _numbered(start, number, rule)
    words = run_of_capitals(text, name_start)
    if not words:
        return None
    reading = unit_named(text, words, rule["unit"], rule["level"], known_only=len(rule["word"]) == 1)
    if reading is not None:
        reading.shared = shared
    return reading


def _numbered(start: int, number: re.Match[str], rule: Rule) -> Reading | None:
    if rule["unit"] not in ("quận", "phường"):
        return None
    canonical = f"{rule['unit']} {int(number[0])}"
    return Reading(start, number.end(), canonical, rule["level"], rule["unit"], True)


def unit_named(
    text: str, words: list[tuple[int, int]], unit: str, level: str, known_only: bool = False
) -> Reading | None:
    """The unit whose name the capitalised `words` begin with: the longest known name, else as much as a name is long.

    None where they begin a body's name (`huyện Đoàn`) or a compound (`làng Đại học`).
    """
    for count in range(len(words), 0, -1):
        start, end = words[0][0], words[count - 1][1]
        places = bearers(text[start:end], level)
        if places and not (count == 1 and _goes_on(text, end) and len(text[start:end]) < 3):
            name = places[0].name
            return Reading(start, end, _canonical(unit, name, places), level, unit, True, places=places)
    if known_only:
        return None
    return _unknown(text, words, unit, level)


def _canonical(unit: str, name: str, places: tuple[Place, ...]) -> str:
    if unit in ("", "bang"):
        return name
    return next((p.canonical for p in places if p.unit == unit), full_name(unit, name))


def bearers(surface: str, level: str) -> tuple[Place, ...]:
    """Known units of a unit word's level that bear the name; a city is a province or a district."""
    name = key(surface)
    if level in ("commune", "hamlet"):
        return gazetteer.communes_by_name().get(name, ()) if level == "commune" else ()
    wanted = {"city": ("province", "district"), "town": ("province", "district")}.get(level, (level,))
    known = tuple(p for p in gazetteer.units_by_name().get(name, ()) if p.level in wanted)
    if known or level != "town":
        return known
    return gazetteer.communes_by_name().get(name, ())


def _unknown(text: str, words: list[tuple[int, int]], unit: str, level: str) -> Reading | None:
    first = text[slice(*words[0])]
    if first in _BODY_STARTS or first in _FUNCTION_STARTS or (len(first) > 1 and first.isupper()):
        return None
    count = _name_length(text, words, level)
    start, end = words[0][0], words[count - 1][1]
    if count == 1 and (_goes_on(text, end) or level in ("town", "foreign")):
        return None
    name = text[start:end]
    return Reading(start, end, full_name(unit, name) if unit != "bang" else name, level, unit, True)


def _name_length(text: str, words: list[tuple[int, int]], level: str) -> int:
    """How many of the words are a unit's name: two in doubt, and none of a person's name that follows."""
    if level == "foreign":
        return min(len(words), 3)
    for index, span in enumerate(words[1:], 1):
        if text[slice(*span)].isupper() or (text[slice(*span)] in FAMILY_NAMES and index > 1):
            return index
    return len(words) if len(words) <= 3 else 2


def _goes_on(text: str, end: int) -> bool:
    """Whether the capitalised word before `end` is the first syllable of a compound: a small word follows it."""
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1].islower() and following[1] not in _FUNCTION_WORDS


_BODY_STARTS = frozenset(
    [
        "Đoàn",
        "Ủy",
        "Đội",
        "Hội",
        "Đảng",
        "Ban",
        "Sở",
        "Bộ",
        "Công",
        "Liên",
        "Mặt",
        "Chi",
        "Văn",
        "Trường",
        "Phòng",
        "Tổng",
        "Cục",
        "Ngân",
        "Kho",
        "Bí",
        "Chủ",
        "Phó",
        "Trưởng",
        "Ông",
        "Bà",
        "Anh",
        "Chị",
        "Tỉnh",
        "Thành",
        "Huyện",
        "Thị",
        "Xã",
        "Phường",
        "Quận",
        "Khu",
        "Năm",
        "Ngày",
        "Tháng",
        "Nhân",
        "Viện",
        "Trung",
        "Hành",
        "Hòa",
        "Nông",
        "Quân",
        "Thường",
        "Ủy",
    ]
) - {"Công", "Văn", "Liên", "Trung", "Hòa", "Thường", "Quân"}
_FUNCTION_STARTS = frozenset(
    ["Tại", "Ở", "Từ", "Về", "Với", "Trong", "Trên", "Theo", "Sau", "Qua", "Miền", "Nếu", "Khi", "Để", "Do", "Cùng"]
)
_FUNCTION_WORDS = frozenset(
    [
        "và",
        "với",
        "được",
        "đã",
        "đang",
        "sẽ",
        "ở",
        "có",
        "là",
        "của",
        "đến",
        "cho",
        "chảy",
        "thuộc",
        "tại",
        "trên",
        "qua",
        "về",
        "năm",
        "ngày",
        "do",
        "từ",
        "để",
        "nơi",
        "vào",
        "trong",
        "cùng",
        "cũng",
        "không",
        "còn",
        "này",
        "ra",
        "lên",
        "xuống",
        "khi",
        "theo",
        "như",
        "hoặc",
        "hay",
        "thì",
        "mà",
        "bị",
        "phải",
        "nay",
        "vẫn",
        "huyện",
        "tỉnh",
        "xã",
        "quận",
        "phường",
        "thị",
        "thành",
        "nằm",
        "dài",
        "rộng",
        "cách",
        "nối",
        "bằng",
    ]
)


def features(scan: Scan) -> list[Reading]:
    """Places named by a feature noun: `sông Hồng`, `Sân bay Long Thành`, `quốc lộ 1A`."""
    readings = []
    for start, end, rule in scan.longest("place_features").values():
        reading = _feature(scan.text, start, end, rule)
        if reading is not None:
            readings.append(reading)
    return readings


_QUALIFIERS = re.compile(
    r"(?i:(?: (?:lịch sử|quốc gia|quốc tế|đặc biệt|cách mạng|sinh thái|thiên nhiên|văn hóa|liệt sĩ|mới|cổ|số|hàng không"
    r"|cửa khẩu|cảng|biển)){0,4}) "
)
_ROAD_NUMBER = re.compile(r"\d{1,3}[A-E]?(?!\w|[.,/]\d)")
_ROADS = frozenset(("đường", "quốc lộ", "tỉnh lộ", "cao tốc", "đường cao tốc"))
_PREVIOUS_WORD = re.compile(r"\w+ ?\Z")


def _feature(text: str, start: int, end: int, rule: Rule) -> Reading | None:
    if previous_word(text, start).lower() in rule["not_after"].split():
        return None
    gap = _QUALIFIERS.match(text, end)
    if gap is None:
        return None
    number = _ROAD_NUMBER.match(text, gap.end()) if rule["canonical"] in _ROADS else None
    name_end = number.end() if number else _feature_name(text, gap.end(), rule)
    if name_end is None:
        return None
    canonical = rule["canonical"] + text[end:name_end]
    return Reading(start, name_end, canonical, "", sure=True)


def _feature_name(text: str, position: int, rule: Rule) -> int | None:
    words = run_of_capitals(text, position)
    first = text[slice(*words[0])] if words else ""
    if not words or first in _BODY_STARTS or (first.isupper() and len(first) > 1 and rule["canonical"][0].islower()):
        return None
    if len(words) == 1 and _goes_on(text, words[0][1]):
        return None
    known = _known_length(text, words)
    if known and rule["rest"] == "alone":
        return None
    end = words[min(len(words), max(known, _person_free(text, words))) - 1][1]
    return end


def _known_length(text: str, words: list[tuple[int, int]]) -> int:
    for count in range(len(words), 0, -1):
        name = key(text[words[0][0] : words[count - 1][1]])
        if name in gazetteer.units_by_name() or name in gazetteer.other_names():
            return count
    return 0


def _person_free(text: str, words: list[tuple[int, int]]) -> int:
    for index, span in enumerate(words[2:], 2):
        if text[slice(*span)] in FAMILY_NAMES:
            return index
    return min(len(words), 5)


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


_TOWN_FOLLOWS = re.compile(
    r"(?:, | - )(?:Q\.?|P\.?|T\.?P\.?|[Qq]uận|[Pp]hường|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn)(?: ?\d| |HCM)"
)


def previous_word(text: str, position: int) -> str:
    """The word right before `position` on the same line, blank if none."""
    match = _PREVIOUS_WORD.search(text, max(0, position - 24), position)
    return match[0].rstrip() if match and text[position - 1 : position] == " " else ""


def known(scan: Scan) -> list[Reading]:
    """Everything the gazetteer's lexicons know by name."""
    found: dict[int, Reading] = {}
    for table, read in _TABLES:
        for start, end, rule in scan.longest(table).values():
            if (start not in found or found[start].end < end) and _stands_alone(scan.text, end, rule):
                found[start] = read(start, end, rule)
    for reading in found.values():
        _beware(scan.text, reading)
    return list(found.values())


def _stands_alone(text: str, end: int, rule: Rule) -> bool:
    """Whether the name is not the first syllable of a compound that the rule warns of (`Mỹ thuật`, `VN-Index`)."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 6] == "Index":
        return False
    forbidden = rule.get("not_before")
    following = _NEXT_WORD.match(text, end) if forbidden else None
    return following is None or following[1] not in (forbidden or "").split()


def _read_unit(start: int, end: int, rule: Rule) -> Reading:
    places = gazetteer.units_by_name()[key(rule["word"])]
    canonical = rule.get("canonical") or places[0].canonical
    also = cautions().get(rule["word"], "")
    return Reading(start, end, canonical, places[0].level, also=also, places=places, resolution="gazetteer")


def _read_country(start: int, end: int, rule: Rule) -> Reading:
    return Reading(start, end, rule["canonical"], "country", also=rule["also"], entity_id=gazetteer.country_id(rule))


def _read_named(start: int, end: int, rule: Rule) -> Reading:
    return Reading(start, end, rule["canonical"], rule["kind"], also=rule["also"], entity_id=f"LOC:{rule['canonical']}")


# Of two readings of one span the first table's counts: `Điện Biên Phủ` alone is the battlefield, not the city.
_TABLES = (
    ("landmarks", _read_named),
    ("units", _read_unit),
    ("units_historic", _read_unit),
    ("place_aliases", _read_unit),
    ("countries", _read_country),
    ("world_places", _read_named),
)


def cautions() -> dict[str, str]:
    """What a known name can be beside a place, by name."""
    return {row["name"]: row["also"] for row in load("place_cautions")}


def _beware(text: str, reading: Reading) -> None:
    """A name of several syllables with only its first letter a capital (`Hòa bình`) is a word where it can be one."""
    surface = text[reading.start : reading.end]
    if not reading.also and " " in surface and surface == surface.capitalize() != reading.canonical:
        reading.also = "typed"
