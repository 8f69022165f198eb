"""What differs between two snapshots: inputs, and rows table by table. Files that both share are not read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.loads import Load
from tasks.snapshot import database, ledger
from tasks.snapshot.manifest import Manifest


@dataclass(frozen=True, slots=True)
class TableDiff:
    """A table's rows before and after; a changed row counts as one removed and one added."""

    before: int
    after: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Diff:
    """Inputs by name, rows by table. An input has changed when its bytes, its engine or what became of it has."""

    inputs_added: list[str]
    inputs_changed: list[str]
    inputs_removed: list[str]
    tables: dict[str, TableDiff]


def diff(before: tuple[Path, Manifest], after: tuple[Path, Manifest]) -> Diff:
    """Compare two snapshots, each a folder and its manifest."""
    old, new = ledger.read(before[0]), ledger.read(after[0])
    tables = {name: _table(name, before, after) for name in after[1].tables if name != "loads"}
    return Diff(
        sorted(new.keys() - old.keys()),
        sorted(uri for uri in new.keys() & old.keys() if _state(new[uri]) != _state(old[uri])),
        sorted(old.keys() - new.keys()),
        tables,
    )


def newly_rejected(before: Path | None, after: Path, reasons: Collection[str]) -> tuple[int, int]:
    """How many inputs the snapshot in the folder `after` rejects for one of the `reasons`, and how many for others.

    Those that `before` rejects too, for whatever reason, are not among them.
    """
    folders = {"now": after, **({"earlier": before} if before else {})}
    files = {name: sorted((folder / "rejections").glob("*.parquet")) for name, folder in folders.items()}
    new = "now ANTI JOIN earlier USING (source_uri)" if before else "now"
    with database.opened(files=files) as tables:
        inputs = f"SELECT bool_or(list_contains($reasons, reason)) AS chosen FROM {new} GROUP BY source_uri"
        query = f"SELECT count(*) FILTER (chosen), count(*) FILTER (NOT chosen) FROM ({inputs})"
        chosen, others = tables.execute(query, {"reasons": sorted(reasons)}).fetchall()[0]
    return int(chosen), int(others)


def _state(load: Load) -> tuple[str | None, ...]:
    return load.source_sha256, load.article_id, load.engine_version, load.status


def _table(name: str, before: tuple[Path, Manifest], after: tuple[Path, Manifest]) -> TableDiff:
    old = {part.file for part in before[1].tables.get(name, [])}
    new = {part.file for part in after[1].tables[name]}
    only_old = [str(before[0] / name / file) for file in sorted(old - new)]
    only_new = [str(after[0] / name / file) for file in sorted(new - old)]
    rows_before, rows_after = before[1].rows.get(name, 0), after[1].rows[name]
    if before[1].columns != after[1].columns:
        return TableDiff(rows_before, rows_after, rows_after, rows_before)
    return TableDiff(rows_before, rows_after, _excess(only_new, only_old), _excess(only_old, only_new))


def _excess(files: list[str], others: list[str]) -> int:
    """How many rows of `files` are not in `others`, repeated rows counted each time."""
    if not files:
        return 0
    without = "EXCEPT ALL SELECT * FROM read_parquet($others)" if others else ""
    query = f"SELECT count(*) FROM (SELECT * FROM read_parquet($files) {without})"
    with duckdb.connect() as connection:
        found = connection.execute(query, {"files": files} | ({"others": others} if others else {})).fetchone()
    return int(found[0]) if found else 0
