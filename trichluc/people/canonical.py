"""Which person a mention is: the fuller name of the same article, in proper capitals."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import lru_cache

from trichluc.article import Article, Mention
from trichluc.scan import Scan
from trichluc.text import reading

_INITIAL = re.compile(r"(\w)\w?\. ?(\w+)\Z")

_HO_CHI_MINH = ("Bác Hồ", "Cụ Hồ", "Hồ Chủ Tịch", "Hồ Chủ tịch")


def resolve(article: Article, scan: Scan, people: list[Mention]) -> None:
    """Settle `canonical`, `resolution` and `entity_id` of the article's people, given in the order of the text.

    Two mentions in a list that turn out to be one person share the list's office once.
    """
    for person in people:
        person.canonical = capitalised(article.text[person.char_start : person.char_end])
    by_last = _by_last_word(people)
    for person in people:
        _settle(person, by_last)
        person.entity_id = entity_id(person.canonical)
    seen = {(role.char_start, role.char_end, role.person.entity_id): role for role in reversed(article.roles)}
    article.roles = [
        role for role in article.roles if seen[role.char_start, role.char_end, role.person.entity_id] is role
    ]


def outrank(mentions: list[Mention]) -> list[Mention]:
    """The mentions without the places that are part of a person's name (`Thái Bình` in `Nguyễn Thái Bình`)."""
    people = sorted((m for m in mentions if m.type == "PERSON"), key=lambda m: m.char_start)
    starts = [person.char_start for person in people]
    kept = []
    for mention in mentions:
        index = bisect_right(starts, mention.char_start) - 1
        if mention.type != "LOC" or index < 0 or people[index].char_end <= mention.char_start:
            kept.append(mention)
    return kept


def capitalised(name: str) -> str:
    """A name with one capital a syllable and single blanks.

    >>> capitalised("ANH KHÔI"), capitalised("N.LIÊM"), capitalised("Ban Ki-moon")
    ('Anh Khôi', 'N.Liêm', 'Ban Ki-moon')
    """
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    return ".".join(part.capitalize() for part in word.split(".")) if word.isupper() else word


@lru_cache(maxsize=4096)
def entity_id(canonical: str) -> str:
    """The person's key: the same for the same name in any spelling of its tone marks."""
    return hashlib.sha256(f"PERSON\t{reading(canonical)}".encode()).hexdigest()[:16]


def _by_last_word(people: list[Mention]) -> dict[str, list[Mention]]:
    """Full names by their last syllable, in the order of the text."""
    full: dict[str, list[Mention]] = {}
    for person in people:
        words = person.canonical.split(" ")
        if len(words) > 1 and "." not in words[0]:
            full.setdefault(reading(words[-1]), []).append(person)
    return full


def _settle(person: Mention, by_last: dict[str, list[Mention]]) -> None:
    name = person.canonical
    if name in _HO_CHI_MINH:
        person.canonical, person.resolution = "Hồ Chí Minh", "anaphor"
        return
    initial = _INITIAL.match(name)
    last = initial[2] if initial else name.split(" ")[-1]
    fuller = [
        other
        for other in by_last.get(reading(last), ())
        if len(other.canonical) > len(name) and _stands_for(name, initial, other.canonical)
    ]
    if not fuller:
        return
    before = [other for other in fuller if other.char_start < person.char_start]
    person.canonical = (before[-1] if before else fuller[0]).canonical
    person.resolution = "abbreviation" if initial else "ellipsis"


def _stands_for(name: str, initial: re.Match[str] | None, fuller: str) -> bool:
    if initial:
        return any(word.startswith(initial[1]) for word in fuller.split(" ")[:-1])
    return reading(fuller).endswith(" " + reading(name))
