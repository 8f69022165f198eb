"""Where a campaign's name ends: at the words that go on with the sentence, at a document, behind a body's name."""

from __future__ import annotations

import re
from bisect import bisect_left

from trichluc.text import UPPER

LONGEST_NAME = 200
"""Code points; a longer stretch is a sentence in quotation marks, not a name."""

# Where a name that no quotation mark closes comes to its end.
_NAME_END = re.compile(
    r"(?<!TP)[.;:()\[\]\n“”\"…!?]|\s+-\s(?!Hà Nội|Huế|Thiên Huế|Vũng Tàu|Kon Tum|Gia Định|Liệt s[iĩỹ]|liệt s[iĩỹ]"
    r"|Lào|Cam[ -]?pu[ -]?chia|Trung Quốc|Cu ?[Bb]a|Liên bang|Nhật Bản|Hàn Quốc|Hoa Kỳ|Việt Nam)"
    r"|,(?!\s(?:lao động|người lao động|viên chức|công chức|công nhân|thống nhất đất nước|vệ sinh lao động|chống|gian lận thương mại|trấn áp|truy nã|sản xuất|vận chuyển|hàng giả|cá nhân|đơn vị văn hóa)\b)"
    rf"|\sdo\s(?=[{UPPER}]|các|tỉnh|huyện|thành phố|công đoàn|hội|đoàn|liên đoàn|ngành|báo|tạp chí|ban|bộ|sở|cục|tổng cục)"
    r"|\s(?:tại|trong|nhằm|gắn|được|đã|đang|sẽ|vừa|năm \d{4}|năm nay|năm học|giai đoạn|giai doạn|lần thứ|lần \d+|từ|để|là|thì|theo (?:quyết|kế|chỉ|đó|công văn|nghị|hướng)|"
    r"nhân (?:dịp|ngày|kỷ)|dịp|trước(?=,)|mang tên|chính thức|phát động|tổ chức|diễn ra|trên|dành cho|tiến tới|hướng tới|của|với|có|cho|góp phần|đến|bằng|khi|mà|cũng|như|ở|vào|bắt đầu|"
    r"(?:thực hiện|tiến hành)(?=\s(?:từ|trong|vào|ngày)\s)|ngay(?=\s(?:từ|sau|trong)\s)|chào mừng|hằng năm|ra sao|thế nào|gửi về|phát biểu|lần (?:hai|ba|tư|này)|ngày \d|"
    r"\d{1,2}[/.-]\d|\d{4})\b"
    r"|\s(?=(?:Nhân dịp|Tại buổi|Tại lễ|Tại hội nghị|Trước đó|Sau đó|Đến dự|Phát biểu|Theo đó)\s)"
    r"|\svà\s(?=phong trào|cuộc vận động|[Tt]uần lễ|[Tt]háng|[Kk]ỷ niệm|[Ll]ễ |các |tổ chức|triển khai|phát động|thực hiện|"
    r"tuyên truyền|đợt |chương trình|hội thi|cuộc thi|một số|tăng cường|nâng cao|đẩy mạnh|tự |sau đó|ông |bà |đồng chí |đánh giá|tổng kết|phát biểu|trao |chăm lo|đón |chúc |công bố|ra mắt|khánh thành|gặp mặt|biểu dương|tôn vinh|khen thưởng)"
)
_GOES_ON = re.compile(r"(?:thực hiện|thắng lợi|hoàn thành)\s\Z")
_CLOSED_YEAR = re.compile(r"[”\"]\s?(?:19|20)[0-9]{2}")


def end_of_name(text: str, position: int) -> int:
    """Where a name that no quotation mark closes ends; `position`, where it has no words."""
    stop = _NAME_END.search(text, position, position + LONGEST_NAME)
    end = stop.start() if stop else position
    return position + len(text[position:end].rstrip(" ,-"))


def before_citation(text: str, start: int, end: int, cited: list[tuple[int, int]]) -> int:
    """Where a name must end since a document is cited there; `start` itself inside a citation leaves nothing.

    A goal that would dangle (`thi đua thực hiện thắng lợi` + `Nghị quyết …`) keeps its document.
    """
    following = cited[max(0, bisect_left(cited, (start, 0)) - 1) :][:2]
    cut = min([end, *(max(a, start) for a, b in following if a < end and b > start)])
    return end if cut < end and text.startswith("thi đua ", start) and _GOES_ON.search(text, start, cut) else cut


def past_body(start: int, end: int, bodies: list[tuple[int, int]]) -> int:
    """The end of the body inside whose name the campaign's name was cut off (`Ủy ban về người Việt Nam` + `ở nước ngoài`)."""
    index = bisect_left(bodies, (end, 0)) - 1
    inside = index >= 0 and start < bodies[index][0] < end < bodies[index][1]
    return bodies[index][1] if inside else end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and commas around it, and without the word `năm` before a year behind the quotation."""
    stretch = text[start:end]
    end = start + len(stretch.rstrip(" \n\t\u00a0,"))
    if text.endswith(" năm", start, end) and _CLOSED_YEAR.match(text, end):
        end -= len(" năm")  # `“Lao động giỏi năm” 2012`
    return start + len(stretch) - len(stretch.lstrip()), end
