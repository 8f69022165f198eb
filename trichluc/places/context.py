"""Which readings are places: what stands before, after and beside a name, and what else the article names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.places.names import (
    FAMILY_NAMES,
    Reading,
    bearers,
    cautions,
    previous_word,
    run_of_capitals,
    unit_named,
)
from trichluc.scan import Scan
from trichluc.text import UPPER

_BESIDE = re.compile(r"(?:,|;)? ?(?:và|với|hoặc|hay|đến|-|,|;)? ?\Z")
_BESIDE_LIMIT = 6
_INSIDE = re.compile(r"(?:, | \(| - |-|,)\Z")
_LIST_GAP = re.compile(r"(?:, và |, |; | và |,)")
_ITEM_END = re.compile(r"(?=[,.;:)…\n/-]| và | [^\w]|\Z)")
_CAPITAL = re.compile(rf"[{UPPER}]")
_PLACE_CUES = frozenset(
    [
        "tại",
        "ở",
        "từ",
        "về",
        "đến",
        "tới",
        "sang",
        "ra",
        "vào",
        "qua",
        "nước",
        "miền",
        "vùng",
        "khu",
        "giữa",
        "khắp",
        "ngoài",
        "trong",
        "cách",
        "gần",
        "rời",
        "quê",
        "người",
        "dân",
        "biển",
        "cảng",
        "của",
        "với",
        "cho",
        "và",
        "thuộc",
        "địa",
        "bàn",
        "phía",
        "quân",
        "thị",
        "trường",
        "chống",
        "thực",
        "dân",
        "hãng",
        "hàng",
        "gốc",
        "tỉnh",
        "thành",
        "phố",
    ]
)
_DIRECTIONS = frozenset(["phía", "hướng", "gió", "chính", "chếch", "về"])
_NOT_PLACES = frozenset(["hồ", "chí", "minh"])
SMALL = ("district", "commune", "town", "hamlet")


def settle(readings: Iterable[Reading]) -> list[Reading]:
    """No reading inside or across another: a sure one before an unsure one, a longer before a shorter."""
    chosen: list[Reading] = []
    taken: list[tuple[int, int]] = []
    for reading in sorted(readings, key=lambda r: (r.start, -r.end, not r.sure)):
        while taken and taken[-1][1] > reading.start:
            rival = chosen[-1]
            if (rival.sure, rival.end - rival.start) >= (reading.sure, reading.end - reading.start):
                break
            chosen.pop()
            taken.pop()
        else:
            chosen.append(reading)
            taken.append((reading.start, reading.end))
    return chosen


def accept(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings that are places here, in order."""
    readings = _without_parts_of_names(text, readings)
    accepted = [reading.sure or _clear(text, reading) for reading in readings]
    _spread_to_neighbours(text, readings, accepted)
    around = _units_around(reading for reading, ok in zip(readings, accepted, strict=True) if ok)
    for index, reading in enumerate(readings):
        if not accepted[index]:
            accepted[index] = _supported(text, reading, around)
    _spread_to_neighbours(text, readings, accepted)
    return [reading for reading, ok in zip(readings, accepted, strict=True) if ok]


def _without_parts_of_names(text: str, readings: list[Reading]) -> list[Reading]:
    """The readings but those of a small unit that go on as another name (`Tân Phú Cường`)."""
    starts = {reading.start for reading in readings}
    kept = []
    for reading in readings:
        following = run_of_capitals(text, reading.end + 1) if text[reading.end : reading.end + 1] == " " else []
        goes_on = following and following[0][0] not in starts and text[slice(*following[0])] not in FAMILY_NAMES
        if reading.sure or reading.level != "district" or not goes_on or text[slice(*following[0])].isupper():
            kept.append(reading)
    return kept


def _clear(text: str, reading: Reading) -> bool:
    """Whether the reading is a place by itself, whatever else the article names."""
    if reading.also in ("never", "word", "typed") or in_a_persons_name(text, reading):
        return _typed_without_doubt(reading) and not in_a_persons_name(text, reading)
    before = previous_word(text, reading.start)
    if reading.also == "direction":
        return before.lower() not in _DIRECTIONS
    if reading.also == "name":
        return _country_by_cue(text, reading, before)
    if reading.also == "person":
        return reading.level == "province" and not _capitalised(before)
    if reading.level == "district":
        return reading.places[0].unit in ("thành phố", "thị xã") and not _capitalised(before)
    return True


def _typed_without_doubt(reading: Reading) -> bool:
    return reading.also == "typed" and reading.level in ("province", "country", "region")


def _country_by_cue(text: str, reading: Reading, before: str) -> bool:
    if _CAPITAL.match(text, reading.end + 1) and text[reading.end] == " ":
        return False
    bracketed = text[reading.start - 1 : reading.start] == "(" and text[reading.end : reading.end + 1] in "),-"
    return bracketed or (before.islower() and before in _PLACE_CUES)


