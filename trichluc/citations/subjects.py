"""What a document is about: the title after `về` or `về việc`, quoted or running on until the sentence takes over."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from trichluc.citations.issuers import body_end
from trichluc.citations.page import Page, Reading
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_LEAD = re.compile(
    r"(?=[ ,&]{0,5}[“\"«(nqhvV])[ ]{0,2},?[ ]{0,2}(?:&nbsp;)?(?P<quote>[“\"«(]?)(?P<rule>(?:quy định|hướng dẫn)[ ]+)?"
    r"(?:[Vv]ề việc|VỀ VIỆC|[Vv]ề về|[Vv]ề|VỀ|[Vv]/[Vv]|[Vv]e viec|[Vv]e)\b[ ]{0,2}:?[ ]{0,2}"
)
_SENT = re.compile(
    r"[ ](?:gửi|trả lời|hướng dẫn|chỉ đạo|yêu cầu|đề nghị|thông báo(?: cho)?)[ ]"
    rf"(?:[^.,;:()\n“”\"]|,(?=[ ][{UPPER}])){{3,120}}?(?=[ ]về việc[ ])"
    rf"|[ ]gửi[ ](?:các[ ]|những[ ])?(?=[{UPPER}]|đơn vị|cục|chi cục|sở|bộ|ngành)(?:[^.;:()\n“”\"]){{3,160}}?(?=[ ]về[ ](?:việc[ ])?[{LOWER}])"
)
"""To whom a letter goes, before it says what it is about."""
_INSERTED = re.compile(
    r"(?:[ ]\((?:nay|trước|cũ|sau)[^()\n]{1,80}\)|[ ](?:ngày|của|Tải về|ban hành))(?=[ ][Vv]ề[ ])"
    r"|[ ]\((?:đã )?(?:được )?(?:sửa đổi|bổ sung)[^()\n]{1,200}\)(?=[ ](?:quy định[ ]|hướng dẫn[ ])?[Vv]ề[ ])"
)
_BACKWARD = re.compile(
    r"(?:các |những )?(?:vấn đề|nội dung|việc|vụ việc|sự việc|trường hợp|mặt hàng) (?:này|trên|đó|nêu trên|nói trên)\Z"
)
"""What points back (`về vấn đề này`) and is no title."""
_NOTICE = re.compile(r"[Tt]hông báo[^.;\n]{1,120}[Mm]ẫu[^.;\n]{1,90}kèm theo[ ]\Z")
"""`Thông báo … theo Mẫu số …, Phụ lục 3 kèm theo Thông tư N về việc …`: the title is the notice's."""
_BARE_QUOTE = re.compile(r"[ ]{1,2}[“\"«](?!(?:Điều|Khoản|Mục|[0-9(]))")
_APPROVES = re.compile(r"[ ]phê duyệt[ ]")
_LONGEST = 420
_CONTINUED = re.compile(
    r"\snêu gương\b|;\s(?:ngăn chặn, đẩy lùi|kiểm tra, giám sát|kiểm soát|thuế xuất khẩu|thuế|thủ tục|quản lý|chế độ|chính sách|phân tích|giám sát|xử phạt)\b"
)
_PARTICIPLE = re.compile(
    r"[ ](?:được|bị)[ ](?:sửa đổi|bổ sung|thay thế|bãi bỏ|ban hành)\b[^.;:\n]{0,60}?[ ](?:trong lĩnh vực|thuộc)[ ]"
)
"""What tells things of a kind apart (`thủ tục được thay thế, bị bãi bỏ trong lĩnh vực nội vụ`), and no predicate."""
_PAIR = re.compile(r";[ ]([^\W\d_]+[ ][^\W\d_]+)(?![ ](?:số|[0-9]))")
_TOPIC = re.compile(rf",[ ][{UPPER}]")
"""What follows a topic: in `theo Nghị định 29, về cơ cấu, Bộ có …` the sentence is about that, not the document."""
_BRACKET = re.compile(
    rf"[ ]\((?!gọi|nay|sau|viết)[{LOWER}][^()\n]{{1,40}}\)(?=[ ](?!(?:và|với|để|được|đã|có|cho|nhằm|thì|là|sẽ|trong|tại|theo|do|vào|gọi)\b)[{LOWER}])"
)
_KIND = re.compile(r"[ ](?:hàng giả|hàng hóa|hàng|sản phẩm|vật tư|nguyên liệu|tài sản|đất|người|đối tượng|cá nhân)\Z")
_JOINT = re.compile(
    r"(?:,|;|,?\svà|,?\scùng|,?\sgắn (?:liền )?với|,?\scùng với|\shoặc)\s(?:(?:các|thực hiện|việc thực hiện)\s)?\Z"
)
_OPENERS = re.compile(
    r"(?:\([A-ZĐ][^()\n]{1,20}\)\s?[-–]\s?)?(?:[^,\n]{0,3}|(?:[^\W\d_]+\s){1,4}(?:qua|nay),\s|(?:Tuy nhiên|Trước đó|Theo đó|Bên cạnh đó|Đồng thời|Ngoài ra),\s)(?i:Thực hiện|Triển khai|Theo|Chiếu theo|Căn cứ|Để|Nhằm|Qua|Sau|Tại|Trên cơ sở|Quán triệt|Hưởng ứng|Trong|Từ|Nhân"
    r"|Với|Về|Đối với|Ngày|Sáng|Chiều|Tối|Năm|Trước|Ngay|Hiện|Đến|Tiếp tục)\b"
)
_ACTING = re.compile(
    r",\s(?:(?:nhiều|một số|toàn|hầu hết|đa số|chúng ta|ông|bà|đồng chí|tôi|cả)\s"
    r"|(?:các\s)?(?:đơn vị|doanh nghiệp|DN|cơ quan|người|thí sinh|hàng)\b[^,.;:\n]{0,30}?\s(?:thấy|phải|sẽ|đã|cần|được)\s)"
)
_ACTS = re.compile(
    r"\s(?:đã|sẽ|vừa|cũng|đang|cho|yêu cầu|đề nghị|tổ chức|ban hành|chỉ đạo|khẳng định|nhấn mạnh|giao|phối hợp|tiếp tục"
    r"|xây dựng|triển khai|kiến nghị|hướng dẫn|thông báo|quyết định|tập trung|có|làm|phải)\s"
)
_HANGING = re.compile(r"(?:[ ,](?:để|không|gắn|và|của|do|về|với|mà|các|những|vừa|nhưng|song|tuy nhiên|kể từ))+\Z")
_OF_NATIONAL = re.compile(
    r"\scủa\s(?=(?:Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng|Quốc hội)(?: Chính phủ)?(?: khóa [XVI]+)?[?]?\Z)"
)
_TRIM = " \t\n,.;:“”\"'’‘«»?!…"


