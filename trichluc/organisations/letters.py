"""Letters in a body's name that another name in the article has in words (`CĐ Báo LĐ` beside `Báo Lao Động`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from trichluc.organisations.names import plain_letter
from trichluc.organisations.naming import stem
from trichluc.organisations.parts import Body, Part, groups

_LETTERS = re.compile(r"[A-ZĐ]{2,6}")


def spell_out(bodies: list[Body]) -> None:
    """Give letters behind a head noun the words that one other body of its kind has there, in place."""
    shortened = list(_lettered(bodies))
    if not shortened:
        return
    names: dict[str, set[str]] = {}
    for body in bodies:
        for group in groups(body.parts):
            name = stem(group)
            names.setdefault(_initials(name), set()).add(name)
    for head, part in shortened:
        noun = f"{head.canonical} "
        full = [name for name in names.get(_initials(noun) + part.canonical, ()) if name.startswith(noun)]
        if len(full) == 1:
            part.canonical = full[0].removeprefix(noun)


def _lettered(bodies: list[Body]) -> Iterator[tuple[Part, Part]]:
    for body in bodies:
        for head, part in pairwise(body.parts):
            if head.role == "head" and part.role in ("name", "field") and _LETTERS.fullmatch(part.canonical):
                yield head, part


def _initials(words: str) -> str:
    return "".join(plain_letter(word) for word in re.findall(r"\w+", words))
