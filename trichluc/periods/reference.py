"""The day against which an article's dates are read, and the years that its year-less dates get from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from itertools import pairwise

from trichluc.article import Article, Period
from trichluc.periods.bounds import within_bounds
from trichluc.periods.parts import Part
from trichluc.periods.phrases import clause_before, phrases
from trichluc.periods.readings import Reading
from trichluc.periods.relative import SAME, Relative
from trichluc.periods.stated import (
    AGAINST_SENSE,
    AHEAD,
    Stated,
    distance,
    fitting_year,
    gather,
    is_document,
)

_AHEAD_AFTER = re.compile(r"(?i: (?:tới|sắp tới|sẽ|tiếp theo)(?!\w))")
_STILL_AHEAD = re.compile(r"(?i: (?:sắp )?tới(?! đây)(?!\w))")
_PAST = re.compile(rf"(?i:(?<!\w){phrases('past')})")
_PAST_AFTER = re.compile(r"(?i: (?:vừa qua|vừa rồi|qua|đã)(?!\w))")
_OPENED = re.compile(
    r"(?i:đại hội|ký kết)(?:[^.;\n]|\.(?=\S)){0,120}(?:nhiệm kỳ|giai đoạn)[^.;\n]{5,40}(?:diễn ra|khai mạc|được tổ chức|tổ chức|\n\n)(?: vào)?(?: ngày)? ?\Z"
)
_OPENS_TERM = re.compile(
    r"(?i:,(?:[^.;\n]|\.(?=\S)){0,120}?(?<!nghị quyết )(?<!văn kiện )(?<!tiến tới )(?<!hướng tới )(?<!chuẩn bị )(?<!mừng )(?<!sau )(?<!phục vụ )(?<!kết quả )đại hội(?: (?!khóa|khoá)[^.;\n]{0,80}?)?,? \(?)"
)
"""Between a day and the term of office whose congress is held on it: `Sáng 10/9, Đảng bộ quận tổ chức đại hội nhiệm kỳ …`."""
_TELLS = re.compile(r"(?i:(?<!\w)(?:ông|bà|đồng chí|cho biết|trao đổi|phát biểu|nguyên|bầu|kết quả|kiểm tra)(?!\w))")
"""What says that the congress is only spoken of."""
_EARLIER = re.compile(r"Trước đó,?(?: vào)? \Z")
_OF_YEAR = re.compile(r"(?: ?[-,(]? ?[^\W\d]+){0,5} của ?")
_EACH_YEAR = re.compile(r"\)?,? (?:hàng|hằng|mỗi) năm(?!\w)")
_EACH_YEAR_BEFORE = re.compile(r"(?i:(?<!\w)(?:hàng|hằng|mỗi) năm[ ,:(]{1,3})\Z")
_LIST_LINK = re.compile(r" ?(?:,|và|;|hoặc|&|, và) ?(?:ngày )?")

ANOTHER_YEAR = 60
"""Days that a month or quarter of another year counts as farther: `quý III` is first this year's."""


_OPENS = re.compile(r"(?:^|\n|[)–-] ?|[.:] )\Z")
TOO_LATE = timedelta(30)
"""How much later than the publication a past day must be for the stated publication to be wrong."""
LEAD = 500
"""Characters within which an article says when its news happened."""
_A_SEASON = timedelta(90)


def settle(article: Article) -> None:
    """Set the reference date and its basis, and date every period that lacks a year or is told from today."""
    _settle_years(article)
    spoken_of: Period | None = None
    told: date | None = None
    for period in article.periods:
        edge = period.reading and period.reading.first
        if isinstance(edge, Relative) and edge.unit == SAME and spoken_of:
            _fill(period, (spoken_of.starts_on, spoken_of.ends_on), "anchored")
        elif period.reading and period.reading.same_year and told:
            _fill(period, period.reading.dates(told.year), "anchored")
        elif period.grain == "day" and period.starts_on == period.ends_on:
            # `cùng ngày` means no anniversary in brackets, where another day is told before it
            in_brackets = article.text[period.char_start - 1 : period.char_start] == "("
            spoken_of = spoken_of if spoken_of and in_brackets else period
        told = period.ends_on or period.starts_on or told


def _settle_years(article: Article) -> None:
    published = article.header.published_at
    waiting = [
        p
        for p in article.periods
        if p.reading and not p.reading.year_known and not p.reading.same_year and not _comes_each_year(article.text, p)
    ]
    if not published or _contradicts(article, published.date()):
        _settle_from_text(article, waiting)
        return
    article.reference_date, article.reference_basis = published.date(), "published"
    following = _following(article)
    for period in waiting:
        year_behind = _year_behind(article.text, period, following.get(id(period)))
        _date_from(article, period, published.date(), year_behind)


def _comes_each_year(text: str, period: Period) -> bool:
    """`trước ngày 30/11 hằng năm`: of no one year."""
    return bool(
        _EACH_YEAR.match(text, period.char_end)
        or _EACH_YEAR_BEFORE.search(text, max(0, period.char_start - 14), period.char_start)
    )


