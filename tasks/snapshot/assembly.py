"""Staged batches and what is kept of the published snapshot → the next snapshot, complete, still unseen."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks import duplicates
from tasks.snapshot import dimensions, disk, ledger, manifest
from tasks.snapshot.errors import StagingError
from tasks.snapshot.manifest import Manifest, Part
from tasks.snapshot.parquet import encode, sorted_rows
from tasks.snapshot.parts import PART_BYTES, Range, divide, range_of, rows_within
from tasks.snapshot.staging import ARTICLE_TABLES, Batch

LIGHT = [
    "article_id",
    "source_uri",
    "source_sha256",
    "source_bytes",
    "engine_version",
    "duplicate_of",
    "fingerprint",
    "body_chars",
]
"""The columns of `articles` that decide about parts, copies and the ledger."""

_IDS = pa.schema([("article_id", pa.string())])


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot to keep rows of: its folder, its manifest, and the inputs whose rows stay."""

    path: Path
    manifest: Manifest
    keep: Collection[str]

    def read(self, table: str, part: Part, columns: list[str] | None = None) -> pa.Table:
        """One part of a table."""
        return pq.read_table(self.path / table / part.file, columns=columns)

    def read_all(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """All parts of a table."""
        parts = [self.read(table, part, columns) for part in self.manifest.tables[table]]
        return pa.concat_tables(parts)


class Assembly:
    """One assembly, from staged batches to a folder with every table, `README.md` and a draft of the manifest."""

    def __init__(
        self,
        folder: Path,
        batches: list[Batch],
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
        tables = self._article_tables()
        for name, table in self._dimensions(tables).items():
            tables[name] = [self._write(name, range_of(""), sorted_rows(name, table))]
        tables["rejections"] = [self._write("rejections", range_of(""), sorted_rows("rejections", self.rejections))]
        entries = ledger.entries(self.articles, self.rejections, self._rejected_by())
        snapshot_id = _identity(tables, entries, readme)
        stamped = ledger.stamped(entries, snapshot_id)
        tables["loads"] = [self._write("loads", range_of(""), stamped)]
        disk.write_file(self.folder / "README.md", readme)
        draft = Manifest(
            snapshot_id,
            self.engine_version,
            {name: tables[name] for name in TABLES},
            dict(sorted(Counter(entries["status"].to_pylist()).items())),
        )
        manifest.write(self.folder, draft)
        for name in TABLES:
            disk.sync_folder(self.folder / name)
        disk.sync_folder(self.folder)
        return draft

    @cached_property
    def articles(self) -> pa.Table:
        """Light columns of every article, staged or kept, by ascending id, with `duplicate_of` as it will be."""
        articles = pa.concat_tables([*self._staged_light, *self._kept_light]).sort_by("article_id")
        _refuse_repeated("article_id", articles["article_id"])
        _refuse_repeated("source_uri", articles["source_uri"])
        copies = duplicates.copies(articles)
        duplicate_of = pa.array([copies.get(i) for i in articles["article_id"].to_pylist()], pa.string())
        return articles.set_column(articles.schema.get_field_index("duplicate_of"), "duplicate_of", duplicate_of)

    @cached_property
    def rejections(self) -> pa.Table:
        """Every rejection, staged or kept."""
        staged = [batch.rejections for batch in self.batches]
        kept = [_of_inputs(self.published.read_all("rejections"), self.published.keep)] if self.published else []
        return pa.concat_tables([arrow_schema(TABLES["rejections"]).empty_table(), *staged, *kept])

    @cached_property
    def _staged_light(self) -> list[pa.Table]:
        empty = arrow_schema(TABLES["articles"]).empty_table()
        return [table.select(LIGHT) for table in (empty, *(batch.tables["articles"] for batch in self.batches))]

    @cached_property
    def _kept_light(self) -> list[pa.Table]:
        if self.published is None:
            return []
        return [_of_inputs(self.published.read_all("articles", LIGHT), self.published.keep)]

    def _rejected_by(self) -> pa.Array:
        versions: dict[str, str] = {}
        if self.published is not None and len(self.rejections):
            kept = ledger.read(self.published.path)
            versions = {uri: kept[uri].engine_version for uri in self.published.keep if uri in kept}
        uris = self.rejections["source_uri"].to_pylist()
        return pa.array([versions.get(uri, self.engine_version) for uri in uris], pa.string())

    def _article_tables(self) -> dict[str, list[Part]]:
        ids, sizes = self.articles["article_id"].to_pylist(), self.articles["source_bytes"].to_pylist()
        ranges = divide(ids, sizes, self.part_bytes)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            written = list(pool.map(self._write_part, ranges))
        return {name: [parts[name] for parts in written] for name in ARTICLE_TABLES}

    def _write_part(self, part: Range) -> dict[str, Part]:
        articles = rows_within(part, self.articles)
        unchanged = self._unchanged(part, articles)
        return {
            name: self._link(name, unchanged[name])
            if name in unchanged
            else self._write(name, part, self._rows(name, part, articles))
            for name in ARTICLE_TABLES
        }

    def _unchanged(self, part: Range, articles: pa.Table) -> dict[str, Part]:
        """Parts of the published snapshot, by table, that hold just what this part must hold."""
        if self.published is None or not self._made_alike:
            return {}
        if any(len(rows_within(part, b.tables["articles"])) for b in self.batches):
            return {}
        same = {
            name: p for name in ARTICLE_TABLES for p in self.published.manifest.tables[name] if p.prefix == part.prefix
        }
        if not same:
            return {}
        before = self.published.read("articles", same["articles"], ["article_id", "duplicate_of"])
        if before["article_id"].to_pylist() != articles["article_id"].to_pylist():
            return {}
        if before["duplicate_of"].to_pylist() != articles["duplicate_of"].to_pylist():
            del same["articles"]
        return same

    def _rows(self, name: str, part: Range, articles: pa.Table) -> pa.Table:
        staged = [rows_within(part, batch.tables[name]) for batch in self.batches]
        schema = arrow_schema(TABLES[name])
        table = pa.concat_tables([schema.empty_table(), *staged, *self._kept_rows(name, part)]).sort_by("article_id")
        if name != "articles":
            return table
        return table.set_column(schema.get_field_index("duplicate_of"), "duplicate_of", articles["duplicate_of"])

    def _kept_rows(self, name: str, part: Range) -> Iterable[pa.Table]:
        if self.published is None:
            return
        for old in self.published.manifest.tables[name]:
            if range_of(old.prefix).overlaps(part):
                rows = rows_within(part, self.published.read(name, old))
                kept = rows_within(part, self._kept_ids)["article_id"].combine_chunks()
                yield rows.filter(pc.is_in(rows["article_id"], kept)).cast(arrow_schema(TABLES[name]))

    @cached_property
    def _kept_ids(self) -> pa.Table:
        """The ids of the articles that stay, ascending, so that a part need look among its own alone."""
        return pa.concat_tables(self._kept_light).select(["article_id"]).sort_by("article_id")

    def _dimensions(self, tables: dict[str, list[Part]]) -> dict[str, pa.Table]:
        files = _files(self.folder, tables)
        return {"documents": self._documents(files), "entities": dimensions.entities(files)}

    def _documents(self, files: dimensions.Files) -> pa.Table:
        if self.published is None or not self._made_alike:
            return dimensions.documents(files)
        before = _files(self.published.path, self.published.manifest.tables)
        return dimensions.documents_again(files, before, self.published.read_all("documents"), self._changed_ids())

    @cached_property
    def _made_alike(self) -> bool:
        """Whether the published files are, to the byte, what this engine and these schemas would write again."""
        assert self.published is not None
        before = self.published.manifest
        return (before.engine_version, before.schema) == (self.engine_version, manifest.schema_fingerprint())

    def _changed_ids(self) -> pa.Table:
        """Ids of the articles that were added, read again, or dropped."""
        assert self.published is not None
        ids = self.published.read_all("articles", ["article_id"])
        dropped = ids.filter(pc.invert(pc.is_in(ids["article_id"], self._kept_ids["article_id"].combine_chunks())))
        return pa.concat_tables(
            [dropped.cast(_IDS), *(t.select(["article_id"]).cast(_IDS) for t in self._staged_light)]
        )

    def _write(self, name: str, part: Range, table: pa.Table) -> Part:
        content, sha256 = encode(name, table)
        file = "-".join(filter(None, ["part", part.prefix, sha256[:16]])) + ".parquet"
        disk.write_file(self.folder / name / file, content)
        return Part(file, part.prefix, len(table), len(content), sha256)

    def _link(self, name: str, part: Part) -> Part:
        assert self.published is not None
        disk.link_file(self.published.path / name / part.file, self.folder / name / part.file)
        return part


def _files(folder: Path, tables: Mapping[str, list[Part]]) -> dict[str, list[Path]]:
    return {name: [folder / name / part.file for part in parts] for name, parts in tables.items()}


def _of_inputs(table: pa.Table, uris: Collection[str]) -> pa.Table:
    return table.filter(pc.is_in(table["source_uri"], pa.array(sorted(uris), pa.string())))


def _refuse_repeated(column: str, values: pa.ChunkedArray) -> None:
    counted = values.value_counts()
    repeated = counted.filter(pc.greater(counted.field("counts"), 1)).field("values").to_pylist()
    if repeated:
        raise StagingError(f"articles.{column} must be unique; {len(repeated)} repeated, such as {repeated[0]!r}")


def _identity(tables: dict[str, list[Part]], entries: pa.Table, readme: bytes) -> str:
    """The snapshot's id: a hash over its contents, of which `loads` carries it and so counts without it."""
    digest = hashlib.sha256(readme)
    for name in sorted(tables):
        digest.update("".join(f"{name} {part.file} {part.sha256}\n" for part in tables[name]).encode())
    for row in zip(*(column.to_pylist() for column in entries.columns), strict=True):
        digest.update(repr(row).encode())
    return digest.hexdigest()[:16]
