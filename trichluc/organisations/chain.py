"""What an article has named in full so far, and what a name that says less stands for there."""

from __future__ import annotations

from bisect import bisect_left, insort

from trichluc.organisations.homes import Homes
from trichluc.organisations.ids import entity_id
from trichluc.organisations.naming import branch, placed, province_of, short_name, stem, unit_of, written
from trichluc.organisations.parts import NO_HEAD, Body, Part, compose, groups
from trichluc.organisations.shorter import is_at_site, is_variant, stand_ins

_STANDING, _FRONT = "Ban Thường trực", "Mặt trận Tổ quốc"
"""The committee that every committee of the Front has, and that no other body calls so."""
_TEAMS = frozenset(["Đội", "Tổ"])
_NAMED_ROLES = frozenset(["place", "name"])
_SMALL_UNITS = frozenset(["huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"])


class Chain:
    """What the article has named in full so far: completions by the words they begin with, and the units at hand."""

    def __init__(self, text: str, homes: Homes) -> None:
        self._text = text
        self._fuller: dict[str, list[tuple[int, str]]] = {}
        self._homes = homes

    def learn(self, body: Body) -> None:
        """Remember every full name in `body`, each under what may stand for it."""
        chain = groups(body.parts)
        head = chain[-1][0]
        is_short = head.canonical == "Cục Hải quan" and head.end - head.start == len("Hải quan")
        if not is_short and not _is_open(chain[-1]):
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
            for key in stand_ins(group):
                if key != full:
                    insort(self._fuller.setdefault(key, []), (group[0].start, full))
            if group[0].canonical.startswith("Ủy ban") and _FRONT in group[0].canonical:
                insort(self._fuller.setdefault(_STANDING, []), (group[0].start, f"{_STANDING} {full}"))

    def _widest(self, group: list[Part]) -> tuple[str, str]:
        """The full name of a name's widest body, and how it was found."""
        head, position = group[0].head or NO_HEAD, group[0].start
        if len(group) == 1 and head.needs:
            return self._antecedent(group[0].canonical, position), "anaphor"
        if head.level == "agency" and (short := branch(group) or province_of(group)) and (fuller := self._only(short)):
            return fuller, "ellipsis"
        if head.level == "branch" and (short := branch(group)) and (fuller := self._longest(short, written(group))):
            return fuller, "ellipsis"
        if (short := short_name(group)) and (fuller := self._nearest(short, position)):
            return fuller, "ellipsis"
        if "national" in head.takes and group[-1].role == "name" and (fuller := self._only(stem(group))):
            return fuller, "ellipsis"
        if "firm" in head.takes and group[-1].role == "name" and (fuller := self._with_number(stem(group))):
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
        if head.canonical in _TEAMS:
            return self._only(core) or written(group), "ellipsis"
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

    def _antecedent(self, noun: str, position: int) -> str:
        """What a bare head noun stands for: the nearest, but not one that it deals with (`Chi cục sẽ trao đổi với Chi cục …`)."""
        nearest, names = self._nearest(noun, position), self._fuller.get(noun, [])
        at = bisect_left(names, (position, ""))
        if not 0 < at < len(names) or names[at][1] != nearest or not self._deals(position, names[at][0]):
            return nearest
        others = [name for _, name in names[:at] if not is_variant(name, nearest)]
        return others[-1] if others else nearest

    def _deals(self, position: int, other: int) -> bool:
        """Whether who is named at `position` does something with the body named at `other`, in one sentence."""
        is_with = self._text.endswith(" với ", 0, other)
        return is_with and not {".", ";", "\n"} & set(self._text[position:other])

    def _only(self, key: str) -> str:
        """The fuller name, if the article has but one."""
        names = {name for _, name in self._fuller.get(key, ())}
        return names.pop() if len(names) == 1 else ""

    def _with_number(self, name: str) -> str:
        """The one firm that is called so with a number behind (`Công ty TNHH Logistics 379`), or the empty string."""
        fuller = self._only(name)
        return fuller if fuller.removeprefix(f"{name} ").isdigit() else ""

    def _longest(self, key: str, name: str) -> str:
        """The one fuller name that says no more than `name` but what kind of place a branch stands at."""
        names = {full for _, full in self._fuller.get(key, ()) if is_at_site(name, full)}
        return names.pop() if len(names) == 1 else ""

    def _office(self, core: str, position: int) -> str:
        """`Công đoàn cơ quan`: the agency whose other bodies the article names in full."""
        for key in sorted(self._fuller):
            if key.endswith(" cơ quan") and (full := self._nearest(key, position)):
                return core + full.removeprefix(key)
        return ""


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
