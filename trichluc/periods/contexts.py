"""What a period is of: a document's date, a term, a campaign, an event; told by what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right

from trichluc.article import LEGISLATION, Article, Citation, Period
from trichluc.periods.phrases import Before, phrases, words
from trichluc.periods.readings import Reading
from trichluc.scan import Scan
from trichluc.text import UPPER

_WIDTH, _SENTENCE = 64, 300
OLD = 1991
"""A `giai đoạn` that ends before this year is an age of history, no plan."""

_TO_CITATION = re.compile(r"[ ,]{0,3}\(?(?:ban hành |ký |công bố |(?:được )?thông qua )?\Z")
_AFTER_SYMBOL = re.compile(
    r"(?:\b[0-9]{1,5}[a-z]?[/-][\w/.-]*[A-ZĐ]{2}[\w&-]*(?:/(?:19|20)[0-9]{2})?| (?:số|công văn) [0-9]{1,5}),? ?\(?\Z"
)
_BEFORE_CLOCK = re.compile(r"[0-9]{1,2}(?::|h)[0-9]{2}(?::[0-9]{2})?(?: ?[AP]M)?[ ,|/-]{1,4}\Z")
_AFTER_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_ANNIVERSARY = Before("celebrates", rf"(?: (?!{phrases('held')})[^\W\d]+,?| [0-9]{{1,3}}(?= năm)){{0,12}},? ?\(?")
_NAMED_DAY = re.compile(
    rf"(?:\b(?:[Nn]gày|[Ll]ễ|[Dd]ịp|[Tt]ết|[Nn]hân)(?: (?:[Nn]gày|[Ll]ễ|[Tt]ết))* [{UPPER}]\w+(?: [^\W\d]+){{0,5}} \(?"
    r"|\b(?:[Ll]ễ|[Dd]ịp|[Tt]ết) \(?|\b[Qq]uốc (?:khánh|tế)(?: [^\W\d]+){0,3} \(?)\Z"
)
_OUTLOOK = Before("looks_ahead", rf"{words(0, 10)}[ ,:(]*")
_VISION = re.compile(r"(?i:tầm nhìn )\Z")
_OTHER_DAY = Before("no_event", rf"{words(0, 4)} ?[:(]? ?")
_BORN = re.compile(r"(?i:\b(?:sinh|sn) ?(?:năm)?:? ?\(?)\Z")
_CAREER = Before("career", rf"{words(0, 5)},? ?\(?")
_ENTRY = re.compile(rf" ?: ?(?=[{UPPER}])")
_PLANNED = Before("plans", r"(?: [^\W\d]+,?| -){0,9}(?: [0-9]{1,2} năm)?[ ,(]*")
_TERMED = Before("terms", r"(?: [^\W\d]+,?| [0-9]{1,2}){0,8}[ ,(-]*")
_FROM = re.compile(r"(?i:kể từ|tính từ|từ)")
_DAYTIME = re.compile(r"(?i:sáng|trưa|chiều|tối|đêm)")
_LIST_LINK = re.compile(r" ?(?:,|và|&|;|-|, và) ?")
LONG = 60
"""Days from which on a stretch is no event but a time of validity."""
_AT = re.compile(r"(?i:(?<!\w)(?:vào|hồi|vào dịp|khoảng) )\Z")
_BEFORE_ENTRY = ("", ".", ";", "-", "+", "*", "•")
_YEAR_OF = re.compile(r"^[Nn][Ăă][Mm] ")
_DAY_FORMS = ("day", "day_month", "date")


def settle_types(article: Article, scan: Scan) -> None:
    """Set `type` of every period, and `citation` of documents' dates."""
    starts = [c.char_start for c in article.citations]
    datelines = [(s.char_start, s.char_end) for s in article.segments if s.role == "dateline"]
    before: Period | None = None
    for period in article.periods:
        period.citation = _document(article, starts, period, scan.text)
        period.type = _type(article, scan, period, datelines)
        if before and before.type == "anniversary" and _is_one_more(scan.text, before, period):
            period.type = "anniversary"
        before = period


def _is_one_more(text: str, before: Period, period: Period) -> bool:
    """`kỷ niệm ngày 20/10, 8/3`."""
    alike = period.type == "event" and before.grain == period.grain
    return alike and _LIST_LINK.fullmatch(text, before.char_end, period.char_start) is not None


def _document(article: Article, starts: list[int], period: Period, text: str) -> Citation | None:
    """The citation that the date belongs to: around it, or directly before it."""
    index = bisect_right(starts, period.char_start)
    for citation in reversed(article.citations[max(0, index - 4) : index]):
        if period.char_end <= citation.char_end:
            return citation
        if citation.char_end <= period.char_start:
            between = text[citation.char_end : period.char_start]
            return citation if _TO_CITATION.fullmatch(between) else None
    return None


def _type(article: Article, scan: Scan, period: Period, datelines: list[tuple[int, int]]) -> str:
    reading, text = period.reading, scan.text
    assert reading
    left = text[max(0, period.char_start - _WIDTH) : period.char_start].rpartition("\n")[2]
    if _is_publication(period, text, left, datelines):
        return "publication"
    if _is_document(period, reading, left):
        return "document"
    if reading.head == "duration":
        return "duration"
    if _is_anniversary(period, reading, left):
        return "anniversary"
    if period.grain == "year" and (reading.head or not reading.is_point or reading.edge):
        return _years_type(article, period, reading, left)
    if reading.form not in _DAY_FORMS or period.grain != "day":
        is_step = _BORN.search(left) or _CAREER.search(left) or _is_entry(scan, period, reading, left)
        return "other" if is_step else _label_type(scan, period, reading, left)
    return _day_type(scan, period, reading, left)


