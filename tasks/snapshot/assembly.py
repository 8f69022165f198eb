"""Staged batches and what is kept of the published snapshot → the next snapshot, complete, still unseen.

Memory does not grow with the snapshot, but for a few numbers an article: what must be known of all articles is in a
database on disk (`index`), and their rows come out of sorted files, part by part (`runs`).
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import database, dimensions, disk, manifest
from tasks.snapshot.index import Index, Kept, names, numbers
from tasks.snapshot.manifest import Manifest, Part
from tasks.snapshot.parquet import encode, encode_stream
from tasks.snapshot.parts import PART_BYTES, Range, range_of
from tasks.snapshot.runs import Runs
from tasks.snapshot.staging import ARTICLE_TABLES, file_of

WRITERS = min(4, os.cpu_count() or 1)
"""Tables of parts that are encoded side by side."""


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot to keep rows of: its folder, its manifest, and the inputs whose rows stay."""

    path: Path
    manifest: Manifest
    keep: Collection[str]

    @property
    def files(self) -> dict[str, list[Path]]:
        """Its files by table."""
        return _files(self.path, self.manifest.tables)

    def read(self, table: str, part: Part, columns: list[str] | None = None) -> pa.Table:
        """One part of a table."""
        return pq.read_table(self.path / table / part.file, columns=columns)


