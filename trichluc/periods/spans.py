"""Whole expressions: lead-in words, heads (`giai đoạn`), one point or two, lists, open ends."""

from __future__ import annotations

import re

from trichluc.periods import days, numerals, parts, stretches
from trichluc.periods.parts import Part
from trichluc.periods.points import YEAR, Form
from trichluc.periods.readings import Reading
from trichluc.periods.relative import Relative
from trichluc.periods.runs import runs
from trichluc.periods.today import deictic

_LEAD = re.compile(
    rf"(?i:(?P<edge>(?:(?:kể|tính) )?từ|(?:(?:tính|cho) )?(?:đến|tới)|trước(?! (?:đến|tới))|sau|hết"
    rf"|(?:chậm|muộn|trễ) nhất)"
    rf"(?P<more>(?: (?:là|vào|đến|tới|trước|trong|hết|khoảng|lúc|sau|từ|thời điểm|thời gian|mốc)){{0,3}})"
    rf"(?P<clock> {days.CLOCK},?(?: (?:của|vào))?)? )"
)
_LEAD_INITIALS = "ktđcshm"
_LINK = re.compile(
    r"(?i: ?(?:\([^()\n]{1,24}\) ?)?(?:- ?(?:trước )?|/ ?|→ ?|(?:cho |kéo dài )?(?:đến|tới) (?:đến |hết |trước |khoảng )?)"
    rf"(?:{days.CLOCK},? (?:của )?)?)"
)
_OPEN_END = re.compile(
    r"(?i:,? (?:cho )?(?:(?:đến|tới) (?:nay|bây giờ|hiện nay|hiện tại|thời điểm (?:này|hiện tại|hiện nay))|trở (?:đi|lại đây|về sau)))(?!\w)"
)
_DAY_FORMS = ("day", "day_month", "date")


def expressions(text: str, at: int) -> list[Reading]:
    """What begins at `at`: usually one reading, several for a list of separate days or years, none if nothing does."""
    lead = _LEAD.match(text, at) if text[at : at + 1].lower() in _LEAD_INITIALS else None
    if lead:
        if since := _since(text, at):
            return [since]
        if hours := _HOURS.match(text, at):
            return _within_a_day(text, at, hours.end())
        return _led(text, at, lead)
    if text[at : at + 4].lower() == "thứ " and days.numbers_a_session(text, at):
        return []
    return _headed_span(text, at) or _plain(text, at)


_HOURS = re.compile(rf"(?i:từ (?:{days.CLOCK}|[0-9]{{1,2}}) ?(?:-|đến|tới) ?{days.CLOCK},? (?:(?:của|trong|vào) )?)")


def _within_a_day(text: str, at: int, begin: int) -> list[Reading]:
    """`từ 8h đến 11h ngày 3/11`: hours bound no days."""
    found = days.days(text, begin)
    if found:
        found[0].start, found[0].headed = at, True
    return found


_SINCE = re.compile(
    r"(?i:từ đầu (?P<unit>năm|quý|tháng)(?: nay)?,? (?:cho )?(?:đến|tới) (?:nay|hiện nay|thời điểm này)(?!\w))"
)
_SINCE_NEW_YEAR = re.compile(
    rf"(?i:(?:tính )?từ đầu năm(?: (?P<year>{YEAR}))?,? (?:cho )?(?:đến|tới) (?:hết )?(?=ngày|tháng|đầu|giữa|cuối|[0-9]))"
)
_FROM_NOW = re.compile(r"(?i:từ (?:nay|bây giờ)(?: cho)? (?:đến|tới)(?: hết)? )")
_SINCE_UNITS = {"năm": "year", "quý": "quarter", "tháng": "month"}


def _since(text: str, at: int) -> Reading | None:
    """`từ đầu năm đến nay`; `từ nay đến năm 2020`."""
    if found := _SINCE.match(text, at):
        unit = _SINCE_UNITS[found["unit"].lower()]
        return Reading(at, found.end(), Relative(unit), None, "season", True, "from")
    if (found := _SINCE_NEW_YEAR.match(text, at)) and (reading := _since_new_year(text, at, found)):
        return reading
    found = _FROM_NOW.match(text, at)
    rest = _item(text, found.end()) if found else []
    if len(rest) != 1:
        return None
    rest[0].start, rest[0].alone, rest[0].headed = at, False, True
    _open(rest[0], "until")
    return rest[0]


