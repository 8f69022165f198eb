"""Days as they are written: `21/7/2019`, `ngày mười lăm tháng bảy`, `rằm tháng Giêng`."""

from __future__ import annotations

import re

from trichluc.periods import numerals, parts
from trichluc.periods.points import (
    GOES_ON_AFTER_YEAR,
    IN_YEAR,
    MONTH_WORDS,
    SPELT_YEAR,
    YEAR,
    D,
    M,
    Point,
    alternatives,
    is_lunar,
    stated_year,
)

_NUMERIC = re.compile(
    r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-])(?:(?<=/)/)? ?(?P<month>[0-9]{1,2})(?![0-9])"
    r"(?: ?(?P=mark) ?(?P<year>[12][0-9]{4}|[0-9]{4}|[0-9]{2})(?![0-9]))?"
)
_GOES_ON = re.compile(r"[/.-][0-9]| / ?[0-9]|/\w|-[^\W\d_]{2}")
_RANGES_ON = re.compile(r"-[0-9]{1,2}([/.])[0-9]")
_IN_WORDS = re.compile(
    rf"(?i:(?=[^0-9]|[0-9]{{1,2}},?[ \n]?[ct])(?P<day>{D}|{alternatives(numerals.DAYS)}),?[ \n]?(?:của )?tháng (?P<month>{M}|{MONTH_WORDS}){IN_YEAR})"
)
_YEAR_AFTER = re.compile(rf"(?i:,? ?năm (?P<year>{YEAR}|{SPELT_YEAR}))")


def numeric_date(text: str, at: int) -> Point | None:
    """`21/7/2019`, `21-7`, `3.2.2017`, `01 / 5 / 2019`, `29/05/13`, `16/7 năm 2019`, misprinted `8//1/2021`."""
    found = _NUMERIC.match(text, at)
    if not found:
        return None
    day, month = int(found["day"]), int(found["month"])
    year = _year_of(found["year"])
    end = found.end()
    if year is None:
        ranged = _RANGES_ON.match(text, end)
        if _GOES_ON.match(text, end) and not (ranged and ranged[1] == found["mark"]):
            return None
        if found["mark"] == "-" and " " in found[0]:
            return None
        if later := _YEAR_AFTER.match(text, end):
            year, end = _spelt(later["year"]), later.end()
    elif GOES_ON_AFTER_YEAR.match(text, end):
        return None
    part = parts.day(day, month, year)
    return Point(at, end, part, "date" if year else "day_month") if part else None


def _year_of(digits: str | None) -> int | None:
    """Two digits stand for the years 1950 to 2049."""
    if digits is None:
        return None
    if len(digits) > 4:
        return _misprinted(digits)
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= 50 else 2000)
    return year if 1000 <= year <= 2100 else None


def _misprinted(digits: str) -> int | None:
    """`21925`: the one year that is left when a digit is struck out."""
    struck = {int(digits[:at] + digits[at + 1 :]) for at in range(len(digits))}
    years = [year for year in struck if 1900 <= year <= 2060]
    return years[0] if len(years) == 1 else None


def _spelt(year: str) -> int | None:
    return int(year) if year.isdigit() else numerals.year(year)


def worded_date(text: str, at: int) -> Point | None:
    """`21 tháng 7 năm 2019`, `mười lăm tháng bảy`, `16 tháng 5/2016`."""
    found = _IN_WORDS.match(text, at)
    if not found:
        return None
    day = numerals.number(found["day"], numerals.DAYS)
    month = numerals.number(found["month"], numerals.MONTHS)
    year = stated_year(found)
    part = parts.day(day or 0, month or 0, year, lunar=is_lunar(found))
    return Point(at, found.end(), part, "date" if year else "day_month", headed=True) if part else None


_FULL_MOON = re.compile(rf"(?i:rằm (?:tháng (?P<month>{M}|{MONTH_WORDS})|trung thu){IN_YEAR})")
_NEW_YEAR = re.compile(
    rf"(?i:(?:(?:mùng|mồng) (?P<day>[1-9]|10|một|hai|ba|bốn|tư|năm|sáu|bảy)|(?P<eve>2[0-9]|30)) tết(?: (?:nguyên đán|âm lịch))?{IN_YEAR})"
)


def lunar_day(text: str, at: int) -> Point | None:
    """`rằm tháng Giêng`, `rằm tháng Bảy năm Canh Tý`, `mùng 3 Tết`, `30 Tết`."""
    if found := _FULL_MOON.match(text, at):
        month = numerals.number(found["month"], numerals.MONTHS) if found["month"] else 8
        part = parts.day(15, month or 0, stated_year(found), lunar=True)
    elif found := _NEW_YEAR.match(text, at):
        year = stated_year(found)
        if found["eve"]:  # the last days of the year before
            part = parts.day(int(found["eve"]), 12, year and year - 1, lunar=True)
        else:
            part = parts.day(numerals.number(found["day"], numerals.MONTHS) or 0, 1, year, lunar=True)
    else:
        return None
    return Point(at, found.end(), part, "day_month", headed=True) if part else None


_MIXED = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>(?:19|20)[0-9]{2})(?![0-9])")


def mixed_date(text: str, at: int) -> Point | None:
    """`3/7-2019`: read only after `ngày`, since `3-7/2019` alone is a run of months."""
    found = _MIXED.match(text, at)
    if not found:
        return None
    part = parts.day(int(found["day"]), int(found["month"]), int(found["year"]))
    return Point(at, found.end(), part, "date") if part else None


_SPACED = re.compile(
    r"(?P<day>[0-9]{1,2}) - (?P<month>[0-9]{1,2})(?![0-9.]| ?[-/] ?[0-9]| (?:tháng|hàng|hằng|mỗi|giờ|của|âm|thì)(?!\w))"
)


def spaced_date(text: str, at: int) -> Point | None:
    """`27 - 5`: read only after `ngày`."""
    found = _SPACED.match(text, at)
    part = parts.day(int(found["day"]), int(found["month"])) if found else None
    return Point(at, found.end(), part, "day_month") if found and part else None
