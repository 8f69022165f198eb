"""Steps `list inputs` and `load`: from the raw folder to raw articles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from tasks import crew, furniture, stages
from tasks.batch import Batch, fill
from tasks.inputs import find
from tasks.inputs.listed import NO_COLUMNS
from tasks.snapshot import Plan
from tasks.step import storage_step


@storage_step("list inputs", run_name="list inputs of {raw}")
def list_inputs(
    raw: Path,
    plan: Plan,
    workspace: Path,
    batch_bytes: int,
    max_article_bytes: int,
    columns: Mapping[str, str] = NO_COLUMNS,
    rules: Path | None = None,
) -> list[Batch]:
    """Every record of `raw` that is not published yet as it would come out, cut into batches.

    `columns` maps the names of record fields to ours; `rules` is a user's own file of furniture rules.
    """
    own = Path(mkdtemp(dir=workspace))  # one for each attempt
    if rules is not None:
        furniture.take_along(rules, own)
    found = find(raw, max_article_bytes, own / "spool", columns)
    return list(fill(plan.pending(found), own, batch_bytes, plan.engine_version))


@storage_step("load", run_name="load {batch}", time_limit=900)
def load(batch: Batch) -> stages.Tally:
    """Open the batch's inputs; what cannot be read is rejected with a reason."""
    return crew.run(stages.load, batch)
