"""The yardstick of speed: twelve plain patterns, one after another, over each text.

It does far less than the engine (no parsing, no resolving, no rows) and makes figures comparable between machines:
measure it in the same run as what is compared.
"""

from __future__ import annotations

import re

_UP = "A-ZĐÀ-Ỹ"
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"(?:Nghị quyết|Chỉ thị|Kế hoạch|Quyết định|Kết luận|[Cc]ông văn|Nghị định|Thông tư|Luật)(?:\s+số:?)?\s+\d+[\w/.-]*",
        rf"\b\d{{1,5}}(?:/\d{{4}})?\s?[-/]\s?[{_UP}]{{2,8}}(?:[-/][{_UP}]\w*)*",
        r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b",
        r"[Nn]gày \d{1,2} tháng \d{1,2}(?: năm \d{4})?",
        r"[Tt]háng \d{1,2}(?:[/ ](?:năm )?\d{4})?",
        r"(?:từ|Từ)\s+(?:ngày|tháng|năm)?\s*\d[\d/. -]*(?:đến|-|–)\s*(?:ngày|tháng|năm)?\s*\d[\d/.-]*",
        r"(?:nhiệm kỳ|giai đoạn)\s+\d{4}\s*[-–]\s*\d{4}",
        r"lần thứ\s+[IVXLC\d]+",
        r"[“\"][^”\"\n]{3,120}[”\"]",
        rf"\b[{_UP}]\w+(?:\s+[{_UP}]\w+)+",
        r"\b\d[\d.,]*\s*(?:triệu|tỷ|tỉ|nghìn)?\s*(?:đồng|USD)",
        r"(?:phong trào|cuộc vận động|tuần lễ|chiến dịch|chương trình|hội thi)\s+[“\"]?\w+",
    )
]


def matches(text: str) -> int:
    """Number of matches of all patterns in one text."""
    return sum(1 for pattern in PATTERNS for _ in pattern.finditer(text))
