"""Table `campaigns`: named or described pushes with a goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, RowRule, Surface


@dataclass(frozen=True, slots=True)
class Campaign:
    """One mention of a campaign."""

    TABLE: ClassVar = Declaration(
        "Campaigns where the articles name them: form, period, organiser, place, basis.",
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
    campaign_id: Annotated[str, Column("The campaign: equal name, year and organiser.", pattern=NOT_BLANK)]
    name: Annotated[str, Column("Name without quotation marks.", pattern=NOT_BLANK)]
    form: Annotated[
        str,
        Column(
            "Kind of campaign.",
            values=("week", "month", "year", "drive", "movement", "programme", "contest", "commemoration"),
        ),
    ]
    starts_on: Annotated[date | None, Column("First day, where the article gives it.")]
    ends_on: Annotated[date | None, Column("Last day, inclusive.")]
    grain: Annotated[str | None, Column("Finest unit of the period.", values=("day", "month", "quarter", "year"))]
    organiser: Annotated[str | None, Column("Canonical name of the body that runs it.")]
    organiser_id: Annotated[str | None, Column("That body.", pattern=NOT_BLANK, references="entities.entity_id")]
    place: Annotated[str | None, Column("Canonical name of the place it is run in.")]
    basis: Annotated[tuple[str, ...], Column("Symbols of the documents it rests on.")]
