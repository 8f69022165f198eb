"""What must hold in every row of published tables, by SQL over the Parquet files alone; a line a property.

    python -m bench.properties CURATED [--records 1953]

`--records` is how many records went in: each must be an article or a rejection. Exits with 1 where a property fails.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas import TABLES
from schemas.table import Table
from tasks.inputs.reasons import PASSING
from trichluc.rows import BODY_ROLES

Property = tuple[str, str, str]
"""What must hold, the query for the rows in which it does not, and the table whose rows are looked at."""
BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"


def main() -> None:
    """Check and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("curated", type=Path)
    options.add_argument("--records", type=int, help="records that went in")
    chosen = options.parse_args()
    with opened(chosen.curated) as tables:
        failed = sum(report(tables, each) for each in properties(chosen.records))
    print("every property holds" if not failed else f"{failed} FAILED")
    sys.exit(failed > 0)


def opened(curated: Path) -> duckdb.DuckDBPyConnection:
    """The tables of a folder, by name, in a database of memory."""
    connection = duckdb.connect()
    for name in TABLES:
        connection.read_parquet(f"{curated}/{name}/*.parquet").create_view(name)
    return connection


def report(tables: duckdb.DuckDBPyConnection, wanted: Property) -> bool:
    """Print whether a property holds, and the first row in which it does not; True where it fails."""
    what, query, table = wanted
    looked_at = tables.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    broken = tables.sql(query)
    rows = broken.fetchall()
    print(f"{'FAILED' if rows else 'ok':6}  {looked_at:9,} rows  {what}")
    if rows:
        print(f"        in {len(rows):,} rows, such as {dict(zip(broken.columns, rows[0], strict=True))}")
    return bool(rows)


def properties(records: int | None = None) -> Iterator[Property]:
    """Everything that is checked."""
    yield from accounted(records)
    for table in TABLES.values():
        yield from declared(table)
        if {"surface", "char_start"} <= set(table.column_names):
            yield from spans(table.name)
    yield from articles()
    yield from within_articles()
    yield from over_articles()


def accounted(records: int | None) -> Iterator[Property]:
    """Nothing is lost, nothing counted twice."""
    unread = ", ".join(
        f"'{reason}'" for reason in sorted(PASSING)
    )  # an article may stay although it cannot be read again
    rejected = f"SELECT DISTINCT source_uri FROM rejections WHERE reason NOT IN ({unread})"
    became = f"""
        SELECT source_uri FROM articles UNION ALL {rejected}
        UNION ALL (SELECT source_uri FROM rejections EXCEPT SELECT source_uri FROM articles EXCEPT {rejected})"""
    if records is not None:
        count = f"SELECT count(*) AS found FROM ({became}) HAVING found != {records}"
        yield f"{records:,} records = articles + rejections", count, "loads"
    twice = f"SELECT source_uri FROM ({became}) GROUP BY ALL HAVING count(*) > 1"
    yield "no input is both an article and a rejection", twice, "loads"
    missing = f"SELECT source_uri FROM loads ANTI JOIN ({became}) USING (source_uri)"
    yield "every input of the ledger became one of the two", missing, "loads"
    unknown = f"SELECT source_uri FROM ({became}) ANTI JOIN loads USING (source_uri)"
    yield "the ledger knows every article and rejection", unknown, "articles"
    marked = """
        SELECT source_uri FROM articles JOIN loads USING (source_uri)
        WHERE (status = 'duplicate') != (duplicate_of IS NOT NULL)"""
    yield "the ledger marks the copies", marked, "articles"


def declared(table: Table) -> Iterator[Property]:
    """What the declaration of the table promises: its key, its references, its rules."""
    name, key = table.name, ", ".join(table.declaration.key)
    yield f"{name}: ({key}) is a key", f"SELECT {key} FROM {name} GROUP BY ALL HAVING count(*) > 1", name
    required = [field.name for field in table.fields if not field.nullable]
    empty = " OR ".join(f"{column} IS NULL" for column in required)
    yield f"{name}: {len(required)} columns are never null", f"SELECT * FROM {name} WHERE {empty}", name
    for field in table.fields:
        if field.column.references:
            target, column = field.column.references.split(".")
            lost = f"SELECT {field.name} FROM {name} WHERE {field.name} NOT IN (SELECT {column} FROM {target})"
            yield f"{name}: {field.name} resolves", lost, name
    for rule in table.declaration.rules:
        sign, against = (">", "<=") if rule.strict else (">=", "<")
        broken = f"SELECT * FROM {name} WHERE {rule.column} {against} {rule.at_least}"
        yield f"{name}: {rule.column} {sign} {rule.at_least}", broken, name


