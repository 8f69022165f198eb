"""Organisations: the longest name of a body of State, Party, union, army, Front, school or firm.

A name is a head noun and what it takes (`rules/organisation_heads.csv`): a field (`rules/organisation_fields.csv`,
because only the first syllable of a compound is a capital), a proper name, a number, the body it belongs to, and the
unit it serves. `find` reads all of an article's, `read` one at a position.
"""

from __future__ import annotations

from collections.abc import Iterable

from trichluc.article import Mention
from trichluc.organisations import aliases
from trichluc.organisations.grammar import Reader
from trichluc.organisations.ids import entity_id, parent
from trichluc.organisations.parts import Body
from trichluc.organisations.resolution import resolve
from trichluc.scan import Scan

__all__ = ["Body", "entity_id", "find", "parent", "read", "resolve"]


def find(scan: Scan, places: Iterable[Mention]) -> list[Mention]:
    """ORG mentions by position, none inside another; each is a `Body`, which knows its parts."""
    places = list(places)
    reader, end = Reader(scan, places), 0
    bodies: list[Body] = []
    for start in sorted(reader.heads):
        if start >= end and (body := reader.body(start)):
            bodies.append(body)
            end = body.char_end
    return sorted([*bodies, *aliases.find(scan, bodies, places)], key=lambda body: body.char_start)


def read(scan: Scan, position: int, places: Iterable[Mention] = ()) -> Mention | None:
    """The name of a body that begins at `position`, or None; for one who expects an organisation there."""
    return Reader(scan, places).body(position)
