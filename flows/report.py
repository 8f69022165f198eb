"""`trichluc report`: the pages about a snapshot, with a bar while they are written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from flows.settings import settings
from tasks.report import NotAReport, build_report
from tasks.report.books import Progress as Listener
from tasks.snapshot import PublicationError
from tasks.snapshot.errors import UnknownSnapshot

PATIENCE = 0.2
"""Seconds between two movements of the bar."""


def write_report(curated: Path | None, output: Path, articles: str) -> int:
    """Write the report; 0 when it is there, 1 with a sentence when nothing was written."""
    curated = curated or settings().curated
    told = Console(stderr=True, highlight=False, soft_wrap=True)
    if articles != "all" and not articles.isdecimal():
        told.print(Text(f"--articles takes a number or `all`, not {articles!r}.", style="red"))
        return 1
    most = None if articles == "all" else int(articles)
    try:
        with _watched(Console(highlight=False)) as listener:
            built = build_report(curated, output, listener, most, settings().docs_folder(curated))
    except UnknownSnapshot:
        told.print(Text(f"Nothing is published in {curated}: `trichluc run` does that.", style="red"))
        return 1
    except (PublicationError, NotAReport, duckdb.Error, OSError) as error:
        told.print(Text(f"No report was written: {error}", style="red"))
        return 1
    left = "" if built.written == built.articles else f" {built.articles - built.written:,} articles have no page."
    print(f"{built.index}: {built.written:,} articles with their text.{left} Open it in a browser.")
    return 0


@contextmanager
def _watched(console: Console) -> Iterator[Listener]:
    """A bar on a terminal; elsewhere nothing until the end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task("Writing the report", total=None)
        moved = [0.0]

        def move(part: str, done: int, total: int) -> None:
            if done < total and time.monotonic() - moved[0] < PATIENCE:
                return
            moved[0] = time.monotonic()
            bar.update(shown, description=f"Writing {part}", completed=done, total=total or None)

        yield move
