"""The command `trichluc`: what it prints, what it returns, and that its help teaches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from flows.cli import app
from schemas import TABLES
from tests import plainly
from trichluc import __version__

ROOT = Path(__file__).parent.parent
SEED = sorted((ROOT / "data" / "raw").glob("*.txt"))[0]
run = CliRunner().invoke


def test_version() -> None:
    assert run(app, ["--version"]).output == f"trichluc {__version__}\n"


def test_help_names_every_command() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "flows.cli", "--help"], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout
    assert all(name in told for name in get_command(app).commands)  # type: ignore[attr-defined]


def test_help_imports_nothing_slow() -> None:
    code = "import sys, flows.cli; print(sorted({'prefect', 'pandas', 'great_expectations', 'pyarrow'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert found.stdout == "[]\n"


@pytest.mark.parametrize("name", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_and_option_is_explained(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.help
    assert all(getattr(option, "help", None) for option in command.params), name


def test_extract_prints_json_with_every_extracted_table() -> None:
    result = run(app, ["extract", str(SEED)])
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert found["articles"][0]["title"].startswith("Đảng bộ Cục Hải quan Quảng Ninh")
    assert all(found[name] for name in ("segments", "mentions", "periods", "citations"))


def test_the_words_of_an_article_are_shown_as_they_are() -> None:
    result = run(app, ["extract", "-", "--pretty"], input="Tin [bold]đậm[/bold] và hết.")
    assert "Tin [bold]đậm[/bold] và hết." in result.output


def test_extract_reads_standard_input_and_paints() -> None:
    text = "Ngày 2/5/2019, LĐLĐ tỉnh Bắc Kạn ban hành Kế hoạch số 12/KH-LĐLĐ."
    result = run(app, ["extract", "-", "--pretty"], input=text)
    assert result.exit_code == 0
    assert "Kế hoạch số 12/KH-LĐLĐ" in result.output


def test_extract_prints_no_terminal_commands_of_an_article() -> None:
    result = run(app, ["extract", "-", "--pretty"], input="Tin \x1b[31mđỏ\x1b]0;tựa\x07 và hết.")
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


def test_extract_of_what_is_no_text_fails_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\0" * 100)
    result = run(app, ["extract", str(tmp_path / "binary.txt")])
    assert result.exit_code == 1
    assert "could not be read" in result.output
    assert "Traceback" not in result.output


def test_extract_reads_a_file_as_a_run_would(tmp_path: Path) -> None:
    records = [{"text": "Ngày 2/5/2019, LĐLĐ tỉnh họp.", "title": "Họp"}, {"text": "Ngày 3/5/2019 họp tiếp."}]
    (tmp_path / "a.json").write_text(json.dumps([*records, {"id": 1}]), encoding="utf-8")
    result = run(app, ["extract", str(tmp_path / "a.json")])
    tables = json.loads(result.stdout)
    assert tables["articles"][0]["title"] == "Họp"
    assert [row["surface"] for row in tables["periods"]] == ["Ngày 2/5/2019", "Ngày 3/5/2019"]
    assert "a.json#3 could not be read. The record has no field `text`" in result.stderr
    missing = run(app, ["extract", str(tmp_path / "none.txt")])
    assert (missing.exit_code, "does not exist" in missing.stderr) == (1, True)


def test_tables_explains_all_and_one() -> None:
    assert all(f"## {name}" in run(app, ["tables"]).output for name in TABLES)
    assert "starts_on" in run(app, ["tables", "periods"]).output
    assert run(app, ["tables", "nothing"]).exit_code == 1


def test_rejections_lists_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").touch()
    (tmp_path / "raw" / "good.txt").write_text("Một tin.", encoding="utf-8")
    plainly.curate(tmp_path / "raw", tmp_path / "curated", tmp_path / "work")
    result = run(app, ["rejections", "--curated", str(tmp_path / "curated")])
    assert result.output.startswith("empty.txt")
    assert "Save the article again" in result.output
    assert run(app, ["rejections", "--curated", str(tmp_path / "none")]).exit_code == 1


def test_what_cannot_be_listed_is_a_sentence() -> None:
    for command in ("extract", "furniture"):
        told = run(app, [command, "s3x://a/b"])
        assert (told.exit_code, told.stdout) == (1, ""), told.exception
        assert "s3x://a/b cannot be read" in told.stderr


def test_a_run_that_fails_says_why_and_returns_1(tmp_path: Path, prefect_api: None) -> None:
    environment = {"PREFECT_API_URL": api_url()}
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "run",
        "--raw",
        str(tmp_path / "none"),
        "--curated",
        str(tmp_path / "c"),
    ]
    failed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**environ(), **environment})
    assert failed.returncode == 1
    assert "does not exist" in failed.stderr
    assert "Traceback" not in failed.stderr


def api_url() -> str:
    from prefect.settings import PREFECT_API_URL

    return str(PREFECT_API_URL.value())


def environ() -> dict[str, str]:
    return dict(os.environ)
