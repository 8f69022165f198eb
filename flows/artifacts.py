"""What a run leaves on the dashboard: a summary, the rejections, the validation; all text out of inputs is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as ds
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.escape import plain, printable
from tasks.stages import Tally

if TYPE_CHECKING:
    from flows.curate import Outcome

LISTED = 500
"""Rejections shown on the dashboard; the table `rejections` holds them all."""


def publish_artifacts(raw: str, outcome: Outcome, validation: Iterable[Mapping[str, Any]]) -> None:
    """Create the artifacts of a run that published."""
    rejections = read_rejections(outcome.snapshot.path, LISTED)
    create_markdown_artifact(
        key="run-summary",
        markdown=summary(raw, outcome, count_rejections(outcome.snapshot.path)),
        description="What the run published",
    )
    create_table_artifact(
        key="rejections",
        table=[{name: plain(value) for name, value in row.items()} for row in rejections],
        description="Inputs that became no article, with the reason",
    )
    create_table_artifact(
        key="validation",
        table=[dict(row) for row in validation],
        description="The table gate: expectations by table",
    )
    create_link_artifact(
        key="validation-report",
        link=(outcome.docs / "index.html").resolve().as_uri(),
        description="What each table was held to",
    )


def publish_refusal(unmet: Iterable[Mapping[str, Any]]) -> None:
    """Create the artifact of a run that the table gate held back: what was not met."""
    create_table_artifact(
        key="validation",
        table=[{name: plain(value) for name, value in row.items()} for row in unmet],
        description="NOT PUBLISHED: what the new snapshot does not meet; the last one stays",
    )


def read_rejections(curated: Path, most: int | None = None) -> list[dict[str, Any]]:
    """The rejections of a snapshot, as rows; the first ones, with `most`."""
    found = ds.dataset(curated / "rejections", format="parquet")
    rows: list[dict[str, Any]] = (found.to_table() if most is None else found.head(most)).to_pylist()
    return rows


def count_rejections(curated: Path) -> Counter[tuple[str, str]]:
    """How many there are of each stage and reason."""
    counted: Counter[tuple[str, str]] = Counter()
    for batch in ds.dataset(curated / "rejections", format="parquet").to_batches(columns=["stage", "reason"]):
        counted.update(zip(batch["stage"].to_pylist(), batch["reason"].to_pylist(), strict=True))
    return counted


def summary(raw: str, outcome: Outcome, reasons: Counter[tuple[str, str]]) -> str:
    """The run in Markdown: rows by table, rejections by reason, seconds by stage."""
    parts = [
        f"# {plain(raw)} → {plain(outcome.curated)}\n\nSnapshot `{outcome.snapshot.id}`",
        f"{outcome.unchanged:,} inputs were published already, {outcome.removed:,} are gone from the input.",
        *(f"**Please look:** {plain(warning)}" for warning in outcome.warnings),
        _table("Table|Rows", ((name, f"{count:,}") for name, count in outcome.snapshot.rows.items())),
        _table("Stage|Articles|Rejected|Seconds", _stage_rows(outcome.tallies)),
        f"Tables: {_code(outcome.curated.resolve())}\n\nValidation: {_code(outcome.docs.resolve() / 'index.html')}",
    ]
    if reasons:
        parts.append(_table("Rejected at|Reason|Inputs", ((*key, count) for key, count in reasons.most_common())))
    return "\n\n".join(parts)


def _stage_rows(tallies: Mapping[str, Tally]) -> list[tuple[object, ...]]:
    return [(name, t.articles, t.rejected, f"{t.seconds:.2f}") for name, t in tallies.items()]


def _code(path: Path) -> str:
    """A path that a person may copy; a path with a backtick could end the code."""
    return f"`{printable(path)}`" if "`" not in str(path) else plain(path)


def _table(header: str, rows: Iterable[Iterable[object]]) -> str:
    columns = header.split("|")
    lines = [columns, ["---"] * len(columns), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
