"""Parts of the calendar whose year may still be unknown, and the intervals that they become."""

from __future__ import annotations

from calendar import isleap
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from trichluc.periods import lunar

MonthDay = tuple[int, int]
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ONE_DAY = timedelta(days=1)


class Part(NamedTuple):
    """The days from `first` to `last` (month and day, inclusive) of a year, or of `years` years from `year` on.

    A last day past the end of its month stands for the end of the month. `lunar` parts count by the Vietnamese
    lunar calendar, months and days alike.
    """

    year: int | None
    first: MonthDay
    last: MonthDay
    grain: str
    years: int = 1
    lunar: bool = False

    def starts_on(self, year: int | None = None) -> date | None:
        """The first day, in `year` where the part has none of its own; null where neither is known or no such day."""
        return _day(self.year or year, self.first, self.lunar)

    def ends_on(self, year: int | None = None) -> date | None:
        """The last day, likewise."""
        known = self.year or year
        return _day(known and known + self.years - 1, self.last, self.lunar)

    def within(self, year: int | None) -> Part:
        """The same part of `year`, unless it has a year of its own."""
        return self if self.year or not year else self._replace(year=year)


def _day(year: int | None, month_day: MonthDay, is_lunar: bool) -> date | None:
    if not year or not MINYEAR <= year <= MAXYEAR:
        return None
    month, day = month_day
    if is_lunar:
        return lunar.to_solar(year, month, day)
    last = 28 if month == 2 and not isleap(year) else LONGEST[month - 1]
    if day < 1 or ((month, day) == (2, 29) and last == 28):
        return None
    return date(year, month, min(day, last))


def day(day: int, month: int, year: int | None = None, lunar: bool = False) -> Part | None:
    """A single day, or null where no calendar has it.

    >>> day(31, 2) is None, day(29, 2, 2019) is None
    (True, True)
    """
    if not (1 <= month <= 12 and 1 <= day <= (30 if lunar else LONGEST[month - 1])):
        return None
    part = Part(year, (month, day), (month, day), "day", lunar=lunar)
    return part if year is None or part.starts_on() else None


def months(first: int, last: int, year: int | None = None, grain: str = "month", lunar: bool = False) -> Part | None:
    """Whole months, both ends included."""
    return Part(year, (first, 1), (last, 31), grain, lunar=lunar) if 1 <= first <= last <= 12 else None


def quarter(number: int, year: int | None = None) -> Part | None:
    """A quarter of a year."""
    return months(3 * number - 2, 3 * number, year, "quarter") if 1 <= number <= 4 else None


def year(first: int, last: int | None = None) -> Part:
    """A year, or the run of years from `first` to `last`."""
    return Part(first, (1, 1), (12, 31), "year", years=(last or first) - first + 1)


THIRDS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31), "nửa đầu": (1, 15), "nửa cuối": (16, 31)}
QUARTERS = {"đầu": (1, 3), "giữa": (5, 8), "cuối": (10, 12), "nửa đầu": (1, 6), "nửa cuối": (7, 12)}


def portion(which: str, part: Part) -> Part:
    """The beginning, middle, end or half (`đầu`, `giữa`, `cuối`, `nửa đầu`, `nửa cuối`) of a month, year, decade or century.

    A month has its thirds; of a year the first and last three months are meant, of longer runs the outer thirds.
    """
    if part.grain == "month" and part.first[0] == part.last[0]:
        first, last = THIRDS[which]
        return part._replace(first=(part.first[0], first), last=(part.last[0], last), grain="day")
    if part.years == 1 and part.grain == "year":
        begin, end = QUARTERS[which]
        return part._replace(first=(begin, 1), last=(end, 31), grain="month")
    if part.years > 1 and part.year:
        length = part.years // (2 if which.startswith("nửa") else 3)
        skip = 0 if which.endswith("đầu") else length if which == "giữa" else part.years - length
        return part._replace(year=part.year + skip, years=length)
    return part
