"""Step `compare volumes`: what a run produced, held against the runs before, and remembered with its snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from tasks.bounds import REMEMBERED, Bound, Measure, Volume, deviations, remembered
from tasks.snapshot import manifest
from tasks.snapshot.staging import batches, mapped
from tasks.step import step
from tasks.validate import NotPublished


def produced(staging: Path) -> Volume:
    """What the staged batches hold; only lengths are looked at, no row is read."""
    articles = mentions = undated = rejected = 0
    for batch in batches(staging):
        read = mapped(batch, "articles")
        articles += len(read)
        mentions += len(mapped(batch, "mentions"))
        undated += read["published_at"].null_count
        rejected += len(mapped(batch, "rejections"))
    return Volume(0, articles, mentions, undated, rejected)


@step("compare volumes")
def compare_volumes(
    snapshot: Path,
    run: Volume,
    published: Path | None,
    bounds: Mapping[Measure, Bound] | None = None,
    accept: bool = False,
) -> list[str]:
    """Note what the run produced in the snapshot's manifest; returns exceeded maxima as sentences.

    Raises `NotPublished`, with every missed minimum, unless an operator has said that the run is to be accepted.
    """
    draft = manifest.read(snapshot)
    assert draft, f"{snapshot} was not assembled"
    last = manifest.read(published) if published else None
    before = list(last.volumes) if last else []
    now = replace(run, articles=draft.rows["articles"], accepted=accept)
    found = deviations(now, remembered(before), bounds or {})
    missed = [each for each in found if each.fatal]
    if missed and not accept:
        named = "; ".join(map(str, missed))
        raise NotPublished(
            f"The new snapshot was not published, the last one stays. {named}. If that is right, run again with "
            "--accept-volumes (on the dashboard: accept_volumes).",
            [asdict(each) for each in missed],
        )
    manifest.write(snapshot, replace(draft, volumes=[*before, asdict(now)][-REMEMBERED:]))
    return [str(each) for each in found]
