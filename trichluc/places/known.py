"""Names that the gazetteer's lexicons know: provinces, districts, countries, cities, regions, landmarks."""

from __future__ import annotations

import re
from collections.abc import Callable

from trichluc.places import gazetteer
from trichluc.places.gazetteer import key
from trichluc.places.readings import Reading, cautions, next_word, previous_word
from trichluc.rules import Rule
from trichluc.scan import Scan

_HONOURS = ("uân chương ", "iải thưởng ", "uy chương ")
_SCIENCE = re.compile(r" học(?!\w)")
_COMPOUND = re.compile(r"(?:cộng|hợp|hội|trống|tượng|tương|bất) đồng \Z", re.IGNORECASE)
"""What `đồng` before a name is where it is no money."""
_SYMBOL = re.compile(r"-(?:I|[0-9])")
"""What makes letters the beginning of a symbol: `VN-Index`, flight `VN-1234`."""


def known(scan: Scan) -> list[Reading]:
    """Everything that the lexicons know by name, the longest name from each place where one begins."""
    found: dict[int, Reading] = {}
    for table, read in _TABLES:
        for start, end, rule in scan.longest(table).values():
            if (start not in found or found[start].end < end) and _stands_alone(scan.text, start, end, rule):
                if " - " in rule["word"] and _are_two(scan.text, start, rule):
                    continue
                found[start] = read(start, end, rule)
    for reading in found.values():
        _beware(scan.text, reading)
    return list(found.values())


def _are_two(text: str, start: int, rule: Rule) -> bool:
    """Whether a joined name is that of two provinces of today (`Gia Lai - Kon Tum`), not of one of old."""
    return cautions().get(rule["word"]) == "joined" and previous_word(text, start).lower() != "tỉnh"


def _stands_alone(text: str, start: int, end: int, rule: Rule) -> bool:
    """Whether the name is not part of a compound (`Mỹ thuật`, `Hải dương học`), a symbol, an address or an honour."""
    if text[end : end + 1] == "+" or text.endswith(_HONOURS, 0, start):
        return False  # `Vietnam+`, `Huân chương HCM`
    if text[max(0, start - 5) : start] == "đồng " and not _COMPOUND.search(text, max(0, start - 12), start):
        return False  # `30 triệu đồng Việt Nam`
    if text[start:end] == rule["word"].capitalize() != rule["word"] and _SCIENCE.match(text, end):
        return False
    if end - start < 4 and (text[start - 1 : start] in (".", "@", "/") or _SYMBOL.match(text, end)):
        return False
    forbidden = rule.get("not_before")
    return not forbidden or next_word(text, end) not in forbidden.split()


def _read_unit(start: int, end: int, rule: Rule) -> Reading:
    places = gazetteer.units_by_name()[key(rule["word"])]
    canonical = rule.get("canonical") or places[0].canonical
    also, sure = cautions().get(rule["word"], ""), rule["case"] == "exact"
    how = "abbreviation" if rule["word"].isupper() else "gazetteer"
    return Reading(start, end, canonical, places[0].level, "", sure, also, places, resolution=how)


def _read_country(start: int, end: int, rule: Rule) -> Reading:
    entity_id, how = gazetteer.country_id(rule), "abbreviation" if rule["word"].isupper() else "as_written"
    return Reading(start, end, rule["canonical"], "country", also=rule["also"], entity_id=entity_id, resolution=how)


def _read_named(start: int, end: int, rule: Rule) -> Reading:
    canonical, sure = rule["canonical"], rule["word"].count(" ") > 1 and not rule["also"]
    return Reading(start, end, canonical, rule["kind"], sure=sure, also=rule["also"], entity_id=f"LOC:{canonical}")


# Of two readings of one span the first table's counts: `Điện Biên Phủ` alone is the battlefield, not the city.
_TABLES: tuple[tuple[str, Callable[[int, int, Rule], Reading]], ...] = (
    ("landmarks", _read_named),
    ("units", _read_unit),
    ("units_historic", _read_unit),
    ("place_aliases", _read_unit),
    ("countries", _read_country),
    ("world_places", _read_named),
)


def _beware(text: str, reading: Reading) -> None:
    """A name of several syllables with only its first letter a capital (`Hòa bình`) is a word where it can be one."""
    if reading.also:
        return
    surface = text[reading.start : reading.end]
    if " " in surface and surface == surface.capitalize() != reading.canonical:
        reading.also = "typed"
