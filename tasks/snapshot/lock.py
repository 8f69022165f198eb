"""One publisher at a time. The kernel holds the lock for a living process, so a dead one cannot keep it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tasks.snapshot.errors import TargetBusy, told

POLL_SECONDS = 0.1
_held: set[int] = set()
"""Descriptors of the locks that this process holds."""


def _give_up_all() -> None:
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_give_up_all)


@contextmanager
def locked(path: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock file `path`; raises TargetBusy when another holds it for longer than `wait_seconds`.

    A forked child gives its copy up at once: it would otherwise keep the lock of a parent that died.
    """
    with told(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    _held.add(descriptor)
    try:
        _acquire(descriptor, path, wait_seconds)
        _sign(descriptor)
        yield
    finally:
        if descriptor in _held:  # not in a child that was forked meanwhile
            _held.remove(descriptor)
            os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TargetBusy(f"{path.parent}: another run is publishing here ({_holder(path)})") from None
            time.sleep(POLL_SECONDS)


def _sign(descriptor: int) -> None:
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat()}
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(holder).encode(), 0)


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text())
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "holder unknown"
