"""Quantities: money, and counts of people and organisations."""

from __future__ import annotations

from trichluc.article import Article, Quantity
from trichluc.scan import Scan


def find(scan: Scan, article: Article) -> list[Quantity]:
    """Quantities by position, none inside a period or a citation."""
    return []
