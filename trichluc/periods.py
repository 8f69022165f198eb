"""Periods: every way Vietnamese news writes time, as an interval."""

from __future__ import annotations

from trichluc.article import Article, Period
from trichluc.scan import Scan


def find(scan: Scan) -> list[Period]:
    """Calendar expressions by position; those without a year wait for `anchor`."""
    return []


def anchor(article: Article) -> None:
    """Set the article's reference date and its basis, and give year-less and relative periods their dates."""


def classify(article: Article, scan: Scan) -> None:
    """Set each period's `type`, and `citation` where it is a document's date."""
