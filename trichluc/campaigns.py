"""Campaigns: named or described pushes with a goal, who runs them, when, and on which documents they rest."""

from __future__ import annotations

from trichluc.article import Article, Campaign
from trichluc.scan import Scan


def find(scan: Scan, article: Article) -> list[Campaign]:
    """Campaign mentions by position; reads the article's mentions, periods and citations."""
    return []
