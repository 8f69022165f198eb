"""A snapshot as a database: every table a view with its descriptions, and flat views of what is a list."""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from schemas import TABLES
from schemas.table import TIME_ZONE, Table

FLAT = {
    "mention_roles": ("mentions", "roles", "role", ("article_id", "char_start", "char_end", "canonical", "entity_id")),
    "campaign_basis": ("campaigns", "basis", "symbol", ("article_id", "char_start", "char_end", "campaign_id")),
    "document_conflicts": ("documents", "conflicts", "conflict", ("document_id",)),
}
"""View → the table, its list column, the name of one element, and the columns that say whose element it is."""


def connect(snapshot: Path, database: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A DuckDB connection on the views of a snapshot, in memory or written to a new database file.

    Its times are local ones. (A file keeps no such setting: whoever opens it sees them in a time zone of their own.)
    """
    connection = duckdb.connect(database)
    connection.execute(f"SET GLOBAL TimeZone = '{TIME_ZONE}'")
    for table in TABLES.values():
        _view(connection, table, snapshot.resolve())
    for name, (table_name, column, element, keys) in FLAT.items():
        columns = ", ".join(keys)
        connection.execute(
            f"CREATE VIEW {name} AS SELECT {columns}, place AS {element}_no, {column}[place] AS {element} "
            f"FROM (SELECT {columns}, {column}, unnest(range(1, len({column}) + 1)) AS place FROM {table_name})"
        )
        connection.execute(f"COMMENT ON VIEW {name} IS '{element} for {element} of {table_name}.{column}'")
    return connection


def _view(connection: duckdb.DuckDBPyConnection, table: Table, snapshot: Path) -> None:
    files = _quoted(f"{escape(str(snapshot / table.name))}/*.parquet")
    connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet({files})")
    connection.execute(f"COMMENT ON VIEW {table.name} IS {_quoted(table.declaration.description)}")
    for field in table.fields:
        comment = _quoted(field.column.description)
        connection.execute(f'COMMENT ON COLUMN {table.name}."{field.name}" IS {comment}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
