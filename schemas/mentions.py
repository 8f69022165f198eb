"""Table `mentions`: people, bodies and places where the text names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity where the text names it."""

    TABLE: ClassVar = Declaration(
        "People, organisations and places, as mentioned.",
        key=("article_id", "type", "char_start", "char_end"),
        order=("article_id", "char_start", "char_end", "type"),
        rules=(SPAN_RULE,),
    )

    article_id: ArticleId
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    type: Annotated[str, Column("Kind of entity.", values=("PERSON", "ORG", "LOC"))]
    canonical: Annotated[
        str, Column("Full, properly capitalised name, as far as the article supports it.", pattern=NOT_BLANK)
    ]
    entity_id: Annotated[str, Column("The entity.", pattern=NOT_BLANK, references="entities.entity_id")]
    nested: Annotated[bool, Column("Whether a place is named inside an organisation's name.")]
    roles: Annotated[
        tuple[str, ...],
        Column("Ranks, offices and honours given to a person at this mention, outermost first, as written."),
    ]
    resolution: Annotated[
        str,
        Column(
            "How the canonical name was found.",
            values=("as_written", "abbreviation", "ellipsis", "anaphor", "gazetteer"),
        ),
    ]
