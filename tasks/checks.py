"""What the gates do to a batch and to a snapshot, as plain functions that a process of its own can do.

Importing this module is cheap; Great Expectations is imported by whichever process does the work.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.feather as feather

from schemas.rejections import Rejection
from tasks import extracted
from tasks.batch import Batch
from tasks.stages import Tally

if TYPE_CHECKING:
    from tasks.gates import Failure

PIECES = 8
"""Pieces of a batch that are validated at a time: rows enough to be worth a suite's fixed cost, and bounded memory."""
SHOWN_ARTICLES, SHOWN_BATCHES = 50, 20
"""How much of the row gate is shown in the report."""
_LISTED = ["article_id", "source_uri", "source_sha256"]


def validate(batch: Batch) -> Tally:
    """Row gate: articles with a failing row are left as `failing`, and as rejections."""
    from tasks.gates import failing_articles

    started = time.perf_counter()
    failing: list[str] = []
    rejections: list[Rejection] = []
    count = 0
    for group in extracted.of(batch).in_groups(PIECES):
        found = failing_articles(group)
        listed = group["articles"].select(_LISTED)
        count += len(listed)
        failing += sorted(found)
        rejections += _rejections(listed, found)
        pa.default_memory_pool().release_unused()
    _leave_for_report(batch, failing)
    batch.leave("failing", failing)
    batch.leave("validate rejected", rejections)
    return Tally(count - len(failing), len(failing), time.perf_counter() - started)


def _rejections(listed: pa.Table, failing: Mapping[str, Failure]) -> list[Rejection]:
    return [
        Rejection(row["source_uri"], "validate", failure.expectation, failure.sentence, row["source_sha256"])
        for row in listed.to_pylist()
        if (failure := failing.get(row["article_id"]))
    ]


def _leave_for_report(batch: Batch, failing: list[str]) -> None:
    """Keep what the report shows of the row gate: the failing articles, or a few of the first batch."""
    if not failing and batch.no != 1:
        return
    first = next(extracted.of(batch).in_groups(1), None)
    if first is None:
        return
    shown = pa.array(
        failing[:SHOWN_ARTICLES] or first["articles"]["article_id"].to_pylist()[:SHOWN_ARTICLES], pa.string()
    )
    folder = Path(batch.folder, "shown")
    folder.mkdir(exist_ok=True)
    for name, rows in extracted.of(batch).items():
        chosen = rows.filter(pc.is_in(rows["article_id"], value_set=shown))
        feather.write_feather(chosen, folder / f"{name}.arrow", compression="uncompressed")


def validate_tables(
    snapshot: Path, docs: Path, published: Path | None, workspace: Path
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Table gate: what is not met, and how many expectations there were, as rows; renews the report in `docs`."""
    from tasks.gates import failing_articles, tables
    from tasks.gates.docs import build_docs

    for shown in sorted(workspace.glob("*/*/shown"))[:SHOWN_BATCHES]:
        failing_articles({name: feather.read_table(shown / f"{name}.arrow") for name in extracted.NAMES}, record=True)
    found = tables.breaches(snapshot, published)
    build_docs(docs)
    return [asdict(breach) for breach in found], tables.expected()
