"""Steps `stage`, `assemble` and `publish`: from a batch's tables to the snapshot that readers see."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemas.dictionary import dictionary
from schemas.rejections import Rejection
from tasks.batch import Batch, rejection_table
from tasks.snapshot import Snapshot, Staging, Target
from tasks.step import storage_step


@storage_step("stage", run_name="stage {batch}")
def stage(batch: Batch, staging: Staging) -> None:
    """Write the batch's valid articles, and its rejections, where no reader sees them yet."""
    tables, rejected = batch.take("extract")
    failing, invalid = batch.take("validate")
    kept = {name: without(rows, failing) for name, rows in tables.items()}
    rejections: list[Rejection] = [*batch.take("load")[1], *rejected, *invalid]
    staging.write(batch.no, kept, rejection_table(rejections))
    for done in ("inputs", "load", "extract", "validate"):
        batch.done(done)


def without(rows: pa.Table, article_ids: list[str]) -> pa.Table:
    """The rows of all articles but these."""
    if not article_ids:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows["article_id"], value_set=pa.array(article_ids, pa.string()))))


@storage_step("assemble")
def assemble(staging: Staging) -> Path:
    """Make all tables of the new snapshot from what was staged."""
    return staging.assemble(dictionary("Curated tables"))


@storage_step("publish")
def publish(target: Target, snapshot: Path) -> Snapshot:
    """Show the new snapshot to readers, in one switch."""
    return target.publish(snapshot)
