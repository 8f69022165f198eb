"""The report as files: all rows in it, equal bytes for equal snapshots, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows.cli import app
from schemas import TABLES
from tasks.markers import REPORT, VALIDATION
from tasks.report import NotAReport, build, build_report
from tasks.report.graph import lay_out
from tasks.report.labels import LABELS
from tasks.report.markup import CLOSE, Span, mark_up
from tasks.report.script import literal
from tasks.report.shelf import BOOKS
from tasks.snapshot import views
from tasks.snapshot.manifest import read
from tests.report_snapshots import publish_samples
from tests.snapshot_articles import raw
from tests.snapshot_articles import read as read_by_hand


def _quiet(part: str, done: int, total: int) -> None:
    assert 0 <= done <= total, part


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _rows(report: Path, book: str) -> list[Any]:
    rows = []
    for path in sorted((report / "data" / book).rglob("*.js"), key=lambda path: int(path.stem)):
        inner = path.read_text(encoding="utf-8").partition("[")[2].rpartition("]")[0]
        rows += json.loads(f"[{inner}]".replace("<\\/", "</"))
    return rows


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "curated"
    publish_samples(folder)
    return folder


@pytest.fixture(scope="module")
def report(curated: Path) -> Path:
    output = curated.parent / "report"
    build_report(curated, output, _quiet)
    return output


def test_every_row_of_every_table_is_somewhere(curated: Path, report: Path) -> None:
    manifest = read(curated)
    assert manifest is not None
    counted = {"articles": "articles", "campaigns": "named", "roles": "offices", "document_links": "links"}
    for table in ("articles", "documents", "entities", "citations", "periods", "quantities", "loads", *counted):
        assert len(_rows(report, counted.get(table, table))) == manifest.rows[table], table
    assert sum(row[2] for row in _rows(report, "mentions")) == manifest.rows["mentions"]


def test_rows_of_a_document_lie_where_its_row_says(report: Path) -> None:
    citations, documents = _rows(report, "citations"), _rows(report, "documents")
    for label, cited_by, first, size, *_ in documents:
        own = citations[first : first + size]
        assert len({row[2] for row in own}) == cited_by, label
    assert sum(row[3] for row in documents) == len(citations)


def test_equal_snapshots_give_equal_bytes(curated: Path, report: Path, tmp_path: Path) -> None:
    publish_samples(tmp_path / "again")
    build_report(tmp_path / "again", tmp_path / "report", _quiet)
    assert _contents(tmp_path / "report") == _contents(report)


def test_a_report_takes_the_place_of_the_last(curated: Path, tmp_path: Path) -> None:
    output = tmp_path / "report"
    output.mkdir()
    (output / REPORT).write_text("{}")
    (output / "left.html").write_text("cũ")
    built = build_report(curated, output, _quiet)
    assert (built.written, built.articles) == (5, 5)
    assert not (output / "left.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("stage", ["write_book", "write_articles", "write_pages", "_show"])
def test_a_run_that_dies_leaves_the_last_report(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    output = tmp_path / "report"
    output.mkdir()
    (output / REPORT).write_text("{}")
    with monkeypatch.context() as broken:
        broken.setattr(build, stage, _fail)
        with pytest.raises(OSError, match="voll"):
            build_report(curated, output, _quiet)
    assert _contents(output) == {REPORT: b"{}"}
    with build._scratch(output) as scratch:  # the next run begins with nothing of it
        assert not list(scratch.iterdir())


def _fail(*_: object, **__: object) -> None:
    raise OSError("voll")


KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.report import build

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def exchange_and_die(*folders, exchange=build.exchange):
    exchange(*folders)
    die()

curated, output, stage = sys.argv[1:]
setattr(build, *{"after": ("exchange", exchange_and_die)}.get(stage, (stage, die)))
build.build_report(Path(curated), Path(output), lambda *_: None)
"""


@pytest.mark.parametrize(("stage", "is_new"), [("write_articles", False), ("after", True)])
def test_a_killed_run_leaves_the_last_report_or_the_new_one(
    curated: Path, report: Path, tmp_path: Path, stage: str, is_new: bool
) -> None:
    output = tmp_path / "report"
    output.mkdir()
    (output / REPORT).write_text("{}")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(curated), str(output), stage], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _contents(output) == (_contents(report) if is_new else {REPORT: b"{}"})
    build_report(curated, output, _quiet)
    assert _contents(output) == _contents(report)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_two_do_not_write_one_report(curated: Path, tmp_path: Path) -> None:
    with build._scratch(tmp_path / "report"), pytest.raises(NotAReport, match="another process"):
        build_report(curated, tmp_path / "report", _quiet)


def test_fewer_articles_are_said_and_the_newest(curated: Path, tmp_path: Path) -> None:
    built = build_report(curated, tmp_path / "report", _quiet, articles=2)
    assert (built.written, built.articles) == (2, 5)
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "Bài viết có trang riêng" in page
    texts = (tmp_path / "report" / "data" / "text" / "all.js").read_text(encoding="utf-8")
    ids = re.findall(r'^\["([0-9a-f]{16})"', texts, re.MULTILINE)
    assert set(ids) == {row[0] for row in _rows(tmp_path / "report", "articles")[:2]}


