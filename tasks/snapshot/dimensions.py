"""What is known only over all articles: documents and entities.

Everything here is a function of published tables alone, so that a run which kept most articles gives the same rows as
a full one. `documents` is a function of each document's own citations, so that only documents cited in a changed
article are made again. Rows come as streams, in order; what is sorted or counted is on disk where it is much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import database
from trichluc.documents import Statement, document_rows
from trichluc.entities import Named, entity_rows

Files = Mapping[str, Sequence[Path]]
"""The Parquet files of each table."""
AT_A_TIME = 10_000

STATEMENTS = """
SELECT document_id, article_id, reference_date AS cited_on, system, doc_type, symbol, issuer_code,
       issuer_canonical AS issuer, issued_on, subject, count(*) AS citations
FROM citations JOIN articles USING (article_id)
WHERE {condition} GROUP BY ALL ORDER BY ALL
"""
AFFECTED = """
CREATE TABLE affected AS
SELECT DISTINCT document_id FROM (
    SELECT document_id, article_id FROM citations UNION ALL SELECT document_id, article_id FROM citations_before
) SEMI JOIN changed USING (article_id)
"""
NAMED = """
CREATE TABLE pairs AS
SELECT entity_id, type, canonical, article_id, count(*) AS mentions FROM mentions GROUP BY ALL;
CREATE TABLE said AS
SELECT entity_id, 0 AS kind, type, canonical, sum(mentions)::BIGINT AS count,
       NULL::DATE AS first_named_on, NULL::DATE AS last_named_on
FROM pairs GROUP BY ALL
UNION ALL
SELECT entity_id, 1, NULL, NULL, count(*), min(reference_date), max(reference_date)
FROM (SELECT DISTINCT entity_id, article_id FROM pairs) JOIN articles USING (article_id) GROUP BY entity_id
UNION ALL
SELECT DISTINCT person_id, 2, NULL, body, 0, NULL, NULL FROM roles WHERE body IS NOT NULL AND person_id IS NOT NULL
UNION ALL SELECT DISTINCT person_id, 0, 'PERSON', person, 0, NULL, NULL FROM roles WHERE person_id IS NOT NULL
UNION ALL
SELECT DISTINCT body_id, 0, 'ORG', coalesce(body, body_id), 0, NULL, NULL FROM roles WHERE body_id IS NOT NULL
UNION ALL
SELECT DISTINCT organiser_id, 0, 'ORG', coalesce(organiser, organiser_id), 0, NULL, NULL
FROM campaigns WHERE organiser_id IS NOT NULL;
DROP TABLE pairs
"""
"""What is said of every entity: its names with their mentions (0), its articles and days (1), bodies of offices (2).

One that only an office or a campaign refers to has no mentions.
"""


def entities(files: Files, near: Path | None = None) -> Iterator[pa.RecordBatch]:
    """The table `entities`, from the files of `articles`, `mentions`, `roles` and `campaigns`; works in a folder `near`.

    Every entity is called as most mentions call it. Parents have rows too, where no article names them.
    """
    with database.opened(
        near, {name: files[name] for name in ("articles", "mentions", "roles", "campaigns")}
    ) as tables:
        tables.execute(NAMED)
        named = _named(database.rows(tables, "SELECT * FROM said ORDER BY ALL"))
        schema = arrow_schema(TABLES["entities"])
        database.create(tables, "found", schema.append(pa.field("is_named", pa.bool_())))
        while some := list(islice(named, AT_A_TIME)):
            ids = {entity.entity_id for entity in some}
            found = _table("entities", entity_rows(some))
            is_named = pa.array([entity_id in ids for entity_id in found["entity_id"].to_pylist()], pa.bool_())
            database.insert(tables, "found", "*", found.append_column("is_named", is_named))
        last = None
        for batch in database.stream(tables, "SELECT * FROM found ORDER BY entity_id, is_named DESC, canonical"):
            every = [last, *batch["entity_id"].to_pylist()]
            last = every[-1]
            is_first = pa.array([one != other for one, other in pairwise(every)], pa.bool_())
            yield batch.select(schema.names).cast(schema).filter(is_first)


def _named(said: Iterator[tuple[Any, ...]]) -> Iterator[Named]:
    for entity_id, rows in groupby(said, key=itemgetter(0)):
        names, spread, bodies = [], (0, None, None), []
        for _, kind, type_, text, count, first, last in rows:
            if kind == 0:
                names.append((-count, type_, text))
            elif kind == 1:
                spread = (count, first, last)
            else:
                bodies.append(text)
        type_ = min((count, type_) for count, type_, _ in names)[1]
        canonical = min((count, text) for count, _, text in names)[1]
        yield Named(entity_id, type_, canonical, -sum(count for count, _, _ in names), *spread, tuple(bodies))


def documents(
    files: Files, near: Path | None = None, before: Files | None = None, changed: pa.Table | None = None
) -> Iterator[pa.RecordBatch]:
    """The table `documents`, from all files of `articles` and `citations`; works in a folder `near`.

    With the published files `before`, only documents are made again that are cited in an article that was added, changed
    or removed: `changed` are their ids (column `article_id`).
    """
    with database.opened(near, {name: files[name] for name in ("articles", "citations")}) as tables:
        if before is None:
            yield from _documents(tables, "true")
            return
        database.view(tables, "citations_before", before["citations"])
        database.view(tables, "documents_before", before["documents"])
        tables.register("changed", changed)
        tables.execute(AFFECTED)
        schema = arrow_schema(TABLES["documents"])
        database.create(tables, "again", schema)
        for batch in _documents(tables, "document_id IN (SELECT document_id FROM affected)"):
            database.insert(tables, "again", "*", batch)
        kept = "SELECT * FROM documents_before ANTI JOIN affected USING (document_id)"
        for batch in database.stream(tables, f"SELECT * FROM again UNION ALL BY NAME {kept} ORDER BY document_id"):
            yield batch.select(schema.names).cast(schema)


def _documents(tables: duckdb.DuckDBPyConnection, condition: str) -> Iterator[pa.RecordBatch]:
    """The documents that the condition admits, in order; the statements about one document are in memory at a time."""
    statements = database.rows(tables, STATEMENTS.format(condition=condition))
    rows = (
        row for _, said in groupby(statements, key=itemgetter(0)) for row in document_rows(map(Statement._make, said))
    )
    while some := list(islice(rows, AT_A_TIME)):
        yield from _table("documents", some).to_batches()


def _table(name: str, rows: Iterable[Any]) -> pa.Table:
    rows, schema = list(rows), arrow_schema(TABLES[name])
    return pa.table({column: [getattr(row, column) for row in rows] for column in schema.names}, schema=schema)
