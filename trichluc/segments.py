"""Segments: what each stretch of the raw text is, from the headline to the comment form."""

from __future__ import annotations

import re

from trichluc.article import Article, Header, RawArticle, Segment


def split(raw: RawArticle, text: str) -> Article:
    """The article with its header read and its text tiled by segments; nothing else is filled in."""
    segments = [Segment(*line.span(), "paragraph") for line in re.finditer(r"\S[^\n]*", text)]
    header = Header(raw.title, raw.author, None, raw.published_at, raw.published_grain, raw.section, raw.outlet)
    return Article(raw, text, header, segments)
