"""What an assembly has to know of every article and every rejection at once, in a database beside the staged batches.

It decides how articles are divided into parts, which are copies, and what stands in the ledger. In memory are arrays of
numbers alone: sixteen bytes an article, and as many a copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks import duplicates
from tasks.inputs.reasons import PASSING
from tasks.snapshot import database
from tasks.snapshot.errors import StagingError
from tasks.snapshot.parts import Ids, Range, bounds, divide
from tasks.snapshot.staging import file_of

AT_A_TIME = 1 << 15
_COLUMNS = ("article_id", "source_uri", "source_sha256", "source_bytes", "engine_version", "fingerprint", "body_chars")
_LIGHT = ", ".join(_COLUMNS)
_TABLES = """
CREATE TABLE keep (source_uri VARCHAR);
CREATE TABLE light (article_id VARCHAR, source_uri VARCHAR, source_sha256 VARCHAR, source_bytes BIGINT,
                    engine_version VARCHAR, fingerprint VARCHAR, body_chars BIGINT, fresh BOOLEAN);
CREATE TABLE rejections (source_uri VARCHAR, stage VARCHAR, reason VARCHAR, detail VARCHAR, source_sha256 VARCHAR);
CREATE TABLE rejected_by (source_uri VARCHAR, engine_version VARCHAR);
CREATE TABLE copies (article_id VARCHAR);
"""
_ENTRIES = """
CREATE TABLE entries AS
SELECT source_uri, source_sha256, article_id, engine_version,
       CASE WHEN article_id IN (SELECT article_id FROM copies) THEN 'duplicate' ELSE 'article' END AS status
FROM light
UNION ALL
SELECT source_uri, max(source_sha256), NULL, coalesce(max(engine_version), $version), 'rejected'
FROM rejections ANTI JOIN light USING (source_uri) LEFT JOIN rejected_by USING (source_uri) GROUP BY source_uri
"""
"""The ledger still without its snapshot; an input's several rejections count once, and an article that stays although
its input could not be read again is an article."""

_UNREAD = f"""
INSERT INTO keep
SELECT source_uri FROM published_loads SEMI JOIN (
    SELECT source_uri FROM rejections WHERE reason IN ({", ".join(f"'{reason}'" for reason in sorted(PASSING))})
) USING (source_uri) ANTI JOIN keep USING (source_uri) ANTI JOIN light USING (article_id)
WHERE article_id IS NOT NULL
"""
"""Of inputs that were there when the run was planned, and could not be read when it came to them: their articles."""


_CHANGED = """
SELECT article_id FROM light WHERE fresh
UNION ALL
SELECT article_id FROM published_articles ANTI JOIN (SELECT article_id FROM light WHERE NOT fresh) USING (article_id)
"""


def numbers(ids: Sequence[str]) -> Ids:
    """Article ids as numbers, which sort as they do."""
    return np.frombuffer(bytes.fromhex("".join(ids)), dtype=">u8").astype(np.uint64)


def names(ids: Ids) -> list[str]:
    """The article ids that stand for these numbers."""
    return [f"{number:016x}" for number in ids.tolist()]


@dataclass(frozen=True, slots=True)
class Kept:
    """The published snapshot's files by table, and the inputs whose rows stay."""

    files: dict[str, list[Path]]
    inputs: Collection[str]


