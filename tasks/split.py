"""Step `split`: part each article's header, body and page furniture."""

from __future__ import annotations

from tasks import crew, stages
from tasks.batch import Batch
from tasks.step import step


@step("split", run_name="split {batch}", time_limit=900)
def split(batch: Batch) -> stages.Tally:
    """Normalise the batch's texts and split them into segments."""
    return crew.run(stages.split, batch)
