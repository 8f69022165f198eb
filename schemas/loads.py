"""Table `loads`: the ledger: what each input became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schemas.table import Column, Declaration


@dataclass(frozen=True, slots=True)
class Load:
    """What one input became."""

    TABLE: ClassVar = Declaration(
        "Ledger of inputs: what each became, read by which engine; no clock, so equal inputs give equal bytes.",
        key=("source_uri",),
        minimum_rows=1,
    )

    source_uri: Annotated[str, Column("The input, as in `articles.source_uri`.")]
    source_sha256: Annotated[str | None, Column("SHA-256 of its raw bytes.")]
    article_id: Annotated[str | None, Column("The article it became.", references="articles.article_id")]
    snapshot_id: Annotated[str, Column("The snapshot that this ledger belongs to: one value in all rows.")]
    engine_version: Annotated[str, Column("Version of the engine that curated it.")]
    status: Annotated[str, Column("What became of it.", values=("article", "duplicate", "rejected"))]
