"""Nothing out of an input is obeyed by what shows it: terminals, Markdown and HTML, spreadsheets."""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import answer
from flows.cli import app
from flows.escape import cell, plain, printable, visible
from tests import plainly

ATTACKS = [
    "<script>x</script>",
    "[x](http://a.test)",
    "a|b",
    "![i](x)",
    "a\nb",
    "\x1b[31m",
    "\x9b31m",
    "`x`",
    "\u202egnp.exe",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "@all",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_plain_leaves_no_markup(attack: str) -> None:
    text = plain(attack)
    assert "<" not in text
    assert "http://" not in text
    assert text.isprintable()
    assert all(text[i - 1] == "\\" for i, c in enumerate(text) if c in "[]()|`*_")


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_terminal_obeys_is_left(attack: str) -> None:
    assert printable(attack).isprintable()
    assert all(line.isprintable() for line in visible(attack).split("\n"))


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_formula_becomes_text(formula: str) -> None:
    assert cell(formula) == "'" + formula


@pytest.mark.parametrize("value", ["a=1", "", "42/KH-LĐLĐ", -1, 2.5, None])
def test_every_other_cell_stays_as_it_is(value: object) -> None:
    assert cell(value) == value


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """One article whose text attacks a terminal and a spreadsheet."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "good.txt").write_text("=cmd|'/C calc'!A0 \x1b]0;tựa\x07 một tin.", encoding="utf-8")
    plainly.curate(tmp_path / "raw", tmp_path / "curated", tmp_path / "work")
    return tmp_path / "curated"


def asked(curated: Path, output: str) -> str:
    query = "SELECT text FROM articles"
    return CliRunner().invoke(app, ["sql", query, "--output", output, "--curated", str(curated)]).output


def test_the_answers_of_sql_are_harmless(curated: Path) -> None:
    assert list(csv.reader(StringIO(asked(curated, "csv"))))[1][0].startswith("'=cmd")
    assert "\x1b" not in asked(curated, "table")
    assert "\x07" not in asked(curated, "json")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("output", ["csv", "json", "table"])
def test_a_terminal_is_sent_no_commands(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.setattr(sys, "stdout", screen := Terminal())
    answer.print_answer(duckdb.connect(), "SELECT chr(27) || '[31m' || chr(155) || '1m' AS x", output)
    assert "\x1b" not in screen.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x9b" not in screen.getvalue()
