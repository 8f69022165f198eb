"""Settings come from the environment, then from the file, and a wrong one is a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.settings import MEGABYTE, Settings, settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_setting_is_described_and_has_a_default() -> None:
    assert Settings().batch_bytes == 32 * MEGABYTE
    assert all(field.description for field in Settings.model_fields.values())


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("trichluc.toml").write_text('raw = "from/file"\nworkers = 3\n')
    monkeypatch.setenv("TRICHLUC_RAW", "from/environment")
    assert (Settings().raw, Settings().workers) == (Path("from/environment"), 3)


def test_the_report_goes_beside_the_tables_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().docs_folder(Path("data/curated")) == Path("data/curated-docs")
    monkeypatch.setenv("TRICHLUC_DOCS", "report")
    assert Settings().docs_folder(Path("data/curated")) == Path("report")


@pytest.fixture
def read_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("read_anew")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("workers = -1", "workers"),
        ('batch_bytes = "many"', "batch_bytes"),
        ("colour = 1", "there is no colour"),
        ("raww = 1", "there is no raww; is raw meant"),
        ('columns = {content = "text"}', "columns.content.*text.*published_at"),
        ('raw = "open', "Unterminated string"),
        ('raw = "s3://key:secret@bucket"', "s3://key:…@bucket: a password"),
    ],
)
def test_a_wrong_setting_is_a_sentence(wrong: str, told: str) -> None:
    Path("trichluc.toml").write_text(wrong)
    with pytest.raises(SystemExit, match=f"Settings .*{told}"):
        settings()


@pytest.mark.usefixtures("read_anew")
def test_a_wrong_name_or_value_in_the_environment_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICHLUC_COLUMNS", "foo")
    with pytest.raises(SystemExit, match="columns"):
        settings()
    monkeypatch.setenv("TRICHLUC_RAWW", "elsewhere")
    with pytest.raises(SystemExit, match="no TRICHLUC_RAWW; is TRICHLUC_RAW meant"):
        settings()
