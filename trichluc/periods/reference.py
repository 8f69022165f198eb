"""The day against which an article's dates are read, and the years that its year-less dates get from it."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trichluc.article import Article, Period
from trichluc.periods.parts import Part
from trichluc.periods.phrases import before, phrases, words
from trichluc.periods.readings import Reading
from trichluc.periods.relative import SAME, Relative

_AHEAD = re.compile(rf"(?i:(?<!\w){phrases('future')})")
_AHEAD_AFTER = re.compile(r"(?i: (?:tới|sắp tới|sẽ|tiếp theo)(?!\w))")
_PAST = re.compile(rf"(?i:(?<!\w){phrases('past')})")
_PAST_AFTER = re.compile(r"(?i: (?:vừa qua|vừa rồi|qua|đã)(?!\w))")
_LAW = before("laws", rf"{words(0, 9)} (?:số )?\(?")
_BORN = before("born", rf"{words(0, 2)} ?:? ?\(?")
_PLANS = before("planned_year", rf"{words(0, 5)} ?")
_REVIEWS = before("reviewed_year", rf"{words(0, 9)} ?")
_OF_YEAR = re.compile(r"(?: ?[-,(]? ?[^\W\d]+){0,5} của ?")
_LIST_LINK = re.compile(r" ?(?:,|và|;|hoặc|&|, và) ?(?:ngày )?")
_SENTENCE_MARK = re.compile(r"[.!?;\n]")

AGAINST_SENSE = 220
"""Days that a year's candidate must be nearer to be preferred although the sentence speaks of the other direction."""
ANOTHER_YEAR = 60
"""Days that a month or quarter of another year counts as farther: `quý III` is first this year's."""
MOST_DAYS = 40
"""Of the days that a text states, the newest so many are compared with a year-less one."""
EARLIEST = 1990
"""Dates before this year tell the history of a matter, not when the article was written."""
A_YEAR_OLDER = 100
"""Days that a year older counts among the dates that the text itself gives."""


def settle(article: Article) -> None:
    """Set the reference date and its basis, and date every period that lacks a year or is told from today."""
    _settle_years(article)
    spoken_of: Period | None = None
    for period in article.periods:
        edge = period.reading and period.reading.first
        if isinstance(edge, Relative) and edge.unit == SAME and spoken_of:
            _fill(period, (spoken_of.starts_on, spoken_of.ends_on), "anchored")
        elif period.grain == "day" and period.starts_on == period.ends_on:
            spoken_of = period


def _settle_years(article: Article) -> None:
    published = article.header.published_at
    waiting = [p for p in article.periods if p.reading and not p.reading.year_known]
    if published:
        article.reference_date, article.reference_basis = published.date(), "published"
        following = _following(article)
        for period in waiting:
            year_behind = _year_behind(article.text, period, following.get(id(period)))
            _date_from(article, period, published.date(), year_behind)
        return
    _settle_from_text(article, waiting)


def _following(article: Article) -> dict[int, Period]:
    return {id(period): after for period, after in pairwise(article.periods)}


def _date_from(article: Article, period: Period, reference: date, year_behind: int | None = None) -> None:
    reading = period.reading
    assert reading
    if reading.relative:
        _fill(period, reading.dates(reference=reference), "anchored")
        return
    if reading.years_off is not None:
        year = reference.year + reading.years_off
    else:
        year = year_behind or _nearest_year(reading, reference, _direction(article.text, period))
    _fill(period, reading.dates(year), "year_inferred")


def _fill(period: Period, dates: tuple[date | None, date | None], resolution: str) -> None:
    period.starts_on, period.ends_on = dates
    period.resolution = resolution


def _direction(text: str, period: Period) -> int:
    """1 where the words about the period speak of the future, -1 of the past, 0 where they say neither."""
    after = text[period.char_end : period.char_end + 12]
    if _AHEAD_AFTER.match(after):
        return 1
    if _PAST_AFTER.match(after):
        return -1
    clause = _clause_before(text, period.char_start)
    if _AHEAD.search(clause):
        return 1
    return -1 if _PAST.search(clause) else 0


def _clause_before(text: str, at: int) -> str:
    window = text[max(0, at - 80) : at]
    return _SENTENCE_MARK.split(window)[-1]


def _nearest_year(reading: Reading, reference: date, direction: int) -> int:
    """The year in which the period lies nearest to the reference, as news speaks of what is near."""
    years = (reference.year, reference.year - 1, reference.year + 1)
    label = reading.form in ("month", "season")

    def cost(year: int) -> float:
        elsewhere = ANOTHER_YEAR if label and year != reference.year else 0
        return _cost(_distance(reading, year, reference), direction) + elsewhere

    return min(years, key=cost)


def _distance(reading: Reading, year: int, reference: date) -> int:
    """Days from the reference to the period in `year`: negative when it is past, 0 inside it."""
    start, end = reading.dates(year)
    known = [day for day in (start, end) if day]
    if not known:
        return 9999
    if known[0] <= reference <= known[-1]:
        return 0
    return (known[0] - reference).days if known[0] > reference else (known[-1] - reference).days


