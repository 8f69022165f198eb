"""The whole pipeline: what readers see after a real flow run, and what must hold whatever the input."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from schemas import TABLES
from tests import plainly

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "data" / "raw").glob("*.txt"))
RECORDS: list[dict[str, object]] = [
    {"id": 7, "title": "Phát động Tháng Công nhân", "text": "Ngày 2/5/2019, LĐLĐ tỉnh phát động Tháng Công nhân."},
    {"text": "Một tin ngắn, không có gì khác.", "published_at": "2019-05-02"},
]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles, two records, a copy, and one of each kind of bad input."""
    folder = tmp_path_factory.mktemp("raw")
    for seed in SEEDS:
        shutil.copy(seed, folder)
    (folder / "deeper").mkdir()
    shutil.copy(SEEDS[0], folder / "deeper" / "copy.txt")
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    (folder / "records.jsonl").write_text("\n".join([*lines, "", "[1, 2]", '{"title": "x"}', "{"]), encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\n\t")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt").write_bytes("Liên đoàn ".encode() + b"\xff\xfe\xc3" + "Lao động".encode())
    (folder / "huge.txt").write_bytes(b"a" * 50_000_000)
    (folder / "folder.txt").mkdir()
    (folder / "link.txt").symlink_to("nowhere.txt")
    (folder / "two\nlines.txt").write_text("Tin có tên lạ.")
    (folder / "page.pdf").write_bytes(b"%PDF-1.7")
    os.mkfifo(folder / "pipe.txt")
    return folder


REJECTED = {
    "records.jsonl#4": "bad_json",
    "records.jsonl#5": "no_text",
    "records.jsonl#6": "bad_json",
    "empty.txt": "empty",
    "blank.txt": "empty",
    "binary.txt": "binary",
    "broken.txt": "broken_encoding",
    "huge.txt": "too_large",
    "folder.txt": "empty_folder",
    "link.txt": "dangling_link",
    "two%0Alines.txt": "unsafe_name",
    "page.pdf": "unsupported_format",
    "pipe.txt": "not_a_file",
}
UNOPENED = 6
"""Of these, how many are rejected when they are listed: each run looks again, and does nothing where it sees the same."""


@pytest.fixture(scope="module")
def curated(raw: Path, tmp_path_factory: pytest.TempPathFactory, prefect_api: None) -> Path:
    """What a real flow run published."""
    from flows.curate import curate

    folder = tmp_path_factory.mktemp("target") / "curated"
    curate(raw, folder)
    return folder


