"""Places: administrative units, countries and other named places.

`find` reads them from the text, `resolve` says which official unit each is, once the whole article is read.
"""

from __future__ import annotations

from trichluc.article import Mention
from trichluc.places import context, lists
from trichluc.places.addresses import addresses
from trichluc.places.again import again
from trichluc.places.features import features
from trichluc.places.known import known
from trichluc.places.readings import Reading
from trichluc.places.resolution import PlaceMention, resolve
from trichluc.places.units import after_unit_words
from trichluc.scan import Scan

__all__ = ["find", "resolve"]


def find(scan: Scan) -> list[Mention]:
    """LOC mentions by position; whether one is nested in a body's name is settled in `trichluc.resolve`."""
    text = scan.text
    units, names = after_unit_words(scan), known(scan)
    context.widen(units, names)
    named = {(reading.start, reading.end) for reading in names}
    nouns = [noun for noun in features(scan) if not _is_a_units_name(text, noun, named)]
    places = context.accept(text, context.settle([*units, *nouns, *addresses(scan), *names]))
    more = [*lists.items(text, places), *lists.narrower(text, places), *lists.in_hosts(scan, places)]
    every = context.settle([*places, *more]) if more else places
    further = list(again(text, every))
    return [_mention(text, reading) for reading in (context.settle([*every, *further]) if further else every)]


def _is_a_units_name(text: str, noun: Reading, named: set[tuple[int, int]]) -> bool:
    """Whether a capitalised feature noun begins the name of a unit (`Cầu Giấy`), not of a feature."""
    return text[noun.start].isupper() and noun.resolution == "as_written" and (noun.start, noun.end) in named


def _mention(text: str, reading: Reading) -> Mention:
    return PlaceMention(
        "LOC",
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        reading.canonical,
        resolution=reading.resolution,
        entity_id=reading.entity_id,
        unit=reading.unit,
        level=reading.level,
        bearers=reading.places,
    )
