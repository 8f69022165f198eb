"""New files start a run: watches the input folder, and starts the deployment `curate/new-files` once they are there.

`python -m flows.watch` does it for `make up`; `trichluc serve` does it in a thread of its own.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import PrefectException
from watchfiles import Change, watch

from flows.escape import printable
from flows.settings import settings
from tasks.inputs.sources import root_of

DEPLOYMENT = "curate/new-files"
RETRY_SECONDS = 5.0
MOST_SECONDS = 60.0
"""Where files keep arriving, a run starts after this long all the same."""
LOOK_MILLISECONDS = 1000
"""How often to see whether the folder itself is still there."""

_log = logging.getLogger("trichluc.watch")


def arrivals(root: Path, quiet: float) -> Iterator[int]:
    """After each arrival below `root`, once nothing has changed for `quiet` seconds, how many files it was.

    It begins with an arrival, of none perhaps, once the folder is watched; so does a folder that takes another's place.
    """
    while True:
        while not root.exists():
            time.sleep(RETRY_SECONDS)
        is_first = True
        with _held(root) as watched:
            for changes in _changes(root.resolve(), quiet):
                if not root.exists() or not os.path.samestat(root.stat(), watched):
                    break
                if changes or is_first:
                    yield len({path for _, path in changes})
                is_first = False


@contextmanager
def _held(path: Path) -> Iterator[os.stat_result]:
    """What a path names now; within the block no other file gets its inode, so that it can be told from a later one."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _changes(root: Path, quiet: float) -> Iterator[set[tuple[Change, str]]]:
    """Changes of files that a run would read, together where less than `quiet` seconds lie between them."""

    def is_arrival(change: Change, path: str) -> bool:
        names = Path(path).parts[len(root.parts) :]
        return change != Change.deleted and not any(name.startswith(".") for name in names)

    return watch(
        root,
        watch_filter=is_arrival,
        step=int(quiet * 1000),
        debounce=int(MOST_SECONDS * 1000),
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
    )


def start_run() -> bool:
    """Start a run of the deployment, unless one waits to start already, which will see the new files too."""
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(DEPLOYMENT)
        waiting = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
            ),
        )
        # One that waits in the queue of another way to serve (`make up`, `trichluc serve`) may wait for ever.
        if any(run.work_queue_id == deployment.work_queue_id for run in waiting):
            return False
        client.create_flow_run_from_deployment(deployment.id)
        return True


def start_surely(start: Callable[[], bool] = start_run) -> None:
    """Start a run, again and again while the server does not answer: no arrival is forgotten."""
    while True:
        try:
            _log.info("a run was started" if start() else "a run is waiting to start already")
            return
        except (httpx.HTTPError, PrefectException) as error:
            _log.warning("no run could be started (%s); trying again", printable(error))
            time.sleep(RETRY_SECONDS)


def watch_folder(raw: Path, quiet: float) -> None:
    """Start a run now, for what arrived while nobody watched, and one after every arrival; does not return."""
    root = root_of(raw)
    if root is None:
        _log.info("%s cannot be watched: only the schedules start runs", printable(raw))
        start_surely()
        while True:
            time.sleep(3600)
    while True:
        try:
            for count in arrivals(root, quiet):
                _log.info("%s: %s", printable(raw), f"{count:,} files arrived" if count else "watched from now on")
                start_surely()
        except OSError as error:  # the folder went in the midst of a look, or the system watches no more files
            _log.warning("%s: %s; watching again", printable(raw), printable(error))
            time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for chatty in ("httpx", "watchfiles"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    watch_folder(settings().raw, settings().watch_quiet)
