"""Kill real runs at random points, with readers in a loop beside them, and count what the readers saw.

    python -m bench.crash [--points 60] [--seed 1]

A run here is the engine over a few dozen articles and an incremental publication, without orchestration. Each run
publishes another edition of the articles; a read is right when it holds exactly the articles of one edition.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

from bench.corpus import SAMPLES
from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import Retention, Target, pinned
from tasks.snapshot.history import find
from trichluc.article import RawArticle
from trichluc.extract import extract
from trichluc.rows import gather

ARTICLES, EDITIONS = 20, 4
READ = ("articles", "mentions")
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["duckdb", "polars", "pyarrow.dataset", "tasks.snapshot", "trichluc.extract"])


@dataclass(frozen=True)
class Listed:
    """An input of an edition."""

    source_uri: str
    sha256: str
    article_id: str
    text: str


def listed(edition: int) -> list[Listed]:
    """The inputs of an edition: every second one differs from edition to edition."""
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    found = []
    for number in range(ARTICLES):
        label = edition if number % 2 else "mọi"
        text = f"{samples[number % len(samples)]}\n\nTin số {number}, bản {label}."
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        found.append(Listed(f"{number:03}.txt", sha256, sha256[:16], text))
    return found


def curate(curated: Path, edition: int) -> None:
    """One run: plan, extraction in batches, assembly, publication."""
    with Target.open(curated, wait_seconds=30, part_bytes=50_000, retention=Retention(2, hours=0)) as target:
        plan = target.plan()
        pending: list[Any] = list(plan.pending(listed(edition)))
        staging = target.stage(plan.keep)
        for number, start in enumerate(range(0, len(pending), 8)):
            staging.write(number, tables_of(pending[start : start + 8]))
        target.publish(staging.assemble())


def tables_of(batch: list[Listed]) -> dict[str, pa.Table]:
    """The tables of a batch, through the engine."""
    raws = [RawArticle(i.source_uri, i.text, i.article_id, i.sha256, len(i.text.encode())) for i in batch]
    gathered = gather(map(extract, raws))
    return {name: pa.table(columns, schema=arrow_schema(TABLES[name])) for name, columns in gathered.items()}


def read_duckdb(curated: Path) -> list[set[str]]:
    """The article ids of each table, by a plain glob."""
    with duckdb.connect() as connection:
        query = "SELECT DISTINCT article_id FROM read_parquet(?)"
        return [{i for (i,) in connection.execute(query, [f"{curated}/{t}/*.parquet"]).fetchall()} for t in READ]


def read_polars(curated: Path) -> list[set[str]]:
    """The same with Polars."""
    return [set(polars.read_parquet(f"{curated}/{table}/*.parquet")["article_id"]) for table in READ]


def read_pyarrow(curated: Path) -> list[set[str]]:
    """The same with PyArrow."""
    return [set(pq.read_table(curated / table)["article_id"].to_pylist()) for table in READ]


def read_pinned(curated: Path) -> list[set[str]]:
    """The same out of the snapshot's own folder, which is held while it is read."""
    with pinned(curated) as snapshot:
        return read_pyarrow(snapshot)


READERS: dict[str, Callable[[Path], list[set[str]]]] = {
    "DuckDB glob": read_duckdb,
    "Polars glob": read_polars,
    "PyArrow glob": read_pyarrow,
    "PyArrow pinned": read_pinned,
}


def read_on(name: str, curated: Path, stop: Any, results: Any) -> None:
    """Read until told to stop; each table must be one edition, and all tables should be the same one."""
    editions = {frozenset(i.article_id for i in listed(edition)) for edition in range(EDITIONS)}
    count: Counter[str] = Counter()
    while not stop.wait(0.02):
        try:
            tables = READERS[name](curated)
        except Exception as error:  # any failure counts, and its kind is what we want to know
            count["failed"] += 1
            count[f"  {type(error).__name__}"] += 1
            continue
        count["reads"] += 1
        count["wrong"] += any(frozenset(ids) not in editions for ids in tables)
        count["of two snapshots"] += tables[0] != tables[1]
    results.put((name, count))


def broken(curated: Path) -> bool:
    """Whether the published snapshot is anything but what its manifest says, to the byte."""
    snapshot = find(curated)
    for table, parts in snapshot.tables.items():
        if {path.name for path in (curated / table).iterdir()} != {part.file for part in parts}:
            return True
        if any(hashlib.sha256((curated / table / p.file).read_bytes()).hexdigest() != p.sha256 for p in parts):
            return True
    return False


def rows_lost(curated: Path) -> int:
    """Articles missing from the edition that is shown."""
    shown = read_pyarrow(curated)[0]
    return min(len({i.article_id for i in listed(e)} - shown) for e in range(EDITIONS))


def main() -> None:
    """Kill, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(Path(folder, "curated"), options.points, random.Random(options.seed))


def measure(curated: Path, points: int, chance: random.Random) -> None:
    """Kill runs until `points` of them died, and print the counts."""
    curate(curated, 0)
    stop, results = processes.Event(), processes.Queue()
    readers = [processes.Process(target=read_on, args=(name, curated, stop, results), daemon=True) for name in READERS]
    for reader in readers:
        reader.start()
    count: Counter[str] = Counter()
    while count["runs killed"] < points:
        if count["runs"] % 3 == 0:
            usual = finish(partial(curate, curated, count["runs"] % EDITIONS))
        count["runs"] += 1
        kill_one(curated, count, chance.uniform(0, 1.1 * usual))
    finish(partial(curate, curated, 0))
    stop.set()
    belong = ("lock", "published")
    beside = curated.with_name(".curated-snapshots").iterdir()
    left = sorted(path.name for path in beside if path.name[0].isalpha() and path.name not in belong)
    print(f"{dict(count)}, left behind beside snapshots: {left}")
    for _ in readers:
        name, seen = results.get(timeout=60)
        print(f"{name:15} {dict(seen)}")


def kill_one(curated: Path, count: Counter[str], seconds: float) -> None:
    """Start a run, kill it after some seconds, and look at what is published."""
    edition = count["runs"] % EDITIONS
    before = find(curated).sequence
    run = processes.Process(target=curate, args=(curated, edition))
    run.start()
    run.join(seconds)
    run.kill()
    run.join()
    killed = run.exitcode == -9
    count["runs killed"] += killed
    count["killed after the switch"] += killed and find(curated).sequence != before
    count["snapshots broken"] += broken(curated)
    count["rows lost"] += rows_lost(curated)


def finish(work: Callable[[], None]) -> float:
    """Do it in another process, to the end; returns the seconds it took."""
    started = time.perf_counter()
    run = processes.Process(target=work)
    run.start()
    run.join()
    assert run.exitcode == 0
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
