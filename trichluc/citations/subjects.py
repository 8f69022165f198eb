"""What a document is about: the title after `về` or `về việc`, quoted or running on to where the sentence takes over."""

from __future__ import annotations

import re
from bisect import bisect_left

from trichluc.citations.page import Page, Reading
from trichluc.text import LOWER, UPPER

_LEAD = re.compile(
    r"[ ]{0,2},?[ ]{0,2}(?:&nbsp;)?(?P<quote>[“\"«(]?)(?P<rule>(?:quy định|hướng dẫn)[ ]+)?(?:[Vv]ề việc|VỀ VIỆC|[Vv]ề|VỀ|[Vv]/[Vv]|[Vv]e viec|[Vv]e)\b[ ]{0,2}:?[ ]{0,2}"
)
_BARE_QUOTE = re.compile(r"[ ]{0,2}[,:]?[ ]{0,2}[“\"«]")
_APPROVES = re.compile(r"[ ]phê duyệt[ ]")
_LONGEST = 420
_CLAUSE_WORDS = (
    "gắn với|gắn liền với|trong khi|trong đó|theo đó|qua đó|nhưng|đồng thời|nhằm|do đó|cho thấy|đến nay|thời gian qua|"
    "những năm qua|hàng năm|hằng năm|cùng với|từ ngày|từ đó|cụ thể|bên cạnh đó|trên cơ sở|góp phần|vì vậy|mà|thì|nên|qua"
)
_BOUNDARY = re.compile(
    r"\n|;|\s\(|\s(?=/)|[.](?=\S*\s*\Z)"
    rf"|,\s(?:{_CLAUSE_WORDS})\b"
    r"|,?\s(?:(?<!nhưng\s)đã|vẫn|sẽ|là|thì|đang|cũng|vừa|có hiệu lực|quy định|nêu rõ|nêu|yêu cầu|cho thấy|gắn với|đề ra"
    r"|nhấn mạnh|nhằm|khẳng định|chỉ rõ|cho phép|đặt mục tiêu|tại hội nghị|thay thế|trong thời gian|do đó|gồm)\s"
    r"|\s(?:được|bị)\s(?=ban hành|quán triệt|triển khai|tổng kết|sơ kết|bổ sung|sửa đổi|thay thế|bãi bỏ|nhắc|đưa|trích|thực hiện"
    r"|Quốc hội|Chính phủ|Bộ|coi|xem|đánh giá|thông qua|áp dụng|cụ thể|tổ chức|nêu|gửi|ký|công bố|ví)"
    rf"|(?<=[{LOWER}])[.](?=[{UPPER}])|[.]\s(?=Trong đó|Theo|Ngoài ra|Cụ thể|Đồng thời|Bên cạnh)"
    r"|\sngày\s[0-9]|\sbằng\s(?=[A-ZĐ])|\s(?:do|đối với|của)\s(?=Ban Thường|Liên đoàn|LĐLĐ|UBND|Ủy ban)"
    r"|\s(?:và|cùng|cùng với)\s(?:các\s)?(?:văn bản|nghị quyết|chỉ thị|kế hoạch|chương trình hành động)\b"
)
_CONTINUED = re.compile(
    r";\s(?:ngăn chặn, đẩy lùi|kiểm tra, giám sát|thuế xuất khẩu|thuế|thủ tục|quản lý|chế độ|chính sách)\b"
)
_JOINT = re.compile(
    r"(?:,|;|,?\svà|,?\scùng|,?\sgắn (?:liền )?với|,?\scùng với|\shoặc)\s(?:(?:các|thực hiện|việc thực hiện)\s)?\Z"
)
_OPENERS = re.compile(
    r"[^,\n]{0,3}(?:Thực hiện|Triển khai|Theo|Căn cứ|Để|Nhằm|Qua|Sau|Tại|Trên cơ sở|Quán triệt|Hưởng ứng|Trong|Từ|Nhân|Với|Về|Đối với|Ngày|Sáng|Chiều|Tối|Năm|Trước|Ngay|Hiện|Đến|Tiếp tục)\b"
)
_ACTING = re.compile(r",\s(?:nhiều|toàn|hầu hết|đa số|chúng ta|ông|bà|đồng chí|tôi|cả)\s")
_HANGING = re.compile(r"(?:[ ,](?:để|không|gắn|và|của|do|về|với|mà|các|những))+\Z")
_TRIM = " \t\n,.;:“”\"'’‘«»"


def set_subjects(page: Page, readings: list[Reading]) -> None:
    """Set the subject and its span of every citation, and `container` of the citations inside a subject."""
    starts = [reading.start for reading in readings]
    for index in reversed(range(len(readings))):  # the inner ones first
        if readings[index].subject_span is None and not readings[index].anaphor:
            _set_subject(page, readings, index)
    for index, reading in enumerate(readings):
        if reading.subject_span is None:
            continue
        for inner in readings[index + 1 : bisect_left(starts, reading.subject_span[1])]:
            inner.container = reading


