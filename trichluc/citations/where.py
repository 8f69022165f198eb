"""Where documents are cited: at a type word, at a code inside a symbol, at an abbreviated type."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from operator import attrgetter

from trichluc.article import LEGISLATION
from trichluc.citations.antecedents import ANAPHOR
from trichluc.citations.named import read_named
from trichluc.citations.numbered import read_bare, read_dated, read_numbered, read_numbered_after_words
from trichluc.citations.page import Page, Reading
from trichluc.citations.titled import read_titled
from trichluc.rules import load

_NO_LEGISLATION = re.compile(
    r"(?:pháp|kỷ|kỉ|đạo|học|ĐH|khoa|ngành|môn|toán|chỉ tiêu|văn phòng|công ty)\s\Z", re.IGNORECASE
)
"""Words that make something else of the word behind them: `kỷ luật`, `ĐH Luật`, `dự toán pháp lệnh`."""
_NUMBER_BEFORE = re.compile(r"(?<![\w/.-])[0-9]{1,5}[a-eđ]?(?:\s?/\s?(?:19|20)[0-9]{2})?\s?[-/]?\s?\Z")
_WORDS_BEFORE = re.compile(r"(?P<type>[^\W\d_]+\s[^\W\d_]+)\s(?:[^\W\d_]{2}\s?:?\s?)?\Z")
_GLUED_TYPE = re.compile(r"(?P<type>[^\W\d_]+\s[^\W\d_]+)[0-9]{1,5}/(?:19|20)[0-9]{2}/\Z")
_BEFORE_SYMBOL = 18
_BEFORE_NUMBER = 32


def read_all(page: Page) -> list[Reading]:
    """Every citation, by position, none overlapping another."""
    readings: list[Reading] = []
    end = 0
    for start, (_, type_end, rule) in sorted(page.types.items()):
        if start < end or rule["strength"] == "not":
            continue
        found = read_at_type(page, start, type_end, rule)
        readings.extend(found)
        end = found[-1].char_end if found else end
    taken = [(reading.char_start, reading.char_end) for reading in readings]
    readings.extend(_at_codes(page, taken))
    return sorted(readings, key=attrgetter("char_start"))


def read_at_type(page: Page, start: int, end: int, rule: dict[str, str]) -> list[Reading]:
    """The citations that begin with a type word: numbered, named, or pointing back."""
    doc_type = rule["doc_type"]
    if doc_type in LEGISLATION and _NO_LEGISLATION.search(page.text, max(0, start - 10), start):
        return []
    found = read_numbered(page, start, end, doc_type, rule["strength"])
    if found:
        return found
    named = read_named(page, start, end, doc_type)
    if named:
        return [named]
    if not page.text.startswith(" ", end):
        return []
    far = read_numbered_after_words(page, start, end, rule)
    if far:
        return far
    dated = read_dated(page, start, end, rule)
    if dated:
        return [dated]
    titled = read_titled(page, start, end, doc_type)
    if titled:
        return [titled]
    back = ANAPHOR.match(page.text, end)
    return [Reading(start, back.end(), "", doc_type, anaphor=True)] if back else []


def _at_codes(page: Page, taken: list[tuple[int, int]]) -> list[Reading]:
    readings: list[Reading] = []
    spans = iter(taken)
    current = next(spans, None)
    end = 0
    for start, code_end, rule in page.scan.hits("document_type_codes"):
        while current and current[1] <= start:
            current = next(spans, None)
        if start < end or (current and current[0] <= start):
            continue
        found = _at_code(page, start, code_end, rule)
        if found and not (current and found[-1].end > current[0]):
            readings.extend(found)
            end = found[-1].end
    return readings


def _at_code(page: Page, start: int, end: int, rule: dict[str, str]) -> list[Reading]:
    text = page.text
    before = _NUMBER_BEFORE.search(text, max(0, start - _BEFORE_SYMBOL), start)
    if before is None:
        return _glued(page, start) or read_numbered(page, start, end, rule["doc_type"], rule["strength"])
    words = _WORDS_BEFORE.search(text, max(0, before.start() - _BEFORE_NUMBER), before.start())
    doc_type = _plain_types().get(plain(words["type"])) if words else None
    if words and doc_type:
        return read_numbered(page, words.start("type"), words.end("type"), doc_type, "sure")
    bare = read_bare(page, before.start(), rule["doc_type"])
    return bare or read_numbered(page, start, end, rule["doc_type"], rule["strength"])


def _glued(page: Page, code_start: int) -> list[Reading]:
    """`Nghị định45/2019/NĐ-CP`: a type word with the number run into it."""
    words = _GLUED_TYPE.search(page.text, max(0, code_start - _BEFORE_NUMBER), code_start)
    doc_type = _plain_types().get(plain(words["type"])) if words else None
    return read_numbered(page, words.start(), words.end("type"), doc_type, "sure") if words and doc_type else []


@cache
def _plain_types() -> dict[str, str]:
    return {plain(rule["word"]): rule["doc_type"] for rule in load("document_types") if rule["doc_type"]}


def plain(words: str) -> str:
    """Words without case and marks, to know a type word that lost them; never shown.

    >>> plain("Nghị quyêt")
    'nghi quyet'
    """
    letters = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