def spans(name: str) -> Iterator[Property]:
    """Every surface is what stands at its place."""
    rows = f"SELECT {name}.* FROM {name} JOIN articles USING (article_id) WHERE"
    is_slice = "surface = substring(text, char_start + 1, char_end - char_start)"
    yield f"{name}: surface = text[char_start:char_end]", f"{rows} NOT ({is_slice} AND char_end <= length(text))", name
    if name != "segments":
        yield f"{name}: surface has no space around it", f"SELECT * FROM {name} WHERE surface != trim(surface)", name


def articles() -> Iterator[Property]:
    """Segments and body make up the text."""
    tiles = """
        WITH tiled AS (
            SELECT article_id, segment_no, char_start, char_end,
                   lag(char_end, 1, 0) OVER own AS before, lag(segment_no, 1, 0) OVER own AS number
            FROM segments WINDOW own AS (PARTITION BY article_id ORDER BY segment_no)
        ) SELECT * FROM tiled WHERE {condition}"""
    yield "segments: numbered from 1", tiles.format(condition="segment_no != number + 1"), "segments"
    yield "segments: none overlaps the one before", tiles.format(condition="char_start < before"), "segments"
    gaps = f"""
        SELECT article_id, before, char_start FROM ({tiles.format(condition="char_start > before")})
        JOIN articles USING (article_id) WHERE trim(substring(text, before + 1, char_start - before), {BLANKS}) != ''"""
    yield "segments: nothing but blank lines between two", gaps, "segments"
    ends = f"""
        SELECT article_id FROM articles JOIN (SELECT article_id, max(char_end) AS last FROM segments GROUP BY ALL)
        USING (article_id) WHERE trim(substring(text, last + 1), {BLANKS}) != ''"""
    yield "segments: they reach the end of the text", ends, "articles"
    yield (
        "articles: each has segments",
        "SELECT article_id FROM articles ANTI JOIN segments USING (article_id)",
        "articles",
    )
    body = f"""
        SELECT article_id FROM articles LEFT JOIN (
            SELECT article_id, string_agg(surface, chr(10) ORDER BY segment_no) AS joined FROM segments
            WHERE role IN {BODY_ROLES} GROUP BY ALL
        ) USING (article_id) WHERE body != coalesce(joined, '')"""
    yield "articles: body = its segments", body, "articles"
    length = "SELECT article_id FROM articles WHERE body_chars != length(body)"
    yield "articles: body_chars = length of body", length, "articles"
    chains = """
        SELECT a.article_id FROM articles a JOIN articles b ON a.duplicate_of = b.article_id
        WHERE b.duplicate_of IS NOT NULL"""
    yield "articles: no copy of a copy", chains, "articles"


def within_articles() -> Iterator[Property]:
    """References from row to row of one article."""
    for table, column in (("periods", "citation_no"), ("citations", "cited_in")):
        lost = f"""
            SELECT {table}.* FROM {table} WHERE {column} IS NOT NULL AND
            (article_id, {column}) NOT IN (SELECT (article_id, citation_no) FROM citations)"""
        yield f"{table}: {column} is a citation of the article", lost, table
    itself = "SELECT * FROM citations WHERE cited_in = citation_no"
    yield "citations: none is contained in itself", itself, "citations"
    order = """
        SELECT * FROM (SELECT *, lag(char_start, 1, 0) OVER (PARTITION BY article_id ORDER BY citation_no) AS before
        FROM citations) WHERE char_start < before"""
    yield "citations: numbered in the order of the text", order, "citations"
    furniture = """
        SELECT {0}.article_id, {0}.surface FROM {0} JOIN segments s ON s.article_id = {0}.article_id
        AND s.role = 'boilerplate' AND {0}.char_start >= s.char_start AND {0}.char_end <= s.char_end"""
    for table in ("mentions", "periods", "citations", "campaigns", "quantities", "roles"):
        yield f"{table}: none in page furniture", furniture.format(table), table


def over_articles() -> Iterator[Property]:
    """The dimensions count what the tables hold."""
    for table, key, rows in (("documents", "document_id", "citations"), ("entities", "entity_id", "mentions")):
        wrong = f"""
            SELECT {key}, {table}.{rows}, counted, {table}.articles, in_articles FROM {table} LEFT JOIN (
                SELECT {key}, count(*) AS counted, count(DISTINCT article_id) AS in_articles FROM {rows} GROUP BY ALL
            ) USING ({key}) WHERE {table}.{rows} != coalesce(counted, 0) OR articles != coalesce(in_articles, 0)"""
        yield f"{table}: {rows} and articles as counted", wrong, table


if __name__ == "__main__":
    main()
