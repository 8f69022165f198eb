"""Glue: the blanks that a page lost between two words (`Hồ Chí MinhBan Kiểm tra`, `Bộ Y tế2. Lê An`).

What is to be found is read in a copy of the article with these blanks put back, so that no grammar needs to know of
them; what was found there is then counted in the article as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from trichluc.article import FINDINGS, Article, Segment
from trichluc.rules import load
from trichluc.text import LOWER, UPPER, reading

Blank = tuple[int, str]
"""Before which character a blank was lost, and which: a space, or the end of a line."""

LONGEST = 12
"""Characters of a word that are looked at: more than a syllable has."""
_VOWEL = "".join(letter for letter in LOWER if letter not in "bcdđfghjklmnpqrstvwxz")
_SYLLABLE = re.compile(
    rf"(?:ngh?|gh?|[cknpt]h|kh|qu|tr|[bcdđhklmnpqrstvx])?[{_VOWEL}]{{1,3}}(?:ng|[nc]h|[cmnpt])?(?!\w)", re.IGNORECASE
)
_CAPITAL = re.compile(rf"[{UPPER}](?=[{LOWER}])(?<=[\w.)”].)")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_BEFORE = re.compile(rf"[{UPPER}][\w.]*\s?\Z")
_DIGIT = re.compile(
    rf"[0-9](?:(?P<item>(?<=[^\d.,/\-].)[0-9]?[.)]\s?(?=[{UPPER}]))|(?P<last>(?=[{LOWER}]{{2}}))|(?<=[{LOWER}]{{2}}.))"
)
"""A list's number glued to the item before, the last digit of a number before a word, or the first one behind a word."""
_NUMBERED = frozenset(
    ("ngày", "tháng", "năm", "quý", "số", "khóa", "khoá", "điều", "khoản", "định", "tư", "quyết", "văn", "thị", "hơn")
)
"""Last syllables of what a number is glued to (`Nghị định15/2020`)."""
_CODE_BEFORE = re.compile(rf"\d(?:/\d{{2,4}})?/[{UPPER}\-]*[{UPPER}]{{2}}\Z")
_UNION = re.compile(r"(?:LĐLĐ|CĐ) ")
"""How the briefs of a round-up on unions begin."""
_INITIALS_BEFORE = re.compile(rf"(?:^|[.!?…”] ?)(?:(?:[{UPPER}]\.)+[{UPPER}]*|[{UPPER}]+ [{UPPER}]+)\Z", re.MULTILINE)
_NEEDS_MORE = frozenset(
    [
        *("của", "và", "với", "là", "do", "tại", "ở", "cho", "về", "từ", "các", "những", "theo", "để", "bởi", "bằng"),
        *("giữa", "ông", "bà", "anh", "chị"),
    ]
)
"""Words behind which a sentence goes on, whatever comes."""


def opened(article: Article) -> tuple[Article, list[int]]:
    """A copy with the lost blanks put back (the article itself where none is lost), and where they stand in it."""
    blanks = dict(lost(article.text))
    blanks |= {after.char_start: "\n" for before, after in _neighbours(article.segments)}
    if not blanks:
        return article, []
    places = sorted(blanks)
    pieces = [article.text[: places[0]]]
    for start, end in zip(places, [*places[1:], len(article.text)], strict=True):
        pieces += [blanks[start], article.text[start:end]]
    segments = [
        Segment(s.char_start + bisect_right(places, s.char_start), s.char_end + bisect_left(places, s.char_end), s.role)
        for s in article.segments
    ]
    copy = replace(article, text="".join(pieces), segments=segments)
    return copy, [place + earlier for earlier, place in enumerate(places)]


def _neighbours(segments: list[Segment]) -> Iterator[tuple[Segment, Segment]]:
    """Segments with nothing between them."""
    for before, after in zip(segments, segments[1:], strict=False):
        if before.char_end == after.char_start:
            yield before, after


def closed(copy: Article, places: list[int], article: Article) -> None:
    """Give the article what was found in its opened copy, with offsets of its own text."""
    if copy is article:
        return
    for kind in FINDINGS:
        found = getattr(copy, kind)
        for finding in found:
            finding.char_start -= bisect_left(places, finding.char_start)
            finding.char_end -= bisect_left(places, finding.char_end)
        setattr(article, kind, found)
    article.reference_date, article.reference_basis = copy.reference_date, copy.reference_basis


def lost(text: str) -> Iterator[Blank]:
    """Where blanks were lost between words of Vietnamese.

    >>> list(lost("do Đại tướngPhan An trao tại Cần ThơVề việc nàyTheo ông"))
    [(12, ' '), (36, '\\n'), (47, '\\n')]
    """
    for capital in _CAPITAL.finditer(text):
        if blank := _before(text, capital.start()):
            yield blank
    yield from _beside_digits(text)
    yield from _before_briefs(text)


def mended(words: str) -> str:
    """Words with the blanks that they lost.

    >>> mended("CôngThương"), mended("VietNamNet")
    ('Công Thương', 'VietNamNet')
    """
    for at, _ in reversed(list(lost(words))):
        words = f"{words[:at]} {words[at:]}"
    return words


