"""Who does the work of a stage: this process, or a pool of worker processes that outlives the batches.

A worker imports the engine and none of the orchestration; the gates, whose library takes long to import and much
memory, have processes of their own. Which process it is changes no result. A process that is lost (killed, out of
memory) is replaced, and what was under way is done again: stages start from files and leave files. None outlives the
run: at its end one that is still busy is killed, and each ends by itself where the run's own process is killed.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import pyarrow as pa

P = ParamSpec("P")
R = TypeVar("R")
LOSSES = 3
"""How often work is begun before what it does is taken for the cause of the losses."""
GRACE = 5.0
"""Seconds that processes have to end when they are dismissed."""
READERS_A_GATE = 6
"""Workers that keep one gate busy: reading an article takes some six times as long as checking its rows."""
_log = logging.getLogger("trichluc.crew")


class ProcessesLost(Exception):
    """The processes that did a piece of work ended again and again without a result."""


class Crew:
    """Worker processes, replaced when they are lost; each does `begin` first."""

    def __init__(self, workers: int, begin: Callable[[], None] | None = None) -> None:
        self._workers, self._begin = workers, begin
        self._lock, self._dismissed = threading.Lock(), False
        self._pool = self._new()

    def do(self, work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """The result of the work, done in one of the processes; raises what it raises, or `ProcessesLost`."""
        for _ in range(LOSSES):
            with self._lock:
                pool = self._pool
            try:
                return _result(pool.submit(work, *arguments, **named))
            except BrokenProcessPool:
                self._replace(pool)
        raise ProcessesLost(
            f"{LOSSES} processes ended while they were at {work.__name__} of {', '.join(map(str, arguments))}: "
            "killed, or out of memory (fewer workers or a smaller max_article_bytes need less of it)"
        )

    def warm_up(self) -> None:
        """Start a process now, not with the first work."""
        self._pool.submit(bool)

    def dismiss(self) -> None:
        """End the processes; what has not begun is dropped, and what a step's time limit has given up is broken off."""
        self._dismissed = True
        ending = threading.Thread(target=self._pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        ending.start()
        ending.join(GRACE)
        if ending.is_alive():
            for process in multiprocessing.active_children():
                process.kill()
            ending.join()

    def _new(self) -> ProcessPoolExecutor:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        return ProcessPoolExecutor(self._workers, multiprocessing.get_context(method), _begin, (self._begin,))

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken and not self._dismissed:
                _log.warning("a worker process was lost; what it did is done again")
                self._pool = self._new()
        broken.shutdown(wait=False)


def _begin(then: Callable[[], None] | None) -> None:
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    if then:
        then()


def _end_with_the_run() -> None:
    """Wait for the end of the process that hired this one: nobody else would end it."""
    if run := multiprocessing.parent_process():
        run.join()
        os._exit(1)


def _result(future: Future[R]) -> R:
    while True:  # in short waits, so that a step's time limit can end this thread's waiting
        try:
            return future.result(timeout=0.5)
        except TimeoutError:
            if future.done():  # it is the work's own, or the work has ended this moment
                return future.result()


_workers: Crew | None = None
_gatekeeper: Crew | None = None


@contextmanager
def hired(workers: int) -> Iterator[None]:
    """Within the block, stages run in `workers` processes and gates in others; all in this one if that is none."""
    global _workers
    if not workers:
        yield
        return
    _workers = Crew(workers)
    try:
        with gatekeeper():
            yield
    finally:
        _workers.dismiss()
        _workers = None


@contextmanager
def gatekeeper() -> Iterator[None]:
    """Within the block, gates run in processes of their own, of which one begins at once to import what they need."""
    global _gatekeeper
    if _gatekeeper:
        yield
        return
    _gatekeeper = Crew(gates_for(os.cpu_count() or 1), _open_gates)
    _gatekeeper.warm_up()
    try:
        yield
    finally:
        _gatekeeper.dismiss()
        _gatekeeper = None


def gates_for(cores: int) -> int:
    """Processes of the gates beside a worker a core, at most: each is started when all before it are busy.

    >>> [gates_for(cores) for cores in (1, 2, 8, 16)]
    [1, 1, 2, 3]
    """
    return 1 + cores // READERS_A_GATE


def run(work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """The result of a stage's work, wherever it is done."""
    return _workers.do(work, *arguments, **named) if _workers else work(*arguments, **named)


def gate(check: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """The result of a gate's check, wherever it is done."""
    return _gatekeeper.do(check, *arguments, **named) if _gatekeeper else check(*arguments, **named)


def _open_gates() -> None:
    """Import what gates need, and have Arrow take memory from the system, which gets it back between their frames."""
    import tasks.gates.tables  # noqa: F401  (seconds of import)

    pa.set_memory_pool(pa.system_memory_pool())
