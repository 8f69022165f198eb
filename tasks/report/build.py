"""Building the report: everything is written beside it, and then the two folders change places."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import vl_convert

from tasks.markers import REPORT as MARKER
from tasks.markers import VALIDATION
from tasks.report import charts, labels
from tasks.report.articles import write_articles
from tasks.report.books import Progress, write_book
from tasks.report.pages import write_pages
from tasks.report.script import write_call
from tasks.report.shelf import BOOKS, number_rows
from tasks.snapshot import disk, pinned, views
from tasks.snapshot.exchange import ExchangeUnsupported, exchange
from tasks.snapshot.manifest import read

VEGA_NOTICE = "/* Vega, Vega-Lite, Vega-Embed: University of Washington Interactive Data Lab, BSD 3-Clause License */\n"
MEMORY = "2GB"
"""What the queries may hold in memory before they go to disk."""


class NotAReport(Exception):
    """The folder cannot be written to; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the first page, articles with a page of their own, articles in all."""

    index: Path
    written: int
    articles: int


def build_report(
    curated: Path, output: Path, progress: Progress, articles: int | None = None, validation: Path | None = None
) -> Built:
    """Write the report of the published snapshot, in place of the last one.

    At most `articles` articles get a page, the newest first; `validation` is the folder of the validation report.
    Raises UnknownSnapshot where nothing is published, NotAReport where `output` holds something else.
    """
    output = output.resolve()
    with pinned(curated) as snapshot, _scratch(output) as scratch:
        built = _write(snapshot, scratch, progress, articles, validation)
        _show(scratch, output)
    return Built(output / "index.html", *built)


def _write(
    snapshot: Path, folder: Path, progress: Progress, most: int | None, validation: Path | None
) -> tuple[int, int]:
    manifest = read(snapshot)
    assert manifest is not None  # a pinned snapshot has one
    total = manifest.rows["articles"]
    written = total if most is None else min(most, total)
    known: dict[str, Any] = {"forms": charts.FORMS, "relations": charts.RELATIONS}
    known |= {"snapshot": manifest.snapshot_id, "engine": manifest.engine_version, "tables": manifest.rows}
    with views.connect(snapshot) as connection:
        _prepare(connection, folder)
        number_rows(connection)
        known["books"] = {book.name: write_book(connection, book, folder / "data", progress) for book in BOOKS}
        known["text"] = write_articles(connection, folder / "data", written, progress)
        charts.write_charts(connection, folder / "data" / "charts", known)
        known["undated_campaigns"] = _count(connection, "camps WHERE starts_on IS NULL AND ends_on IS NULL")
    known["totals"] = _totals(known["books"])
    shutil.rmtree(folder / "spill", ignore_errors=True)
    known["validation"] = _copy_validation(validation, folder / "validation")
    _write_shell(folder, known)
    return written, total


def _prepare(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    spill = str(folder / "spill").replace("'", "''")
    connection.execute(f"SET temp_directory = '{spill}'; SET memory_limit = '{MEMORY}'")
    connection.execute("SET autoinstall_known_extensions = false")


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {source}").fetchall()[0][0])


def _totals(books: dict[str, Any]) -> dict[str, int]:
    """The numbers that the first page opens with."""
    kinds = {"people": "PERSON", "bodies": "ORG", "places": "LOC"}
    entities = {name: books["entities"]["groups"].get(kind, [0, 0])[1] for name, kind in kinds.items()}
    return {name: books[name]["rows"] for name in ("articles", "campaigns", "documents")} | entities


def _copy_validation(source: Path | None, folder: Path) -> bool:
    """Whether there is a validation report; it comes along, so that the folder stands by itself."""
    if source is None or not (source / VALIDATION).exists():
        return False
    shutil.copytree(source, folder)
    return True


def _write_shell(folder: Path, known: dict[str, Any]) -> None:
    """The pages, what they are drawn with, and what they know of the data."""
    assets = folder / "assets"
    assets.mkdir()
    for asset in (files(__package__) / "assets").iterdir():
        (assets / asset.name).write_bytes(asset.read_bytes())
    drawing = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # without a snippet it is the library itself
    (assets / "vega.js").write_text(VEGA_NOTICE + drawing, encoding="utf-8")
    write_call(folder / "data" / "labels.js", "labels", labels.LABELS)
    shown = ("snapshot", "books", "text", "tables")
    write_call(folder / "data" / "manifest.js", "manifest", {name: known[name] for name in shown})
    write_pages(folder, known)
    marker = {"written_by": "trichluc report", "snapshot": known["snapshot"], "engine": known["engine"]}
    (folder / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")


@contextmanager
def _scratch(output: Path) -> Iterator[Path]:
    """An empty folder beside the output, held by this process; what a killed one left there is removed."""
    _refuse_foreign(output)
    path = output.parent / f".{output.name}-unfinished"
    path.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        _hold(descriptor, output)
        for left in path.iterdir():
            disk.remove_tree(left)
        yield path
        disk.remove_tree(path)
    finally:
        os.close(descriptor)


def _refuse_foreign(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise NotAReport(f"{output} is a file: name a folder.")
    if output.exists() and any(output.iterdir()) and not (output / MARKER).exists():
        raise NotAReport(f"{output} holds something other than a report: name another folder, or empty it.")


def _hold(descriptor: int, output: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NotAReport(f"{output}: another process is writing this report; wait for it.") from None


def _show(scratch: Path, output: Path) -> None:
    """Put the new report in place of the old, which the scratch folder then holds."""
    output.mkdir(exist_ok=True)
    disk.copy_mode(output, scratch)
    try:
        exchange(scratch, output)
    except ExchangeUnsupported:
        disk.remove_tree(output)
        disk.rename(scratch, output)
    disk.sync_folder(output.parent)