def _supported(text: str, reading: Reading, around: frozenset[str]) -> bool:
    """Whether what the article names elsewhere makes the reading a place: the unit that it lies in."""
    if reading.also in ("never", "typed", "name", "direction") or in_a_persons_name(text, reading):
        return False
    before = previous_word(text, reading.start)
    inside = [place for place in reading.places if place.parent_id in around]
    if reading.level == "district":
        if reading.also or _capitalised(before):
            return bool(inside) and before in _PLACE_CUES
        return bool(inside) or before in _PLACE_CUES
    parent = gazetteer.place_of(reading.entity_id) if reading.entity_id else None
    if parent is not None and parent.parent_id not in (None, gazetteer.COUNTRY):
        return parent.parent_id in around and not _capitalised(before)
    return reading.level == "province" and before in _PLACE_CUES


def _capitalised(word: str) -> bool:
    """Whether a word begins a name that goes on: capitalised, and no abbreviation."""
    return word[:1].isupper() and not word.isupper()


def in_a_persons_name(text: str, reading: Reading) -> bool:
    """Whether the capitalised words right before the reading begin with a family name (`Nguyễn Hải Dương`)."""
    words: list[str] = []
    position = reading.start
    while len(words) < 3:
        word = previous_word(text, position)
        if not word or not word[0].isupper() or (word.isupper() and not text[reading.start : reading.end].isupper()):
            break
        words.append(word.title())
        position -= len(word) + 1
    return bool(words) and words[-1] in FAMILY_NAMES and previous_word(text, position).lower() not in _NAMED_AFTER


_NAMED_AFTER = frozenset(["thpt", "thcs", "trường", "đường", "phố", "tỉnh", "thành", "huyện", "học"])


def _units_around(readings: Iterable[Reading]) -> frozenset[str]:
    found: set[str] = set()
    for reading in readings:
        if reading.entity_id:
            found.add(reading.entity_id)
        found.update(place.entity_id for place in reading.places)
        if len(reading.places) == 1 and reading.places[0].level == "district":
            found.add(reading.places[0].parent_id or "")
    return frozenset(found)


def _spread_to_neighbours(text: str, readings: list[Reading], accepted: list[bool]) -> None:
    """A name beside a place of its kind, or right before the unit that it lies in, is a place too."""
    pairs = range(len(readings) - 1)
    for index in (*pairs, *reversed(pairs)):
        left, right = readings[index], readings[index + 1]
        if accepted[index] == accepted[index + 1] or right.start - left.end > _BESIDE_LIMIT:
            continue
        doubtful = right if accepted[index] else left
        if doubtful.also != "typed" and _belong_together(text[left.end : right.start], left, right):
            accepted[index] = accepted[index + 1] = True


def _belong_together(between: str, left: Reading, right: Reading) -> bool:
    if _BESIDE.fullmatch(between) and between.strip():
        if left.level == right.level or (left.level in SMALL and right.level in SMALL):
            return True
    if _INSIDE.fullmatch(between):
        parents = {place.parent_id for place in left.places}
        return any(place.entity_id in parents for place in right.places)
    return False


def extend_lists(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """Places that only a list makes one: what follows a small unit after a comma or `và` and is a known name.

    After `các xã` the names share the unit word, and need not be known.
    """
    starts = {reading.start for reading in readings}
    for reading in readings:
        if reading.level in SMALL:
            yield from _items_after(text, reading, starts)


def _items_after(text: str, reading: Reading, starts: set[int]) -> Iterator[Reading]:
    position = reading.end
    while (gap := _LIST_GAP.match(text, position)) and gap.end() not in starts:
        item = _item(text, gap.end(), reading)
        if item is None:
            return
        starts.add(item.start)
        yield item
        position = item.end


def _item(text: str, position: int, head: Reading) -> Reading | None:
    words = run_of_capitals(text, position)
    if not words or len(words) > 4 or not _ITEM_END.match(text, words[-1][1]):
        return None
    surface = text[words[0][0] : words[-1][1]]
    if head.shared and head.unit:
        return unit_named(text, words, head.unit, head.level) if surface.split()[0] not in FAMILY_NAMES else None
    places = bearers(surface, "district") or bearers(surface, "commune")
    if not places or (len(words) > 2 and surface.split()[0] in FAMILY_NAMES) or key(surface) in _NOT_PLACES:
        return None
    return Reading(words[0][0], words[-1][1], surface, head.level, sure=True, places=places)


def in_hosts(scan: Scan, readings: list[Reading]) -> Iterator[Reading]:
    """Communes after which a school is named, where the article names the unit that they lie in."""
    around = _units_around(readings)
    starts = {reading.start for reading in readings}
    for _, end, _rule in scan.hits("place_hosts"):
        words = run_of_capitals(scan.text, end + 1)
        if len(words) not in (2, 3) or words[0][0] in starts or scan.text[slice(*words[0])] in FAMILY_NAMES:
            continue
        surface = scan.text[words[0][0] : words[-1][1]]
        places = tuple(p for p in bearers(surface, "commune") if around.intersection(gazetteer.lineage(p)))
        if places and surface not in cautions():
            yield Reading(words[0][0], words[-1][1], surface, "commune", sure=True, places=places)
