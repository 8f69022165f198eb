"""What an article's own dates say of when it was written, for articles that carry no date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from trichluc.article import Article, Period
from trichluc.periods.named_years import current_year, is_done, looks_back, named
from trichluc.periods.parts import Part
from trichluc.periods.phrases import Before, clause_before, phrases, words
from trichluc.periods.readings import Reading

AHEAD = re.compile(rf"(?i:(?<!\w){phrases('future')})")
_LAW = Before("laws", rf"{words(0, 9)} (?:số )?\(?")
_BORN = Before("born", rf"{words(0, 2)} ?:? ?\(?")
_FOUNDED = Before("founded", rf"{words(0, 2)} ?\(?")
_FORECAST = Before("forecast_year", rf"{words(0, 8)} ?")
_APPLIED = re.compile(
    r"(?i:(?:điều|khoản) [0-9]+[a-zđ]?,? (?:[^\W\d]+ ){0,3}?(?:nghị định|bộ luật|luật|thông tư|pháp lệnh)[^.;\n]*)\Z"
)
_OF_DOCUMENT = Before("documents", r"(?: [\w/.-]+){0,4},? \(?")
_AFTER_SYMBOL = re.compile(r"[0-9][/-][\w/.-]*[A-ZĐ]{2}[\w&-]*,? \(?\Z")
_WILL = re.compile(r",?(?: [^\W\d]+,?){0,4}? (?:sẽ|dự kiến)(?!\w)")

AGAINST_SENSE = 220
"""Days that a year's candidate must be nearer to be preferred although the sentence speaks of the other direction."""
MOST_DAYS = 40
"""Of the days that a text states, the newest so many are compared with a year-less one."""
EARLIEST = 1990
"""Dates before this year tell the history of a matter, not when the article was written."""
A_YEAR_OLDER = 100
"""Days that a year older counts among the dates that the text itself gives."""
A_DOCUMENT = 40
"""Days that a document's date counts as farther from the news than other days."""
BEFORE_ITS_DAYS = 2.5
"""How much farther the news is from a stated day that it comes before."""
NEAR = 45
"""Days within which a stated day outweighs the years that the text names."""


@dataclass(slots=True)
class Stated:
    """Days that the text states in full, each with whether it lies ahead of the writing; years that it names.

    `documents` is the newest date of a document, which the article must follow; `term` the first year of the newest
    term of office. `years` holds the first day of each year or month named, and how (`planned`, `reviewed`, `over` or neither).
    `ends` are days that close a stretch, which may lie ahead, `of_documents` days of documents alone. `looked_back` is
    where the last year that only tells of the past (`vào năm 2012`, `từ năm 2013`) ends; the news is in no year before
    `no_earlier`. `newest_past` is the year of the newest day not ahead of the writing (of any, where all are ahead).
    """

    days: dict[date, bool] = field(default_factory=dict)
    years: list[tuple[date, str]] = field(default_factory=list)
    year_of_day: dict[tuple[int, int], int] = field(default_factory=dict)
    year_of_share: dict[tuple[tuple[int, int], tuple[int, int]], int] = field(default_factory=dict)
    latest: date | None = None
    documents: date | None = None
    term: int = 0
    ends: set[date] = field(default_factory=set)
    of_documents: set[date] = field(default_factory=set)
    looked_back: int = -1
    no_earlier: int = 0
    newest: list[tuple[date, bool]] = field(default_factory=list)
    newest_past: int = 0
    current: dict[int, int] = field(default_factory=dict)

    def current_year(self, month: int) -> int:
        """The year of writing that the years named speak for, seen from a day of this month."""
        if month not in self.current:
            self.current[month] = current_year(self.years, month)
        return self.current[month]

    def lead(self, day: date) -> None:
        """Let the days that follow be told from the article's news, no longer from the documents that it cites."""
        self.newest = [(other, ahead) for other, ahead in self.newest if other not in self.of_documents]
        self.newest.append((day, False))

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
        if period.grain == "day":
            _add_day(found, article, period, day)
        elif reading.is_point or period.grain != "year" or is_done(article.text, period.char_end):
            _add_year(found, article, period, period.starts_on or day)
        elif reading.edge == "from":
            found.looked_back = period.char_end
            found.no_earlier = max(found.no_earlier, period.starts_on.year if period.starts_on else 0)
    found.newest = sorted(found.days.items())[-MOST_DAYS:]
    past = [day.year for day, ahead in found.newest if not ahead] or [day.year for day, _ in found.newest]
    found.newest_past = max(past, default=0)
    found.latest = _latest(found)
    return found


def _add_day(found: Stated, article: Article, period: Period, day: date) -> None:
    reading = period.reading
    assert reading
    of_document = is_document(article.text, period.char_start)
    if of_document and _APPLIED.search(_left(article, period)):
        found.no_earlier = max(found.no_earlier, day.year)
        return  # a law in force says little of when the article was written
    found.days[day] = not of_document and is_ahead(article.text, period)
    if reading.last and (reading.edge or not reading.is_point):
        found.ends.add(day)
    for end in {period.starts_on or day, day}:
        found.year_of_day[end.month, end.day] = max(end.year, found.year_of_day.get((end.month, end.day), 0))
    if reading.is_point and of_document:
        found.documents = max(day, found.documents or day)
        found.of_documents.add(day)


def _add_year(found: Stated, article: Article, period: Period, day: date) -> None:
    reading = period.reading
    assert reading
    start, sense = named(article.text, period, _left(article, period), day)
    edge = reading.first
    if isinstance(edge, Part) and reading.form == "season":
        found.year_of_share.setdefault((edge.first, edge.last), start.year)
    if not sense and looks_back(article.text, period, found.looked_back):
        found.looked_back = period.char_end
    else:
        found.years.append((start, sense))


def is_background(article: Article, period: Period) -> bool:
    """Whether a date is of a birth, a foundation, a law or a forecast, which say little of when the article was written."""
    left = _left(article, period)
    if _LAW.search(left) or _FORECAST.search(left) or (period.grain != "day" and _FOUNDED.search(left)):
        return True
    return bool(_BORN.search(left)) and not _is_anniversary(period)


def is_document(text: str, at: int) -> bool:
    """Whether a document's name or symbol stands before the date."""
    left = text[max(0, at - 60) : at]
    return bool(_AFTER_SYMBOL.search(left) or _OF_DOCUMENT.search(left))


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
    outdated = (
        nearest
        and label > nearest[1]
        and len(stated.days) == len(stated.of_documents)
        and any(day.year == label for day, _ in stated.years)
    )
    if nearest and not outdated and (nearest[0] <= NEAR or label <= stated.newest[-1][0].year):
        year = nearest[1]
        if leads and stated.documents and -distance(reading, year, stated.documents) > NEAR:
            year += 1  # news of a day before the document that it cites would be old
    return year if year and year >= stated.term - 1 else None


def _nearest(reading: Reading, stated: Stated, leads: bool) -> tuple[float, int] | None:
    """The year that puts the reading nearest to a day that the text states, and how far from it that is.

    News tends to follow the days that it states.
    """
    spans = cache(lambda year: _counted_from(reading.dates(year)))
    label = reading.form in ("month", "season")
    papers = stated.of_documents if len(stated.days) > len(stated.of_documents) else set()
    options = (
        (
            _farness(_distance(spans(year), day), leads and not ahead and day not in stated.ends)
            + A_YEAR_OLDER * (stated.newest_past - day.year)
            + A_YEAR_OLDER * (label and year != day.year and (day in papers or day not in stated.of_documents))
            + A_DOCUMENT * (leads and day in papers)
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
