"""Steps `stage`, `assemble` and `publish`: from a batch's tables to the snapshot that readers see."""

from __future__ import annotations

from pathlib import Path

from schemas.dictionary import dictionary
from tasks import crew, stages
from tasks.batch import Batch
from tasks.snapshot import Snapshot, Staging, Target
from tasks.step import step, storage_step


@storage_step("stage", run_name="stage {batch}")
def stage(batch: Batch, staging: Path) -> None:
    """Write the batch's valid articles, and its rejections, where no reader sees them yet."""
    crew.run(stages.stage, batch, staging)


@storage_step("assemble")
def assemble(staging: Staging) -> Path:
    """Make all tables of the new snapshot from what was staged."""
    return staging.assemble(dictionary("Curated tables"))


@step("publish")
def publish(target: Target, snapshot: Path) -> Snapshot:
    """Show the new snapshot to readers, in one switch; not repeated, since the snapshot may have got its number."""
    return target.publish(snapshot)
