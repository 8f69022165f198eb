"""Time told from the day of writing: `hôm qua`, `thứ hai tuần tới`, `ba ngày trước`, `cuối tháng này`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from trichluc.periods.parts import QUARTERS, THIRDS

DAYS_IN = {"day": 1, "week": 7}
SAME = "same"
"""The unit of `cùng ngày`, which counts from the day spoken of last."""
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


class Relative(NamedTuple):
    """Calendar units counted from the unit that holds the reference date: from `since` to `until`, both included.

    `weekday` picks a day of the week (0 is Monday), `day` a day of the month, `side` the beginning, middle or end
    (`đầu`, `giữa`, `cuối`) of the unit. With `rolling`, days are counted as `n units ago`, not by whole units.
    """

    unit: str
    since: int = 0
    until: int = 0
    weekday: int | None = None
    day: int | None = None
    side: str = ""
    rolling: bool = False

    @property
    def grain(self) -> str:
        """The finest unit that the expression gives."""
        if self.unit not in MONTHS_IN or (self.side and self.unit == "month") or self.day:
            return "day"
        return "month" if self.side else self.unit

    def starts_on(self, reference: date | None) -> date | None:
        """The first day; null without a reference date, and where no calendar has it."""
        return self._edge(reference, 0)

    def ends_on(self, reference: date | None) -> date | None:
        """The last day, likewise."""
        return self._edge(reference, 1)

    def _edge(self, reference: date | None, side: int) -> date | None:
        try:
            return self._span(reference)[side] if reference and self.unit != SAME else None
        except OverflowError:  # before the year 1 or after 9999
            return None

    def _span(self, reference: date) -> tuple[date, date]:
        if self.unit == "weekday":
            return self._nearest_weekday(reference)
        if self.rolling:
            return self._counted(reference)
        if self.unit == "day":
            return reference + timedelta(self.since), reference + timedelta(self.until)
        if self.unit == "week":
            return self._weeks(reference)
        return self._months(reference)

    def _weeks(self, reference: date) -> tuple[date, date]:
        monday = reference - timedelta(reference.weekday())
        first, last = monday + timedelta(7 * self.since), monday + timedelta(7 * self.until + 6)
        if self.weekday is not None:
            first = last = first + timedelta(self.weekday)
        elif self.side == "cuối":
            first = last - timedelta(1)
        elif self.side == "đầu":
            last = first + timedelta(1)
        return first, last

    def _months(self, reference: date) -> tuple[date, date]:
        size = MONTHS_IN[self.unit]
        here = (reference.year * 12 + reference.month - 1) // size
        first, last = (here + self.since) * size, (here + self.until) * size + size - 1
        if self.day:
            return (_clipped(first, self.day),) * 2
        if self.side and self.unit == "month":
            begin, end = THIRDS[self.side]
            return _clipped(first, begin), _clipped(last, end)
        if self.side:
            begin, end = QUARTERS[self.side]
            first, last = first + begin - 1, first + end - 1
        return _clipped(first, 1), _clipped(last, 31)

    def _counted(self, reference: date) -> tuple[date, date]:
        """`n units ago` or ahead: the same day of another month or year."""
        if self.unit in DAYS_IN:
            there = reference + timedelta(self.since * DAYS_IN[self.unit])
        else:
            month = reference.year * 12 + reference.month - 1 + self.since * MONTHS_IN[self.unit]
            there = _clipped(month, reference.day)
        return there, there

    def _nearest_weekday(self, reference: date) -> tuple[date, date]:
        """The last such day up to the reference (`since` < 0), the next after it (> 0), or the nearest."""
        assert self.weekday is not None
        ahead = (self.weekday - reference.weekday()) % 7
        if self.since > 0:
            shift = ahead or 7
        elif self.since < 0:
            shift = ahead - 7
        else:
            shift = ahead if ahead <= 3 else ahead - 7
        return (reference + timedelta(shift),) * 2


def _clipped(month: int, day: int) -> date:
    """A day of the month numbered from the year 0; past its end, the last day."""
    year, month = divmod(month, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
