"""What an article's own dates say of when it was written, for articles that carry no date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from trichluc.article import Article, Period
from trichluc.periods.parts import Part
from trichluc.periods.phrases import Before, phrases, words
from trichluc.periods.readings import Reading

AHEAD = re.compile(rf"(?i:(?<!\w){phrases('future')})")
_LAW = Before("laws", rf"{words(0, 9)} (?:số )?\(?")
_BORN = Before("born", rf"{words(0, 2)} ?:? ?\(?")
_FOUNDED = Before("founded", rf"{words(0, 2)} ?\(?")
_PLANS = Before("planned_year", rf"{words(0, 5)} ?")
_REVIEWS = Before("reviewed_year", rf"{words(0, 9)} ?")
_FORECAST = Before("forecast_year", rf"{words(0, 8)} ?")
_COMPARED = re.compile(r"(?i:(?:so với |bằng [\w,.%]+ (?:so với )?)cùng kỳ(?: của)? )\Z")
_OF_DOCUMENT = Before("documents", r"(?: [\w/.-]+){0,4},? \(?")
_DONE = re.compile(r",?(?: [^\W\d]+,?){0,8}? đã(?!\w)")
_WILL = re.compile(r",?(?: [^\W\d]+,?){0,4}? (?:sẽ|dự kiến)(?!\w)")
_SENTENCE_MARK = re.compile(r"[.!?;\n]")

AGAINST_SENSE = 220
"""Days that a year's candidate must be nearer to be preferred although the sentence speaks of the other direction."""
MOST_DAYS = 40
"""Of the days that a text states, the newest so many are compared with a year-less one."""
EARLIEST = 1990
"""Dates before this year tell the history of a matter, not when the article was written."""
A_YEAR_OLDER = 100
"""Days that a year older counts among the dates that the text itself gives."""
BEFORE_ITS_DAYS = 1.5
"""How much farther the news is from a stated day that it comes before."""
NEAR = 45
"""Days within which a stated day outweighs the years that the text names."""


@dataclass(slots=True)
class Stated:
    """Days that the text states in full, each with whether it lies ahead of the writing; years that it names.

    `documents` is the newest date of a document, which the article must follow; `term` the first year of the newest
    term of office. `years` holds the first day of each year or month named, and how (`planned`, `reviewed` or neither).
    `ends` are days that close a stretch, which may lie ahead. `newest_past` is the year of the newest day not ahead of the writing (of any, where all are ahead).
    """

    days: dict[date, bool] = field(default_factory=dict)
    years: list[tuple[date, str]] = field(default_factory=list)
    year_of_day: dict[tuple[int, int], int] = field(default_factory=dict)
    year_of_share: dict[tuple[tuple[int, int], tuple[int, int]], int] = field(default_factory=dict)
    latest: date | None = None
    documents: date | None = None
    term: int = 0
    ends: set[date] = field(default_factory=set)
    newest: list[tuple[date, bool]] = field(default_factory=list)
    newest_past: int = 0
    current: dict[int, int] = field(default_factory=dict)

    def current_year(self, month: int) -> int:
        """The year of writing that the years named speak for, seen from a day of this month."""
        if month not in self.current:
            self.current[month] = _current_year(self.years, month)
        return self.current[month]

    def infer(self, day: date) -> None:
        """Add a day whose year was inferred."""
        self.year_of_day[day.month, day.day] = max(day.year, self.year_of_day.get((day.month, day.day), 0))
        self.latest = max(day, self.latest or day)


def gather(article: Article) -> Stated:
    """The article's dates that bear on when it was written: no births, laws, terms, forecasts or history."""
    found = Stated()
    for period in article.periods:
        reading, day = period.reading, period.ends_on or period.starts_on
        if reading and reading.head == "term" and period.starts_on:
            found.term = max(found.term, period.starts_on.year)
        if not reading or not day or reading.head or not reading.year_known or day.year < EARLIEST or _is_long(period):
            continue
        if is_background(article, period):
            continue
        left = _left(article, period)
        if period.grain == "day":
            of_document = is_document(article.text, period.char_start)
            found.days[day] = not of_document and is_ahead(article.text, period)
            if reading.last and (reading.edge or not reading.is_point):
                found.ends.add(day)
            for end in {period.starts_on or day, day}:
                found.year_of_day[end.month, end.day] = max(end.year, found.year_of_day.get((end.month, end.day), 0))
            if reading.is_point and of_document:
                found.documents = max(day, found.documents or day)
        elif reading.is_point or period.grain != "year" or _DONE.match(article.text, period.char_end):
            start = period.starts_on or day
            if _COMPARED.search(left):  # what is compared with a year is of the next one
                start = date(start.year + 1, 1, 1)
            edge = reading.first
            if isinstance(edge, Part) and reading.form == "season":
                found.year_of_share.setdefault((edge.first, edge.last), start.year)
            found.years.append((start, _sense(left, article.text, period.char_end)))
    found.newest = sorted(found.days.items())[-MOST_DAYS:]
    past = [day.year for day, ahead in found.newest if not ahead] or [day.year for day, _ in found.newest]
    found.newest_past = max(past, default=0)
    found.latest = _latest(found)
    return found


