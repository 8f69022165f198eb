"""Table `entities`: every person, body and place that any article names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, Column, Declaration, RowRule


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place."""

    TABLE: ClassVar = Declaration(
        "People, bodies and places over all articles.",
        key=("entity_id",),
        rules=(RowRule("last_named_on", at_least="first_named_on"),),
    )

    entity_id: Annotated[
        str,
        Column(
            "Built from type and canonical name; of a place with an official code, from that (`LOC:22`; a unit of 2025 "
            "alone: `LOC:2025:06994`); of a unit in no list, from the unit it lies in and its name (`LOC:203/…`).",
            pattern=NOT_BLANK,
        ),
    ]
    type: Annotated[str, Column("Kind of entity.", values=("PERSON", "ORG", "LOC"))]
    canonical: Annotated[
        str,
        Column("Canonical name, as most mentions say it; of a unit with a code, the official one.", pattern=NOT_BLANK),
    ]
    parent_id: Annotated[
        str | None,
        Column(
            "The body or unit that this one belongs to, as its name or the official list says; it has a row too.",
            references="entities.entity_id",
        ),
    ]
    unit_code: Annotated[
        str | None,
        Column(
            "Official code of the administrative unit in the layer before July 2025: two digits a province, three a "
            "district, five a commune. Null where the articles do not tell namesakes apart.",
            pattern=r"^(?:\d{2}|\d{3}|\d{5})$",
        ),
    ]
    unit_level: Annotated[
        str | None,
        Column("Level of the administrative unit.", values=("country", "region", "province", "district", "commune")),
    ]
    unit_code_2025: Annotated[
        str | None,
        Column(
            "Official code of the province (two digits) or commune (five) that the unit has been, or has lain in whole, "
            "since July 2025. Null where it was divided, as most districts were.",
            pattern=r"^(?:\d{2}|\d{5})$",
        ),
    ]
    bodies: Annotated[
        tuple[str, ...],
        Column(
            "Of a person: canonical names of the bodies that the articles give an office in, by name. Together with the "
            "days below they tell namesakes apart, who share a row, since the articles seldom say more than a name."
        ),
    ]
    first_named_on: Annotated[date | None, Column("Earliest reference date of an article that mentions it.")]
    last_named_on: Annotated[date | None, Column("Latest reference date of an article that mentions it.")]
    mentions: Annotated[int, Column("Number of mentions.", minimum=0)]
    articles: Annotated[int, Column("Number of articles that mention it.", minimum=0)]
