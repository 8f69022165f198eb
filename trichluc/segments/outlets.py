"""The agency prefix of a first sentence: `HNP - `, `(HQ Online) -`, `VTV.vn - `, `Hà Nội (TTXVN) - `."""

from __future__ import annotations

import re
from functools import cache

from trichluc import glue
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_IN_BRACKETS = re.compile(
    rf"(?:[^()\n]{{2,20}}\s)?\(\s*([^()\n]{{2,28}}?)\s*\)\s*[-–—:]+\s*|\(([^()\n]{{2,28}})\)\s?(?=[{UPPER}])"
)
_DASHED = re.compile(r"\(\s*([^()\n]{2,28}?)\s*\)\s*[-–—]+\s*")
_BARE = re.compile(
    rf"((?:[{UPPER}][{UPPER}\d&.+]{{1,11}})(?:\s?Online)?|[\w\-]+(?:\.[\w\-]+)*\.(?:vn|com|net|org))\s*[-–—]\s+"
)
_NAMED_DASHED = re.compile(rf"([{UPPER}][\w+]+(?: [{UPPER}]\w+)?)\s+- (?=[{UPPER}“\"])")
_AFTER_STOP = re.compile(
    rf"[.”…](?=([{UPPER}][\w+]+(?: [{UPPER}]\w+)?) - [{UPPER}“\"])|[{LOWER}] (?=([{UPPER}][{LOWER}]+[{UPPER}]\w+)\s+- [{UPPER}])"
)
_RUN_IN = re.compile(rf"\s\(\s*([{UPPER}][\w.+]*(?:\s[\w.+]+){{0,2}})\s*\)\s*[-–—]")
_ACRONYM = re.compile(
    rf"[{UPPER}][{UPPER}\d&.+]+(?:\s?Online)?|[\w.\-]+\.(?:vn|com|net|org)|[\w ]{{2,20}}\s?(?:Online|online|\+)"
)


@cache
def _named(kind: str) -> tuple[str, ...]:
    return tuple(rule["phrase"] for rule in load("outlets") if rule["kind"] == kind)


@cache
def _spaced() -> tuple[str, ...]:
    """Outlets of several words, which also stand before a sentence with nothing but a blank between."""
    return tuple(f"{name} " for name in _named("agency") if " " in name)


def prefix(text: str) -> tuple[str, int] | None:
    """The outlet that opens a paragraph, and where the prefix ends.

    >>> prefix("(HQ Online) - Ngày 5/6")
    ('HQ Online', 14)
    >>> prefix("HĐND - UBND tỉnh họp")
    """
    head = text[:60]
    if head.startswith("(") and (found := _DASHED.match(head)) and not found[1][0].isdigit():
        return found[1], found.end()
    if "(" in head and (found := _IN_BRACKETS.match(head)) and _is_outlet(found[1] or found[2]):
        return found[1] or found[2], found.end()
    if (found := _BARE.match(head)) and found[1] not in _named("body"):
        return found[1], found.end()
    if (dashed := _NAMED_DASHED.match(head)) and dashed[1] in _named("agency"):
        return glue.mended(dashed[1]), dashed.end()
    if head.startswith(_spaced()):
        name = next(n for n in _spaced() if head.startswith(n))
        if head[len(name) : len(name) + 1].isupper():
            return name.rstrip(), len(name)
    return None


def run_in(text: str, reach: int = 260) -> int | None:
    """Where an agency prefix stands inside a line, after a headline that was run into it."""
    found = _RUN_IN.search(text, 0, reach) if text.find("(", 1, reach) > 0 else None
    if found and _is_outlet(found[1]):
        return found.start() + 1
    found = _AFTER_STOP.search(text, 0, reach) if text.find(" - ", 1, reach) > 0 else None
    return found.end() if found and (found[1] or found[2]) in _named("agency") else None


def closing(text: str) -> str | None:
    """The outlet in a trailing label: `(TTXVN)`, `( SGGP)`."""
    inside = text.strip().removeprefix("(").removesuffix(")").strip()
    return inside if text.strip().startswith("(") and _is_outlet(inside) else None


def _is_outlet(name: str) -> bool:
    return name not in _named("body") and (name in _named("agency") or _ACRONYM.fullmatch(name) is not None)
