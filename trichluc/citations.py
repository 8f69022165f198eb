"""Citations: official documents as the article names them, and what it does with them."""

from __future__ import annotations

from trichluc.article import Article, Citation
from trichluc.scan import Scan


def find(scan: Scan, article: Article) -> list[Citation]:
    """Citations by position; reads `article.mentions` (issuers) and `article.periods` (dates)."""
    return []


def resolve(article: Article, scan: Scan) -> None:
    """Complete citations once periods have their years: issuing dates, short forms, anaphors, `document_id`."""
