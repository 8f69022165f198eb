"""Table `citations`: official documents where the text cites them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an official document."""

    TABLE: ClassVar = Declaration(
        "Official documents as the articles cite them.",
        key=("article_id", "citation_no"),
        rules=(SPAN_RULE,),
    )

    article_id: ArticleId
    citation_no: Annotated[int, Column("Place of the citation in the article, from 1.", minimum=1)]
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    document_id: Annotated[str, Column("The document meant.", pattern=NOT_BLANK, references="documents.document_id")]
    doc_type: Annotated[str, Column("Type of document in dictionary form (`Nghị quyết`).", pattern=NOT_BLANK)]
    number: Annotated[str | None, Column("Number as printed.")]
    symbol: Annotated[str | None, Column("Symbol without spaces, number padded to two digits (`20-NQ/TW`); not a key.")]
    issuer_code: Annotated[str | None, Column("The part of the symbol that stands for the issuer.")]
    issuer: Annotated[str | None, Column("Issuer as written.")]
    issuer_canonical: Annotated[str | None, Column("The issuing body in full, as far as the article supports it.")]
    system: Annotated[
        str | None,
        Column(
            "System of documents it belongs to.",
            values=("state", "party", "union", "front", "army", "youth", "assembly"),
        ),
    ]
    issued_on: Annotated[date | None, Column("Day of issue.")]
    subject: Annotated[str | None, Column("What the document is about, without quotation marks.")]
    relation: Annotated[
        str,
        Column(
            "What is done with the document here.",
            values=("issues", "implements", "reviews", "amends", "replaces", "based_on", "mentions"),
        ),
    ]
    refers_to: Annotated[
        str | None, Column("For a short form: symbol (or type and number) of the document it stands for.")
    ]
    cited_in: Annotated[int | None, Column("The article's citation whose subject contains this one.", minimum=1)]
    pinpoint: Annotated[str | None, Column("Article, clause or point cited (`khoản 2 Điều 5`).")]
