"""What the deployments need on a Prefect server: the work pool, its queue, and an end for runs that fell silent."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from prefect.automations import Automation
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkerFilter,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectAlreadyExists
from prefect.states import Cancelling

SILENCE = "End runs that fell silent"
SILENT_AFTER = timedelta(seconds=120)
"""Four heartbeats (PREFECT_FLOWS_HEARTBEAT_FREQUENCY): a machine under load may miss one."""
ENDS = ("Completed", "Failed", "Cancelled", "Crashed", "AwaitingRetry", "Paused", "Suspended")


def provide(pool: str, queue: str) -> None:
    """Create the pool, its queue of one run at a time, and the automation, where they are missing."""
    asyncio.run(_provide(pool, queue))


def has_worker(pool: str) -> bool:
    """Whether a worker looks for work in the pool."""
    return asyncio.run(_has_worker(pool))


def cancel_runs(pool: str) -> None:
    """Have the worker end the runs under way, and wait until it has."""
    asyncio.run(_cancel_runs(pool))


def end_silent_runs() -> None:
    """Have runs marked as crashed whose heartbeats have stopped."""
    asyncio.run(_end_silent_runs())


async def _end_silent_runs() -> None:
    async with get_client() as client:
        if await client.read_automations_by_name(SILENCE):
            return
    trigger = EventTrigger(
        after={"prefect.flow-run.heartbeat"},
        expect={"prefect.flow-run.heartbeat", *(f"prefect.flow-run.{state}" for state in ENDS)},
        match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=SILENT_AFTER,
    )
    told = "No sign of life for two minutes: the process was killed, or its machine stopped. Nothing was published."
    ended = ChangeFlowRunState(state=StateType.CRASHED, message=told)
    await Automation(name=SILENCE, description=told, trigger=trigger, actions=[ended]).acreate()


async def _provide(pool: str, queue: str) -> None:
    async with get_client() as client:
        with suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
        with suppress(ObjectAlreadyExists):
            await client.create_work_queue(queue, concurrency_limit=1, work_pool_name=pool)
    await _end_silent_runs()


async def _has_worker(pool: str) -> bool:
    async with get_client() as client:
        online = WorkerFilter.model_validate({"status": {"any_": ["ONLINE"]}})
        return bool(await client.read_workers_for_work_pool(pool, worker_filter=online))


async def _cancel_runs(pool: str, patience: float = 30) -> None:
    under_way = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING]))
    cancelling = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.CANCELLING]))
    of_pool = WorkPoolFilter(name=WorkPoolFilterName(any_=[pool]))
    async with get_client() as client:
        found = await client.read_flow_runs(flow_run_filter=FlowRunFilter(state=under_way), work_pool_filter=of_pool)
        for run in found:
            await client.set_flow_run_state(run.id, Cancelling(message="Stopped by `make down`"), force=True)
        for _ in range(int(patience)):
            if not await client.read_flow_runs(
                flow_run_filter=FlowRunFilter(state=cancelling), work_pool_filter=of_pool
            ):
                return
            await asyncio.sleep(1)
