"""How our steps are made: Prefect tasks that keep no results, and that repeat what a storage may fail at."""

from __future__ import annotations

from functools import partial
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff


def _storage_failed(_task: Any, _run: Any, state: Any) -> bool:
    """Only a failure of the storage may pass by itself; anything else would fail again."""
    return isinstance(state.result(raise_on_failure=False), (OSError, TimeoutError))


step = partial(task, cache_policy=NO_CACHE)
"""A step that touches no storage of the user's. Nothing is cached: the ledger knows what is done."""

storage_step = partial(
    step,
    retries=3,
    retry_delay_seconds=exponential_backoff(1),
    retry_jitter_factor=0.5,
    retry_condition_fn=_storage_failed,
)
"""A step that reads or writes the user's storage: repeated after about 1, 2 and 4 seconds."""
