"""Days with the words before them, days that share a month, and days told from today."""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.periods import dates, numerals
from trichluc.periods.parts import Part
from trichluc.periods.points import Point, Reader, first_of
from trichluc.periods.readings import Reading

DAYTIME = r"(?:(?:rạng|buổi) )?(?:chiều tối|sáng|trưa|chiều|tối|đêm|khuya)(?: (?:sớm|muộn))?"
WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)(?!\w)"
CLOCK = r"[0-9]{1,2} ?(?:h|g|:|giờ)(?: ?[0-9]{1,2})?(?: ?(?:phút|ph|p|['’′]))?(?![\w/])"
HEAD = re.compile(
    rf"(?i:(?:{DAYTIME}(?:,? |(?=[0-9])))?(?:{WEEKDAY}(?:,? ?\(?| - ))?(?:(?:các|những|hai) )?"
    rf"(?P<head>(?:ngày|hôm)(?:: ?| |(?=[0-9])))?(?P<lunar>(?:mùng|mồng) )?)"
)
_HEAD_INITIALS = "rbstcđknhm"
_RUN = re.compile(
    r"(?i:(?:[0-9]{1,2}(?![0-9]) ?(?:, ?(?:và )?|và |& ?|hoặc |- ?|đến (?:hết )?|tới )"
    r"(?:ngày )?(?:mùng |mồng )?){1,12})"
)
_LINK = re.compile(r"(?i:([0-9]{1,2}) ?(-|đến|tới)?)")
_SLASHED = re.compile(r"[0-9]{1,2} ?[/.]")
_DASHED = re.compile(r"[0-9]{1,2}-[0-9]")
_LUNAR_TAIL = re.compile(r"(?i:,? ?\(?(?:âm lịch|ÂL|AL)(?!\w)\)?)")
_CLOCK_TAIL = re.compile(
    r"(?i:(?:,| -| \|)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AP]M)?(?:,? ?\(?GMT ?\+ ?7\)?)?(?!\w))"
)

_SESSION = re.compile(r"(?i:(?:kỳ họp|phiên họp|phiên|hội nghị|đại hội|lần|khóa|kỳ) )\Z")
_NIGHT = re.compile(r"(?i:đêm (?:ngày )?(?P<first>[0-9]{1,2})(?:,| -| và)? ?rạng (?:sáng )?(?:ngày )?(?=[0-9]))")


_READERS: tuple[Reader, ...] = (dates.worded_date, dates.numeric_date, dates.mixed_date, dates.spaced_date)
_ONE_OF_SEVERAL = re.compile(r"(?i:(?:từ|các|những|vào|kể) \Z)")
"""Before `ngày 5 - 7`: days of some month rather than the 5th of July."""


def days(text: str, at: int) -> list[Reading]:
    """A day, a list of days or a range within a month, from `at`: `sáng ngày 6/7`, `thứ hai, ngày 15/7`, `21-27/7`."""
    head = HEAD.match(text, at) if text[at : at + 1].lower() in _HEAD_INITIALS else None
    if head and (night := _night(text, at)):
        return [night]
    begin = head.end() if head else at
    if not text[begin : begin + 1].isdigit():
        point = dates.worded_date(text, begin) if text[begin : begin + 1].lower() in numerals.INITIALS else None
    elif not _SLASHED.match(text, begin) and (found := _sharing_month(text, at, begin)):
        return found
    else:
        point = first_of(text, begin, _readers_after(text, at, head))
    return [_closed(text, at, begin, point)] if point else []


def _readers_after(text: str, at: int, head: re.Match[str] | None) -> tuple[Reader, ...]:
    """What may be read behind the words before a day: the more of them, the more ways of writing."""
    if not head or not head["head"]:
        return _READERS[:2]
    return _READERS[:3] if _ONE_OF_SEVERAL.search(text, max(0, at - 8), at) else _READERS


