"""The main flow: raw articles in, one validated snapshot out.

list inputs → for each batch: load → split → extract → validate → stage
            → assemble → validate tables → publish → report
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prefect import flow
from prefect.futures import as_completed

from flows import alerts, progress, runners
from flows.artifacts import count_rejections, publish_artifacts, publish_refusal, read_rejections
from flows.assets import record_assets
from flows.dashboard import run_name, shown
from flows.settings import settings
from tasks import crew
from tasks.batch import Batch
from tasks.bounds import Volume
from tasks.edition import edition
from tasks.extract import extract
from tasks.inputs.reasons import PASSING
from tasks.inputs.sources import refuse_unfit
from tasks.load import list_inputs, load
from tasks.publish import assemble, publish, stage
from tasks.snapshot import Snapshot, Staging, Target, manifest
from tasks.snapshot.diff import newly_rejected
from tasks.split import split
from tasks.stages import Tally
from tasks.step import step
from tasks.validate import NotPublished, validate, validate_tables
from tasks.volumes import compare_volumes, produced


class NothingToCurate(Exception):
    """None of the input is an article; nothing was published."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What readers see after a run: the snapshot, and how the run came to it. `tallies` are by stage.

    `warnings` are sentences about what is published, and that a person should look at.
    """

    snapshot: Snapshot
    curated: Path
    docs: Path
    unchanged: int = 0
    removed: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    is_new: bool = True

    def __str__(self) -> str:
        now = f"snapshot {self.snapshot.sequence}"
        return f"{now}, {self.snapshot.rows['articles']:,} articles" if self.is_new else f"nothing new, {now} stays"


RUNNER: Any = runners.task_runner(settings())
"""What does the batches; in threads, each hands its work to a process of the crew."""

HOOKS: Any = [alerts.on_failure]
SET = settings()
"""What the dashboard offers as a run's parameters."""


@flow(name="curate", flow_run_name=run_name, task_runner=RUNNER, on_failure=HOOKS, on_crashed=HOOKS)
@shown
def curate(
    raw: Path = SET.raw,
    curated: Path = SET.curated,
    full: bool = False,
    prune: bool = False,
    retry: bool = False,
    accept_volumes: bool = False,
) -> Outcome | None:
    """Curate what is new or has changed below `raw`, and publish it to `curated`, whole or not at all.

    None where there is no file yet, and nothing is published.

    Args:
        raw: What to read: a folder, a file, a pattern of names, or the URL of an object store.
        curated: The folder to publish to. Only one run at a time publishes to it.
        full: Read every input again, also what is published.
        prune: Drop the rows of inputs that are gone from `raw`.
        retry: Take up again what was rejected, also where it has not changed.
        accept_volumes: Publish although the run produced less than the runs before, since that is right this time.
    """
    given = settings()
    docs = given.docs_folder(curated)
    refuse_unfit(raw, given.written(curated))
    with Target.open(curated, retention=given.retention()) as target, workspace(target) as folder:
        plan = target.plan(full=full, prune=prune, retry=retry, engine_version=edition(given.furniture, given.columns))
        limits = given.batch_bytes, given.max_article_bytes
        batches = list_inputs(raw, plan, folder, *limits, given.columns, given.furniture)
        published = target.current()
        if published and plan.changes_nothing:
            return Outcome(published, curated, docs, len(plan.unchanged), len(plan.removed), is_new=False)
        if not batches and not plan.keep:
            return None
        staging = target.stage(plan.keep, plan.engine_version)
        with crew.hired(workers_for(batches)):
            tallies = curate_batches(batches, staging)
            run = produced(staging.path)
            snapshot_dir = assembled(raw, staging)
            warnings, validation = check(snapshot_dir, run, published, docs, folder, accept_volumes)
        snapshot = publish(target, snapshot_dir)
    is_new = published is None or published.id != snapshot.id
    outcome = Outcome(snapshot, curated, docs, len(plan.unchanged), len(plan.removed), tallies, warnings, is_new)
    show(raw, outcome, validation)
    return outcome


