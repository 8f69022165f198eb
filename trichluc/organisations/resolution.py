"""Which body a short name stands for in this article.

An article names a body in full once and in short afterwards: `Tổng cục` (anaphor), `Đảng ủy Cục Hải quan tỉnh`
(ellipsis of the province). What is missing is taken from the article's own chain: the nearest fuller name before
(failing that, after) that begins alike, or the province that the article is about. Nothing else is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from itertools import pairwise

from trichluc.article import Article, Mention
from trichluc.organisations.behind import is_of_many, unit_at_end, wants_unit
from trichluc.organisations.homes import Homes
from trichluc.organisations.ids import entity_id
from trichluc.organisations.letters import spell_out
from trichluc.organisations.lists import (
    COUNCILS,
    OFFICE_BETWEEN,
    share_bodies,
    share_units,
    share_units_onwards,
)
from trichluc.organisations.naming import branch, placed, short_name, short_names, stem, unit_of, written
from trichluc.organisations.parts import NO_HEAD, UNIT_ROLES, Body, Part, compose, groups
from trichluc.scan import Scan

_UNDER = re.compile(r" ?[(-] ?")
_OF_POLICE = re.compile(r"(?: ?\(CSĐT\))?(?: ?[-,(] ?| của | thuộc )")
_GENERAL = ("Trường", "Bệnh viện", "Công ty", "Ngân hàng", "Ủy ban", "Đại học")
"""Head nouns that stand for any of their kinds (`Trường` for a `Trường Đại học`)."""
_CENTRAL = ("Ủy ban Kiểm tra", "Ban Dân vận", "Ban Tuyên giáo", "Ban Nội chính", "Ban Kinh tế")
_OF_PARTY = " Trung ương Đảng"
"""Bodies of the Party's centre that are called so without it afterwards (`Ban Dân vận`), and what is left out."""
_STANDING, _FRONT = "Ban Thường trực", "Mặt trận Tổ quốc"
"""The committee that every committee of the Front has, and that no other body calls so."""
_NAMED_ROLES = frozenset(["place", "name"])
_SMALL_UNITS = frozenset(["huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"])


def resolve(article: Article, scan: Scan, bodies: list[Mention], places: list[Mention]) -> list[Mention]:
    """The bodies with canonical names and ids; a bare head noun whose body the article does not name is left out."""
    chain = Chain(Homes(places, bodies))
    named = [body for body in bodies if isinstance(body, Body) and body.owner is None]
    spell_out(named)
    share_bodies(scan.text, named)
    for body in named:
        chain.learn(body)
    apart = {id(body) for body, after in pairwise(named) if _stands_under(scan.text, body, after)}
    apart |= _set_by_what_is_behind(scan.text, named, places)
    beside = _appositions(scan.text, named)
    share_units(scan.text, [body for body in named if id(body) not in apart])
    share_units_onwards(scan.text, named)
    repeated = {id(body): before for before, body in pairwise(named) if _in_brackets(scan.text, before, body)}
    kept = {id(body) for body in named if chain.complete(body, beside.get(id(body)), id(body) in apart)}
    for body in named:
        if id(body) in repeated and id(repeated[id(body)]) in kept:
            body.canonical, body.entity_id = repeated[id(body)].canonical, repeated[id(body)].entity_id
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


def _in_apposition(text: str, body: Body, after: Body) -> bool:
    """Whether `after` says whose body a bare head noun is: `Bí thư Đảng ủy, Giám đốc Sở …`, `Đảng ủy của …`."""
    head = body.parts[-1].head
    if head is None or after.char_start - body.char_end > 60:
        return False
    if head.canonical == after.parts[0].canonical:
        return False
    if head.canonical == "Đảng ủy" and after.parts[0].canonical in COUNCILS:
        return False  # the unit's (`Bí thư Đảng ủy, Chủ tịch UBND xã …`)
    between = text[body.char_end : after.char_start]
    if "police" in head.takes:
        return _OF_POLICE.fullmatch(between) is not None and "ông an" in after.canonical + after.surface
    return bool(head.needs) and (
        between == " của "
        or (between in (" thuộc ", " (thuộc ") and head.level == "part")
        or OFFICE_BETWEEN.fullmatch(between) is not None
    )


