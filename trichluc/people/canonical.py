"""Which person a mention is: the fuller name of the same article, in proper capitals."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import lru_cache

from trichluc.article import Article, Mention
from trichluc.people.aliases import by_birth, is_alias
from trichluc.scan import Scan
from trichluc.text import reading

_INITIAL = re.compile(r"(\w)\w?\. ?(\w+)\Z")

_HIDDEN = re.compile(r"(?:\w\.)+\w\.?\Z")
"""A full name in initials, of which the last stands for it alone (`P.T.N.`, later `N.`)."""
_HO_CHI_MINH = ("Bác Hồ", "Cụ Hồ", "Hồ Chủ Tịch", "Hồ Chủ tịch")


def resolve(article: Article, scan: Scan, people: list[Mention]) -> None:
    """Settle `canonical`, `resolution` and `entity_id` of the article's people, given in the order of the text.

    Two mentions in a list that turn out to be one person share the list's office once.
    """
    for person in people:
        person.canonical = capitalised(article.text[person.char_start : person.char_end])
    signing = _signing(article, people)
    _settle(article.text, signing)
    signed = {id(person) for person in signing if "." in person.canonical or person.resolution != "as_written"}
    _settle(article.text, [person for person in people if id(person) not in signed])
    _settle_compound(people)
    for person in people:
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

    >>> capitalised("ANH KHÔI"), capitalised("N.LIÊM"), capitalised("Ban Ki-moon"), capitalised("Lê Công vinh")
    ('Anh Khôi', 'N.Liêm', 'Ban Ki-moon', 'Lê Công Vinh')
    """
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    if word.isupper():
        return ".".join(part.capitalize() for part in word.split("."))
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=4096)
def entity_id(canonical: str) -> str:
    """The person's key: the same for the same name in any spelling of its tone marks."""
    return hashlib.sha256(f"PERSON\t{reading(canonical)}".encode()).hexdigest()[:16]


_CREDIT = re.compile(r"(?:[ẢảBbĐđTtNn]\w+|ẢNH|TIN|BÀI)(?:[, -]+\w+){0,2} ?: ?(?:[A-Z]{2,8}[/-] ?)?\Z")


def _signing(article: Article, people: list[Mention]) -> list[Mention]:
    """Those who sign the text or its pictures: their initials stand for one of them, never for somebody of the story."""
    spans = [(s.char_start, s.char_end) for s in article.segments if s.role in ("byline", "signature")]
    starts = [start for start, _ in spans]
    found = []
    for person in people:
        index = bisect_right(starts, person.char_start) - 1
        at = person.char_start
        if (index >= 0 and at < spans[index][1]) or _CREDIT.search(article.text, max(0, at - 24), at):
            found.append(person)
    return found


def _settle(text: str, people: list[Mention]) -> None:
    """Give every name the full one that it stands for: the last before it, failing that the first after it."""
    initials = any("." in person.canonical for person in people)
    first: dict[str, str] = {}
    for person in people:
        for short in _short_forms(person.canonical, initials):
            first.setdefault(short, person.canonical)
    last: dict[str, str] = {}
    for before, person in zip([None, *people], people, strict=False):
        name = person.canonical
        if name in _HO_CHI_MINH:
            person.canonical, person.resolution = "Hồ Chí Minh", "anaphor"
            continue
        initial = _INITIAL.match(name)
        short = _abbreviated(initial[1], len(name), initial[2]) if initial else reading(name)
        if before and is_alias(text, person, before):
            last[short] = before.canonical
        if (
            full := last.get(short)
            or first.get(short)
            or last.get(reading(by_birth(name)))
            or first.get(name.rstrip("."))
        ):
            person.canonical, person.resolution = full, "abbreviation" if initial else "ellipsis"
        if not initial:
            last.update(dict.fromkeys(_short_forms(person.canonical, initials), person.canonical))


def _settle_compound(people: list[Mention]) -> None:
    """Let a lone word stand for the one long name with it as the first half of its given name (`bà Hồng`, … Thị Hồng Hà)."""
    halves: dict[str, set[str]] = {}
    for person in people:
        words = reading(person.canonical).split(" ")
        if len(words) > 3:
            halves.setdefault(words[-2], set()).add(person.canonical)
    for person in people:
        full = halves.get(reading(person.canonical), set())
        if len(full) == 1:
            person.canonical, person.resolution = next(iter(full)), "ellipsis"


def _short_forms(name: str, initials: bool) -> list[str]:
    """What may stand for a full name: its last words and, where the article has any, initials and its last word."""
    words = reading(name).split(" ")
    if _HIDDEN.match(name):
        return [f"{name.rstrip('.')[-1]}."]
    if len(words) == 1 or "." in words[0]:
        return []
    forms = [" ".join(words[count:]) for count in range(1, len(words))]
    if initials:
        forms.append(".".join(word[0] for word in words))
        lengths = range(len(words[-1]) + len("N."), min(len(name), len(words[-1]) + len("Ng. ") + 1))
        forms += [_abbreviated(word[0], length, words[-1]) for word in name.split(" ")[:-1] for length in lengths]
    return forms


def _abbreviated(initial: str, length: int, last: str) -> str:
    """A key for a name with an initial (`N.Liêm`), which stands for longer names alone."""
    return f"{initial}. {length} {reading(last)}"
