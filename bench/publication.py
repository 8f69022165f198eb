"""What publication costs: N articles at once, then a few changes, and whether the result equals a full run.

    python -m bench.publication [--articles 100000] [--changes 10] [--folder DIR]

The articles are the five samples, repeated under names and ids of their own; the engine's work is not measured.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from bench.corpus import SAMPLES
from bench.score import load_folder
from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.gates.tables import breaches
from tasks.snapshot import Target
from trichluc.extract import extract
from trichluc.rows import gather

BATCH = 2_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--changes", type=int, default=10)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory(dir=options.folder) as folder:
        measure(Path(folder), options.articles, options.changes)


def measure(folder: Path, articles: int, changes: int) -> None:
    """A full publication, an incremental one, and a full one of the same inputs to compare it with."""
    samples = sample_tables()
    numbers = list(range(articles))
    changed = numbers[:: max(articles // changes, 1)][:changes]
    with Target.open(folder / "curated") as target:
        with timed(f"full publication of {articles:,} articles"):
            first = publish(target, samples, numbers, "")
        with timed(f"ledger and plan of {articles:,} inputs"):
            ledger = target.ledger()
        with timed(f"incremental publication of {changes} changes"):
            keep = ledger.keys() - {name(number) for number in changed}
            publish(target, samples, changed, "changed", keep)
    now = {path.name: path for path in (folder / "curated").glob("*/*.parquet")}
    before = {path.name for path in first.glob("*/*.parquet")}
    size = sum(path.stat().st_size for path in now.values())
    rewritten = sum(path.stat().st_size for file, path in now.items() if file not in before)
    print(f"{len(now)} files, {size / 1e6:.1f} MB; rewritten {len(now.keys() - before)}, {rewritten / 1e6:.1f} MB")
    with Target.open(folder / "again") as target:
        publish(target, samples, [n for n in numbers if n not in changed], "", more=(changed, "changed"))
    same = {path.name for path in (folder / "again").glob("*/*.parquet")} == now.keys()
    print(f"equal to a full run, byte for byte: {'yes' if same else 'NO'}")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def publish(
    target: Target,
    samples: list[dict[str, pa.Table]],
    numbers: Sequence[int],
    edition: str,
    keep: Collection[str] = (),
    more: tuple[Sequence[int], str] = ((), ""),
) -> Path:
    """Stage and publish the articles of these numbers, and `more` of another edition; returns the snapshot's folder."""
    staging = target.stage(keep)
    groups = [(numbers[start : start + BATCH], edition) for start in range(0, len(numbers), BATCH)]
    with timed("  staging"):
        for batch_no, (batch, label) in enumerate([*groups, *([more] if more[0] else [])]):
            staging.write(batch_no, copies(samples, batch, label))
    with timed("  assembly"):
        assembled = staging.assemble()
    with timed("  table gate"):
        published = target.current()
        unmet = breaches(assembled, published.path if published else None, record=False)
    if unmet:
        raise SystemExit(f"not published: {unmet}")
    with timed("  switch"):
        return target.publish(assembled).path


def sample_tables() -> list[dict[str, pa.Table]]:
    """The tables of each sample article."""
    raws = load_folder(SAMPLES)
    for raw in raws:
        raw.source_bytes = len(raw.text.encode())
    gathered = [gather([extract(raw)]) for raw in raws]
    return [{n: pa.table(c, schema=arrow_schema(TABLES[n])) for n, c in tables.items()} for tables in gathered]


def copies(samples: list[dict[str, pa.Table]], numbers: Sequence[int], edition: str) -> dict[str, pa.Table]:
    """A batch: one copy of a sample for each number, under an id and a name of its own."""
    parts = [
        {
            table: _copied(rows, [n for n in numbers if n % len(samples) == first], edition)
            for table, rows in sample.items()
        }
        for first, sample in enumerate(samples)
    ]
    return {table: pa.concat_tables([part[table] for part in parts]) for table in samples[0]}


def _copied(rows: pa.Table, numbers: list[int], edition: str) -> pa.Table:
    copied = pa.concat_tables([rows.slice(0, 0), *[rows] * len(numbers)])
    hashes = [hashlib.sha256(f"{number} {edition}".encode()).hexdigest() for number in numbers]
    given = {
        "source_uri": [name(number) for number in numbers],
        "source_sha256": hashes,
        "article_id": [sha256[:16] for sha256 in hashes],
        "fingerprint": [sha256 * 4 for sha256 in hashes],  # no article is to be a near copy of another
    }
    for column in given.keys() & set(rows.column_names):
        field = rows.schema.get_field_index(column)
        values = pa.array([value for value in given[column] for _ in range(len(rows))], pa.string())
        copied = copied.set_column(field, rows.schema.field(field), values)
    return copied


def name(number: int) -> str:
    """The input's name."""
    return f"{number:08d}.txt"


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print the CPU time that the block took."""
    start = time.process_time()
    yield
    print(f"{time.process_time() - start:8.2f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
