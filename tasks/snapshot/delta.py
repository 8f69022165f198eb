"""A snapshot's tables as Delta Lake tables, one commit each, by the `deltalake` package (extra `delta`).

A commit names the snapshot and carries a hash over the table's files, so that a table that has not changed since is
left alone, also after an export that died half way. Delta has no commit over several tables: what makes them one
snapshot is the manifest, which records the version of each.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pyarrow import dataset

from schemas import TABLES
from tasks.snapshot.errors import PublicationError
from tasks.snapshot.manifest import Manifest, Part

CONTENT = "trichluc.content"
"""Key in a commit's metadata: hash over the Parquet files that the table was read from."""
RECENT_COMMITS = 50
"""How far back a commit of ours is looked for: others may have compacted the table since."""
CONFIGURATION = {"delta.dataSkippingNumIndexedCols": "0"}
"""No smallest and largest values in Delta's log: they would outlive removed articles there."""


def library() -> Any:
    """The package; raises PublicationError where it is not installed."""
    try:
        return import_module("deltalake")
    except ImportError:
        raise PublicationError(
            "Delta tables need the package deltalake, which is optional: pip install 'trichluc[delta]'"
        ) from None


class DeltaTables:
    """The Delta tables of one place, in `<address>/delta/<table>`."""

    def __init__(self, target: str, address: str) -> None:
        self._lake = library()
        self._address, self._options = address, storage_options(target)

    def commit(self, name: str, path: Path, snapshot: Manifest) -> int:
        """Make a table hold what it holds in the snapshot, where it does not yet; returns its version."""
        parts = snapshot.tables[name]
        content = _content(parts)
        with _told(name):
            version = self._version_of(name, content)
            if version is not None:
                return version
            self._write(name, [path / name / part.file for part in parts], _metadata(snapshot, content))
            return int(self._table(name).version())

    def needed(self, name: str, versions: Collection[int]) -> set[str]:
        """The files of a table, by their names in the place, that some of its versions or the current one hold.

        The library's own removal is not used: it makes two commits each time, and names again what is long gone.
        """
        with _told(name):
            tables = [self._table(name), *(self._table(name, version) for version in versions)]
            return {f"{folder_of(name)}/{uri.rpartition('/')[2]}" for table in tables for uri in table.file_uris()}

    def _write(self, name: str, files: list[Path], metadata: dict[str, str]) -> None:
        self._lake.write_deltalake(
            self._uri(name),
            dataset.dataset(files).scanner().to_reader(),
            mode="overwrite",
            schema_mode="overwrite",
            name=name,
            description=TABLES[name].declaration.description,
            configuration=CONFIGURATION,
            storage_options=self._options,
            commit_properties=self._lake.CommitProperties(custom_metadata=metadata),
        )

    def _version_of(self, name: str, content: str) -> int | None:
        """The version that our last commit made, if it holds this content."""
        if not self._lake.DeltaTable.is_deltatable(self._uri(name), self._options):
            return None
        ours = (entry for entry in self._table(name).history(RECENT_COMMITS) if CONTENT in entry)
        last: dict[str, Any] = next(ours, {})
        return int(last["version"]) if last.get(CONTENT) == content else None

    def _table(self, name: str, version: int | None = None) -> Any:
        return self._lake.DeltaTable(self._uri(name), version, self._options)

    def _uri(self, name: str) -> str:
        return f"{self._address}/{folder_of(name)}"


def folder_of(name: str) -> str:
    """Where a table's Delta table lies in a place."""
    return f"delta/{name}"


def storage_options(target: str) -> dict[str, str]:
    """The endpoint and the region of a URL, in the words of Delta's library, which reads the rest of the environment.

    >>> storage_options("s3://news/tables?endpoint_override=localhost:9000&scheme=http")
    {'AWS_ENDPOINT_URL': 'http://localhost:9000', 'AWS_ALLOW_HTTP': 'true'}
    """
    parts = urlsplit(target)
    if parts.scheme != "s3":
        return {}
    given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = given.get("endpoint_override", "")
    endpoint = f"{given.get('scheme', 'https')}://{host}" if host else os.environ.get("AWS_ENDPOINT_URL", "")
    options = {"AWS_ENDPOINT_URL": endpoint} if endpoint else {}
    if endpoint.startswith("http:"):
        options["AWS_ALLOW_HTTP"] = "true"
    if "region" in given:
        options["AWS_REGION"] = given["region"]
    return options


def _content(parts: list[Part]) -> str:
    return hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()


def _metadata(snapshot: Manifest, content: str) -> dict[str, str]:
    return {
        "trichluc.snapshot_id": snapshot.snapshot_id,
        "trichluc.sequence": str(snapshot.sequence),
        "trichluc.engine_version": snapshot.engine_version,
        CONTENT: content,
    }


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except library().exceptions.DeltaError as error:
        raise PublicationError(f"Delta table {name}: not exported: {error}") from error
