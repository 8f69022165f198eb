"""Table `quantities`: money, and counts of people and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import SPAN_RULE, ArticleId, CharEnd, CharStart, Column, Declaration, Surface


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount or a count."""

    TABLE: ClassVar = Declaration(
        "Amounts of money, and counts of people and organisations.",
        key=("article_id", "char_start", "char_end"),
        rules=(SPAN_RULE,),
    )

    article_id: ArticleId
    char_start: CharStart
    char_end: CharEnd
    surface: Surface
    value: Annotated[float, Column("The number, in `unit`.", minimum=0)]
    unit: Annotated[
        str,
        Column(
            "ISO 4217 code of a currency, `people` or `organisations`.", pattern=r"^(?:[A-Z]{3}|people|organisations)$"
        ),
    ]
    what: Annotated[str | None, Column("What is counted, as written.")]
