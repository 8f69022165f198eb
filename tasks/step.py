"""How our steps are made: Prefect tasks that keep no results, and that repeat what a storage may fail at."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, ParamSpec, Protocol, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.task_engine import TaskRunTimeoutError
from prefect.tasks import exponential_backoff

P = ParamSpec("P")
R = TypeVar("R")


class Decorator(Protocol):
    """Makes a step of a function."""

    def __call__(self, function: Callable[P, R], /) -> Task[P, R]:
        """The function as a step."""


def step(name: str, run_name: str | None = None, time_limit: float | None = None) -> Decorator:
    """A step that touches no storage of the user's. Nothing is cached: the ledger knows what is done.

    `run_name` may name the step's arguments in braces; `time_limit` is in seconds.
    """
    return task(name=name, task_run_name=run_name or name, timeout_seconds=time_limit, cache_policy=NO_CACHE)


def storage_step(name: str, run_name: str | None = None, time_limit: float | None = None) -> Decorator:
    """A step that reads or writes the user's storage: where that fails, repeated after about 1, 2 and 4 seconds."""
    return task(
        name=name,
        task_run_name=run_name or name,
        timeout_seconds=time_limit,
        cache_policy=NO_CACHE,
        retries=3,
        retry_delay_seconds=exponential_backoff(1),
        retry_jitter_factor=0.5,
        retry_condition_fn=_storage_failed,
    )


def _storage_failed(_task: Any, _run: Any, state: Any) -> bool:
    """Only a failure of the storage may pass by itself, also one told in our words; anything else would fail again."""
    error = state.result(raise_on_failure=False)
    if isinstance(error, TaskRunTimeoutError):
        return False
    return isinstance(error, OSError) or isinstance(getattr(error, "__cause__", None), OSError)


def _is_news(record: logging.LogRecord) -> bool:
    """Not the warning that blocking calls outlast a time limit in a thread, one a step: ours wait in short turns."""
    return "Timeouts in worker threads cannot interrupt" not in record.getMessage()


logging.getLogger("prefect.task_runs").addFilter(_is_news)
