"""The answer to a query, printed for a person or for a program."""

from __future__ import annotations

import csv
import json
import sys

import duckdb

from flows.escape import cell, visible

UNBROKEN = 100_000
"""Width of a table that goes to a file or a pipe: no cell is broken over lines."""


def print_answer(connection: duckdb.DuckDBPyConnection, query: str, output: str) -> None:
    """Run the query and print its rows as a `table`, as `csv` or as `json` (one object a line).

    In CSV, text that a spreadsheet would take for a formula begins with an apostrophe; JSON has every value as it is.
    """
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    rows = found.fetchall()
    if sys.stdout.isatty():
        rows = [tuple(visible(value) if isinstance(value, str) else value for value in row) for row in rows]
    if output == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([map(cell, row) for row in (names, *rows)])
    elif output == "json":
        for row in rows:
            print(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str))
    else:
        _print_table(names, rows)


def _print_table(names: list[str], rows: list[tuple[object, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("" if value is None else visible(value)) for value in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else UNBROKEN).print(table)
