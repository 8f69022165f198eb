"""What a second worker process gains: load, split and extract of the same batches by one process and by two.

    python -m bench.processes [--corpus articles.jsonl.gz] [--megabytes 10] [--workers 2]

Wall time, the best of interleaved rounds: it says something only on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.corpus import grow, load
from bench.run import ARTICLE_BYTES, write
from tasks import stages
from tasks.batch import Batch, fill
from tasks.crew import Crew
from tasks.inputs import find

ROUNDS = 3
BATCHES = 16


def main() -> None:
    """Print the table as Markdown."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--megabytes", type=float, default=10.0)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        raw = write(Path(folder, "raw"), list(grow(load(chosen.corpus), chosen.megabytes)))
        size = sum(file.stat().st_size for file in raw.iterdir()) // BATCHES
        Path(folder, "work").mkdir()
        batches = list(fill(find(raw, ARTICLE_BYTES, Path(folder, "spool")), Path(folder, "work"), size))
        seconds = measured(batches, (1, chosen.workers))
    print("| processes | s | times as fast as one |\n|---|---|---|")
    for workers, spent in seconds.items():
        print(f"| {workers} | {spent:.1f} | {seconds[1] / spent:.2f} |")


def measured(batches: list[Batch], numbers: Iterable[int]) -> dict[int, float]:
    """Wall seconds by number of processes."""
    crews = {workers: Crew(workers) for workers in numbers}
    spent: dict[int, list[float]] = defaultdict(list)
    for attempt in range(ROUNDS + 1):  # the first reads the rules and is not counted
        for workers, crew in crews.items():
            start = perf_counter()
            with ThreadPoolExecutor(workers) as threads:
                list(threads.map(lambda batch, crew=crew: work(crew, batch), batches))
            if attempt:
                spent[workers].append(perf_counter() - start)
    for crew in crews.values():
        crew.dismiss()
    return {workers: min(times) for workers, times in spent.items()}


def work(crew: Crew, batch: Batch) -> None:
    """A batch through the stages that are spread over processes."""
    for stage in (stages.load, stages.split, stages.extract):
        crew.do(stage, batch)


if __name__ == "__main__":
    main()
