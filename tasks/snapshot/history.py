"""The kept snapshots, for readers: no lock is taken, so that they can look while a run publishes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    while (descriptor := _pin(path := path_of(curated, find(curated, name)))) is None:
        if not path.parent.exists() or path == path_of(curated, find(curated, name)):
            raise UnknownSnapshot(f"{curated}: snapshot {name!r} is not kept; was {path.parent} removed?")
        # it was vacuumed between two looks, and the name means another snapshot now
    try:
        yield path
    finally:
        os.close(descriptor)


def _pin(snapshot: Path) -> int | None:
    """A descriptor under whose lock the snapshot stays; None where it is gone, though only just."""
    record = snapshot / manifest.NAME
    with suppress(FileNotFoundError):
        descriptor = os.open(record, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), record.stat()):
                return descriptor
        os.close(descriptor)
    return None
