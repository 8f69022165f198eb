"""Table `entities`: every person, body and place that any article names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, Column, Declaration


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place."""

    TABLE: ClassVar = Declaration(
        "People, bodies and places over all articles.",
        key=("entity_id",),
    )

    entity_id: Annotated[str, Column("Built from type and canonical name.", pattern=NOT_BLANK)]
    type: Annotated[str, Column("Kind of entity.", values=("PERSON", "ORG", "LOC"))]
    canonical: Annotated[str, Column("Canonical name.", pattern=NOT_BLANK)]
    parent_id: Annotated[
        str | None, Column("The body or unit that this one belongs to.", references="entities.entity_id")
    ]
    unit_code: Annotated[str | None, Column("Official code of the administrative unit, in the layer before July 2025.")]
    unit_level: Annotated[
        str | None,
        Column("Level of the administrative unit.", values=("country", "region", "province", "district", "commune")),
    ]
    unit_code_2025: Annotated[str | None, Column("Official code of the unit since July 2025.")]
    mentions: Annotated[int, Column("Number of mentions.", minimum=0)]
    articles: Annotated[int, Column("Number of articles that mention it.", minimum=0)]
