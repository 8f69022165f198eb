"""The folder that readers glob, and the snapshots behind it.

    data/curated/<table>/*.parquet            the published snapshot, and nothing else
    data/.curated-snapshots/000012-<id>/      each kept snapshot, the published one among them: a path to pin
    data/.curated-snapshots/staging-…, view-… work in progress; whatever a dead run left is swept by the next

`data/curated` is a second set of names (hard links) for the files of the published snapshot. A publication builds the
set for the next snapshot and exchanges the two folders in one step.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from schemas.loads import Load
from tasks.snapshot import disk, manifest, staging
from tasks.snapshot import ledger as ledgers
from tasks.snapshot.assembly import Assembly, Published
from tasks.snapshot.errors import NotCurated
from tasks.snapshot.exchange import ExchangeUnsupported, exchange, replace_in_two_steps
from tasks.snapshot.lock import locked
from tasks.snapshot.manifest import Manifest
from trichluc import __version__

SNAPSHOT_FOLDER = re.compile(r"\d{6,}-[0-9a-f]{16}")
OURS = re.compile(r"staging-|view-|aside-")
HARMLESS = {"README.md", ".gitignore", ".gitkeep", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot. `path` stays valid, whatever is published after, until the snapshot is vacuumed."""

    id: str
    path: Path
    sequence: int
    rows: dict[str, int]


class Staging:
    """A run's batches on their way into a snapshot."""

    def __init__(self, path: Path, published: Published | None, engine_version: str) -> None:
        self.path, self._published, self._engine_version = path, published, engine_version

    def write(self, batch_no: int, tables: Mapping[str, pa.Table], rejections: pa.Table | None = None) -> None:
        """Stage one batch; `write_batch(staging.path, …)` does the same from another process."""
        staging.write_batch(self.path, batch_no, tables, rejections)

    def assemble(self, readme: str = "# Curated tables\n") -> Path:
        """Write the snapshot that the staged batches and the kept rows make; returns its folder."""
        folder = self.path / "snapshot"
        disk.remove_tree(folder)
        batches = staging.read_batches(self.path)
        Assembly(folder, batches, self._published, self._engine_version).run(readme.encode())
        return folder


class Target:
    """An opened target: this process alone may publish to it. Get one by `Target.open`."""

    def __init__(self, curated: Path, store: Path) -> None:
        self.curated, self.store = curated, store

    @classmethod
    @contextmanager
    def open(cls, curated: Path, wait_seconds: float = 0) -> Iterator[Target]:
        """Lock the target and sweep what dead runs left.

        Raises TargetBusy where another run holds it, NotCurated where the folder holds anything but a snapshot.
        """
        curated = Path(curated).resolve()
        target = cls(curated, curated.parent / f".{curated.name}-snapshots")
        disk.make_folder(target.store)
        with locked(target.store / "lock", wait_seconds):
            target._refuse_foreign()
            target._sweep()
            yield target

    def current(self) -> Manifest | None:
        """The manifest of the published snapshot; None before the first publication."""
        return manifest.read(self.curated)

    def ledger(self) -> dict[str, Load]:
        """What each input became, by `source_uri`; empty where nothing is published."""
        return ledgers.read(self.curated) if self.current() else {}

    def stage(self, keep: Collection[str] = (), engine_version: str = __version__) -> Staging:
        """Begin a snapshot of the batches to be staged, and of the published rows of the inputs in `keep`."""
        path = self.store / f"staging-{uuid4().hex}"
        disk.make_folder(path / "batches")
        current = self.current()
        published = Published(self._path_of(current), current, frozenset(keep)) if current and keep else None
        return Staging(path, published, engine_version)

    def publish(self, snapshot_dir: Path) -> Snapshot:
        """Show an assembled snapshot to readers, in one step; one equal to the published snapshot changes nothing."""
        draft = manifest.read(snapshot_dir)
        current = self.current()
        if draft is None:
            raise NotCurated(f"{snapshot_dir}: no assembled snapshot")
        if current and current.snapshot_id == draft.snapshot_id:
            disk.remove_tree(snapshot_dir.parent)
            return self._snapshot(current)
        published = replace(draft, sequence=self._last_sequence() + 1, published_at=datetime.now(UTC).isoformat())
        manifest.write(snapshot_dir, published)
        disk.sync_folder(snapshot_dir)
        kept = self._kept_path(published)
        disk.rename(snapshot_dir, kept)
        disk.sync_folder(self.store)
        self._switch(kept, published)
        disk.remove_tree(snapshot_dir.parent)
        return self._snapshot(published)

    def _switch(self, snapshot: Path, published: Manifest) -> None:
        view = self.store / f"view-{uuid4().hex}"
        _link_snapshot(snapshot, view, published)
        disk.make_folder(self.curated)
        try:
            exchange(view, self.curated)
        except ExchangeUnsupported:
            replace_in_two_steps(view, self.curated, self.store / f"aside-{uuid4().hex}")
        disk.sync_folder(self.curated.parent)
        disk.sync_folder(self.store)
        self._sweep()

    def _sweep(self) -> None:
        """Remove unfinished work, and snapshots that were written and never published."""
        current = self.current()
        for path in self.store.iterdir():
            unpublished = (
                current is not None
                and SNAPSHOT_FOLDER.fullmatch(path.name)
                and int(path.name.split("-")[0]) > current.sequence
            )
            if OURS.match(path.name) or unpublished:
                disk.remove_tree(path)

    def _refuse_foreign(self) -> None:
        if not self.curated.exists() or self.current():
            return
        foreign = sorted(path.name for path in self.curated.iterdir() if path.name not in HARMLESS)
        if foreign:
            raise NotCurated(f"{self.curated} holds {foreign[0]!r} and is no curated folder: name another, or empty it")

    def _last_sequence(self) -> int:
        numbers = [int(p.name.split("-")[0]) for p in self.store.iterdir() if SNAPSHOT_FOLDER.fullmatch(p.name)]
        current = self.current()
        return max([*numbers, current.sequence if current else 0, 0])

    def _kept_path(self, snapshot: Manifest) -> Path:
        return self.store / f"{snapshot.sequence:06d}-{snapshot.snapshot_id}"

    def _path_of(self, snapshot: Manifest) -> Path:
        kept = self._kept_path(snapshot)
        return kept if kept.exists() else self.curated

    def _snapshot(self, published: Manifest) -> Snapshot:
        return Snapshot(published.snapshot_id, self._path_of(published), published.sequence, published.rows)


def _link_snapshot(snapshot: Path, view: Path, published: Manifest) -> None:
    for name, parts in published.tables.items():
        disk.make_folder(view / name)
        for part in parts:
            disk.link_file(snapshot / name / part.file, view / name / part.file)
        disk.sync_folder(view / name)
    for file in ("README.md", manifest.NAME):
        disk.link_file(snapshot / file, view / file)
    disk.sync_folder(view)