def _cost(distance: int, direction: int) -> float:
    against = distance * direction < 0
    return abs(distance) * (1.1 if distance > 0 else 1) + (AGAINST_SENSE if against else 0)


def _year_behind(text: str, period: Period, following: Period | None) -> int | None:
    """The year that what follows states for both: `ngày 13/4 và 20/4/2025`, `31/12 - ngày cuối cùng của năm 2005`."""
    reading = following and following.reading
    edge = reading and (reading.first or reading.last)
    if not following or not isinstance(edge, Part) or following.char_start - period.char_end > 40:
        return None
    link = _LIST_LINK if following.grain == period.grain else _OF_YEAR
    return edge.year if link.fullmatch(text, period.char_end, following.char_start) else None


def _settle_from_text(article: Article, waiting: list[Period]) -> None:
    """Without a publication date: year-less dates by the article's own dates, then the latest of all as reference."""
    evidence = _gather(article)
    if not evidence.days and not evidence.years:
        return
    yearless = [p for p in waiting if p.reading and not p.reading.relative and p.reading.years_off is None]
    following = _following(article)
    for period in yearless:
        _settle_year(period, _year_behind(article.text, period, following.get(id(period))), evidence)
    for period in yearless:
        if period.reading and not (period.starts_on or period.ends_on):
            _settle_year(period, _fitting_year(period.reading, evidence), evidence)
    article.reference_basis = "dates_in_text"
    article.reference_date = evidence.latest
    for period in waiting:
        if period.reading and (
            (period.reading.relative and period.grain != "day") or period.reading.years_off is not None
        ):
            _date_from(article, period, article.reference_date)


def _settle_year(period: Period, year: int | None, evidence: _Evidence) -> None:
    if year and period.reading:
        _fill(period, period.reading.dates(year), "year_inferred")
        day = period.ends_on or period.starts_on
        if period.grain == "day" and day:
            evidence.days[day] = False


@dataclass(slots=True)
class _Evidence:
    """Days that the text states in full, each with whether it lies ahead of the writing; years that it names."""

    days: dict[date, bool]
    years: list[tuple[int, str]]

    @property
    def latest(self) -> date:
        """The newest day not ahead; with years alone, the first day of the newest."""
        past = [day for day, ahead in self.days.items() if not ahead] or [*self.days]
        return max(past) if past else date(max(year for year, _ in self.years), 1, 1)


def _gather(article: Article) -> _Evidence:
    found = _Evidence({}, [])
    for period in article.periods:
        reading = period.reading
        day = period.ends_on or period.starts_on
        if not reading or not reading.year_known or reading.head or day is None or day.year < EARLIEST:
            continue
        left = article.text[max(0, period.char_start - 60) : period.char_start]
        if _BORN.search(left) or _LAW.search(left):
            continue
        if period.grain == "day":
            found.days[day] = bool(_AHEAD.search(_clause_before(article.text, period.char_start)))
        elif reading.first is reading.last:
            found.years.append((day.year, _sense(left)))
    return found


def _fitting_year(reading: Reading, evidence: _Evidence) -> int | None:
    """The year of the same day where the text states it, else of the newest year that it names, else the nearest."""
    edge = reading.last or reading.first
    assert isinstance(edge, Part)
    if edge.grain == "day":
        same = [day.year for day in evidence.days if (day.month, day.day) == edge.last]
        if same:
            return max(same)
    label = _current_year(evidence.years, edge.last[0])
    if not evidence.days or label > evidence.latest.year:
        return label
    return min(_options(reading, evidence))[1]


def _sense(left: str) -> str:
    """Whether a year is named as one to plan for or to look back on."""
    if _REVIEWS.search(left):
        return "reviewed"
    return "planned" if _PLANS.search(left) else ""


def _current_year(years: list[tuple[int, str]], month: int) -> int:
    """The year of writing: the newest that the text names; but a year is planned before it begins and reviewed after."""
    if not years:
        return 0
    newest = max(year for year, _ in years)
    senses = {sense for year, sense in years if year == newest}
    if senses == {"planned"} and month >= 11:
        return newest - 1
    if senses == {"planned"} and month > 3:
        return max((year for year, sense in years if sense != "planned"), default=newest)
    return newest + 1 if senses == {"reviewed"} and month <= 2 else newest


def _options(reading: Reading, evidence: _Evidence) -> list[tuple[float, int]]:
    latest = evidence.latest.year
    return [
        (abs(_distance(reading, year, day)) + A_YEAR_OLDER * (latest - day.year) + ahead * AGAINST_SENSE, year)
        for day, ahead in heapq.nlargest(MOST_DAYS, evidence.days.items())
        for year in (day.year - 1, day.year, day.year + 1)
    ]
