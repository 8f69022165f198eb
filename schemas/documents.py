"""Table `documents`: every official document that any article cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, Column, Declaration, RowRule


@dataclass(frozen=True, slots=True)
class Document:
    """One official document."""

    TABLE: ClassVar = Declaration(
        "Official documents, with everything any article said of them; the fullest statement of each field.",
        key=("document_id",),
        rules=(RowRule("last_cited_on", at_least="first_cited_on"),),
    )

    document_id: Annotated[str, Column("Built from system, issuer, type, number and year or term.", pattern=NOT_BLANK)]
    system: Annotated[
        str | None,
        Column(
            "System of documents it belongs to.",
            values=("state", "party", "union", "front", "army", "youth", "assembly"),
        ),
    ]
    doc_type: Annotated[str, Column("Type in dictionary form.", pattern=NOT_BLANK)]
    symbol: Annotated[str | None, Column("Symbol; not a key.")]
    issuer_code: Annotated[str | None, Column("The part of the symbol that stands for the issuer.")]
    issuer: Annotated[str | None, Column("Canonical issuer.")]
    issued_on: Annotated[date | None, Column("Day of issue.")]
    subject: Annotated[str | None, Column("What it is about.")]
    first_cited_on: Annotated[date | None, Column("Earliest reference date of an article that cites it.")]
    last_cited_on: Annotated[date | None, Column("Latest reference date of an article that cites it.")]
    citations: Annotated[int, Column("Number of citations.", minimum=1)]
    articles: Annotated[int, Column("Number of articles that cite it.", minimum=1)]
    conflicts: Annotated[
        tuple[str, ...], Column("Statements that differ from the fields above, as `field=value (articles)`.")
    ]
