"""Offices that hold for several people: before or behind their list, or before a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from trichluc.article import Mention
from trichluc.people.offices import Office
from trichluc.people.surroundings import Surroundings
from trichluc.text import LOWER, UPPER

TOGETHER = re.compile(r" ?\((?:cùng|đều|cả hai|hai|ba|[23])(?: là)? ")
_LIST_GAP = re.compile(r"(?:, ?| và |; ?)(?:(?:đồng chí|ông|bà|đ/c|Đ/c) )?\Z")
_SEVERAL = r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|\d{1,2})"
_PLURAL = re.compile(_SEVERAL + r" (?:đồng chí|ông|bà|anh|chị|đ/c|Đ/c)(?: (?:gồm|là))?:? ?\Z")
_PLURAL_OFFICE = re.compile(_SEVERAL + r"(?: đồng chí)? \Z")
_LISTED_OFFICE = re.compile(_SEVERAL + r"(?: (?:đồng chí|ông|bà))?(?: là)? \Z")
_LIST_END = re.compile(
    rf"(?<=[{LOWER}]{{2}})\.(?=\s|\Z)|\n|\s(?:đã|được|phát biểu|trao|tặng|cho biết|cùng (?:dự|các|đông|với))\s"
    r"|[;,](?: và)? (?:[Cc]ác|[Đđ]ại diện|[Ll]ãnh đạo|[Đđ]ại sứ|cùng) |; nguyên "
)
_ITEM = re.compile(r";|,? và (?=(?:ông|bà|đồng chí) )|, (?=(?:ông|bà|đồng chí) )")
_BARE_NAME = re.compile(rf"(?:,| và) [{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,3}}(?:[,;.]| và )")
LONGEST_LIST = 900


def shared(
    around: Surroundings, people: list[Mention], given: list[tuple[Mention, Office]]
) -> list[tuple[Mention, Office]]:
    """What holds for a list of people: `các đồng chí A, B, Phó Chủ tịch …`, `các Phó Chủ tịch … A, B`, `A, B (cùng là …)`."""
    of: dict[int, list[Office]] = {}
    for person, office in given:
        of.setdefault(id(person), []).append(office)
    extra: list[tuple[Mention, Office]] = []
    for run in _lists(around, people):
        first, last = of.get(id(run[0]), []), of.get(id(run[-1]), [])
        heads = [office for office in first if office.end < run[0].char_start]
        if heads and (of_several(around.text, heads[0]) or _is_an_item(around.text, run)):
            extra += [(other, office) for other in run[1:] if id(other) not in of for office in heads]
        elif last and (
            TOGETHER.match(around.text, run[-1].char_end)
            or _PLURAL.search(around.text, max(0, run[0].char_start - 24), run[0].char_start)
        ):
            extra += [(other, office) for other in run[:-1] for office in last]
    return extra


def of_several(text: str, office: Office) -> bool:
    """Whether a plural stands before the office (`các Phó Chủ tịch`, `2 đội phó`)."""
    return _PLURAL_OFFICE.search(text, max(0, office.start - 14), office.start) is not None


def _is_an_item(text: str, run: list[Mention]) -> bool:
    """Whether the names are all that an item of a list has: `nguyên Thủ tướng A, B; Chủ tịch Quốc hội …`."""
    end = run[-1].char_end
    return text[end : end + 1] == ";" and ";" not in text[run[0].char_start : end]


def listed(around: Surroundings, people: list[Mention], offices: list[Office]) -> list[tuple[Mention, Office]]:
    """What stands with a colon before a list: `các đồng chí Ủy viên …: A, Bộ trưởng …; B, Bí thư …; C`.

    Each item's first name gets it, and the bare names behind that; what follows a name in its item is of it alone.
    """
    text, extra = around.text, []
    for office in offices:
        start = office.end + 2
        if text[office.end : start] != ": " or not _LISTED_OFFICE.search(text, max(0, office.start - 20), office.start):
            continue
        end = _LIST_END.search(text, start, start + LONGEST_LIST)
        stop = end.start() if end else min(len(text), start + LONGEST_LIST)
        bounds = [start, *(item.end() for item in _ITEM.finditer(text, start, stop)), stop]
        firsts = [_firsts(text, people, begin, close) for begin, close in pairwise(bounds)]
        if firsts[0] and not _lists_on(text, firsts[0][0]):
            extra += [(person, office) for item in firsts for person in item]
    return extra


def _firsts(text: str, people: list[Mention], begin: int, close: int) -> list[Mention]:
    """The first name between two places, and those that follow it with nothing but a comma between."""
    index = bisect_left(people, begin, key=lambda person: person.char_start)
    found: list[Mention] = []
    while index < len(people) and people[index].char_start < close:
        if found and text[found[-1].char_end : people[index].char_start] not in (", ", " và "):
            break
        found.append(people[index])
        index += 1
    return found


def _lists_on(text: str, person: Mention) -> bool:
    """Whether bare names follow in the same item (`các Phó Thủ tướng: A, B; Chủ tịch … C`): then it alone is the list."""
    return _BARE_NAME.match(text, person.char_end) is not None


def _lists(around: Surroundings, people: list[Mention]) -> list[list[Mention]]:
    """Runs of names with nothing but a comma or `và` between them."""
    runs: list[list[Mention]] = []
    for person in people:
        gap = around.text[runs[-1][-1].char_end : person.char_start] if runs else ""
        if runs and len(gap) < 16 and _LIST_GAP.fullmatch(gap):
            runs[-1].append(person)
        else:
            runs.append([person])
    return [run for run in runs if len(run) > 1]
