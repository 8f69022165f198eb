"""Publication: what readers see is one whole snapshot, equal inputs give equal bytes, a second run costs its changes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb
import pytest

from schemas import TABLES
from tasks.snapshot import Snapshot, Target, TargetBusy
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
        count = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/curated/{name}/*.parquet'").fetchall()
        assert count == [(snapshot.rows[name],)]
    assert snapshot.rows["articles"] == snapshot.rows["loads"] == 20
    assert (snapshot.rows["documents"], snapshot.rows["entities"]) == (9, 6)


def test_equal_inputs_give_equal_bytes_in_any_order_and_batch_size(tmp_path: Path) -> None:
    raws = [raw(n) for n in range(20)]
    for name, inputs, size in (("a", raws, 7), ("b", raws[::-1], 3)):
        with Target.open(tmp_path / name) as target:
            publish(target, inputs, size)
    assert files(tmp_path / "a") == files(tmp_path / "b")


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