def test_nothing_foreign_is_replaced(curated: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("giữ lại")
    with pytest.raises(NotAReport, match="something other"):
        build_report(curated, tmp_path, _quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--curated", "{tmp}/none"], "Nothing is published in"),
        (["--curated", "{curated}", "--output", "{curated}"], "something other than a report"),
        (["--curated", "{curated}", "--articles", "many"], "takes a number or `all`"),
    ],
)
def test_what_cannot_be_done_is_said(curated: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    filled = [argument.format(tmp=tmp_path, curated=curated) for argument in arguments]
    if "--output" not in filled:
        filled += ["--output", str(tmp_path / "report")]
    answer = CliRunner().invoke(app, ["report", *filled])
    assert answer.exit_code == 1
    assert said in answer.stderr
    assert not (tmp_path / "report").exists()


def test_the_command_names_the_first_page(curated: Path, tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["report", "--curated", str(curated), "--output", str(tmp_path / "r")])
    assert answer.exit_code == 0
    assert f"{tmp_path / 'r' / 'index.html'}: 5 articles" in answer.stdout


def test_writing_a_report_does_not_wait_for_what_validates() -> None:
    seen = "import flows.report, sys; sys.exit('great_expectations' in sys.modules or 'prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], timeout=120, check=False).returncode == 0


def test_the_validation_report_comes_along(curated: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / VALIDATION).touch()
    (docs / "index.html").write_text("Kiểm định")
    build_report(curated, tmp_path / "report", _quiet, validation=docs)
    assert (tmp_path / "report" / "validation" / "index.html").read_text() == "Kiểm định"
    assert "validation/index.html" in (tmp_path / "report" / "quality.html").read_text(encoding="utf-8")


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=9))
def test_marked_text_is_the_text_and_every_mark_its_surface(text: str, places: list[tuple[int, int]]) -> None:
    spans: list[Span] = [
        (start, min(start + length, len(text)), number)
        for number, (start, length) in enumerate(places, 1)
        if start < len(text)
    ]
    within: dict[int, str] = {number: "" for *_, number in spans}
    written, opened = "", list[int]()
    for token in mark_up(text, 0, len(text), spans):
        if token == CLOSE:
            opened.pop()
        elif isinstance(token, int):
            assert token not in opened
            opened.append(token)
        else:
            written += str(token)
            for number in opened:
                within[number] += str(token)
    assert written == text
    assert not opened
    assert within == {number: text[start:end] for start, end, number in spans}


def test_a_graph_that_bites_its_tail_is_laid_out() -> None:
    layout = lay_out([(1, 2), (2, 3), (3, 1), (4, 4)])
    assert set(layout.column) == set(layout.row) == {1, 2, 3, 4}
    places = list(zip(layout.column.values(), (layout.row[node] for node in layout.column), strict=True))
    assert len(set(places)) == len(places)


@given(st.text(st.one_of(st.characters(), st.sampled_from("\\\x00\x1b\b\u202e\u2066\u0085\ufeff<>/u001"))))
def test_what_is_written_for_a_page_is_the_text_without_controls(text: str) -> None:
    unseen = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u061c\u200e\u200f\u2028\u2029\ufeff"}
    unseen |= {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    expected = "".join("\ufffd" if c in unseen and c not in "\n\r\t" else c for c in text)
    assert json.loads(literal(text).replace("<\\/", "</")) == expected


def test_everything_shown_has_words_in_both_languages() -> None:
    with (files("tasks.report") / "labels.csv").open(encoding="utf-8") as lines:
        assert all(row["vi"].strip() and row["en"].strip() for row in csv.DictReader(lines))
    shown = {column.label for book in BOOKS for column in book.columns} | {book.name for book in BOOKS} | set(TABLES)
    enumerated = {
        f"term.{value}" for table in TABLES.values() for field in table.fields for value in field.column.values or ()
    }
    assert shown | (enumerated - {"term.PERSON", "term.ORG", "term.LOC"}) <= set(LABELS)


def test_every_label_is_used() -> None:
    root = files("tasks.report")
    written = "".join(
        path.read_text(encoding="utf-8") for part in ("templates", "assets") for path in (root / part).iterdir()
    )
    shown = {column.label for book in BOOKS for column in book.columns} | {book.name for book in BOOKS} | set(TABLES)
    columns = {name for table in TABLES.values() for name in table.column_names} | {"PERSON", "ORG", "LOC"}
    unused = {key for key in LABELS if not key.startswith("term.")} - shown - columns
    assert {key for key in unused if not re.search(rf"\b{key}\b", written)} == set()


@pytest.mark.parametrize(
    "query",
    re.findall(r"```sql\n(.*?)```", (Path(__file__).parent.parent / "docs/analyse.md").read_text("utf-8"), re.DOTALL),
)
def test_the_analysts_recipes_find_something(curated: Path, query: str) -> None:
    with views.connect(curated) as connection:
        assert connection.execute(query).fetchall()


def test_many_articles_are_split_over_files(tmp_path: Path) -> None:
    from tests.report_snapshots import publish

    publish(tmp_path / "curated", [read_by_hand(raw(number)) for number in range(600)])
    build_report(tmp_path / "curated", tmp_path / "report", _quiet)
    shards = list((tmp_path / "report" / "data" / "text").rglob("*.js"))
    assert len(shards) > 200
    found = [line for path in shards for line in path.read_text(encoding="utf-8").splitlines() if line.startswith('["')]
    assert len(found) == 600
    assert len(_rows(tmp_path / "report", "articles")) == 600
