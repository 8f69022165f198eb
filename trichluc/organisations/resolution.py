"""Which body a short name stands for in this article, and what it belongs to."""

from __future__ import annotations

import hashlib

from trichluc.article import Article, Mention
from trichluc.scan import Scan


def resolve(article: Article, scan: Scan, bodies: list[Mention], places: list[Mention]) -> None:
    """Complete every body's canonical name from the article's own chain."""
    for body in bodies:
        body.entity_id = entity_id(body.canonical)


def entity_id(canonical: str) -> str:
    """A body's id: from its canonical name alone, letter case set aside.

    >>> entity_id("Bộ Tài chính") == entity_id("Bộ Tài Chính")
    True
    """
    return "ORG:" + hashlib.sha256(canonical.casefold().encode()).hexdigest()[:12]


def parent(canonical: str) -> str | None:
    """The body that a body belongs to, as its name says, or None."""
    return None
