"""Table `document_links`: which document implements, reviews, amends or replaces which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, Column, Declaration


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """An edge between two documents."""

    TABLE: ClassVar = Declaration(
        "Edges between documents, as the articles state them.",
        key=("article_id", "char_start", "char_end", "source_document_id", "target_document_id"),
        rules=(SPAN_RULE,),
    )

    article_id: Annotated[str, Column("The article.", references="articles.article_id")]
    char_start: Annotated[
        int, Column("First character of the surface, in code points into `articles.text`.", minimum=0)
    ]
    char_end: Annotated[int, Column("One past the last character of the surface.", minimum=1)]
    surface: Annotated[str, Column("The text as written: `articles.text[char_start:char_end]`.", pattern=NOT_BLANK)]
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
