"""The gates: a corrupt row is caught and named, a corrupt snapshot is not published, sound ones pass."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.gates import failing_articles
from tasks.inputs import Input, find, read
from tests import plainly
from trichluc.extract import extract
from trichluc.rows import gather

RAW = Path(__file__).parent.parent / "data" / "raw"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    """The five articles as tables."""
    listed = [found for found in find(RAW, plainly.MAX_BYTES) if isinstance(found, Input)]
    columns = gather(map(extract, read(listed)[0]))
    return {name: pa.table(values, schema=arrow_schema(TABLES[name])) for name, values in columns.items()}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound snapshot of the five articles."""
    folder = tmp_path_factory.mktemp("gates")
    return plainly.curate(RAW, folder / "curated", folder / "work").path


def changed(table: pa.Table, change: Callable[[list[Row]], Any]) -> pa.Table:
    found = table.to_pylist()
    result = change(found)
    loose = pa.schema([field.with_nullable(True) for field in table.schema])
    return pa.Table.from_pylist(result if isinstance(result, list) else found, schema=loose)


def set_in_first(**values: object) -> Callable[[list[Row]], None]:
    return lambda found: found[0].update(values)


def test_sound_rows_pass(tables: dict[str, pa.Table]) -> None:
    assert failing_articles(tables) == {}


@pytest.mark.parametrize(
    ("table", "change", "expectation", "column"),
    [
        ("segments", set_in_first(role="chapter"), "expect_column_values_to_be_in_set", "role"),
        ("segments", set_in_first(segment_no=0), "expect_column_values_to_be_between", "segment_no"),
        ("segments", set_in_first(surface="nothing of the kind"), "expect_column_values_to_be_in_set", "surface = "),
        ("mentions", set_in_first(canonical=None), "expect_column_values_to_not_be_null", "canonical"),
        ("mentions", set_in_first(canonical=" "), "expect_column_values_to_match_regex", "canonical"),
        ("articles", set_in_first(source_sha256="beef"), "expect_column_values_to_match_regex", "source_sha256"),
        ("quantities", set_in_first(unit="dollars"), "expect_column_values_to_match_regex", "unit"),
        (
            "periods",
            lambda found: next(r for r in found if r["starts_on"]).update(ends_on=found[0]["starts_on"].replace(1900)),
            "expect_column_pair_values_a_to_be_greater_than_b",
            "ends_on and starts_on",
        ),
    ],
)
def test_the_row_gate_names_the_article_and_the_expectation(
    tables: dict[str, pa.Table], table: str, change: Callable[[list[Row]], Any], expectation: str, column: str
) -> None:
    corrupt = changed(tables[table], change)
    different = [a != b for a, b in zip(corrupt.to_pylist(), tables[table].to_pylist(), strict=True)]
    article = corrupt["article_id"][different.index(True)].as_py()
    found = failing_articles({"articles": tables["articles"], table: corrupt})
    assert list(found) == [article]
    assert (found[article].table, found[article].expectation) == (table, expectation)
    assert column in found[article].column
    assert found[article].sentence.startswith(f"A row of table {table} breaks {expectation}")


def test_the_row_gate_lets_no_row_of_an_article_stand_twice(tables: dict[str, pa.Table]) -> None:
    links = tables["document_links"]
    found = failing_articles({**tables, "document_links": pa.concat_tables([links, links.slice(0, 1)])})
    assert list(found) == [links["article_id"][0].as_py()]
    assert {each.expectation for each in found.values()} == {"expect_compound_columns_to_be_unique"}


def corrupted(snapshot: Path, folder: Path, table: str, change: Callable[[list[Row]], Any]) -> Path:
    shutil.copytree(snapshot, folder)
    parts = sorted((folder / table).glob("*.parquet"))
    found = changed(pa.concat_tables(pq.read_table(part) for part in parts), change)
    for part in parts:
        part.unlink()
    pq.write_table(found, parts[0])
    return folder


