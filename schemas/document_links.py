"""Table `document_links`: which document implements, reviews, amends or replaces which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """An edge between two documents."""

    TABLE: ClassVar = Declaration(
        "Edges between documents, as the articles state them.",
        key=("article_id", "char_start", "char_end", "source_document_id", "target_document_id"),
        rules=(SPAN_RULE,),
    )

    article_id: ArticleId
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    source_document_id: Annotated[
        str, Column("The document that acts.", pattern=NOT_BLANK, references="documents.document_id")
    ]
    target_document_id: Annotated[
        str, Column("The document acted upon.", pattern=NOT_BLANK, references="documents.document_id")
    ]
    relation: Annotated[
        str,
        Column(
            "What the source does with the target.",
            values=("implements", "reviews", "amends", "replaces", "continues", "based_on"),
        ),
    ]
