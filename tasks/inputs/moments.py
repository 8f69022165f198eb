"""Moments: when a record or a page says that it was published."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from trichluc.segments import datelines

_ELSEWHERE = re.compile(r"(?i)(?:GMT|UTC)(?!\s?\+\s?0?7)")
"""A zone that is not ours: a dateline is read as local time."""
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST = 100_000_000
"""The least number that is taken for seconds since 1970 (March 1973); a smaller one is a date written in digits."""
MILLISECONDS = 100_000_000_000
"""From here on a number is of milliseconds."""


def read(value: object) -> tuple[datetime, str] | None:
    """The moment in local time, and its grain (`day` where no time of day is stated); None where nothing is stated.

    An ISO date or time, a date as Vietnam writes it, or a number of seconds or milliseconds since 1970. Raises
    ValueError where it is none of them.

    >>> read(" 12/06/2019 ") == read("2019-06-12") == read(20190612)
    True
    """
    if value is None or value != value:  # a missing value of a column of numbers is not even equal to itself
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value >= EARLIEST:
            seconds = value / 1000 if value > MILLISECONDS else value
            return _local(datetime.fromtimestamp(seconds, UTC)), "minute"
        value = f"{value:g}" if value % 1 else str(int(value))
    text = str(value).strip()
    return _written(text) if text else None


def _written(text: str) -> tuple[datetime, str]:
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), time()), "day"
    with suppress(ValueError):
        return _local(datetime.fromisoformat(text)), "minute"
    found = datelines.read(text)
    if found is None or _ELSEWHERE.search(text):
        raise ValueError(f"{text!r} is no date")
    return found.at, found.grain


def _local(at: datetime) -> datetime:
    """Without a zone; a moment that states none is local."""
    return at.astimezone(LOCAL).replace(tzinfo=None) if at.tzinfo else at
