"""A body's identity over all articles: its id, and the body it belongs to."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from trichluc import places
from trichluc.organisations.grammar import Reader
from trichluc.organisations.parts import groups
from trichluc.scan import Scan
from trichluc.text import reading

_ROOTS = (" Đảng Cộng sản Việt Nam", " Mặt trận Tổ quốc Việt Nam")
"""Ends of national bodies' names that are bodies themselves."""


@lru_cache(maxsize=4096)
def entity_id(canonical: str) -> str:
    """A body's id: from its canonical name alone, letter case set aside.

    >>> entity_id("Bộ Tài chính") == entity_id("Bộ Tài Chính")
    True
    """
    return "ORG:" + hashlib.sha256(canonical.casefold().encode()).hexdigest()[:12]


@lru_cache(maxsize=4096)
def parent(canonical: str) -> str | None:
    """The body that a body belongs to, as its canonical name says, or None; a place is no body.

    >>> parent("Công đoàn Tổng cục Hải quan")
    'Tổng cục Hải quan'
    """
    scan = Scan(reading(canonical))
    body = Reader(scan, places.find(scan)).body(0)
    if body and body.char_end == len(canonical) and len(chain := groups(body.parts)) > 1:
        return canonical[chain[1][0].start :]
    return next((root.strip() for root in _ROOTS if canonical.endswith(root)), None)
