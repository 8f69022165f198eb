"""The curated folder as its one publisher sees it: opened under a lock, staged into, switched.

`data/curated/<table>/*.parquet` shows one snapshot and nothing else; `tasks.snapshot.store` says what stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from schemas.loads import Load
from tasks.snapshot import disk, manifest, staging
from tasks.snapshot import ledger as ledgers
from tasks.snapshot.assembly import Assembly, Published
from tasks.snapshot.errors import Damaged, NotCurated, told
from tasks.snapshot.lock import locked
from tasks.snapshot.manifest import Manifest
from tasks.snapshot.parts import PART_BYTES
from tasks.snapshot.plan import Plan
from tasks.snapshot.store import Store, intact
from tasks.snapshot.switch import link_snapshot, show
from tasks.snapshot.vacuum import RETENTION, Retention, vacuum
from trichluc import edition

HARMLESS = {"README.md", ".gitignore", ".gitkeep", ".DS_Store"}
"""What may lie in a curated folder before the first publication, and is replaced by it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot. `path` stays valid, whatever is published later, until the snapshot is vacuumed."""

    id: str
    path: Path
    rows: dict[str, int]
    sequence: int
    published_at: str
    engine_version: str
    inputs: dict[str, int]


class Staging:
    """A run's batches on their way into a snapshot; `keep` are the inputs whose published rows go in beside them."""

    def __init__(self, target: Target, path: Path, keep: Collection[str], engine_version: str) -> None:
        self.path, self.keep = path, keep
        self._target, self._engine_version = target, engine_version

    def write(self, batch_no: int, tables: Mapping[str, pa.Table], rejections: pa.Table | None = None) -> None:
        """Stage one batch; `write_batch(staging.path, …)` does the same from another process."""
        staging.write_batch(self.path, batch_no, tables, rejections)

    def assemble(self, readme: str = "# Curated tables\n") -> Path:
        """Write the snapshot that the staged batches and the kept rows make; returns its folder, still unseen."""
        folder = self.path / "snapshot"
        with told(self._target.curated):
            disk.remove_tree(folder)
            batches = staging.batches(self.path)
            published = self._published(batches)
            Assembly(folder, batches, published, self._engine_version, self._target.part_bytes).run(readme.encode())
        return folder

    def _published(self, batches: list[Path]) -> Published | None:
        """The published snapshot where rows of it may stay: those to be kept, and of what could not be read again."""
        if self.keep:
            return self._target.published(self.keep)
        if not self._target.is_outdated and any(map(staging.has_unread, batches)):
            with suppress(Damaged):
                return self._target.published()
        return None


