"""Short names that the article itself gives its bodies.

Two ways: in brackets after the name (`Tổng công ty Viễn thông Quân đội (Viettel)`), or by using a firm's proper name
alone after it was named in full (`Công ty may Sao Việt` … `Sao Việt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichluc.article import Mention
from trichluc.organisations.grammar import Body, Part
from trichluc.organisations.names import is_code, is_person, is_syllable
from trichluc.scan import Scan
from trichluc.text import LOWER, UPPER

MAX_ALIASES = 20
_BRACKETED = re.compile(
    rf" ?\((?:gọi tắt là |viết tắt là |sau đây gọi là )?[“\"]?"
    rf"(?P<alias>[{UPPER}][\w&.]*(?:[- ][{UPPER}][\w&.]*){{0,3}})[”\"]?[,)]"
)
_SMALL = re.compile(rf"[{LOWER}]")


def find(scan: Scan, bodies: list[Body], places: list[Mention]) -> list[Body]:
    """Mentions of bodies by the short names that the article gives them, outside all names found so far."""
    names = dict(_defined(scan, bodies, places))
    if not names:
        return []
    by_first: dict[str, list[str]] = {}
    for alias in sorted(names, key=len, reverse=True):
        by_first.setdefault(alias.split(" ")[0], []).append(alias)
    taken = _Taken([*bodies, *places])
    found = []
    for start, end in scan.capitals:
        alias = next((a for a in by_first.get(scan.text[start:end], ()) if _stands(scan.text, start, a)), None)
        if alias and not taken.covers(start):
            found.append(_mention(start, alias, names[alias]))
    return found


def _defined(scan: Scan, bodies: list[Body], places: list[Mention]) -> Iterator[tuple[str, Body]]:
    at_place = {place.char_start for place in places}
    at_body = {body.char_start for body in bodies}
    named = [body for body in bodies if body.parts[-1].role in ("name", "place", "field")][: MAX_ALIASES * 5]
    count = 0
    for body in named:
        bracketed = _BRACKETED.match(scan.text, body.char_end)
        if bracketed and bracketed.start("alias") not in at_place | at_body and _abbreviates(bracketed["alias"], body):
            yield bracketed["alias"], body
            count += 1
        elif alias := _proper_name(scan.text, body):
            yield alias, body
            count += 1
        if count >= MAX_ALIASES:
            return


def _abbreviates(alias: str, body: Body) -> bool:
    """Whether the bracketed word stands for the whole body: a trade name, or initials from its first word on."""
    if is_person(alias, 0) or len(alias) < 2:
        return False
    letters = [letter for letter in alias if letter.isupper()]
    if len(letters) < 2 or _SMALL.search(alias):
        return _SMALL.search(alias) is not None and not all(map(is_syllable, alias.split(" ")))
    words = re.findall(r"\w+", body.canonical)
    return letters[0] == words[0][0].upper() or not _is_initials(letters, words)


def _is_initials(letters: list[str], words: list[str]) -> bool:
    initials = iter(word[0].upper() for word in words)
    return all(letter in initials for letter in letters)


def _proper_name(text: str, body: Body) -> str | None:
    """A firm's proper name where it is distinctive: two words or more, or a foreign one."""
    head = body.parts[0].rule
    names = [part for part in body.parts if part.role == "name"]
    if head is None or head["level"] or "name" not in head["takes"] or "school" in head["takes"] or not names:
        return None
    alias = text[names[0].start : names[-1].end]
    if body.parts[-1].role != "name" or is_person(alias, 0) or "\n" in alias or alias.isupper():
        return None
    words = alias.split(" ")
    distinctive = len(words) > 1 or (len(alias) > 4 and not is_syllable(alias))
    return alias if distinctive and all(word[:1].isupper() for word in words) else None


def _stands(text: str, start: int, alias: str) -> bool:
    """Whether the alias stands here by itself, not as a piece of a longer name or a symbol."""
    end = start + len(alias)
    if not text.startswith(alias, start) or text[end : end + 1].isalnum() or is_code(text, start):
        return False
    after = text[end + 1 : end + 2] if text[end : end + 1] == " " else ""
    before = text[max(0, start - 20) : start]
    word = before[:-1].rsplit(" ", 1)[-1] if before.endswith(" ") else ""
    return not after.isupper() and not word[:1].isupper()


class _Taken:
    """Which positions lie inside names already found; asked in ascending order."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.spans = sorted((mention.char_start, mention.char_end) for mention in mentions)
        self.at, self.end = 0, 0

    def covers(self, position: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][0] <= position:
            self.end = max(self.end, self.spans[self.at][1])
            self.at += 1
        return position < self.end


def _mention(start: int, alias: str, owner: Body) -> Body:
    end = start + len(alias)
    part = Part(start, end, "alias", owner.canonical)
    return Body("ORG", start, end, alias, owner.canonical, resolution="abbreviation", parts=[part], owner=owner)
