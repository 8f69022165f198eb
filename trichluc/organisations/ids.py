"""A body's identity over all articles: its id, and the body it belongs to."""

from __future__ import annotations

import hashlib


def entity_id(canonical: str) -> str:
    """A body's id: from its canonical name alone, letter case set aside.

    >>> entity_id("Bộ Tài chính") == entity_id("Bộ Tài Chính")
    True
    """
    return "ORG:" + hashlib.sha256(canonical.casefold().encode()).hexdigest()[:12]


def parent(canonical: str) -> str | None:
    """The body that a body belongs to, as its name says, or None."""
    return None
