"""The flow that removes old snapshots, for a schedule; `trichluc vacuum` does the same by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from prefect import flow
from prefect.states import Completed
from pydantic import Field

from flows.settings import settings
from tasks.snapshot import Retention, Target
from tasks.snapshot import vacuum as removal

SET = settings()
WAIT_SECONDS = 3600.0
"""How long to wait for a run that publishes meanwhile."""


@flow(name="vacuum", flow_run_name="vacuum {curated}")
def vacuum(
    curated: Path = SET.curated,
    keep: Annotated[int, Field(ge=1)] = SET.keep_snapshots,
    hours: Annotated[float, Field(ge=0)] = SET.keep_hours,
) -> Any:
    """Remove old snapshots; never the current one, nor one that somebody reads pinned.

    Args:
        curated: The folder that is published to.
        keep: Snapshots to keep at least, the current one included.
        hours: Keep for so many hours what another snapshot took the place of. With `keep` 1 and `hours` 0, no trace is left of what
            the current snapshot does not hold.
    """
    rule = Retention(keep, hours)
    with Target.open(curated, wait_seconds=WAIT_SECONDS, retention=rule) as target:
        removed = removal.vacuum(target.store, rule)
    numbers = ", ".join(str(snapshot.sequence) for snapshot in removed) or "none"
    return Completed(message=f"Removed {len(removed)} snapshots: {numbers}.", data=len(removed))