class Index:
    """Articles and rejections, staged and kept."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, batches: Iterable[Path], kept: Kept | None) -> None:
        self.connection = connection
        connection.execute(_TABLES)
        for batch in batches:
            self._stage(batch)
        if kept:
            self._keep(kept)
        for column in ("article_id", "source_uri"):
            self._refuse_repeated(column)
        self.ids, self._totals, self._fresh = self._articles()
        self._copies, self._originals = self._find_copies()

    def ranges(self, part_bytes: int) -> list[Range]:
        """How the articles are divided into parts."""
        return divide(self.ids, self._totals, part_bytes)

    def ids_in(self, part: Range) -> Ids:
        """The ids of the part's articles, ascending."""
        start, stop = bounds(part, self.ids)
        return self.ids[start:stop]

    def originals(self, ids: Ids) -> list[str | None]:
        """Of which article each of these is a copy."""
        found = np.searchsorted(self._copies, ids)
        found[found == len(self._copies)] = 0
        is_copy = self._copies[found] == ids if len(self._copies) else np.zeros(len(ids), bool)
        original = names(self._originals[found[is_copy]])
        places: list[str | None] = [None] * len(ids)
        for place, name in zip(np.flatnonzero(is_copy).tolist(), original, strict=True):
            places[place] = name
        return places

    def kept_in(self, part: Range) -> Ids:
        """The ids of the part's articles whose published rows stay."""
        start, stop = bounds(part, self.ids)
        return self.ids[start:stop][~self._fresh[start:stop]]

    def has_fresh(self, part: Range) -> bool:
        """Whether any of the part's articles was staged."""
        start, stop = bounds(part, self.ids)
        return bool(self._fresh[start:stop].any())

    def changed(self) -> pa.Table:
        """Ids of the articles that were added, read again, or dropped: needs a published snapshot."""
        return self.connection.sql(_CHANGED).to_arrow_table()

    def rejections(self) -> Iterator[pa.RecordBatch]:
        """The table `rejections`, in order."""
        return self._stream("rejections", "SELECT * FROM rejections ORDER BY source_uri, stage, reason")

    def enter(self, engine_version: str) -> tuple[dict[str, int], Callable[[hashlib._Hash], None]]:
        """Make the ledger's entries; returns their number by status, and what adds their content to a hash."""
        self.connection.execute(_ENTRIES, {"version": engine_version})
        counted = self.connection.execute("SELECT status, count(*) FROM entries GROUP BY status ORDER BY status")

        def add(digest: hashlib._Hash) -> None:
            for row in database.rows(self.connection, "SELECT * FROM entries ORDER BY source_uri"):
                digest.update(repr(row).encode())

        return dict(counted.fetchall()), add

    def loads(self, snapshot_id: str) -> Iterator[pa.RecordBatch]:
        """The table `loads`, in order: every row says which snapshot it belongs to."""
        return self._stream("loads", f"SELECT *, '{snapshot_id}' AS snapshot_id FROM entries ORDER BY source_uri")

    def _stage(self, batch: Path) -> None:
        fields = [arrow_schema(TABLES["articles"]).get_field_index(name) for name in _COLUMNS]
        options = pa.ipc.IpcReadOptions(included_fields=fields)
        with pa.OSFile(str(file_of(batch, "articles"))) as file, pa.ipc.open_file(file, options=options) as found:
            database.insert(self.connection, "light", f"{_LIGHT}, true", found.read_all())
        with pa.OSFile(str(file_of(batch, "rejections"))) as file, pa.ipc.open_file(file) as found:
            database.insert(
                self.connection, "rejections", "source_uri, stage, reason, detail, source_sha256", found.read_all()
            )

    def _keep(self, kept: Kept) -> None:
        uris = iter(kept.inputs)
        while some := list(islice(uris, AT_A_TIME)):
            database.insert(
                self.connection, "keep", "source_uri", pa.table({"source_uri": pa.array(some, pa.string())})
            )
        for name in ("articles", "rejections", "loads"):
            database.view(self.connection, f"published_{name}", kept.files[name])
        self.connection.execute(_UNREAD)
        self.connection.execute(
            f"INSERT INTO light SELECT {_LIGHT}, false FROM published_articles SEMI JOIN keep USING (source_uri);"
            "INSERT INTO rejected_by SELECT source_uri, engine_version FROM published_loads "
            "SEMI JOIN keep USING (source_uri) WHERE status = 'rejected';"
            "INSERT INTO rejections SELECT source_uri, stage, reason, detail, source_sha256 "
            "FROM published_rejections SEMI JOIN rejected_by USING (source_uri)"
        )

    def _refuse_repeated(self, column: str) -> None:
        repeated = self.connection.execute(
            f"SELECT {column} FROM light GROUP BY {column} HAVING count(*) > 1 ORDER BY {column} LIMIT 1000"
        ).fetchall()
        if repeated:
            raise StagingError(
                f"articles.{column} must be unique; {len(repeated)} repeated, such as {repeated[0][0]!r}"
            )

    def _articles(self) -> tuple[Ids, NDArray[np.int64], NDArray[np.bool_]]:
        """All ids, ascending; the bytes of raw input before each, and of all; and which articles were staged."""
        ids, sizes, fresh = [np.empty(0, np.uint64)], [np.zeros(1, np.int64)], [np.empty(0, np.bool_)]
        for batch in database.stream(
            self.connection, "SELECT article_id, source_bytes, fresh FROM light ORDER BY article_id"
        ):
            ids.append(numbers(batch["article_id"].to_pylist()))
            sizes.append(batch["source_bytes"].to_numpy(zero_copy_only=False))
            fresh.append(batch["fresh"].to_numpy(zero_copy_only=False))
        return np.concatenate(ids), np.cumsum(np.concatenate(sizes)), np.concatenate(fresh)

    def _find_copies(self) -> tuple[Ids, Ids]:
        """The ids of all copies, ascending, and those of their originals."""
        ids = [np.empty(0, np.uint64)]

        def noted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                ids.append(numbers(batch["article_id"].to_pylist()))
                yield batch

        wanted = ", ".join(("article_id", *duplicates.COLUMNS))
        folder = Path(self.connection.execute("SELECT current_setting('temp_directory')").fetchall()[0][0])
        folder.mkdir(exist_ok=True)
        copies, originals = duplicates.copies(
            noted(database.stream(self.connection, f"SELECT {wanted} FROM light ORDER BY source_uri")), folder
        )
        by_uri = np.concatenate(ids)
        for start in range(0, len(copies), AT_A_TIME):
            some = names(by_uri[copies[start : start + AT_A_TIME]])
            database.insert(
                self.connection, "copies", "article_id", pa.table({"article_id": pa.array(some, pa.string())})
            )
        order = np.argsort(by_uri[copies])
        return by_uri[copies][order], by_uri[originals][order]

    def _stream(self, name: str, query: str) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(TABLES[name])
        for batch in database.stream(self.connection, query):
            yield batch.select(schema.names).cast(schema)
