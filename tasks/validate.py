"""Steps `validate` and `validate tables`: the row gate of each batch, and the table gate before publication."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tasks import checks, crew
from tasks.batch import Batch
from tasks.stages import Tally
from tasks.step import step


class NotPublished(Exception):
    """The table gate held a snapshot back; what was published before is as it was. `unmet` are the breaches as rows."""

    def __init__(self, sentence: str, unmet: list[dict[str, Any]]) -> None:
        super().__init__(sentence)
        self.unmet = unmet

    def __reduce__(self) -> tuple[Any, ...]:
        return NotPublished, (str(self), self.unmet)


@step("validate", run_name="validate {batch}", time_limit=1800)
def validate(batch: Batch) -> Tally:
    """Row gate: an article with a failing row goes to the rejections, whole."""
    return crew.gate(checks.validate, batch)


@step("validate tables", time_limit=3600)
def validate_tables(snapshot: Path, docs: Path, workspace: Path, published: Path | None = None) -> list[dict[str, Any]]:
    """Table gate: what was expected of each table; raises `NotPublished`, naming every unmet expectation.

    What the `published` snapshot holds too has been validated before.
    """
    found, expected = crew.gate(checks.validate_tables, snapshot, docs, published, workspace)
    if found:
        named = "; ".join(f"{b['table']}: {b['expectation']} ({b['column']}) found {b['observed']}" for b in found)
        sentence = f"The new snapshot was not published, the last one stays. {named}. See {docs}/index.html"
        raise NotPublished(sentence, found)
    return expected
