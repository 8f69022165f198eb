"""Table `roles`: who held which office in which body, where the text says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, Column, Declaration


@dataclass(frozen=True, slots=True)
class Role:
    """An office, rank or honour of a person."""

    TABLE: ClassVar = Declaration(
        "Ranks, offices and honours of people, with the body each is held in.",
        key=("article_id", "char_start", "char_end", "person_id"),
        rules=(SPAN_RULE,),
    )

    article_id: Annotated[str, Column("The article.", references="articles.article_id")]
    char_start: Annotated[
        int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)
    ]
    char_end: Annotated[int, Column("One past the last character of the surface.", minimum=1)]
    surface: Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
    person: Annotated[str, Column("Canonical name of the person.", pattern=NOT_BLANK)]
    person_id: Annotated[str, Column("The person.", pattern=NOT_BLANK, references="entities.entity_id")]
    office: Annotated[str, Column("The office without its body, normalised (`Phó Chính ủy`).", pattern=NOT_BLANK)]
    body: Annotated[str | None, Column("Canonical name of the body that the office is held in.")]
    body_id: Annotated[str | None, Column("That body.", pattern=NOT_BLANK, references="entities.entity_id")]