@cache
def _boundary() -> re.Pattern[str]:
    """Where a running title gives way to the sentence."""
    ends = {place: "|".join(r["phrase"] for r in load("subject_ends") if r["place"] == place) for place in _PLACES}
    return re.compile(
        r"(?=[\s;,.])(?:\n|;|\s\(|\s(?=/)|[.](?=\S*\s*\Z)"
        rf"|,\s(?:{ends['comma']}|(?:từ|có)\s[0-9])\b"
        rf"|,\s(?:trong\s|đến\s)?(?:năm|tháng|quý)\s[0-9IV][0-9/.-]*(?:\snăm\s[0-9]{{4}})?,\s(?=[{UPPER}])"
        rf"|,?\s(?:{ends['any']}|(?<!nhưng\s)đã(?!\squa sử dụng)|(?<!có\s)(?<!các\s)(?<!mục đích,\s)yêu cầu"
        r"|(?<!các\s)(?<!những\s)(?<![Qq]uyết định\s)(?<!Nghị định\s)(?<!Thông tư\s)quy định)(?=[\s,:?.]|\Z)"
        rf"|\s(?:được|bị)\s(?=(?:{ends['passive']})\b)"
        rf"|(?<=[{LOWER}])[.](?=[{UPPER}])|[.]\s(?=Trong đó|Theo|Ngoài ra|Cụ thể|Đồng thời|Bên cạnh|Xem thêm)"
        r"|\s(?<!lấy\s)ngày\s[0-9]|\sbằng\s(?=[A-ZĐ])|\s(?:do|đối với)\s(?=Ban Thường|Liên đoàn|LĐLĐ|UBND|Ủy ban)"
        r"|\sdo\s(?:[^\W\d_]\w*\s){1,8}?(?:ban hành|ký|phát động|tổ chức|chủ trì|soạn thảo)\b"
        rf"|,\svà\s(?:đề nghị|yêu cầu|giao|chỉ đạo)\b|\svà\s(?:đề nghị|yêu cầu)\s(?=[{UPPER}])"
        r"|,\sviệc\s(?=[^.,;:\n]{3,60}?\s(?:không|đã|sẽ|phải|cần|gặp|vẫn)\s)"
        r"|\s(?:và|cùng|cùng với)\s(?:các\s|nhiều\s|một số\s|những\s)?(?:văn bản|nghị quyết|chỉ thị|kế hoạch|chương trình hành động)\b)"
    )


