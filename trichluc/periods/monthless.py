"""Ranges that leave their month to another sentence: a title's `từ ngày 5 đến ngày 9`, the lead's `từ ngày 5 đến ngày 9/6`."""

from __future__ import annotations

import re
from dataclasses import replace

from trichluc.periods.parts import Part
from trichluc.periods.points import D
from trichluc.periods.readings import Reading

_RANGE = re.compile(
    rf"(?i:từ ngày (?P<first>{D}) ?(?:đến|tới|-) ?(?:hết )?(?:ngày )?(?P<last>{D})(?! ?[/.-] ?[0-9]|,[0-9]| tháng [0-9]))"
)
RANGES = ("từ ngày ", "Từ ngày ")
"""How such a range begins."""


def monthless(text: str, at: int) -> re.Match[str] | None:
    """Two days without a month at `at`."""
    return _RANGE.match(text, at)


def with_months(ranges: list[re.Match[str]], found: list[Reading]) -> list[Reading]:
    """The ranges with the month of the same days elsewhere in the text; those that have none are no periods."""
    if not ranges:
        return found
    stated = {days: reading for reading in found if (days := _days(reading))}
    dated = ((match, stated[days]) for match in ranges if (days := (int(match["first"]), int(match["last"]))) in stated)
    added = [replace(reading, start=match.start(), end=match.end()) for match, reading in dated]
    return sorted([*found, *added], key=lambda reading: reading.start)


def _days(reading: Reading) -> tuple[int, int] | None:
    first, last = reading.first, reading.last
    if isinstance(first, Part) and isinstance(last, Part) and reading.grain == "day" and not reading.is_point:
        return first.first[1], last.last[1]
    return None
