"""Names of campaigns that a list gives without quotation marks: `các chương trình như: Nghĩa tình biên giới, …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichluc.scan import Scan
from trichluc.text import LOWER, UPPER

_SEVERAL = re.compile(r"(?:các|những|nhiều|một số|hàng loạt)(?:\s(?:hoạt động|cuộc thi|hội thi),)?\s\Z", re.IGNORECASE)
_OPENS = re.compile(r"[^.;:!?\n“”\"()]{0,60}?\snhư\s?:?\s(?=[^\W\d_])")
_ITEM = re.compile(rf"[{UPPER}][{LOWER}]+(?:\s(?!và\s[{UPPER}])\w+(?:\.\w+)?){{1,12}}")
_LINK = re.compile(rf"(?:,\s|;\s|,?\svà\s)(?=[{UPPER}][{LOWER}])")
_LEAST_WORDS = 3
_FORMS = ("movement", "programme", "drive")


def listed_names(scan: Scan) -> Iterator[tuple[int, int, str]]:
    """Start, end and form of each name of such lists; one name alone is no list."""
    for start, end, rule in scan.hits("campaign_words"):
        if rule["form"] not in _FORMS or not _SEVERAL.search(scan.text, max(0, start - 30), start):
            continue
        opening = _OPENS.match(scan.text, end)
        items = list(_items(scan.text, opening.end())) if opening else []
        if len(items) > 1:
            yield from ((first, last, rule["form"]) for first, last in items)


def _items(text: str, position: int) -> Iterator[tuple[int, int]]:
    while item := _ITEM.match(text, position):
        if item[0].count(" ") + 1 >= _LEAST_WORDS:
            yield item.start(), item.end()
        link = _LINK.match(text, item.end())
        if link is None:
            return
        position = link.end()
