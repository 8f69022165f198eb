"""What `prefect.yaml` declares can be deployed, is served alike, and stands in the operator's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

from flows.deployments import FILE, declared, served
from flows.stack import POOL, QUEUE

ROOT = Path(__file__).parent.parent
DECLARED = declared(ROOT / FILE)


@pytest.mark.parametrize("declaration", DECLARED, ids=lambda each: each["name"])
def test_a_deployment_names_a_flow_whose_parameters_explain_themselves(declaration: dict[str, object]) -> None:
    flow: Flow[..., Any] = load_flow_from_entrypoint(str(declaration["entrypoint"]), use_placeholder_flow=False)
    schema = parameter_schema(flow)
    assert all(each.get("description") for each in schema.properties.values())
    given = declaration.get("parameters", {})
    assert isinstance(given, dict)
    assert given.keys() <= schema.properties.keys()
    assert declaration["work_pool"] == {"name": POOL, "work_queue_name": QUEUE}
    assert f"`{flow.name}/{declaration['name']}`" in (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def test_what_is_served_is_what_is_declared() -> None:
    found = {deployment.name: deployment for deployment in served(ROOT / FILE)}
    assert found.keys() == {declaration["name"] for declaration in DECLARED}
    for declaration in DECLARED:
        deployment = found[declaration["name"]]
        assert deployment.entrypoint == declaration["entrypoint"]
        assert deployment.parameters == declaration.get("parameters", {})
        assert (deployment.description, deployment.tags) == (declaration["description"], declaration["tags"])
        assert deployment.concurrency_limit == 1
        assert deployment.concurrency_options
        assert deployment.concurrency_options.collision_strategy == ConcurrencyLimitStrategy.ENQUEUE


def test_schedules_are_those_of_vietnam() -> None:
    schedules = [each.schedule for deployment in served(ROOT / FILE) for each in deployment.schedules or ()]
    assert len(schedules) == 3
    assert all(isinstance(each, CronSchedule) and each.timezone == "Asia/Ho_Chi_Minh" for each in schedules)
