"""DuckDB with bounded memory: what does not fit goes to a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

AT_A_TIME = 1 << 14
"""Rows of a result that are in memory at a time."""
MEMORY = "96MB"
"""What a connection keeps in memory; a process needs about twice this for it."""


@contextmanager
def opened(
    near: Path | None = None, files: Mapping[str, Sequence[Path]] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on views of Parquet `files` by name; what does not fit in memory is put into a folder in `near`."""
    with TemporaryDirectory(prefix="database-", dir=near, ignore_cleanup_errors=True) as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": 1,  # each further one pins as much again while it sorts: two fail where one goes on
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(str(Path(folder, "tables.duckdb")), config=settings) as connection:
            for name, paths in (files or {}).items():
                view(connection, name, paths)
            yield connection


def view(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> None:
    """Make Parquet files a view."""
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])")


def stream(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.RecordBatch]:
    """The rows of a query in bounded pieces; other queries may run meanwhile."""
    yield from connection.cursor().sql(query).to_arrow_reader(AT_A_TIME) or ()


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, one by one."""
    for batch in stream(connection, query):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def insert(connection: duckdb.DuckDBPyConnection, table: str, columns: str, given: pa.Table | pa.RecordBatch) -> None:
    """Put rows into a table: `columns` are expressions over those that are given."""
    some = pa.Table.from_batches([given]) if isinstance(given, pa.RecordBatch) else given
    connection.register("given", some)
    connection.execute(f"INSERT INTO {table} SELECT {columns} FROM given")
    connection.unregister("given")


def create(connection: duckdb.DuckDBPyConnection, table: str, like: pa.Schema) -> None:
    """Make an empty table with the columns of a schema."""
    connection.register("given", like.empty_table())
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM given")
    connection.unregister("given")
