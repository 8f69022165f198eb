"""Datelines: when the page says it was published, as the lines around a headline print it.

Day first, as Vietnam writes it; an ISO date or a month-first one is recognised by its numbers alone. Only whole
lines (or what stands at their end) are read here: dates in sentences are `trichluc.periods`.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

_DAY_FIRST = r"(?P<day>\d{1,2})\s?(?P<mark>[/.\-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}|\d{2})(?!\d)"
_ISO = r"(?P<iso_year>\d{4})[/.\-](?P<iso_month>\d{1,2})[/.\-](?P<iso_day>\d{1,2})(?!\d)"
_IN_WORDS = r"(?P<word_day>\d{1,2})\s+tháng\s+(?P<word_month>\d{1,2}),?\s+(?:năm\s+)?(?P<word_year>\d{4})"
_DATE = rf"(?:{_IN_WORDS}|{_ISO}|{_DAY_FIRST})"
_TIME = r"(?P<hour>\d{1,2})\s?(?::|[hH]|giờ)\s?(?P<minute>\d{2})?(?::\d{2})?(?:\s?(?:phút|['’]))?"
_HALF = r"(?:\s?(?P<half>[AaPp]\.?[Mm]\.?|SA|CH|sáng|chiều|tối)(?!\w))?"
_ZONE = r"(?:\s?\(?(?:GMT|UTC)\s?[+-]?\s?\d{0,2}(?::?\d{2})?\)?)?"
_CLOCK = rf"{_TIME}{_HALF}{_ZONE}"
_CLOCK_FIRST = _CLOCK.replace("?P<", "?P<early_")
_GAP = r"[\s,;|()\-–—T]{0,5}"
_WEEKDAY = r"(?:(?:thứ|Thứ|THỨ)\s+(?:\w{1,4})|(?:chủ|Chủ|CHỦ)\s+(?:nhật|Nhật|NHẬT)|CN|T[2-7])"
_LABEL = (
    r"(?:(?:cập nhật|đăng|xuất bản|đăng tải|viết)(?:\s+(?:lúc|ngày|lần cuối))?"
    r"|ngày(?:\s+(?:đăng|cập nhật|xuất bản|tạo|viết|đăng tin|đăng bài(?: viết gốc)?))?|(?:ngày\s+)?giờ đăng(?: bài viết gốc)?|thời gian|posted(?: on)?|date|lúc|vào lúc)"
)
_MOMENT = (
    rf"(?:(?:{_WEEKDAY}{_GAP})?(?:{_CLOCK_FIRST}{_GAP})?(?:{_WEEKDAY}{_GAP})?(?:ngày\s+|Ngày\s+)?"
    rf"{_DATE}(?:{_GAP}(?:lúc\s+)?{_CLOCK})?)"
)
_WHOLE = re.compile(rf"[\s(\[|•*-]*(?:(?i:{_LABEL})\s*[:\-]?\s*){{0,2}}{_MOMENT}[\s)\]|•*.-]*")
_TAIL = re.compile(rf"[\s(\[|•-]*(?:(?i:{_LABEL})\s*:\s*)?{_MOMENT}[\s)\]|]*\Z")
_ANY_DATE = re.compile(r"\d(?:\d{0,3}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\s+tháng\s+\d)")
_TAIL_REACH = 60
_LONGEST = 80
YEARS = range(1945, 2101)
"""Years in which an article may have been published; others stand for no date (`0001-01-01`), or are no years."""
_TODAY = re.compile(r"(?i)\s*(?:hôm nay|bây giờ)\b")


class Moment(NamedTuple):
    """A publication time: local, `grain` day (at midnight) or minute.

    `is_month_first`: its numbers make sense in that order alone, which is not Vietnam's.
    """

    at: datetime
    grain: str
    is_month_first: bool = False


def read(line: str) -> Moment | None:
    """The moment that a whole line states, or None where the line says anything else.

    >>> read("Thứ hai, 20/05/2019 | 3:05 PM").at.isoformat()
    '2019-05-20T15:05:00'
    """
    if len(line) > _LONGEST or not _ANY_DATE.search(line):
        return None
    found = _WHOLE.fullmatch(line)
    return _moment(found) if found else None


def ends_in(line: str) -> tuple[int, Moment] | None:
    """Where a dateline run into the end of a line begins, and what it says.

    A date that the words before it need (`đến hết ngày 15/4/2026`) is no dateline.

    >>> ends_in("An Bình12/05/2019 3:00 PM")[0]
    7
    """
    last = None
    for found in _ANY_DATE.finditer(line, max(0, len(line) - _TAIL_REACH)):
        last = found
    if last is None:
        return None
    for start in range(max(0, last.start() - 24), last.start() + 1):
        tail = _TAIL.match(line, start) if _may_start(line, start) else None
        moment = _moment(tail) if tail and _stands_alone(line, start, tail) else None
        if moment:
            return start, moment
    return None


def is_clock(line: str) -> bool:
    """Whether a line tells the visitor's own time (`Hôm nay: …`)."""
    return len(line) <= _LONGEST and _TODAY.match(line) is not None and _ANY_DATE.search(line) is not None


def _may_start(line: str, start: int) -> bool:
    return start > 0 and (not line[start - 1].isdigit() or not line[start].isdigit())


_NEEDED = re.compile(
    r"(?i)(?:ngày|từ|đến|tới|trước|sau|của|tại|hết|và|,|-|–|/|\d|tháng|mùng|năm|dịp|kỷ niệm|vào|qua|giờ|lúc)\s*[(]?\s*\Z"
)


def _stands_alone(line: str, start: int, found: re.Match[str]) -> bool:
    before, inside = line[max(0, start - 12) : start], found[0].lstrip()
    if _NEEDED.search(before):
        return False
    glued = line[start - 1].isalpha() and not found[0][:1].isspace()
    return glued or inside[:1] in "([|•-" or found["minute"] is not None or found["early_minute"] is not None


def _moment(found: re.Match[str]) -> Moment | None:
    year, month, day = _date_of(found)
    is_month_first = found["day"] is not None and month > 12 >= day
    if is_month_first:
        month, day = day, month
    hour, minute = _clock_of(found)
    try:
        at = datetime(year, month, day, hour or 0, minute)
    except ValueError:
        return None
    return Moment(at, "day" if hour is None else "minute", is_month_first) if year in YEARS else None


def _date_of(found: re.Match[str]) -> tuple[int, int, int]:
    for prefix in ("word_", "iso_", ""):
        if found[f"{prefix}day"]:
            year = int(found[f"{prefix}year"])
            if year < 100:
                year += 2000 if year < 50 else 1900
            return year, int(found[f"{prefix}month"]), int(found[f"{prefix}day"])
    return 0, 0, 0


def _clock_of(found: re.Match[str]) -> tuple[int | None, int]:
    for prefix in ("", "early_"):
        if found[f"{prefix}hour"]:
            hour, half = int(found[f"{prefix}hour"]), (found[f"{prefix}half"] or "").lower()
            if hour == 12 and half.startswith(("a", "s", "tối")):
                hour = 0
            elif hour < 12 and half.startswith(("p", "c", "tối")):
                hour += 12
            return hour, int(found[f"{prefix}minute"] or 0)
    return None, 0
