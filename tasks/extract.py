"""Step `extract`: read everything out of the articles."""

from __future__ import annotations

from tasks import crew, stages
from tasks.batch import Batch
from tasks.step import step


@step("extract", run_name="extract {batch}", time_limit=3600)
def extract(batch: Batch) -> stages.Tally:
    """Find mentions, periods, citations, campaigns and quantities, and gather them into tables."""
    return crew.run(stages.extract, batch)
