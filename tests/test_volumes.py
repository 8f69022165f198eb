"""What a run may differ by from the runs before: a missed minimum stops it, an exceeded maximum warns, in words."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import Settings
from tasks.bounds import REMEMBERED, Bound, Volume, deviations
from tasks.snapshot import Snapshot, Target, manifest
from tasks.validate import NotPublished
from tasks.volumes import compare_volumes, produced
from tests.snapshot_articles import raw, tables_of

USUAL = Volume(articles=10_000, new_articles=500, mentions=5_000, undated=5, rejected=5)
BEFORE = [USUAL] * 4


def told(now: Volume, before: list[Volume] = BEFORE, **bounds: Bound) -> list[tuple[str, bool]]:
    return [(str(each), each.fatal) for each in deviations(now, before, bounds)]  # type: ignore[arg-type]


def test_a_usual_run_deviates_in_nothing() -> None:
    assert told(USUAL) == []
    assert told(replace(USUAL, articles=13_000, new_articles=3_000, mentions=33_000)) == []


def test_fewer_articles_than_the_last_snapshot_has_stop_the_run() -> None:
    assert told(replace(USUAL, articles=6_999)) == [
        ("articles in the snapshot: 6,999, at least 7,000 expected (the last one has 10,000)", True)
    ]
    assert told(replace(USUAL, articles=7_000)) == []


def test_a_drop_of_mentions_stops_and_a_rise_warns() -> None:
    said = "(10.0 is the middle of the last 4 runs)"
    assert told(replace(USUAL, mentions=2_000)) == [(f"mentions per article: 4.0, at least 5.0 expected {said}", True)]
    assert told(replace(USUAL, mentions=11_000)) == [
        (f"mentions per article: 22.0, at most 20.0 expected {said}", False)
    ]


def test_more_undated_articles_and_rejections_than_usual_warn() -> None:
    said = "(1.0 % is the middle of the last 4 runs)"
    assert told(replace(USUAL, undated=100, rejected=500)) == [
        (f"share of articles without a date: 20.0 %, at most 12.0 % expected {said}", False),
        (f"share of inputs rejected: 50.0 %, at most 12.0 % expected {said}", False),
    ]


@pytest.mark.parametrize("before", [[], [Volume(5, 5, 50, 0, 0)] * 10, [USUAL]])
def test_a_first_run_and_a_handful_of_articles_are_held_to_nothing(before: list[Volume]) -> None:
    assert told(Volume(10_000, 5, 0, 5, 0), before) == []
    assert told(Volume(10_000, 500, 0, 500, 500), before) == []


def test_a_small_run_is_not_held_to_what_large_ones_had() -> None:
    assert told(Volume(10_005, 5, 0, 5, 90)) == []


def test_what_an_operator_asks_for_holds_from_the_first_run_on() -> None:
    asked = {"new_articles": Bound(minimum=10, maximum=20), "articles": Bound(least=0.99)}
    assert told(Volume(5, 5, 0, 0, 0), [], **asked) == [("articles that the run read: 5, at least 10 asked for", True)]
    assert told(Volume(25, 25, 0, 0, 0), [], **asked) == [
        ("articles that the run read: 25, at most 20 asked for", False)
    ]
    assert told(replace(USUAL, articles=9_800), new_articles=Bound(), articles=Bound(least=0.99))[0][1]


def test_an_accepted_run_is_the_new_usual() -> None:
    poor = replace(USUAL, mentions=500)
    assert told(poor)
    accepted = [*BEFORE, replace(poor, accepted=True)]
    assert told(poor, accepted) == []
    assert told(replace(USUAL, mentions=200), [*accepted, poor, poor])[0][1]


def test_settings_name_their_measures_and_bounds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("trichluc.toml").write_text("[volumes.articles]\nminimum = 1000\nleast = 0.9\n")
    assert Settings().volumes == {"articles": Bound(minimum=1000, least=0.9)}
    for wrong in ("[volumes.article]\nminimum = 1\n", "[volumes.articles]\nmin = 1\n"):
        Path("trichluc.toml").write_text(wrong)
        with pytest.raises(ValidationError):
            Settings()


def run(target: Target, numbers: range, accept: bool = False, keep: tuple[str, ...] = ()) -> tuple[Snapshot, list[str]]:
    """One run of articles, all of one batch."""
    published = target.current()
    staging = target.stage(keep)
    staging.write(0, tables_of([raw(number) for number in numbers]))
    found = produced(staging.path)
    snapshot = staging.assemble()
    warnings = compare_volumes.fn(snapshot, found, published.path if published else None, accept=accept)
    return target.publish(snapshot), warnings


def test_a_run_is_stopped_until_it_is_accepted_and_every_snapshot_knows_its_history(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    with Target.open(curated) as target:
        first, warnings = run(target, range(120))
        assert warnings == []
        assert manifest.read(first.path).volumes == [asdict(Volume(120, 120, 240, 120, 0))]  # type: ignore[union-attr]
        with pytest.raises(NotPublished, match=r"at least 84 expected \(the last one has 120\).*--accept-volumes"):
            run(target, range(20))
        assert target.current() == first
        second, told_all_the_same = run(target, range(20), accept=True)
        assert told_all_the_same == ["articles in the snapshot: 20, at least 84 expected (the last one has 120)"]
        known = manifest.read(second.path).volumes  # type: ignore[union-attr]
        assert [(each["articles"], each["accepted"]) for each in known] == [(120, False), (20, True)]


def test_a_snapshot_remembers_a_bounded_number_of_runs(tmp_path: Path) -> None:
    with Target.open(tmp_path / "curated") as target:
        for number in range(REMEMBERED + 3):
            snapshot, _ = run(target, range(number, number + 2))
    known = manifest.read(snapshot.path).volumes  # type: ignore[union-attr]
    assert len(known) == REMEMBERED