def _contradicts(article: Article, published: date) -> bool:
    """Whether the text cites a document, or opens with news, of a later day than the page says it appeared on."""
    documents = gather(article).documents
    if documents and documents - published > TOO_LATE:
        return True
    opening = (
        p for p in article.periods[:6] if p.char_start < LEAD and p.grain == "day" and p.resolution == "explicit"
    )
    return any(
        p.reading
        and p.reading.is_point
        and p.starts_on
        and p.starts_on - published > TOO_LATE
        and _OPENS.search(article.text, max(0, p.char_start - 24), p.char_start)
        and not AHEAD.search(article.text, p.char_end, p.char_end + 120)
        for p in opening
    )


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
    clause = clause_before(text, period.char_start)
    if AHEAD.search(clause):
        return 1
    return -1 if _PAST.search(clause) else 0


def _nearest_year(reading: Reading, reference: date, direction: int) -> int:
    """The year in which the period lies nearest to the reference, as news speaks of what is near."""
    years = (reference.year, reference.year - 1, reference.year + 1)
    label = reading.form in ("month", "season")

    def cost(year: int) -> float:
        elsewhere = ANOTHER_YEAR if label and year != reference.year else 0
        return _cost(distance(reading, year, reference), direction) + elsewhere

    return min(years, key=cost)


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
    stated = gather(article)
    if not stated.latest:
        return
    yearless = [p for p in waiting if p.reading and not p.reading.relative and p.reading.years_off is None]
    following = _following(article)
    for period in yearless:
        _settle_year(period, _year_behind(article.text, period, following.get(id(period))), stated)
    told: date | None = None
    for number, period in enumerate(yearless):
        if period.reading and not (period.starts_on or period.ends_on):
            opens = number == 0 and period.grain == "day" and not period.reading.edge
            leads = opens and period.char_start < LEAD
            term = _of_term(article, period)
            year = term or fitting_year(period.reading, stated, leads)
            if year and not term and opens and _is_news(article, period, stated):
                year = _bounded(article, period.reading, year, stated)
            elif year:
                year = _after_news(article.text, period, year, told or stated.latest, stated.documents)
            if year and year < stated.no_earlier and (opens or not stated.newest):
                year = None
            if year and (leads or (opens and not stated.newest)):
                _lead(period.reading, year, stated)
            _settle_year(period, _not_later(article.text, period, year, told), stated)
        told = period.starts_on if period.grain == "day" and period.starts_on else told
    article.reference_basis = "dates_in_text"
    article.reference_date = stated.latest
    for period in waiting:
        if period.reading and (
            (period.reading.relative and period.grain != "day") or period.reading.years_off is not None
        ):
            _date_from(article, period, article.reference_date)


def _is_news(article: Article, period: Period, stated: Stated) -> bool:
    """Whether no day but a document's was told before it: what follows a full date belongs to that one's year.

    Behind the lead it is news only of an article that states no other day in full.
    """
    if period.char_start >= LEAD and len(stated.days) > len(stated.of_documents):
        return False
    days = (p for p in article.periods if p.grain == "day" and not is_document(article.text, p.char_start))
    return next(days, None) is period


def _bounded(article: Article, reading: Reading, year: int, stated: Stated) -> int | None:
    """The year of the news, once what the article tells as past or to come is heeded; other days then follow it."""
    edge = reading.last
    if isinstance(edge, Part) and stated.year_of_day.get(edge.last) == year:
        return year  # the text itself gives the day its year
    return within_bounds(article, reading, year)


def _lead(reading: Reading, year: int, stated: Stated) -> None:
    if day := reading.dates(year)[1]:
        stated.lead(day)


def _after_news(text: str, period: Period, year: int, news: date | None, document: date | None) -> int:
    """`bầu cử vào 25/4 tới` comes after the day of the news, `dự kiến trong tháng 6` after the document that orders it."""
    assert period.reading
    start, end = period.reading.dates(year)
    if not start or not end:
        return year
    late = news and start < news and _STILL_AHEAD.match(text, period.char_end)
    late = late or (document and end < document and AHEAD.search(clause_before(text, period.char_start)))
    return year + 1 if late else year


def _of_term(article: Article, period: Period) -> int | None:
    """The first year of the term or plan that a congress or a signing of that day opens, told right before the day."""
    if period.grain != "day":
        return None
    at = bisect_left(article.periods, period.char_start, key=lambda other: other.char_start)
    term = next(iter(article.periods[at + 1 : at + 2]), None)
    if term and term.starts_on and term.reading and term.reading.head == "term":
        between = article.text[period.char_end : term.char_start]
        if _OPENS_TERM.fullmatch(between) and not _TELLS.search(between):
            return term.starts_on.year
    if not _OPENED.search(article.text, max(0, period.char_start - 260), period.char_start):
        return None
    terms = (
        p for p in reversed(article.periods[max(0, at - 3) : at]) if p.reading and p.reading.head in ("term", "plan")
    )
    return next((p.starts_on.year for p in terms if p.starts_on and period.char_start - p.char_end < 120), None)


def _not_later(text: str, period: Period, year: int | None, told: date | None) -> int | None:
    """`Trước đó, ngày 19/12`: earlier than the day of the news that was told so far."""
    if not year or not period.reading or not _EARLIER.search(text, max(0, period.char_start - 20), period.char_start):
        return year
    start = period.reading.dates(year)[0]
    return year - 1 if start and told and start - told > _A_SEASON else year


def _settle_year(period: Period, year: int | None, stated: Stated) -> None:
    if year and period.reading:
        _fill(period, period.reading.dates(year), "year_inferred")
        day = period.ends_on or period.starts_on
        if period.grain == "day" and day:
            stated.infer(day)
