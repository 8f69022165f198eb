"""Table `segments`: what each stretch of an article is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with one role."""

    TABLE: ClassVar = Declaration(
        "Segments tile the text: each non-blank character lies in exactly one.",
        key=("article_id", "segment_no"),
        rules=(SPAN_RULE,),
        minimum_rows=1,
    )

    article_id: ArticleId
    segment_no: Annotated[int, Column("Place of the segment in the article, from 1.", minimum=1)]
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    role: Annotated[
        str,
        Column(
            "What the stretch is.",
            values=(
                "title",
                "section",
                "byline",
                "dateline",
                "lead",
                "paragraph",
                "subheading",
                "caption",
                "signature",
                "boilerplate",
            ),
        ),
    ]
