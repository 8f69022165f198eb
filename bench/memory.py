"""Peak memory of whole runs over large JSON Lines files, the processes that it starts included.

    python -m bench.memory [--megabytes 50 100 200] [--corpus articles.jsonl.gz] [--one-line] [--folder DIR]

The records are the sample articles or a corpus, grown without near duplicates; with `--one-line`, all of a size are one
record of one article, and the limit of an article is raised to let it in. Resident memory is sampled from `/proc` (Linux), for
the run's main process, for the largest of the others, and for all together (pages that are shared count for each).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus import grow, load

INTERVAL = 0.2
PEAKS = ("main process, MB", "largest other process, MB", "all processes, MB")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=float, nargs="+", default=[50.0, 100.0, 200.0])
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--one-line", action="store_true")
    options.add_argument("--folder", type=Path, help="where to work; by default the system's temporary folder")
    chosen = options.parse_args()
    print(f"| MB | records | s | {' | '.join(PEAKS)} |\n|{'---|' * (3 + len(PEAKS))}")
    for megabytes in chosen.megabytes:
        with TemporaryDirectory(dir=chosen.folder) as folder:
            measure(Path(folder), grow(load(chosen.corpus), megabytes), chosen.one_line)


def measure(folder: Path, texts: Iterator[str], one_line: bool) -> None:
    """Print the row of one run."""
    raw = folder / "articles.jsonl"
    records = write(raw, iter(["\n".join(texts)]) if one_line else texts)
    limit = {"TRICHLUC_MAX_ARTICLE_BYTES": str(raw.stat().st_size)} if one_line else {}
    started = time.perf_counter()
    run = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--curated", str(folder / "curated")]
    with subprocess.Popen(
        run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | limit
    ) as process:
        peaks = watched(process)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(told)
    measured = [f"{peak / 1e6:,.0f}" for peak in peaks]
    size, seconds = raw.stat().st_size / 1e6, time.perf_counter() - started
    print(f"| {size:,.0f} | {records:,} | {seconds:,.0f} | {' | '.join(measured)} |", flush=True)


def write(path: Path, texts: Iterator[str]) -> int:
    """Write the records; returns how many."""
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts, start=1):
            lines.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return number


def watched(process: subprocess.Popen[str]) -> list[int]:
    """The peaks until the process ends, in bytes, in the order of `PEAKS`."""
    peaks = [0] * len(PEAKS)
    while process.poll() is None:
        sizes = tree(process.pid)
        others = [size for pid, size in sizes.items() if pid != process.pid]
        now = (sizes.get(process.pid, 0), max(others, default=0), sum(sizes.values()))
        peaks = [max(pair) for pair in zip(peaks, now, strict=True)]
        time.sleep(INTERVAL)
    return peaks


def tree(root: int) -> dict[int, int]:
    """Resident bytes of a process and of all that descend from it."""
    parents, sizes = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return {pid: sizes[pid] for pid in found if pid in sizes}


if __name__ == "__main__":
    main()
