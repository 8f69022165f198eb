"""Names that want what stands elsewhere: `Đội 4` behind its chief's office, `Chi cục Kim Thuận` of the article's customs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichluc.organisations.parts import Body, Part, compose

_TEAMS = frozenset(["Đội", "Hải đội", "Hải đoàn"])
_BRANCH = "Chi cục"
_LED = re.compile(r"(?:[Đđ]ội trưởng|[Đđ]ội phó|[Ll]ãnh đạo|[Đđ]ại diện|[Cc]hỉ huy|[Cc]hiến sĩ) \Z")
_SECTOR = re.compile(r"(?:Tổng cục|Chi cục|Cục) (?P<sector>Hải quan|Thuế|Kiểm lâm|Thống kê)(?!\w)")


def may_wait(parts: list[Part], text: str) -> bool:
    """Whether a team has but a number, and stands behind an office in it; or a branch but a place that no list knows."""
    noun, last = parts[0], parts[-1]
    if last.role == "number" and len(parts) == 2 and noun.canonical in _TEAMS:
        return _LED.search(text, max(0, noun.start - 12), noun.start) is not None
    return last.role == "place" and noun.canonical == _BRANCH


def complete(text: str, waiting: dict[int, list[Part]], bodies: list[Body]) -> Iterator[Body]:
    """The bodies among the waiting names: the teams, and the branches where the article names their authority."""
    sector = next(filter(None, (_SECTOR.match(body.canonical) for body in bodies)), None) if waiting else None
    for start, parts in waiting.items():
        noun, end = parts[0], parts[-1].end
        if noun.canonical == _BRANCH:
            if sector is None:
                continue
            parts = [noun, Part(noun.end, noun.end, "field", sector["sector"]), *parts[1:]]
        yield Body("ORG", start, end, text[start:end], compose(parts), parts=parts)
