"""Rows: the records of CSV and Parquet files, one after another, never a whole file in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from tasks.inputs import codes
from tasks.inputs.archives import seekable
from tasks.inputs.listed import Limits, Row
from tasks.inputs.streams import Broken


def csv_rows(stream: BinaryIO, limits: Limits, _: Mapping[str, str]) -> Iterator[Row | Broken]:
    """The rows of a CSV file by the names in its first line; the separator is found out.

    A row with more fields than there are names is broken: most likely one of its texts was taken apart.
    """
    code, stream = codes.of(stream, limits.article_bytes)
    lines = io.TextIOWrapper(stream, encoding=code.codec, errors=code.errors, newline="")
    csv.field_size_limit(max(limits.article_bytes, 1 << 17))
    head = lines.readline(limits.article_bytes)
    rows = csv.DictReader(chain([head], lines), delimiter=_separator(head), strict=True)
    passed = 0
    try:
        for row in rows:
            passed = rows.line_num
            yield _checked(row, code)
    except csv.Error as error:
        raise Broken("bad_csv", f"in the row that begins in line {passed + 1}, {error}") from error
    except UnicodeDecodeError as error:
        raise Broken("broken_encoding", f"in line {passed + 1}, {error.reason}") from error


def _separator(head: str) -> str:
    return max(",;\t|", key=head.count)


def _checked(row: dict[str | Any, Any], code: codes.Code) -> Row | Broken:
    more = row.pop(None, [])
    if any(value.strip() for value in more):
        return Broken("long_row", f"{len(row) + len(more)}, and {len(row)} names")
    if any(codes.is_broken(value) for value in row.values() if value):
        return Broken("broken_encoding", "some of its bytes are no letters")
    return {name: code.restored(value) for name, value in row.items()}, code.name


def parquet_rows(stream: BinaryIO, _: Limits, __: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(seekable(stream), pre_buffer=False)
        plain = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
        for batch in file.iter_batches(batch_size=256, columns=plain):
            yield from (({name: _plain(value) for name, value in row.items()}, "utf-8") for row in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise Broken("bad_parquet", error) from error


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
