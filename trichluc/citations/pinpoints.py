"""Articles, clauses and points before a document: `điểm a khoản 2 Điều 5`, `Điều 10, 11 và khoản 3 Điều 15 của`."""

from __future__ import annotations

import re

from trichluc.citations.page import Page, Reading

_REACH = 90
_WORD = re.compile(r"[^\s,;]+|[,;]")
_KEYWORDS = frozenset(
    ["điểm", "khoản", "điều", "mục", "chương", "phần", "tiểu", "phụ", "lục", "điều,", "mẫu", "số", "tiết", "đoạn"]
)
_JOINTS = frozenset([",", ";", "và", "đến", "hoặc", "các", "của", "tại"])
_VALUE = re.compile(r"(?:[0-9]{1,3}[a-zđ]?(?:\.[0-9]{1,3}){0,3}|[a-zđ]|[IVXLC]{1,6}(?:\.[0-9]{1,2})?|[A-Z])\.?\Z")


def set_pinpoints(page: Page, readings: list[Reading]) -> None:
    """Set `pinpoint` and where it begins."""
    previous = 0
    for reading in readings:
        end = reading.char_start
        start = pinpoint_start(page.text, end, max(previous, page.scan.sentence(end)[0]))
        if start is not None:
            reading.pinpoint_start = start
            reading.pinpoint = re.sub(r"\s(?:của|tại)\Z", "", page.written(start, end)).strip(" ,;")
        previous = reading.char_end


def pinpoint_start(text: str, end: int, floor: int) -> int | None:
    """Where the articles and clauses begin that stand right before `end`; None where there are none.

    >>> pinpoint_start("theo khoản 2 Điều 5 Nghị định", 20, 0)
    5
    """
    last = text[max(floor, end - 12) : end].rsplit(None, 1)[-1:]
    if not last or not (last[0] in _JOINTS or _VALUE.match(last[0].rstrip(",;"))):
        return None
    first = max(floor, end - _REACH)
    if _KEYWORDS.isdisjoint(text[first:end].lower().replace(",", " ").replace(";", " ").split()):
        return None
    start = None
    words = list(_WORD.finditer(text, first, end))
    for place in range(len(words) - 1, -1, -1):
        word = words[place][0]
        if word.lower() in _KEYWORDS:
            valued = place + 1 < len(words) and (
                _VALUE.match(words[place + 1][0]) or words[place + 1][0].lower() in _KEYWORDS
            )
            if not valued:
                break
            start = words[place].start()
        elif word not in _JOINTS and not _VALUE.match(word):
            break
    return start if start is not None and start >= first else None
