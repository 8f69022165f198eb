"""Rows: the records of CSV and Parquet files, one after another, never a whole file in memory."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    rows = csv.DictReader(
        chain([head], _bounded(lines, 2 * limits.article_bytes)), delimiter=_separator(head), strict=True
    )
    passed = 0
    try:
        _refuse_namesakes(rows.fieldnames or ())
        for row in rows:
            passed = rows.line_num
            yield _checked(row, code)
    except csv.Error as error:
        raise Broken("bad_csv", f"in the row that begins in line {passed + 1}, {error}") from error
    except UnicodeDecodeError as error:
        raise Broken("broken_encoding", f"in line {passed + 1}, {error.reason}") from error


def _bounded(lines: io.TextIOBase, limit: int) -> Iterator[str]:
    while line := lines.readline(limit):
        if len(line) == limit and not line.endswith("\n"):
            raise csv.Error(f"a line is longer than {limit:,} characters")
        yield line


def _refuse_namesakes(names: Sequence[str]) -> None:
    """Of columns of one name the last would win, without a word."""
    if twice := [name for name, count in Counter(names).items() if count > 1 and name]:
        raise csv.Error(f"several columns are named {', '.join(twice)}")


def _separator(head: str) -> str:
    return max(",;\t|", key=head.count)


def _checked(row: dict[str | Any, Any], code: codes.Code) -> Row | Broken:
    more = row.pop(None, [])
    if any(value.strip() for value in more):
        return Broken("long_row", f"{len(row) + len(more)}, and {len(row)} names")
    if any(codes.is_broken(value) for value in row.values() if value):
        return Broken("broken_encoding", "some of its bytes are no letters")
    return {name: code.restored(value) for name, value in row.items()}, code.name


def parquet_rows(stream: BinaryIO, _: Limits, columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a Parquet file: its plain columns, and those that a path in `columns` begins with."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(seekable(stream), pre_buffer=False)
        roots = {theirs.partition(".")[0] for theirs in columns.values()}
        read = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type) or field.name in roots]
        for batch in file.iter_batches(batch_size=256, columns=read):
            yield from (({name: _plain(value) for name, value in row.items()}, "utf-8") for row in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise Broken("bad_parquet", error) from error


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if hasattr(value, "isoformat") else value
