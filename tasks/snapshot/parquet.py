"""Arrow table → the bytes of a Parquet file; equal rows give equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema

ROW_GROUP_ROWS = 128 * 1024
PAGE_BYTES = 256 * 1024
COMPRESSION_LEVEL = 3


def order_of(table: str) -> tuple[str, ...]:
    """The columns by which a table's rows are sorted: the declared order, or the key."""
    declaration = TABLES[table].declaration
    return declaration.order or declaration.key


def shaped(name: str, table: pa.Table) -> pa.Table:
    """The table with the declared columns, types and descriptions, in one chunk a column."""
    schema = arrow_schema(TABLES[name])
    return table.select(schema.names).cast(schema).combine_chunks()


def sorted_rows(name: str, table: pa.Table) -> pa.Table:
    """Rows in the declared order; rows that tie keep their order."""
    return table.sort_by([(column, "ascending") for column in order_of(name)])


def encode(name: str, table: pa.Table) -> tuple[memoryview, str]:
    """The Parquet file of sorted rows, and its SHA-256."""
    shape = shaped(name, table)
    sink = pa.BufferOutputStream()
    pq.write_table(shape, sink, row_group_size=ROW_GROUP_ROWS, **_settings(name, shape.schema))
    content = memoryview(sink.getvalue())
    return content, hashlib.sha256(content).hexdigest()


def encode_stream(name: str, rows: Iterable[pa.RecordBatch], file: BinaryIO) -> int:
    """Write sorted rows as a Parquet file, however many there are; returns their number.

    Row groups are cut by number of rows alone, so that equal rows give equal bytes in whatever pieces they come.
    """
    schema, written = arrow_schema(TABLES[name]), 0
    held = schema.empty_table()
    with pq.ParquetWriter(file, schema, **_settings(name, schema)) as writer:
        for batch in rows:
            held = pa.concat_tables([held, pa.Table.from_batches([batch])])
            while len(held) >= ROW_GROUP_ROWS:
                writer.write_table(held.slice(0, ROW_GROUP_ROWS).combine_chunks(), row_group_size=ROW_GROUP_ROWS)
                held, written = held.slice(ROW_GROUP_ROWS), written + ROW_GROUP_ROWS
        writer.write_table(held.combine_chunks(), row_group_size=ROW_GROUP_ROWS)
    return written + len(held)


def _settings(name: str, schema: pa.Schema) -> dict[str, Any]:
    return {
        "compression": "zstd",
        "compression_level": COMPRESSION_LEVEL,
        "data_page_size": PAGE_BYTES,
        "write_page_index": True,
        "sorting_columns": pq.SortingColumn.from_ordering(schema, [(c, "ascending") for c in order_of(name)]),
    }
