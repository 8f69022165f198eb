"""Moments: when a record or a page says that it was published."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time

from trichluc.header import LOCAL
from trichluc.segments import datelines

_ELSEWHERE = re.compile(r"(?i)(?:GMT|UTC)(?!\s?\+\s?0?7)")
"""A zone that is not ours: a dateline is read as local time."""
EARLIEST = 100_000_000
"""The least number that is taken for seconds since 1970 (March 1973); a smaller one is a date written in digits."""
SECONDS = 100_000_000_000
"""A number from here on is of no seconds."""
MILLISECONDS = 1_000_000_000_000
"""From here on (September 2001) a number is of milliseconds; between the two it is more likely a time in digits."""
ZERO = date(1970, 1, 1)
"""What systems state that count from it and know no date."""
_NUMBER = re.compile(r"\d{9,16}(?:\.\d+)?")


def read(value: object) -> tuple[datetime, str] | None:
    """The moment in local time, and its grain (`day` where no time of day is stated); None where nothing is stated.

    An ISO date or time, a date as Vietnam writes it, or a number (also in a string) of seconds or milliseconds since
    1970. Raises ValueError where it is none of them, and where it is a date that stands for none (`0001-01-01`).

    >>> read(" 12/06/2019 ") == read("2019-06-12") == read(20190612)
    True
    """
    if value is None or value != value:  # a missing value of a column of numbers is not even equal to itself
        return None
    text = str(value).strip()
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not text:
        return None
    found = _counted(float(text)) if is_number or _NUMBER.fullmatch(text) else _written(text)
    if found[0].year not in datelines.YEARS or found[0].date() == ZERO:
        raise ValueError(f"{text!r} is no date of a publication")
    return found


def _counted(number: float) -> tuple[datetime, str]:
    if number < EARLIEST:
        return _written(f"{number:g}" if number % 1 else str(int(number)))
    if SECONDS <= number < MILLISECONDS:
        raise ValueError(f"{number:.0f} may be of seconds, of milliseconds, or a date")
    return _local(datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS else number, UTC)), "minute"


def _written(text: str) -> tuple[datetime, str]:
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), time()), "day"
    with suppress(ValueError):
        return _local(datetime.fromisoformat(text)), "minute"
    found = datelines.read(text)
    if found is None or found.is_month_first or _ELSEWHERE.search(text):
        raise ValueError(f"{text!r} is no date")
    return found.at, found.grain


def _local(at: datetime) -> datetime:
    """Without a zone; a moment that states none is local."""
    return at.astimezone(LOCAL).replace(tzinfo=None) if at.tzinfo else at
