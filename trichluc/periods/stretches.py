"""Stretches of the calendar as they are written: months, quarters, parts of a year, years, decades, centuries."""

from __future__ import annotations

import re

from trichluc.periods import dates, numerals, parts
from trichluc.periods.parts import Part
from trichluc.periods.points import (
    GOES_ON_AFTER_YEAR,
    IN_YEAR,
    MONTH_WORDS,
    SPELT_YEAR,
    YEAR,
    M,
    Point,
    Reader,
    alternatives,
    first_of,
    is_lunar,
    stated_year,
    year_of_cycle,
)

_MONTH_YEAR = re.compile(rf"(?P<month>[0-9]{{1,2}}) ?[/.-] ?(?P<year>{YEAR})")


def month_year(text: str, at: int) -> Point | None:
    """`6/1970`, `12-2019`."""
    found = _MONTH_YEAR.match(text, at)
    if not found or GOES_ON_AFTER_YEAR.match(text, found.end()):
        return None
    month = int(found["month"])
    part = parts.months(month, month, int(found["year"]))
    return Point(at, found.end(), part, "month_year") if part else None


_MONTH = re.compile(rf"(?i:tháng (?P<month>{M}|{MONTH_WORDS}){IN_YEAR})")


def month(text: str, at: int) -> Point | None:
    """`tháng 9`, `tháng 9/2019`, `tháng Giêng`, `tháng năm năm 2019`."""
    found = _MONTH.match(text, at)
    if not found or GOES_ON_AFTER_YEAR.match(text, found.end()):
        return None
    number = numerals.number(found["month"], numerals.MONTHS) or 0
    year = stated_year(found)
    part = parts.months(number, number, year, lunar=is_lunar(found))
    return Point(at, found.end(), part, "month_year" if year else "month", headed=True) if part else None


_QUARTER = re.compile(
    rf"(?i:qu[ýí] (?P<number>(?-i:IV|I{{1,3}})(?!\w)|[1-4](?![0-9])|(?:một|hai|ba|bốn|tư|nhất|nhì)(?!\w)){IN_YEAR})"
)
_ORDINALS = {"nhất": 1, "nhì": 2, "tư": 4} | numerals.COUNTS


def quarter(text: str, at: int) -> Point | None:
    """`quý II/2023`, `quý 4 năm 2018`, `quý ba`."""
    found = _QUARTER.match(text, at)
    if not found:
        return None
    written = found["number"]
    number = numerals.roman(written) if written[0] in "IV" else numerals.number(written, _ORDINALS)
    part = parts.quarter(number or 0, stated_year(found))
    return Point(at, found.end(), part, "season", headed=True) if part else None


_SHARE = re.compile(
    rf"(?i:(?P<count>[0-9]{{1,2}}|{alternatives(numerals.COUNTS)}) (?P<unit>tháng|qu[ýí]) "
    rf"(?:(?P<side>đầu|cuối)(?: của)?(?:,? năm(?: học)?(?: (?P<year>{YEAR}))?|/(?P<slash_year>{YEAR}))|(?:năm )?(?P<same_year>{YEAR}))(?! ?[-/][0-9]))"
)
_HALF = re.compile(rf"(?i:(?:nửa(?: năm)?|bán niên) (?P<side>đầu|cuối)(?: của)? năm(?: (?P<year>{YEAR}))?)")


def share(text: str, at: int) -> Point | None:
    """`6 tháng đầu năm 2019`, `9 tháng đầu năm`, `hai quý cuối năm 2020`, `11 tháng năm 2018`, `nửa đầu năm 2020`."""
    found = _SHARE.match(text, at)
    if found:
        count = (numerals.number(found["count"], numerals.COUNTS) or 0) * (3 if found["unit"].lower() != "tháng" else 1)
        year = found["year"] or found["slash_year"] or found["same_year"]
        side = (found["side"] or "đầu").lower()
    else:
        found = _HALF.match(text, at)
        if not found:
            return None
        count, year, side = 6, found["year"], found["side"].lower()
    if not 1 <= count <= 12:
        return None
    part = parts.months(1, count) if side == "đầu" else parts.months(13 - count, 12)
    return Point(at, found.end(), part.within(int(year) if year else None), "season", headed=True) if part else None


_YEAR = re.compile(
    rf"(?i:(?:các |những )?năm (?:(?:cũ|mới) )?(?:(?P<year>{YEAR}|[1-9][0-9]{{2}}(?![0-9.,]))(?! (?:TCN|trước Công))"
    rf"|(?P<spelt>{SPELT_YEAR})|(?P<stem>{numerals.STEMS}) (?P<branch>{numerals.BRANCHES})(?!\w)(?: ?-? ?\(?(?P<cycle_year>{YEAR})\)?)?))"
)
_BARE_YEAR = re.compile(YEAR)
_AFTER_YEAR = re.compile(r"[/-][A-ZĐ]|[.,][0-9]|/[0-9]{1,2}(?![0-9])")


def year(text: str, at: int) -> Point | None:
    """`năm 2020`, `năm hai nghìn không trăm mười chín`."""
    found = _YEAR.match(text, at)
    if not found or _AFTER_YEAR.match(text, found.end()):
        return None
    if digits := found["year"] or found["cycle_year"]:
        number: int | None = int(digits)
    elif found["stem"]:
        number = year_of_cycle(found["stem"], found["branch"])
    else:
        number = numerals.year(found["spelt"])
    return Point(at, found.end(), parts.year(number), "year", headed=True) if number else None


def bare_year(text: str, at: int) -> Point | None:
    """`2020`."""
    found = _BARE_YEAR.match(text, at)
    if not found or _AFTER_YEAR.match(text, found.end()):
        return None
    return Point(at, found.end(), parts.year(int(found[0])), "year")


