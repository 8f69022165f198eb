"""The Vietnamese lunar calendar: reckoned at UTC+7, so that Tết 1985 is a month and Tết 2007 a day before China's."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from lunar_vn import SUPPORTED_YEAR_RANGE, convert_lunar_to_solar, convert_solar_to_lunar

_FIRST_YEAR, _LAST_YEAR = min(SUPPORTED_YEAR_RANGE), max(SUPPORTED_YEAR_RANGE)


@lru_cache(maxsize=1024)
def to_solar(year: int, month: int, day: int) -> date | None:
    """The solar date of a lunar one; day 30 of a month of 29 is its last day, as New Year's Eve is always the 30th.

    >>> to_solar(1985, 1, 1), to_solar(2020, 1, 15)
    (datetime.date(1985, 1, 21), datetime.date(2020, 2, 8))
    """
    if not _FIRST_YEAR < year < _LAST_YEAR:
        return None
    solar: date = convert_lunar_to_solar(min(day, 30), month, year)
    if day >= 30 and convert_solar_to_lunar(solar.day, solar.month, solar.year).day != 30:
        solar -= timedelta(days=1)
    return solar
