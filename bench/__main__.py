"""Every benchmark in turn, as Markdown: `make bench`, or `python -m bench > bench.md`.

    python -m bench [--corpus articles.jsonl.gz] [--gold ../shared/eval/dev]

Without a corpus the sample articles are grown; a part whose packages (`pip install '.[bench]'`) or data are missing
says so and is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

import trichluc


def main() -> None:
    """Print the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--gold", type=Path, default=Path("../shared/eval/dev"), help="a folder of annotated articles")
    chosen = options.parse_args()
    corpus = ["--corpus", str(chosen.corpus)] if chosen.corpus else []
    print(f"# Benchmarks\n\n{machine()}\n")
    part("The engine, beside twelve plain patterns", "bench.engine", *corpus)
    part("How cost grows with one text", "bench.growth", *corpus)
    part("Peers on the same texts", "bench.peers", *corpus)
    part("Saved pages, beside trafilatura's own text", "bench.html")
    if chosen.gold.is_dir():
        part("Named entities, beside a model", "bench.ner", str(chosen.gold))
    part("The whole run, beside the same patterns", "bench.run", *corpus)
    part("What a second process gains", "bench.processes", *corpus)
    part("Growth", "bench.run", "--growth", *corpus)
    part("Publication, and what a change costs", "bench.publication", "--articles", "20000")
    part("Orchestration", "bench.orchestration")
    part("Memory against input size", "bench.memory", "--megabytes", "10", "20", "40", *corpus)


def machine() -> str:
    """The machine in a line: figures compare within a run, hardly across machines."""
    python = f"Python {platform.python_version()}"
    return (
        f"Engine {trichluc.__version__}, {python}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()}."
    )


def part(title: str, module: str, *arguments: str) -> None:
    """One benchmark in a process of its own, its table under a heading."""
    print(f"## {title}\n\n`python -m {module}`\n", flush=True)
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    reason = done.stderr.strip().splitlines()[-1] if done.returncode and done.stderr.strip() else ""
    shown = done.stdout.strip()
    if not shown.startswith("|"):
        shown = f"```\n{shown}\n```"
    print(f"Left out: {reason}" if done.returncode else shown, end="\n\n", flush=True)


if __name__ == "__main__":
    main()