def test_a_sound_snapshot_passes(snapshot: Path) -> None:
    from tasks.gates.tables import breaches

    assert breaches(snapshot, record=False) == []
    assert breaches(snapshot, snapshot, record=False) == [], "what has passed is not looked at again"


@pytest.mark.parametrize(
    ("table", "change", "expectation"),
    [
        ("articles", lambda found: [], "expect_table_row_count_to_be_between"),
        ("articles", lambda found: found + found[:1], "expect_column_values_to_be_unique"),
        ("mentions", lambda found: found + found[:1], "expect_compound_columns_to_be_unique"),
        ("mentions", set_in_first(entity_id="nobody"), "expect_column_values_to_be_in_set"),
        ("citations", set_in_first(document_id="nothing"), "expect_column_values_to_be_in_set"),
        ("segments", set_in_first(article_id="0" * 16), "expect_column_values_to_be_in_set"),
        ("periods", set_in_first(char_end=10**9), "expect_column_values_to_be_in_set"),
        ("documents", set_in_first(citations=0), "expect_column_values_to_be_between"),
        ("entities", set_in_first(type="THING"), "expect_column_values_to_be_in_set"),
        ("loads", set_in_first(status="lost"), "expect_column_values_to_be_in_set"),
    ],
)
def test_the_table_gate_holds_a_corrupt_snapshot_back(
    snapshot: Path, tmp_path: Path, table: str, change: Callable[[list[Row]], Any], expectation: str
) -> None:
    from tasks.gates.tables import breaches

    found = breaches(corrupted(snapshot, tmp_path / "corrupt", table, change), names=[table], record=False)
    assert (table, expectation) in {(breach.table, breach.expectation) for breach in found}


def test_a_part_that_passed_is_looked_at_again_when_what_it_refers_to_is_gone(snapshot: Path, tmp_path: Path) -> None:
    from tasks.gates.tables import breaches

    fresh = tmp_path / "fresh"
    shutil.copytree(snapshot, fresh, copy_function=os.link)
    entities = next((fresh / "entities").glob("*.parquet"))
    rows = pq.read_table(entities)
    entities.unlink()
    pq.write_table(rows.slice(1), entities)
    found = breaches(fresh, snapshot, names=["mentions", "roles", "campaigns"], record=False)
    assert {breach.expectation for breach in found} == {"expect_column_values_to_be_in_set"}


def test_an_expectation_that_raises_is_an_error_not_bad_data(tables: dict[str, pa.Table]) -> None:
    import pandas as pd

    from tasks.gates.expect import BrokenExpectation, validate

    with pytest.raises(BrokenExpectation):
        validate("rows", "segments", pd.DataFrame({"article_id": ["a"]}), ("article_id",), record=False)


def test_the_report_opens_offline_and_runs_nothing_out_of_an_article(
    tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    from tasks.gates.docs import build_docs

    attack = '<img src="http://x.test/a.png" onerror="alert(1)"><script>alert(2)</script>'
    failing_articles({**tables, "segments": changed(tables["segments"], set_in_first(role=attack))}, record=True)
    index = build_docs(tmp_path / "docs")
    pages = {page: page.read_text(encoding="utf-8") for page in index.parent.rglob("*.html")}
    assert len(pages) > 2
    for page, text in pages.items():
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text), page
        assert "script-src 'self' file:" in text
        for reference in re.findall(r'(?:src|href)="([^"#]+)"', text):
            assert (page.parent / reference).exists(), (page, reference)
        assert re.findall(r"<script[^>]*>(.)", text) == ["<"], "a script with words of its own"
        assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", text)


def test_a_folder_of_somebody_else_is_not_replaced_by_the_report(tmp_path: Path) -> None:
    from tasks.gates.docs import build_docs

    (tmp_path / "thesis.txt").touch()
    with pytest.raises(FileExistsError, match="holds something other"):
        build_docs(tmp_path)
