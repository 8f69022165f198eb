"""Incremental runs: whatever came before, what is published is, byte for byte, what a full run would publish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeGuard
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.rejections import Rejection
from tasks.snapshot import Plan, Snapshot, Target
from tasks.snapshot.errors import Damaged, StagingError
from tasks.snapshot.ledger import Ledger
from tests.snapshot_articles import raw, tables_of
from tests.test_snapshot import files
from trichluc.article import RawArticle

BAD = "hỏng"
"""The content of an input that is rejected when it is read."""
PDF, SHUT, CUT = "pdf", "shut", "cut"
"""In place of a content: an input that is rejected, or cannot be read, when it is listed; one that is gone by then."""
REASONS = {BAD: "binary", PDF: "unsupported_format", SHUT: "unreadable", CUT: "changed"}
PART_BYTES = 400
"""So small that a handful of articles is divided into several parts."""


@dataclass(frozen=True)
class Input:
    source_uri: str
    sha256: str
    article_id: str
    content: str


def listed(contents: Mapping[str, str]) -> Iterator[Input | Rejection]:
    """The inputs by name, with ids as the loader gives them: a repeated content hashes its name in."""
    seen = set()
    for uri, content in sorted(contents.items()):
        if content in (PDF, SHUT):
            yield Rejection(uri, "load", REASONS[content], "Hỏng.", None)
            continue
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        repeated = hashlib.sha256(f"{sha256}\0{uri}".encode()).hexdigest()
        yield Input(uri, sha256, (repeated if sha256 in seen else sha256)[:16], content)
        seen.add(sha256)


def article_of(found: Input) -> RawArticle:
    number, _, edition = found.content.partition(" ")
    return replace(
        raw(int(number), edition),
        source_uri=found.source_uri,
        source_sha256=found.sha256,
        article_id=found.article_id,
    )


def rejected(found: Input | Rejection) -> dict[str, str | None]:
    if isinstance(found, Rejection):
        return asdict(found)
    seen = None if found.content == CUT else found.sha256
    return asdict(Rejection(found.source_uri, "load", REASONS[found.content], "Hỏng.", seen))


def is_good(found: Input | Rejection) -> TypeGuard[Input]:
    return isinstance(found, Input) and found.content not in REASONS


def run(target: Target, contents: Mapping[str, str], size: int = 3, **how: Any) -> tuple[Snapshot, Plan]:
    """One run over the inputs, as a flow does it."""
    plan = target.plan(**how)
    found = list(plan.pending(listed(contents)))
    staging = target.stage(plan.keep)
    for number, start in enumerate(range(0, len(found), size)):
        batch = found[start : start + size]
        good = [article_of(each) for each in batch if is_good(each)]
        bad = [rejected(each) for each in batch if not is_good(each)]
        rejections = pa.Table.from_pylist(bad, schema=arrow_schema(TABLES["rejections"]))
        staging.write(number, tables_of(good), rejections)
    return target.publish(staging.assemble()), plan


contents = st.dictionaries(
    st.integers(0, 12).map("{:02}.txt".format),
    st.one_of(st.integers(0, 9).map(str), st.just("3 Sửa."), st.just(BAD), st.just(PDF)),
    max_size=12,
)


@settings(max_examples=12)
@given(st.lists(contents, min_size=1, max_size=4), st.integers(1, 5))
def test_incremental_runs_equal_one_full_run(states: list[dict[str, str]], size: int) -> None:
    with TemporaryDirectory() as folder:
        with Target.open(Path(folder, "a"), part_bytes=PART_BYTES) as target:
            for state in states:
                run(target, state, size, prune=True)
            assert run(target, states[-1], size, prune=True)[1].changes_nothing
        with Target.open(Path(folder, "b"), part_bytes=PART_BYTES) as target:
            run(target, states[-1])
        assert files(Path(folder, "a")) == files(Path(folder, "b"))


def test_only_changes_are_pending_and_only_their_parts_are_written(tmp_path: Path) -> None:
    before = {f"{n:02}.txt": str(n) for n in range(20)}
    with Target.open(tmp_path / "curated", part_bytes=PART_BYTES) as target:
        run(target, before)
        old = {p.name for p in (tmp_path / "curated" / "mentions").iterdir()}
        _, plan = run(target, before | {"03.txt": "3 Sửa."})
        new = {p.name for p in (tmp_path / "curated" / "mentions").iterdir()}
    assert plan.pending_inputs == 1
    assert len(new - old) <= 4 < len(new & old)


def test_removed_inputs_stay_until_they_are_pruned(tmp_path: Path) -> None:
    before = {f"{n:02}.txt": str(n) for n in range(4)}
    after = {name: before[name] for name in ("00.txt", "01.txt")}
    with Target.open(tmp_path / "curated") as target:
        run(target, before)
        kept, plan = run(target, after)
        assert (kept.rows["articles"], set(plan.removed)) == (4, {"02.txt", "03.txt"})
        assert run(target, after, prune=True)[0].rows["articles"] == 2


def test_a_moved_input_is_not_kept_under_its_old_name(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1"})
        run(target, {"b.txt": "1"})
        assert list(target.ledger()) == ["b.txt"]


def test_rejected_inputs_come_back_when_mended_or_retried(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        first, _ = run(target, {"a.txt": "1", "b.txt": BAD})
        assert (first.rows["rejections"], target.ledger()["b.txt"].status) == (1, "rejected")
        assert run(target, {"a.txt": "1", "b.txt": BAD})[1].changes_nothing
        assert run(target, {"a.txt": "1", "b.txt": BAD}, retry=True)[1].pending_inputs == 1
        mended, _ = run(target, {"a.txt": "1", "b.txt": "2"})
        assert (mended.rows["articles"], mended.rows["rejections"]) == (2, 0)


def test_what_cannot_be_opened_is_tried_each_time() -> None:
    unopened = Rejection("a.txt", "load", "dangling_link", "Hỏng.", None)
    assert list(Plan(Ledger(None), "1").pending([unopened])) == [unopened]


def became(target: Target) -> dict[str, str]:
    """What each input became, and why not an article."""
    current = target.current()
    assert current
    rejections = pq.read_table(current.path / "rejections").to_pylist()
    states = {uri: load.status for uri, load in target.ledger().items()}
    return states | {each["source_uri"]: f"{states[each['source_uri']]} {each['reason']}" for each in rejections}


def test_a_stray_file_makes_no_run_a_whole_one(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.pdf": PDF})
        for how in ({}, {"retry": True}, {"prune": True}):
            assert run(target, {"a.txt": "1", "b.pdf": PDF}, **how)[1].changes_nothing
        assert not run(target, {"a.txt": "1", "b.pdf": PDF}, full=True)[1].changes_nothing
        assert not run(target, {"a.txt": "1", "b.pdf": PDF}, engine_version="9.9")[1].changes_nothing
        assert not run(target, {"a.txt": "1", "b.pdf": SHUT})[1].changes_nothing
        assert became(target) == {"a.txt": "article", "b.pdf": "rejected unreadable"}


@pytest.mark.parametrize("bad", [PDF, BAD, SHUT])
def test_a_rejection_leaves_when_its_input_is_gone_or_read_otherwise(bad: str, tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.zip": bad, "c.txt": "2"})
        snapshot, plan = run(target, {"a.txt": "1", "b.zip#b.txt": "3"})
        assert became(target) == {"a.txt": "article", "b.zip#b.txt": "article", "c.txt": "article"}
        assert (set(plan.removed), snapshot.rows["rejections"]) == ({"c.txt"}, 0)
        assert run(target, {"a.txt": "1", "b.zip#b.txt": "3"})[1].changes_nothing


@pytest.mark.parametrize("prune", [False, True])
@pytest.mark.parametrize("failure", [SHUT, CUT])
def test_what_cannot_be_read_keeps_its_published_rows(failure: str, prune: bool, tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated", part_bytes=PART_BYTES) as target:
        for size in (2, 3):  # with and without another input that stays
            contents = {f"{n}.txt": str(n) for n in range(size)}
            run(target, contents, full=True)
            before = tables_below(tmp_path / "curated")
            failed, _ = run(target, {"0.txt": failure, "1.txt": "1 Sửa.", "2.txt": "2"}, prune=prune)
            assert became(target)["0.txt"] == f"article {REASONS[failure]}"
            assert failed.rows["articles"] == 3
            run(target, {"2.txt": "2"} | contents, prune=prune)
            assert became(target) == dict.fromkeys(("0.txt", "1.txt", "2.txt"), "article")
            if size == 3:
                assert tables_below(tmp_path / "curated") == before


def tables_below(curated: Path) -> dict[str, bytes]:
    return {name: content for name, content in files(curated).items() if "loads" not in name}


def test_what_stays_unreadable_is_told_once(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.txt": "2"})
        assert not run(target, {"a.txt": "1", "b.txt": SHUT})[1].changes_nothing
        assert run(target, {"a.txt": "1", "b.txt": SHUT}, prune=True)[1].changes_nothing
        assert not run(target, {"a.txt": "1", "b.txt": "2"})[1].changes_nothing
        assert became(target) == {"a.txt": "article", "b.txt": "article"}


def test_nothing_below_a_closed_folder_or_container_is_removed(tmp_path: Path) -> None:
    inside = {"d/a.txt": "1", "d/z.zip#b.txt": "2", "d/z.zip#c.txt": BAD, "d/e.pdf": PDF}
    closed = {"d": SHUT, "dd.txt": "3"}
    with Target.open(tmp_path / "curated") as target:
        run(target, inside | {"dd.txt": "3", "d.txt": "4"})
        _, plan = run(target, closed)
        assert (set(plan.removed), set(became(target))) == ({"d.txt"}, {*inside, *closed, "d.txt"})
        run(target, closed, prune=True)
        assert set(became(target)) == {*inside, *closed}
        assert run(target, closed, prune=True)[1].changes_nothing
        run(target, inside | {"dd.txt": "3"})
        assert set(became(target)) == {*inside, "dd.txt"}


def test_what_moved_while_its_old_name_cannot_be_read_stands_once(tmp_path: Path) -> None:
    for failure in (SHUT, CUT):
        with Target.open(tmp_path / failure) as target:
            run(target, {"a.txt": "1", "c.txt": "2"})
            run(target, {"a.txt": failure, "b.txt": "1", "c.txt": "2"})
            assert became(target)["a.txt"] == f"rejected {REASONS[failure]}"
            assert became(target)["b.txt"] == "article"


def test_what_cannot_be_read_is_asked_for_where_its_rows_cannot_stay(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.txt": "2"})
        with mock.patch("tasks.snapshot.manifest.columns_fingerprint", lambda: "other"):
            with pytest.raises(StagingError, match=r"cannot be read, such as 'b\.txt'"):
                run(target, {"a.txt": "1", "b.txt": SHUT}, prune=True)
            assert run(target, {"a.txt": "1", "b.txt": CUT})[0].rows["articles"] == 1


def test_copies_are_marked_whichever_came_first(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"b.txt": "1"})
        run(target, {"b.txt": "1", "a.txt": "1"})
        assert {uri: load.status for uri, load in target.ledger().items()} == {"a.txt": "article", "b.txt": "duplicate"}


def test_a_new_engine_version_curates_everything_again(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.txt": "2"})
        with mock.patch("trichluc.edition.engine_version", return_value="9.9"):
            assert run(target, {"a.txt": "1", "b.txt": "2"})[1].pending_inputs == 2


def test_rows_under_older_columns_are_never_kept(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.txt": "2"})
        with mock.patch("tasks.snapshot.manifest.columns_fingerprint", lambda: "other"):
            with pytest.raises(StagingError, match=r"columns have changed.*b\.txt.*--prune"):
                run(target, {"a.txt": "1"})
            assert run(target, {"a.txt": "1"}, prune=True)[0].rows["articles"] == 1


def test_new_descriptions_are_written_without_curating_again(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        run(target, {"a.txt": "1", "b.txt": "2"})
        before = files(tmp_path / "curated")
    with mock.patch("tasks.snapshot.manifest.schema_fingerprint", lambda: "other"):
        with Target.open(tmp_path / "curated") as target, mock.patch("tasks.snapshot.disk.link_file") as linked:
            assert run(target, {"a.txt": "1", "b.txt": "2"})[1].pending_inputs == 0
        linked.assert_not_called()
    assert files(tmp_path / "curated") == before


def test_damage_is_told_and_mended_by_a_full_run(tmp_path: Path) -> None:
    contents = {"a.txt": "1", "b.txt": "2"}
    with Target.open(tmp_path / "curated") as target:
        snapshot, _ = run(target, contents)
        before = files(tmp_path / "curated")
        for folder in (tmp_path / "curated", snapshot.path):
            next((folder / "mentions").iterdir()).unlink()
        with pytest.raises(Damaged, match="--full"):
            run(target, contents)
        run(target, contents, full=True)
    assert files(tmp_path / "curated") == before
