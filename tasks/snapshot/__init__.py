"""Publication: batches in, one snapshot after another out, each shown to readers whole.

with Target.open(Path("data/curated")) as target:
    staging = target.stage()
    staging.write(0, tables, rejections)
    snapshot = target.publish(staging.assemble())
"""

from __future__ import annotations

from tasks.snapshot.errors import PublicationError, TargetBusy
from tasks.snapshot.staging import write_batch
from tasks.snapshot.target import Snapshot, Staging, Target

__all__ = ["PublicationError", "Snapshot", "Staging", "Target", "TargetBusy", "write_batch"]
