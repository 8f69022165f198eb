"""What stays in the background is found again and stopped by its name, and nothing else is."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.processes import Process

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(120)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(120)",
]


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    process = Process("sleeper", tmp_path / "state")
    yield process
    process.stop(0)


def until(came: Callable[[], bool]) -> None:
    """Wait, on a machine that may be busy."""
    deadline = time.monotonic() + 60
    while not came():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def up(process: Process) -> None:
    until(lambda: "up" in process.log.read_text())


def test_a_process_is_started_once_and_stopped_by_its_name(process: Process) -> None:
    assert process.pid() is None
    started = process.start(SLEEPER, os.environ)
    assert process.pid() == started == process.start(SLEEPER, os.environ)
    assert process.stop()
    assert process.pid() is None
    assert not process.stop()


def test_one_that_died_is_not_taken_for_whoever_has_its_number_now(process: Process) -> None:
    os.kill(process.start(SLEEPER, os.environ), signal.SIGKILL)
    until(lambda: process.pid() is None)
    (process.folder / "sleeper.pid").write_text(str(os.getpid()))
    assert not process.stop()
    assert process.start(SLEEPER, os.environ) != os.getpid()


def test_a_start_that_failed_is_waited_for_by_nobody(process: Process) -> None:
    with pytest.raises(FileNotFoundError):
        process.start(["/nowhere"], os.environ)
    assert process.pid() is None
    path = process.folder / "sleeper.pid"
    with path.open() as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        threading.Timer(0.3, starting.close).start()
        assert process.pid() is None


def test_one_that_does_not_listen_is_ended_all_the_same(process: Process) -> None:
    process.start(STUBBORN, os.environ)
    up(process)
    assert process.stop(patience=0.2)
    assert process.pid() is None


def test_it_can_be_interrupted_though_the_shell_that_started_it_cannot(process: Process) -> None:
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        started = process.start(SLEEPER, os.environ)
    finally:
        signal.signal(signal.SIGINT, ignored)
    up(process)
    os.kill(started, signal.SIGINT)
    deadline = time.monotonic() + 20
    while process.pid() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.pid() is None
