"""Organisations: the longest name of a body of State, Party, union, army, Front, school or firm.

A name is a head noun and what it takes (`rules/organisation_heads.csv`): a field (`rules/organisation_fields.csv`,
because only the first syllable of a compound is a capital), a proper name, a number, the body it belongs to, and the
unit it serves. `find` reads all of an article's, `read` one at a position.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from trichluc.article import Mention
from trichluc.organisations import aliases
from trichluc.organisations.branches import by_place
from trichluc.organisations.grammar import Reader
from trichluc.organisations.ids import entity_id, parent
from trichluc.organisations.parts import Body, groups
from trichluc.organisations.resolution import resolve
from trichluc.organisations.waiting import complete
from trichluc.places.resolution import PlaceMention
from trichluc.scan import Scan

__all__ = ["Body", "entity_id", "find", "parent", "read", "resolve", "unlisted_places"]

_START = attrgetter("char_start")


def find(scan: Scan, places: Iterable[Mention]) -> list[Mention]:
    """ORG mentions by position, none inside another; each is a `Body`, which knows its parts."""
    places = list(places)
    reader, end = Reader(scan, places), 0
    bodies: list[Body] = []
    for start in sorted(reader.heads):
        for body in reader.bodies(start) if start >= end else ():
            if body.char_start >= end:
                bodies.append(body)
                end = body.char_end
    if more := [*by_place(scan.text, bodies, places), *complete(scan.text, reader.waiting, bodies)]:
        bodies = sorted([*bodies, *more], key=_START)
    return sorted([*bodies, *aliases.find(scan, bodies, places)], key=_START)


def unlisted_places(bodies: Iterable[Mention], places: Iterable[Mention]) -> list[Mention]:
    """LOC mentions of places that no list knows, but that a branch is named after (`Chi cục Hải quan Gia Thụy`)."""
    known = {place.char_start for place in places}
    found: list[Mention] = []
    for body in bodies:
        for group in groups(body.parts) if isinstance(body, Body) else ():
            head, last = group[0].head, group[-1]
            is_named = head is not None and head.level == "branch" and last.role == "place"
            if is_named and last.start not in known and group[-2].role == "field":
                found.append(PlaceMention("LOC", last.start, last.end, last.canonical, last.canonical))
    return found


def read(scan: Scan, position: int, places: Iterable[Mention] = ()) -> Mention | None:
    """The name of a body that begins at `position`, or None; for one who expects an organisation there."""
    return Reader(scan, places).body(position)
