"""Readers of plain globs see all rows, dates as dates and times with their zone; SQL has every table as a view."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bench.readers import READERS
from schemas import TABLES
from tasks.batch import rejection_table
from tasks.inputs.reasons import rejection
from tasks.snapshot import Target, views
from tests import golden, report_snapshots
from tests.snapshot_articles import NAMES, raw
from tests.test_snapshot import publish
from trichluc.extract import extract


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder of two parts a table."""
    folder = tmp_path_factory.mktemp("readers") / "it's curated"
    with Target.open(folder, part_bytes=1500) as target:
        publish(target, [raw(n) for n in range(20)])
    assert len(list((folder / "mentions").iterdir())) > 1
    return folder


@pytest.mark.parametrize("reader", ["DuckDB", "Polars", "pandas", "PyArrow dataset"])
def test_every_reader_sees_all_rows_and_plain_types(curated: Path, reader: str) -> None:
    rows, types = READERS[reader][1](curated)
    assert (rows["articles"], rows["mentions"], rows["loads"]) == (20, 40, 20)
    assert "date" in types["articles.reference_date"].lower() or reader == "pandas"
    zoned = types["articles.published_at"]
    assert "Asia/Ho_Chi_Minh" in zoned or zoned == "TIMESTAMP WITH TIME ZONE"


def test_sql_has_every_table_as_a_view_with_its_description(curated: Path) -> None:
    with views.connect(curated) as connection:
        comments = dict(
            connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
        )
        assert comments.keys() == TABLES.keys() | views.FLAT.keys()
        assert comments["mentions"] == TABLES["mentions"].declaration.description
        roles = connection.execute("SELECT canonical, role_no, role FROM mention_roles").fetchall()
        assert connection.execute("SELECT TIMESTAMPTZ '2019-06-11 17:00Z' :: DATE").fetchall() == [(date(2019, 6, 12),)]
    assert len(roles) == 20
    assert set(roles) == {(name, 1, "Chủ tịch") for name in NAMES}


def test_a_folder_may_have_the_signs_of_a_pattern_in_its_name(curated: Path, tmp_path: Path) -> None:
    shutil.copytree(curated, tmp_path / "news [2019]*")
    with views.connect(tmp_path / "news [2019]*") as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(20,)]


def test_a_database_file_of_views_can_be_kept(curated: Path, tmp_path: Path) -> None:
    views.connect(curated, str(tmp_path / "curated.duckdb")).close()
    import duckdb

    with duckdb.connect(str(tmp_path / "curated.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(20,)]


ROOT = Path(__file__).parent.parent
QUESTIONS = re.findall(
    r"^## (.*?)$.*?```sql\n(.*?)```", (ROOT / "docs/questions.md").read_text("utf-8"), re.DOTALL | re.M
)
README_QUERIES = re.findall(r"^SELECT .*?;$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.M)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, and a rejection."""
    folder = tmp_path_factory.mktemp("samples") / "curated"
    rejected = rejection_table([rejection("a.txt", "empty")])
    report_snapshots.publish(folder, [extract(raw) for raw in golden.articles().values()], rejected)
    return folder


def test_the_page_of_questions_has_ten() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize(("question", "query"), QUESTIONS)
def test_each_question_of_the_page_has_an_answer(samples: Path, question: str, query: str) -> None:
    with views.connect(samples) as connection:
        assert connection.execute(query).fetchall(), question


@pytest.mark.parametrize("query", README_QUERIES)
def test_the_queries_of_the_readme_have_an_answer(samples: Path, query: str) -> None:
    import duckdb

    with duckdb.connect() as connection:
        assert connection.execute(query.replace("data/curated", str(samples))).fetchall()


def test_the_readme_has_queries() -> None:
    assert len(README_QUERIES) == 2
