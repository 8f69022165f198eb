"""Arrow table → the bytes of a Parquet file; equal rows give equal bytes."""

from __future__ import annotations

import hashlib

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
    pq.write_table(
        shape,
        sink,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=ROW_GROUP_ROWS,
        data_page_size=PAGE_BYTES,
        write_page_index=True,
        sorting_columns=pq.SortingColumn.from_ordering(shape.schema, [(c, "ascending") for c in order_of(name)]),
    )
    content = memoryview(sink.getvalue())
    return content, hashlib.sha256(content).hexdigest()
