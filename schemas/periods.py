"""Table `periods`: calendar expressions as intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, Column, Declaration, RowRule


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

    article_id: Annotated[str, Column("The article.", references="articles.article_id")]
    char_start: Annotated[
        int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)
    ]
    char_end: Annotated[int, Column("One past the last character of the surface.", minimum=1)]
    surface: Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
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
