"""Numbers in a body's name: `Đội 5`, `Đồn Biên phòng số 2`, a case board's code, the years of the plan that a board is for."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r" (?:số |Vùng |vùng )?(?:[0-9]{1,3}|[IVX]{1,5}(?!-))(?![\w/%]|[.,][0-9])"
    r"(?! (?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|tháng|năm|ngày|giờ|người|lần|tấn|USD|vụ|công nhân|lao động|cán bộ|đơn vị"
    r"|tờ khai|container|ha|kg|km|lô|xe|bộ|dự án|hồ sơ|doanh nghiệp|DN|mặt hàng|chiếc|con|suất|phần|hộ|tàu|chuyến|điểm)\b)"
)
"""Not a sum or a count that begins behind the name: `Đội 5`, but `Công ty Sao Mai 12 tờ khai`."""
_PLAN = re.compile(r" giai đo\w{1,3} ([0-9]{4}) ?- ?([0-9]{4})(?!\w)")
_CODE = re.compile(r" (?:[0-9]{2,3}/[A-ZĐ]{2,6}|[A-Z]{1,2}[0-9]{2,4}[A-Z]?|[0-9]{2,4}[A-Z])(?![\w/]|-\w)")


def board_number(text: str, end: int) -> tuple[int, str] | None:
    """End and full form of the plan or code behind a board's name.

    >>> board_number("Ban chuyên án 720P", 13), board_number("Ban Chỉ đạo giai đoạn 2021- 2025", 11)
    ((18, '720P'), (32, 'giai đoạn 2021-2025'))
    """
    if plan := _PLAN.match(text, end):
        return plan.end(), f"giai đoạn {plan[1]}-{plan[2]}"
    code = _CODE.match(text, end)
    return (code.end(), code[0].strip()) if code else None


def number(text: str, end: int) -> tuple[int, str] | None:
    """End and form of the number behind a name.

    >>> number("Đội 5 Cục", 3), number("Đội 5 vụ", 3)
    ((5, '5'), None)
    """
    match = _NUMBER.match(text, end)
    return (match.end(), match[0].strip()) if match else None