def _since_new_year(text: str, at: int, since: re.Match[str]) -> Reading | None:
    """`từ đầu năm đến 15/12`, `từ đầu năm 2018 đến 15/12`: from New Year's Day of that year."""
    found = _item(text, since.end())
    last = found[0].last if len(found) == 1 and found[0].is_point else None
    if not isinstance(last, Part) or last.years > 1:
        return None
    stated = since["year"] and int(since["year"])
    if stated and last.year not in (None, stated):
        return None
    last = last.within(stated or None)
    first = Part(last.year, (1, 1), (1, 1), last.grain)
    return Reading(at, found[0].end, first, last, found[0].form, True)


def _led(text: str, at: int, lead: re.Match[str]) -> list[Reading]:
    found = _headed_span(text, lead.end()) or _plain(text, lead.end())
    if not found:
        return []
    first = found[0]
    first.start = at
    words = f"{lead['edge']} {lead['more']}".lower().split()
    edge = _edge_of(words)
    if edge == "from" or words[-1] == "từ":
        tail = _OPEN_END.match(text, first.end)
        if tail:
            first.end = tail.end()
        if tail or first.is_point:
            first.last, first.edge = None, "after" if "sau" in words else "from"
    elif len(found) == 1 and (first.is_point or (edge == "until" and first.form == "year" and not first.head)):
        _open(first, "until" if edge == "before" and lead["clock"] else edge)
    return found


def _edge_of(words: list[str]) -> str:
    if "trước" in words:
        return "before"
    if words[0] == "sau":
        return "after"
    return "from" if "từ" in words else "until"


def _open(reading: Reading, edge: str) -> None:
    """Open one end in place: `đến`, `trước` leave the start open, `sau` the end."""
    reading.edge = edge
    if edge == "after":
        reading.last = None
    else:
        reading.first = None


_SPAN_HEAD = re.compile(
    r"(?i:(?P<head>nhiệm (?:kỳ|kì)|giai (?:đ|d)o\w{1,3}|thời (?:kỳ|kì)|năm học|niên (?:khóa|khoá|học|vụ)|năm tài chính|mùa giải)"
    r"(?: thời (?:kỳ|kì))?(?: (?:thứ )?(?:nhất|hai|ba|[0-9]|(?-i:[IVX]{1,4}))(?!\w),?)?(?: (?:từ|trong|của))?(?: [0-9]{1,2} năm)?"
    r"(?: (?:các )?năm(?: học)?)? ?(?P<bracket>\(?))"
)
_HEADS = {"nhiệm": "term", "giai": "plan", "thời": "plan", "năm": "school", "niên": "school", "mùa": "school"}
_YEARS = re.compile(
    rf"(?P<first>{YEAR})(?P<link> ?- ?| (?:đến|tới)(?: hết)?(?: năm)? | - năm | )(?P<last>{YEAR}|[0-9]{{2}}(?![0-9.,/%-]))(?!/\w|-[A-ZĐ])"
)


def _headed_span(text: str, at: int) -> list[Reading]:
    """`nhiệm kỳ 2018-2023`, `giai đoạn 2015 đến 2020`, `thời kỳ 2025 2030`, `năm học 2019-2020`."""
    head = _SPAN_HEAD.match(text, at) if text[at : at + 1].lower() in "ngtm" else None
    if not head:
        return []
    kind = _HEADS[head["head"].split()[0].lower()]
    years = _years(text, head.end(), loose=True)
    plain = _linked(text, head.end(), head.end())
    found = [years] if years else [reading for reading in plain if not reading.is_point or kind != "plan"]
    if not found:
        return []
    first = found[0]
    first.start, first.head, first.headed = at, kind, True
    if head["bracket"] and text[first.end : first.end + 1] == ")":
        first.end += 1
    return found


def _years(text: str, at: int, loose: bool = False) -> Reading | None:
    """`2016-2020`, `2016 đến 2020`, `2018-23`; with `loose`, the dash may be lost."""
    found = _YEARS.match(text, at)
    if not found or (found["link"] == " " and not loose):
        return None
    first, last = int(found["first"]), int(found["last"])
    if last < 100:
        if "-" not in found["link"]:
            return None
        last += first // 100 * 100
    if not first < last <= min(first + 150, 2100):
        return None
    years = parts.year(first), parts.year(last)
    return Reading(at, found.end(), *years, "year", False)


_COUNTED_YEARS = re.compile(rf"(?i:(?:[0-9]{{1,2}}|{'|'.join(numerals.COUNTS)}) năm (?=[0-9]{{4}} ?-))")


