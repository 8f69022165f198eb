"""Places named by a feature noun: `sông Hồng`, `Sân bay Long Thành`, `quốc lộ 1A`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.places.readings import (
    FAMILY_NAMES,
    Reading,
    Span,
    before_person,
    goes_on,
    is_acronym,
    next_word,
    previous_word,
    run_of_capitals,
    terms,
)
from trichluc.rules import Rule
from trichluc.scan import Scan
from trichluc.text import LOWER, UPPER

# What may stand between the noun and a name or number, where there is one.
_QUALIFIERS = re.compile(
    r"(?:(?i: (?:lịch sử|quốc gia|quốc tế|đặc biệt|cách mạng|sinh thái|thiên nhiên|văn hóa|liệt sĩ|liệt sỹ|mới|cổ|số|hàng không"
    rf"|cửa khẩu|hoàng đế|vua))(?= )){{0,4}}+ (?=[{UPPER}\d])"
)
_BRACKETED = re.compile(rf" \([{UPPER}]{{2,6}}\)(?= )")
ROAD_NUMBER = re.compile(r"\d{1,3}[A-E]?(?!\w|[.,/]\d)")
_NUMBERED = frozenset(
    ("Cảng Tân cảng", "đường", "quốc lộ", "tỉnh lộ", "đường tỉnh", "hương lộ", "cao tốc", "đường cao tốc")
)
_ROUTES = frozenset(("cao tốc", "đường cao tốc", "đường sắt"))
_FROM_CITY = re.compile(r"TP\. ?(?:HCM|Hồ Chí Minh)(?= ?- ?[A-ZĐ])")
_ROUTE_GAP = re.compile(r" ?- ?")
_IN_TOWN = frozenset(("đường", "phố", "ngõ", "đại lộ", "cầu", "Cửa khẩu"))
_KINDS = frozenset(("ICD", "CFS", "KCN", "KCX", "KKT"))
"""Letters that say of what kind a port or store is, and name none."""
_LETTERS = re.compile(r"(?:-[A-Z]{2,6})+(?!\w)")
_FRIENDSHIP = re.compile(rf" ?- ?[{UPPER}]\w+")
_SMALL_SYLLABLE = re.compile(rf" [{LOWER}]+")
_BARE_END = re.compile(r"[,.;:()…\n\"”]|\Z")
_ROMAN = re.compile(r" (?:I{1,3}|IV|V)(?![\w/]|\.\w)")
_ZONE_NUMBER = re.compile(
    r" (?:\d|I{1,3}|IV|V)(?!\w|[./]\d| (?:km|m|mét|ha|tấn|lần|giờ|ngày|tháng|năm|người|vụ|xe|chiếc|container)(?!\w))"
)
_SUCH_AS = re.compile(rf"[^,.;:()\n]{{0,40}}? (?:như|gồm|bao gồm):? (?=[{UPPER}])")
_LIST_GAP = re.compile(rf"(?:, | và |; )(?=[{UPPER}])")
_ZONES = ("Khu", "Cụm", "Cảng", "Cửa khẩu")
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
        elif previous_word(scan.text, start).lower() in terms("plural"):
            readings += _named_in_a_list(scan.text, end, rule)
    return readings


def _named_in_a_list(text: str, end: int, rule: Rule) -> Iterator[Reading]:
    """The names that a plural noun announces (`các tuyến phố như Lê Duẩn, Yersin`), each with the noun in its canonical."""
    gap = _SUCH_AS.match(text, end)
    while gap:
        words = run_of_capitals(text, gap.end())
        first = text[slice(*words[0])] if words else ""
        if not first or len(words) > 4 or first in terms("body") or is_acronym(first):
            return
        name_end = words[-1][1]
        gap = _LIST_GAP.match(text, name_end)
        if _known_length(text, words) < len(words) or rule["canonical"] in _IN_TOWN:
            name = text[words[0][0] : name_end]
            yield Reading(words[0][0], name_end, f"{rule['canonical']} {name}", "", sure=True)


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
    numbered = rule["canonical"] in _NUMBERED and gap[0] in (" ", " số ")  # `đường hàng không 71 vụ`
    number = ROAD_NUMBER.match(text, gap.end()) if numbered else None
    if number:
        return Reading(start, number.end(), rule["canonical"] + text[end : number.end()], "", sure=True)
    if rule["canonical"] in _ROUTES and (city := _FROM_CITY.match(text, gap.end())):
        name_end = _further(text, city.end(), rule)
        if name_end > city.end():
            return Reading(start, name_end, rule["canonical"] + text[gap.start() : name_end], "", sure=True)
    words = run_of_capitals(text, gap.end())
    if rule["canonical"].startswith(_ZONES):
        words = _with_small_syllable(text, words)
    if rule["rest"] == "long" and len(words) < 2:
        return None  # `luồng Xanh`
    if rule["rest"] == "bare":
        return _area(text, words) if gap[0] == " " else None
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
    name = text[gap.start() : name_end]
    if text[words[-1][0]].islower():
        name = text[gap.start() : words[0][0]] + text[words[0][0] : name_end].title()
    return Reading(start, name_end, rule["canonical"] + name, "", sure=True)


def _with_small_syllable(text: str, words: list[Span]) -> list[Span]:
    """The words, where they are one whose second syllable, in small letters, makes it a known name (`Cầu treo`)."""
    small = _SMALL_SYLLABLE.match(text, words[0][1]) if len(words) == 1 else None
    if small is None:
        return words
    name = key(text[words[0][0] : small.end()])
    known = name in gazetteer.other_names() or name in gazetteer.communes_by_name()
    return [(words[0][0], words[0][1]), (small.start() + 1, small.end())] if known else words


def _area(text: str, words: list[Span]) -> Reading | None:
    """A name of two or three syllables behind a word that is no part of it (`khu vực Gò Sậy`), and that no list has."""
    if len(words) not in (2, 3) or _known_length(text, words):
        return None
    first, end = text[slice(*words[0])], words[-1][1]
    if len(first) < 2 or first in terms("body") or first in terms("opener") or first in FAMILY_NAMES:
        return None
    if any(is_acronym(text[slice(*word)]) for word in words):
        return None
    if not (_BARE_END.match(text, end) or next_word(text, end) in terms("function") or text.startswith(" (", end)):
        return None
    return Reading(words[0][0], end, text[words[0][0] : end], "area", sure=True)


def _length(text: str, words: list[Span]) -> int:
    """How many of the words are the name: an abbreviation (`KVI`) or a person's name after it is not."""
    acronym = next((i for i, span in enumerate(words) if i and is_acronym(text[slice(*span)])), len(words))
    if len(words) > 3 and text[slice(*words[-2])] in ("Văn", "Thị"):
        return min(acronym, before_person(text, words, 1))  # `đèo Ngang Lê Văn An`
    return min(acronym, before_person(text, words, 2))


def _further(text: str, end: int, rule: Rule) -> int:
    """Where the name ends with a zone's number (`KCN Nhơn Trạch 6`) or a route's other stops (`Hà Nội - Hải Phòng`)."""
    if text[end : end + 1] == "-" and (letters := _LETTERS.match(text, end)):
        return letters.end()  # `cảng SP-ITC`
    if text[end - 4 : end] == "Việt" and (friends := _FRIENDSHIP.match(text, end)):
        return friends.end()  # `Nhà Văn hóa Hữu nghị Việt - Lào`
    if rule["canonical"].startswith((*_ZONES, "cầu")):
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
    if len(words) == 1 and first in _KINDS:
        return False
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
