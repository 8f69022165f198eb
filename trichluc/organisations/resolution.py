"""Which body a short name stands for in this article.

An article names a body in full once and in short afterwards: `Tổng cục` (anaphor), `Đảng ủy Cục Hải quan tỉnh`
(ellipsis of the province). What is missing is taken from the article's own chain: the nearest fuller name before
(failing that, after) that begins alike, or the province that the article is about. Nothing else is guessed.
"""

from __future__ import annotations

import re
from itertools import pairwise

from trichluc.article import Article, Mention
from trichluc.organisations.behind import is_of_many, unit_at_end, wants_unit
from trichluc.organisations.chain import Chain
from trichluc.organisations.homes import Homes
from trichluc.organisations.letters import spell_out
from trichluc.organisations.lists import (
    COUNCILS,
    OFFICE_BETWEEN,
    share_bodies,
    share_units,
    share_units_onwards,
)
from trichluc.organisations.parts import UNIT_ROLES, Body, Part, groups
from trichluc.scan import Scan

_UNDER = re.compile(r" ?[(-] ?")
_OF_POLICE = re.compile(r"(?: ?\(CSĐT\))?(?: ?[-,(] ?| của | thuộc )")
_FORMERLY = (
    *("(trước đây là ", "(trước kia là ", "(trước là ", "(trước đây gọi là ", "(trước đây có tên là "),
    *("(tên cũ là ", "(tên cũ: ", "(tên cũ ", "(tiền thân là ", "(nguyên là ", "(vốn là "),
)
"""What stands before a name that a body no longer has."""
_BESIDE = (", ", " và ", "; ")


def resolve(article: Article, scan: Scan, bodies: list[Mention], places: list[Mention]) -> list[Mention]:
    """The bodies with canonical names and ids; a bare head noun whose body the article does not name is left out."""
    text = scan.text
    chain = Chain(text, Homes(text, places, bodies))
    named = [body for body in bodies if isinstance(body, Body) and body.owner is None]
    spell_out(named)
    share_bodies(text, named)
    apart = {
        id(body)
        for body, after in pairwise(named)
        if _stands_under(text, body, after)
        or (text[body.char_end : after.char_start] in _BESIDE and _is_of_namesake(body, after))
    }
    apart |= _set_by_what_is_behind(text, named, places)
    beside = _appositions(text, named)
    share_units(text, [body for body in named if id(body) not in apart])
    share_units_onwards(text, named)
    for body in named:
        if not text.endswith(_FORMERLY, 0, body.char_start):
            chain.learn(body)
    repeated = {id(body): before for before, body in pairwise(named) if _in_brackets(text, before, body)}
    kept = {id(body) for body in named if chain.complete(body, beside.get(id(body)), id(body) in apart)}
    _say_what_letters_stand_for(named, {at: before for at, before in repeated.items() if id(before) in kept})
    for alias in bodies:
        if isinstance(alias, Body) and alias.owner is not None and chain.complete(alias.owner):
            alias.canonical, alias.entity_id = alias.owner.canonical, alias.owner.entity_id
            kept.add(id(alias))
    return [body for body in bodies if id(body) in kept]


def _set_by_what_is_behind(text: str, named: list[Body], places: list[Mention]) -> set[int]:
    """The ids of those bodies that are several units' bodies; the unit named at a list's end is added in place."""
    by_start = {place.char_start: place for place in places}
    wanting = [body for body in named if wants_unit(body)]
    many = {id(body) for body in wanting if is_of_many(text, body, by_start)}
    for body in wanting:
        if id(body) not in many and (unit := unit_at_end(text, body, by_start)):
            body.parts, body.resolution = [*body.parts, *unit], "ellipsis"
    return many


def _appositions(text: str, named: list[Body]) -> dict[int, Body]:
    """The body that says whose each bare head noun is, by the latter's id; where it is itself one, what is beside it."""
    beside: dict[int, Body] = {}
    for after, body in pairwise(reversed(named)):
        if _in_apposition(text, body, after):
            beside[id(body)] = beside.get(id(after), after)
    return beside


def _say_what_letters_stand_for(named: list[Body], repeated: dict[int, Body]) -> None:
    """Name what is repeated in brackets as what stands before them, and its letters later, where these say less."""
    defined: dict[str, Body] = {}
    for body in named:
        before = repeated.get(id(body))
        if before is not None:
            defined[body.surface] = before
        elif body.surface in defined and defined[body.surface].canonical.startswith(f"{body.canonical} "):
            before = defined[body.surface]
        if before is not None:
            body.canonical, body.entity_id = before.canonical, before.entity_id


def _in_brackets(text: str, before: Body, body: Body) -> bool:
    """Whether `body` is the same name again, shortened, in brackets: `Mặt trận Tổ quốc (MTTQ)`."""
    if text[before.char_end : body.char_start] != " (" or not text.startswith(")", body.char_end):
        return False
    return len(body.parts) == 1 and body.parts[0].canonical in groups(before.parts)[-1][0].canonical


def _stands_under(text: str, body: Body, after: Body) -> bool:
    """Whether the body that a part belongs to stands behind it in brackets or a dash (`Đội Kiểm soát (Cục Hải quan …)`)."""
    head, above = body.parts[0].head, after.parts[0].head
    if head is None or above is None or head.level != "part" or len(body.parts) == 1 or above.level == "part":
        return False
    if "police" in head.takes or any(part.role in UNIT_ROLES for part in body.parts):
        return False
    if body.parts[-1].canonical.endswith("ủy") and above.canonical in COUNCILS:
        return False  # `Thường trực Thành ủy - HĐND - UBND thành phố …`
    return _UNDER.fullmatch(text, body.char_end, after.char_start) is not None


def _is_of_namesake(body: Body, after: Body) -> bool:
    """Whether the next of a list has the same name and a place besides: `Đội Nghiệp vụ, Đội Nghiệp vụ Yên Bình`."""
    return after.canonical.startswith(f"{body.canonical} ") and len(body.parts) > 1


def _in_apposition(text: str, body: Body, after: Body) -> bool:
    """Whether `after` says whose body a bare head noun is: `Bí thư Đảng ủy, Giám đốc Sở …`, `Đảng ủy của …`."""
    head = body.parts[-1].head
    if head is None or after.char_start - body.char_end > 60:
        return False
    if head.canonical == after.parts[0].canonical:
        return False
    if head.canonical == "Đảng ủy" and (after.parts[0].canonical in COUNCILS or _is_of_masses(after.parts[0])):
        return False  # the unit's (`Bí thư Đảng ủy, Chủ tịch UBND xã …`)
    between = text[body.char_end : after.char_start]
    if "police" in head.takes:
        return _OF_POLICE.fullmatch(between) is not None and "ông an" in after.canonical + after.surface
    return bool(head.needs) and (
        between == " của "
        or (between in (" thuộc ", " (thuộc ") and head.level == "part")
        or OFFICE_BETWEEN.fullmatch(between) is not None
    )


def _is_of_masses(head: Part) -> bool:
    """Whether a name begins as one of the Front or of its members, which have no Party committee."""
    return head.head is not None and (
        head.head.level == "front"
        or head.canonical.startswith(("Hội N", "Hội C", "Hội Liên", "Liên đoàn ", "Ủy ban Mặt trận"))
    )
