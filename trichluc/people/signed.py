"""Names that sign: authors in bylines and signatures, photographers in credits, where any capitalised words are one."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from trichluc.article import Article
from trichluc.people.surroundings import Surroundings, is_vietnamese, stops
from trichluc.people.words import DAY, Name, all_given, capitalised, trimmed
from trichluc.rules import load
from trichluc.text import LOWER, UPPER, reading

_INITIALS = re.compile(
    rf"(?:[{UPPER}]{{1,2}}\. ?){{1,3}}"
    rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{1,8}}(?![{LOWER}{UPPER}])|[{UPPER}]{{1,8}}?(?=[{UPPER}][{LOWER}]))"
)
_AGENCY = re.compile(r"[A-Z]{2,8}[/-] ?")
_CLOSING = re.compile(rf"[{LOWER}.…!?)”] ?([{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}})\Z")
_AFTER_CREDIT = re.compile(r" ?: ?")
_BARE_CREDIT = re.compile(rf"(?<=[.!?”)…] Ảnh) (?=(?:[{UPPER}][{LOWER}]+ ?){{2,4}}(?:[.\n]|\Z))")
_SEPARATOR = re.compile(r" ?[-,/&+;|] ?| và |\s+\(|\n+")
_GOES_ON = re.compile(rf" [{LOWER}]")
_NOBODY = frozenset(("C.T.V", "P.V", "B.T.V", "T.P", "TP.HCM"))
"""Initials that are no name's: contributors, reporters, editors, and a city."""
_SENTENCE_GOES_ON = ("TP.\n", "Tp.\n", "TX.\n", "Q.\n")
"""Unit words that end a line before their name."""
AUTHOR_ROLES = ("byline", "signature")


def authors(article: Article, around: Surroundings) -> list[Name]:
    """The names in bylines and signatures, where any capitalised words are one."""
    found = _closing(around)
    for segment in article.segments:
        if segment.role not in AUTHOR_ROLES:
            continue
        start, stop = segment.char_start, min(segment.char_end, segment.char_start + 200)
        position = start
        while position < stop:
            name = _signed(around, position, "author")
            if name and name.end <= stop:
                found += _once(name)
                position = name.end
            separator = _SEPARATOR.search(around.text, position, stop)
            if separator is None:
                break
            position = separator.end()
    return found


def _once(name: Name) -> list[Name]:
    """The name; twice, where the line prints it twice (`Quang An Quang An`)."""
    half = len(name.text) // 2
    first = name.text[:half]
    if name.text != f"{first} {first}" or " " not in first:
        return [name]
    return [Name(at, at + half, first, name.cue) for at in (name.start, name.end - half)]


@cache
def _outlets() -> frozenset[str]:
    """What is named in credits and is nobody: agencies, and where pictures come from."""
    return frozenset(reading(rule["phrase"]).casefold() for rule in load("outlets") if rule["kind"] != "body")


def credited(article: Article, around: Surroundings) -> list[Name]:
    """Photographers and writers after `Ảnh:`, `Tin, ảnh:`; an agency before a stroke is passed over.

    A name ends with its segment: the next sentence may be glued to it (`Ảnh: T.H.Trong năm qua …`).
    """
    ends = [segment.char_end for segment in article.segments]
    found = []
    for _, end, rule in around.cues.values():
        if rule["kind"] != "credit":
            continue
        stop = ends[min(bisect_left(ends, end), len(ends) - 1)] if ends else len(around.text)
        name = _credit(around, end - 1 if rule["word"].endswith(":") else end, stop)
        if name:
            found.append(name)
    return found


def _credit(around: Surroundings, end: int, stop: int) -> Name | None:
    """The name behind the words of a credit that end at `end`: after a colon, initials, or all that is left of a sentence."""
    after = _AFTER_CREDIT.match(around.text, end) or _BARE_CREDIT.match(around.text, end)
    if after is None:
        initials = _INITIALS.match(around.text, end + 1, stop)
        return Name(end + 1, initials.end(), initials[0], "credit") if initials and initials[0] not in _NOBODY else None
    agency = _AGENCY.match(around.text, after.end())
    return _signed(around, agency.end() if agency else after.end(), "credit", stop)


def _closing(around: Surroundings) -> list[Name]:
    """A name in capitals that ends the text without a line of its own."""
    match = _CLOSING.search(around.text.rstrip()[-40:])
    if match is None or not all_given(match[1].split(" ")[-1:]):
        return []
    start = len(around.text.rstrip()) - len(match[1])
    name = _signed(around, start, "author")
    return [name] if name and name.text == match[1] else []


def _signed(around: Surroundings, start: int, cue: str, stop: int | None = None) -> Name | None:
    """A name where one must stand: two to four capitalised words, or initials and a word; initials end at `stop`."""
    text = around.text
    if initials := _INITIALS.match(text, start, len(text) if stop is None else stop):
        return None if initials[0] in _NOBODY else Name(start, initials.end(), initials[0], cue)
    if around.starts_title(start) or around.in_body[start] or text.endswith(_SENTENCE_GOES_ON, 0, start):
        return None
    words = trimmed(around, capitalised(text, start, glued=cue == "author"))
    texts = [text[a:b] for a, b in words]
    if not 2 <= len(words) <= 4 or any(word in stops() for word in texts):
        return None
    if len(words) > 2 and start not in around.families and not all_given(texts[:1]):
        return None
    if not all(is_vietnamese(word) for word in texts if word.isupper()):
        return None
    end = words[-1][1]
    if len(words) > 2 and (DAY.match(text, end) or (cue == "credit" and _GOES_ON.match(text, end))):
        end = words[-2][1]  # `Ảnh: Hà Khánh Sinh ngày …`
    name = text[start:end]
    return None if name.casefold() in _outlets() else Name(start, end, name, cue)