class Assembly:
    """One assembly, from staged batches to a folder with every table, `README.md` and a draft of the manifest."""

    def __init__(
        self,
        folder: Path,
        batches: list[Path],
        published: Published | None,
        engine_version: str,
        part_bytes: int = PART_BYTES,
    ) -> None:
        self.folder, self.batches, self.published = folder, batches, published
        self.engine_version, self.part_bytes = engine_version, part_bytes

    def run(self, readme: bytes) -> Manifest:
        """Write the snapshot, synchronised to the medium, and return its draft manifest."""
        for name in TABLES:
            disk.make_folder(self.folder / name)
        kept = Kept(self.published.files, self.published.keep) if self.published else None
        with database.opened(self.folder.parent) as connection:
            index = Index(connection, self.batches, kept)
            tables = self._article_tables(index)
            tables |= {name: [self._write_stream(name, rows)] for name, rows in self._dimensions(index, tables)}
            tables["rejections"] = [self._write_stream("rejections", index.rejections())]
            inputs, add_entries = index.enter(self.engine_version)
            digest = _identity(tables, readme)
            add_entries(digest)
            snapshot_id = digest.hexdigest()[:16]
            tables["loads"] = [self._write_stream("loads", index.loads(snapshot_id))]
        disk.write_file(self.folder / "README.md", readme)
        draft = Manifest(snapshot_id, self.engine_version, {name: tables[name] for name in TABLES}, inputs)
        manifest.write(self.folder, draft)
        for name in TABLES:
            disk.sync_folder(self.folder / name)
        disk.sync_folder(self.folder)
        return draft

    def _article_tables(self, index: Index) -> dict[str, list[Part]]:
        """Every table with rows of articles, part by part; a few tables of parts are in memory at a time."""
        ranges = index.ranges(self.part_bytes)
        tables: dict[str, list[Part]] = {name: [] for name in ARTICLE_TABLES}
        with ExitStack() as opened, ThreadPoolExecutor(WRITERS) as pool:
            runs = {name: opened.enter_context(self._runs(name, ranges)) for name in ARTICLE_TABLES}
            waiting: deque[tuple[str, Future[Part]]] = deque()
            for part in ranges:
                unchanged = self._unchanged(part, index)
                for name in ARTICLE_TABLES:
                    if name in unchanged:
                        waiting.append((name, pool.submit(self._link, name, unchanged[name])))
                    else:
                        waiting.append(
                            (name, pool.submit(self._write, name, part, self._rows(name, part, runs, index)))
                        )
                    if len(waiting) > WRITERS:
                        _take(waiting, tables)
            while waiting:
                _take(waiting, tables)
        return tables

    def _runs(self, name: str, ranges: list[Range]) -> Runs:
        files = [file_of(batch, name) for batch in self.batches]
        return Runs(files, ranges, arrow_schema(TABLES[name]), self.folder.parent)

    def _unchanged(self, part: Range, index: Index) -> dict[str, Part]:
        """Parts of the published snapshot, by table, that hold just what this part must hold."""
        if self.published is None or not self._made_alike or index.has_fresh(part):
            return {}
        same = {name: found for name in ARTICLE_TABLES if (found := self._parts_before[name].get(part.prefix))}
        if not same:
            return {}
        before = self.published.read("articles", same["articles"], ["article_id", "duplicate_of"])
        ids = index.ids_in(part)
        if before["article_id"].to_pylist() != names(ids):
            return {}
        if before["duplicate_of"].to_pylist() != index.originals(ids):
            del same["articles"]
        return same

    @cached_property
    def _parts_before(self) -> dict[str, dict[str, Part]]:
        assert self.published is not None
        return {name: {part.prefix: part for part in self.published.manifest.tables[name]} for name in ARTICLE_TABLES}

    def _rows(self, name: str, part: Range, runs: Mapping[str, Runs], index: Index) -> pa.Table:
        found = [*runs[name].rows(part), *self._kept_rows(name, part, index)]
        table = pa.concat_tables(found).sort_by("article_id")
        if name != "articles":
            return table
        originals = index.originals(numbers(table["article_id"].to_pylist()))
        place = table.schema.get_field_index("duplicate_of")
        return table.set_column(place, "duplicate_of", pa.array(originals, pa.string()))

    def _kept_rows(self, name: str, part: Range, index: Index) -> Iterable[pa.Table]:
        if self.published is None:
            return
        kept = pa.array(names(index.kept_in(part)), pa.string())
        for old in self.published.manifest.tables[name] if len(kept) else ():
            if range_of(old.prefix).overlaps(part):
                rows = self.published.read(name, old)
                yield rows.filter(pc.is_in(rows["article_id"], kept)).cast(arrow_schema(TABLES[name]))

    def _dimensions(
        self, index: Index, tables: dict[str, list[Part]]
    ) -> Iterator[tuple[str, Iterable[pa.RecordBatch]]]:
        files, near = _files(self.folder, tables), self.folder.parent
        before = self.published.files if self.published and self._made_alike else None
        yield "documents", dimensions.documents(files, near, before, index.changed() if before else None)
        yield "entities", dimensions.entities(files, near)

    @cached_property
    def _made_alike(self) -> bool:
        """Whether the published files are, to the byte, what this engine and these schemas would write again."""
        assert self.published is not None
        before = self.published.manifest
        return (before.engine_version, before.schema) == (self.engine_version, manifest.schema_fingerprint())

    def _write(self, name: str, part: Range, table: pa.Table) -> Part:
        content, sha256 = encode(name, table)
        file = _file_name(part.prefix, sha256)
        disk.write_file(self.folder / name / file, content)
        return Part(file, part.prefix, len(table), len(content), sha256)

    def _write_stream(self, name: str, rows: Iterable[pa.RecordBatch]) -> Part:
        """A table in one file, in order, without ever holding it whole."""
        unfinished = self.folder.parent / f"unfinished-{uuid4().hex}"
        count = disk.fill_file(unfinished, lambda file: encode_stream(name, rows, file))
        with unfinished.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        file = _file_name("", sha256)
        size = unfinished.stat().st_size
        disk.rename(unfinished, self.folder / name / file)
        return Part(file, "", count, size, sha256)

    def _link(self, name: str, part: Part) -> Part:
        assert self.published is not None
        disk.link_file(self.published.path / name / part.file, self.folder / name / part.file)
        return part


def _take(waiting: deque[tuple[str, Future[Part]]], tables: dict[str, list[Part]]) -> None:
    name, written = waiting.popleft()
    tables[name].append(written.result())


def _file_name(prefix: str, sha256: str) -> str:
    return "-".join(filter(None, ["part", prefix, sha256[:16]])) + ".parquet"


def _files(folder: Path, tables: Mapping[str, list[Part]]) -> dict[str, list[Path]]:
    return {name: [folder / name / part.file for part in parts] for name, parts in tables.items()}


def _identity(tables: dict[str, list[Part]], readme: bytes) -> hashlib._Hash:
    """The beginning of the snapshot's id: a hash over its contents but for `loads`, which carries the id."""
    digest = hashlib.sha256(readme)
    for name in sorted(tables):
        digest.update("".join(f"{name} {part.file} {part.sha256}\n" for part in tables[name]).encode())
    return digest
