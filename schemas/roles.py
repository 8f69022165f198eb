"""Table `roles`: who held which office in which body, where the text says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class Role:
    """An office, rank or honour of a person."""

    TABLE: ClassVar = Declaration(
        "Ranks, offices and honours of people, with the body each is held in.",
        key=("article_id", "char_start", "char_end", "person_id"),
        rules=(SPAN_RULE,),
    )

    article_id: ArticleId
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    person: Annotated[str, Column("Canonical name of the person.", pattern=NOT_BLANK)]
    person_id: Annotated[str, Column("The person.", pattern=NOT_BLANK, references="entities.entity_id")]
    office: Annotated[str, Column("The office without its body, normalised (`Phó Chính ủy`).", pattern=NOT_BLANK)]
    body: Annotated[str | None, Column("Canonical name of the body that the office is held in.")]
    body_id: Annotated[str | None, Column("That body.", pattern=NOT_BLANK, references="entities.entity_id")]
