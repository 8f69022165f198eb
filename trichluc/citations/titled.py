"""Documents without a number that the text names by title and issuer: `Quy chế tài chính của Công đoàn Tổng cục`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from trichluc.citations.issuers import body_end
from trichluc.citations.page import Page, Reading
from trichluc.rules import load
from trichluc.text import LOWER

_TYPES = frozenset(
    ["Kế hoạch", "Chỉ thị", "Quy chế", "Quy định", "Nghị quyết", "Quyết định", "Chiến lược", "Nghị định", "Thông tư"]
)
QUOTED = frozenset(["Đề án", "Chiến lược", "Kế hoạch"])
"""Types whose documents a title in quotation marks names."""
_LEAST_WORDS, _LONGEST = 3, 300
_ABOUT_ONLY = frozenset(["Nghị quyết", "Quyết định", "Nghị định", "Thông tư"])  # else a verb mostly follows
_TITLE = re.compile(rf"(?P<title>(?:[ ](?!của[ ])[{LOWER}]\w*|[ ]-(?=[ ])){{2,14}})(?P<of>[ ]của[ ])")
_NOT_A_TITLE = re.compile(
    r"[ ](?:này|đó|trên|được|bị|đã|sẽ|đang|có|là|và|hoặc|mới|cũ|khác|trong|theo|cho|tại|với|do|từ|để|trước|sau|cụ thể"
    r"|chi tiết|hiện|nói|nêu|kèm|đến|giữa|bao|hay|nào|thì|năm|riêng|chung|số|phải|còn|cũng|không|ban hành|liên quan"
    r"|của)\b"
)
_PERIOD = re.compile(r"[ ](?:(?:giai đoạn|thời kỳ|nhiệm kỳ)[ ][0-9]{4}[ ]?-[ ]?[0-9]{4}|năm[ ][0-9]{4})(?![0-9/-])")
_ABOUT = re.compile(r"(?:[ ]về(?:[ ]việc)?)[ ]")


@cache
def _known() -> dict[str, list[str]]:
    """Titles that stand for one kind of document in every office, by type."""
    titles: dict[str, list[str]] = {}
    for rule in load("known_titles"):
        titles.setdefault(rule["doc_type"], []).append(rule["title"])
    return titles


def read_titled(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """The titled document whose capitalised type word stands at `start`, inside a sentence."""
    if not page.text[start].isupper():
        return None
    if doc_type in QUOTED and (quoted := _quoted(page, start, end, doc_type)):
        return quoted
    if doc_type not in _TYPES or page.scan.sentence(start)[0] == start:
        return None
    return _with_issuer(page, start, end, doc_type) or _well_known(page, start, end, doc_type)


def _quoted(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """`Đề án “Nâng cao chất lượng kiểm tra”`."""
    if page.text[end : end + 2] not in (" “", ' "', " «"):
        return None
    opening = bisect_left(page.scan.quotations, (end + 2, 0))
    span = page.scan.quotations[opening] if opening < len(page.scan.quotations) else (0, 0)
    if span[0] != end + 2 or page.text.count(" ", *span) < _LEAST_WORDS or span[1] - span[0] > _LONGEST:
        return None
    return Reading(start, end, "", doc_type, subject=page.written(*span), subject_span=span)


def _with_issuer(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    match = _TITLE.match(page.text, end)
    if not match or match.end() not in page.heads or _NOT_A_TITLE.match(match["title"]):
        return None
    finish = issuer_end = body_end(page, match.end())
    period = _PERIOD.match(page.text, finish)
    finish = period.end() if period else finish
    about = _ABOUT.match(match["title"])
    if doc_type in _ABOUT_ONLY and not about:
        return None
    title = (match.start("title") + (about.end() if about else 1), match.end("title"))
    return Reading(
        start,
        finish,
        "",
        doc_type,
        subject=page.written(*title),
        issuer_span=(match.end(), issuer_end),
        subject_span=title,
    )


def _well_known(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    for title in _known().get(doc_type, ()):
        if (
            page.text.startswith(f" {title}", end)
            and not page.text[end + len(title) + 1 : end + len(title) + 2].isalnum()
        ):
            span = (end + 1, end + 1 + len(title))
            return Reading(start, span[1], "", doc_type, subject=page.written(*span), subject_span=span)
    return None
