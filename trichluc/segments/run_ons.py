"""Run-ons: captions and headings that no full stop closes, before words that open the next sentence."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from trichluc.rules import load
from trichluc.segments import seams, sentences
from trichluc.text import LOWER, UPPER


def spans(line: str) -> list[tuple[int, int]]:
    """Spans of captions and subheadings that no full stop closes: from a sentence's start to where another opens."""
    found: list[tuple[int, int]] = []
    for _, opened, after in _openings().find_matches_as_indexes(line):
        if opened < 8 or line[opened - 1] != " " or not _opens_there(line, opened, after):
            continue
        end = opened - 1 - (line[opened - 2] == " ")
        if not (line[end - 1].isalnum() or line[end - 1] in '”)"'):
            continue
        start = seams.sentence_start(line, end, found[-1][1] if found else 0)
        if _is_run_on(line[start:end], LONGEST_RUN_ON if line[opened:after] in _surely() else LONGEST_HEADING):
            found.append((start, end))
    return found


def _opens_there(line: str, start: int, end: int) -> bool:
    """Whether the words found are whole and open a sentence: a mere adverbial, not behind a capital or inside a name."""
    words = line[start:end]
    if words in seams.DAYS:  # `Ngày 5`, not `Ngày hội`
        return _DAY.match(line, start) is not None
    if line[end : end + 1].isalnum():
        return False
    if words in _surely():
        return True
    if words in ("Ông", "Bà"):
        return _SPEAKER.match(line, end) is not None and not seams.within_name(line, start - 9, start)
    if words == "Năm" or _CAPITAL_BEFORE.search(line, max(0, start - 12), start):
        return words in _WITH_NUMBER and _NUMBER.match(line, end) is not None
    return _RUNS_ON.match(line, end) is not None and not seams.takes_name(line, start - 1)


def _is_run_on(text: str, longest: int) -> bool:
    if not 8 <= len(text) <= longest or text[0] in LOWER or seams.going_on().search(text):
        return False
    return not (
        sentences.is_finite(text.replace(" đang ", " ")) or seams.opens_clause(text) or _UNFINISHED.search(text)
    )


LONGEST_RUN_ON = 200
LONGEST_HEADING = 130
"""As long as that before a mere adverbial, which may stand inside a sentence too."""
_UNFINISHED = re.compile(
    rf"\A(?!(?!Kết quả|Trong đó|Theo )[{UPPER}][^:;]{{3,40}}: [{UPPER}][^:;]{{5,60}}\Z)[^:;]*[:;]|\AVề (?:việc|vấn đề) |“[^”]*\Z|[\",\-–]\s*\Z"
)
"""What goes on; but a heading may be a body and what is said of it (`Sở Y tế: Còn nhiều việc`)."""


_DAY = re.compile(rf"(?:{'|'.join(seams.DAYS)})\s+(?:\d|(?:cùng )?ngày[ ,]|nay[, ]|qua[, ])")
_OPEN_NAMES = frozenset(["Dự", "Vì", "Một", "Đồng chí", "Cán bộ", "Công nhân", "Đại biểu", "Hưởng ứng", "Tham gia"])
"""What opens a sentence and the name of a project, a fund or a title as well (`Dự án`, `Vì người nghèo`)."""
_WITH_NUMBER = frozenset(["Năm", "Qua", "Sau", "Từ"])
_NUMBER = re.compile(r"\s+\d{1,4}(?!\d)")
_SPEAKER = re.compile(
    rf"\s+[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+\s+[{UPPER}{LOWER}]|\s+(?:cho|nói|nêu|nhấn|khẳng)\s)"
)
_CAPITAL_BEFORE = re.compile(rf"(?<!\w)[{UPPER}]\w*\s+\Z")
_RUNS_ON = re.compile(rf",?\s+(?!trường\s)[{LOWER}\d(“\"]")


@cache
def _surely() -> frozenset[str]:
    return frozenset(rule["phrase"] for rule in load("openers") if rule["then"] == "run_on")


@cache
def _openings() -> AhoCorasick:
    """What opens a sentence anywhere: its words, of which many lines hold none."""
    kinds = ("run_on", "circumstance", "clause", "any")
    phrases = {rule["phrase"] for rule in load("openers") if rule["then"] in kinds} - _OPEN_NAMES
    return AhoCorasick(sorted({*phrases, *seams.DAYS}), matchkind=MatchKind.LeftmostLongest)
