"""Between what days an article was written, by its own words: after what it tells as past, before what it says will be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from trichluc.article import Article, Period
from trichluc.periods.durations import carried_out_until
from trichluc.periods.phrases import clause_before, phrases
from trichluc.periods.readings import Reading
from trichluc.periods.stated import EARLIEST, is_background, is_document

_TOLD = re.compile(rf"(?i:(?<!\w)(?:trước đó|{phrases('past')}))")
_DONE = re.compile(r",?(?: \w+,?){0,9}? đã(?!\w)")
_COMMA = re.compile(",")
_WILL_BEFORE = re.compile(r"(?i:(?<!\w)(?:sẽ|dự kiến|sắp)(?: \w+,?){0,8},? \Z)")
_WILL = re.compile(r",?(?: \w+,?){0,12}? (?:sẽ|dự kiến)(?!\w)")
_YEAR = re.compile(r"[/-]((?:19|20)[0-9]{2})/")
_LATE = 10
"""The month from which on a year is spoken of as if it were over."""
_SLACK = timedelta(10)
_TOO_LATE = timedelta(30)
_MOST_YEARS = 5
_REVIEWED_EARLY = timedelta(120)


def within_bounds(article: Article, reading: Reading, year: int) -> int | None:
    """The year that puts the article's news after what it tells as past; null where that is too far from `year`.

    News put after something that it says will be goes back a year, unless it were then too early.
    """
    after, before = bounds(article)
    day = _last(reading, year)
    if day and after and day < after - _SLACK:
        later = (y for y in range(year + 1, year + _MOST_YEARS) if (_last(reading, y) or day) >= after - _SLACK)
        return next(later, None)
    if day and before and day > before + _TOO_LATE:
        earlier = _last(reading, year - 1)
        return year - 1 if earlier and (not after or earlier >= after - _SLACK) else year
    return year


def _last(reading: Reading, year: int) -> date | None:
    start, end = reading.dates(year)
    return end or start


def bounds(article: Article) -> tuple[date | None, date | None]:
    """The last day told as past (or cited, by a document's year), and the first one after it that lies ahead."""
    told, ahead = [date(year, 1, 1) for year in _years_cited(article)] + list(_reviewed(article)), []
    for period in article.periods:
        reading = period.reading
        if not reading or not reading.year_known or reading.head or is_background(article, period):
            continue
        sense = _sense(article.text, period)
        if sense == "ahead" and period.ends_on:
            ahead.append(period.ends_on)
        elif sense == "told" and (day := _told_day(period)):
            told.append(day)
    after = max(told, default=None)
    return after, min((day for day in ahead if not after or day > after), default=None)


def _reviewed(article: Article) -> Iterator[date]:
    """`sơ kết 1 năm thực hiện Quy định số 01 ngày 3/3/2016`: some weeks before a year has passed, at the earliest."""
    for citation in article.citations:
        end = carried_out_until(article.text, citation) if citation.issued_on else None
        if end:
            yield end - _REVIEWED_EARLY


def _years_cited(article: Article) -> set[int]:
    written = (_YEAR.search(citation.symbol) for citation in article.citations if citation.symbol)
    return {int(found[1]) for found in written if found}


def _sense(text: str, period: Period) -> str:
    reading = period.reading
    assert reading
    clause = clause_before(text, period.char_start)
    if period.grain == "day" and reading.is_point and not reading.edge and is_document(text, period.char_start):
        return "told"
    if _WILL_BEFORE.search(clause) or _WILL.match(text, period.char_end):
        return "ahead"
    told = _DONE.match(text, period.char_end)
    if (reading.is_point or period.grain == "month") and not reading.edge:
        told = told or _TOLD.search(clause) or _opens_sentence(text, period, clause)
    return "told" if told else ""


def _opens_sentence(text: str, period: Period, clause: str) -> re.Match[str] | None:
    """`Cuối năm 2024, chín cán bộ xin nghỉ`: so a story is told."""
    return None if clause.strip() else _COMMA.match(text, period.char_end)


def _told_day(period: Period) -> date | None:
    """The first day on which the thing can have been told."""
    reading, end = period.reading, period.ends_on
    assert reading
    if end and " hết năm " in period.surface:
        return end  # `đến hết năm 2019 đã đạt`: that year is over
    if not reading.is_point and end and end.year >= EARLIEST:
        return date(end.year, min(end.month, _LATE), 1) if period.grain != "day" else end
    return period.starts_on
