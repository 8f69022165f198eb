"""Books: what the report lists, each as ordered rows in numbered script files, and in groups that lie together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tasks.report.script import write_rows

PAGE = 200
"""Rows in one script file: a page of a list needs one or two of them, and the articles of its rows a few more."""
SHELF = 200
"""Script files in one folder."""

Progress = Callable[[str, int, int], None]
"""Called with what is being written, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book as the pages show it: its label, and what its values are.

    Some kinds take more than one value of a row: `article` (its number, a place in its text), `document`, `entity` and
    `campaign` (number, name), `rows` (first row, number of rows in the book `of`). What is `of` its `own` group is the
    same in all rows of a group, and shown where rows of several groups stand together.
    """

    label: str
    kind: str = "text"
    of: str = ""
    listed: bool = True
    """Whether lists show it; the page of a row always does."""


@dataclass(frozen=True, slots=True)
class Book:
    """`select` gives the group (`k`) and then the values of `columns`; `order` ends in something unique."""

    name: str
    columns: tuple[Column, ...]
    select: str
    order: str


def write_book(connection: duckdb.DuckDBPyConnection, book: Book, data: Path, progress: Progress) -> dict[str, Any]:
    """Write a book's rows; returns what pages must know of it.

    Leaves a table `<name>_at` that says where the rows of each group begin and how many there are.
    """
    connection.execute(
        f"CREATE TABLE {book.name}_rows AS "
        f"SELECT row_number() OVER (ORDER BY {book.order}) - 1 AS row_no, * FROM ({book.select})"
    )
    connection.execute(
        f"CREATE TABLE {book.name}_at AS "
        f"SELECT k, min(row_no) AS first, count(*) AS size FROM {book.name}_rows GROUP BY k"
    )
    rows = connection.execute(f"SELECT count(*) FROM {book.name}_rows").fetchall()[0][0]
    _write_pages(connection, book, data / book.name, rows, progress)
    connection.execute(f"DROP TABLE {book.name}_rows")
    columns = [[column.label, column.kind, column.of, column.listed] for column in book.columns]
    return {"rows": rows, "columns": columns, "groups": _groups(connection, book.name)}


def _write_pages(
    connection: duckdb.DuckDBPyConnection, book: Book, folder: Path, rows: int, progress: Progress
) -> None:
    found = connection.cursor().execute(f"SELECT * EXCLUDE (row_no, k) FROM {book.name}_rows ORDER BY row_no")
    for page in range(-(-rows // PAGE)):
        path = folder / str(page // SHELF) / f"{page}.js"
        write_rows(path, "page", book.name, page, found.fetchmany(PAGE))
        progress(book.name, min((page + 1) * PAGE, rows), rows)


def _groups(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, list[int]]:
    """Where each group begins and how many rows it has, where groups have names and not numbers."""
    found = connection.execute(
        f"SELECT k, first, size FROM {name}_at WHERE typeof(k) = 'VARCHAR' ORDER BY first"
    ).fetchall()
    return {key: [first, size] for key, first, size in found}
