"""Photo credits: the captions that end in one, and where its name ends."""

from __future__ import annotations

import re
from functools import cache

from trichluc.rules import load
from trichluc.segments import bylines, seams, sentences
from trichluc.segments.seams import opens_clause, sentence_start
from trichluc.text import LOWER, UPPER

_DRAWN = "[Bb]iểu đồ|[Đđ]ồ h(?:ọa|oạ)|Infographics?"
_CREDITS = rf"Ảnh|ẢNH|Nguồn ảnh|Hình|(?<!Trong )ảnh|(?:(?:Ảnh|Hình ảnh)(?:,| và) )?(?:{_DRAWN})"
# Every alternative opens with a letter or the bracket itself, so that the search leaps to these.
_CREDIT = re.compile(
    rf"(?:\(\s*(?:{_CREDITS})|{_CREDITS})(?:(?: minh h(?:ọa|oạ)| tư liệu)?\s*:\s*|\s+(?=(?:TTXVN|VGP|NLĐ|TL|CTV|PV)\b|[{UPPER}]\.[{UPPER}]))"
    rf"|\(\s*(?:ảnh|Ảnh)\s+(?=[{UPPER}][^()]{{1,40}}\))"
    rf"|(?<=[.!?”)…]\s)Ảnh\s+(?=(?:[{UPPER}]\w*\s?){{2,4}}(?:\.|\Z)|[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}]+\s[{UPPER}]|(?:tư liệu|minh h(?:ọa|oạ)|[Ii]nternet)\b|do\s[^.]{{3,60}}\scung cấp)"
)
_LINE_END = re.compile(
    rf"(?:Ảnh|ẢNH|ảnh|{_DRAWN})\s*[:.]\s*[^:]{{1,60}}\Z|\(\s*(?:Ảnh|ảnh|Hình|Nguồn ảnh)[^()]{{0,50}}\)[.\s]*\Z"
    r"|(?:Ảnh|ảnh)\s+(?:\d+|TTXVN|VGP/?|[A-ZĐ]\.?[A-ZĐ]\w*)\Z"
    rf"|(?:(?<=[.!?”)…]\s)|(?<=[-–]\s))(?:Ảnh|Nguồn)\s+(?:(?:[{UPPER}][\w.]*\s?){{1,4}}|tư liệu|minh h(?:ọa|oạ)|[^.:]{{2,70}}\scung cấp)\.?\Z"
)
_ILLUSTRATION = re.compile(
    r"\(?(?:Ảnh|Hình|ảnh) (?:minh h(?:ọa|oạ)|tư liệu|từ internet)[.)]*(?:\s*[-–]?\s*[Nn]guồn\s*:?\s*[Ii]nternet\.?)?"
)
_TOKEN = re.compile(rf"(?:[{UPPER}][\w\-]*\.?)+|[/,&–\-]|[{LOWER}][\w.]*")
_PICTURE = re.compile(r"Ảnh|ảnh ?:|ẢNH|Hình:|\(ảnh|iểu đồ ?:|ồ h(?:ọa|oạ) ?:|graphics? ?:")
_PROVIDED = re.compile(r"do\s[^.]{3,60}?\scung cấp\.?")
_GLUED_NAME = re.compile(
    rf"(?:[{LOWER}]|(?<=[{LOWER}])[{UPPER}](?=Ông|Bà)|(?<=\.)[{UPPER}]|[{UPPER}]{{2,}}|(?<=[{LOWER}]{{2}})\.)[{UPPER}][{LOWER}]"
)
_OPENED = r"(?:Ông|Bà|Theo|Tại|Ngày|Sáng|Chiều|Năm|Trước|Trong)\s"
_NO_NAME = re.compile(
    rf"(?i:[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|vn)(?:\.vn)?|tư liệu|internet|minh họa|sưu tầm|st\b)(?:/[{UPPER}]\w+)*"
    rf"|(?:[Bb]áo|[Tt]rang)(?:\s[{UPPER}]\w*){{1,2}}\s[{LOWER}]+(?=\s+[{UPPER}]|[.)]|\Z)"
    rf"|(?:[Bb]áo|[Tt]rang)(?:\s(?!{_OPENED})[{UPPER}]\w*){{1,3}}"
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
        if end < credit.end() or not _describes(line[start : credit.start()], line[credit.start() : end]):
            start = credit.start()
        spans.append((start + seams.last_glue(line[start : credit.start()]), end))
        floor = end
    return spans


def _describes(sentence: str, credit: str) -> bool:
    """Whether the sentence before a credit is of its picture, and not of the story that the picture stands beside."""
    if sentences.starts_with_time(sentence):
        return False
    return not _STOCK.match(credit) or not (opens_clause(sentence) or sentences.is_finite(sentence))


_STOCK = re.compile(r"Ảnh (?:minh h\w+|[Ii]nternet)(?!\w| ?:)")


LONGEST_BEFORE = 220
"""What a picture is of is said in fewer characters, before `Trong ảnh:` says what is seen in it."""


def _caption_start(line: str, credit: int, floor: int) -> int:
    """Where the sentence before a credit begins; the credit's own start where that sentence is too long for a caption."""
    start = sentence_start(line, credit, floor)
    if (
        line.startswith("Trong ảnh", start)
        and 2 < start < LONGEST_BEFORE
        and sentence_start(line, start - 2, floor) == 0
    ):
        return 0
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
    if known := (
        _PROVIDED.match(line, position) or _NO_NAME.match(line, position) or _spaced_outlet().match(line, position)
    ):
        return known.end() + (line[known.end() : known.end() + 1] == "." and line[known.end() - 1] != ".")
    tokens: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(line, position, position + 60):
        if tokens and token.start() - tokens[-1][1] > 1:
            break
        if line[token.start()] in LOWER and not bylines.is_agency(token[0]):
            return _before_sentence(line, tokens, position)
        if tokens and (_opens_next(line, tokens, token) or _leaves_capitals(line, tokens, token[0])):
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
def _spaced_outlet() -> re.Pattern[str]:
    """An outlet of two words, the second in small letters (`Dân trí`), which no name has."""
    names = (rule["phrase"] for rule in load("outlets") if rule["kind"] == "agency")
    spaced = sorted({name.capitalize() for name in names if " " in name and name.istitle()})
    return re.compile(rf"(?:{'|'.join(spaced)})(?=[.)]|\s+[{UPPER}]|\Z)")


def _opens_next(line: str, tokens: list[tuple[int, int]], token: re.Match[str]) -> bool:
    """Whether a word begins what follows a name: not the name behind a stroke (`VGP/Từ Lương`), or before `Ông`."""
    if token[0] == "Năm" and line[token.end() + 1 : token.end() + 2].isdigit():
        return True
    if token[0] not in _next_words() or line[tokens[-1][1] - 1] == "/":
        return False
    return len(tokens) > 1 or _PERSON_NEXT.match(line, token.end()) is None


_PERSON_NEXT = re.compile(rf"\s(?:Ông|Bà)\s[{UPPER}]")


def _leaves_capitals(line: str, tokens: list[tuple[int, int]], word: str) -> bool:
    """Whether a name in capitals ends because a word has small letters (`HẢI ANH Tới`)."""
    small = len(word) > 1 and word[0] not in LOWER and word[1] in LOWER
    return (
        small and len(tokens) > 1 and all(b - a > 1 and line[a:b].isalpha() and line[a:b].isupper() for a, b in tokens)
    )


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


def closes(line: str) -> bool:
    """Whether a line ends in a photo credit."""
    tail = line[-90:]
    return _WORDS.search(tail) is not None and _LINE_END.search(tail) is not None


_WORDS = re.compile(r"[Ảả]nh|ẢNH|Hình|iểu đồ|ồ h(?:ọa|oạ)|nfographic|Nguồn")


def illustration(line: str) -> int | None:
    """Where the note ends that a line's beginning is of a picture (`Ảnh minh họa. Nguồn: Internet`)."""
    found = _ILLUSTRATION.match(line)
    return found.end() if found else None
