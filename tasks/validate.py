"""Steps `validate` and `validate tables`: the row gate of each batch, and the table gate before publication."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from schemas.rejections import Rejection
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
    from tasks.gates import failing_articles

    started = time.perf_counter()
    tables, _ = batch.take("extract")
    failing = failing_articles(tables, record=batch.no == 1)
    articles = tables["articles"].select(["article_id", "source_uri", "source_sha256"]).to_pylist()
    rejections = [
        Rejection(row["source_uri"], "validate", failure.expectation, failure.sentence, row["source_sha256"])
        for row in articles
        if (failure := failing.get(row["article_id"]))
    ]
    batch.leave("validate", (sorted(failing), rejections))
    return Tally(len(articles) - len(failing), len(failing), time.perf_counter() - started)


@step("validate tables", time_limit=3600)
def validate_tables(snapshot: Path, docs: Path, published: Path | None = None) -> list[dict[str, Any]]:
    """Table gate: what was expected of each table; raises `NotPublished`, naming every unmet expectation.

    What the `published` snapshot holds too has been validated before.
    """
    from tasks.gates import tables
    from tasks.gates.docs import build_docs

    found = tables.breaches(snapshot, published)
    build_docs(docs)
    if found:
        named = "; ".join(f"{b.table}: {b.expectation} ({b.column}) found {b.observed}" for b in found)
        sentence = f"The new snapshot was not published, the last one stays. {named}. See {docs}/index.html"
        raise NotPublished(sentence, [asdict(breach) for breach in found])
    return tables.expected()
