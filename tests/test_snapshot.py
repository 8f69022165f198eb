"""Publication: what readers see is one whole snapshot, equal inputs give equal bytes, a second run costs its changes."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

import duckdb
import pytest

from schemas import TABLES
from tasks.snapshot import Retention, Snapshot, Target, TargetBusy, pinned, runs
from tasks.snapshot.diff import TableDiff, diff
from tasks.snapshot.errors import NewerLayout, NotCurated, UnknownSnapshot
from tasks.snapshot.history import find, path_of, snapshots
from tasks.snapshot.vacuum import vacuum
from tests.snapshot_articles import raw, tables_of
from trichluc.article import RawArticle


def publish(target: Target, raws: list[RawArticle], size: int = 7, keep: Collection[str] = ()) -> Snapshot:
    staging = target.stage(keep)
    for batch_no, start in enumerate(range(0, len(raws), size)):
        staging.write(batch_no, tables_of(raws[start : start + size]))
    return target.publish(staging.assemble())


def files(curated: Path) -> dict[str, bytes]:
    return {str(p.relative_to(curated)): p.read_bytes() for p in sorted(curated.glob("*/*.parquet"))}


def test_every_table_is_published_with_its_rows(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        snapshot = publish(target, [raw(n) for n in range(20)])
        assert target.ledger()["00003.txt"].status == "article"
    for name in TABLES:
        count = duckdb.execute(f"SELECT count(*) FROM '{tmp_path}/curated/{name}/*.parquet'").fetchall()
        assert count == [(snapshot.rows[name],)]
    assert snapshot.rows["articles"] == snapshot.rows["loads"] == 20
    assert (snapshot.rows["documents"], snapshot.rows["entities"]) == (9, 6)


def test_equal_inputs_give_equal_bytes_in_any_order_and_batch_size(tmp_path: Path) -> None:
    raws = [raw(n) for n in range(20)]
    for name, inputs, size in (("a", raws, 7), ("b", raws[::-1], 3)):
        with Target.open(tmp_path / name) as target:
            publish(target, inputs, size)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_more_batches_than_are_read_at_once_are_merged_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raws = [raw(n) for n in range(20)]
    with Target.open(tmp_path / "at once") as target:
        publish(target, raws)
    monkeypatch.setattr(runs, "FILES_AT_ONCE", 3)
    with Target.open(tmp_path / "in two passes") as target:
        publish(target, raws, size=2)  # ten batches: merged to four, and these to two
    assert files(tmp_path / "at once") == files(tmp_path / "in two passes")
    assert not list(tmp_path.rglob("merged-*"))


def test_an_incremental_run_equals_a_full_one(tmp_path: Path) -> None:
    before, after = [raw(n) for n in range(20)], [raw(n, "Sửa." if n == 4 else "") for n in range(1, 22)]
    with Target.open(tmp_path / "a") as target:
        publish(target, before)
        keep = {r.source_uri for r in after} & set(target.ledger()) - {"00004.txt"}
        publish(target, [r for r in after if r.source_uri not in keep], keep=keep)
    with Target.open(tmp_path / "b") as target:
        publish(target, after)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_second_publisher_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated"), pytest.raises(TargetBusy), Target.open(tmp_path / "curated"):
        pass
    with Target.open(tmp_path / "curated"):
        pass


def test_a_forked_child_keeps_no_lock(tmp_path: Path) -> None:
    waiting, ending = os.pipe()
    with Target.open(tmp_path / "curated"):
        child = os.fork()
        if not child:
            os.close(ending)
            os.read(waiting, 1)
            os._exit(0)
    with Target.open(tmp_path / "curated", wait_seconds=30):  # until the child has given it up
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "the child lives still"
    os.close(ending)
    os.waitpid(child, 0)
    os.close(waiting)


def test_rollback_shows_an_earlier_snapshot_and_can_be_undone(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        publish(target, [raw(n) for n in range(5)])
        before = files(curated)
        publish(target, [raw(n) for n in range(6)])
        after = files(curated)
        target.rollback(find(curated, "previous"))
        assert files(curated) == before
        target.rollback(find(curated, "2"))
        assert files(curated) == after
    assert [(s.sequence, s.rows["articles"]) for s in snapshots(curated)] == [(1, 5), (2, 6), (3, 5), (4, 6)]


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        first = publish(target, [raw(n) for n in range(5)])
        assert publish(target, [raw(n) for n in range(5)]) == first
        assert sorted(p.name for p in target.store.path.iterdir()) == sorted([first.path.name, "lock", "published"])


def test_a_damaged_view_is_made_whole_by_the_next_run(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        publish(target, [raw(n) for n in range(5)])
        before = files(curated)
        next((curated / "mentions").iterdir()).unlink()
        publish(target, [], keep=target.ledger())
        assert files(curated) == before


def test_vacuum_keeps_the_last_snapshots_and_those_that_are_pinned(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated, retention=Retention(last=2, hours=0)) as target:
        publish(target, [raw(0)])
        with pinned(curated) as first:
            for n in range(1, 6):
                publish(target, [raw(n)])
            assert [s.sequence for s in snapshots(curated)] == [1, 5, 6]
            assert (first / "articles").exists()
        publish(target, [raw(9)])
    assert [s.sequence for s in snapshots(curated)] == [6, 7]


@pytest.mark.parametrize("kept", range(1, 7))
@pytest.mark.parametrize("last", [1, 2, 5, 8])
def test_vacuum_never_removes_one_of_the_last_snapshots(tmp_path: Path, kept: int, last: int) -> None:
    with Target.open(tmp_path / "curated", retention=Retention(last=9)) as target:
        for n in range(kept):
            publish(target, [raw(n)])
        removed = vacuum(target.store, Retention(last, hours=0))
    assert [s.sequence for s in removed] == list(range(1, kept + 1))[:-last]


def test_a_removed_article_leaves_no_trace_after_vacuum(tmp_path: Path) -> None:
    secret = raw(7, "Bí mật")
    with Target.open(tmp_path / "curated") as target:
        publish(target, [raw(1), secret])
        publish(target, [raw(1)])
        vacuum(target.store, Retention(last=1, hours=0))
    names = (secret.source_uri.encode(), secret.article_id.encode())
    left = [p for p in tmp_path.rglob("*") if p.is_file() and any(name in p.read_bytes() for name in names)]
    assert not left
    assert len({p.stat().st_ino for p in tmp_path.rglob("*.parquet")}) == len(TABLES)


def test_diff_counts_rows_and_names_inputs(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        publish(target, [raw(0), raw(1), raw(2)])
        publish(target, [raw(1), raw(2, "Sửa."), raw(3)])
    kept = [(path_of(curated, s), s) for s in snapshots(curated)]
    found = diff(*kept)
    assert (found.inputs_added, found.inputs_changed, found.inputs_removed) == (
        ["00003.txt"],
        ["00002.txt"],
        ["00000.txt"],
    )
    assert found.tables["articles"] == TableDiff(before=3, after=3, added=2, removed=2)
    assert found.tables["mentions"] == TableDiff(before=6, after=6, added=4, removed=4)


@pytest.mark.parametrize("name", ["current", "1000", "none"])
def test_an_unknown_snapshot_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownSnapshot, match=name):
        find(tmp_path / "curated", name)


def test_a_folder_of_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "curated").mkdir()
    (tmp_path / "curated" / "thesis.docx").touch()
    with pytest.raises(NotCurated, match="thesis"), Target.open(tmp_path / "curated"):
        pass
    assert (tmp_path / "curated" / "thesis.docx").exists()


def test_a_file_put_among_the_tables_is_not_removed(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        publish(target, [raw(0)])
    (curated / "my-notes.txt").touch()
    with pytest.raises(NotCurated, match=r"my-notes.*move it elsewhere"), Target.open(curated):
        pass
    assert (curated / "my-notes.txt").exists()


def test_a_snapshot_of_a_later_version_is_refused(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        publish(target, [raw(0)])
    content = json.loads((curated / "snapshot.json").read_text())
    (curated / "snapshot.json").write_text(json.dumps(content | {"layout": 99}))
    with pytest.raises(NewerLayout), Target.open(curated):
        pass
