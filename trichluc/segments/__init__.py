"""Segments: what each stretch of the raw text is, from the headline to the comment form.

A page is read in the order of certainty: furniture first, then the lines around the headline, the lines at the foot,
and the body that is left between them.
"""

from __future__ import annotations

from trichluc import header
from trichluc.article import Article, RawArticle, Segment
from trichluc.segments import body, foot, furnish, head, page
from trichluc.segments.furniture import Furniture, built_in

__all__ = ["split"]


def split(raw: RawArticle, text: str, furniture: Furniture | None = None) -> Article:
    """The article with its header read and its text tiled by segments; nothing else is filled in.

    `furniture`: other rules than the built-in ones (`furniture.compile_rules` makes them from rows).
    """
    stretches = page.read(text)
    if len(stretches) == 1 and not raw.title:
        segments = _single(stretches[0], text, furniture or built_in())
    else:
        segments = _read(raw, stretches, text, furniture or built_in())
    return Article(raw, text, header.read(raw, text, segments), segments)


def _read(raw: RawArticle, stretches: page.Page, text: str, furniture: Furniture) -> list[Segment]:
    furnish.mark(stretches, text, furniture)
    begin = head.read(stretches, raw.title)
    end = foot.read(stretches, begin)
    body.read(stretches, begin, end)
    return [Segment(s.start, s.end, s.role or "paragraph") for s in stretches]


def _single(line: page.Stretch, text: str, furniture: Furniture) -> list[Segment]:
    """A text of one line is a paragraph, unless a headline and a signature were run into a long one."""
    stretches = [line]
    if len(line.text) < 200:
        return [Segment(line.start, line.end, "paragraph")]
    return _read(RawArticle("", ""), stretches, text, furniture)
