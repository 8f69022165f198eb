"""The kept snapshots, for readers: no lock is taken, so that they can look while a run publishes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.snapshot import manifest
from tasks.snapshot.errors import UnknownSnapshot
from tasks.snapshot.manifest import Manifest
from tasks.snapshot.store import Store


def snapshots(curated: Path) -> list[Manifest]:
    """Every kept snapshot, oldest first."""
    return Store(curated.resolve()).snapshots()


def find(curated: Path, name: str = "current") -> Manifest:
    """A kept snapshot by its number, the beginning of its id, `current` or `previous`; raises UnknownSnapshot."""
    store = Store(curated.resolve())
    kept, current = store.snapshots(), store.current()
    named = {
        "current": [current] if current else [],
        "previous": [s for s in kept if current and s.sequence < current.sequence],
    }.get(name) or [s for s in kept if str(s.sequence) == name]
    matching = named or [s for s in kept if s.snapshot_id.startswith(name)]
    if not matching:
        numbers = ", ".join(str(snapshot.sequence) for snapshot in kept) or "none"
        raise UnknownSnapshot(f"{curated}: no snapshot {name!r} is kept (kept: {numbers})")
    return matching[-1]


def path_of(curated: Path, snapshot: Manifest) -> Path:
    """The folder in which a kept snapshot stays as it is until it is vacuumed."""
    return Store(curated.resolve()).path_of(snapshot)


@contextmanager
def pinned(curated: Path, name: str = "current") -> Iterator[Path]:
    """The folder of a kept snapshot, which no vacuum removes while the block lasts."""
    while True:
        path = path_of(curated, find(curated, name))
        try:
            descriptor = os.open(path / manifest.NAME, os.O_RDONLY)
        except FileNotFoundError:
            if path.parent.exists() and find(curated, name) and path != path_of(curated, find(curated, name)):
                continue  # it was vacuumed between the two looks, and the name means another snapshot now
            raise UnknownSnapshot(f"{curated}: snapshot {name!r} is not kept; was {path.parent} removed?") from None
        break
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield path
    finally:
        os.close(descriptor)
