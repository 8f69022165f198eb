"""Places: administrative units, countries and other named places."""

from __future__ import annotations

from trichluc.article import Mention
from trichluc.scan import Scan


def find(scan: Scan) -> list[Mention]:
    """LOC mentions by position; whether one is nested in a body's name is settled in `trichluc.resolve`."""
    return []
