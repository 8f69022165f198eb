"""Publication: batches in, one snapshot after another out, each shown to readers whole.

with Target.open(Path("data/curated")) as target:
    staging = target.stage()
    staging.write(0, tables, rejections)
    snapshot = target.publish(staging.assemble())
"""

from __future__ import annotations

from tasks.snapshot.errors import PublicationError, TargetBusy
from tasks.snapshot.history import pinned
from tasks.snapshot.plan import Plan
from tasks.snapshot.staging import write_batch
from tasks.snapshot.target import Snapshot, Staging, Target
from tasks.snapshot.vacuum import Retention

__all__ = [
    "Plan",
    "PublicationError",
    "Retention",
    "Snapshot",
    "Staging",
    "Target",
    "TargetBusy",
    "pinned",
    "write_batch",
]
