"""The Arrow schema of a table, rendered from its declaration."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

import pyarrow as pa

from schemas.table import TIME_ZONE, Field, Table

_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz=TIME_ZONE),
    tuple[str, ...]: pa.list_(pa.string()),
}


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema; each field carries its description, the schema that of the table."""
    return pa.schema([_field(field) for field in table.fields], metadata={"description": table.declaration.description})


def _field(field: Field) -> pa.Field:
    metadata = {"description": field.column.description}
    return pa.field(field.name, _TYPES[field.type], nullable=field.nullable, metadata=metadata)
