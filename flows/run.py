"""`trichluc run`: a flow run with its server, progress while it lasts, and a summary at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows import progress, server
from flows.escape import printable, visible
from flows.settings import settings

if TYPE_CHECKING:
    from flows.curate import Outcome

WORDS = {"start": "Starting", "load": "Reading", "extract": "Extracting", "publish": "Checking and publishing"}
"""What a stage is called while it is watched."""


def run_and_report(raw: Path | None, curated: Path | None, **options: bool) -> int:
    """Run the flow with its options; 0 when it published, 1 when it failed, with the cause in a sentence."""
    raw, curated = raw or settings().raw, curated or settings().curated
    console = Console(highlight=False, soft_wrap=True)
    server.be_quiet()
    try:
        from tasks.inputs.sources import refuse_unfit

        refuse_unfit(raw, settings().written(curated))  # before it becomes a parameter that a server keeps
        with watched(console), server.reachable_api(settings().server_timeout):
            outcome = _curate(raw, curated, options)
        if outcome is None:
            raise FileNotFoundError(f"{raw} holds no file. Put articles there, or name another folder with --raw.")
    except Exception as error:  # whatever it was, a person reads one sentence, not a trace
        told = Console(stderr=True, highlight=False, soft_wrap=True)
        told.print(f"[red]The run failed:[/] {escape(visible(str(error) or repr(error)))}")
        return 1
    summarise(console, raw, outcome)
    return 0


def _curate(raw: Path, curated: Path, options: dict[str, bool]) -> Outcome | None:
    """The flow run; what is slow to import is imported while the server starts."""
    from tasks import crew

    progress.report("start")
    with crew.gatekeeper():
        from prefect import tags

        from flows.curate import curate

        server.wait_for_api()
        progress.report("load")
        try:
            with tags("by-hand"):
                return curate(raw, curated, **options)
        finally:
            server.deliver()


@contextmanager
def watched(console: Console) -> Iterator[None]:
    """Show progress within the block: a bar on a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        with progress.heard(_line(console)):
            yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        shown = bar.add_task(WORDS["start"], total=None)

        def move(stage: str, done: int, total: int, articles: int) -> None:
            counted = f", {articles:,} articles" if articles else ""
            bar.update(shown, description=WORDS[stage] + counted, completed=done, total=total or None)

        with progress.heard(move):
            yield


def _line(console: Console) -> progress.Listener:
    def line(stage: str, done: int, total: int, articles: int) -> None:
        counted = f": batch {done} of {total}, {articles:,} articles" if total else ""
        console.print(WORDS[stage] + counted)

    return line


def summarise(console: Console, raw: Path, outcome: Outcome) -> None:
    """What was published, what was rejected and why, and where to look next."""
    from flows.artifacts import count_rejections

    rows, folder = outcome.snapshot.rows, escape(printable(outcome.curated))
    console.print(
        f"\n[bold]{escape(printable(raw))} → {rows['articles']:,} articles[/], snapshot {outcome.snapshot.id}"
    )
    if outcome.unchanged or outcome.removed:
        gone = f"; {outcome.removed:,} are gone from the input" if outcome.removed else ""
        console.print(f"{outcome.unchanged:,} inputs were published already{gone}")
    for warning in outcome.warnings:
        console.print(f"[yellow]Please look:[/] {escape(printable(warning))}")
    table = Table("table", "rows", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    console.print()
    console.print(table)
    _summarise_rejections(console, folder, count_rejections(outcome.snapshot.path))
    console.print(f"\nTables      {folder}/<table>/*.parquet")
    console.print(f"Columns     {folder}/README.md, or: {_command()} tables")
    console.print(f"Validation  {escape(printable(outcome.docs))}/index.html")
    console.print(f"Look at it  {_command()} report --curated {folder}")


def _command() -> str:
    """What the person typed to get here, which the next command begins with too."""
    typed = Path(sys.argv[0])
    return escape(printable(typed)) if typed.name == "trichluc" else "trichluc"


def _summarise_rejections(console: Console, folder: str, reasons: Counter[tuple[str, str]]) -> None:
    if not reasons:
        return
    console.print(
        f"\n[yellow]{reasons.total():,} rejected[/] ({_command()} rejections --curated {folder} says what to do about each)"
    )
    for (stage, reason), count in reasons.most_common(10):
        console.print(f"  {count:,} × {reason}, at {stage}")
