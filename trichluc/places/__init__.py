"""Places: administrative units, countries and other named places.

`find` reads them from the text, `resolve` says which official unit each is, once the whole article is read.
"""

from __future__ import annotations

from trichluc.article import Mention
from trichluc.places import context, lists
from trichluc.places.features import addresses, features
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
    places = context.accept(text, context.settle([*units, *features(scan), *addresses(scan), *names]))
    more = [*lists.items(text, places), *lists.narrower(text, places), *lists.in_hosts(scan, places)]
    return [_mention(text, reading) for reading in context.settle([*places, *more])]


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
