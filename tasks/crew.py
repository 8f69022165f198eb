"""Who does the work of a stage: this process, or a pool of worker processes that outlives the batches.

A worker imports the engine and none of the orchestration. Which of the two it is changes no result.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager

from tasks.batch import Batch
from tasks.stages import Tally

_pool: ProcessPoolExecutor | None = None


@contextmanager
def hired(workers: int) -> Iterator[None]:
    """Within the block, stages run in `workers` processes; in this one, where that is less than two."""
    global _pool
    if workers < 2:
        yield
        return
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as _pool:
        try:
            yield
        finally:
            _pool.shutdown(cancel_futures=True)
            _pool = None


def run(stage: Callable[[Batch], Tally], batch: Batch) -> Tally:
    """The stage's tally for the batch, wherever it runs."""
    if _pool is None:
        return stage(batch)
    future = _pool.submit(stage, batch)
    while True:  # in short waits, so that the time limit of the step can end the thread's waiting
        if wait([future], timeout=0.5).done:
            return future.result()