_PLACES = ("comma", "any", "passive")


def set_subjects(page: Page, readings: list[Reading]) -> None:
    """Set the subject and its span of every citation, and `container` of the citations inside a subject."""
    starts = [reading.char_start for reading in readings]
    for index in reversed(range(len(readings))):  # the inner ones first
        if readings[index].subject_span is None and not readings[index].anaphor:
            _set_subject(page, readings, index)
    for index, reading in enumerate(readings):
        if reading.subject_span is None:
            continue
        for inner in readings[index + 1 : bisect_left(starts, reading.subject_span[1])]:
            inner.container = reading if inner.start >= reading.subject_span[0] else inner.container


def _set_subject(page: Page, readings: list[Reading], index: int) -> None:
    span = subject_span(page, readings, index)
    if span is None:
        return
    taken = readings[index].issuer_span is not None or readings[index].doc_type == "Quyết định"
    issuer = None if taken else _OF_NATIONAL.search(page.text, *span)
    if issuer and issuer.start() > span[0]:
        readings[index].issuer_span = (issuer.end(), body_end(page, issuer.end()))
        span = (span[0], issuer.start())
    text = _HANGING.sub("", page.written(*span))
    text = text.strip(_TRIM) if _balanced(text.strip(_TRIM)) else text.strip(" ,.;:")
    if len(text) > 2 and not _BACKWARD.match(text):
        readings[index].subject_span, readings[index].subject = span, text


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def subject_span(page: Page, readings: list[Reading], index: int) -> tuple[int, int] | None:
    """Where the subject of a citation stands; None where the text does not say it."""
    text, end = page.text, readings[index].end
    end = _past_holder(page, end)
    end = _past_insertion(text, end)
    sent = _SENT.match(text, end) if readings[index].symbol else None
    lead = _LEAD.match(text, sent.end() if sent else end)
    if lead and lead["rule"] and not _speaks_of_the_whole(text, readings, index):
        return None
    if lead:
        if lead["quote"] and lead["quote"] != "(":
            closing = _closing(page, lead.end("quote"), lead.end())
            return (lead.end(), closing) if closing > lead.end() else None
        start = lead.end()
    elif quote := _BARE_QUOTE.match(text, end):
        start = quote.end() - 1
    elif readings[index].doc_type == "Quyết định" and (approved := _APPROVES.match(text, end)):
        return end + 1, _running_end(page, readings, index, approved.end())
    else:
        return None
    if _of_an_article(readings[index]) or _is_notice(text, readings[index]):
        return None
    if text[start : start + 1] in '“"«':
        closing = _closing(page, start + 1, start + 1)
        return (start + 1, closing) if closing > start + 1 else None
    if not lead:
        return None
    end = _running_end(page, readings, index, start)
    return None if "," in lead[0] and _TOPIC.match(text, end) else (start, end)


def _past_insertion(text: str, end: int) -> int:
    """Past what stands between a document and `về`: `(nay là Bộ …)`, a link's words, a `ngày` or `của` left alone."""
    inserted = _INSERTED.match(text, end)
    return inserted.end() if inserted else end


def _past_holder(page: Page, end: int) -> int:
    """Past the name of who holds the issuer's office: `… của Chủ tịch UBND tỉnh Lê Văn An về việc …`."""
    if not page.text[end + 1 : end + 2].isupper():
        return end
    holder = next(iter(page.people_between(end + 1, end + 2)), None)
    return holder.char_end if holder and page.text.startswith(" về ", holder.char_end) else end


