"""Units of the police by their code alone, beside the ministry or the department that has it (`C74 - Bộ Công an`)."""

from __future__ import annotations

import re

from trichluc.organisations.parts import Body, Part

OF_POLICE = frozenset(["Bộ", "Cục"])
"""The head nouns beside which a code may stand."""
_BEFORE = re.compile(r"(?<![\w/-])(?P<code>[ABCKVX][0-9]{2}) ?[-(] ?\Z")
_BEHIND = re.compile(r" ?[-(] ?(?P<code>[ABCKVX][0-9]{2})(?![\w/-])")


def coded(text: str, body: Body) -> list[Body]:
    """The body, and the unit whose code stands before the ministry of police or behind one of its departments.

    >>> police = Body("ORG", 6, 16, "Bộ Công an", "Bộ Công an", parts=[Part(6, 16, "head", "Bộ Công an")])
    >>> [found.surface for found in coded("C74 - Bộ Công an", police)]
    ['C74', 'Bộ Công an']
    """
    noun = body.parts[0].canonical
    if body.canonical == "Bộ Công an":
        before = _BEFORE.search(text, max(0, body.char_start - 7), body.char_start)
        return [_unit(before), body] if before else [body]
    behind = _BEHIND.match(text, body.char_end) if noun == "Cục" else None
    return [body, _unit(behind)] if behind else [body]


def _unit(match: re.Match[str]) -> Body:
    start, end = match.span("code")
    return Body("ORG", start, end, match["code"], match["code"], parts=[Part(start, end, "name", match["code"])])
