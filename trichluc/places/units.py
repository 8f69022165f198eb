"""Units after their unit word: `huyện Chợ Đồn`, `TP. Nha Trang`, `quận 1`, also where no list knows the name."""

from __future__ import annotations

import re

from trichluc.places import gazetteer
from trichluc.places.gazetteer import Place, full_name, key
from trichluc.places.readings import (
    FAMILY_NAMES,
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
from trichluc.scan import Hit, Scan
from trichluc.text import UPPER

_GAP = re.compile(r"\.\n|\.? ?")
_PLURAL_GAP = re.compile(
    r" (?:của|miền|biên giới|đông|tây|nam|bắc) [^,.;:()\n]{2,40}? là "  # `ba tỉnh đông bắc của nước bạn là A, B`
    r"|,?(?: (?:như|gồm|là|gồm có|bao gồm))?:? ?"
)
_NAME_MAY_FOLLOW = re.compile(
    rf"(?:[.,:]? ?|\.\n)[{UPPER}\d]|:|,? (?:như|gồm|là|bao)"
    rf"| (?:của|miền|biên giới|đông|tây|nam|bắc) (?=[^,.;:()\n]{{2,40}}? là [{UPPER}])"
)
_MIXED = re.compile(r"(?:[Tt]ỉnh|[Tt]hành phố|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn)(?:, ?| ?/ ?)\Z")
_LONGEST_UNIT = 14
_NUMBER_NAME = re.compile(r"\d{1,2}(?![\w/]|[.,]\d)")
_NUMBER_AFTER = re.compile(r" \d{1,2}(?![\w/]|[.,]\d)")
_NEVER_ONE_SYLLABLE = ("town", "foreign", "city", "province")
_LEVELS = {"city": ("province", "district"), "town": ("province", "district")}


def after_unit_words(scan: Scan) -> list[Reading]:
    """Places named after their unit word."""
    readings = []
    end = 0
    for hit in scan.hits("unit_words"):
        if hit[1] > end:  # not inside a longer unit word (`xã` in `thị xã`)
            end = hit[1]
            if not _NAME_MAY_FOLLOW.match(scan.text, end):
                continue
            reading = _after(scan.text, hit)
            if reading is not None:
                readings.append(reading)
    return readings


def _after(text: str, hit: Hit) -> Reading | None:
    start, end, rule = hit
    before = previous_word(text, start)
    if before.lower() in rule["not_after"].split() or _is_within_a_name(text[start:end], before):
        return None
    before = before.lower()
    shared = before in terms("plural") or before.isdigit()
    gap = (_PLURAL_GAP if shared else _GAP).match(text, end)
    at = gap.end() if gap else end
    if at == end or (rule["case"] != "exact" and text[end] == "."):
        return None
    number = _NUMBER_NAME.match(text, at)
    if number is not None:
        return _numbered(start, number, rule)
    words = run_of_capitals(text, at) if text[start : at + 1] != "P.V" else []
    if words and _MIXED.search(text, max(0, start - _LONGEST_UNIT), start):
        return _of_mixed_kinds(text, words, rule["level"])
    known_only = len(rule["word"]) == 1 or text[at - 1] == "\n" or text[start:end].isupper() != rule["word"].isupper()
    reading = unit_named(text, words, rule["unit"], rule["level"], known_only) if words else None
    if reading is not None:
        reading.shared = shared
    return reading


def _is_within_a_name(word: str, before: str) -> bool:
    """Whether a capitalised unit word of one syllable goes on a name (`Đàn Xã Tắc`)."""
    return word.istitle() and " " not in word and before.istitle()


def _of_mixed_kinds(text: str, words: list[Span], level: str) -> Reading | None:
    """`các tỉnh, thành phố Lào Cai, …`: the unit words name no one's kind; each known name has its own."""
    reading = unit_named(text, words, "", level, known_only=True)
    if reading is not None and level != "commune":
        reading.canonical, reading.level = reading.places[0].canonical, reading.places[0].level
    return reading


def _numbered(start: int, number: re.Match[str], rule: Rule) -> Reading | None:
    """A unit that has a number for a name keeps its unit word in the span."""
    if rule["unit"] not in ("quận", "phường"):
        return None
    canonical = f"{rule['unit']} {int(number[0])}"
    places = bearers(canonical, rule["level"])
    return Reading(start, number.end(), canonical, rule["level"], rule["unit"], True, places=places)


def unit_named(text: str, words: list[Span], unit: str, level: str, known_only: bool = False) -> Reading | None:
    """The unit whose name the capitalised `words` begin with: the longest known name, else as much as a name is long.

    None where they begin the name of a body or a person, or a compound (`làng Đại học`).
    """
    start = words[0][0]
    for count in range(len(words), 0, -1):
        end = _with_number(text, start, words[count - 1][1], level)
        places = bearers(text[start:end], level)
        if places and not (count == 1 and end - start < 3 and goes_on(text, end)):
            if level == "commune" and count == len(words) - 1 and _is_last_syllable(text, words[-1]):
                break
            canonical = _canonical(unit, text[start:end], places)
            return Reading(start, end, canonical, level, unit, True, places=places)
    return None if known_only else _unknown(text, words, unit, level)


def _is_last_syllable(text: str, word: Span) -> bool:
    """Whether one more capitalised word belongs to a name of which a list knows the beginning (`xã Tân Lập Hạ`)."""
    syllable = text[slice(*word)]
    return not (is_acronym(syllable) or syllable in terms("body") or syllable in FAMILY_NAMES or goes_on(text, word[1]))


def _with_number(text: str, start: int, end: int, level: str) -> int:
    """Where the name ends if a number is part of it (`phường Đông Hải 2`, `khóm Long Thạnh 4`)."""
    number = _NUMBER_AFTER.match(text, end) if level in ("commune", "hamlet") else None
    return number.end() if number and (level == "hamlet" or bearers(text[start : number.end()], level)) else end


def _canonical(unit: str, name: str, places: tuple[Place, ...]) -> str:
    if not unit:
        return name
    former = gazetteer.former_name_of().get(key(name), "")
    if former.startswith(f"{unit} "):
        return former
    return next((p.canonical for p in places if p.unit == unit), full_name(unit, places[0].name))


def bearers(surface: str, level: str) -> tuple[Place, ...]:
    """Known units that bear the name at the level of a unit word: a city is a province or a district."""
    name = key(surface)
    if level in ("hamlet", "foreign"):
        return ()
    if level == "commune":
        return gazetteer.communes_by_name().get(name, ())
    known = tuple(p for p in gazetteer.units_by_name().get(name, ()) if p.level in _LEVELS.get(level, (level,)))
    return known or (gazetteer.communes_by_name().get(name, ()) if level == "town" else ())


def _unknown(text: str, words: list[Span], unit: str, level: str) -> Reading | None:
    if unit in ("tỉnh", "thành phố") and (abroad := _abroad(text, words, unit, level)):
        return abroad
    first = text[slice(*words[0])]
    if first in terms("body") or first in terms("opener") or is_acronym(first) or _names_elsewhere(text, words):
        return None
    if first in FAMILY_NAMES and (len(words) > 2 or level in ("province", "district")):
        return None  # the lists hold every province and district
    if _is_no_name(text, words, unit, level):
        return None
    count = _length(text, words, level)
    start, end = words[0][0], words[count - 1][1]
    if count == 1 and "-" not in text[start:end] and (level in _NEVER_ONE_SYLLABLE or goes_on(text, end)):
        return None
    if count > 2 and level in ("city", "province"):
        return None  # `Chủ tịch UBND TP Tất Thành An`
    end = _with_number(text, start, end, level)
    name = text[start:end]
    return Reading(start, end, name if unit == "bang" else full_name(unit, name), level, unit, True)


def _is_no_name(text: str, words: list[Span], unit: str, level: str) -> bool:
    """Whether the words are a copy's kind (`bản Scan`, `bản C/O`), or go on as an office (`ở TP. Video Bí thư …`)."""
    first, end = text[slice(*words[0])], words[0][1]
    if unit == "bản":
        return first in terms("copy") or (len(first) == 1 and text[end : end + 1] == "/")
    return level == "city" and any(text[slice(*word)] in terms("body") for word in words[1:])


def _abroad(text: str, words: list[Span], unit: str, level: str) -> Reading | None:
    """A city or province of another country that the gazetteer knows."""
    start = words[0][0]
    for _, end in reversed(words):
        entity_id = gazetteer.world_places().get(key(text[start:end]))
        if entity_id:
            return Reading(start, end, full_name(unit, text[start:end]), level, unit, True, entity_id=entity_id)
    return None


def _names_elsewhere(text: str, words: list[Span]) -> bool:
    """Whether the words begin with a place that is no unit (`bản New Zealand`, `tỉnh Nam Bộ`)."""
    return any(key(text[words[0][0] : end]) in gazetteer.other_names() for _, end in words)


def _length(text: str, words: list[Span], level: str) -> int:
    """How many of the words are an unlisted unit's name: two in doubt."""
    if level == "foreign":
        return min(len(words), 3)
    acronym = next((i for i, span in enumerate(words) if i and is_acronym(text[slice(*span)])), len(words))
    count = min(acronym, before_person(text, words, 2))
    return count if count <= 3 else 2
