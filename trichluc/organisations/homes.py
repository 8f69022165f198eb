"""The unit that a body leaves unsaid (`UBND tỉnh`, `Sở Y tế`): the one of its kind that the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from trichluc.article import Mention
from trichluc.organisations.lists import UNITS_OF_LEVEL
from trichluc.organisations.naming import is_province
from trichluc.organisations.parts import Body, groups
from trichluc.places import gazetteer

_SENTENCE_END = re.compile(r"[.;] |\n")


class Homes:
    """The places of one article, as they tell whose a body is."""

    def __init__(self, text: str, places: list[Mention], bodies: list[Mention]) -> None:
        self._text = text
        in_firms = _in_firms(bodies)
        self._places = [place for place in places if place.char_start not in in_firms]
        self._of_firms = [place for place in places if place.char_start in in_firms]
        self._starts = [place.char_start for place in self._places]
        self._tally = Counter(place.canonical for place in self._places)

    def of(self, unit: str, level: str, position: int) -> str:
        """The canonical place that a unit word (`tỉnh`) or a body of a fixed level (`Sở`) leaves unsaid.

        That of a body named before in the same sentence; else the one that the article names most often, where a district named before counts for its province; of several
        that it names about as often (a digest's), the nearest before. What only a firm is named after (`Công ty Gạch Đồng Nai`) is taken for a unit word alone.
        """
        kinds = (unit,) if unit else UNITS_OF_LEVEL.get(level)
        if not kinds:
            return ""
        names = {name: times for name, times in self._tally.items() if name.lower().startswith(kinds)}
        if not unit and level != "district":
            names = {name: names[name] for name in names if is_province(name)}  # `Sở`: not the city of Lào Cai
        if not names:
            firms = [place.canonical for place in self._of_firms if place.canonical.lower().startswith(kinds)]
            return firms[0] if firms and unit else ""
        if len(names) == 1:
            return next(iter(names))
        before = self._places[: bisect_left(self._starts, position)]
        if before and before[-1].canonical in names and self._is_told_here(before[-1], position):
            return before[-1].canonical
        last = {place.canonical: place.char_start for place in before}
        districts = Counter(map(_province_over, before))
        most = max(names[name] + districts[name] for name in names)
        often = [name for name in names if 2 * (names[name] + districts[name]) >= most]
        return max(often, key=lambda name: (last.get(name, -1), names[name], name))

    def _is_told_here(self, place: Mention, position: int) -> bool:
        """Whether a body of the place is named before in the same sentence (`Chủ tịch UBND tỉnh Lào Cai …, Tỉnh ủy …`)."""
        return place.nested and _SENTENCE_END.search(self._text, place.char_end, position) is None


def _in_firms(bodies: list[Mention]) -> set[int]:
    """Where the places begin that stand in firms' names."""
    of_firms = (
        group
        for body in bodies
        if isinstance(body, Body)
        for group in groups(body.parts)
        if group[0].head and "firm" in group[0].head.takes
    )
    return {part.start for group in of_firms for part in group if part.role == "place"}


def _province_over(place: Mention) -> str:
    """The canonical name of the province that a district lies in; the empty string for every other place."""
    unit = gazetteer.units().get(place.entity_id or "")
    province = gazetteer.units().get(unit.parent_id or "") if unit else None
    return province.canonical if province else ""