def _plain(text: str, at: int) -> list[Reading]:
    """Points and ranges without a lead-in: days first, since theirs is the most exact writing."""
    if counted := _COUNTED_YEARS.match(text, at):
        years = _years(text, counted.end())
        if years:
            years.start, years.headed = at, True
            return [years]
    return _linked(text, at, at)


def _linked(text: str, at: int, begin: int) -> list[Reading]:
    if text[begin : begin + 1].isdigit() and (years := _years(text, begin)):
        return [years]
    found = _item(text, begin)
    if not found:
        return []
    last = found[-1]
    last_range = _range(text, last)
    return [*found[:-1], last_range] if last_range else found


def _range(text: str, first: Reading) -> Reading | None:
    """The reading that a dash or `đến` makes of `first` and the point behind it, if one stands there."""
    link = _LINK.match(text, first.end)
    if not link or not first.last or (not first.is_point and first.edge):
        return None
    found = _item(text, link.end(), first.form)
    if len(found) != 1 or found[0].last is None or not _fits(first, found[0]):
        return None
    second = found[0]
    if first.relative or second.relative:
        return None
    edge = "before" if "trước" in link[0].lower() else ""
    return Reading(first.start, second.end, first.first, second.last, second.form, first.headed or second.headed, edge)


def _fits(first: Reading, second: Reading) -> bool:
    """Whether two points can be the ends of one interval: alike in kind, and in order."""
    a, b = first.first, second.last
    mixed = (first.form in _DAY_FORMS) != (second.form in _DAY_FORMS) and second.form not in ("month_year", "year")
    if mixed and not (isinstance(a, Part) and isinstance(b, Part) and a.year and b.year):
        return False  # `tháng 8/2016 đến ngày 28/5/2017`, but not `tháng 8 đến 28/5`
    if isinstance(a, Part) and isinstance(b, Part) and a.year and b.year:
        start, end = a.starts_on(), b.ends_on()
        return bool(start and end and start <= end)
    return True


def _item(text: str, at: int, after: str = "") -> list[Reading]:
    """A point of any kind at `at`; `after` is the form of the point that it would close."""
    if found := days.days(text, at):
        return found
    if not text[at : at + 1].isdigit() and (found := runs(text, at)):
        return found
    if found := _told_from_today(text, at):
        return found
    point = stretches.point(text, at)
    if not point and after in ("", "year"):
        point = stretches.bare_year(text, at)
    if not point:
        return []
    reading = Reading(at, point.end, point.part, point.part, point.form, point.headed)
    if not reading.year_known:
        _in_this_year(text, reading)
    return [reading]


_THIS_YEAR = re.compile(r"(?i:(?:,? (?:của )?năm)? (?P<which>nay|ngoái|tới|đó)(?!\w)|,? (?P<same>cùng) năm(?!\w))")
_YEARS_OFF = {"nay": 0, "ngoái": -1, "tới": 1}


def _in_this_year(text: str, reading: Reading) -> None:
    """`tháng 3 năm ngoái`, `6 tháng đầu năm nay`: told from the year of writing; `tháng 9 năm đó`: of the year told last."""
    tail = _THIS_YEAR.match(text, reading.end)
    told = tail and (tail["which"] or "").lower() in _YEARS_OFF
    if (
        tail
        and (told or reading.form == "month")
        and ("năm" in tail[0].lower()) != (text[reading.end - 4 : reading.end].lower() == " năm")
    ):
        reading.end, reading.years_off = tail.end(), _YEARS_OFF.get((tail["which"] or "").lower())
        reading.same_year = reading.years_off is None


_DATE_BEHIND = re.compile(r"(?i:,? ?(?P<bracket>\()?(?:tức )?(?=ngày [0-9]|[0-9]))")


def _told_from_today(text: str, at: int) -> list[Reading]:
    """`hôm qua`, and `sáng nay (14/7)`, where the date that follows says which day it is."""
    found = deictic(text, at)
    if not found:
        return []
    told = found.relative
    if told.grain == "day" and (behind := _DATE_BEHIND.match(text, found.end)):
        dates = days.days(text, behind.end())
        if len(dates) == 1 and dates[0].is_point:
            return [_called(text, at, dates[0], bool(behind["bracket"]))]
    form: Form = "day" if told.grain == "day" else "season"
    return [Reading(at, found.end, told, told, form, True, alone=found.alone)]


def _called(text: str, at: int, date: Reading, bracket: bool) -> Reading:
    date.start, date.headed = at, True
    if bracket and text[date.end : date.end + 1] == ")":
        date.end += 1
    return date
