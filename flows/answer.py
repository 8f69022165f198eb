"""The answer to a query, printed for a person or for a program."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from typing import cast

import duckdb

from flows.escape import cell, visible

UNBROKEN = 100_000
"""Width of a table that goes to a file or a pipe: no cell is broken over lines."""
ROWS_AT_ONCE = 1_000


def print_answer(connection: duckdb.DuckDBPyConnection, query: str, output: str) -> None:
    """Run the query and print its rows as a `table`, as `csv` or as `json` (one object a line).

    In CSV, text that a spreadsheet would take for a formula begins with an apostrophe; JSON has every value as it is.
    """
    found = cast(duckdb.DuckDBPyConnection | None, connection.execute(query))
    if found is None:
        raise duckdb.InvalidInputException("there is no query in it")
    names = [column[0] for column in found.description or ()]
    rows = _rows(found)
    if output == "csv":
        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow(map(cell, names))
        lines.writerows(map(cell, row) for row in rows)
    elif output == "json":
        for row in rows:
            print(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str))
    else:
        _print_table(names, rows)


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    """The rows, some at a time, with nothing in their text that a terminal would obey if one shows them."""
    shown = sys.stdout.isatty()
    while some := found.fetchmany(ROWS_AT_ONCE):
        for row in some:
            yield tuple(visible(value) if isinstance(value, str) else value for value in row) if shown else row


def _print_table(names: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text("" if value is None else visible(value)) for value in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else UNBROKEN).print(table)
