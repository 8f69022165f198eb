"""The table gate: whether an assembled snapshot may be published.

Tables with rows of articles are looked at part by part, so that memory does not grow with the snapshot. A part whose
files the published snapshot holds too has passed this gate before, and is left alone while all that it refers to is
still there. Keys cannot collide across parts: each begins with the id of an article, and parts divide the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.gates import expect
from tasks.gates.frames import table_frame

PARTS_AT_ONCE = 4
"""Parts of 16 MB of input each: enough rows to be worth a suite's fixed cost, few enough to hold in memory."""

Keys = Mapping[str, pa.Array]
"""The columns that others refer to, by `table.column`."""
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
    names, keys = list(names), _keys(snapshot)
    found = []
    for number, part in enumerate(_to_validate(snapshot, published, keys)):
        articles = _read("articles", part["articles"], ["article_id", "text"])
        texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
        for name in [name for name in names if name in part]:
            found += _breaches_of(name, _read(name, part[name]), texts, keys, record and number == 0)
    for name in [name for name in names if not _is_in_parts(name)]:
        found += _breaches_of(name, _read(name, _files(snapshot, name)), {}, keys, record)
    return found


def expected() -> list[dict[str, object]]:
    """How many expectations the gate holds each table to."""
    return [{"table": name, "expectations": len(expect.suite("table", name).expectations)} for name in TABLES]


def _breaches_of(name: str, rows: pa.Table, texts: Mapping[str, str], keys: Keys, record: bool) -> list[Breach]:
    table = TABLES[name]
    frame = table_frame(table, rows, texts, keys)
    unmet = expect.validate("table", name, frame, table.declaration.key, record)
    return [Breach(name, each.expectation, each.subject, each.observed) for each in unmet]


def _to_validate(snapshot: Path, published: Path | None, keys: Keys) -> Iterator[Part]:
    """The parts that have not passed before, several at once; an empty snapshot is one empty part."""
    parts = _parts(snapshot)
    fresh = [part for part in parts if not _has_passed(part, published, keys)]
    for start in range(0, len(fresh), PARTS_AT_ONCE):
        several = fresh[start : start + PARTS_AT_ONCE]
        yield {name: [file for part in several for file in part.get(name, ())] for name in TABLES if _is_in_parts(name)}
    if not parts:
        yield {name: () for name in TABLES if _is_in_parts(name)}


def _parts(snapshot: Path) -> list[Part]:
    """The files of each part; a part's name is what stands before the hash in the names of its files."""
    parts: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for name in filter(_is_in_parts, TABLES):
        for file in _files(snapshot, name):
            parts[file.name.rpartition("-")[0]][name].append(file)
    return [parts[name] for name in sorted(parts)]


def _has_passed(part: Part, published: Path | None, keys: Keys) -> bool:
    if published is None:
        return False
    before = [published / name / file.name for name, files in part.items() for file in files]
    now = [file for files in part.values() for file in files]
    same = all(old.exists() and old.samefile(new) for old, new in zip(before, now, strict=True))
    return same and all(_resolves(name, files, keys) for name, files in part.items())


def _resolves(name: str, files: Sequence[Path], keys: Keys) -> bool:
    """Whether every reference out of these files still leads somewhere."""
    targets = {f.name: f.column.references for f in TABLES[name].fields if f.column.references}
    rows = _read(name, files, list(targets))
    for column, target in targets.items():
        known = pc.or_(pc.is_in(rows[column], value_set=keys[target]), pc.is_null(rows[column]))
        if not pc.all(known, min_count=0).as_py():
            return False
    return True


def _keys(snapshot: Path) -> Keys:
    targets = {f.column.references for table in TABLES.values() for f in table.fields if f.column.references}
    split = {target: target.split(".") for target in targets}
    return {
        target: _read(name, _files(snapshot, name), [column])[column].combine_chunks()
        for target, (name, column) in split.items()
    }


def _is_in_parts(name: str) -> bool:
    return TABLES[name].declaration.key[0] == "article_id"


def _files(snapshot: Path, name: str) -> list[Path]:
    return sorted((snapshot / name).glob("*.parquet"))


def _read(name: str, files: Sequence[Path], columns: list[str] | None = None) -> pa.Table:
    schema = arrow_schema(TABLES[name])
    if not files:
        return schema.empty_table().select(columns or schema.names)
    return ds.dataset([str(file) for file in files], schema=schema).to_table(columns=columns)
