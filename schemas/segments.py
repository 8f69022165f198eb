"""Table `segments`: what each stretch of an article is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, Column, Declaration


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with one role."""

    TABLE: ClassVar = Declaration(
        "Segments tile the text: each non-blank character lies in exactly one.",
        key=("article_id", "segment_no"),
        rules=(SPAN_RULE,),
        minimum_rows=1,
    )

    article_id: Annotated[str, Column("The article.", references="articles.article_id")]
    segment_no: Annotated[int, Column("Place of the segment in the article, from 1.", minimum=1)]
    char_start: Annotated[
        int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)
    ]
    char_end: Annotated[int, Column("One past the last character of the surface.", minimum=1)]
    surface: Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
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
