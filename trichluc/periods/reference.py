"""The day against which an article's dates are read, and the years that its year-less dates get from it."""

from __future__ import annotations

import re
from datetime import date

from trichluc.article import Article, Period
from trichluc.periods.parts import Part
from trichluc.periods.readings import Reading

_AHEAD = re.compile(r"(?i:\b(?:sẽ|dự kiến|sắp|chuẩn bị|kế hoạch|phấn đấu|hạn|chậm nhất|mừng|hướng tới)(?!\w))")
_AHEAD_AFTER = re.compile(r"(?i: (?:tới|sắp tới|sẽ|tiếp theo)(?!\w))")
_PAST = re.compile(r"(?i:\b(?:đã|vừa|từng|hôm)(?!\w))")
_PAST_AFTER = re.compile(r"(?i: (?:vừa qua|vừa rồi|qua|đã)(?!\w))")
_LAW = re.compile(r"(?:[Ll]uật|[Hh]iến pháp|[Pp]háp lệnh)(?: [^\W\d]+,?){0,9} (?:số )?\(?\Z")
_LIST_LINK = re.compile(r"(?i: ?(?:,|và|;|hoặc|&|, và) ?\Z)")
_SENTENCE_MARK = re.compile(r"[.!?;\n]")

AGAINST_SENSE = 220
"""Days that a year's candidate must be nearer to be preferred although the sentence speaks of the other direction."""
A_YEAR_OLDER = 100
"""Days that a year older counts among the dates that the text itself gives."""


def settle(article: Article) -> None:
    """Set the reference date and its basis, and date every period that lacks a year or is told from today."""
    published = article.header.published_at
    waiting = [p for p in article.periods if p.reading and not p.reading.year_known]
    if published:
        article.reference_date, article.reference_basis = published.date(), "published"
        for period in waiting:
            _date_from(article, period, published.date())
        return
    _settle_from_text(article, waiting)


def _date_from(article: Article, period: Period, reference: date) -> None:
    reading = period.reading
    assert reading
    if reading.relative:
        _fill(period, reading.dates(reference=reference), "anchored")
        return
    if reading.years_off is not None:
        year = reference.year + reading.years_off
    else:
        year = _neighbour_year(article, period) or _nearest_year(reading, reference, _direction(article.text, period))
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
    return min(years, key=lambda year: _cost(_distance(reading, year, reference), direction))


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


def _neighbour_year(article: Article, period: Period) -> int | None:
    """`ngày 13/4 và 20/4/2025`: the year that the next of a list states."""
    following = next((p for p in article.periods if p.char_start >= period.char_end), None)
    if not following or following.char_start - period.char_end > 12 or following.grain != period.grain:
        return None
    if not _LIST_LINK.match(article.text[period.char_end : following.char_start]):
        return None
    reading = following.reading
    edge = reading and (reading.first or reading.last)
    return edge.year if isinstance(edge, Part) else None


def _settle_from_text(article: Article, waiting: list[Period]) -> None:
    """Without a publication date: year-less dates by the article's own dates, then the latest of all as reference."""
    days, years = _evidence(article)
    if not days and not years:
        return
    label = max(years, default=0)
    latest = max((day for day, _ in days), default=date(label or 1, 1, 1))
    for period in waiting:
        reading = period.reading
        assert reading
        if not reading.relative:
            year = _neighbour_year(article, period) or _fitting_year(reading, days, label, latest)
            _fill(period, reading.dates(year), "year_inferred")
    article.reference_basis = "dates_in_text"
    article.reference_date = _latest(article, [day for day, ahead in days if not ahead] or [latest])
    for period in waiting:
        if period.reading and period.reading.relative and period.grain in ("year", "quarter"):
            _fill(period, period.reading.dates(reference=article.reference_date), "anchored")


def _latest(article: Article, days: list[date]) -> date:
    inferred = [p.starts_on for p in article.periods if p.resolution == "year_inferred" and p.starts_on]
    return max(days + inferred)


def _evidence(article: Article) -> tuple[list[tuple[date, bool]], list[int]]:
    """Days that the text states in full, each with whether it lies ahead of the writing, and the years it names."""
    days: list[tuple[date, bool]] = []
    years: list[int] = []
    for period in article.periods:
        reading = period.reading
        if not reading or not reading.year_known or reading.head:
            continue
        day = period.ends_on or period.starts_on
        if day is None or day.year < 1945:
            continue
        if period.grain == "day":
            days.append((day, bool(_AHEAD.search(_clause_before(article.text, period.char_start)))))
        elif reading.first is reading.last and not _LAW.search(
            article.text[max(0, period.char_start - 60) : period.char_start]
        ):
            years.append(day.year)
    return days, years


def _fitting_year(reading: Reading, days: list[tuple[date, bool]], label: int, latest: date) -> int | None:
    """The year of the same day where the text states it, else of the newest year that it names, else the nearest."""
    edge = reading.last or reading.first
    if isinstance(edge, Part) and edge.grain == "day":
        same = [day.year for day, _ in days if (day.month, day.day) == edge.last]
        if same:
            return max(same)
    if label > latest.year or not days:
        return label
    options = [
        (abs(_distance(reading, year, day)) + A_YEAR_OLDER * (latest.year - day.year) + ahead * AGAINST_SENSE, year)
        for day, ahead in days
        for year in (day.year - 1, day.year, day.year + 1)
    ]
    return min(options)[1]
