"""Seams: where two things stand on one line with nothing between them, as scraped pages run them together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from trichluc import glue
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_SENTENCE_END = re.compile(
    rf"(?:(?<=[{LOWER}\d”\")%])\.|(?<=[IVX]{{2}})\.|(?<=HCM|BND|ĐND)\.|[!?…]|\.\.)[.”\"’)]{{0,8}}+(?:\s*(?=[“\"]?[{UPPER}])|\s+(?=\d))|\s{{2,}}"
)
_GLUED = re.compile(
    rf"[{UPPER}](?:(?<=[{LOWER}”].)|(?<=[{LOWER}]\".))(?=[{LOWER}])"
)  # the rare letter first: the search leaps to it
MAX_CAPTION = 300
LONGEST_QUOTATION = 3_000
DAYS = ("Ngày", "Sáng", "Chiều", "Tối", "Trưa")


@cache
def _opener() -> re.Pattern[str]:
    lower = f"{alternatives('clause')}|{alternatives('circumstance')}"
    return re.compile(
        rf"(?:(?<=[\w”\"%)])\s+|(?<=[)”\"])|(?<=[{LOWER}\d]))"
        rf"(?=(?:{lower}),?\s+[{LOWER}\d(“\"]|(?:{alternatives('any')})\s)"
    )


@cache
def _head_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{LOWER}”!])\s+(?=(?:{alternatives('head')})\s)")


def alternatives(kind: str) -> str:
    """What opens a sentence, the longest first, as a pattern's alternatives; `kind`: what may follow it."""
    return "|".join(sorted((re.escape(r["phrase"]) for r in load("openers") if r["then"] == kind), reverse=True))


def opener(line: str, start: int, end: int) -> int | None:
    """The first place in `line[start:end]` where a sentence begins although none has ended.

    >>> opener("Quang cảnh buổi lễ Phát biểu tại buổi lễ, ông", 0, 60)
    19
    """
    for seam in _opener().finditer(line, start, min(end, len(line))):
        if line[seam.start() - 1] not in ".!?…:;," and not within_name(line, start, seam.end()):
            return seam.end()
    return None


def subject(line: str, start: int, end: int) -> int | None:
    """The first place where the body or officer begins that a sentence run into a headline tells of.

    >>> subject("Giữ an toàn cho các ngày lễ lớn Ban Thường vụ Thành ủy vừa có công văn", 10, 70)
    32
    """
    for seam in _head_noun().finditer(line, start, min(end, len(line))):
        if not within_name(line, 0, seam.end()) and not takes_name(line, seam.start()):
            return seam.end()
    return None


def announcement(line: str, end: int) -> int | None:
    """The first place where a body or officer begins that a sentence behind a caption tells news of (`… Sở Y tế vừa …`).

    >>> announcement("Trụ sở mới khang trang Sở Y tế vừa thông báo", 44)
    23
    """
    cut = subject(line, 8, end)
    if cut is None or _qualified().search(line, max(0, cut - 8), cut):
        return None
    return cut if _NEWS.search(line, cut, cut + 100) and not _PLAIN.search(line, 0, cut) else None


@cache
def _qualified() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('qualifies'))}) \Z", re.IGNORECASE)


_NEWS = re.compile(r"\s(?:vừa|đã|cho biết|cho hay)\s")
_PLAIN = re.compile(r"[:;]|\s(?:vừa|đã|sẽ|cho|là|do|giao|yêu cầu|đề nghị|gồm|khi|rằng)\s")


def first_stop(line: str, end: int) -> int | None:
    """Where the first sentence of a line ends, a blank behind it or not; None where that is not before `end`."""
    for stop in _SENTENCE_END.finditer(line, 8, end):
        word = line[max(0, stop.start() - 12) : stop.start()].rpartition(" ")[2]
        if line[stop.start()] in ".!?…" and not (word[:1].isupper() and len(word) < 3):  # `Tp. Hồ Chí Minh`
            return stop.start() + 1
    return None


def is_run_together(line: str) -> bool:
    """Whether the paragraphs of a page were run into this line, with nothing between a full stop and a capital."""
    return len(line) > 300 and _STOP_GLUED.search(line) is not None


_STOP_GLUED = re.compile(rf"[{LOWER}]{{2}}\.[{UPPER}][{LOWER}]+ [{LOWER}]")


def opens_clause(line: str) -> bool:
    """Whether a line begins as a sentence does, with a circumstance."""
    return _clause_first().match(line) is not None


