"""A published snapshot at another place, where neither folders can be exchanged nor links made.

<target>/parts/<table>/part-….parquet      named by content, never changed; what is there is not sent again
<target>/delta/<table>/                    the same as Delta tables, if asked for
<target>/manifests/<number>-<id>.json      every file of one snapshot by table, with sizes and hashes
<target>/latest.json                       names the last manifest; written when all else is there, in one put

A reader that takes the manifest that `latest.json` names has pinned that snapshot.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.snapshot import history, manifest
from tasks.snapshot.delta import DeltaTables, folder_of
from tasks.snapshot.errors import Damaged, PublicationError
from tasks.snapshot.lock import locked
from tasks.snapshot.manifest import Manifest, Part
from tasks.snapshot.places import Folder, Place, place_of
from tasks.snapshot.store import Store

LATEST = "latest.json"
LAYOUT = 1
"""Rises when what stands in `latest.json` or in a manifest changes its meaning."""
SENDERS = 8
"""Uploads at a time; they wait for the network, not for the processor."""
_MANIFEST = re.compile(r"manifests/(\d{6,})-[0-9a-f]{16}\.json")
_DELTA_FILE = re.compile(r"delta/\w+/part-[^/]+\.parquet")
_PART = re.compile(r"parts/\w+/part-[0-9a-f-]+\.parquet")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did; `already` counts the Parquet files that were there."""

    manifest: str
    sequence: int
    snapshot_id: str
    sent: int
    sent_bytes: int
    already: int
    removed: int
    delta_versions: dict[str, int]


def export(
    curated: Path,
    target: str,
    formats: Collection[str] = ("parquet",),
    snapshot: str = "current",
    keep: int | None = None,
) -> Exported:
    """Make `latest.json` of a folder or URL name a kept snapshot, complete; a second export sends what changed.

    `keep` removes, afterwards, every file that none of the last so many manifests names. Raises PublicationError,
    and OSError as the store raises it; readers then still see what they saw before.
    """
    history.find(curated, snapshot)
    place = _place(curated, target)
    lake = DeltaTables(target, place.address) if "delta" in formats else None
    with locked(Store(curated.resolve()).path / "export-lock"), history.pinned(curated, snapshot) as path:
        found = manifest.read(path)
        assert found is not None
        if isinstance(place, Folder):
            place.sweep()
        sent, already = _send(place, path, found) if "parquet" in formats else ([], 0)
        versions = _commit(lake, path, found) if lake else {}
        name = _record(place, found, formats, versions)
        removed = _remove_old(place, target, name, keep) if keep else 0
    return Exported(
        name,
        found.sequence,
        found.snapshot_id,
        len(sent),
        sum(part.bytes for part in sent),
        already,
        removed,
        versions,
    )


def _place(curated: Path, target: str) -> Place:
    place = place_of(target)
    if isinstance(place, Folder):
        for ours in (curated.resolve(), Store(curated.resolve()).path):
            if place.path.is_relative_to(ours) or ours.is_relative_to(place.path):
                raise PublicationError(f"{target}: an export cannot lie in {ours}, nor the other way round")
    return place


def _send(place: Place, path: Path, snapshot: Manifest) -> tuple[list[Part], int]:
    """Send the files that are not there with their size; returns those sent, and how many were there."""
    there = place.sizes("parts")
    parts = [(name, part) for name, parts in snapshot.tables.items() for part in parts]
    missing = [(name, part) for name, part in parts if there.get(_part_name(name, part)) != part.bytes]
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(lambda found: _send_part(place, path, *found), missing))
    return [part for _, part in missing], len(parts) - len(missing)


def _send_part(place: Place, path: Path, name: str, part: Part) -> None:
    content = (path / name / part.file).read_bytes()
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise Damaged(f"{path / name / part.file}: not what its manifest says; run with --full to make it anew")
    place.put(_part_name(name, part), content)


def _commit(lake: DeltaTables, path: Path, snapshot: Manifest) -> dict[str, int]:
    with ThreadPoolExecutor(SENDERS) as pool:
        versions = pool.map(lambda name: lake.commit(name, path, snapshot), snapshot.tables)
        return dict(zip(snapshot.tables, versions, strict=True))


def _record(place: Place, snapshot: Manifest, formats: Collection[str], versions: dict[str, int]) -> str:
    """Write the manifest, then `latest.json`, where they are not so already; returns the manifest's name."""
    name = f"manifests/{snapshot.sequence:06d}-{snapshot.snapshot_id}.json"
    before = _read_json(place, name)
    tables = {
        table: {
            **before.get("tables", {}).get(table, {}),
            "rows": snapshot.rows[table],
            **({"files": [_file(table, part) for part in parts]} if "parquet" in formats else {}),
            **({"delta": {"path": folder_of(table), "version": versions[table]}} if versions else {}),
        }
        for table, parts in snapshot.tables.items()
    }
    said = {
        "layout": LAYOUT,
        "snapshot_id": snapshot.snapshot_id,
        "sequence": snapshot.sequence,
        "published_at": snapshot.published_at,
    }
    _put_json(place, name, {**said, "engine_version": snapshot.engine_version, "tables": tables})
    _put_json(place, LATEST, {**said, "manifest": name})
    return name


def _file(table: str, part: Part) -> dict[str, str | int]:
    return {"path": _part_name(table, part), "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256}


def _part_name(table: str, part: Part) -> str:
    return f"parts/{table}/{part.file}"


def _read_json(place: Place, name: str) -> dict[str, Any]:
    content = place.read(name)
    return json.loads(content) if content else {}


def _put_json(place: Place, name: str, said: dict[str, Any]) -> None:
    content = json.dumps(said, indent=1).encode()
    if place.read(name) != content:
        place.put(name, content)


def _remove_old(place: Place, target: str, latest: str, keep: int) -> int:
    """Remove the manifests before the last `keep`, then what none of the kept ones names; returns how many files."""
    numbered = {name: int(found[1]) for name in place.sizes("manifests") if (found := _MANIFEST.fullmatch(name))}
    others = sorted(numbered.keys() - {latest}, key=lambda name: numbered[name], reverse=True)
    kept = [_read_json(place, name)["tables"] for name in (latest, *others[: keep - 1])]
    named = {file["path"] for tables in kept for table in tables.values() for file in table.get("files", ())}
    old = [name for name in place.sizes("parts") if name not in named and _PART.fullmatch(name)]
    old += _old_versions(place, target, kept)
    _remove(place, others[keep - 1 :])
    _remove(place, old)
    return len(old)


def _remove(place: Place, names: Iterable[str]) -> None:
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(place.remove, names))


def _old_versions(place: Place, target: str, kept: list[dict[str, Any]]) -> list[str]:
    """The data files of Delta tables that neither a kept manifest's version nor the current one holds."""
    versions: dict[str, set[int]] = {}
    for tables in kept:
        for name, table in tables.items():
            if "delta" in table:
                versions.setdefault(name, set()).add(table["delta"]["version"])
    if not versions:
        return []
    lake = DeltaTables(target, place.address)
    needed = {file for name, found in versions.items() for file in lake.needed(name, found)}
    there = (file for name in versions for file in place.sizes(folder_of(name)) if _DELTA_FILE.fullmatch(file))
    return [file for file in there if file not in needed]
