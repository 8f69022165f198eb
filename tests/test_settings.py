"""Settings come from the environment, then from the file, and a wrong one is a sentence."""

from __future__ import annotations

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


@pytest.mark.parametrize("wrong", ["workers = -1", 'batch_bytes = "many"', "colour = 1"])
def test_a_wrong_setting_is_a_sentence(wrong: str) -> None:
    Path("trichluc.toml").write_text(wrong)
    settings.cache_clear()
    with pytest.raises(SystemExit, match=f"Settings .*{wrong.split()[0]}"):
        settings()
    settings.cache_clear()
