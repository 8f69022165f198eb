"""Places that only their company makes one: members of a list, a commune before its district, a school's commune."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichluc.places import gazetteer
from trichluc.places.context import SMALL, units_around
from trichluc.places.gazetteer import Place, full_name
from trichluc.places.readings import FAMILY_NAMES, Reading, Span, cautions, next_word, run_of_capitals, terms
from trichluc.places.units import bearers, unit_named
from trichluc.scan import Scan
from trichluc.text import UPPER

_LIST_GAP = re.compile(r"(?:, và |, |; | và |,)")
_NUMBERED = ("quận", "phường")
_FURTHER_NUMBER = re.compile(r"(?:, | và )(\d{1,2})(?=[,.;)\n] ?(?!\d)| và |\Z)")
_ITEM_END = re.compile(r"(?=[,.;:)…\n/-]| và | [^\w]|\Z)")
_LONGEST_ITEM = 4
_BEFORE_UNIT = re.compile(
    rf"(?<![{UPPER}])(?P<name>[{UPPER}][\w'’]*(?: [{UPPER}][\w'’]*){{0,3}})(?:, | \(| - )"
    r"(?:(?:[Tt]ỉnh|[Tt]hành phố|T\.?P\.?|[Tt]p\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|TX\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn) ?)?\Z"
)
_LIVES = (
    "trú tại ",
    "trú ở ",
    "ngụ tại ",
    "ngụ ở ",
    "thường trú ",
    "tạm trú ",
    "(trú ",
    ", trú ",
    "ngụ ",
    "sống tại ",
    "sinh sống ở ",
)
_GAPS = frozenset((",", "(", "-"))
_LOOK_BACK = 60


def items(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """Known names that follow a small unit after a comma or `và`.

    After `các xã` the names share the unit word, and need not be known.
    """
    by_start = {reading.start: reading for reading in readings}
    for reading in readings:
        abroad = reading.shared and "-" in text[reading.start : reading.end]
        if reading.level in SMALL or abroad:
            yield from _items_after(text, reading, by_start)


def _items_after(text: str, head: Reading, by_start: dict[int, Reading]) -> Iterator[Reading]:
    position = head.end
    if text[position - 1].isdigit() and head.unit in _NUMBERED:
        yield from _numbers_after(text, head)
        return
    while gap := _LIST_GAP.match(text, position):
        item = by_start.get(gap.end())
        if item is not None:
            if head.shared:
                _share(head, item)
            return  # the list goes on from there
        item = _item(text, gap.end(), head)
        if item is None:
            return
        by_start[item.start] = item
        yield item
        position = item.end


def _numbers_after(text: str, head: Reading) -> Iterator[Reading]:
    """Further numbers of a list of numbered districts or wards (`quận 10, 11 và 12`)."""
    position = head.end
    while number := _FURTHER_NUMBER.match(text, position):
        position = number.end()
        canonical = f"{head.unit} {int(number[1])}"
        places = bearers(canonical, head.level)
        yield Reading(*number.span(1), canonical, head.level, head.unit, True, places=places, resolution="ellipsis")


def _share(head: Reading, item: Reading) -> None:
    """Give a name of the list the plural unit word at its head."""
    if item.unit or item.level not in (head.level, "district") or not item.places:
        return
    item.unit, item.level, item.shared = head.unit, head.level, True
    item.places = bearers(item.places[0].name, head.level) or item.places
    item.canonical = full_name(head.unit, item.places[0].name)


def _item(text: str, position: int, head: Reading) -> Reading | None:
    words = run_of_capitals(text, position)
    if not words or len(words) > _LONGEST_ITEM or not _ends_an_item(text, words[-1][1]):
        return None
    surface = text[words[0][0] : words[-1][1]]
    if len(surface) < 2 or _may_be_a_person(text, words):
        return None
    if head.shared and head.unit:
        return unit_named(text, words, head.unit, head.level)
    places = bearers(surface, "district") or bearers(surface, "commune")
    if not places or cautions().get(surface) == "never":
        return None
    same = [place for place in places if place.unit == head.unit and _are_neighbours(place, head)]
    unit = head.unit if same and head.level == "commune" else ""
    canonical = full_name(unit, same[0].name) if unit else surface
    return Reading(words[0][0], words[-1][1], canonical, head.level, unit, sure=True, places=places)


def _are_neighbours(place: Place, head: Reading) -> bool:
    """Whether the commune lies in a unit in which one of the head's bearers lies."""
    return place.parent_id in {bearer.parent_id for bearer in head.places}


def _ends_an_item(text: str, end: int) -> bool:
    return _ITEM_END.match(text, end) is not None or next_word(text, end) in terms("function")


def _may_be_a_person(text: str, words: list[Span]) -> bool:
    return len(words) > 2 and text[slice(*words[0])] in FAMILY_NAMES


def narrower(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """Communes and districts right before a unit that they lie in: `Tân Lập, Đan Phượng, Hà Nội`."""
    starts = {reading.start for reading in readings}
    pending = [r for r in readings if r.places and (r.unit or text[max(0, r.start - 2) : r.start].strip() in _GAPS)]
    while pending:
        wider = pending.pop()
        match = _BEFORE_UNIT.search(text, max(0, wider.start - _LOOK_BACK), wider.start)
        if match is None or match.start() in starts or _is_a_street(text, match, wider):
            continue
        places = _inside(match["name"], wider) if wider.level != "commune" else ()
        if not places and _lives_there(text, match):
            yield Reading(*match.span("name"), match["name"], "area", sure=True)
        if places:
            reading = Reading(*match.span("name"), match["name"], places[0].level, sure=True, places=places)
            starts.add(reading.start)
            pending.append(reading)
            yield reading


def _lives_there(text: str, match: re.Match[str]) -> bool:
    """Whether somebody is said to live in the place before the unit (`trú tại Đông Sơn, xã …`)."""
    if not text.endswith(_LIVES, 0, match.start("name")) or match[0][len(match["name"])] != ",":
        return False
    name = match["name"].split(" ")
    return 1 < len(name) < 4 and name[0] not in terms("body") and name[0] not in FAMILY_NAMES


def _is_a_street(text: str, match: re.Match[str], wider: Reading) -> bool:
    """Whether the name is rather a street's: after a house number, or a person's right before a province."""
    numbered = text[max(0, match.start() - 2) : match.start()].rstrip().isdigit()
    personal = match["name"].split(" ")[0] in FAMILY_NAMES and wider.level == "province"
    return numbered or personal


def _inside(name: str, wider: Reading) -> tuple[Place, ...]:
    around = {place.entity_id for place in wider.places}
    for level in ("district", "commune"):
        inside = tuple(p for p in bearers(name, level) if around.intersection(gazetteer.lineage(p)))
        if inside:
            return inside
    return ()


def in_hosts(scan: Scan, readings: list[Reading]) -> Iterator[Reading]:
    """Communes after which a school is named, where the article names the unit that they lie in."""
    hosts = scan.hits("place_hosts")
    around = units_around(readings) if hosts else frozenset()
    starts = {reading.start for reading in readings} if hosts else frozenset()
    for _, end, _rule in hosts:
        words = run_of_capitals(scan.text, end + 1)
        if len(words) not in (2, 3) or words[0][0] in starts or scan.text[slice(*words[0])] in FAMILY_NAMES:
            continue
        surface = scan.text[words[0][0] : words[-1][1]]
        places = tuple(p for p in bearers(surface, "commune") if around.intersection(gazetteer.lineage(p)))
        if places and surface not in cautions():
            yield Reading(words[0][0], words[-1][1], surface, "commune", sure=True, places=places)
