"""The commands that show something: one text's findings, the data dictionary, the rejections."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.text import Text

from flows.escape import printable, visible

COLOURS = {
    "periods": "black on yellow",
    "citations": "black on cyan",
    "campaigns": "black on green",
    "mentions": "magenta",
    "quantities": "blue",
}
"""Drawn in reverse order, so that what stands first here lies on top."""


def show(file: str, pretty: bool) -> int:
    """Print what the engine finds in a file, read as `run` reads it: in one text, or in each of its records."""
    from flows.settings import settings
    from tasks.furniture import with_own
    from tasks.inputs import Input, find, read
    from tasks.inputs.sources import NotListed, refuse_missing
    from trichluc.extract import extract
    from trichluc.rows import gather
    from trichluc.segments.furniture import BadRule

    given = settings()
    try:
        refuse_missing(Path(file))
        rules = with_own(given.furniture) if given.furniture else None
        with TemporaryDirectory() as spool:
            found = list(find(Path(file), given.max_article_bytes, Path(spool), given.columns))
            articles, rejections = read(each for each in found if isinstance(each, Input))
    except (BadRule, NotListed, OSError) as error:
        _complain(str(error))
        return 1
    for rejected in (*(each for each in found if not isinstance(each, Input)), *rejections):
        _complain(f"{rejected.source_uri} could not be read. {rejected.detail}")
    tables = [gather([extract(article, rules)]) for article in articles]
    if pretty:
        for each in tables:
            _paint(each)
    elif tables:
        rows = {name: [row for each in tables for row in _rows(each[name])] for name in tables[0]}
        print(json.dumps(rows, ensure_ascii=False, default=str, indent=1))
    return 0 if articles else 1


def _rows(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _paint(tables: dict[str, dict[str, list[Any]]]) -> None:
    text = Text(visible(tables["articles"]["text"][0]))
    for name, style in reversed(COLOURS.items()):
        for start, end in zip(tables[name]["char_start"], tables[name]["char_end"], strict=True):
            text.stylize(style, start, end)
    console = Console(highlight=False)
    console.print(text)
    console.print(Text.assemble("\n", *((f" {name} ", style) for name, style in COLOURS.items())))


def explain_tables(name: str | None) -> int:
    """Print the data dictionary, or one table of it."""
    from rich.markdown import Markdown

    from schemas import TABLES
    from schemas.dictionary import dictionary, table_section

    if name is not None and name not in TABLES:
        _complain(f"There is no table {name}. Tables: {', '.join(TABLES)}.")
        return 1
    text = table_section(TABLES[name]) if name else dictionary()
    console = Console()
    if console.is_terminal:
        console.print(Markdown(text))
    else:
        print(text)
    return 0


def list_rejections(curated: Path | None) -> int:
    """Print every rejected input of the published snapshot with its reason."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    from flows.settings import settings
    from tasks.snapshot import PublicationError, pinned

    try:
        with pinned(curated or settings().curated) as snapshot:
            rows = ds.dataset(snapshot / "rejections", format="parquet").to_table().to_pylist()
    except (PublicationError, pa.ArrowException, OSError) as error:
        _complain(str(error))
        return 1
    for row in rows:
        print(f"{row['source_uri']}\t{row['stage']}: {row['reason']}\t{printable(row['detail'])}")
    return 0


def suggest_furniture(raw: Path) -> int:
    """Print rules for the lines that repeat across the articles of one outlet, in the columns of a rules file."""
    from flows.settings import settings
    from tasks.furniture import suggestions
    from tasks.inputs.sources import NotListed, refuse_missing
    from trichluc.segments.furniture import BadRule

    given = settings()
    try:
        refuse_missing(raw)
        rules, unread = suggestions(raw, given.max_article_bytes, given.columns, given.furniture)
    except (BadRule, NotListed, OSError) as error:
        _complain(str(error))
        return 1
    columns = ("phrase", "match", "scope", "source", "example")
    lines = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    lines.writeheader()
    lines.writerows({name: visible(cell) for name, cell in rule.items()} for rule in rules)
    if unread:
        _complain(f"{unread:,} inputs could not be read; `trichluc run` says why.")
    return 0


def _complain(sentence: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(visible(sentence), style="red"))
