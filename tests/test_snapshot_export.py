"""Exports to a folder and to object storage: `latest.json` names one whole snapshot, whatever happens beside it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import fs
from typer.testing import CliRunner

from flows.cli import app
from schemas import TABLES
from tasks.snapshot import PublicationError, Target, places
from tasks.snapshot.errors import Damaged
from tasks.snapshot.export import export
from tasks.snapshot.history import find, path_of
from tests.s3_server import s3_server
from tests.snapshot_articles import raw
from tests.test_snapshot import publish

DELTA = "deltalake"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An empty bucket."""
    with s3_server():
        store, _ = fs.FileSystem.from_uri("s3://tables?allow_bucket_creation=true")
        store.create_dir("tables")
        yield "s3://tables"


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Somewhere to export to."""
    if request.param == "folder":
        return str(tmp_path / "Bản xuất")
    return f"{request.getfixturevalue('bucket')}/{uuid4().hex}"


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A folder that was published to: ten articles."""
    edition(tmp_path / "curated", 0)
    return tmp_path / "curated"


def edition(curated: Path, number: int) -> None:
    """Publish ten articles, in small parts: one is new in every edition, one goes."""
    with Target.open(curated, part_bytes=1000) as target:
        publish(target, [raw(n) for n in range(number, number + 10)])


def opened(place: str) -> tuple[fs.FileSystem, str]:
    return fs.FileSystem.from_uri(place)  # type: ignore[no-any-return]


def names(place: str) -> set[str]:
    store, root = opened(place)
    found = store.get_file_info(fs.FileSelector(root, recursive=True, allow_not_found=True))
    return {info.path.removeprefix(f"{root}/") for info in found if info.type == fs.FileType.File}


def pinned(place: str) -> dict[str, Any]:
    """The manifest that a reader pins."""
    store, root = opened(place)

    def said(name: str) -> dict[str, Any]:
        with store.open_input_stream(f"{root}/{name}") as stream:
            return json.loads(stream.read())  # type: ignore[no-any-return]

    return said(said("latest.json")["manifest"])


def check_whole(place: str, manifest: dict[str, Any]) -> None:
    """Hold every file that a manifest names to its hash and its rows, and the tables to each other."""
    assert manifest["tables"].keys() == TABLES.keys()
    read = {name: [parquet(place, file) for file in table["files"]] for name, table in manifest["tables"].items()}
    assert {name: sum(map(len, t)) for name, t in read.items()} == rows_of(manifest)
    loads, articles = pa.concat_tables(read["loads"]), pa.concat_tables(read["articles"])
    assert set(loads["snapshot_id"].to_pylist()) == {manifest["snapshot_id"]}
    assert set(loads["article_id"].to_pylist()) == set(articles["article_id"].to_pylist())


def rows_of(manifest: dict[str, Any]) -> dict[str, int]:
    return {name: table["rows"] for name, table in manifest["tables"].items()}


def parquet(place: str, file: dict[str, Any]) -> pa.Table:
    store, root = opened(place)
    with store.open_input_stream(f"{root}/{file['path']}") as stream:
        content = stream.read()
    assert hashlib.sha256(content).hexdigest() == file["sha256"]
    return pq.read_table(pa.BufferReader(content))


def test_a_snapshot_is_exported_whole_and_a_second_time_nothing_is_sent(curated: Path, place: str) -> None:
    first = export(curated, place)
    manifest = pinned(place)
    check_whole(place, manifest)
    assert manifest["snapshot_id"] == first.snapshot_id == find(curated).snapshot_id
    assert first.sent == len([name for name in names(place) if name.startswith("parts/")]) > len(TABLES)
    again = export(curated, place)
    assert (again.sent, again.already, again.manifest) == (0, first.sent, first.manifest)


def test_what_has_not_changed_is_not_sent_again(curated: Path, place: str) -> None:
    first = export(curated, place)
    edition(curated, 1)
    second = export(curated, place)
    assert second.already > first.sent / 3
    assert second.sent + second.already == len([f for t in pinned(place)["tables"].values() for f in t["files"]])
    check_whole(place, pinned(place))


def test_a_kept_snapshot_can_be_exported_by_its_number(curated: Path, tmp_path: Path) -> None:
    edition(curated, 1)
    export(curated, str(tmp_path / "out"), snapshot="1")
    assert pinned(str(tmp_path / "out"))["sequence"] == 1


