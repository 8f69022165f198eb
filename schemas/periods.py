"""Table `periods`: calendar expressions as intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, RowRule, Surface


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar expression."""

    TABLE: ClassVar = Declaration(
        "Every calendar expression as an interval, both ends inclusive.",
        key=("article_id", "char_start", "char_end"),
        rules=(
            SPAN_RULE,
            RowRule("ends_on", at_least="starts_on"),
        ),
    )

    article_id: ArticleId
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    type: Annotated[
        str,
        Column(
            "What the period is of.",
            values=(
                "publication",
                "document",
                "event",
                "campaign",
                "anniversary",
                "term",
                "plan",
                "year",
                "duration",
                "other",
            ),
        ),
    ]
    starts_on: Annotated[
        date | None, Column("First day; null where the start is open, or where nothing fixes the year.")
    ]
    ends_on: Annotated[
        date | None, Column("Last day, inclusive; null where the end is open, or where nothing fixes the year.")
    ]
    grain: Annotated[
        str,
        Column("Finest unit that the text gives; weeks are told in days.", values=("day", "month", "quarter", "year")),
    ]
    resolution: Annotated[
        str,
        Column(
            "explicit: the text gives the year; year_inferred: it came from the publication or the other dates; "
            "anchored: counted from the reference date or from another date.",
            values=("explicit", "year_inferred", "anchored"),
        ),
    ]
    citation_no: Annotated[
        int | None, Column("The article's citation whose date this is, or whose date fixes it.", minimum=1)
    ]
