"""What a snapshot says of itself: `snapshot.json` beside its tables.

The clock stands here and in no table: the tables of equal inputs are equal to the byte.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import disk
from tasks.snapshot.errors import NewerLayout

NAME = "snapshot.json"
LAYOUT = 2
"""Rises when the layout of a snapshot (not of its tables) changes."""


@cache
def schema_fingerprint() -> str:
    """Hash over every table's columns, types and descriptions: parts may be kept only where it is the same."""
    digest = hashlib.sha256()
    for name, table in TABLES.items():
        digest.update(name.encode() + bytes(arrow_schema(table).serialize()))
    return digest.hexdigest()[:16]


@cache
def columns_fingerprint() -> str:
    """Hash over every table's column names, types and nullability: rows may be kept only where it is the same."""
    described = {name: [str(f) for f in arrow_schema(table).remove_metadata()] for name, table in TABLES.items()}
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table. `prefix` is the bits that the ids of its articles begin with."""

    file: str
    prefix: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot's own record. `sequence` counts publications to this target and is 0 before the publication.

    `volumes` are what the latest runs produced, this one's last (`tasks.bounds`).
    """

    snapshot_id: str
    engine_version: str
    tables: dict[str, list[Part]]
    inputs: dict[str, int]
    sequence: int = 0
    published_at: str = ""
    layout: int = LAYOUT
    volumes: list[dict[str, Any]] = field(default_factory=list)
    schema: str = field(default_factory=schema_fingerprint)
    columns: str = field(default_factory=columns_fingerprint)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return {name: sum(part.rows for part in parts) for name, parts in self.tables.items()}


def read(snapshot: Path) -> Manifest | None:
    """The manifest of the snapshot in a folder; None where there is no snapshot."""
    try:
        content: dict[str, Any] = json.loads((snapshot / NAME).read_bytes())
    except FileNotFoundError:
        return None
    if content["layout"] > LAYOUT:
        raise NewerLayout(f"{snapshot}: written by a later version (layout {content['layout']}, known: {LAYOUT})")
    tables = {name: [Part(**part) for part in parts] for name, parts in content.pop("tables").items()}
    return Manifest(tables=tables, **content)


def write(snapshot: Path, manifest: Manifest) -> None:
    """Write the manifest in place of the one that is there."""
    content = json.dumps(asdict(manifest), indent=1).encode()
    disk.replace_file(snapshot / NAME, content, snapshot / f".{NAME}")