def show(raw: Path, outcome: Outcome, validation: list[dict[str, Any]]) -> None:
    """Leave what was published where people look: artifacts, assets, and alerts where something needs a look.

    Where that fails, it is a warning: the snapshot is published.
    """
    try:
        publish_artifacts(str(raw), outcome, validation)
        record_assets(raw, outcome)
    except Exception as error:
        outcome.warnings.append(f"The run cannot be seen whole on the dashboard: {error or type(error).__name__}")
    alerts.look_at(raw, outcome)


def check(
    snapshot_dir: Path, run: Volume, published: Snapshot | None, docs: Path, workspace: Path, accept_volumes: bool
) -> tuple[list[str], list[dict[str, Any]]]:
    """What stands between an assembled snapshot and its publication; what was not met is left on the dashboard."""
    before = published.path if published else None
    try:
        warnings = compare_volumes(snapshot_dir, run, before, settings().volumes, accept_volumes)
        unread, rejections = newly_rejected(before, snapshot_dir, PASSING)
        warnings += alerts.rejected_too_much(rejections, run.new_articles, settings().alert_rejected)
        warnings += alerts.not_read(unread)
        return warnings, validate_tables(snapshot_dir, docs, workspace, before)
    except NotPublished as refusal:
        publish_refusal(refusal.unmet)
        raise


def assembled(raw: Path, staging: Staging) -> Path:
    """The snapshot of what was staged; raises `NothingToCurate`, with the reasons, where no input became an article."""
    progress.report("publish")
    snapshot_dir = assemble(staging)
    draft = manifest.read(snapshot_dir)
    if draft and not draft.rows["articles"] and draft.rows["rejections"]:
        counted = count_rejections(snapshot_dir)
        reasons = ", ".join(f"{count:,} × {reason} at {stage}" for (stage, reason), count in counted.most_common())
        first = read_rejections(snapshot_dir, 1)[0]
        raise NothingToCurate(
            f"None of the {counted.total():,} inputs of {raw} became an article: {reasons}. "
            f"The first is {first['source_uri']}: {first['detail']}"
        )
    return snapshot_dir


def curate_batches(batches: list[Batch], staging: Staging) -> dict[str, Tally]:
    """Curate all batches, as many at a time as there are workers; tallies by stage, over all batches."""
    totals: dict[str, Tally] = {}
    if len(batches) > 1:
        progress.report("extract", 0, len(batches))
    futures = [curate_batch.submit(batch, staging.path) for batch in batches]
    for done, future in enumerate(as_completed(futures), start=1):
        for name, tally in future.result().items():
            totals[name] = totals.get(name, Tally()) + tally
        progress.report("extract", done, len(batches), totals["validate"].articles)
    return totals


@step("curate batch", run_name="batch {batch}")
def curate_batch(batch: Batch, staging: Path) -> dict[str, Tally]:
    """One batch through every stage; each leaves its result in the batch's folder for the next."""
    tallies = {
        "load": load(batch),
        "split": split(batch),
        "extract": extract(batch),
        "validate": validate(batch),
    }
    stage(batch, staging)
    return tallies


LITTLE = 1_000_000
"""Bytes of a single batch that are read sooner than worker processes are ready."""


def workers_for(batches: list[Batch]) -> int:
    """Worker processes of the crew: as set, else one a core; a little batch alone is not worth starting any."""
    is_little = not batches or (len(batches) == 1 and batches[0].size < LITTLE)
    if settings().runner != "processes" or is_little:
        return 0
    return settings().workers or min(len(batches), os.cpu_count() or 1)


@contextmanager
def workspace(target: Target) -> Iterator[Path]:
    """A folder for work in progress, gone when the run ends; where a cluster works, one that its workers see too."""
    near = settings().workspace or (target.store.path if runners.is_cluster(settings()) else None)
    with TemporaryDirectory(prefix="staging-", dir=near, ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


if __name__ == "__main__":
    curate()
