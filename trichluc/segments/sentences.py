"""How a line reads: as a sentence, a headline, a list item."""

from __future__ import annotations

import re

from trichluc.text import LOWER, UPPER

_TIME_FIRST = re.compile(
    r"(?:Vào\s+)?(?:(?:Ngày|Sáng|Chiều|Tối|Trưa|Từ ngày|Đêm)(?:\s+ngày)?\s+(?:\d|nay|qua|mùng)|Hôm\s+(?:nay|qua)"
    r"|Vừa qua|Mới đây|Trong\s+(?:thời gian|các ngày|\d|những)|Thời gian qua|Nhằm\s|Theo đó|Sau khi\s|Nhân kỷ niệm"
    r"|Nhân dịp|Thực hiện\s+(?:Kế hoạch|Nghị quyết|Chỉ thị|Quyết định|Công văn|Kết luận|Hướng dẫn|Chương trình))"
)
_FINITE = re.compile(r"\s(?:đã|vừa|sẽ|cho biết|cho hay|là|nhằm|đang|được biết|có)\s")
_JOINING = (
    "Cụ thể|Theo đó|Bên cạnh đó|Tuy nhiên|Ngoài ra|Đồng thời|Trước đó|Do đó|Vì vậy|Sau đó|Trong đó|Được biết"
    "|Cùng với đó|Song song đó|Mặt khác|Chính vì vậy"
)
_JOINED = re.compile(rf"(?:{_JOINING}),? ")
"""What joins a sentence to the one before: no headline opens with it and closes with a full stop."""
_INNER_END = re.compile(rf"[{LOWER}\d”\")%]\.\s+[“\"(]?[{UPPER}]|[{UPPER}]{{2}}\.\s+(?:{_JOINING})\s")
_STOP = re.compile(r"[.…;](?:/\.)?[”\"’)\]]*\Z")
_BULLET = re.compile(r"[-+•*–]\s")
LONGEST_HEADLINE = 300


def ends_as_sentence(text: str) -> bool:
    """Whether the last character closes a sentence (a question or exclamation mark may also close a headline)."""
    return _STOP.search(text, max(0, len(text) - 5)) is not None


def is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a headline."""
    if len(text) > LONGEST_HEADLINE or _INNER_END.search(text):
        return True
    if text[:1] in LOWER or text[-1:] == "-" or _BULLET.match(text):
        return True
    stopped = ends_as_sentence(text)
    if stopped and _JOINED.match(text):
        return True
    if _TIME_FIRST.match(text):
        return stopped or len(text) > 120
    if stopped and not text.endswith(("...", "…")):
        return len(text) > 60 and _FINITE.search(text) is not None
    return text.endswith(":") and len(text) > 100


def joins_on(text: str) -> bool:
    """Whether a line opens with what joins a sentence to the one before it (`Theo đó, …`)."""
    return _JOINED.match(text) is not None


def starts_with_time(text: str) -> bool:
    """Whether a line opens with when or why something happened, as running text does."""
    return _TIME_FIRST.match(text) is not None


def is_finite(text: str) -> bool:
    """Whether a line tells what has happened or will, as headlines and captions do not."""
    return _FINITE.search(text) is not None


def first_end(text: str) -> int:
    """Where the first sentence inside a text ends, or its length."""
    found = _INNER_END.search(text)
    return found.start() + 2 if found else len(text)


def is_item(text: str) -> bool:
    """Whether a line is an item of a list."""
    return _BULLET.match(text) is not None
