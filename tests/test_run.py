"""What `trichluc run` shows while it lasts and at its end, and what it leaves on the dashboard."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows import progress
from flows.artifacts import count_rejections, summary
from flows.curate import Outcome
from flows.run import run_and_report, summarise, watched
from tasks.stages import Tally
from tests import plainly


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    """A published snapshot of one article and one rejected input, both with names that try to be markup."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "[red]good.txt").write_text("Một tin.", encoding="utf-8")
    (raw / "<script>alert(1)|*.txt").touch()
    snapshot = plainly.curate(raw, tmp_path / "curated", tmp_path / "work")
    return Outcome(snapshot, tmp_path / "curated", tmp_path / "docs", tallies={"load": Tally(1, 1, 0.5)})


def shown(terminal: bool) -> str:
    console = Console(file=StringIO(), force_terminal=terminal, width=100)
    with watched(console):
        for report in (("start", 0, 0, 0), ("load", 0, 0, 0), ("extract", 1, 2, 1200), ("publish", 0, 0, 0)):
            progress.report(*report)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_plain_lines_where_nobody_watches() -> None:
    expected = ["Starting", "Reading", "Extracting: batch 1 of 2, 1,200 articles", "Checking and publishing"]
    assert shown(terminal=False).splitlines() == expected


def test_a_bar_on_a_terminal() -> None:
    text = shown(terminal=True)
    assert "1,200 articles" in text or "Checking" in text
    assert "\x1b[" in text


def test_a_password_in_a_url_reaches_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.server.reachable_api", lambda *_: pytest.fail("a server was started"))
    assert run_and_report(Path("s3://key:secret@bucket"), tmp_path) == 1
    told = capsys.readouterr().err
    assert "s3://key:…@bucket: a password in a URL" in told
    assert "secret@" not in told


def test_a_name_that_is_mistyped_starts_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.server.reachable_api", lambda *_: pytest.fail("a server was started"))
    assert run_and_report(tmp_path / "rwa", tmp_path / "curated") == 1
    assert "rwa does not exist. Put articles there" in capsys.readouterr().err


def test_the_summary_says_what_came_out_and_where_to_look(outcome: Outcome) -> None:
    console = Console(file=StringIO(), width=200)
    summarise(console, Path("[bold]raw"), outcome)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[bold]raw → 1 articles" in text
    assert "1 × empty, at load" in text
    assert "<table>/*.parquet" in text
    assert "docs/index.html" in text


def test_the_dashboard_shows_the_words_of_an_input_as_they_are(outcome: Outcome) -> None:
    text = summary("<b>raw</b>", outcome, count_rejections(outcome.snapshot.path))
    assert "&lt;b&gt;raw" in text
    assert "<b>" not in text
    assert "| load | 1 | 1 | 0.50 |" in text