def _speaks_of_the_whole(text: str, readings: list[Reading], index: int) -> bool:
    """Whether `quy định về …` is what the document is about, not what one article of it or a later sentence says."""
    reading = readings[index]
    if reading.symbol is None:
        return False
    if reading.pinpoint is not None:
        governed = text.endswith((" tại ", " theo ", "Theo ", "Tại "), 0, reading.opening)
        return governed and reading.issued_on is not None and reading.issuer_span is not None
    if reading.issued_on or reading.issuer_span or " năm " in reading.surface:
        return True
    return all(readings[place].symbol != reading.symbol for place in range(index))


def _of_an_article(reading: Reading) -> bool:
    """Whether `về …` may be what the cited article says, since nothing more is said of the document."""
    return reading.pinpoint is not None and reading.issued_on is None and reading.issuer_span is None


def _is_notice(text: str, reading: Reading) -> bool:
    near = text.endswith("kèm theo ", 0, reading.opening)
    return near and _NOTICE.search(text, max(0, reading.opening - _LONGEST // 2), reading.opening) is not None


def _closing(page: Page, opened: int, start: int) -> int:
    """Where the quotation opened at `opened` closes; `opened` where it never does, or too far."""
    quotes = page.scan.quotations
    place = bisect_left(quotes, (opened, 0))
    if place < len(quotes) and quotes[place][0] == opened and quotes[place][1] <= opened + 2 * _LONGEST:
        return quotes[place][1]
    return opened


def _running_end(page: Page, readings: list[Reading], index: int, start: int) -> int:
    text = page.text
    limit = min(_sentence_end(page, start), start + _LONGEST)
    limit = _next_in_list(page, readings, index, start, limit)
    position = start
    while position < limit:
        boundary = _boundary().search(text, position, limit)
        if boundary is None:
            break
        closing = _inside_quotes(page, boundary.start(), start) or _inside_inner(readings, index, boundary.start())
        if closing:
            position = closing
        elif _title_goes_on(text, start, boundary):
            position = boundary.end()
        elif bracket := _BRACKET.match(text, boundary.start(), limit):
            position = bracket.end()
            limit = boundary.start() if _boundary().match(text, position, limit) else limit
        else:
            limit = boundary.start()
    return _main_clause(page, readings[index], start, limit)


def _title_goes_on(text: str, start: int, boundary: re.Match[str]) -> bool:
    """Whether what looks like the title's end is a part of it: `bảng lương …; bảng lương …` names its things in a row."""
    position = boundary.start()
    if _CONTINUED.match(text, position) or _PARTICIPLE.match(text, position) or _restricts(text, boundary):
        return True
    return _in_a_row(text, start, position)


def _in_a_row(text: str, start: int, position: int) -> bool:
    """Whether what stands behind a `;` begins with two words that the title has before it."""
    pair = _PAIR.match(text, position)
    return pair is not None and pair[1].lower() in text[start:position].lower()


def _restricts(text: str, boundary: re.Match[str]) -> bool:
    """Whether `là` says what kind of thing is meant (`hàng giả là mỹ phẩm`), and not what the document is."""
    return boundary[0].strip(" ,") == "là" and bool(_KIND.search(text, max(0, boundary.start() - 16), boundary.start()))


def _sentence_end(page: Page, start: int) -> int:
    """The end of the sentence; a title in a row goes on over a `;` before a capital."""
    end = page.scan.sentence(start)[1]
    while end - start < _LONGEST and _in_a_row(page.text, start, end - 2):
        end = page.scan.sentence(end)[1]
    return end


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
        if page.text[head - 2 : head] != ", " or not page.text[head].isupper():
            continue
        kind = page.kind_of_head(head)
        if not (opened and kind == "body") and any(p.char_end == head - 2 for p in page.people_between(start, head)):
            continue  # `bổ nhiệm ông Lê Văn Bình, Chánh Văn phòng, giữ chức …`
        if kind == "office" or (kind == "body" and (opened or _ACTS.match(page.text, body_end(page, head)))):
            return head - 2
    acting = _ACTING.search(page.text, start, limit) if opened else None
    return acting.start() if acting else limit