def _before(text: str, at: int) -> Blank | None:
    """The blank lost beside the capital at `at`, by what it is glued to."""
    last = text[at - 1]
    if last in LOWER:
        return _between_words(text, at)
    if last == ".":
        return _after_stop(text, at)
    if last in UPPER:
        return _after_code(text, at) or _before_opener(text, at)
    return _before_opener(text, at)


def _between_words(text: str, at: int) -> Blank | None:
    left, right = _left(text, at), _right(text, at)
    if not (_SYLLABLE.match(left) and _SYLLABLE.match(right)):
        return None
    if (left + right).isascii() and right not in _first_syllables("openers"):
        return None  # `SaiGon`, `HongKong`
    return at, " " if _goes_on(text, at, left, right) else "\n"


def _goes_on(text: str, at: int, left: str, right: str) -> bool:
    """Whether the words on both sides of a lost blank belong to one sentence."""
    if left[0] in UPPER:
        if _CAPITAL_BEFORE.search(text, max(0, at - len(left) - 12), at - len(left)):
            return (left, right) == ("Việt", "Nam")
        return left in _first_syllables("organisation_heads") or _is_followed_by_capital(text, at + len(right))
    if left in _NEEDS_MORE:
        return True
    if right in _first_syllables("family_names") and _is_followed_by_capital(text, at + len(right)):
        return True
    return left in _last_syllables("titles") and right in _first_syllables("organisation_heads")


def _is_followed_by_capital(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _after_stop(text: str, at: int) -> Blank | None:
    """A sentence begins right behind a full stop (no abbreviation's: these have no vowel, or are capitals)."""
    left, right = _left(text, at - 1), _right(text, at)
    if left.isupper() or not left:
        return (at, " ") if len(left) != 1 and right in _sentence_openers() else None
    if not (_SYLLABLE.match(left) and _SYLLABLE.match(right)):
        return None
    return (at, " ") if not (left + right).isascii() or right in _first_syllables("openers") else None


def _after_code(text: str, at: int) -> Blank | None:
    """A word in small letters is glued to a document's code (`15/2021/NĐ-CPvề`)."""
    small = _WORD.match(text, at + 1, at + 1 + LONGEST)
    if small is None or not _CODE_BEFORE.search(text, max(0, at - 24), at + 1):
        return None
    word = small[0].removeprefix("g") if text[at - 1] == "T" else small[0]
    begin = small.end() - len(word)
    return (begin, " ") if len(word) > 1 and word[0] in LOWER and _SYLLABLE.match(word) else None


def _before_opener(text: str, at: int) -> Blank | None:
    """What opens a sentence is glued to capitals, a number or a mark."""
    return (at, "\n") if _right(text, at) in _sentence_openers() else None


def _before_briefs(text: str) -> Iterator[Blank]:
    """A union's brief is glued to the initials that sign the one before (`… đoàn viên. M.ANHLĐLĐ tỉnh Phú Yên …`)."""
    for union in _UNION.finditer(text):
        if _INITIALS_BEFORE.search(text, max(0, union.start() - 20), union.start()):
            yield union.start(), "\n"


def _beside_digits(text: str) -> Iterator[Blank]:
    """Numbers glued to a word on either side, and list items glued to the one before."""
    items = []
    for digit in _DIGIT.finditer(text):
        if digit["item"]:
            items.append((digit.start(), int(re.sub(r"\D", "", digit[0]))))
        elif digit["last"] is not None:
            yield from _behind_number(text, digit.end())
        elif _left(text, digit.start()).lower() in _NUMBERED:
            yield digit.start(), " "
    yield from _list_items(text, items)


def _behind_number(text: str, at: int) -> Iterator[Blank]:
    right = _right(text, at)
    if not right.isascii() and _SYLLABLE.match(right):  # `5km`, `3h`
        yield at, " "


def _list_items(text: str, numbers: list[tuple[int, int]]) -> Iterator[Blank]:
    """Where items begin, of numbers that follow upon, or lead to, the list's next."""
    for index, (at, number) in enumerate(numbers):
        beside = [value - number for _, value in (*numbers[max(0, index - 1) : index], *numbers[index + 1 : index + 2])]
        if text[at - 1].isalpha() and (beside[:1] == [-1] or beside[-1:] == [1]):
            yield at, "\n"


def _left(text: str, end: int) -> str:
    found = _WORD_BEFORE.search(text, max(0, end - LONGEST), end)
    return reading(found[0]) if found else ""


def _right(text: str, start: int) -> str:
    found = _WORD.match(text, start, start + LONGEST)
    return reading(found[0]) if found else ""


def _words(lexicon: str) -> Iterator[str]:
    return (reading(rule.get("word") or rule["phrase"]) for rule in load(lexicon))


@cache
def _first_syllables(lexicon: str) -> frozenset[str]:
    return frozenset(word.split(" ")[0] for word in _words(lexicon))


@cache
def _last_syllables(lexicon: str) -> frozenset[str]:
    return frozenset(word.split(" ")[-1] for word in _words(lexicon))


@cache
def _sentence_openers() -> frozenset[str]:
    """What opens sentences and no names."""
    return frozenset(
        rule["phrase"].split(" ")[0].rstrip(",") for rule in load("openers") if rule["then"] == "circumstance"
    )
