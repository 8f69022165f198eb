"""The folder beside the curated one: every kept snapshot, and whatever is in the making.

.curated-snapshots/000012-<id>/   a snapshot, never changed: a path that a reader can pin
.curated-snapshots/published      number of the last publication: a snapshot above it was never shown
.curated-snapshots/staging-…      a run's batches and the snapshot made of them
.curated-snapshots/view-…         the next content of the curated folder; after the switch, the one before
.curated-snapshots/lock           held by the process that publishes
"""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

from tasks.snapshot import disk, manifest
from tasks.snapshot.manifest import Manifest

_SNAPSHOT = re.compile(r"(\d{6,})-[0-9a-f]{16}")
_IN_THE_MAKING = re.compile(r"(staging|view|aside|mark)-")


class Store:
    """The kept snapshots of one curated folder."""

    def __init__(self, curated: Path) -> None:
        self.curated = curated
        self.path = curated.parent / f".{curated.name}-snapshots"

    def current(self) -> Manifest | None:
        """The snapshot that the curated folder shows; None before the first publication."""
        return manifest.read(self.curated)

    def snapshots(self) -> list[Manifest]:
        """Every kept snapshot that was ever shown, oldest first."""
        last = self.last_sequence()
        kept = (manifest.read(path) for number, path in self._numbered() if number <= last)
        return sorted((found for found in kept if found), key=lambda found: found.sequence)

    def path_of(self, snapshot: Manifest) -> Path:
        """Where a snapshot is kept."""
        return self.path / f"{snapshot.sequence:06d}-{snapshot.snapshot_id}"

    def last_sequence(self) -> int:
        """Number of the last publication, 0 before the first."""
        current = self.current()
        mark = self.path / "published"
        marked = mark.read_text() if mark.exists() else ""
        return max(int(marked) if marked.isdigit() else 0, current.sequence if current else 0)

    def mark_published(self, sequence: int) -> None:
        """Remember the number of the last publication, even where the curated folder is deleted later."""
        disk.replace_file(self.path / "published", str(sequence).encode(), self.fresh("mark"))

    def fresh(self, kind: str) -> Path:
        """An unused path for something in the making; what is left of it is swept by the next run."""
        return self.path / f"{kind}-{uuid4().hex}"

    def sweep(self) -> None:
        """Put back what a broken two-step switch set aside; remove unfinished work and what was never shown."""
        for aside in self.path.glob("aside-*"):
            if not self.curated.exists():
                disk.rename(aside, self.curated)
        last = self.last_sequence()
        for path in [path for path in self.path.iterdir() if _IN_THE_MAKING.match(path.name)]:
            disk.remove_tree(path)
        for number, path in self._numbered():
            if number > last:
                disk.remove_tree(path)

    def _numbered(self) -> list[tuple[int, Path]]:
        names = ((_SNAPSHOT.fullmatch(path.name), path) for path in self.path.iterdir()) if self.path.exists() else ()
        return sorted((int(match[1]), path) for match, path in names if match)


def intact(folder: Path, snapshot: Manifest) -> bool:
    """Whether every file of the snapshot is in the folder, with its size (contents are not read)."""
    files = {folder / name / part.file: part.bytes for name, parts in snapshot.tables.items() for part in parts}
    return all(path.is_file() and path.stat().st_size == size for path, size in files.items())
