"""Readings: possible places, and the words around a name by which they are judged.

What stands after a unit word (`xã Tân Lập`) or a feature noun (`sông Hồng`) is a place by that word; what the
gazetteer alone knows may be a person or a common word, which `trichluc.places.context` decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichluc.places.gazetteer import Place
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

Span = tuple[int, int]

_CAPITALISED = re.compile(rf"[{UPPER}][\w'’]*(?:-[{LOWER}]+(?!\w))*")
"""A capitalised word; a foreign name's syllables may be joined by dashes (`Xa-vẳn-na-khẹt`)."""
_NEXT_WORD = re.compile(rf" ?([{LOWER}{UPPER}]+)")
_LONGEST_WORD = 24
_LONGEST_RUN = 6

FAMILY_NAMES = frozenset(row["word"] for row in load("family_names") if row["strength"] != "weak")
"""Family names with which a person's name may begin right before or after a place."""


@dataclass(slots=True)
class Reading:
    """A possible place: span, canonical name, level, and the unit word before it (blank if none).

    A `sure` reading is a place whatever stands around it. `also` says what else the name can be (person, word …).
    `places` are the bearers of the name in the gazetteer. `shared`: the unit word, a plural, holds for the names
    that follow too (`các xã`).
    """

    start: int
    end: int
    canonical: str
    level: str
    unit: str = ""
    sure: bool = False
    also: str = ""
    places: tuple[Place, ...] = ()
    resolution: str = "as_written"
    entity_id: str | None = None
    shared: bool = False


@cache
def terms(kind: str) -> frozenset[str]:
    """Words of one kind around a place's name (`rules/place_context.csv`).

    cue: before a place · title: before a person · plural: before a unit word · direction: before a point of the
    compass · function, verb: after a whole name · body, opener, credit: capitalised words that are no part of a
    place's name
    """
    return frozenset(row["term"] for row in load("place_context") if row["kind"] == kind)


@cache
def cautions() -> dict[str, str]:
    """What a known name can be beside a place, by name."""
    return {row["name"]: row["also"] for row in load("place_cautions")}


_BREAKS = terms("opener") | terms("credit")


def run_of_capitals(text: str, position: int) -> list[Span]:
    """Spans of the capitalised words that follow one another from `position`, joined by single blanks.

    A word that opens a sentence or a caption (`Ảnh`) ends the run, but may be its first (`Từ Sơn`).
    """
    spans: list[Span] = []
    while len(spans) < _LONGEST_RUN:
        match = _CAPITALISED.match(text, position)
        if match is None or (spans and match[0] in _BREAKS and _opens(text, match)):
            break
        spans.append(match.span())
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    return spans


def _opens(text: str, word: re.Match[str]) -> bool:
    """Whether the word opens something new: a sentence, or the credit of a picture (`Ảnh: …`)."""
    return word[0] in terms("opener") or (
        word[0] in terms("credit") and text[word.end() : word.end() + 1] in (":", "/")
    )


def previous_word(text: str, position: int) -> str:
    """The word before `position` and a blank, on the same line; blank if none.

    >>> previous_word("(quê ở Huế)", 7), previous_word("Huế, Vinh", 5)
    ('ở', '')
    """
    end = position - 1
    if end < 1 or text[end] != " " or not text[end - 1].isalnum():
        return ""
    word = text[max(0, end - _LONGEST_WORD) : end].rpartition(" ")[2]
    if word.isalnum():
        return word
    start = len(word) - 1
    while word[start - 1].isalnum():
        start -= 1
    return word[start:]


def next_word(text: str, position: int) -> str:
    """The word at `position`, or after one blank; blank if none."""
    match = _NEXT_WORD.match(text, position)
    return match[1] if match else ""


def is_acronym(word: str) -> bool:
    """Whether a word is all capitals and more than one letter."""
    return len(word) > 1 and word.isupper()


def goes_on(text: str, end: int) -> bool:
    """Whether the one capitalised word before `end` begins a compound (`Đại học`): a small word of its own follows."""
    following = next_word(text, end)
    return following.islower() and following not in terms("function")


def before_person(text: str, words: list[Span], first: int) -> int:
    """How many of the words stand before a person's name, which may begin at the word numbered `first` or later."""
    for index in range(first, len(words) - 1):
        if text[slice(*words[index])].title() in FAMILY_NAMES:
            return index
    return len(words)
