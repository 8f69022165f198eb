"""The whole run, files to published and validated tables, beside the yardstick and datatrove on the same texts.

    python -m bench.run [--corpus articles.jsonl.gz] [--megabytes 5] [--growth]

Stages are plain function calls in one process (what orchestration adds: `bench.orchestration`); figures are CPU time.
`--growth` runs over 1×, 10× and 100× articles instead.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench import peers
from bench.corpus import grow, load
from bench.yardstick import matches
from schemas.dictionary import dictionary
from tasks import checks, stages
from tasks.batch import fill
from tasks.inputs import find
from tasks.snapshot import Target

BATCH_BYTES, ARTICLE_BYTES = 32 << 20, 5 << 20
GROWTH = (1, 10, 100)
CHANGED = 100
"""In the incremental run, one article of so many has changed."""


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def run(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of the work, its time booked."""
        start = process_time()
        result = work(*arguments)
        self.spent[name] += process_time() - start
        return result

    @property
    def total(self) -> float:
        """All stages together."""
        return sum(self.spent.values())


def curate(raw: Path, curated: Path, workspace: Path) -> Clock:
    """One run, without orchestration."""
    clock = Clock()
    workspace.mkdir()
    with Target.open(curated) as target:
        plan = clock.run("plan", target.plan)
        inputs = plan.pending(find(raw, ARTICLE_BYTES, workspace / "spool"))
        batches = clock.run("list", list, fill(inputs, workspace, BATCH_BYTES))
        published = target.current()
        staging = target.stage(plan.keep)
        for batch in batches:
            for stage in (stages.load, stages.split, stages.extract, checks.validate):
                clock.run(stage.__name__, stage, batch)
            clock.run("stage", stages.stage, batch, staging.path)
        snapshot = clock.run("assemble", staging.assemble, dictionary("Curated tables"))
        docs, before = curated.parent / "docs", published.path if published else None
        unmet, _ = clock.run("validate tables", checks.validate_tables, snapshot, docs, before, workspace)
        if unmet:
            raise SystemExit(f"not published: {unmet}")
        clock.run("publish", target.publish, snapshot)
    return clock


def write(folder: Path, texts: list[str], changed: Callable[[int], bool] = lambda _: False) -> Path:
    """The texts as JSON Lines in files of a thousand records."""
    folder.mkdir(exist_ok=True)
    for start in range(0, len(texts), 1000):
        records = (
            {"id": number, "text": texts[number] + (" Tin sửa." if changed(number) else "")}
            for number in range(start, min(start + 1000, len(texts)))
        )
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{start:08}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def measured(texts: list[str], folder: Path) -> Iterator[tuple[str, Clock]]:
    """A cold run, one in which nothing has changed, and one in which a few articles have."""
    raw = write(folder / "raw", texts)
    yield "cold", curate(raw, folder / "curated", folder / "cold")
    write(folder / "raw", texts, lambda number: number % CHANGED == 0)
    yield f"1 of {CHANGED} changed", curate(raw, folder / "curated", folder / "again")


def main() -> None:
    """Print the tables as Markdown."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--megabytes", type=float, default=5.0)
    options.add_argument("--growth", action="store_true")
    chosen = options.parse_args()
    texts = list(grow(load(chosen.corpus), chosen.megabytes))
    with TemporaryDirectory() as folder:  # a first run, so that imports and tables of rules are not counted
        curate(write(Path(folder, "raw"), texts[:5]), Path(folder, "curated"), Path(folder, "work"))
    (print_growth if chosen.growth else print_stages)(texts)


def print_stages(texts: list[str]) -> None:
    """Stages of both runs, and how fast they are beside the yardstick."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    plain = seconds(lambda: [matches(text) for text in texts])
    piped = datatrove_seconds(texts)
    with TemporaryDirectory() as folder:
        runs = dict(measured(texts, Path(folder)))
    print(f"| {len(texts):,} articles, {megabytes:.1f} MB | CPU s | MB/s | ratio |\n|---|---|---|---|")
    print(f"| twelve plain patterns | {plain:.2f} | {megabytes / plain:.2f} | 1.00 |")
    if piped:
        print(f"| datatrove, the same patterns | {piped:.2f} | {megabytes / piped:.2f} | {plain / piped:.2f} |")
    for name, clock in runs.items():
        print(f"| whole run, {name} | {clock.total:.2f} | {megabytes / clock.total:.2f} | {plain / clock.total:.2f} |")
    print(f"\n| stage | {' | '.join(runs)} |\n|---|{'---|' * len(runs)}")
    for stage in next(iter(runs.values())).spent:
        print(f"| {stage} | {' | '.join(f'{clock.spent[stage]:.2f} s' for clock in runs.values())} |")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds that the work takes."""
    start = process_time()
    work()
    return process_time() - start


def datatrove_seconds(texts: list[str]) -> float | None:
    """CPU seconds of datatrove's pipeline, JSON Lines in and out; None where it is not installed."""
    try:
        pipeline = peers.datatrove()
    except ImportError:
        return None
    return seconds(lambda: pipeline(texts))


def print_growth(texts: list[str]) -> None:
    """What an article costs among ever more of them."""
    print("| articles | CPU s | ms an article | of it after extraction |\n|---|---|---|---|")
    for times in GROWTH:
        some = texts[: max(1, len(texts) * times // GROWTH[-1])]
        with TemporaryDirectory() as folder:
            clock = curate(write(Path(folder, "raw"), some), Path(folder, "curated"), Path(folder, "work"))
        after = sum(clock.spent[stage] for stage in ("validate", "stage", "assemble", "validate tables", "publish"))
        print(
            f"| {len(some):,} | {clock.total:.2f} | {1000 * clock.total / len(some):.2f} | {1000 * after / len(some):.2f} |"
        )


if __name__ == "__main__":
    main()