def rows(curated: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(curated / table, format="parquet").to_table().to_pylist()
    return found


def test_every_input_is_an_article_or_a_rejection(curated: Path) -> None:
    articles = {row["source_uri"] for row in rows(curated, "articles")}
    assert {row["source_uri"]: row["reason"] for row in rows(curated, "rejections")} == REJECTED
    assert articles == {*(seed.name for seed in SEEDS), "deeper/copy.txt", "records.jsonl#1", "records.jsonl#2"}
    assert {row["source_uri"] for row in rows(curated, "loads")} == articles | set(REJECTED)


def test_a_rejection_tells_a_person_what_to_do(curated: Path) -> None:
    details = {row["source_uri"]: row["detail"] for row in rows(curated, "rejections")}
    assert "50000000 bytes" in details["huge.txt"]
    assert "position 13" in details["broken.txt"]
    assert all(detail.endswith(".") and detail.isprintable() for detail in details.values())


def test_an_exact_copy_is_counted_and_points_to_its_original(curated: Path) -> None:
    by_uri = {row["source_uri"]: row for row in rows(curated, "articles")}
    copy, original = by_uri["deeper/copy.txt"], by_uri[SEEDS[0].name]
    assert copy["article_id"] != original["article_id"]
    assert {copy["duplicate_of"], original["duplicate_of"]} == {None, original["article_id"]}


def test_what_a_record_states_is_trusted(curated: Path) -> None:
    article = next(row for row in rows(curated, "articles") if row["source_uri"] == "records.jsonl#1")
    assert (article["external_id"], article["title"]) == ("7", RECORDS[0]["title"])
    dated = next(row for row in rows(curated, "articles") if row["source_uri"] == "records.jsonl#2")
    assert (dated["published_at"].isoformat(), dated["published_grain"]) == ("2019-05-02T00:00:00+07:00", "day")


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_polars_and_pandas_read_the_same(curated: Path, table: str) -> None:
    parts = str(curated / table / "*.parquet")
    counted = duckdb.execute(f"SELECT count(*) FROM '{parts}'").fetchall()[0][0]
    polars, pandas = pl.read_parquet(parts), pd.read_parquet(curated / table)
    assert counted == len(polars) == len(pandas)
    assert polars.columns == list(pandas.columns) == list(TABLES[table].column_names)


def test_every_surface_equals_its_slice(curated: Path) -> None:
    for name, table in TABLES.items():
        if "surface" in table.column_names:
            wrong = duckdb.execute(
                f"SELECT count(*) FROM '{curated}/{name}/*.parquet' x JOIN '{curated}/articles/*.parquet' a "
                "USING (article_id) WHERE substr(a.text, char_start + 1, char_end - char_start) <> surface"
            ).fetchall()
            assert wrong == [(0,)], name


def test_segments_tile_the_text(curated: Path) -> None:
    for article in rows(curated, "articles"):
        left = list(article["text"])
        for segment in rows(curated, "segments"):
            if segment["article_id"] == article["article_id"]:
                for position in range(segment["char_start"], segment["char_end"]):
                    assert left[position] is not None, "two segments hold one character"
                    left[position] = None
        assert not "".join(filter(None, left)).strip()


def test_a_person_has_the_bodies_and_days_that_tell_namesakes_apart(curated: Path) -> None:
    general = next(row for row in rows(curated, "entities") if row["canonical"] == "Nguyễn Việt Hùng")
    assert "Tổng cục Công nghiệp quốc phòng" in general["bodies"]
    assert str(general["first_named_on"]) == str(general["last_named_on"]) == "2021-07-15"


def test_a_second_run_finds_nothing_to_do(raw: Path, curated: Path) -> None:
    from flows.curate import curate

    before = (curated / "snapshot.json").read_bytes()
    outcome = curate(raw, curated)
    assert outcome
    assert outcome.unchanged == len(rows(curated, "articles")) + len(rows(curated, "rejections")) - UNOPENED
    assert str(outcome) == "nothing new, snapshot 1 stays"
    assert (outcome.warnings, outcome.tallies) == ([], {})
    assert (curated / "snapshot.json").read_bytes() == before


def test_the_report_shows_both_gates(curated: Path) -> None:
    index = (curated.parent / f"{curated.name}-docs" / "index.html").read_text(encoding="utf-8")
    assert all(f">{table} {gate}<" in index for gate in ("rows", "table") for table in ("articles", "mentions")), index


def test_the_run_leaves_its_artifacts(curated: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import ArtifactSort

    with get_client(sync_client=True) as client:
        latest_last = client.read_artifacts(sort=ArtifactSort.CREATED_DESC)[::-1]
        found = {artifact.key: artifact for artifact in latest_last}
    assert {"run-summary", "rejections", "validation", "validation-report"} <= set(found)
    assert "| articles | 8 |" in str(found["run-summary"].data)


def test_a_snapshot_that_fails_the_gate_is_not_published(
    raw: Path, curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.curate import curate
    from tasks.gates import tables
    from tasks.validate import NotPublished

    unmet = tables.Breach("mentions", "expect_column_values_to_be_unique", "entity_id", "<b>2</b>")
    monkeypatch.setattr(tables, "breaches", lambda *_: [unmet])
    before = (curated / "snapshot.json").read_bytes()
    with pytest.raises(NotPublished, match="the last one stays"):
        curate(raw, curated, full=True)
    assert (curated / "snapshot.json").read_bytes() == before
    assert latest_artifact("validation").startswith("[")
    assert "<b>" not in latest_artifact("validation")


@pytest.mark.usefixtures("prefect_api")
def test_inputs_of_which_none_is_an_article_are_told_with_their_reasons(tmp_path: Path) -> None:
    from flows.curate import NothingToCurate, curate

    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "raw" / "blank.txt").write_text(" ")
    with pytest.raises(NothingToCurate, match=r"None of the 2 inputs of .*1 × empty at .*The first is "):
        curate(tmp_path / "raw", tmp_path / "curated")
    assert not (tmp_path / "curated").exists()


@pytest.mark.usefixtures("prefect_api")
def test_an_inbox_without_files_is_no_failure(tmp_path: Path) -> None:
    from flows.curate import curate

    (tmp_path / "raw").mkdir()
    state = curate(tmp_path / "raw", tmp_path / "curated", return_state=True)
    assert state.is_completed()
    assert str(state.message).endswith("holds no file yet")
    assert not (tmp_path / "curated").exists()


@pytest.mark.usefixtures("prefect_api")
def test_what_the_dashboard_does_not_take_is_a_warning_once_the_snapshot_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.curate

    def refuse(*_: object) -> None:
        raise ConnectionError("the server is away")

    monkeypatch.setattr(flows.curate, "publish_artifacts", refuse)
    outcome = flows.curate.curate(SEEDS[0], tmp_path / "curated")
    assert len(rows(tmp_path / "curated", "articles")) == 1
    assert outcome
    assert any("the server is away" in warning for warning in outcome.warnings)


def latest_artifact(key: str) -> str:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    return str(max(found, key=lambda artifact: artifact.created).data)  # type: ignore[arg-type, return-value]


def test_the_same_input_gives_the_same_bytes_in_any_order(raw: Path, tmp_path: Path) -> None:
    once = plainly.curate(raw, tmp_path / "a" / "curated", tmp_path / "work-a")
    again = plainly.curate(raw, tmp_path / "b" / "curated", tmp_path / "work-b", 3000, lambda b: list(reversed(b)))
    assert files(once.path) == files(again.path)


def test_what_cannot_be_read_for_now_stays_and_is_told_once(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect_api: None
) -> None:
    from flows.curate import curate

    inbox = tmp_path / "raw"
    inbox.mkdir()
    for seed in SEEDS[:2]:
        shutil.copy(seed, inbox)
    curate(inbox, tmp_path / "curated")
    (inbox / SEEDS[0].name).rename(tmp_path / "elsewhere")
    (inbox / SEEDS[0].name).symlink_to("nowhere")
    shutil.copy(SEEDS[2], inbox)
    outcome = curate(inbox, tmp_path / "curated", prune=True)
    assert outcome
    assert outcome.snapshot.rows["articles"] == 3
    assert [warning.split(" (")[0] for warning in outcome.warnings] == ["1 of the inputs could not be read for now"]
    assert str(curate(inbox, tmp_path / "curated", prune=True)) == "nothing new, snapshot 2 stays"


def test_a_password_in_a_url_is_in_no_name_and_no_message(tmp_path: Path, prefect_api: None) -> None:
    from flows.curate import curate
    from tasks.inputs.sources import SecretInUrl

    with pytest.raises(SecretInUrl, match="key:…@bucket"):
        curate(Path("s3://key:secret@bucket"), tmp_path / "curated")
    (run,) = (run for run in flow_runs() if "bucket" in str(run.name))
    assert "key:…@bucket" in str(run.name)
    assert "secret" not in f"{run.name} {run.state_name} {run.state.message if run.state else ''}"


def flow_runs() -> list[Any]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return client.read_flow_runs()


def files(snapshot: Path) -> dict[str, str]:
    parquet = sorted(snapshot.rglob("*.parquet"))
    return {str(p.relative_to(snapshot)): hashlib.sha256(p.read_bytes()).hexdigest() for p in parquet}
