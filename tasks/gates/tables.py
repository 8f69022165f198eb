"""The table gate: whether an assembled snapshot may be published.

Tables are looked at some rows at a time, so that memory does not grow with the snapshot: those with rows of articles
some parts at a time, the others in stretches of their key. Keys cannot collide across parts: each begins with the id of
an article, and parts divide the articles. A part whose files the published snapshot holds too has passed this gate
before, and is left alone while all that it refers to is still there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.gates import expect
from tasks.gates.frames import table_frame
from tasks.snapshot import database

ROWS_AT_ONCE = 50_000
"""Rows enough to be worth a suite's fixed cost (a quarter of a second), and few enough to hold in memory."""
ROWS_IN_STRETCH = 25_000
"""The same for tables that are not in parts, of which every column is looked at."""
ROWS_HELD = 100_000
"""Rows that wait for more of their table, over all tables."""
DANGLING = 10_000
"""References to nothing that are told of a column: one of them already holds the snapshot back."""

Dangling = Mapping[tuple[str, str], pa.Array]
"""Values that refer to no row, by table and column."""
Part = Mapping[str, Sequence[Path]]
"""Files by table."""


@dataclass(frozen=True, slots=True)
class Breach:
    """An expectation that a table of the snapshot does not meet."""

    table: str
    expectation: str
    column: str
    observed: str


def breaches(
    snapshot: Path, published: Path | None = None, names: Iterable[str] = tuple(TABLES), record: bool = True
) -> list[Breach]:
    """Every unmet expectation over the named tables of a snapshot's folder; none means that it may be published."""
    found: list[Breach] = []
    recorded: set[str] = set()
    dangling, wanted = _dangling(snapshot), list(names)
    in_parts = _gathered(_frames_of_parts(snapshot, published, wanted, dangling))
    for name, frame in chain(in_parts, _frames_of_stretches(snapshot, wanted, dangling)):
        unmet = expect.validate("table", name, frame, TABLES[name].declaration.key, record and name not in recorded)
        found += [Breach(name, each.expectation, each.subject, each.observed) for each in unmet]
        recorded.add(name)
    return list(dict.fromkeys(found))


def expected() -> list[dict[str, Any]]:
    """How many expectations the gate holds each table to."""
    return [{"table": name, "expectations": len(expect.suite("table", name).expectations)} for name in TABLES]


def _frames_of_parts(
    snapshot: Path, published: Path | None, names: Sequence[str], dangling: Dangling
) -> Iterator[tuple[str, pd.DataFrame]]:
    """What the suites look at of the tables in parts: the new parts, one by one."""
    for part in _to_validate(snapshot, published, dangling):
        pa.default_memory_pool().release_unused()
        articles = _read("articles", part["articles"], ["article_id", "text"])
        texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
        for name in filter(_is_in_parts, names):
            yield name, _frame(name, _read(name, part[name], _columns(name)), texts, dangling)


def _frames_of_stretches(
    snapshot: Path, names: Sequence[str], dangling: Dangling
) -> Iterator[tuple[str, pd.DataFrame]]:
    """What the suites look at of the other tables: every row, in stretches."""
    for name in [name for name in names if not _is_in_parts(name)]:
        for rows in _stretches(name, _files(snapshot, name)):
            yield name, _frame(name, rows, {}, dangling)


def _frame(name: str, rows: pa.Table, texts: Mapping[str, str], dangling: Dangling) -> pd.DataFrame:
    return table_frame(TABLES[name], rows, texts, _resolved(name, rows, texts, dangling))


