"""Other names that the text gives a person: in brackets behind the full name (`Lê Văn Tám (Tư Tám)`), or after `tức`."""

from __future__ import annotations

import re

from trichluc.article import Mention
from trichluc.people.surroundings import Surroundings
from trichluc.people.words import MOST_WORDS, Name, capitalised, trimmed

_CALLED = r"(?:tức là|tức|tự|bí danh(?: là)?|biệt danh(?: là)?|(?:còn |hay |thường |hay còn )?gọi là|tên thật(?: là)?)"
_OPENS = re.compile(rf" \((?:{_CALLED} )?|, {_CALLED} ")
_CLOSES = re.compile(r"[),]")
_BY_BIRTH = frozenset(("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út"))
"""What the South calls its children by, before their given name."""


def aliases(around: Surroundings, names: list[Name]) -> list[Name]:
    """The names that stand right behind another as that person's."""
    found = []
    for name in names:
        opening = _OPENS.match(around.text, name.end) if " " in name.text else None
        alias = _alias(around, opening.end()) if opening else None
        if opening and alias and _agrees(opening[0], name.text, alias.text):
            found.append(alias)
    return found


def _alias(around: Surroundings, start: int) -> Name | None:
    words = trimmed(around, capitalised(around.text, start))
    if not words or len(words) > MOST_WORDS or around.in_body[start] or around.starts_title(start):
        return None
    end = words[-1][1]
    return Name(start, end, around.text[start:end], "alias") if _CLOSES.match(around.text, end) else None


def _agrees(opening: str, name: str, alias: str) -> bool:
    """Whether a word says that it is an alias, or the given name is the same."""
    return opening != " (" or (" " in alias and alias.rpartition(" ")[2] == name.rpartition(" ")[2])


def is_alias(text: str, person: Mention, of: Mention) -> bool:
    """Whether `person` is said to be another name of `of`, who stands right before."""
    opening = _OPENS.fullmatch(text, of.char_end, person.char_start)
    return bool(opening) and _agrees(text[of.char_end : person.char_start], of.surface, person.surface)


def by_birth(name: str) -> str:
    """The given name behind a number of birth; else the name itself.

    >>> by_birth("Tư Tám"), by_birth("Lê Văn Tám")
    ('Tám', 'Lê Văn Tám')
    """
    first, _, given = name.partition(" ")
    return given if first in _BY_BIRTH and given and " " not in given else name