_DECADE = re.compile(
    r"(?i:(?:những năm|thập niên|thập kỷ|thập kỉ)(?: (?:của )?những năm)? (?P<decade>(?:1[0-9]|20)[0-9]0|[1-9]0)(?![0-9]| ?(?:,|và|-|đến) ?[0-9]{4})"
    r"(?:,? ?(?:của )?thế (?:kỷ|kỉ) (?:(?P<century>(?-i:[XVI]+)|[0-9]{1,2})(?!\w)|(?P<last>trước|qua)))?)"
)
_CENTURY = re.compile(
    r"(?i:thế (?:kỷ|kỉ)(?: thứ)? (?:(?P<roman>(?=[XVI])(?-i:X{0,2}(?:IX|IV|V?I{0,3}))(?!\w))|(?P<number>[0-9]{1,2})(?!\w)))"
)


def era(text: str, at: int) -> Point | None:
    """`những năm 1970`, `thập niên 90 của thế kỷ XX`, `thế kỷ XXI`: whole decades and centuries as runs of years."""
    if found := _DECADE.match(text, at):
        decade = int(found["decade"])
        century = _century(found["century"]) if found["century"] else 20
        if not 1 <= century <= 21:
            return None
        first = decade if decade > 99 else (century - 1) * 100 + decade
        return Point(at, found.end(), parts.year(first, first + 9), "year", headed=True)
    if found := _CENTURY.match(text, at):
        century = _century(found["roman"] or found["number"])
        if 1 <= century <= 21:
            return Point(at, found.end(), parts.year(century * 100 - 99, century * 100), "year", headed=True)
    return None


def _century(written: str) -> int:
    return int(written) if written.isdigit() else numerals.roman(written)


_PORTION = re.compile(
    r"(?i:(?P<side>đầu|giữa|cuối|nửa (?:đầu|cuối|sau)|thượng tuần|trung tuần|hạ tuần)(?: của)? "
    rf"(?=tháng|năm|thập|những|thế|qu[ýí]|{YEAR}))"
)
_TENTHS = {"thượng tuần": "đầu", "trung tuần": "giữa", "hạ tuần": "cuối"}
_AND_ANOTHER = re.compile(r"(?i: (?:và|với) (?:(?:tháng|năm) [0-9]|[0-9]{4}(?![0-9])))")
"""What makes of `giữa` the word for between: `giữa năm 2016 và năm 2017`."""
_SIDES = _TENTHS | {"nửa sau": "nửa cuối"}


def portion(text: str, at: int) -> Point | None:
    """`cuối tháng 3`, `đầu năm 2019`, `nửa đầu thế kỷ XX`, `cuối 2019`."""
    found = _PORTION.match(text, at)
    if not found:
        return None
    side = found["side"].lower()
    whole = first_of(text, found.end(), (month, era, year, bare_year))
    if not whole or (side in _TENTHS and whole.form not in ("month", "month_year")):
        return None
    if side == "giữa" and _AND_ANOTHER.match(text, whole.end):
        return None
    return Point(at, whole.end, parts.portion(_SIDES.get(side, side), whole.part), whole.form, whole.headed)


_FEW_DAYS = re.compile(
    rf"(?i:(?:(?P<count>[0-9]{{1,2}}|{alternatives(numerals.COUNTS)}) )?(?P<unit>ngày|tuần) (?P<side>đầu|cuối)(?: tiên| cùng)?"
    rf"(?: của| trong)? (?=tháng|năm (?:mới )?{YEAR}))"
)


_NEW_YEAR = re.compile(r"(?i:ngày đầu(?: tiên)? )\Z")
_SEVERAL_DAYS = re.compile(r"(?i:(?:những|các|mấy) )\Z")


def few_days(text: str, at: int) -> Point | None:
    """`10 ngày đầu tháng 7`, `hai tuần cuối tháng 3`, `ngày đầu năm 2021`."""
    found = _FEW_DAYS.match(text, at)
    whole = found and month(text, found.end())
    if (
        found
        and not whole
        and _NEW_YEAR.search(text, at, found.end())
        and not _SEVERAL_DAYS.search(text, max(0, at - 6), at)
    ):
        whole = year(text, found.end())
    if not found or not whole:
        return None
    count = numerals.number(found["count"], numerals.COUNTS) if found["count"] else 1
    days = (count or 0) * (7 if found["unit"].lower() == "tuần" else 1)
    number = (whole.part.first if found["side"].lower() == "đầu" else whole.part.last)[0]
    last = parts.LONGEST[number - 1] if number != 2 else 28
    first, last = (1, days) if found["side"].lower() == "đầu" else (last - days + 1, last)
    if not 1 <= first <= last <= parts.LONGEST[number - 1]:
        return None
    return Point(at, whole.end, Part(whole.part.year, (number, first), (number, last), "day"), "date", headed=True)


_INITIALS: tuple[tuple[Reader, str], ...] = (
    (dates.lunar_day, "rm23"),
    (month, "t"),
    (quarter, "q"),
    (share, numerals.INITIALS),
    (few_days, numerals.INITIALS),
    (portion, "đgcthn"),
    (era, "nt"),
    (year, "nc"),
    (month_year, "0123456789"),
)
"""Every reader but those of days, with the letters and digits that its writing can begin with."""
_BY_INITIAL: dict[str, tuple[Reader, ...]] = {
    initial: tuple(reader for reader, initials in _INITIALS if initial in initials)
    for initial in sorted({*"".join(initials for _, initials in _INITIALS)})
}


def point(text: str, at: int) -> Point | None:
    """A point of any kind but a day of the month, at `at`."""
    return first_of(text, at, _BY_INITIAL.get(text[at : at + 1].lower(), ()))