def _set_subject(page: Page, readings: list[Reading], index: int) -> None:
    span = subject_span(page, readings, index)
    if span is None:
        return
    text = _HANGING.sub("", page.written(*span))
    text = text.strip(_TRIM) if _balanced(text.strip(_TRIM)) else text.strip(" ,.;:")
    if len(text) > 2:
        readings[index].subject_span, readings[index].subject = span, text


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def subject_span(page: Page, readings: list[Reading], index: int) -> tuple[int, int] | None:
    """Where the subject of a citation stands; None where the text does not say it."""
    text, end = page.text, readings[index].end
    lead = _LEAD.match(text, end)
    if lead and lead["rule"] and not _speaks_of_the_whole(readings, index):
        return None
    if lead:
        if lead["quote"] and lead["quote"] != "(":
            return lead.end(), _closing(page, lead.end("quote"), lead.end())
        start = lead.end()
    elif quote := _BARE_QUOTE.match(text, end):
        start = quote.end() - 1
    elif readings[index].doc_type == "Quyết định" and (approved := _APPROVES.match(text, end)):
        return end + 1, _running_end(page, readings, index, approved.end())
    else:
        return None
    if text[start : start + 1] in '“"«':
        closing = _closing(page, start + 1, start + 1)
        return (start + 1, closing) if closing > start + 1 else None
    if not lead:
        return None
    return start, _running_end(page, readings, index, start)


def _speaks_of_the_whole(readings: list[Reading], index: int) -> bool:
    """Whether `quy định về …` is what the document is about, not what one article of it or a later sentence says."""
    reading = readings[index]
    first = all(other.symbol != reading.symbol for other in readings[:index])
    return reading.pinpoint is None and reading.symbol is not None and first


def _closing(page: Page, opened: int, start: int) -> int:
    """Where the quotation opened at `opened` closes; the sentence's end where it never does."""
    quotes = page.scan.quotations
    place = bisect_left(quotes, (opened, 0))
    if place < len(quotes) and quotes[place][0] == opened:
        return quotes[place][1]
    return min(page.scan.sentence(start)[1], start + _LONGEST)


def _running_end(page: Page, readings: list[Reading], index: int, start: int) -> int:
    text = page.text
    limit = min(_sentence_end(page, start), start + _LONGEST)
    limit = _next_in_list(page, readings, index, start, limit)
    position = start
    while position < limit:
        boundary = _BOUNDARY.search(text, position, limit)
        if boundary is None:
            break
        closing = _inside_quotes(page, boundary.start(), start) or _inside_inner(readings, index, boundary.start())
        if closing:
            position = closing
        elif boundary[0] == ";" and _CONTINUED.match(text, boundary.start()):
            position = boundary.end()
        else:
            limit = boundary.start()
    return _main_clause(page, readings[index], start, limit)


def _sentence_end(page: Page, start: int) -> int:
    return page.scan.sentence(start)[1]


def _next_in_list(page: Page, readings: list[Reading], index: int, start: int, limit: int) -> int:
    """Where a later citation is not named by the subject but stands beside this one."""
    for other in readings[index + 1 : index + 6]:
        if other.start >= limit:
            break
        joint = _JOINT.search(page.text, max(start, other.start - 30), other.start)
        if joint and not _inside_quotes(page, joint.start(), start):
            return joint.start()
    return limit


def _inside_quotes(page: Page, position: int, floor: int) -> int:
    """End of the quotation that holds `position` and opened after `floor`; 0 where there is none."""
    quotes = page.scan.quotations
    place = bisect_left(quotes, (position, 0))
    for first, last in reversed(quotes[max(0, place - 3) : place]):
        if floor <= first <= position < last:
            return last
    return 0


def _inside_inner(readings: list[Reading], index: int, position: int) -> int:
    """End of the citation (with its subject) that the subject names and that holds `position`; 0 for none."""
    for inner in readings[index + 1 : index + 6]:
        if inner.start <= position < inner.full:
            return inner.full
    return 0


def _main_clause(page: Page, reading: Reading, start: int, limit: int) -> int:
    """A comma before the body that acts, where the sentence opened with `Thực hiện …`, `Theo …`."""
    opening = page.scan.sentence(reading.start)[0]
    opened = _OPENERS.match(page.text, opening) is not None
    for head in page.heads_between(start, limit):
        kinds = ("body", "office") if opened else ("office",)
        if page.text[head - 2 : head] == ", " and page.kind_of_head(head) in kinds and page.text[head].isupper():
            return head - 2
    acting = _ACTING.search(page.text, start, limit) if opened else None
    return acting.start() if acting else limit