@cache
def _clause_first() -> re.Pattern[str]:
    return re.compile(
        rf"(?!Hiện trường)(?:{alternatives('circumstance')})\s+[{LOWER}\d]|(?:Thay mặt|Theo|Như|Tin từ|Nhân(?! (?:viên|dân|chứng|sự|lực|khẩu|loại|quyền|tài|vật)\s)|Nhận)\s"
    )


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of `line_words.csv` of one kind."""
    return tuple(rule["phrase"] for rule in load("line_words") if rule["kind"] == kind)


def takes_name(line: str, end: int) -> bool:
    """Whether the words before `end` want a body's or a person's name behind them (`tặng Hội`, `Ban Thường vụ`)."""
    return line.endswith(words("takes_name"), max(0, end - 12), end)


@cache
def going_on() -> re.Pattern[str]:
    """What a line or a part of one ends in that goes on, whatever capital follows."""
    return re.compile(rf"(?:(?<!\w)(?:{'|'.join(words('goes_on'))})|[,–\-])\s*\Z")


def within_name(line: str, start: int, seam: int) -> bool:
    """Whether a capital opens a name at `seam`, inside quotation marks or behind a word that needs a complement."""
    near = max(0, seam - LONGEST_QUOTATION)
    if line.count("“", near, seam) > line.count("”", near, seam) or line.count('"', near, seam) % 2:
        return True
    return going_on().search(line, max(start, seam - 8), seam) is not None


def sentence_start(line: str, position: int, floor: int = 0) -> int:
    """Where the sentence that holds `position` begins, not before `floor`.

    `position` itself, where it begins further back than a caption is long.
    """
    begin = max(floor, position - MAX_CAPTION)
    last = floor if begin == floor else position
    for end in _SENTENCE_END.finditer(line, begin, position):
        last = end.end()
    return last


def last_glue(text: str) -> int:
    """Where the last line end was lost inside a text that is part of a sentence; 0 where none was.

    >>> last_glue("Giữ vai trò đại diệnNgư dân nhận quà")
    20
    """
    return max((at for at, blank in glue.lost(text) if blank == "\n"), default=0)


def sentence_spans(line: str) -> list[tuple[int, int]]:
    """Where each sentence of a line begins and ends, without the blanks behind it."""
    bounds = [0, *(found.end() for found in _SENTENCE_END.finditer(line)), len(line)]
    return [(start, start + len(line[start:end].rstrip())) for start, end in pairwise(bounds)]


def quotation(line: str, start: int, end: int) -> int | None:
    """The first place where a quotation of several sentences opens with nothing before it that introduces it."""
    opened = line.find(" “", start, end)
    if opened < 0 or line[opened - 1] in ":,.-–":
        return None
    closed = line.find("”", opened, opened + LONGEST_QUOTATION)
    return opened + 1 if closed > opened and _SENTENCE_END.search(line, opened + 2, closed) else None


def exclamation(line: str, start: int, end: int) -> int | None:
    """The end of a headline that closes with a mark of its own: `!`, `?`, or the dot of an interview (` . `)."""
    found = _MARK.search(line, start, min(end + 3, len(line)))
    return found.end() if found else None


_MARK = re.compile(rf"(?:[!?]|\s\.)\s+(?=[{UPPER}“\"])")


def headings(line: str, any_word: bool, ends: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Subheadings inside a long line: what stands between the end of a sentence and words glued to it (`…caoTheo`).

    `any_word`: whatever word is glued; else one that opens sentences. `ends`: where captions end, in order.
    """
    found: list[tuple[int, int]] = []
    for end in sorted({*_glued(line), *_starred(line), *(at for at, blank in glue.lost(line) if blank == "\n")}):
        if not (any_word or line[end] == "*" or line[end : end + 12].split(" ", 1)[0] in _first_words()):
            continue
        before = bisect_right(ends, end)
        start = sentence_start(line, end, max(found[-1][1] if found else 0, ends[before - 1] if before else 0))
        if (6 if start == 0 else 12) <= end - start <= MAX_HEADING and (start == 0 or line[start - 1] not in " ,;"):
            found.append((start, end))
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(rule["phrase"].split(" ")[0] for rule in load("openers"))


MAX_HEADING = 160


def glued_sentences(line: str) -> list[tuple[int, int]]:
    """Spans of single sentences with no blank before and behind them, as captions are left in a text by their picture.

    >>> glued_sentences("Hội nghị bế mạc.Ông Lê An phát biểu tại hội nghị.Trong năm qua")
    [(16, 49)]
    """
    stops = [found.end() for found in _STOP_THEN_CAPITAL.finditer(line)]
    return [(a, b) for a, b in pairwise(stops) if 20 < b - a < MAX_CAPTION and ". " not in line[a:b]]


_STOP_THEN_CAPITAL = re.compile(rf"\.(?<=[{LOWER}”)]\.)(?=[{UPPER}“])")


def _glued(line: str) -> Iterator[int]:
    """Where a capital is glued to small letters or a closing quotation mark."""
    return (found.start() for found in _GLUED.finditer(line) if _is_vietnamese(line, found.start()))


def _starred(line: str) -> Iterator[int]:
    """Where a star is glued to a headline before the news that it opens (`… vượt khó* Chiều 5-6`)."""
    return (found.start() for found in _STARRED.finditer(line)) if "* " in line else iter(())


_STARRED = re.compile(rf"(?<=[{LOWER}])\* (?=(?:{'|'.join(DAYS)}) \d)")


def _is_vietnamese(line: str, seam: int) -> bool:
    """Whether the glued words are syllables and not a made-up name (`YouTube`): one of them carries a mark."""
    near = max(0, seam - 12)
    start, stop = max(line.rfind(" ", near, seam), seam - 12), line.find(" ", seam, seam + 12)
    return stop > 0 and not line[start + 1 : stop].isascii()