class Target:
    """An opened target: no other process can publish to it meanwhile. Get one by `Target.open`."""

    def __init__(self, curated: Path, part_bytes: int = PART_BYTES, retention: Retention = RETENTION) -> None:
        self.curated, self.part_bytes, self.retention = curated, part_bytes, retention
        self.store = Store(curated)

    @classmethod
    @contextmanager
    def open(
        cls,
        curated: Path,
        wait_seconds: float = 0,
        part_bytes: int = PART_BYTES,
        retention: Retention = RETENTION,
    ) -> Iterator[Target]:
        """Lock the target, and sweep what dead runs left.

        Raises TargetBusy where another run holds it, NotCurated where the folder holds anything but a snapshot or
        cannot be exchanged, PublicationError where it cannot be written.
        """
        target = cls(Path(curated).resolve(), part_bytes, retention)
        with told(target.curated):
            disk.make_folder(target.store.path)
        with locked(target.store.path / "lock", wait_seconds):
            with told(target.curated):
                target._refuse_foreign()
                target.store.sweep()
            try:
                yield target
            finally:
                target._tidy()

    def current(self) -> Snapshot | None:
        """The published snapshot; None before the first publication."""
        current = self.store.current()
        return self._snapshot(current) if current else None

    def ledger(self) -> dict[str, Load]:
        """What each input became, by `source_uri`; empty where nothing is published."""
        published = self.published()
        return ledgers.read(published.path) if published else {}

    def plan(self, *, full: bool = False, prune: bool = False, retry: bool = False, engine_version: str = "") -> Plan:
        """What a run over some inputs has to do; see Plan."""
        try:
            published = self.published()
        except Damaged:
            if not full:
                raise
            published = None
        ledger = ledgers.Ledger(published.path if published else None)
        version = engine_version or edition.engine_version()
        return Plan(ledger, version, full=full, prune=prune, retry=retry, outdated=self.is_outdated)

    @property
    def is_outdated(self) -> bool:
        """Whether the published rows have other columns than this version gives them, so that none can be kept."""
        current = self.store.current()
        return current is not None and current.columns != manifest.columns_fingerprint()

    def stage(self, keep: Collection[str] = (), engine_version: str = "") -> Staging:
        """Begin a snapshot of the batches to be staged, and of the published rows of the inputs in `keep`."""
        path = self.store.fresh("staging")
        with told(self.curated):
            disk.make_folder(path / "batches")
        return Staging(self, path, keep, engine_version or edition.engine_version())

    def publish(self, snapshot_dir: Path) -> Snapshot:
        """Show an assembled snapshot to readers, in one step; one equal to the published one changes nothing."""
        with told(self.curated):
            draft = manifest.read(snapshot_dir)
            if draft is None:
                raise NotCurated(f"{snapshot_dir}: no assembled snapshot")
            current = self.store.current()
            if current and current.snapshot_id == draft.snapshot_id and self._whole(current):
                published = current
            else:
                published = self._keep(snapshot_dir, draft)
                show(self.store, published)
        self._tidy()
        return self._snapshot(published)

    def rollback(self, to: Manifest) -> Snapshot:
        """Publish a kept snapshot again; what was published since stays kept, and can be returned to."""
        with told(self.curated):
            again = self.store.fresh("staging") / "snapshot"
            link_snapshot(self.store.path_of(to), again, to)
            published = self._keep(again, to)
            show(self.store, published)
        self._tidy()
        return self._snapshot(published)

    def published(self, keep: Collection[str] = ()) -> Published | None:
        """The published snapshot and what of it is to stay; raises Damaged where files of it are missing."""
        current = self.store.current()
        if current is None:
            return None
        for path in (self.store.path_of(current), self.curated):
            if intact(path, current):
                return Published(path, current, keep)
        raise Damaged(f"{self.curated}: files of the published snapshot are missing; run with --full to make it anew")

    def _keep(self, snapshot_dir: Path, draft: Manifest) -> Manifest:
        """Give a snapshot its number and time, and its place among the kept ones."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        snapshot = replace(draft, sequence=self.store.last_sequence() + 1, published_at=now)
        manifest.write(snapshot_dir, snapshot)
        disk.sync_folder(snapshot_dir)
        disk.rename(snapshot_dir, self.store.path_of(snapshot))
        disk.sync_folder(self.store.path)
        return snapshot

    def _tidy(self) -> None:
        """Remove what is no longer needed; what cannot be removed now goes with the next run."""
        with suppress(OSError):
            self.store.sweep()
            vacuum(self.store, self.retention)

    def _whole(self, current: Manifest) -> bool:
        return intact(self.curated, current) and intact(self.store.path_of(current), current)

    def _refuse_foreign(self) -> None:
        if self.curated.is_mount():
            raise NotCurated(f"{self.curated} is a mount point, which cannot be exchanged: mount its parent folder")
        current = self.store.current()
        ours = HARMLESS | ({manifest.NAME, *current.tables} if current else set())
        names = sorted(path.name for path in self.curated.iterdir()) if self.curated.exists() else []
        foreign = [name for name in names if name not in ours and not (current and name.startswith("."))]
        if foreign:
            advice = "move it elsewhere, since a publication would remove it" if current else "name another folder"
            raise NotCurated(f"{self.curated} holds {foreign[0]!r}, which is no part of a snapshot: {advice}")

    def _snapshot(self, found: Manifest) -> Snapshot:
        path = self.store.path_of(found)
        return Snapshot(
            found.snapshot_id,
            path if path.exists() else self.curated,
            found.rows,
            found.sequence,
            found.published_at,
            found.engine_version,
            found.inputs,
        )
