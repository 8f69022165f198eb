"""Documents without a number that the text names by title and issuer: `Quy chế tài chính của Công đoàn Tổng cục`."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from trichluc.citations.issuers import body_end, issuer_after
from trichluc.citations.page import Page, Reading
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_TYPES = frozenset(
    ["Kế hoạch", "Chỉ thị", "Quy chế", "Quy định", "Nghị quyết", "Quyết định", "Chiến lược", "Nghị định", "Thông tư"]
)
QUOTED = frozenset(["Đề án", "Chiến lược", "Kế hoạch"])
"""Types whose documents a title in quotation marks names."""
_LEAST_WORDS, _LONGEST = 3, 300
_NEAR = 26
_ABOUT_ONLY = frozenset(["Nghị quyết", "Quyết định", "Nghị định", "Thông tư"])  # else a verb mostly follows
_TITLE = re.compile(rf"(?P<title>(?:[ ](?!của[ ])[{LOWER}]\w*|[ ]-(?=[ ])){{2,14}})(?P<of>[ ]của[ ])")
_NOT_A_TITLE = re.compile(
    r"[ ](?:này|đó|trên|được|bị|đã|sẽ|đang|có|là|và|hoặc|mới|cũ|khác|trong|theo|cho|tại|với|do|từ|để|trước|sau|cụ thể"
    r"|chi tiết|hiện|nói|nêu|kèm|đến|giữa|bao|hay|nào|thì|năm|riêng|chung|số|phải|còn|cũng|không|ban hành|liên quan"
    r"|của|hàng năm|hằng năm|hàng quý|hàng tháng)\b"
)
_PERIOD = re.compile(r"[ ](?:(?:giai đoạn|thời kỳ|nhiệm kỳ)[ ][0-9]{4}[ ]?-[ ]?[0-9]{4}|năm[ ][0-9]{4})(?![0-9/-])")
_PLANS = frozenset(["Kế hoạch", "Chiến lược", "Đề án", "Quy hoạch"])
_PLANNED = re.compile(
    r"(?P<title>(?:[ ](?!(?:của|về|nhằm|theo|tại|được|đã|sẽ|là|với|từ|do|mà|này|nêu|trên|trong|để|đến|cho)\b)"
    rf"[^\W\d_]\w*(?:,(?=[ ][{LOWER}]))?|[ ][-–](?=[ ])|[ ]\([{UPPER}]+\)){{2,16}}?)"
    r"[ ](?:(?:giai đoạn|thời kỳ)[ ][0-9]{4}[ ]?[-–][ ]?[0-9]{4}|đến năm[ ][0-9]{4})"
    r"(?:,[ ]tầm nhìn(?:[ ]đến)?(?:[ ]năm)?[ ][0-9]{4})?(?![0-9/-])"
)
"""A plan that its years tell from others: `Chiến lược phát triển Hải quan đến năm 2030`."""
_NOT_YET = re.compile(r"(?:xây dựng|soạn thảo|lập|[Dd]ự thảo|[Kk]hung)[ ]\Z")
_CARRIED_OUT = re.compile(
    r"(?:[Tt]hực hiện|[Tt]riển khai|[Gg]ắn với|[Qq]uán triệt)(?:[ ](?:tốt|nghiêm|có hiệu quả|hiệu quả))?[ ]\Z"
)
_SCHEME = re.compile(
    r"(?=[ ](?:phát triển|mở rộng|tái thiết kế|nâng cao|xây dựng|đổi mới|tăng cường|đẩy mạnh|hiện đại hóa|đào tạo|bảo tồn"
    r"|quản lý|số hóa|cải cách|sắp xếp|thí điểm|kiện toàn|hỗ trợ|ứng dụng|ngăn ngừa)[ ])(?P<title>(?:[ ](?!(?:theo|tại|của|trong|để"
    r"|nhằm|đã|được|sẽ|là|với|từ|do|có|cho|trên|vào|năm|giai|đến|sau|khi|đối|gắn)\b)[^\W\d_]\w*){4,16})"
)
"""What a scheme does: `Đề án phát triển dịch vụ cảng biển`."""
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
    if doc_type in _PLANS and (plan := _plan(page, start, end, doc_type)):
        return plan
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


def _plan(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """A plan by its quoted title, by its years, or by what it does."""
    quoted = _quoted(page, start, end, doc_type) or _in_quotes(page, start, end, doc_type)
    if quoted:
        return quoted
    if doc_type == "Chiến lược" and page.text.startswith(" quốc gia về ", end):
        return Reading(start, end + len(" quốc gia"), "", doc_type)
    near = max(0, start - _NEAR)
    match = _PLANNED.match(page.text, end)
    if match and not _NOT_A_TITLE.match(match["title"]) and not _NOT_YET.search(page.text, near, start):
        of = issuer_after(page, match.end())
        found = _titled(page, start, of[1] if of else match.end(), doc_type, match.span("title"))
        found.issuer_span = of
        return found
    match = _SCHEME.match(page.text, end) if doc_type == "Đề án" else None
    if match and _CARRIED_OUT.search(page.text, near, start):
        return _titled(page, start, end, doc_type, match.span("title"))
    return None


def _in_quotes(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """`“Đề án số hóa hồ sơ tại bến”`: type and title in one pair of quotation marks."""
    place = bisect_left(page.scan.quotations, (start, 0))
    if (
        doc_type not in ("Đề án", "Chiến lược")
        or place == len(page.scan.quotations)
        or page.scan.quotations[place][0] != start
    ):
        return None
    closing = page.scan.quotations[place][1]
    if (
        page.text.count(" ", end, closing) <= _LEAST_WORDS
        or closing - start > _LONGEST
        or ". " in page.text[end:closing]
    ):
        return None
    return _titled(page, start, end, doc_type, (end, closing))


def _titled(page: Page, start: int, end: int, doc_type: str, title: tuple[int, int]) -> Reading:
    span = (title[0] + 1, title[1])
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
            and not page.text.endswith(("Ban Chỉ đạo ", "Ban chỉ đạo ", "BCĐ "), 0, start)
            and not page.text[end + len(title) + 1 : end + len(title) + 2].isalnum()
        ):
            span = (end + 1, end + 1 + len(title))
            return Reading(start, span[1], "", doc_type, subject=page.written(*span), subject_span=span)
    return None
