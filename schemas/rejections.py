"""Table `rejections`: inputs that could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import NOT_BLANK, Column, Declaration


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that became no article."""

    TABLE: ClassVar = Declaration(
        "Quarantine: every input that became no article, or could not be read again, with the reason.",
        key=("source_uri", "stage", "reason"),
    )

    source_uri: Annotated[str, Column("The input, as in `articles.source_uri`.")]
    stage: Annotated[str, Column("Where it was rejected.", values=("load", "split", "extract", "validate"))]
    reason: Annotated[str, Column("Reason code.", pattern=r"^[a-z][a-z0-9_]*$")]
    detail: Annotated[str, Column("What was found and what to do, in a sentence.", pattern=NOT_BLANK)]
    source_sha256: Annotated[str | None, Column("SHA-256 of the raw bytes, where they could be read.")]
