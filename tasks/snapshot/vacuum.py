"""Which snapshots are kept, and what removes the others."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from tasks.snapshot import disk, manifest
from tasks.snapshot.manifest import Manifest
from tasks.snapshot.store import Store


@dataclass(frozen=True, slots=True)
class Retention:
    """A snapshot goes when it is neither among the `last` ones nor was shown within the past `hours`."""

    last: int = 5
    hours: float = 1.0


RETENTION = Retention()


def vacuum(store: Store, retention: Retention = RETENTION) -> list[Manifest]:
    """Remove the snapshots that the rule does not keep, and return them; never the one shown, nor one that is pinned.

    Disk space comes back as far as no kept snapshot shares the files.
    """
    removed = []
    for snapshot in _expired(store, retention):
        path = store.path_of(snapshot)
        with _unpinned(path) as free:
            if free:
                gone = store.fresh("view")  # what a kill leaves of it is swept
                disk.rename(path, gone)
                disk.remove_tree(gone)
                removed.append(snapshot)
    return removed


def _expired(store: Store, retention: Retention) -> list[Manifest]:
    successions = list(pairwise(store.snapshots()))
    limit = datetime.now(UTC) - timedelta(hours=retention.hours)
    beyond = successions[: max(len(successions) + 1 - max(retention.last, 1), 0)]
    return [snapshot for snapshot, successor in beyond if datetime.fromisoformat(successor.published_at) <= limit]


@contextmanager
def _unpinned(snapshot: Path) -> Iterator[bool]:
    """Whether no reader has pinned the snapshot; if so, none can while the block lasts."""
    descriptor = os.open(snapshot / manifest.NAME, os.O_RDONLY)
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
