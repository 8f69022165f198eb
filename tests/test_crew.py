"""The process pool: a lost process is noticed, replaced, and what it did is done again, to the same bytes."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from schemas.dictionary import dictionary
from tasks import extracted, stages
from tasks.batch import Batch, fill, rejection_table
from tasks.crew import GRACE, LOSSES, Crew, ProcessesLost, _result
from tasks.inputs import find
from tasks.snapshot import Target
from tests import plainly
from tests.test_curate import SEEDS, files


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Enough articles for several batches."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for number in range(6):
        for seed in SEEDS:
            (folder / f"{number}-{seed.name}").write_text(f"{seed.read_text()}\nTin số {number}.", encoding="utf-8")
    return folder


@pytest.fixture
def crew() -> Iterator[Crew]:
    """Two worker processes."""
    hired = Crew(2)
    yield hired
    hired.dismiss()


def test_a_lost_process_is_replaced_and_its_batches_are_done_again(
    raw: Path, tmp_path: Path, crew: Crew, caplog: pytest.LogCaptureFixture
) -> None:
    expected = plainly.curate(raw, tmp_path / "a" / "curated", tmp_path / "work-a")
    begun = threading.Event()

    def through_all_stages(batch: Batch) -> None:
        for stage in (stages.load, stages.split, stages.extract):
            begun.set()
            crew.do(stage, batch)

    with Target.open(tmp_path / "b" / "curated") as target, ThreadPoolExecutor(2) as threads:
        work = tmp_path / "work-b"
        work.mkdir()
        batches = list(fill(find(raw, plainly.MAX_BYTES), work, 20_000, plainly.EDITION))
        assert len(batches) > 4
        worker = crew.do(os.getpid)
        done = [threads.submit(through_all_stages, batch) for batch in batches]
        begun.wait()
        os.kill(worker, signal.SIGKILL)
        with caplog.at_level(logging.WARNING, "trichluc.crew"):
            for each in done:
                each.result()
        staging = target.stage(engine_version=plainly.EDITION)
        for batch in batches:
            staging.write(batch.no, extracted.of(batch), rejection_table(stages.rejected(batch)))
        published = target.publish(staging.assemble(dictionary("Curated tables")))
    assert "a worker process was lost" in caplog.text
    assert files(published.path) == files(expected.path)


def test_what_ends_every_process_is_given_up(crew: Crew) -> None:
    with pytest.raises(ProcessesLost, match=f"{LOSSES} processes ended .* _exit of 9"):
        crew.do(os._exit, 9)
    assert crew.do(os.getpid) != os.getpid(), "the crew goes on"


def test_work_that_ends_as_the_wait_for_it_does_is_done() -> None:
    class Late(Future[int]):
        def result(self, timeout: float | None = None) -> int:
            if not self.done():
                self.set_result(1)
                raise TimeoutError
            return super().result(timeout)

    assert _result(Late()) == 1


def test_a_crew_is_dismissed_though_one_is_busy() -> None:
    crew = Crew(1)
    busy = crew.do(os.getpid)
    with ThreadPoolExecutor(1) as threads:
        given_up = threads.submit(crew.do, time.sleep, 600)
        started = time.monotonic()
        crew.dismiss()
        assert time.monotonic() - started < 4 * GRACE
        assert is_over(busy)
        assert isinstance(given_up.exception(), (CancelledError, ProcessesLost))


def test_no_process_outlives_a_run_that_is_killed() -> None:
    run = "import os; from tasks.crew import Crew; crew = Crew(1); print(crew.do(os.getpid), flush=True); os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", run], stdout=subprocess.PIPE, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert is_over(int(ended.stdout))


def is_over(process: int) -> bool:
    """Whether a process ends within a minute."""
    for _ in range(600):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
