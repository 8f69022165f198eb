"""The check of published tables: it passes what is right, and sees each kind of damage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from bench.properties import opened, properties
from bench.publication import sample_tables
from tasks.snapshot import Target

SAMPLES = 5


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, published."""
    folder = tmp_path_factory.mktemp("target") / "curated"
    samples = sample_tables()
    with Target.open(folder) as target:
        staging = target.stage()
        staging.write(0, {name: pa.concat_tables([each[name] for each in samples]) for name in samples[0]})
        target.publish(staging.assemble())
    return folder


@pytest.fixture
def tables(curated: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(curated) as connection:
        yield connection


def failing(tables: duckdb.DuckDBPyConnection, records: int = SAMPLES) -> set[str]:
    return {what for what, query, _ in properties(records) if tables.sql(query).fetchall()}


def test_published_samples_hold_everything(tables: duckdb.DuckDBPyConnection) -> None:
    assert failing(tables) == set()


@pytest.mark.parametrize(
    ("table", "damage", "seen"),
    [
        ("mentions", "* REPLACE (char_start + 1 AS char_start)", "mentions: surface = text[char_start:char_end]"),
        ("periods", "* REPLACE (char_end + 1 AS char_end)", "periods: surface = text[char_start:char_end]"),
        ("citations", "* REPLACE ('x' AS document_id)", "citations: document_id resolves"),
        ("citations", "* REPLACE (99 AS cited_in)", "citations: cited_in is a citation of the article"),
        ("segments", "* REPLACE (segment_no + 1 AS segment_no)", "segments: numbered from 1"),
        ("segments", "* REPLACE (char_start - 1 AS char_start)", "segments: surface = text[char_start:char_end]"),
        ("segments", "* REPLACE (0 AS char_start)", "segments: none overlaps the one before"),
        ("segments", "* REPLACE (char_end - 3 AS char_end)", "segments: nothing but blank lines between two"),
        ("segments", "* REPLACE (char_end - 3 AS char_end)", "segments: they reach the end of the text"),
        ("segments", "* REPLACE ('boilerplate' AS role)", "mentions: none in page furniture"),
        ("articles", "* REPLACE (body || '.' AS body)", "articles: body = its segments"),
        ("articles", "* REPLACE ('0' AS article_id)", "articles: (article_id) is a key"),
        ("articles", "* REPLACE (NULL AS text)", "articles: 11 columns are never null"),
        ("documents", "* REPLACE (citations + 1 AS citations)", "documents: citations and articles as counted"),
        ("loads", "* REPLACE ('lost' || source_uri AS source_uri)", "every input of the ledger became one of the two"),
    ],
)
def test_damage_is_seen(table: str, damage: str, seen: str, tables: duckdb.DuckDBPyConnection, curated: Path) -> None:
    tables.execute(
        f"CREATE OR REPLACE VIEW {table} AS SELECT {damage} FROM read_parquet('{curated}/{table}/*.parquet')"
    )
    assert seen in failing(tables)


def test_a_lost_record_is_seen(tables: duckdb.DuckDBPyConnection) -> None:
    assert failing(tables, SAMPLES + 1) == {f"{SAMPLES + 1} records = articles + rejections"}
