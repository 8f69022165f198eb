"""Branches named by their place alone (`Chi cục Cẩm Giàng`), and teams by their number (`Đội 3`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from trichluc.article import Mention
from trichluc.organisations.naming import proper_parts
from trichluc.organisations.parts import Body, Part, compose, head_of
from trichluc.rules import Rule, load

_NOUN = "Chi cục"
_BEFORE = f"{_NOUN[1:]} "
_SECTOR = re.compile(
    r"(?:Tổng cục|Chi cục|Cục) "
    r"(?P<sector>Hải quan|Thuế|Kiểm lâm|Thi hành án dân sự|Thống kê|Quản lý thị trường)(?!\w)"
)
_SEVERAL = re.compile(r"(?:các|những|hai|ba|bốn|[0-9]) \Z", re.IGNORECASE)
CALLED_AGAIN = frozenset([_NOUN, "Đội", "Hải đội", "Tổ", "Trạm", "Phòng"])
"""Head nouns of what an article calls by its place or its number afterwards."""


def by_place(text: str, bodies: list[Body], places: Iterable[Mention]) -> list[Body]:
    """Branches whose name says their place right behind `Chi cục`, of the authority that the article speaks of."""
    behind = [place for place in places if text.endswith(_BEFORE, 0, place.char_start)]
    if not behind:
        return []
    named = [(body.char_start, match["sector"]) for body in bodies if (match := _SECTOR.match(body.canonical))]
    taken = {part.start for body in bodies for part in body.parts}
    rule = next(row for row in load("organisation_heads") if row["word"] == _NOUN)
    return [
        _branch(text, place, rule, named[max(bisect_left(named, (place.char_start, "")) - 1, 0)][1])
        for place in behind
        if named and place.char_start not in taken and not _is_one_of_several(text, place.char_start - len(_BEFORE) - 1)
    ]


def _is_one_of_several(text: str, start: int) -> bool:
    return _SEVERAL.search(text, max(0, start - 6), start) is not None


def _branch(text: str, place: Mention, rule: Rule, sector: str) -> Body:
    start = place.char_start - len(_NOUN) - 1
    noun = Part(start, start + len(_NOUN), "head", _NOUN, head_of(rule))
    field = Part(noun.end, noun.end, "field", sector)
    parts = [noun, field, Part(place.char_start, place.char_end, "place", place.canonical)]
    return Body(
        "ORG", start, place.char_end, text[start : place.char_end], compose(parts), resolution="ellipsis", parts=parts
    )


def called_again(body: Body) -> str:
    """A team by its number (`Đội 3`), or a branch by its place (`Chi cục Bờ Y`), as the text says them once in full."""
    head, second, last = body.parts[0], body.parts[min(1, len(body.parts) - 1)], body.parts[-1]
    if head.canonical != _NOUN and second.role == "number":
        return body.surface[: second.end - body.char_start]
    if head.canonical == _NOUN and second.role == "field" and second.start < second.end:
        own = proper_parts(body.parts) if last.role in ("name", "place") else []
        name = body.surface[own[0].start - body.char_start :] if own else ""
        return f"Chi cục {name}" if name and name[0].isupper() else ""
    return ""
