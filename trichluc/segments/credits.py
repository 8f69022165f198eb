"""Photo credits: the captions that end in one, and where its name ends."""

from __future__ import annotations

import re
from functools import cache

from trichluc.rules import load
from trichluc.segments import bylines, sentences
from trichluc.segments.seams import sentence_start
from trichluc.text import LOWER, UPPER

_CREDITS = "Ảnh|ẢNH|Nguồn ảnh|Hình|ảnh"
# Every alternative opens with a letter or the bracket itself, so that the search leaps to these.
_CREDIT = re.compile(
    rf"(?:\(\s*(?:{_CREDITS})|{_CREDITS})(?:(?: minh h(?:ọa|oạ)| tư liệu)?\s*:\s*|\s+(?=(?:TTXVN|VGP|NLĐ|TL)\b))"
    rf"|\(\s*(?:ảnh|Ảnh)\s+(?=[{UPPER}]\w*(?:\s[{UPPER}]\w*){{0,3}}\))"
)
_ILLUSTRATION = re.compile(
    r"\(?(?:Ảnh|Hình|ảnh) (?:minh h(?:ọa|oạ)|tư liệu|từ internet)[.)]*(?:\s*Nguồn\s*:?\s*(?:Internet|internet))?"
)
_TOKEN = re.compile(rf"(?:[{UPPER}][\w\-]*\.?)+|[/,&–\-]|[{LOWER}][\w.]*")
_PICTURE = re.compile(r"Ảnh|ảnh ?:|ẢNH|Hình:|\(ảnh")
_GLUED_NAME = re.compile(rf"(?:[{LOWER}]|(?<=\.)[{UPPER}]|[{UPPER}]{{2,}}|(?<=[{LOWER}]{{2}})\.)[{UPPER}][{LOWER}]")
_NO_NAME = re.compile(
    rf"(?i:[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|vn)(?:\.vn)?|tư liệu|internet|minh họa|sưu tầm|st\b)(?:/[{UPPER}]\w+)*"
    rf"|(?:[Bb]áo|[Tt]rang)(?:\s[{UPPER}]\w*){{1,2}}\s[{LOWER}]+(?=\s+[{UPPER}]|[.)]|\Z)"
    rf"|(?:[Bb]áo|[Tt]rang)(?:\s[{UPPER}]\w*){{1,3}}"
    rf"|(?:Bộ|Sở|Công an|Cục|Chi cục|Tổng cục|Hải quan|Đài|Ban|UBND|LĐLĐ|Hội|Trung tâm|Cổng|Văn phòng|Công ty)(?:\s\w+){{1,6}}?"
    rf"(?:\.|(?=\s+(?:Năm|Ngày|Sáng|Chiều|Tối|Hôm|Theo|Tại|Trước|Trong|Với|Các|Ông|Bà|Ban)\s[{LOWER}\d]))"
)


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
        if tokens and token[0] in _next_words():
            return tokens[-1][1]
        point = token[0].rfind(".") + 1
        if point and token[0][point:] in _next_words():
            return token.start() + point
        if glued := _GLUED_NAME.search(token[0]):
            return token.start() + glued.end() - 2
        tokens.append(token.span())
        if line[token.end() - 1] == "." and len(token[0]) > 3:
            break
    return tokens[-1][1] if tokens else position


@cache
def _next_words() -> frozenset[str]:
    """Capitalised syllables that never belong to a photographer's name: titles, bodies' heads, openers of sentences."""
    return frozenset(rule["syllable"] for rule in load("credit_ends"))


def _before_sentence(line: str, tokens: list[tuple[int, int]], position: int) -> int:
    """A lower-case word follows: the sentence began with the capital before it, or with a known opener earlier."""
    words = [line[a:b] for a, b in tokens]
    for index in range(1, len(words)):
        if bylines.is_agency(words[index - 1]) and words[index] != "/":
            return tokens[index - 1][1]
    if len(words) == 1 and (point := words[0].rstrip(".").rfind(".")) > 0:
        return tokens[0][0] + point + 1
    keep = max(1, len(words) - 1) if len(words) > 1 else 0
    keep = min(keep, 4)
    return tokens[keep - 1][1] if keep else position


def has_credit(line: str) -> bool:
    """Whether a photo credit stands in the line."""
    return ("nh" in line or "NH" in line) and _CREDIT.search(line) is not None


def illustration(line: str) -> int | None:
    """Where the note ends that a line's beginning is of a picture (`Ảnh minh họa. Nguồn: Internet`)."""
    found = _ILLUSTRATION.match(line)
    return found.end() if found else None
