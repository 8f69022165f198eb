"""Places: administrative units, countries and other named places.

`find` reads them from the text, `resolve` says which official unit each is, once the whole article is read.
"""

from __future__ import annotations

from trichluc.article import Mention
from trichluc.places import context, names
from trichluc.places.names import Reading
from trichluc.scan import Scan

__all__ = ["find"]


def find(scan: Scan) -> list[Mention]:
    """LOC mentions by position; whether one is nested in a body's name is settled in `trichluc.resolve`."""
    readings = context.settle([*names.known(scan), *names.after_unit_words(scan), *names.features(scan)])
    places = context.accept(scan.text, readings)
    more = context.extend_lists(scan.text, places, {})
    return [_mention(scan.text, reading) for reading in context.settle([*places, *more])]


def _mention(text: str, reading: Reading) -> Mention:
    surface = text[reading.start : reading.end]
    return Mention(
        "LOC",
        reading.start,
        reading.end,
        surface,
        reading.canonical,
        resolution=reading.resolution,
        entity_id=reading.entity_id or f"LOC:{reading.canonical}",
    )