def _gathered(frames: Iterable[tuple[str, pd.DataFrame]]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The frames of each table joined until they have `ROWS_AT_ONCE` rows, or all that wait are too many; then the last."""
    held: dict[str, list[pd.DataFrame]] = defaultdict(list)
    rows: Counter[str] = Counter()
    for name, frame in frames:
        held[name].append(frame)
        rows[name] += len(frame)
        fullest, most = rows.most_common(1)[0]
        if most >= ROWS_AT_ONCE or rows.total() >= ROWS_HELD:
            del rows[fullest]
            yield fullest, pd.concat(held.pop(fullest), ignore_index=True)
    for name, pieces in held.items():
        yield name, pd.concat(pieces, ignore_index=True)


def _resolved(name: str, rows: pa.Table, texts: Mapping[str, str], dangling: Dangling) -> dict[str, pa.ChunkedArray]:
    """Of each column that refers to another, which of its values lead to a row; rows lie with their articles."""
    found = {}
    for column in _references(name):
        if _is_in_parts(name) and column == "article_id":
            found[column] = pc.is_in(rows[column], value_set=pa.array(texts, pa.string()))
        else:
            found[column] = pc.invert(pc.is_in(rows[column], value_set=dangling[name, column]))
    return found


def _dangling(snapshot: Path) -> Dangling:
    """Of the columns that refer to any row of a table, the values that are in none."""
    referring = [(name, *each) for name in TABLES for each in _references(name).items()]
    with database.opened(files={name: files for name in TABLES if (files := _files(snapshot, name))}) as tables:
        for name in [name for name in TABLES if not _files(snapshot, name)]:
            tables.register(name, arrow_schema(TABLES[name]).empty_table())
        return {
            (name, column): tables.sql(
                f"SELECT DISTINCT {column} FROM {name} ANTI JOIN (SELECT {key} AS {column} FROM {to}) USING ({column}) "
                f"WHERE {column} IS NOT NULL LIMIT {DANGLING}"
            )
            .to_arrow_table()[column]
            .combine_chunks()
            for name, column, (to, key) in referring
            if not (_is_in_parts(name) and column == "article_id")
        }


def _references(name: str) -> dict[str, tuple[str, str]]:
    """The columns that refer to others, and the table and column that each refers to."""
    named = {field.name: field.column.references for field in TABLES[name].fields}
    return {column: (target.split(".")[0], target.split(".")[1]) for column, target in named.items() if target}


def _columns(name: str) -> list[str]:
    """What the suite of a table in parts is about."""
    spans = {"char_start", "char_end", "surface"}
    wanted = {*TABLES[name].declaration.key, *_references(name), *spans, "article_id"}
    return [column for column in TABLES[name].column_names if column in wanted]


def _stretches(name: str, files: Sequence[Path]) -> Iterator[pa.Table]:
    """A table that is not in parts, so many rows at a time; rows with one key are in one stretch.

    Where the rows are not in the order of their key, there is but one stretch.
    """
    key, schema = TABLES[name].declaration.key[0], arrow_schema(TABLES[name])
    if not files or not _ascending(key, files):
        yield _read(name, files)
        return
    held = schema.empty_table()
    for batch in _scanned(files, schema):
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        if len(held) >= ROWS_IN_STRETCH:
            cut = pc.index(held[key], held[key][-1]).as_py()
            if cut:
                yield held.slice(0, cut)
                held = held.slice(cut)
    yield held


def _ascending(key: str, files: Sequence[Path]) -> bool:
    last: str | None = None
    for batch in _scanned(files, None, [key]):
        values = pa.concat_arrays(
            [pa.array([last] if last is not None else [], pa.string()), batch[key].cast(pa.string())]
        )
        if values.null_count or not pc.all(pc.less_equal(values[:-1], values[1:]), min_count=0).as_py():
            return False
        last = values[-1].as_py() if len(values) else last
    return True


def _scanned(
    files: Sequence[Path], schema: pa.Schema | None, columns: list[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """A table's rows in pieces, read as they are asked for (a dataset reads ahead)."""
    for file in files:
        with pq.ParquetFile(file, pre_buffer=False) as parquet:
            pieces = parquet.iter_batches(ROWS_IN_STRETCH // 2, columns=columns, use_threads=False)
            yield from (piece.cast(schema) for piece in pieces) if schema else pieces


def _to_validate(snapshot: Path, published: Path | None, dangling: Dangling) -> Iterator[Part]:
    """The parts that have not passed before; an empty snapshot is one empty part."""
    parts = _parts(snapshot)
    yield from (part for part in parts if not _has_passed(part, published, dangling))
    if not parts:
        yield defaultdict(list)


def _parts(snapshot: Path) -> list[Part]:
    """The files of each part; a part's name is what stands before the hash in the names of its files."""
    parts: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for name in filter(_is_in_parts, TABLES):
        for file in _files(snapshot, name):
            parts[file.name.rpartition("-")[0]][name].append(file)
    return [parts[name] for name in sorted(parts)]


def _has_passed(part: Part, published: Path | None, dangling: Dangling) -> bool:
    if published is None:
        return False
    before = [published / name / file.name for name, files in part.items() for file in files]
    now = [file for files in part.values() for file in files]
    same = all(old.exists() and old.samefile(new) for old, new in zip(before, now, strict=True))
    return same and not any(len(lost) for (name, _), lost in dangling.items() if name in part)


def _is_in_parts(name: str) -> bool:
    return TABLES[name].declaration.key[0] == "article_id"


def _files(snapshot: Path, name: str) -> list[Path]:
    return sorted((snapshot / name).glob("*.parquet"))


def _read(name: str, files: Sequence[Path], columns: list[str] | None = None) -> pa.Table:
    """Rows in one thread and unbuffered: in several, what each asks of memory adds up and is not given back."""
    schema = arrow_schema(TABLES[name])
    names = columns or schema.names
    found = (pq.ParquetFile(file, pre_buffer=False).read(names, use_threads=False) for file in files)
    return pa.concat_tables(
        [schema.empty_table().select(names), *(rows.select(names) for rows in found)], promote_options="default"
    )
