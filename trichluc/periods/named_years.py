"""What the years that an article names say of when it was written: those it plans for, looks back on or compares with."""

from __future__ import annotations

import re
from datetime import date

from trichluc.article import Period
from trichluc.periods.phrases import Before, clause_before, words
from trichluc.periods.readings import Reading

_PLANS = Before("planned_year", rf"{words(0, 5)} ?")
_REVIEWS = Before("reviewed_year", rf"{words(0, 9)} ?")
_COMPARED = re.compile(r"(?i:(?:so với |bằng [\w,.%]+ (?:so với )?)(?P<share>cùng kỳ(?: của)? )?)\Z")
_WHOLE_YEAR = re.compile(r"(?i:(?<!đầu )(?<!cuối )(?<!kỳ )(?<![0-9] )năm (?P<year>(?:19|20)[0-9]{2})(?![0-9]))")
_TARGET = re.compile(r"(?i:dự toán|chỉ tiêu|kế hoạch|được giao|phấn đấu|mục tiêu|dự kiến|sẽ|ước)")
_LOOKS_BACK = re.compile(r"(?i:(?:(?<!\w)(?:vào|hồi)(?: khoảng)? |(?<!nay )\())\Z")
_DONE = re.compile(r",?(?: [^\W\d]+,?){0,8}? đã(?!\w)")
_WIDE = 160
_LATE_IN_YEAR = 9
"""Up to this month no year is compared with the one before as if it were over."""


def is_done(text: str, end: int) -> bool:
    """Whether an `đã` soon follows."""
    return _DONE.match(text, end) is not None


def named(text: str, period: Period, left: str, day: date) -> tuple[date, str]:
    """The first day of the year or month that a label speaks for, and how: `planned`, `reviewed`, `over` or nothing.

    What is compared with a year is of the next one; a whole year that is compared so is over.
    """
    reading = period.reading
    assert reading
    sense = _sense(left, text, period.char_end) if reading.edge != "from" else ""
    compared = _COMPARED.search(left)
    if not compared or not (compared["share"] or _is_plain(period, reading)):
        return day, sense
    start = date(day.year + 1, 1, 1)
    return start, sense if compared["share"] or not _was_whole(text, period, start.year) else "over"


def looks_back(text: str, period: Period, last: int) -> bool:
    """`hai lần trước vào năm 2012`, `(năm 2012)`, `từ năm 2013, 2014`: no year of the article's own.

    `last` is where the last such year ends.
    """
    reading = period.reading
    if not reading or not _is_plain(period, reading):
        return False
    if last == period.char_start - len(", "):
        return True
    return _LOOKS_BACK.search(text, max(0, period.char_start - 12), period.char_start) is not None


def _is_plain(period: Period, reading: Reading) -> bool:
    return reading.form == "year" and period.grain == "year"


def _was_whole(text: str, period: Period, year: int) -> bool:
    """`năm 2012 tăng 5% so với năm 2011`, unless the sentence tells what the year is to bring."""
    clause = clause_before(text, period.char_start, _WIDE)
    whole = any(int(found["year"]) == year for found in _WHOLE_YEAR.finditer(clause))
    return whole and not _TARGET.search(clause)


def _sense(left: str, text: str, end: int) -> str:
    """Whether a year is named as one to plan for or to look back on."""
    if _REVIEWS.search(left) or is_done(text, end):
        return "reviewed"
    return "planned" if _PLANS.search(left) else ""


def current_year(years: list[tuple[date, str]], month: int) -> int:
    """The year of writing: the newest named; but a year is planned before it begins and reviewed after it."""
    own = max((day.year for day, sense in years if sense != "planned"), default=0)
    years = [(day, sense) for day, sense in years if not own or day.year <= own + 1]  # a later one is a distant goal
    newest = max((day.year for day, _ in years), default=0)
    senses = [sense for day, sense in years if day.year == newest]
    reviewed = any(sense == "reviewed" and day.year == newest - 1 for day, sense in years)
    only_planned = {*senses} == {"planned"}
    if month >= 11 and (only_planned or ("planned" in senses and reviewed)):
        return newest - 1
    if only_planned and month > 3:
        return own or newest
    return newest + 1 if "planned" not in senses and _is_over(senses, month) else newest


def _is_over(senses: list[str], month: int) -> bool:
    """Whether what is said of the newest year shows that it has ended."""
    return ("over" in senses and month <= _LATE_IN_YEAR) or (
        month <= 2 and senses.count("reviewed") * 2 >= len(senses) > 0
    )
