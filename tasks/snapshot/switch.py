"""The switch: readers of the curated folder see one snapshot before it and another after it, and nothing between."""

from __future__ import annotations

import logging
from pathlib import Path

from tasks.snapshot import disk, manifest
from tasks.snapshot.exchange import ExchangeUnsupported, exchange
from tasks.snapshot.manifest import Manifest
from tasks.snapshot.store import Store

_log = logging.getLogger("trichluc.snapshot")


def show(store: Store, snapshot: Manifest) -> None:
    """Make the curated folder show a kept snapshot.

    A second set of names for its files is made beside the curated folder, and the two folders change places. What the
    curated folder held before is removed; its files live on in their kept snapshot and in readers that opened them.
    """
    view = store.fresh("view")
    _link(store.path_of(snapshot), view, snapshot)
    disk.make_folder(store.curated)
    disk.copy_mode(store.curated, view)
    try:
        exchange(view, store.curated)
    except ExchangeUnsupported:
        _log.warning("%s: no atomic exchange here; readers may miss the folder for an instant", store.curated)
        disk.rename(store.curated, store.fresh("aside"))
        disk.rename(view, store.curated)
    disk.sync_folder(store.curated.parent)
    store.mark_published(snapshot.sequence)


def link_snapshot(source: Path, path: Path, snapshot: Manifest) -> None:
    """A second set of names for the Parquet files and the README of a snapshot, without its manifest."""
    for name, parts in snapshot.tables.items():
        disk.make_folder(path / name)
        for part in parts:
            disk.link_file(source / name / part.file, path / name / part.file)
        disk.sync_folder(path / name)
    disk.link_file(source / "README.md", path / "README.md")


def _link(source: Path, path: Path, snapshot: Manifest) -> None:
    link_snapshot(source, path, snapshot)
    disk.link_file(source / manifest.NAME, path / manifest.NAME)
    disk.sync_folder(path)
