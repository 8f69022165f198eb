"""One point of the calendar as it is written: a day, a month, a quarter, a part of a year, a year, a century.

Every reader here is anchored: it takes the reading copy and a position, and gives back where the writing ends and
the `Part` that it names, or null. Readers look at no context; `trichluc.periods.evidence` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from trichluc.periods import numerals, parts
from trichluc.periods.parts import Part

Form = Literal["day", "day_month", "date", "month", "month_year", "year", "season"]


@dataclass(frozen=True, slots=True)
class Point:
    """A part of the calendar read at a position. `headed` is true where a word (`ngày`, `tháng`) says what it is."""

    start: int
    end: int
    part: Part
    form: Form
    headed: bool = False


def _words(table: dict[str, int]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


D = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
M = r"(?:0?[1-9]|1[0-2])(?![0-9])"
# In `10 tháng năm 2020` no month of May is meant.
_MONTH_WORDS = rf"(?:{_words(numerals.MONTHS)})(?!\w)(?:(?<!tháng năm)|(?! [0-9]))"
YEAR = r"(?:1[0-9]|20)[0-9]{2}(?![0-9])"
_THOUSAND = "(?:một|hai) (?:nghìn|ngàn)"
_SPELT_YEAR = (
    rf"{_THOUSAND}(?: \w+ trăm)?(?: (?:linh|lẻ))?(?: (?:{_words(numerals.DAYS | {'chín mươi': 0})}|\w+ mươi \w+))?"
)
_CYCLE_YEAR = rf"(?:năm |xuân )?(?P<stem>{numerals.STEMS}) (?P<branch>{numerals.BRANCHES})(?!\w)(?: ?-? ?\(?(?P<cycle_year>{YEAR})\)?)?"
IN_YEAR = (
    rf"(?:,? ?(?:của )?năm (?:(?P<year>{YEAR})|(?P<spelt_year>{_SPELT_YEAR}))|,? {_CYCLE_YEAR}"
    rf"|(?: ?[-/] ?|\.| (?={YEAR}(?:[,.;:)\]”\"\n]|$)))(?P<bare_year>{YEAR}))?"
)

_NUMERIC = re.compile(
    r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2})(?![0-9])"
    r"(?: ?(?P=mark) ?(?P<year>[0-9]{4}|[0-9]{2})(?![0-9]))?"
)
_GOES_ON = re.compile(r"[/.-][0-9]| / ?[0-9]|/\w|-[^\W\d_]{2}")
_RANGES_ON = re.compile(r"-[0-9]{1,2}([/.])[0-9]")
_GOES_ON_AFTER_YEAR = re.compile(r"[/.]\w")
_IN_WORDS = re.compile(
    rf"(?i:(?P<day>{D}|{_words(numerals.DAYS)}),?[ \n]?(?:của )?tháng (?P<month>{M}|{_MONTH_WORDS}){IN_YEAR})"
)
_YEAR_AFTER = re.compile(rf"(?i:,? ?năm (?P<year>{YEAR}|{_SPELT_YEAR}))")


def numeric_date(text: str, at: int) -> Point | None:
    """`21/7/2019`, `21-7`, `3.2.2017`, `01 / 5 / 2019`, `29/05/13`, `16/7 năm 2019`."""
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
    elif _GOES_ON_AFTER_YEAR.match(text, end):
        return None
    part = parts.day(day, month, year)
    return Point(at, end, part, "date" if year else "day_month") if part else None


def _year_of(digits: str | None) -> int | None:
    """Two digits stand for the years 1950 to 2049."""
    if digits is None:
        return None
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= 50 else 2000)
    return year if 1000 <= year <= 2100 else None


def _spelt(year: str) -> int | None:
    return int(year) if year.isdigit() else numerals.year(year)


def stated_year(found: re.Match[str]) -> int | None:
    """The year that `IN_YEAR` read, if it read one."""
    if digits := found["year"] or found["bare_year"] or found["cycle_year"]:
        return int(digits)
    if found["stem"]:
        return _year_of_cycle(found["stem"], found["branch"])
    return numerals.year(found["spelt_year"]) if found["spelt_year"] else None


def _year_of_cycle(stem: str, branch: str) -> int | None:
    """The year of the running cycle, 1984 to 2043."""
    place = numerals.in_cycle(stem, branch)
    return None if place is None else 1984 + place


def worded_date(text: str, at: int) -> Point | None:
    """`21 tháng 7 năm 2019`, `mười lăm tháng bảy`, `16 tháng 5/2016`."""
    found = _IN_WORDS.match(text, at)
    if not found:
        return None
    day = numerals.number(found["day"], numerals.DAYS)
    month = numerals.number(found["month"], numerals.MONTHS)
    year = stated_year(found)
    part = parts.day(day or 0, month or 0, year, lunar=_is_lunar(found))
    return Point(at, found.end(), part, "date" if year else "day_month", headed=True) if part else None


_LUNAR_MONTHS = ("giêng", "chạp")


def _is_lunar(found: re.Match[str]) -> bool:
    return bool(found["stem"]) or found["month"].lower() in _LUNAR_MONTHS


_FULL_MOON = re.compile(rf"(?i:rằm (?:tháng (?P<month>{M}|{_MONTH_WORDS})|trung thu){IN_YEAR})")
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


_MONTH_YEAR = re.compile(rf"(?P<month>[0-9]{{1,2}}) ?[/.-] ?(?P<year>{YEAR})")


def month_year(text: str, at: int) -> Point | None:
    """`6/1970`, `12-2019`."""
    found = _MONTH_YEAR.match(text, at)
    if not found or _GOES_ON_AFTER_YEAR.match(text, found.end()):
        return None
    month = int(found["month"])
    part = parts.months(month, month, int(found["year"]))
    return Point(at, found.end(), part, "month_year") if part else None


_MONTH = re.compile(rf"(?i:tháng (?P<month>{M}|{_MONTH_WORDS}){IN_YEAR})")


def month(text: str, at: int) -> Point | None:
    """`tháng 9`, `tháng 9/2019`, `tháng Giêng`, `tháng năm năm 2019`."""
    found = _MONTH.match(text, at)
    if not found or _GOES_ON_AFTER_YEAR.match(text, found.end()):
        return None
    number = numerals.number(found["month"], numerals.MONTHS) or 0
    year = stated_year(found)
    part = parts.months(number, number, year, lunar=_is_lunar(found))
    return Point(at, found.end(), part, "month_year" if year else "month", headed=True) if part else None


_QUARTER = re.compile(
    rf"(?i:quý (?P<number>(?-i:IV|I{{1,3}})(?!\w)|[1-4](?![0-9])|(?:một|hai|ba|bốn|tư|nhất|nhì)(?!\w)){IN_YEAR})"
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
    rf"(?i:(?P<count>[0-9]{{1,2}}|{_words(numerals.COUNTS)}) (?P<unit>tháng|quý) "
    rf"(?:(?P<side>đầu|cuối)(?: của)?(?:,? năm(?: học)?(?: (?P<year>{YEAR}))?|/(?P<slash_year>{YEAR}))|(?P<first>năm) (?P<same_year>{YEAR}))(?! ?[-/][0-9]))"
)
_HALF = re.compile(rf"(?i:(?:nửa(?: năm)?|bán niên) (?P<side>đầu|cuối)(?: của)? năm(?: (?P<year>{YEAR}))?)")


def share(text: str, at: int) -> Point | None:
    """`6 tháng đầu năm 2019`, `9 tháng đầu năm`, `hai quý cuối năm 2020`, `11 tháng năm 2018`, `nửa đầu năm 2020`."""
    found = _SHARE.match(text, at)
    if found:
        count = (numerals.number(found["count"], numerals.COUNTS) or 0) * (3 if found["unit"].lower() == "quý" else 1)
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
    rf"|(?P<spelt>{_SPELT_YEAR})|(?P<stem>{numerals.STEMS}) (?P<branch>{numerals.BRANCHES})(?!\w)(?: ?-? ?\(?(?P<cycle_year>{YEAR})\)?)?))"
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
        number = _year_of_cycle(found["stem"], found["branch"])
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
    r"(?i:thế (?:kỷ|kỉ)(?: thứ)? (?:(?P<roman>(?-i:X{0,2}(?:IX|IV|V?I{0,3}))(?!\w))|(?P<number>[0-9]{1,2})(?!\w)))"
)


def era(text: str, at: int) -> Point | None:
    """`những năm 1970`, `thập niên 90 của thế kỷ XX`, `thế kỷ XXI`: whole decades and centuries as runs of years."""
    if found := _DECADE.match(text, at):
        decade = int(found["decade"])
        century = _century(found["century"]) if found["century"] else 20
        first = decade if decade > 99 else (century - 1) * 100 + decade
        return Point(at, found.end(), parts.year(first, first + 9), "year", headed=True)
    if found := _CENTURY.match(text, at):
        century = _century(found["roman"] or found["number"])
        if 1 <= century <= 21:
            return Point(at, found.end(), parts.year(century * 100 - 99, century * 100), "year", headed=True)
    return None


def _century(written: str) -> int:
    return int(written) if written.isdigit() else numerals.roman(written)


_PORTION = re.compile(r"(?i:(?P<side>đầu|giữa|cuối) (?=tháng|năm|thập|những|thế|quý))")


def portion(text: str, at: int) -> Point | None:
    """`cuối tháng 3`, `đầu năm 2019`, `giữa thế kỷ XX`."""
    found = _PORTION.match(text, at)
    if not found:
        return None
    whole = first_of(text, found.end(), (month, year, era))
    if not whole:
        return None
    return Point(at, whole.end, parts.portion(found["side"].lower(), whole.part), whole.form, headed=True)


_FEW_DAYS = re.compile(
    rf"(?i:(?:(?P<count>[0-9]{{1,2}}|{_words(numerals.COUNTS)}) )?(?P<unit>ngày|tuần) (?P<side>đầu|cuối)(?: tiên| cùng)?"
    r"(?: của| trong)? (?=tháng))"
)


def few_days(text: str, at: int) -> Point | None:
    """`10 ngày đầu tháng 7`, `hai tuần cuối tháng 3`."""
    found = _FEW_DAYS.match(text, at)
    whole = found and month(text, found.end())
    if not found or not whole:
        return None
    count = numerals.number(found["count"], numerals.COUNTS) if found["count"] else 1
    days = (count or 0) * (7 if found["unit"].lower() == "tuần" else 1)
    number = whole.part.first[0]
    last = parts.LONGEST[number - 1] if number != 2 else 28
    first, last = (1, days) if found["side"].lower() == "đầu" else (last - days + 1, last)
    if not 1 <= first <= last <= parts.LONGEST[number - 1]:
        return None
    return Point(at, whole.end, Part(whole.part.year, (number, first), (number, last), "day"), "date", headed=True)


_MIXED = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>(?:19|20)[0-9]{2})(?![0-9])")


def mixed_date(text: str, at: int) -> Point | None:
    """`3/7-2019`: read only after `ngày`, since `3-7/2019` alone is a run of months."""
    found = _MIXED.match(text, at)
    if not found:
        return None
    part = parts.day(int(found["day"]), int(found["month"]), int(found["year"]))
    return Point(at, found.end(), part, "date") if part else None


Reader = Callable[[str, int], Point | None]


def first_of(text: str, at: int, readers: tuple[Reader, ...]) -> Point | None:
    """The first reader's point that reads something at `at`."""
    for reader in readers:
        if point := reader(text, at):
            return point
    return None


_INITIALS: tuple[tuple[Reader, str], ...] = (
    (lunar_day, "rm23"),
    (month, "t"),
    (quarter, "q"),
    (share, numerals.INITIALS),
    (few_days, numerals.INITIALS),
    (portion, "đgc"),
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
