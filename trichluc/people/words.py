"""The words of a name: how far capitals run from a place in the text, and what ends them."""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.people.surroundings import CAPITALS, WORD, Surroundings, given_names, stops
from trichluc.text import LOWER

Span = tuple[int, int]
MOST_WORDS = 5
DAY = re.compile(r" (?:nay|qua|mai|ngày|\d)")
_SAYS = re.compile(
    r"(?:Phát biểu|Trao đổi|Trả lời|Báo cáo|Chia sẻ|Nhấn mạnh|Khẳng định|Trình bày|Thay mặt|Tham dự|Kết luận|Đồng thời)(?!\w)"
)
"""What opens the next sentence behind a name that no full stop follows."""
_DOES = re.compile(r"(?:Củng cố|Tăng cường|Đẩy mạnh|Thúc đẩy|Nâng cao|Tiếp (?:tục|đó|theo)|Thực hiện|Xây dựng)(?!\w)")
"""What opens a heading that is glued to a name; no name goes on so."""
_DOES_BEGINS = "CTĐNX"
_GOES_ON = re.compile(rf" [{LOWER}\d]|:")


class Name(NamedTuple):
    """A person's name in the text.

    `cue` is what gave it away: polite, case, title, job, described, family, listed, alias, bare, credit, author.
    """

    start: int
    end: int
    text: str
    cue: str

    @property
    def words(self) -> list[str]:
        """The name's syllables."""
        return self.text.split(" ")


def capitalised(text: str, start: int, glued: bool = False) -> list[Span]:
    """Spans of the capitalised words from `start` on, one blank between them; all in capitals if the first is.

    A word that a digit follows is no name (`Formosa1`), unless a date may be glued to it.
    """
    first = CAPITALS.match(text, start)
    shape = CAPITALS if first and len(first[0]) > 1 else WORD
    spans: list[Span] = []
    match = shape.match(text, start)
    while match and len(spans) <= MOST_WORDS:
        end = match.end()
        if text[end : end + 1].isdigit() and not glued:
            break
        spans.append((match.start(), end))
        if text[end : end + 1] != " ":
            break
        match = shape.match(text, end + 1)
        if match and shape is WORD and len(match[0]) == 1 and text[match.end() : match.end() + 1].isupper():
            break  # an abbreviation in capitals
    return spans


def trimmed(around: Surroundings, words: list[Span]) -> list[Span]:
    """The words up to where another thing begins: an office, a body, a place, a new sentence."""
    for index, (start, end) in enumerate(words):
        if index == 0:
            continue
        if _breaks_off(around, start, end, index):
            return words[:index]
        place = around.place_at.get(start)
        if place and (place.char_end > words[-1][1] or index > 2 or len(words) > 4):
            return words[:index]
    if len(words) > MOST_WORDS:
        return []
    return words


def _breaks_off(around: Surroundings, start: int, end: int, index: int) -> bool:
    """Whether the word at `start` begins something else. Words that are given names too (`Sáng`, `Anh`) may go on."""
    word = around.text[start:end]
    if (
        around.in_body[start]
        or (index > 2 and _SAYS.match(around.text, start))
        or (word[0] in _DOES_BEGINS and _DOES.match(around.text, start))
    ):
        return True
    doubtful = word.capitalize() in given_names()
    if around.starts_title(start) and around.text[start : around.title_end(start)] != "Anh Hùng":
        return not doubtful or around.title_end(start) > end or around.looks_like_name(end + 1)
    if word.capitalize() not in stops() or not _GOES_ON.match(around.text, end):
        return False
    return not doubtful or index > 2 or DAY.match(around.text, end) is not None


def all_given(words: list[str]) -> bool:
    """Whether every word is a syllable that given names have."""
    known = given_names()
    return all(word.capitalize() in known for word in words)
