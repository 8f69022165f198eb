"""What the batches of a run go on in, by one setting: threads, processes of this machine, or a cluster.

Prefect's task runners do the distributing. Dask and Ray are extras; their workers see the same folders (inputs, the
curated folder, and the workspace, which lies beside it by default) and the same Prefect API as this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.settings import Settings


class RunnerMissing(Exception):
    """The packages of a runner are not installed."""


def task_runner(chosen: Settings) -> TaskRunner[Any]:
    """The task runner that the settings name; raises `RunnerMissing` where its extra is not installed."""
    if chosen.runner == "dask":
        return _dask(chosen)
    if chosen.runner == "ray":
        return _ray(chosen)
    # A thread for each batch under way: it does the work itself, or waits for the process that does it.
    return ThreadPoolTaskRunner(max_workers=chosen.workers or os.cpu_count() or 1)


def is_cluster(chosen: Settings) -> bool:
    """Whether batches are done by processes that may run elsewhere."""
    return chosen.runner in ("dask", "ray")


def _dask(chosen: Settings) -> TaskRunner[Any]:
    make = _extra("prefect_dask", "DaskTaskRunner", chosen)
    if chosen.address:
        return make(address=chosen.address)
    local = {"n_workers": chosen.workers or os.cpu_count() or 1, "threads_per_worker": 1, "dashboard_address": None}
    return make(cluster_kwargs=local)


def _ray(chosen: Settings) -> TaskRunner[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    make = _extra("prefect_ray", "RayTaskRunner", chosen)
    if chosen.address:
        return make(address=chosen.address)
    local = {"num_cpus": chosen.workers or os.cpu_count() or 1, "include_dashboard": False}
    return make(init_kwargs=local)


def _extra(module: str, name: str, chosen: Settings) -> Callable[..., TaskRunner[Any]]:
    try:
        made: Callable[..., TaskRunner[Any]] = getattr(import_module(module), name)
    except ImportError as error:
        raise RunnerMissing(
            f"The runner {chosen.runner} is not installed ({error}): "
            f"install it with pip install 'trichluc[{chosen.runner}]', or choose --runner processes."
        ) from error
    return made
