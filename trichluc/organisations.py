"""Organisations: the longest name of a body of State, Party, union, army, Front, school or firm."""

from __future__ import annotations

from trichluc.article import Mention
from trichluc.scan import Scan


def find(scan: Scan, places: list[Mention]) -> list[Mention]:
    """ORG mentions by position, none inside another."""
    return []
