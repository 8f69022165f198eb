"""Which readings are places: what stands before, after and beside a name, and what else the article names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trichluc.places import gazetteer
from trichluc.places.readings import FAMILY_NAMES, Reading, is_acronym, next_word, previous_word, run_of_capitals, terms

_BESIDE = re.compile(r"(?:,|;)? ?(?:và|với|hoặc|hay|đến|-|,|;) ?")
_BESIDE_LIMIT = 6
_INSIDE = re.compile(r"(?:, | \(| - |-|,)")
_SENTENCE_ENDS = ".!?:;\n"
_NAMED_AFTER = frozenset(("thpt", "thcs", "trường", "đường", "phố", "tỉnh", "thành", "huyện", "học"))
_COMMITTEE = re.compile(r"(?i:(?<!\w)(huyện|quận|thị|thành) ủy )\Z")
_UNIT_OF_COMMITTEE = {"huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố"}
SMALL = ("district", "commune", "town", "hamlet")
"""Levels below the province."""
_LOCAL = (*SMALL, "border", "battlefield")
"""Levels of which one may stand beside another (`Lao Bảo - Đông Hà`)."""


def settle(readings: Iterable[Reading]) -> list[Reading]:
    """No reading inside or across another: a sure one before an unsure one, a longer before a shorter."""
    chosen: list[Reading] = []
    for reading in sorted(readings, key=lambda r: (r.start, -r.end, not r.sure)):
        while chosen and chosen[-1].end > reading.start:
            rival = chosen[-1]
            whole = rival.start < reading.start and reading.end <= rival.end and not rival.also  # `Buôn Ma Thuột`
            if whole or (rival.sure, rival.end - rival.start) >= (reading.sure, reading.end - reading.start):
                break
            chosen.pop()
        else:
            chosen.append(reading)
    return chosen


def widen(units: Iterable[Reading], known: Iterable[Reading]) -> None:
    """Let a unit after its unit word have the whole name that the gazetteer knows there (`tỉnh Thừa Thiên - Huế`)."""
    longer = {reading.start: reading for reading in known if reading.places}
    for unit in units:
        whole = longer.get(unit.start)
        if whole is not None and whole.end > unit.end and whole.level == unit.level:
            unit.end, unit.canonical, unit.places = whole.end, whole.canonical, whole.places


def accept(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings that are places here, in order."""
    readings = _without_parts_of_names(text, readings)
    accepted = [reading.sure or _clear(text, reading) for reading in readings]
    _spread(text, readings, accepted)
    around = units_around(reading for reading, ok in zip(readings, accepted, strict=True) if ok)
    for index, reading in enumerate(readings):
        accepted[index] = accepted[index] or _supported(text, reading, around)
    _spread(text, readings, accepted)
    return [reading for reading, ok in zip(readings, accepted, strict=True) if ok]