def test_old_exports_are_removed_but_for_the_last(curated: Path, place: str) -> None:
    manifests = []
    for number in range(1, 4):
        export(curated, place)
        manifests.append(pinned(place))
        edition(curated, number)
    assert export(curated, place, keep=2).removed
    kept = [manifests[2], pinned(place)]
    for manifest in kept:
        check_whole(place, manifest)
    named = {file["path"] for m in kept for table in m["tables"].values() for file in table["files"]}
    assert {name for name in names(place) if name.startswith("parts/")} == named
    assert len([name for name in names(place) if name.startswith("manifests/")]) == 2
    assert export(curated, place, keep=2).removed == 0


def test_old_delta_versions_are_removed_but_for_the_last(curated: Path, tmp_path: Path) -> None:
    pytest.importorskip(DELTA)
    out, manifests = str(tmp_path / "out"), []
    for number in range(1, 4):
        export(curated, out, ["delta"])
        manifests.append(pinned(out))
        edition(curated, number)
    assert export(curated, out, ["delta"], keep=2).removed == 2 * (len(TABLES) - 1)  # rejections: empty throughout
    for manifest in (manifests[2], pinned(out)):
        assert delta_rows(out, manifest) == rows_of(manifest)
    assert export(curated, out, ["delta"], keep=2).removed == 0


def test_a_removed_article_leaves_no_trace(curated: Path, tmp_path: Path) -> None:
    pytest.importorskip(DELTA)
    out = tmp_path / "out"
    export(curated, str(out), ("parquet", "delta"))
    edition(curated, 1)
    export(curated, str(out), ("parquet", "delta"), keep=1)
    gone, stays = raw(0).article_id.encode(), raw(1).article_id.encode()
    contents = [path.read_bytes() for path in out.rglob("*") if path.is_file()]
    assert any(stays in content for content in contents)
    assert not any(gone in content for content in contents)


def test_what_others_keep_beside_an_export_stays(curated: Path, tmp_path: Path) -> None:
    strangers = [tmp_path / "out" / name for name in ("thesis.docx", "parts/articles/own.parquet", "manifests/a.json")]
    for path in strangers:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    export(curated, str(tmp_path / "out"), keep=1)
    assert all(path.exists() for path in strangers)


class Died(BaseException):
    """What ends a process, as far as the code can tell."""