def numbers_a_session(text: str, at: int) -> bool:
    """Whether `thứ 5` counts meetings and is no Thursday: `kỳ họp thứ 5, ngày 20/5`."""
    return _SESSION.search(text, max(0, at - 12), at) is not None


def _night(text: str, at: int) -> Reading | None:
    """`Đêm 4 rạng sáng ngày 5/5`: a night is of two days."""
    found = _NIGHT.match(text, at) if text[at : at + 1].lower() == "đ" else None
    point = first_of(text, found.end(), (dates.worded_date, dates.numeric_date)) if found else None
    if not found or not point:
        return None
    first, last = int(found["first"]), point.part.first[1]
    if last == 1:
        return _over_month_end(at, at, first, point._replace(headed=True))
    return Reading(at, point.end, _on(point.part, first), point.part, point.form, True) if first == last - 1 else None


def _closed(text: str, at: int, begin: int, point: Point) -> Reading:
    """A single day with what belongs to it behind: the lunar calendar's name, the time of day, a bracket."""
    part, end = point.part, point.end
    if tail := _LUNAR_TAIL.match(text, end):
        part, end = part._replace(lunar=True), tail.end()
    elif point.form == "date" and (tail := _CLOCK_TAIL.match(text, end)):
        end = tail.end()
    if "(" in text[at:begin] and text[end : end + 1] == ")":
        end += 1
    return Reading(at, end, part, part, point.form, begin > at or point.headed)


class _Item(NamedTuple):
    start: int
    end: int
    first: int
    last: int
    ranged: bool


def _sharing_month(text: str, at: int, begin: int) -> list[Reading]:
    """`21-27/7/2019`, `25, 26 và 27/9/2014`: numbers before the date that gives them their month."""
    run = _RUN.match(text, begin)
    if not run:
        return []
    links = list(_LINK.finditer(text, begin, run.end()))
    point = first_of(text, run.end(), (dates.worded_date, dates.numeric_date))
    for _ in range(min(2, len(links) - 1) if not point else 0):  # the last dashes are the date's own: `1 đến 10-1-2005`
        point = point or first_of(text, links.pop().start(), (dates.worded_date, dates.numeric_date))
    if not point:
        return []
    ranges = [link for link in links if link[2]]
    if len(ranges) > 1 or (
        ranges and ranges[0][0].endswith("-") and " " not in ranges[0][0] and _DASHED.match(text, point.start)
    ):
        return []  # `1-6 đến 10-8`, `1-6, 10-8`: dashes between day and month
    last = point.part.first[1]
    items = [_Item(m.start(), m.end(1), int(m[1]), int(m[1]), bool(m[2])) for m in links]
    if len(items) == 1 and items[0].ranged and items[0].first > last:
        return [_over_month_end(at, begin, items[0].first, point)]
    items.append(_Item(point.start, point.end, last, last, False))
    numbers = [item.first for item in items]
    if numbers != sorted(set(numbers)):
        return []
    headed = begin > at or point.headed
    groups = _joined(items)
    groups[0] = groups[0]._replace(start=at)
    return [
        Reading(g.start, g.end, _on(point.part, g.first), _on(point.part, g.last), point.form, headed) for g in groups
    ]


def _joined(items: list[_Item]) -> list[_Item]:
    """Days that follow each other, or that a dash joins, are one interval."""
    groups = items[:1]
    for item in items[1:]:
        before = groups[-1]
        if before.ranged or item.first == before.last + 1:
            groups[-1] = _Item(before.start, item.end, before.first, item.last, item.ranged)
        else:
            groups.append(item)
    return groups


def _on(part: Part, day: int) -> Part:
    month = part.first[0]
    return part._replace(first=(month, day), last=(month, day))


def _over_month_end(at: int, begin: int, day: int, point: Point) -> Reading:
    """`28-2/7`: from the 28th of the month before."""
    month = point.part.first[0] - 1 or 12
    first = Part(None, (month, day), (month, day), "day")
    return Reading(at, point.end, first, point.part, point.form, begin > at or point.headed)
