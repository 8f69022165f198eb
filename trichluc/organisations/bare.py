"""Head nouns that stand alone for a body named before (`Tổng cục`, `Đảng ủy`)."""

from __future__ import annotations

import re

from trichluc.organisations.description import MAX_DEPTH
from trichluc.organisations.names import names_person
from trichluc.organisations.parts import Head, Part

_NOT_BARE = re.compile(
    r" (?:(?:tỉnh|thành|huyện|quận|thị) ủy|trưởng|trường|phó|viên|cơ sở|cấp|bộ phận|trực thuộc|của các"
    r"|và\s+Dân\s+vận)(?!\w)",
    re.IGNORECASE,
)
_NO_ONE = ("cấp ", "Cấp ", "một ", "Một ", "chi, ")
"""What stands before a level or a kind of body: `thủ tục cấp Cục`, `tại một Sở`, `12 chi, Đảng bộ`."""
_NOT_ALONE = {
    "Công ty": (
        re.compile(r"(?:tên|các|mỗi|một|là) \Z", re.IGNORECASE),
        re.compile(
            r"/| (?:mẹ|con|nào|của|cổ phần|chứng khoán|đa quốc gia|có vốn|nước ngoài|tư nhân|nhà nước|liên doanh|đầu tư"
            r"|sản xuất|xuất|nhập|chuyên|trong|ngoài|lớn|nhỏ|xây|thương|dịch|vận|may|bảo|kinh doanh|quản lý|tại|ở)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    "Bộ": (
        re.compile(r"(?:ngang|liên|Bắc|Nam|Trung|Đông|Tây|các|những|mỗi|từng|nhiều|hai|ba|ban,|\d) \Z", re.IGNORECASE),
        re.compile(
            r",? (?:các|ngành|luật|phận|máy|tài liệu|tiêu chí|đội|môn|sưu tập|quy tắc|chỉ số|thủ tục|hồ sơ|câu hỏi"
            r"|công cụ|tranh|xây dựng|mã|motor|nhận diện)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    "Ủy ban": (
        re.compile(r"(?:các|những|hai|ba) \Z", re.IGNORECASE),
        re.compile(
            r"\s(?:quản lý|pháp luật|chỉ đạo|quốc gia|tư pháp|kiểm tra|nhân dân|mặt trận|thường vụ|thường trực|dân tộc"
            r"|kinh tế|tài chính|xã hội|bầu cử|hành chính|kháng chiến|đoàn kết|liên|dự thảo|các)(?!\w)",
            re.IGNORECASE,
        ),
    ),
}
"""What stands before and behind a short head noun where it is no body named before (`Bắc Bộ`, `Bộ luật`)."""


def is_bare(text: str, parts: list[Part], head: Head, depth: int) -> bool:
    """Whether the head noun alone may stand for a body named before."""
    start, end = parts[0].start, parts[0].end
    if head.bare != "yes" and not (head.bare == "chain" and 0 < depth < MAX_DEPTH):
        return False
    if len(parts) > 1 or text[start].islower() or _NOT_BARE.match(text, end):
        return False
    if text.endswith(_NO_ONE, 0, start):
        return False
    if alone := _NOT_ALONE.get(head.canonical):
        if alone[0].search(text, max(0, start - 6), start) or alone[1].match(text, end):
            return False
    is_followed = text.startswith(" ", end) and text[end + 1 : end + 2].isupper()
    return not is_followed or names_person(text, end + 1)