def dying(monkeypatch: pytest.MonkeyPatch, place: str, at: int) -> Callable[[], int]:
    """Let the object number `at` (from 0) be cut short, and nothing be written after it; returns the count so far."""
    owner = places.ObjectStore if "://" in place else places.Folder
    put, lock, count = owner.put, threading.Lock(), [0]

    def cut_short(self: Any, name: str, content: bytes) -> None:
        with lock:
            number, count[0] = count[0], count[0] + 1
        if number == at and name.startswith("parts/"):
            put(self, name, content[: len(content) // 2])
        if number >= at:
            raise Died
        put(self, name, content)

    monkeypatch.setattr(owner, "put", cut_short)
    return lambda: count[0]


def test_an_export_that_dies_at_any_object_leaves_the_old_one(
    curated: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(curated, place)
    old = pinned(place)
    edition(curated, 1)
    puts = 0
    for at in range(0, 100, 11 if "://" in place else 3):
        with monkeypatch.context() as patch:
            count = dying(patch, place, at)
            try:
                export(curated, place)
            except Died:
                check_whole(place, pinned(place))
                assert pinned(place) == old
                continue
            puts = count()
            break
    new = pinned(place)
    assert 0 < puts <= at
    assert new["sequence"] == 2
    check_whole(place, new)
    check_whole(place, old)


def test_readers_beside_exports_see_whole_snapshots(curated: Path, place: str) -> None:
    export(curated, place)
    done, seen, failures = threading.Event(), set(), []

    def read_on() -> None:
        while not done.is_set():
            try:
                manifest = pinned(place)
                check_whole(place, manifest)
                seen.add(manifest["sequence"])
            except BaseException as error:
                failures.append(error)
                return

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in (1, 2):
        edition(curated, number)
        export(curated, place, keep=3)
    done.set()
    reader.join()
    assert not failures
    assert seen
    assert pinned(place)["sequence"] == 3


def delta_rows(place: str, manifest: dict[str, Any]) -> dict[str, int]:
    from deltalake import DeltaTable

    from tasks.snapshot.delta import storage_options

    return {
        name: DeltaTable(f"{place}/{t['delta']['path']}", t["delta"]["version"], storage_options(place))
        .to_pyarrow_table()
        .num_rows
        for name, t in manifest["tables"].items()
    }


def test_delta_tables_hold_the_snapshot_and_are_left_alone_when_unchanged(curated: Path, place: str) -> None:
    pytest.importorskip(DELTA)
    for _ in range(2):
        assert set(export(curated, place, ["delta"]).delta_versions.values()) == {0}
    assert delta_rows(place, pinned(place)) == rows_of(pinned(place))
    assert not [name for name in names(place) if name.startswith("parts/")]


def test_a_changed_delta_table_gets_one_commit(curated: Path, tmp_path: Path) -> None:
    pytest.importorskip(DELTA)
    out = str(tmp_path / "out")
    export(curated, out, ["delta"])
    first = pinned(out)
    edition(curated, 1)
    versions = export(curated, out, ["delta"]).delta_versions
    assert versions == {name: int(name != "rejections") for name in TABLES}
    for manifest in (first, pinned(out)):
        assert delta_rows(out, manifest) == rows_of(manifest)


def test_delta_tables_read_alike_by_every_reader(curated: Path, tmp_path: Path) -> None:
    deltalake = pytest.importorskip(DELTA)
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    export(curated, str(tmp_path / "out"), ["delta"])
    where = str(tmp_path / "out" / "delta" / "mentions")
    table = deltalake.DeltaTable(where)
    (commit,) = table.history()
    assert commit["trichluc.snapshot_id"] == find(curated).snapshot_id
    published = duckdb.sql(f"SELECT * FROM '{curated}/mentions/*.parquet' ORDER BY ALL").fetchall()
    mentions = table.to_pyarrow_dataset()  # noqa: F841 - DuckDB looks the name up
    assert duckdb.sql("SELECT * FROM mentions ORDER BY ALL").fetchall() == published
    assert sorted(polars.read_delta(where).rows()) == sorted(published)


def test_an_export_that_died_between_tables_is_completed(
    curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(DELTA)
    from tasks.snapshot.delta import DeltaTables

    out = str(tmp_path / "out")
    export(curated, out, ["delta"])
    old = pinned(out)
    edition(curated, 1)
    commit = DeltaTables.commit

    def dying_at_periods(self: DeltaTables, name: str, *given: Any) -> int:
        if name == "periods":
            raise Died
        return commit(self, name, *given)

    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr(DeltaTables, "commit", dying_at_periods)
        export(curated, out, ["delta"])
    assert pinned(out) == old
    assert delta_rows(out, old) == rows_of(old)
    assert set(export(curated, out, ["delta"]).delta_versions.values()) == {0, 1}


def test_a_missing_library_is_named(curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, DELTA, None)
    with pytest.raises(PublicationError, match=r"trichluc\[delta\]"):
        export(curated, str(tmp_path / "out"), ["delta"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("target", ["ftp://host/a", "hdfs://host/a"])
def test_a_store_without_the_promise_is_refused(curated: Path, target: str) -> None:
    with pytest.raises(PublicationError, match="s3://"):
        export(curated, target)


@pytest.mark.parametrize("below", ["", "/out", "/.."])
def test_an_export_into_the_published_folder_is_refused(curated: Path, below: str) -> None:
    with pytest.raises(PublicationError, match="cannot lie in"):
        export(curated, f"{curated}{below}")


def test_a_damaged_file_is_not_exported(curated: Path, tmp_path: Path) -> None:
    damaged = next((path_of(curated, find(curated)) / "mentions").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    with pytest.raises(Damaged, match="mentions"):
        export(curated, str(tmp_path / "out"))
    assert not (tmp_path / "out" / "latest.json").exists()


def test_the_command_says_what_it_did(curated: Path, tmp_path: Path) -> None:
    given = ["export", str(tmp_path / "out"), "--curated", str(curated)]
    assert "Snapshot 1 (" in CliRunner().invoke(app, given).output
    assert " 0 files sent" in CliRunner().invoke(app, given).output
    unknown = CliRunner().invoke(app, [*given, "--snapshot", "none"])
    assert unknown.exit_code == 1
    assert "no snapshot 'none'" in unknown.output


def test_a_bucket_that_is_not_there_is_said(curated: Path, bucket: str) -> None:
    refused = CliRunner().invoke(app, ["export", "s3://nowhere/tables", "--curated", str(curated)])
    assert refused.exit_code == 1
    assert "nowhere" in refused.output


PAGE = (Path(__file__).parent.parent / "docs/publication.md").read_text("utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_tells_readers_how_to_pin(curated: Path, place: str) -> None:
    """The code on the page runs as it stands, but for the address."""
    export(curated, place)
    (snippet,) = (code for code in SNIPPETS if "latest.json" in code)
    found: dict[str, Any] = {}
    exec(snippet.replace("s3://bucket/prefix", place), found)
    assert len(found["by_pandas"]) == len(found["by_polars"]) == len(found["by_duckdb"]) == 20
