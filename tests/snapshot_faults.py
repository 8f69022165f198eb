"""A publication in a process of its own, in which one chosen file-system operation kills the process or fails."""

from __future__ import annotations

import errno
import inspect
import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.snapshot import PublicationError, Retention, Target, disk, switch
from tests.test_snapshot_incremental import PART_BYTES, run

RETENTION = Retention(last=2, hours=0)
EDITIONS = (
    {f"{n:02}.txt": str(n) for n in range(12)},
    {f"{n:02}.txt": str(n) for n in range(1, 13)} | {"05.txt": "5 Sửa."},
)
"""What the inputs hold before and after the publication: one is changed, one removed, one added."""

OPERATIONS = [name for name, _ in inspect.getmembers(disk, inspect.isfunction) if name != "replace_file"]
"""The operations of `disk`; `replace_file` is made of three of them."""
FAILED = 3

os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # or the fork server could not import this module beforehand
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.snapshot_faults"])


def publish(curated: Path, edition: int) -> None:
    """Publish one edition, incrementally, in small parts."""
    with Target.open(curated, part_bytes=PART_BYTES * 2, retention=RETENTION) as target:
        run(target, EDITIONS[edition], prune=True)


def kill(*_: Any) -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def cut_short(path: Path, content: bytes = b"", *_: Any) -> None:
    """Die in the middle of a write (or before any other operation)."""
    if content:
        path.write_bytes(bytes(content[: len(content) // 2]))
    kill()


def disk_full(path: Path, content: bytes = b"", *_: Any) -> None:
    """Fail in the middle of a write (or of any other operation) for want of space."""
    if content:
        path.write_bytes(bytes(content[: len(content) // 2]))
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def medium_broken(path: Path, *_: Any) -> None:
    """Fail as a broken medium or a lost share does."""
    raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def inject(fault: Callable[..., None], at: int, after: bool = False) -> itertools.count[int]:
    """Let operation number `at` (from 0) suffer the fault, in this process; returns the running count."""
    count = itertools.count()
    for owner, name in [*((disk, name) for name in OPERATIONS), (switch, "exchange")]:
        setattr(owner, name, _faulty(getattr(owner, name), count, fault, at, after))
    return count


def _faulty(
    operation: Callable[..., Any], count: itertools.count[int], fault: Callable[..., None], at: int, after: bool
) -> Callable[..., Any]:
    def wrapped(*arguments: Any) -> Any:
        struck = next(count) == at
        if struck and not after:
            fault(*arguments)
        result = operation(*arguments)
        if struck and after:
            fault()
        return result

    return wrapped


def publish_with(curated: Path, edition: int, fault: Callable[..., None], at: int, after: bool = False) -> int:
    """Publish in another process under a fault; its exit code: 0 published, FAILED with a sentence, -9 killed."""
    process = _processes.Process(target=_child, args=(curated, edition, fault, at, after))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _child(curated: Path, edition: int, fault: Callable[..., None], at: int, after: bool) -> None:
    inject(fault, at, after)
    try:
        publish(curated, edition)
    except (PublicationError, OSError):
        os._exit(FAILED)


def operations(curated: Path, edition: int) -> int:
    """How many operations the publication takes, counted in another process by publishing."""
    receiver, sender = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_count, args=(curated, edition, sender))
    process.start()
    process.join()
    return int(receiver.recv())


def _count(curated: Path, edition: int, sender: Any) -> None:
    count = inject(kill, -1)
    publish(curated, edition)
    sender.send(next(count))
