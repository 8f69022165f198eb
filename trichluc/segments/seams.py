"""Seams: where two things stand on one line with nothing between them, as scraped pages run them together."""

from __future__ import annotations

import re
from functools import cache

from trichluc.rules import load
from trichluc.segments import bylines, sentences
from trichluc.text import LOWER, UPPER

_CREDITS = "Ảnh|ẢNH|Nguồn ảnh|Hình|ảnh"
# Every alternative opens with a letter or the bracket itself, so that the search leaps to these.
_CREDIT = re.compile(rf"(?:\(\s*(?:{_CREDITS})|{_CREDITS})(?:\s*:\s*|\s+(?=(?:TTXVN|VGP|NLĐ|TL)\b))")
_CREDIT_WORDS = re.compile(
    r"(?i)(?:\(?\s*(?:ảnh|hình)(?:\s+minh\s+họa|\s+minh\s+hoạ|\s+tư liệu|\s+từ\s+internet))\s*[.)]*"
)
_SENTENCE_END = re.compile(
    rf"(?:(?<=[{LOWER}\d”\")%])\.|[!?…]|\.\.)[.”\"’)]*(?:\s*(?=[“\"]?[{UPPER}])|\s+(?=\d))|\s{{2,}}"
)
_TOKEN = re.compile(rf"(?:[{UPPER}][\w\-]*\.?)+|[/,&–\-]|[{LOWER}][\w.]*")
_PICTURE = re.compile("Ảnh|ảnh ?:|ẢNH|Hình:")
_GLUED = re.compile(rf"[{UPPER}](?<=[{LOWER}].)(?=[{LOWER}])")  # the rare letter first: the search leaps to it
_GLUED_NAME = re.compile(rf"(?:[{LOWER}]|(?<=\.)[{UPPER}]|[{UPPER}]{{2,}})[{UPPER}][{LOWER}]")
_NO_NAME = re.compile(
    rf"(?i:[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|vn)(?:\.vn)?|tư liệu|internet|minh họa|sưu tầm|st\b)(?:/[{UPPER}]\w+)*"
    rf"|(?:[Bb]áo|[Tt]rang)(?:\s[{UPPER}]\w*){{1,3}}"
)
MAX_CAPTION = 300


@cache
def _opener() -> re.Pattern[str]:
    lower = f"{_alternatives('clause')}|{_alternatives('circumstance')}"
    return re.compile(
        rf"(?:(?<=[\w”\"%])\s+|(?<=[)”\"])|(?<=[{LOWER}\d]))"
        rf"(?=(?:{lower})\s+[{LOWER}\d(“\"]|(?:{_alternatives('any')})\s)"
    )


@cache
def _head_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{LOWER}”!])\s+(?=(?:{_alternatives('head')})\s)")


def _alternatives(kind: str) -> str:
    return "|".join(sorted((re.escape(r["phrase"]) for r in load("openers") if r["then"] == kind), reverse=True))


def opener(line: str, start: int, end: int) -> int | None:
    """The first place in `line[start:end]` where a sentence begins although none has ended.

    >>> opener("Quang cảnh buổi lễ Phát biểu tại buổi lễ, ông", 0, 60)
    19
    """
    for seam in _opener().finditer(line, start, min(end, len(line))):
        if line[seam.start() - 1] not in ".!?…:;," and not _within_name(line, start, seam.end()):
            return seam.end()
    return None


def subject(line: str, start: int, end: int) -> int | None:
    """The first place where the body or officer begins that a sentence run into a headline tells of.

    >>> subject("Giữ an toàn cho các ngày lễ lớn Ban Thường vụ Thành ủy vừa có công văn", 10, 70)
    32
    """
    for seam in _head_noun().finditer(line, start, min(end, len(line))):
        if not _within_name(line, 0, seam.end()) and not _TAKES_NAME.search(
            line, max(0, seam.start() - 12), seam.start()
        ):
            return seam.end()
    return None


def opens_clause(line: str) -> bool:
    """Whether a line begins as a sentence does, with a circumstance."""
    return _clause_first().match(line) is not None


@cache
def _clause_first() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('circumstance')})\s+[{LOWER}\d]|(?:Thay mặt|Theo|Như|Tin từ|Nhân|Nhận)\s")


_TAKES_NAME = re.compile(
    r"(?:Hai|gặp|tiếp|thăm|bầu|tặng|cùng|giữa|làm|nguyên|cấp|mừng|giữ|chức|bổ nhiệm|theo|gồm|mời|họp|qua|chính|nhiệm|vụ"
    r"|lãnh đạo|cán bộ|cố|công nhân|đối với|Tổng|Phó|Trưởng|Chủ tịch|Bộ|Ủy viên|Ban|Quỹ|Thường trực|VKSND|TAND|Công nhân|Thủ tướng|Đảng ủy|Đảng bộ|Đại hội|Hội|Đoàn|Liên đoàn|Thành ủy|Tỉnh ủy|Quốc hội|cơ quan|đại diện|tham dự|với|dự|chống|trở thành|thành|đại|báo|gửi|trình|đến|tới|bị|được|tân|cựu|phó|trưởng|lập|nhà|bởi)\Z"
)
_NAME_BEFORE = re.compile(r"(?:của|tại|và|với|về|cho|do|từ|là|ở|như|[,–\-])\s*\Z")


def _within_name(line: str, start: int, seam: int) -> bool:
    """Inside quotation marks, or after a word that needs a complement, a capital opens a name, not a sentence."""
    before = line[start:seam]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return True
    return _NAME_BEFORE.search(line, max(start, seam - 8), seam) is not None


