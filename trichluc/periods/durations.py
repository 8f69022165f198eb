"""Durations that the text fixes at both ends: by the date of the document they review, or by an anniversary's pair.

`15 năm thực hiện Chỉ thị … ngày 31/7/2006` runs from that day for fifteen years; `90 năm ngày thành lập …
(28/7/1929-28/7/2019)` is the pair's. Bare durations (`trong 5 năm`) are no periods.
"""

from __future__ import annotations

import re
from datetime import date

from trichluc.article import Article, Citation, Period
from trichluc.periods import numerals
from trichluc.scan import Scan

_WIDTH = 110
_YEARS = re.compile(
    rf"(?i:(?P<lead>(?:qua|sau)(?: hơn| gần)? )?\b(?P<count>[0-9]{{1,3}}|{'|'.join(numerals.COUNTS)}) năm)"
    r"(?P<rest>(?: (?!năm)[^\W\d]+,?){1,22} ?[(“\"]?)\Z"
)
_CARRIES_OUT = re.compile(r"(?i: (?:triển khai|thực hiện|thi hành|ban hành|ra đời|quán triệt|tổ chức))")


def durations(article: Article, scan: Scan) -> list[Period]:
    """The article's anchored durations, by position."""
    found = [
        _of_document(scan.text, citation) for citation in article.citations if citation.issued_on or citation.antecedent
    ]
    found += [_of_anniversary(scan.text, period) for period in article.periods if period.type == "anniversary"]
    taken = {period.char_start for period in article.periods}
    by_start = {period.char_start: period for period in found if period and period.char_start not in taken}
    return [by_start[start] for start in sorted(by_start)]


def _of_document(text: str, citation: Citation) -> Period | None:
    issued_on = citation.issued_on or (citation.antecedent and citation.antecedent.issued_on)
    found = _years_before(text, citation.char_start) if issued_on else None
    if not found or not issued_on or not _CARRIES_OUT.match(found["rest"]):
        return None
    count = numerals.number(found["count"], numerals.COUNTS) or 0
    period = _period(text, found, issued_on, _later(issued_on, count))
    if period:
        period.citation = citation
    return period


def carried_out_until(text: str, citation: Citation) -> date | None:
    """When the years are over that `n năm thực hiện` before a dated document counts."""
    found = _years_before(text, citation.char_start)
    if not found or not citation.issued_on or not _CARRIES_OUT.match(found["rest"]):
        return None
    return _later(citation.issued_on, numerals.number(found["count"], numerals.COUNTS) or 0)


def _of_anniversary(text: str, period: Period) -> Period | None:
    start, end = period.starts_on, period.ends_on
    found = _years_before(text, period.char_start)
    if not found or not start or not end:
        return None
    count = numerals.number(found["count"], numerals.COUNTS) or 0
    if start == end:
        return _period(text, found, _later(end, -count), end)
    return _period(text, found, start, end) if end.year - start.year == count else None


def _years_before(text: str, at: int) -> re.Match[str] | None:
    """`n năm` with only words between it and `at`."""
    start = max(text.rfind("\n", max(0, at - _WIDTH), at) + 1, at - _WIDTH, 0)
    if " năm" not in text[start:at].lower():
        return None
    for place in _PLACES.finditer(text, start, at):
        if found := _YEARS.match(text, place.start(), at):
            return found
    return None


_PLACES = re.compile(
    rf"(?i:(?:(?:qua|sau)(?: hơn| gần)? )?(?<!\w)(?:[0-9]{{1,3}}|{'|'.join(numerals.COUNTS)}) năm(?!\w))"
)


def _period(text: str, found: re.Match[str], start: date | None, end: date | None) -> Period | None:
    if not start or not end or end <= start:
        return None
    first, last = found.start(), found.start("rest")
    return Period(first, last, text[first:last], "duration", start, end, "year", "anchored")


def _later(day: date, years: int) -> date | None:
    if not 0 < abs(years) < 200:
        return None
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
