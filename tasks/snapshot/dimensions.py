"""What is known only over all articles: documents, entities, and which article is a copy of which.

Everything here is a function of published tables alone, so that a run which kept most articles gives the same rows as
a full one. `documents` is a function of each document's own citations, so that only documents cited in a changed
article are made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from schemas import TABLES
from schemas.arrow import arrow_schema
from trichluc.documents import Statement, document_rows
from trichluc.entities import Named, entity_rows

Files = Mapping[str, Sequence[Path]]
"""The Parquet files of each table."""

STATEMENTS = """
SELECT document_id, article_id, reference_date AS cited_on, system, doc_type, symbol, issuer_code,
       issuer_canonical AS issuer, issued_on, subject, count(*) AS citations
FROM citations JOIN articles USING (article_id)
WHERE {condition} GROUP BY ALL ORDER BY ALL
"""
CITED_BY = "SELECT DISTINCT document_id FROM citations SEMI JOIN changed USING (article_id)"
NAMED = """
WITH named AS (
    SELECT entity_id, type, canonical, count(*) AS mentions FROM mentions GROUP BY ALL
    UNION ALL SELECT DISTINCT person_id, 'PERSON', person, 0 FROM roles WHERE person_id IS NOT NULL
    UNION ALL SELECT DISTINCT body_id, 'ORG', coalesce(body, body_id), 0 FROM roles WHERE body_id IS NOT NULL
    UNION ALL SELECT DISTINCT organiser_id, 'ORG', coalesce(organiser, organiser_id), 0
    FROM campaigns WHERE organiser_id IS NOT NULL
), spread AS (
    SELECT entity_id, count(DISTINCT article_id) AS articles,
           min(reference_date) AS first_named_on, max(reference_date) AS last_named_on
    FROM mentions JOIN articles USING (article_id) GROUP BY entity_id
), offices AS (
    SELECT person_id AS entity_id, list(DISTINCT body ORDER BY body) AS bodies
    FROM roles WHERE body IS NOT NULL GROUP BY person_id
)
SELECT entity_id, first(type ORDER BY mentions DESC, type) AS type,
       first(canonical ORDER BY mentions DESC, canonical) AS canonical,
       sum(mentions)::BIGINT AS mentions, coalesce(any_value(articles), 0) AS articles,
       any_value(first_named_on) AS first_named_on, any_value(last_named_on) AS last_named_on,
       coalesce(any_value(bodies), []) AS bodies
FROM named LEFT JOIN spread USING (entity_id) LEFT JOIN offices USING (entity_id) GROUP BY entity_id ORDER BY entity_id
"""
"""Every entity as most mentions name it; one that only an office or a campaign refers to has no mentions."""


def entities(files: Files) -> pa.Table:
    """The table `entities`, from the files of `articles`, `mentions`, `roles` and `campaigns`."""
    with _opened(files, ("articles", "mentions", "roles", "campaigns")) as connection:
        named = connection.execute(NAMED).fetchall()
    return _table("entities", entity_rows(Named(*found) for found in named))


def documents(files: Files) -> pa.Table:
    """The table `documents`, from all files of `articles` and `citations`."""
    with _opened(files, ("articles", "citations")) as connection:
        return _document_table(connection, "true")


def documents_again(files: Files, published: Files, kept: pa.Table, changed: pa.Table) -> pa.Table:
    """The table `documents`, made again only for documents cited in an article that was added, changed or removed.

    `published` are the files before, `kept` the documents before, `changed` the ids (column `article_id`).
    """
    with _opened(published, ("citations",)) as before:
        before.register("changed", changed)
        affected = before.sql(CITED_BY).to_arrow_table()
    with _opened(files, ("articles", "citations")) as connection:
        connection.register("changed", changed)
        affected = pa.concat_tables([affected, connection.sql(CITED_BY).to_arrow_table()])
        connection.register("affected", affected)
        again = _document_table(connection, "document_id IN (SELECT document_id FROM affected)")
    ids = affected["document_id"].combine_chunks()
    return pa.concat_tables([kept.filter(pc.invert(pc.is_in(kept["document_id"], ids))).cast(again.schema), again])


def _document_table(connection: duckdb.DuckDBPyConnection, condition: str) -> pa.Table:
    statements = connection.execute(STATEMENTS.format(condition=condition)).fetchall()
    return _table("documents", document_rows(Statement(*found) for found in statements))


def _table(name: str, rows: Sequence[Any]) -> pa.Table:
    schema = arrow_schema(TABLES[name])
    return pa.table({column: [getattr(row, column) for row in rows] for column in schema.names}, schema=schema)


def _opened(files: Files, tables: Sequence[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in tables:
        listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files[table])
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
    return connection
