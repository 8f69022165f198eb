"""What a run shows of itself on the dashboard while it lasts and when it ends: its name, how far it is, why it failed."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

import httpx
from prefect import runtime
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.states import Completed, Failed

from flows import progress
from flows.escape import printable
from tasks.inputs.names import without_secrets

P = ParamSpec("P")
R = TypeVar("R")


def run_name() -> str:
    """What a run of `curate` is called until it has published."""
    return printable(f"curate {_source()} into {runtime.flow_run.parameters['curated']}")


def _source() -> str:
    """What the run was told to read, as it may be shown."""
    return without_secrets(str(runtime.flow_run.parameters["raw"]))


def shown(run: Callable[P, R]) -> Callable[P, R]:
    """A flow's function, its run ending with a sentence: what came out, or from which input and why nothing did."""

    @wraps(run)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        logging.getLogger("trichluc").setLevel(logging.INFO)
        try:
            with progress.heard(Bar()):
                outcome = run(*args, **kwargs)
        except Exception as error:
            cause = str(error) or type(error).__name__
            message = printable(f"{_source()} → {runtime.flow_run.parameters['curated']}: {cause}")
            return cast(R, Failed(message=message, data=error))
        if outcome is None:
            return cast(R, Completed(message=printable(f"{_source()} holds no file yet")))
        name_run(f"curate {_source()} → {outcome}")
        return cast(R, Completed(message=printable(outcome), data=outcome))

    # Prefect reads the parameters' types in the module of the function that it is given, which would be this one.
    told.__signature__ = inspect.signature(run, eval_str=True)  # type: ignore[attr-defined]
    return told


def name_run(name: str) -> None:
    """Give the run under way another name; without one, it is the same run."""
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run(UUID(runtime.flow_run.id), name=printable(name))
    except (httpx.HTTPError, PrefectException) as error:
        logging.getLogger("trichluc").warning("the run keeps its name: %s", printable(error))


class Bar:
    """Hears of a run's progress, and shows it as an artifact where there is more than one batch."""

    def __init__(self) -> None:
        self._artifact: UUID | None = None

    def __call__(self, stage: str, done: int, total: int, articles: int) -> None:
        """One report of progress."""
        if total < 2:
            return
        percent, told = 100 * done / total, f"{stage}: batch {done} of {total}, {articles:,} articles"
        try:
            if self._artifact is None:
                self._artifact = cast(UUID, create_progress_artifact(percent, key="progress", description=told))
            else:
                update_progress_artifact(self._artifact, percent, description=told)
        except (httpx.HTTPError, PrefectException) as error:
            logging.getLogger("trichluc").warning("the progress bar stands still: %s", printable(error))
