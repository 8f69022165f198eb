"""The runners: one setting chooses, a missing extra is named, and a cluster that loses a worker loses no article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flows import runners, settings
from flows.curate import workers_for
from flows.settings import Settings
from tasks.batch import Batch, fill
from tasks.inputs import find
from tests import plainly
from tests.test_curate import SEEDS, files

PATIENT = {"connect": "300s", "tcp": "300s"}
"""Time limits for a machine that is busy with other tests."""


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for runner, module in (("dask", "prefect_dask"), ("ray", "prefect_ray")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(runners.RunnerMissing, match=rf"trichluc\[{runner}\]"):
            runners.task_runner(Settings(runner=runner))


def test_threads_and_processes_are_orchestrated_in_threads() -> None:
    chosen = [runners.task_runner(Settings(runner=runner, workers=3)) for runner in ("threads", "processes")]
    assert [type(runner).__name__ for runner in chosen] == ["ThreadPoolTaskRunner"] * 2
    assert not runners.is_cluster(Settings(runner="threads"))


def test_processes_are_started_where_they_are_worth_it() -> None:
    little, large = Batch(1, "", "", 900_000), Batch(1, "", "", 5_000_000)
    assert [workers_for(batches) for batches in ([], [little], [large])] == [0, 0, 1]
    assert workers_for([little, little, little]) == min(3, os.cpu_count() or 1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers on this machine: its address, and the workers."""
    found, dask = tmp_path / "scheduler.json", [sys.executable, "-m", "dask"]
    where = ["--scheduler-file", str(found)]
    patient = {f"DASK_DISTRIBUTED__COMM__TIMEOUTS__{name.upper()}": wait for name, wait in PATIENT.items()}
    quiet = {"cwd": tmp_path, "env": os.environ | patient, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    own = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = subprocess.Popen([*dask, "scheduler", *own, "--port", "0", *where], **quiet)  # type: ignore[call-overload]
    one = ["--nthreads", "1", "--no-nanny"]
    workers = [
        subprocess.Popen([*dask, "worker", *own, *one, *where], **quiet)  # type: ignore[call-overload]
        for _ in range(2)
    ]
    try:
        yield str(found), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_dask_finishes_a_run_whose_worker_is_killed_with_the_same_bytes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    tmp_path: Path,
    prefect_api: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import dask
    from distributed import Client

    dask.config.set({"distributed.comm.timeouts": PATIENT})
    found, workers = cluster
    with Client(scheduler_file=found, timeout="120s", set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=120)
        address = client.scheduler.address
    monkeypatch.setenv("TRICHLUC_ADDRESS", address)
    assert_loses_no_article("dask", lambda: [workers[0].pid], tmp_path, monkeypatch)


def test_ray_finishes_a_run_whose_worker_is_killed_with_the_same_bytes(
    tmp_path: Path, prefect_api: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("prefect_ray", reason="the extra ray is not installed: pip install 'trichluc[ray]'")
    import ray

    monkeypatch.setenv("TRICHLUC_WORKERS", "2")
    try:
        assert_loses_no_article("ray", busy_ray_workers, tmp_path, monkeypatch)
    finally:
        ray.shutdown()


def assert_loses_no_article(
    runner: str, victims: Callable[[], list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run on the cluster, a worker of which is killed once the first batch is staged, publishes what any run does."""
    from flows.curate import curate  # under the settings of other tests

    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(4):
        for seed in SEEDS:
            (raw / f"{number}-{seed.name}").write_text(f"{seed.read_text()}\nTin số {number}.", encoding="utf-8")
    expected = plainly.curate(raw, tmp_path / "a" / "curated", tmp_path / "work-a")

    monkeypatch.setenv("TRICHLUC_RUNNER", runner)
    monkeypatch.setenv("TRICHLUC_BATCH_BYTES", "20000")
    settings.settings.cache_clear()
    curated, killed = tmp_path / "b" / "curated", list[int]()
    threading.Thread(target=kill_when_staged, args=(curated.parent, victims, killed), daemon=True).start()
    try:
        outcome = curate.with_options(task_runner=runners.task_runner(settings.settings()))(raw, curated)
    finally:
        settings.settings.cache_clear()
    assert killed
    assert outcome
    (tmp_path / "work-c").mkdir()
    batches = len(list(fill(find(raw, plainly.MAX_BYTES), tmp_path / "work-c", 20_000)))
    assert killed[0] < batches, "the run was over before the worker was killed"
    assert files(outcome.snapshot.path) == files(expected.path)


def kill_when_staged(folder: Path, victims: Callable[[], list[int]], killed: list[int]) -> None:
    """Kill the first of the victims once the first batch is staged."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        staged = len(list(folder.glob(".curated-snapshots/staging-*/batches/[0-9]*")))
        if staged and (found := victims()):
            os.kill(found[0], signal.SIGKILL)
            killed.append(staged)
            return
        time.sleep(0.01)


def busy_ray_workers() -> list[int]:
    """Processes of Ray that are at a batch: they are named after their task."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            if path.read_bytes().startswith(b"ray::curate batch"):
                found.append(int(path.parent.name))
    return found