def sentence_start(line: str, position: int, floor: int = 0) -> int:
    """Where the sentence that holds `position` begins, not before `floor`.

    `position` itself, where it begins further back than a caption is long.
    """
    begin = max(floor, position - MAX_CAPTION)
    last = floor if begin == floor else position
    for end in _SENTENCE_END.finditer(line, begin, position):
        last = end.end()
    return last


def captions(line: str) -> list[tuple[int, int]]:
    """Spans of the captions with a photo credit inside a long line: from their sentence's start to the credit's end."""
    spans: list[tuple[int, int]] = []
    floor = 0
    if not _PICTURE.search(line):
        return spans
    for credit in _CREDIT.finditer(line):
        if credit.start() < floor:
            continue
        end = credit_end(line, credit.end(), "(" in credit[0])
        start = _caption_start(line, credit.start(), floor)
        if end < credit.end() or sentences.starts_with_time(line[start : start + 40]):
            start = credit.start()
        spans.append((start, end))
        floor = end
    return spans


def _caption_start(line: str, credit: int, floor: int) -> int:
    """Where the sentence before a credit begins; the credit's own start where that sentence is too long for a caption."""
    start = sentence_start(line, credit, floor)
    if credit - start > 2 or credit - floor <= 2:
        return start
    stop = len(line[:credit].rstrip(" .)…"))
    start = sentence_start(line, stop, floor)
    return start if start < stop else credit


def credit_end(line: str, position: int, bracketed: bool) -> int:
    """Where the name after `Ảnh:` ends: at the bracket, at a full stop, or where the next sentence's words begin."""
    if bracketed:
        close = line.find(")", position, position + 60)
        if close >= 0:
            return close + 1 + (line[close + 1 : close + 2] == ".")
    if known := _NO_NAME.match(line, position):
        return known.end()
    tokens: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(line, position, position + 60):
        if tokens and token.start() - tokens[-1][1] > 1:
            break
        if line[token.start()] in LOWER and not bylines.is_agency(token[0]):
            return _before_sentence(line, tokens, position)
        if tokens and token[0] in _TITLE_WORDS:
            return tokens[-1][1]
        if glued := _GLUED_NAME.search(token[0]):
            return token.start() + glued.end() - 2
        tokens.append(token.span())
        if line[token.end() - 1] == "." and len(token[0]) > 3:
            break
    return tokens[-1][1] if tokens else position


def _before_sentence(line: str, tokens: list[tuple[int, int]], position: int) -> int:
    """A lower-case word follows: the sentence began with the capital before it, or with a known opener earlier."""
    words = [line[a:b] for a, b in tokens]
    for index in range(1, len(words)):
        if bylines.is_agency(words[index - 1]) and words[index] != "/":
            return tokens[index - 1][1]
    keep = max(1, len(words) - 1) if len(words) > 1 else 0
    keep = min(keep, 4)
    return tokens[keep - 1][1] if keep else position


_TITLE_WORDS = frozenset(
    [
        "Ông",
        "Bà",
        "Đồng",
        "Tổng",
        "Phó",
        "Bí",
        "Chủ",
        "Thứ",
        "Bộ",
        "Ủy",
        "Uỷ",
        "Ban",
        "Cục",
        "Theo",
        "Tại",
        "Trong",
        "Ngày",
        "Sáng",
        "Chiều",
        "Tối",
        "Các",
        "Những",
        "Một",
        "Để",
        "Sau",
        "Trước",
        "Khi",
        "Với",
        "Từ",
        "Hiện",
        "Trưởng",
        "Giám",
        "Công",
        "Liên",
        "Đoàn",
        "Hội",
        "Sở",
        "UBND",
        "Cụ",
        "Phát",
        "Tham",
        "Đại",
        "Thực",
        "Nhằm",
    ]
)


def quotation(line: str, start: int, end: int) -> int | None:
    """The first place where a quotation of several sentences opens with nothing before it that introduces it."""
    opened = line.find(" “", start, end)
    if opened < 0 or line[opened - 1] in ":,.-–":
        return None
    closed = line.find("”", opened)
    return opened + 1 if closed > opened and _SENTENCE_END.search(line, opened + 2, closed) else None


def exclamation(line: str, start: int, end: int) -> int | None:
    """The end of a headline that closes with a mark of its own: `!`, `?`, or the dot of an interview (` . `)."""
    found = _MARK.search(line, start, min(end + 3, len(line)))
    return found.end() if found else None


_MARK = re.compile(rf"(?:[!?]|\s\.)\s+(?=[{UPPER}“\"])")


def has_credit(line: str) -> bool:
    """Whether a photo credit stands in the line."""
    return ("nh" in line or "NH" in line) and _CREDIT.search(line) is not None


def headings(line: str) -> list[tuple[int, int]]:
    """Subheadings inside a long line: what stands between the end of a sentence and words glued to it (`…caoTheo`)."""
    found: list[tuple[int, int]] = []
    for glued in _GLUED.finditer(line):
        end = glued.start()
        start = sentence_start(line, end, found[-1][1] if found else 0)
        if (
            12 <= end - start <= MAX_HEADING
            and (start == 0 or line[start - 1] not in " ,;")
            and _is_vietnamese(line, end)
        ):
            found.append((start, end))
    return found


MAX_HEADING = 130


def _is_vietnamese(line: str, seam: int) -> bool:
    """Whether the glued words are syllables and not a made-up name (`YouTube`): one of them carries a mark."""
    start, stop = max(line.rfind(" ", 0, seam), seam - 12), line.find(" ", seam, seam + 12)
    return stop > 0 and not line[start + 1 : stop].isascii()