def is_background(article: Article, period: Period) -> bool:
    """Whether a date is of a birth, a foundation, a law or a forecast, which say little of when the article was written."""
    left = _left(article, period)
    if _LAW.search(left) or _FORECAST.search(left) or (period.grain != "day" and _FOUNDED.search(left)):
        return True
    return bool(_BORN.search(left)) and not _is_anniversary(period)


def is_document(text: str, at: int) -> bool:
    """Whether a document's name stands before the date."""
    return bool(_OF_DOCUMENT.search(text[max(0, at - 60) : at]))


def _left(article: Article, period: Period) -> str:
    return article.text[max(0, period.char_start - 60) : period.char_start]


def _is_anniversary(period: Period) -> bool:
    """`(22/5/1927 - 22/5/2017)`."""
    start, end = period.starts_on, period.ends_on
    return bool(start and end and (start.month, start.day) == (end.month, end.day) and start < end)


def _is_long(period: Period) -> bool:
    """A century, a decade or part of a career; an anniversary's pair counts by its last day."""
    return bool(
        period.starts_on and period.ends_on and period.grain != "day" and (period.ends_on - period.starts_on).days > 366
    )


def is_ahead(text: str, period: Period) -> bool:
    """Whether the words before a date, or a `sẽ` right behind it, say that it is still to come."""
    return bool(AHEAD.search(clause_before(text, period.char_start)) or _WILL.match(text, period.char_end))


def _latest(found: Stated) -> date | None:
    """The newest date not ahead of the writing; of a year or a month its first day."""
    past = [day for day, ahead in found.days.items() if not ahead]
    past += [day for day, sense in found.years if sense != "planned"]
    return max(past or [*found.days, *(day for day, _ in found.years)], default=None)


def fitting_year(reading: Reading, stated: Stated, leads: bool) -> int | None:
    """The year of the same day where the text states it; else by the days near it, or the newest year named.

    `leads` says that the day is the article's news, which follows whatever it cites.
    """
    edge = reading.last or reading.first
    assert isinstance(edge, Part)
    if edge.grain == "day" and edge.last in stated.year_of_day:
        return stated.year_of_day[edge.last]
    if reading.form == "season" and (edge.first, edge.last) in stated.year_of_share:
        return stated.year_of_share[edge.first, edge.last]  # `6 tháng cuối năm 2018`, later without its year
    nearest = _nearest(reading, stated, leads)
    year = label = stated.current_year(edge.last[0])
    if nearest and (nearest[0] <= NEAR or label <= stated.newest[-1][0].year):
        year = nearest[1]
        if leads and stated.documents and -distance(reading, year, stated.documents) > NEAR:
            year += 1  # news of a day before the document that it cites would be old
    return year if year and year >= stated.term - 1 else None


def _nearest(reading: Reading, stated: Stated, leads: bool) -> tuple[float, int] | None:
    """The year that puts the reading nearest to a day that the text states, and how far from it that is.

    News tends to follow the days that it states.
    """
    spans = cache(lambda year: _counted_from(reading.dates(year)))
    options = (
        (
            _farness(_distance(spans(year), day), leads and not ahead and day not in stated.ends)
            + A_YEAR_OLDER * (stated.newest_past - day.year)
            + ahead * AGAINST_SENSE,
            year,
        )
        for day, ahead in stated.newest
        for year in (day.year - 1, day.year, day.year + 1)
    )
    return min(options, default=None)


def _farness(days: int, news: bool) -> float:
    return -days * BEFORE_ITS_DAYS if news and days < 0 else abs(days)


def _counted_from(span: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """A stretch by its end, where it is counted from New Year (`từ đầu năm đến 15/11`)."""
    start, end = span
    return (end, end) if start and end and (start.month, start.day) == (1, 1) else span


def _sense(left: str, text: str, end: int) -> str:
    """Whether a year is named as one to plan for or to look back on."""
    if _REVIEWS.search(left) or _DONE.match(text, end):
        return "reviewed"
    return "planned" if _PLANS.search(left) else ""


def _current_year(years: list[tuple[date, str]], month: int) -> int:
    """The year of writing: the newest named; but a year is planned before it begins and reviewed after it."""
    newest = max((day.year for day, _ in years), default=0)
    senses = {sense for day, sense in years if day.year == newest}
    reviewed = any(sense == "reviewed" and day.year == newest - 1 for day, sense in years)
    if month >= 11 and (senses == {"planned"} or ("planned" in senses and reviewed)):
        return newest - 1
    if senses == {"planned"} and month > 3:
        return max((day.year for day, sense in years if sense != "planned"), default=newest)
    last = [sense for day, sense in years if day.year == newest]
    over = last.count("reviewed") * 2 >= len(last) > 0 and "planned" not in senses
    return newest + 1 if over and month <= 2 else newest


def clause_before(text: str, at: int) -> str:
    """What stands before `at` in its sentence, as far as it bears on it."""
    window = text[max(0, at - 80) : at]
    return _SENTENCE_MARK.split(window)[-1]


def distance(reading: Reading, year: int, reference: date) -> int:
    """Days from the reference to the period in `year`: negative when it is past, 0 inside it."""
    return _distance(reading.dates(year), reference)


def _distance(span: tuple[date | None, date | None], reference: date) -> int:
    start, end = span
    known = [day for day in (start, end) if day]
    if not known:
        return 9999
    if known[0] <= reference <= known[-1]:
        return 0
    return (known[0] - reference).days if known[0] > reference else (known[-1] - reference).days
