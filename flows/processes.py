"""Processes that stay in the background: started under a name, found again and stopped by it, and by nothing else.

Each holds a lock on its own pid file for as long as it lives. Whoever finds the file locked knows that the process
id in it is that of the process that was started, however many ids the system has given away since.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its name; `folder` holds its pid file and its log."""

    name: str
    folder: Path

    @property
    def log(self) -> Path:
        """What it prints, since its first start."""
        return self.folder / f"{self.name}.log"

    @property
    def _pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    def pid(self) -> int | None:
        """Its process id while it runs, else None."""
        try:
            descriptor = os.open(self._pid_file, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
        except BlockingIOError:
            while not (written := os.pread(descriptor, 20, 0)):
                time.sleep(0.01)  # it is being started, or that has just failed
                with suppress(BlockingIOError):
                    fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
                    return None
            return int(written)
        finally:
            os.close(descriptor)

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Start it, unless it runs already; returns its id. It outlives this process and its terminal."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while (lock := self._locked()) is None:
            if running := self.pid():
                return running
        os.ftruncate(lock, 0)  # the id of an earlier start may be anybody's by now
        # A shell starts background commands with SIGINT ignored, and a worker that inherits that cannot be stopped.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with self.log.open("ab") as log:
                child = subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    pass_fds=(lock,),
                )
            os.pwrite(lock, str(child.pid).encode(), 0)
            return child.pid
        finally:
            os.close(lock)

    def _locked(self) -> int | None:
        """The pid file under our lock; None where another has it: the process, or who starts it or looks at it now."""
        lock = os.open(self._pid_file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return None
        return lock

    def stop(self, patience: float = 30) -> bool:
        """Ask it to end; after `patience` seconds, end it and what it started. False where it did not run."""
        running = self.pid()
        if running is None:
            return False
        os.kill(running, signal.SIGTERM)
        if not self._ended_within(patience):
            os.killpg(running, signal.SIGKILL)
            self._ended_within(patience)
        self._pid_file.unlink(missing_ok=True)
        return True

    def _ended_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True
