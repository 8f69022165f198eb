"""The commands about snapshots, as a person types them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tasks.snapshot import Retention, Target
from tests.snapshot_articles import raw
from tests.test_snapshot import publish


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A folder that was published to twice."""
    folder = tmp_path / "curated"
    folder.mkdir(mode=0o750)
    with Target.open(folder) as target:
        publish(target, [raw(0), raw(1)])
        publish(target, [raw(1), raw(2), raw(3)])
    return folder


def told(*words: str, curated: Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*words, "--curated", str(curated)])
    assert result.exit_code == code, result.output
    return result.output


def test_snapshots_lists_them_and_marks_the_current_one(curated: Path) -> None:
    first, second = told("snapshots", curated=curated).splitlines()
    assert first.split()[:1] == ["1"]
    assert second.split()[:2] == ["*", "2"]
    assert "3 article" in second


def test_diff_rollback_and_vacuum(curated: Path) -> None:
    assert told("diff", curated=curated).splitlines()[:3] == ["+ 00002.txt", "+ 00003.txt", "- 00000.txt"]
    assert "Snapshot 3 shows again what 1" in told("rollback", curated=curated)
    assert told("sql", "SELECT count(*) AS n FROM articles", "--output", "csv", curated=curated) == "n\n2\n"
    assert told("vacuum", "--keep", "1", "--hours", "0", curated=curated) == "Removed 2 snapshots: 1, 2.\n"


def test_more_snapshots_are_kept_where_more_are_wanted(curated: Path) -> None:
    with Target.open(curated, retention=Retention(last=9)) as target:
        for n in range(6):
            publish(target, [raw(n)])
    assert told("vacuum", "--keep", "7", "--hours", "0", curated=curated) == "Removed 1 snapshots: 1.\n"
    assert len(told("snapshots", curated=curated).splitlines()) == 7


def test_sql_reads_an_earlier_snapshot_and_explains_errors(curated: Path) -> None:
    query = "SELECT source_uri FROM articles ORDER BY 1"
    assert told("sql", query, "--snapshot", "1", "--output", "json", curated=curated).splitlines() == [
        '{"source_uri": "00000.txt"}',
        '{"source_uri": "00001.txt"}',
    ]
    assert "00003.txt" in told("sql", query, curated=curated)
    assert "no snapshot 'none'" in told("sql", query, "--snapshot", "none", curated=curated, code=1)
    assert "no query" in told("sql", " ; ", curated=curated, code=1)
    assert "nowhere" in told("sql", "SELECT * FROM nowhere", curated=curated, code=1)


def test_a_database_of_views_is_made_once(curated: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "curated.duckdb")
    assert "shows the tables" in told("database", file, curated=curated)
    assert "exists already" in told("database", file, curated=curated, code=1)


def test_nothing_published_is_said(tmp_path: Path) -> None:
    assert "Nothing is published" in told("snapshots", curated=tmp_path / "none", code=1)
    for command in (["vacuum"], ["rollback"]):
        assert "no snapshot" in told(*command, curated=tmp_path / "none", code=1)
    assert not list(tmp_path.glob(".none*"))
    assert "no snapshot" in told("sql", "SELECT 1", curated=tmp_path / "none", code=1)


def test_a_publication_leaves_the_folder_to_the_same_readers(curated: Path) -> None:
    assert stat.S_IMODE(curated.stat().st_mode) == 0o750
