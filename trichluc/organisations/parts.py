"""What a body's name is made of: head nouns and fields as the rules declare them, and the pieces read from a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from trichluc.article import Mention
from trichluc.rules import Rule

_PARTY = "Đảng Cộng sản Việt Nam"
_COUNTRY = " Việt Nam"


@dataclass(slots=True, frozen=True)
class Head:
    """A head noun: a row of `organisation_heads`.

    `takes` are the kinds of words that may follow, `needs` those of which one must, for it to be a name. `level`
    says whose body it is; `ends_in_party` and `ends_in_country`, that its full name ends so, whether or not the
    text says it. `bare`: whether the noun alone may stand for a body named before: `yes`, only as part of a longer
    name (`chain`), or blank.
    """

    canonical: str
    alone: str
    level: str
    bare: str
    takes: frozenset[str]
    needs: frozenset[str]
    ends_in_party: bool
    ends_in_country: bool


UNIT_ROLES = frozenset(["unit", "place"])
"""The roles of pieces that say where a body is."""
NO_HEAD = Head("", "", "", "", frozenset(), frozenset(), False, False)
"""The head noun of a name that has none."""


@dataclass(slots=True, frozen=True)
class Field:
    """A field, a row of `organisation_fields`: `inside` says where it may stand in small letters.

    `opens` marks a verbal one, which may want an object.
    """

    canonical: str
    inside: str
    opens: bool


@dataclass(slots=True)
class Part:
    """A piece of a body's name: what it is, and how it reads in full. `link` joins it to the piece before."""

    start: int
    end: int
    role: str  # head, field, run, name, number, unit, place, alias
    canonical: str
    head: Head | None = None
    field: Field | None = None
    link: str = " "


@dataclass(slots=True)
class Body(Mention):
    """An ORG mention that knows the pieces its name is made of; `owner` is the body that a short name stands for."""

    parts: list[Part] = field(default_factory=list)
    owner: Body | None = None


_HEADS: dict[int, Head] = {}
_FIELDS: dict[int, Field] = {}


def head_of(rule: Rule) -> Head:
    """The head noun that a row declares; rows are loaded once a process, so that one's identity is its key."""
    head = _HEADS.get(id(rule))
    if head is None:
        full = rule["alone"] or rule["canonical"]
        party = full.endswith(_PARTY)
        needs, taken = frozenset(rule["needs"].split()), frozenset(rule["takes"].split())
        country = not party and full.endswith(_COUNTRY)
        head = Head(rule["canonical"], rule["alone"], rule["level"], rule["bare"], taken, needs, party, country)
        _HEADS[id(rule)] = head
    return head


def field_of(rule: Rule) -> Field:
    """The field that a row declares."""
    found = _FIELDS.get(id(rule))
    if found is None:
        found = _FIELDS[id(rule)] = Field(rule["canonical"], rule["inside"], rule["opens"] == "yes")
    return found


def compose(parts: list[Part]) -> str:
    """The full name that the parts make together."""
    head = parts[0].head
    if len(parts) == 1 and head:
        return head.alone or parts[0].canonical
    return "".join([part.link + part.canonical for part in parts])[1:]


def groups(parts: list[Part]) -> list[list[Part]]:
    """The parts by head noun, from the narrowest body to the widest."""
    result: list[list[Part]] = [[parts[0]]]
    for part in parts[1:]:
        if part.role == "head":
            result.append([part])
        else:
            result[-1].append(part)
    return result
