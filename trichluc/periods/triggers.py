"""Where a calendar expression may begin: calendar words and numbers whose next word bears them out.

Most `từ`, `đến`, `năm`, `một` of a text are no calendar words; one cheap look at what follows spares the grammar.
"""

from __future__ import annotations

import re

from trichluc.periods import numerals
from trichluc.periods.points import YEAR
from trichluc.scan import Scan

_DAYTIMES = "sáng|trưa|chiều|tối|đêm|khuya|rạng|buổi"
_COUNTS = "|".join(numerals.COUNTS)
_MONTHS = "|".join(numerals.MONTHS)
_WHICH = "này|nay|trước|qua|vừa|rồi|ngoái|sau|tới|kế|tiếp|sắp|hiện|nữa"
_CALENDAR = (
    rf"[0-9]|ngày|tháng|năm|qu[ýí]|tuần|{_DAYTIMES}|thứ|chủ|hôm|mùng|mồng|rằm|thế|thập"
    r"|đầu|giữa|cuối|thượng|trung|hạ|nửa|nay|qua|mai|kia"
)
_LEADS_ON = "là|vào|đến|tới|trước|trong|hết|khoảng|lúc|sau|từ|bây|thời điểm|mốc"
_SHARES = rf"(?:tháng|qu[ýí]|năm|ngày|tuần) (?:đầu|cuối|năm|[0-9]|{_WHICH})"

_BEARS_OUT = {
    kind: re.compile(f"(?i:{pattern})")
    for kind, pattern in {
        "lead": rf" (?:{_CALENDAR}|(?:các|những) (?:ngày|tháng|năm|qu)|giai|nhiệm|niên|thời|{_LEADS_ON}|(?:{_COUNTS}) )",
        "day": rf":? ?,? ?(?:{_CALENDAR}|\(|{_COUNTS}|hai|cùng)",
        "weekday": r" (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)",
        "month": rf" (?:[0-9]|{_MONTHS}|{_WHICH})",
        "quarter": rf" (?:[0-9IV]|{_COUNTS}|tư|nhất|nhì|{_WHICH})",
        "year": rf" (?:[0-9]|một|hai|học|mới|cũ|tài|(?:tháng|ngày|tuần|qu[ýí]) (?:đầu|cuối|năm|{_WHICH})|{numerals.STEMS}|{_WHICH})",
        "count": rf" (?:{_SHARES}|tháng (?:{_MONTHS})|mươi)",
        "portion": rf" (?:tháng|năm|thập|những|thế|qu[ýí]|tuần|{YEAR})",
        "span": r"[^.\n]{0,24}?[0-9]",
        "today": rf" (?:{_WHICH}|đầu|cuối)",
    }.items()
}
_NUMBER = re.compile(
    r"(?i:[0-9]{1,2}(?![0-9])"
    rf"(?: ?[/-] ?(?:[0-9]{{1,2}}(?![0-9])|{YEAR}(?!/))| ?\. ?(?:[0-9]{{1,2}}(?![0-9])|{YEAR})|, [0-9]{{1,2}}(?![0-9])|,[0-9]{{1,2}}(?=[,/-]| và )"
    rf"| (?:và|đến|tới|hoặc|&) (?:ngày |hết )*[0-9]| tháng (?:[0-9]|{_MONTHS})| {_SHARES}| tết(?!\w))"
    rf"|[0-9]{{3}} {_SHARES}|{YEAR}(?!/[A-ZĐ]))"
)


def triggers(scan: Scan) -> list[int]:
    """Positions by order; none inside a name that only sounds like a date (rules of kind `not`)."""
    text, hits = scan.text, scan.hits("periods")
    found = {start for start, _ in scan.numbers if _NUMBER.match(text, start)}
    blocked: list[tuple[int, int]] = []
    for start, end, rule in hits:
        kind = rule["kind"]
        if kind == "not":
            blocked.append((start, end))
        elif kind not in _BEARS_OUT or _BEARS_OUT[kind].match(text, end):
            found.add(start)
    for start, end in blocked:
        found -= set(range(start, end))
    return sorted(found)
