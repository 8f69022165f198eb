"""`trichluc run`: a flow run with its server, progress while it lasts, and a summary at the end."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows import progress, server
from flows.settings import settings

if TYPE_CHECKING:
    from flows.curate import Outcome


def run_and_report(raw: Path | None, curated: Path | None) -> int:
    """Run the flow; 0 when it published, 1 when it failed, with the cause in a sentence."""
    raw, curated = raw or settings().raw, curated or settings().curated
    console = Console(stderr=False, highlight=False)
    server.be_quiet()
    try:
        with watched(console), server.reachable_api(settings().server_timeout):
            outcome = _curate(raw, curated)
    except Exception as error:  # whatever it was, a person reads one sentence, not a trace
        Console(stderr=True, highlight=False).print(f"[red]The run failed:[/] {escape(str(error) or repr(error))}")
        return 1
    summarise(console, raw, outcome)
    return 0


def _curate(raw: Path, curated: Path) -> Outcome:
    """The flow run; what is slow to import is imported while the server starts."""
    progress.report("start")
    loading = threading.Thread(target=_import_validation, daemon=True)
    from flows.curate import curate

    loading.start()
    server.wait_for_api()
    progress.report("load")
    return curate(raw, curated)


def _import_validation() -> None:
    import tasks.gates.tables  # noqa: F401  (seconds of import, needed only after the extraction)


class watched:
    """A progress bar on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def __enter__(self) -> None:
        progress.listen(self._line)

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()

    def _line(self, stage: str, done: int, total: int, articles: int) -> None:
        text = {"start": "Starting", "load": "Reading"}.get(stage, f"Batch {done} of {total}, {articles:,} articles")
        self.console.print(text)


def summarise(console: Console, raw: Path, outcome: Outcome) -> None:
    """What was published, what was rejected and why, and where to look next."""
    from flows.artifacts import read_rejections

    rejected = read_rejections(outcome.curated)
    inputs = outcome.rows["articles"] + len(rejected)
    console.print(f"\n[bold]{inputs:,} inputs of {escape(str(raw))} → {outcome.rows['articles']:,} articles[/]\n")
    table = Table("table", "rows", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, rows in outcome.rows.items():
        table.add_row(name, f"{rows:,}")
    console.print(table)
    if rejected:
        console.print(f"\n[yellow]{len(rejected):,} rejected[/]")
        for (stage, reason), count in Counter((r["stage"], r["reason"]) for r in rejected).most_common(10):
            console.print(f"  {count:,} × {reason} (at {stage})")
        console.print("  trichluc rejections   says what to do about each")
    console.print(f"\nTables       {escape(str(outcome.curated))}/<table>/*.parquet")
    console.print(f"Columns      {escape(str(outcome.curated))}/README.md, or: trichluc tables")
    console.print(f"Validation   {escape(str(outcome.docs))}/index.html")
