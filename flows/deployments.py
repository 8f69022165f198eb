"""The deployments of `prefect.yaml`, for a process that serves them itself instead of a pool and its workers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.runner import Runner
from prefect.schedules import Schedule
from prefect.types.entrypoint import EntrypointType

FILE = Path("prefect.yaml")


class OneByOne(Runner):
    """Starts the runs of the deployments that are added to it, one at a time, each in a process of its own."""

    def __init__(self) -> None:
        super().__init__(limit=1)

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Cancel the run under way, and end. Prefect's own handler asks its event loop from within, which cannot answer."""
        if self.started:
            self.execute_in_background(self.astop)
        elif not self.stopping:
            raise KeyboardInterrupt


def declared(file: Path = FILE) -> list[dict[str, Any]]:
    """The declarations, as they stand in the file."""
    deployments: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["deployments"]
    return deployments


def served(file: Path = FILE) -> list[RunnerDeployment]:
    """The same deployments, without a work pool."""
    return [_served(declaration) for declaration in declared(file)]


def _served(declaration: dict[str, Any]) -> RunnerDeployment:
    # A flow that cannot be imported is to fail here, and not to stand on the dashboard as an empty shell.
    flow: Flow[..., Any] = load_flow_from_entrypoint(declaration["entrypoint"], use_placeholder_flow=False)
    deployment = flow.to_deployment(
        declaration["name"],
        description=declaration["description"],
        tags=declaration["tags"],
        parameters=declaration.get("parameters"),
        schedules=[_schedule(each) for each in declaration.get("schedules", ())],
        concurrency_limit=ConcurrencyLimitConfig(**declaration["concurrency_limit"]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(deployment, RunnerDeployment), "a coroutine is made in an event loop alone"
    deployment.work_pool_name = None  # said aloud, it takes the deployment out of the pool of an earlier `make up`
    return deployment


def _schedule(declaration: dict[str, Any]) -> Schedule:
    interval = declaration.get("interval")
    return Schedule(**declaration | ({"interval": timedelta(seconds=interval)} if interval else {}))
