"""What orchestration costs: batches of stages that do nothing, as Prefect tasks against a server of their own.

    python -m bench.orchestration [--batches 20]

CPU time of this process and of the server, by batch, and how large a part of a default batch of 32 MiB that is.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from time import process_time

from flows import server

STAGES = ("load", "split", "extract", "validate", "stage")
BATCH_MEGABYTES = 33.55


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--batches", type=int, default=20)
    options.add_argument("--megabytes-a-second", type=float, default=0.35, help="what the stages do on one core")
    chosen = options.parse_args()
    server.be_quiet()
    with server.reachable_api(120):
        client, api, database = measured(chosen.batches)
    batch = BATCH_MEGABYTES / chosen.megabytes_a_second
    print("| a batch of six task runs | CPU s |\n|---|---|")
    print(f"| this process | {client:.3f} |\n| the server | {api:.3f} |")
    print(f"| its database grows by | {database / 1000:.0f} KB |")
    print(f"| part of a default batch ({batch:.0f} s) | {(client + api) / batch:.1%} |")


def measured(batches: int) -> tuple[float, float, float]:
    """CPU seconds a batch of this process and of the server, and bytes a batch of the server's database."""
    from prefect import flow, task
    from prefect.settings import PREFECT_HOME

    steps = [task(name=name)(lambda: None) for name in STAGES]

    @task(name="curate batch")
    def batch() -> None:
        for step in steps:
            step()

    @flow(name="bench orchestration")
    def orchestrated(count: int) -> None:
        for future in [batch.submit() for _ in range(count)]:
            future.result()

    server.wait_for_api()
    orchestrated(1)
    file = Path(PREFECT_HOME.value(), "prefect.db")
    before = process_time(), server_seconds(), size(file)
    orchestrated(batches)
    server.deliver()
    after = process_time(), server_seconds(), size(file)
    client, api, database = ((now - then) / batches for now, then in zip(after, before, strict=True))
    return client, api, database


def server_seconds() -> float:
    """CPU seconds of the temporary server, a child of this process (Linux); 0 for one that ran before."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def size(file: Path) -> int:
    """Bytes of the database and its log."""
    return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))


if __name__ == "__main__":
    main()
