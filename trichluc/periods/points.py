"""What the readers of single points share: the point itself, and how numbers of days, months and years are written.

A reader is anchored: it takes the reading copy and a position, and gives back where the writing ends and
the `Part` that it names, or null. Readers look at no context; `trichluc.periods.evidence` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from trichluc.periods import numerals
from trichluc.periods.parts import Part
from trichluc.text import LOWER, UPPER

Form = Literal["day", "day_month", "date", "month", "month_year", "year", "season"]


class Point(NamedTuple):
    """A part of the calendar read at a position. `headed` is true where a word (`ngày`, `tháng`) says what it is."""

    start: int
    end: int
    part: Part
    form: Form
    headed: bool = False


def alternatives(table: dict[str, int]) -> str:
    """The words of a table as alternatives of a pattern, longest first."""
    return "|".join(sorted(table, key=len, reverse=True))


D = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
M = r"(?:0?[1-9]|1[0-2])(?![0-9])"
# In `10 tháng năm 2020` no month of May is meant.
MONTH_WORDS = rf"(?:{alternatives(numerals.MONTHS)})(?!\w)(?:(?<!tháng năm)|(?! [0-9]))"
YEAR = r"(?:1[0-9]|20)[0-9]{2}(?![0-9])"
GOES_ON_AFTER_YEAR = re.compile(rf"[/.](?![{UPPER}][{LOWER}])\w")
_THOUSAND = "(?:một|hai) (?:nghìn|ngàn)"
SPELT_YEAR = rf"{_THOUSAND}(?: \w+ trăm)?(?: (?:linh|lẻ))?(?: (?:{alternatives(numerals.DAYS | {'chín mươi': 0})}|\w+ mươi \w+))?"
CYCLE_YEAR = rf"(?:năm |xuân )?(?P<stem>{numerals.STEMS}) (?P<branch>{numerals.BRANCHES})(?!\w)(?: ?-? ?\(?(?P<cycle_year>{YEAR})\)?)?"
IN_YEAR = (
    rf"(?:,? ?(?:của )?năm (?:(?P<year>{YEAR})|(?P<spelt_year>{SPELT_YEAR}))|,? {CYCLE_YEAR}"
    rf"|(?: ?[-/] ?|\.| (?={YEAR}(?:[,.;:)\]”\"\n]|$)))(?P<bare_year>{YEAR}))?"
)


def stated_year(found: re.Match[str]) -> int | None:
    """The year that `IN_YEAR` read, if it read one."""
    if digits := found["year"] or found["bare_year"] or found["cycle_year"]:
        return int(digits)
    if found["stem"]:
        return year_of_cycle(found["stem"], found["branch"])
    return numerals.year(found["spelt_year"]) if found["spelt_year"] else None


def year_of_cycle(stem: str, branch: str) -> int | None:
    """The year of the running cycle, 1984 to 2043."""
    place = numerals.in_cycle(stem, branch)
    return None if place is None else 1984 + place


_LUNAR_MONTHS = ("giêng", "chạp")


def is_lunar(found: re.Match[str]) -> bool:
    """Whether a month was read by its lunar name or in a year of the sixty-year cycle."""
    return bool(found["stem"]) or found["month"].lower() in _LUNAR_MONTHS


Reader = Callable[[str, int], Point | None]


def first_of(text: str, at: int, readers: tuple[Reader, ...]) -> Point | None:
    """The first reader's point that reads something at `at`."""
    for reader in readers:
        if point := reader(text, at):
            return point
    return None