def _is_publication(period: Period, text: str, left: str, datelines: list[tuple[int, int]]) -> bool:
    if datelines and any(start <= period.char_start < end for start, end in datelines):
        return True
    clocked = _AFTER_CLOCK.search(period.surface) or (len(left) < 60 and _BEFORE_CLOCK.search(left))
    return (
        period.grain == "day"
        and bool(clocked)
        and text[period.char_end : period.char_end + 2].strip(" )") in ("", "\n")
    )


def _is_document(period: Period, reading: Reading, left: str) -> bool:
    if period.grain == "day":
        if reading.edge or not reading.is_point:
            return False
        return period.citation is not None or bool(_AFTER_SYMBOL.search(left))
    cited = period.citation
    if not cited or reading.form != "year" or not reading.is_point or reading.head:
        return False
    return bool(cited.symbol or cited.number or cited.doc_type in LEGISLATION)


def _is_anniversary(period: Period, reading: Reading, left: str) -> bool:
    start, end = period.starts_on, period.ends_on
    if not reading.is_point and start and end:
        same_day = period.grain == "day" and (start.month, start.day) == (end.month, end.day) and end.year > start.year
        return same_day or (period.grain == "year" and "kỷ niệm" in left.lower())
    if period.grain != "day" or reading.edge or reading.relative:
        return False
    if _ANNIVERSARY.search(left):
        return not _DAYTIME.match(period.surface)
    return not reading.headed and bool(_NAMED_DAY.search(left))


def _years_type(article: Article, period: Period, reading: Reading, left: str) -> str:
    if reading.head == "term":
        return "term"
    if reading.head == "school":
        return "other"
    if period.ends_on and period.ends_on.year < OLD:
        return "other"
    if reading.edge:
        return "plan" if reading.edge == "until" and _OUTLOOK.search(left) else "other"
    if reading.head == "plan" or (period.surface[:1].isdigit() and " năm " in period.surface) or _PLANNED.search(left):
        return "plan"
    if _TERMED.search(left):
        return "term"
    if reading.is_point:
        return "year"
    return "plan" if _is_recent(article, period) and reading.headed and not _FROM.match(period.surface) else "other"


def _is_recent(article: Article, period: Period) -> bool:
    now = article.reference_date
    return bool(now and period.ends_on and period.ends_on.year >= now.year - 1)


def _label_type(scan: Scan, period: Period, reading: Reading, left: str) -> str:
    """A plain year, quarter or month; in the name of a campaign (`“Năm Dân vận khéo – 2020”`) the campaign's."""
    if reading.edge or (not reading.is_point and (reading.form != "season" or _FROM.match(period.surface))):
        return "other"
    if reading.form == "year" and _VISION.search(left):
        return "plan"
    if reading.form == "year" and _in_named_year(scan, period.char_start):
        return "campaign"
    return "event" if _happened(period, reading, left) else "year"


def _happened(period: Period, reading: Reading, left: str) -> bool:
    """`giữa tháng 8` tells when something happens, a whole month or year is mostly a label; so is `cuối năm 2015` alone."""
    if reading.form in ("month", "month_year"):
        return period.grain == "day"
    return reading.form == "year" and period.grain == "month" and bool(_AT.search(left))


def _is_entry(scan: Scan, period: Period, reading: Reading, left: str) -> bool:
    """A line of a career: `5/1992: Bí thư Huyện ủy`."""
    entry = _ENTRY.match(scan.text, period.char_end) if reading.is_point else None
    if not entry or left.rstrip()[-1:] not in _BEFORE_ENTRY:
        return False
    bare = reading.form == "month_year" and not reading.headed
    return bare or entry.end() in scan.longest("titles")


def _in_named_year(scan: Scan, at: int) -> bool:
    spans = scan.quotations
    index = bisect_right(spans, (at, at)) - 1
    if index < 0:
        return False
    start, end = spans[index]
    return at <= end + 2 and bool(_YEAR_OF.match(scan.text[start : start + 4]))


def _day_type(scan: Scan, period: Period, reading: Reading, left: str) -> str:
    if reading.edge in ("until", "before", "after") or _OTHER_DAY.search(left):
        return "other"
    ranged = not reading.is_point
    if ranged and _of_campaign(scan, period):
        return "campaign"
    if reading.edge == "from" or (ranged and _length(period) > LONG):
        return "other"
    return "event"


def _length(period: Period) -> int:
    return (period.ends_on - period.starts_on).days if period.starts_on and period.ends_on else 0


_CAMPAIGN = re.compile(rf"(?i:(?<!\w){phrases('campaigns')})")


def _of_campaign(scan: Scan, period: Period) -> bool:
    start, end = scan.sentence(period.char_start)
    start, end = max(start, period.char_start - _SENTENCE), min(end, period.char_end + _SENTENCE)
    return _CAMPAIGN.search(scan.text, start, end) is not None