def _without_parts_of_names(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings but those of small or bygone units that go on as another name (`Tân Phú Cường`)."""
    starts = {reading.start for reading in readings}
    return [r for r in readings if r.sure or not _fragile(r) or not _goes_on_as_a_name(text, r.end, starts)]


def _fragile(reading: Reading) -> bool:
    return reading.level == "district" or (bool(reading.places) and bool(reading.places[0].until))


def _goes_on_as_a_name(text: str, end: int, starts: set[int]) -> bool:
    words = run_of_capitals(text, end + 1) if text[end : end + 1] == " " else []
    if not words or words[0][0] in starts:
        return False
    following = text[slice(*words[0])]
    return following not in FAMILY_NAMES and following not in terms("opener") and not is_acronym(following)


def _clear(text: str, reading: Reading) -> bool:
    """Whether the reading is a place by itself, whatever else the article names."""
    if in_a_persons_name(text, reading):
        return False
    if _after_its_committee(text, reading):
        return True
    before = previous_word(text, reading.start)
    match reading.also:
        case "never" | "word" | "joined":
            return False
        case "typed":
            return reading.level in ("province", "country", "region")
        case "direction":
            return before.lower() not in terms("direction")
        case "name" | "short":
            return _is_country(text, reading, before)
        case "person":
            return reading.level == "province" and not _begins_a_name(text, reading.start, before)
    if reading.level == "district":
        return reading.places[0].unit in ("thành phố", "thị xã") and not _begins_a_name(text, reading.start, before)
    return True


def _after_its_committee(text: str, reading: Reading) -> bool:
    """Whether the Party committee of such a unit stands right before: it says the unit's kind as the unit word would."""
    committee = _COMMITTEE.search(text, max(0, reading.start - 10), reading.start)
    if committee is None or reading.also in ("never", "joined"):
        return False
    unit = _UNIT_OF_COMMITTEE[committee[1].lower()]
    return any(place.unit == unit for place in reading.places)


def _is_country(text: str, reading: Reading, before: str) -> bool:
    """Whether a short country name is no person's (`anh Đức`) nor the first syllable of another name (`Mỹ Đình`)."""
    if text[reading.end : reading.end + 1] == " " and text[reading.end + 1 : reading.end + 2].isupper():
        return False
    if text[reading.start - 1 : reading.start] == "(" and text[reading.end : reading.end + 1] in ("),-"):
        return True
    if before:
        return before in terms("cue") or (reading.also == "short" and before.islower() and before not in terms("title"))
    return (
        reading.also == "short" and _opens_a_sentence(text, reading) and next_word(text, reading.end) in terms("verb")
    )


def _opens_a_sentence(text: str, reading: Reading) -> bool:
    before = text[max(0, reading.start - 3) : reading.start].rstrip(' "“')
    return not before or before[-1] in _SENTENCE_ENDS or before[-1] == ","


def _supported(text: str, reading: Reading, around: frozenset[str]) -> bool:
    """Whether what the article names elsewhere makes the reading a place: the unit that it lies in."""
    if reading.also in ("never", "joined", "typed", "name", "short", "direction") or in_a_persons_name(text, reading):
        return False
    before = previous_word(text, reading.start)
    if reading.level == "district":
        inside = any(place.parent_id in around for place in reading.places)
        cued = before in terms("cue") or (is_acronym(before) and len(before) > 2)  # `LĐLĐ Quế Võ`
        if reading.also or _begins_a_name(text, reading.start, before):
            return inside and cued
        return inside or cued
    parent = gazetteer.place_of(reading.entity_id) if reading.entity_id else None
    if parent is not None and parent.parent_id not in (None, gazetteer.COUNTRY):
        return parent.parent_id in around and not _begins_a_name(text, reading.start, before)
    is_body = is_acronym(before) and len(before) > 2 and before.lower() not in terms("title")  # `LĐLĐ Thái Bình`
    return reading.level == "province" and (before in terms("cue") or is_body)


def _begins_a_name(text: str, position: int, before: str) -> bool:
    """Whether the word before `position` begins a name that goes on: capitalised, no abbreviation, no first word."""
    if not before[:1].isupper() or before.isupper():
        return False
    first = position - len(before) - 1
    opens = not first or text[first - 1] in '\n“"' or text[max(0, first - 2) : first] in (". ", ": ", "! ", "? ")
    return not opens or before in FAMILY_NAMES


def in_a_persons_name(text: str, reading: Reading) -> bool:
    """Whether the capitalised words right before the reading begin with a family name (`Nguyễn Hải Dương`)."""
    words: list[str] = []
    position = reading.start
    capitals = text[reading.start : reading.end].isupper()
    while len(words) < 3:
        word = previous_word(text, position)
        if not word or not word[0].isupper() or (word.isupper() and not capitals):
            break
        words.append(word.title())
        position -= len(word) + 1
    return bool(words) and words[-1] in FAMILY_NAMES and previous_word(text, position).lower() not in _NAMED_AFTER


def is_part_of_a_name(text: str, reading: Reading) -> bool:
    """Whether the name goes on before or behind the reading, as a person's or another place's, or is a person's here."""
    before = previous_word(text, reading.start)
    titled = before.lower() in terms("title") or in_a_persons_name(text, reading)
    return titled or _begins_a_name(text, reading.start, before) or _goes_on_as_a_name(text, reading.end, set())


def units_around(readings: Iterable[Reading]) -> frozenset[str]:
    """Entity ids of the units that the readings may name, and of the provinces of districts that they do name."""
    found: set[str] = set()
    for reading in readings:
        if reading.entity_id:
            found.add(reading.entity_id)
        found.update(place.entity_id for place in reading.places)
        if len(reading.places) == 1 and reading.places[0].level == "district":
            found.add(reading.places[0].parent_id or "")
    return frozenset(found)


def _spread(text: str, readings: list[Reading], accepted: list[bool]) -> None:
    """A name beside a place of its kind, or right before the unit that it lies in, is a place too."""
    pairs = range(len(readings) - 1)
    for index in (*pairs, *reversed(pairs)):
        left, right = readings[index], readings[index + 1]
        if accepted[index] == accepted[index + 1] or right.start - left.end > _BESIDE_LIMIT:
            continue
        doubtful = right if accepted[index] else left
        if doubtful.also not in ("typed", "joined") and _belong_together(text[left.end : right.start], left, right):
            accepted[index] = accepted[index + 1] = True


def _belong_together(between: str, left: Reading, right: Reading) -> bool:
    same_kind = left.level == right.level or (left.level in _LOCAL and right.level in _LOCAL)
    if same_kind and _BESIDE.fullmatch(between):
        return True
    if not _INSIDE.fullmatch(between):
        return False
    parents = {place.parent_id for place in left.places}
    return any(place.entity_id in parents for place in right.places)
