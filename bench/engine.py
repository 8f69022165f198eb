"""The engine alone, text → findings, beside the yardstick in the same run; and by phenomenon.

python -m bench.engine [--corpus articles.jsonl.gz] [--megabytes 5]
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

from bench.corpus import grow, load
from bench.yardstick import matches
from trichluc import campaigns, citations, organisations, people, periods, places, quantities, resolve
from trichluc import extract as engine
from trichluc.article import RawArticle

ROUNDS = 3
STAGES = (
    ("segments and header", engine, "split"),
    ("reading copy", engine, "readable"),
    ("shared scan", engine, "Scan"),
    ("places", places, "find"),
    ("organisations", organisations, "find"),
    ("people and roles", people, "find"),
    ("resolution", resolve, "mentions"),
    ("periods", periods, "find"),
    ("periods: anchored", periods, "anchor"),
    ("periods: classified", periods, "classify"),
    ("citations", citations, "find"),
    ("citations: resolved", citations, "resolve"),
    ("campaigns", campaigns, "find"),
    ("quantities", quantities, "find"),
)


def read(text: str) -> object:
    """All phenomena of one text."""
    return engine.extract(RawArticle("bench", text))


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds that `work` takes over all texts."""
    start = process_time()
    for text in texts:
        work(text)
    return process_time() - start


def ratio_to_yardstick(texts: list[str]) -> tuple[float, float, float]:
    """MB a second of yardstick and engine (best of interleaved rounds), and how many times as fast the engine is."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    plain, ours = zip(*((seconds(matches, texts), seconds(read, texts)) for _ in range(ROUNDS)), strict=True)
    return megabytes / min(plain), megabytes / min(ours), min(plain) / min(ours)


@contextmanager
def timed_stages() -> Iterator[dict[str, float]]:
    """Collect CPU seconds by stage of the engine while the block runs."""
    spent: dict[str, float] = defaultdict(float)
    originals = [(owner, name, getattr(owner, name)) for _, owner, name in STAGES]
    for (label, owner, name), (_, _, original) in zip(STAGES, originals, strict=True):
        setattr(owner, name, _timed(original, label, spent))
    try:
        yield spent
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(work: Callable[..., Any], label: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        start = process_time()
        result = work(*arguments)
        spent[label] += process_time() - start
        return result

    return run


def main() -> None:
    """Print both tables as Markdown."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--megabytes", type=float, default=5.0)
    chosen = options.parse_args()
    texts = list(grow(load(chosen.corpus), chosen.megabytes))
    read(texts[0])  # the automaton is built once a process
    plain, ours, ratio = ratio_to_yardstick(texts)
    print(f"| | MB/s of CPU | ratio |\n|---|---|---|\n| twelve plain patterns | {plain:.2f} | 1.00 |")
    print(f"| the engine, all phenomena | {ours:.2f} | {ratio:.2f} |\n")
    with timed_stages() as spent:
        seconds(read, texts)
    total = sum(spent.values())
    print("| stage | ms an article | share |\n|---|---|---|")
    for label, spent_here in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"| {label} | {1000 * spent_here / len(texts):.3f} | {spent_here / total:.0%} |")


if __name__ == "__main__":
    main()
