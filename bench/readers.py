"""What each reader sees of a published snapshot: rows of all tables, and the types of a few columns.

    python -m bench.readers [data/curated]

Every reader opens plain globs or folders of Parquet files; one that is not installed is named as such. Spark needs pyspark and a
Java runtime.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from schemas import TABLES
from tasks.snapshot.history import find

SHOWN = (("articles", "published_at"), ("articles", "reference_date"), ("mentions", "roles"), ("quantities", "value"))
"""Columns whose types readers like to differ on."""

Seen = tuple[dict[str, int], dict[str, str]]
"""Rows by table, type by `table.column`."""


def main() -> None:
    """Print one line a reader."""
    curated = Path(sys.argv[1] if len(sys.argv) > 1 else "data/curated")
    expected = find(curated).rows
    columns = [f"{table}.{column}" for table, column in SHOWN]
    print("| Reader | Version | Rows | " + " | ".join(columns) + " |")
    print("| --- " * (3 + len(columns)) + "|")
    for name, (package, read) in READERS.items():
        try:
            rows, types = read(curated)
        except (ImportError, PackageNotFoundError):
            print(f"| {name} | not installed |" + " |" * (1 + len(columns)))
            continue
        verdict = f"all {sum(rows.values()):,}" if rows == expected else f"WRONG: {rows}"
        print(f"| {name} | {version(package)} | {verdict} | " + " | ".join(types[column] for column in columns) + " |")


def _duckdb(curated: Path) -> Seen:
    import duckdb

    with duckdb.connect() as connection:

        def ask(table: str, what: str) -> Any:
            query = f"SELECT {what} FROM read_parquet(?) LIMIT 1"
            found = connection.execute(query, [f"{curated}/{table}/*.parquet"]).fetchone()
            return found[0] if found else "no rows"

        rows = {table: ask(table, "count(*)") for table in TABLES}
        return rows, {f"{t}.{c}": str(ask(t, f"typeof({c})")) for t, c in SHOWN}


def _polars(curated: Path) -> Seen:
    import polars

    frames = {table: polars.read_parquet(f"{curated}/{table}/*.parquet") for table in TABLES}
    types = {f"{t}.{c}": str(frames[t].schema[c]) for t, c in SHOWN}
    return {table: len(frame) for table, frame in frames.items()}, types


def _pandas(curated: Path) -> Seen:
    import pandas

    frames = {table: pandas.read_parquet(curated / table) for table in TABLES}
    types = {f"{t}.{c}": str(frames[t][c].dtype) for t, c in SHOWN}
    return {table: len(frame) for table, frame in frames.items()}, types


def _pyarrow(curated: Path) -> Seen:
    import pyarrow.dataset as ds

    datasets = {table: ds.dataset(curated / table, format="parquet") for table in TABLES}
    types = {f"{t}.{c}": str(datasets[t].schema.field(c).type) for t, c in SHOWN}
    return {table: dataset.count_rows() for table, dataset in datasets.items()}, types


def _spark(curated: Path) -> Seen:
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.log.level", "OFF")
    )
    spark = builder.config("spark.sql.session.timeZone", "Asia/Ho_Chi_Minh").getOrCreate()
    try:
        frames = {table: spark.read.parquet(str(curated.resolve() / table)) for table in TABLES}
        types = {f"{t}.{c}": frames[t].schema[c].dataType.simpleString() for t, c in SHOWN}
        return {table: frame.count() for table, frame in frames.items()}, types
    finally:
        spark.stop()


READERS: dict[str, tuple[str, Callable[[Path], Seen]]] = {
    "DuckDB": ("duckdb", _duckdb),
    "Polars": ("polars", _polars),
    "pandas": ("pandas", _pandas),
    "PyArrow dataset": ("pyarrow", _pyarrow),
    "Spark": ("pyspark", _spark),
}

if __name__ == "__main__":
    main()
