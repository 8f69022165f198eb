"""Peak memory of a whole run over one large JSON Lines file, the processes that it starts included.

    python -m bench.memory [--megabytes 1000] [--folder DIR]

The records are the sample articles, grown without near duplicates. Resident memory is sampled from `/proc` (Linux), for
the run's main process, for the largest of the others, and for all together (pages that are shared count for each).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus import grow, load

INTERVAL = 0.2


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=float, default=1000)
    options.add_argument("--folder", type=Path, help="where to work; by default the system's temporary folder")
    chosen = options.parse_args()
    with TemporaryDirectory(dir=chosen.folder) as folder:
        raw = Path(folder, "articles.jsonl")
        records = write(raw, chosen.megabytes)
        started = time.perf_counter()
        run = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--curated", str(Path(folder, "curated"))]
        with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            peaks = watched(process)
            told = process.stdout.read() if process.stdout else ""
        if process.returncode:
            sys.exit(told)
        seconds = time.perf_counter() - started
        print(f"{records:,} records, {raw.stat().st_size / 1e6:,.0f} MB, {seconds:,.0f} s")
        print("| resident memory | peak, MB |\n| --- | ---: |")
        for name, peak in peaks.items():
            print(f"| {name} | {peak / 1e6:,.0f} |")


def write(path: Path, megabytes: float) -> int:
    """Write the records; returns how many."""
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(grow(load(), megabytes), start=1):
            lines.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return number


def watched(process: subprocess.Popen[str]) -> dict[str, int]:
    """The peaks until the process ends, in bytes."""
    peaks = {"main process": 0, "largest other process": 0, "all processes": 0}
    while process.poll() is None:
        sizes = tree(process.pid)
        others = [size for pid, size in sizes.items() if pid != process.pid]
        now = (sizes.get(process.pid, 0), max(others, default=0), sum(sizes.values()))
        peaks = {name: max(peak, size) for (name, peak), size in zip(peaks.items(), now, strict=True)}
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