class Chain:
    """What the article has named in full so far: completions by the words they begin with, and the units at hand."""

    def __init__(self, homes: Homes) -> None:
        self._fuller: dict[str, list[tuple[int, str]]] = {}
        self._homes = homes

    def learn(self, body: Body) -> None:
        """Remember every full name in `body`, each under what may stand for it."""
        chain = groups(body.parts)
        if not _is_open(chain[-1]):
            self._remember(chain, written(chain[-1]))

    def complete(self, body: Body, beside: Body | None = None, apart: bool = False) -> bool:
        """Set the canonical name and say how it was found; False where a bare head noun stands for nothing.

        `beside` is the body in apposition, of which this one is a part. One that is `apart` is named in full here.
        """
        chain = groups(body.parts)
        if apart or (len(body.parts) == 1 and (head := body.parts[0].head) and head.alone):
            body.canonical = compose(body.parts)
        else:
            *narrow, widest = chain
            found, how = self._widest(widest) if beside is None else self._part_of(widest, beside)
            is_bare = found == widest[0].canonical and (widest[0].head or NO_HEAD).level != "national"
            if not found or (body.surface.islower() and is_bare):
                return False
            body.canonical = " ".join([*map(written, narrow), found])
            body.resolution = body.resolution if how == "as_written" else how
            if how == "ellipsis":
                self._remember(chain, found)
        if body.resolution == "as_written" and body.canonical.casefold() != body.surface.casefold():
            body.resolution = "abbreviation"
        body.entity_id = entity_id(body.canonical)
        return True

    def _remember(self, chain: list[list[Part]], widest: str) -> None:
        """File the names of a chain: under the bare head noun, the name without its place, and that with its unit."""
        full = ""
        for group in reversed(chain):
            full = f"{written(group)} {full}" if full else widest
            for key in _stand_ins(group):
                if key != full:
                    insort(self._fuller.setdefault(key, []), (group[0].start, full))
            if group[0].canonical.startswith("Ủy ban") and _FRONT in group[0].canonical:
                insort(self._fuller.setdefault(_STANDING, []), (group[0].start, f"{_STANDING} {full}"))

    def _widest(self, group: list[Part]) -> tuple[str, str]:
        """The full name of a name's widest body, and how it was found."""
        head, position = group[0].head or NO_HEAD, group[0].start
        if len(group) == 1 and head.needs:
            return self._nearest(group[0].canonical, position), "anaphor"
        if head.level == "agency" and (short := branch(group)) and (fuller := self._only(short)):
            return fuller, "ellipsis"
        if (short := short_name(group)) and (fuller := self._nearest(short, position)):
            return fuller, "ellipsis"
        if head.level == "national" or not _NAMED_ROLES.isdisjoint(part.role for part in group):
            return written(group), "as_written"
        core = stem(group)
        if "firm" in head.takes and not group[-1].canonical.endswith(" Việt Nam"):
            if any(part.role == "number" for part in group):
                return written(group), "as_written"
            fuller = self._nearest(core, position)
            return (fuller, "ellipsis") if fuller or not _is_told_apart(group) else (written(group), "as_written")
        unit = unit_of(group)
        if head.level == "front" and not unit:
            return written(group), "as_written"
        if fuller := self._nearest(f"{core} {unit}".strip(), position):
            return fuller, "ellipsis"
        if group[-1].canonical == "cơ quan":
            return self._office(core, position), "ellipsis"
        if place := self._homes.of(unit, head.level, position):
            return f"{core} {placed(place, head, unit)}", "ellipsis"
        return ("" if unit in _SMALL_UNITS else written(group)), "as_written"

    def _part_of(self, group: list[Part], beside: Body) -> tuple[str, str]:
        """A part of the body in apposition, named after the widest body of that name."""
        found, _ = self._widest(groups(beside.parts)[-1])
        if not found:
            return self._widest(group)
        own = [name for _, name in self._fuller.get(written(group), ()) if name.endswith(f" cơ quan {found}")]
        return own[0] if own else f"{written(group)} {found}", "ellipsis"

    def _nearest(self, key: str, position: int) -> str:
        """The fuller name nearest before `position`, else the first after; the empty string where there is none."""
        names = self._fuller.get(key)
        if not names:
            return ""
        return names[max(bisect_left(names, (position, "")) - 1, 0)][1]

    def _only(self, key: str) -> str:
        """The fuller name, if the article has but one."""
        names = {name for _, name in self._fuller.get(key, ())}
        return names.pop() if len(names) == 1 else ""

    def _office(self, core: str, position: int) -> str:
        """`Công đoàn cơ quan`: the agency whose other bodies the article names in full."""
        for key in sorted(self._fuller):
            if key.endswith(" cơ quan") and (full := self._nearest(key, position)):
                return core + full.removeprefix(key)
        return ""


def _stand_ins(group: list[Part]) -> set[str]:
    """What may stand for a body that is named in full: the name without its place, with its unit, its head noun."""
    noun, core, unit = group[0].canonical, stem(group), unit_of(group)
    keys = {core, f"{core} {unit}"} if unit else {core}
    if group[0].head and group[0].head.needs:
        keys.add(noun)
    if noun.startswith(_CENTRAL) and _OF_PARTY in noun:
        keys.add(noun[: noun.index(_OF_PARTY)])
    if noun.startswith(_GENERAL):
        keys.update([general for general in _GENERAL if noun.startswith(general)])
    if group[0].head and group[0].head.level == "branch" and (short := branch(group)):
        keys.add(short)
    return keys | short_names(group)


def _is_told_apart(group: list[Part]) -> bool:
    """Whether a firm's trades, written with capitals, may be its own name (`Công ty Xuất nhập khẩu Thiết bị toàn bộ`)."""
    return len(group) > 2 and group[-1].canonical[:1].isupper() and group[-2].canonical[:1].isupper()


def _is_open(group: list[Part]) -> bool:
    """Whether the widest body of a name still lacks its own name or its place."""
    head, last = group[0].head, group[-1]
    if last.role == "unit" or last.canonical == "cơ quan":
        return True
    if head is None or last.role in ("place", "name", "number"):
        return False
    return len(group) == 1 and (bool(head.needs) or head.level not in ("national", "front", ""))
