"""The pipeline without its orchestration: the stages as plain functions, for tests that need many runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schemas.dictionary import dictionary
from tasks import extracted, stages
from tasks.batch import Batch, fill, rejection_table
from tasks.edition import edition
from tasks.inputs import find
from tasks.snapshot import Snapshot, Target

MAX_BYTES = 5_000_000
EDITION = edition(None, {})
"""What a run with default settings reads with."""


def curate(
    raw: Path,
    curated: Path,
    workspace: Path,
    batch_bytes: int = 1 << 20,
    order: Callable[[list[Batch]], list[Batch]] = list,
) -> Snapshot:
    """Curate a folder without gates; `order` is the order in which the batches happen to be done."""
    workspace.mkdir(parents=True)
    with Target.open(curated) as target:
        staging = target.stage(engine_version=EDITION)
        for batch in order(list(fill(find(raw, MAX_BYTES), workspace, batch_bytes, EDITION))):
            for stage in (stages.load, stages.split, stages.extract):
                stage(batch)
            staging.write(batch.no, extracted.of(batch), rejection_table(stages.rejected(batch)))
        return target.publish(staging.assemble(dictionary("Curated tables")))
