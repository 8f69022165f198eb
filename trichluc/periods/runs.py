"""Months and quarters that share their year: `tháng 7, 8/2019`, `tháng 3 đến tháng 5`, `quý I và II năm 2020`."""

from __future__ import annotations

import re

from trichluc.periods import numerals
from trichluc.periods.parts import Part
from trichluc.periods.points import IN_YEAR, M, stated_year
from trichluc.periods.readings import Reading

_LINK = r" ?(?:, ?(?:và )?|và |& ?|- ?|(?:cho )?(?:đến|tới) (?:hết )?)"
_MONTHS = re.compile(
    rf"(?i:(?P<all>các |những )?tháng (?P<first>{M})(?P<run>(?:{_LINK}(?:tháng )?{M}){{0,10}}(?P<link>{_LINK})(?:tháng )?)"
    rf"(?P<last>{M}){IN_YEAR})(?! ?[/.-][0-9]| (?:tháng|ngày|năm|lần)(?!\w))"
)
_Q = r"(?:(?-i:IV|I{1,3})|[1-4])(?!\w)"
_QUARTERS = re.compile(
    rf"(?i:(?P<all>các |những )?qu[ýí] (?P<first>{_Q})(?P<run>(?:{_LINK}(?:qu[ýí] )?{_Q}){{0,2}}(?P<link>{_LINK})(?:qu[ýí] )?)(?P<last>{_Q}){IN_YEAR})"
)


def runs(text: str, at: int) -> list[Reading]:
    """The first to the last of a list or range of months or quarters, as one interval."""
    if found := _MONTHS.match(text, at):
        first, last = int(found["first"]), int(found["last"])
        grain = "month"
    elif found := _QUARTERS.match(text, at):
        first, last = _quarter(found["first"]) * 3 - 2, _quarter(found["last"]) * 3
        grain = "quarter"
    else:
        return []
    year = stated_year(found)
    if not year and not found["all"] and found["link"].strip() == ",":
        return []  # `tháng 7, 8 đơn vị`
    if first < last:
        begin, end = Part(year, (first, 1), (first, 31), grain), Part(year, (last, 1), (last, 31), grain)
        return [Reading(at, found.end(), begin, end, "season", True)]
    return [_over_new_year(at, found.end(), first, last, year, grain)] if "," not in found["run"] else []


def _over_new_year(at: int, end: int, first: int, last: int, year: int | None, grain: str) -> Reading:
    """`tháng 11 đến tháng 2/2020` begins the year before."""
    begin = Part(None, (first, 1), (first, 31), grain)
    return Reading(at, end, begin, Part(year, (last, 1), (last, 31), grain), "season", True)


def _quarter(written: str) -> int:
    return int(written) if written.isdigit() else numerals.roman(written)
