"""Everything that `make up` starts, for tests: in a folder of its own, on a free port, with a password."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import yaml

ROOT = Path(__file__).parent.parent
PASSWORD = "trichluc:thu-nghiem"
PATIENCE = 480
"""Seconds that a run may take where everything else is slow too: ten times what it takes where nothing is."""
Found = TypeVar("Found")


def until(look: Callable[[], Found | None], what: str, seconds: float = PATIENCE) -> Found:
    """What `look` finds, as soon as it finds anything."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what}: not within {seconds} seconds")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Operated:
    """A folder in which everything is up, or can be brought up."""

    folder: Path
    port: int
    extra: dict[str, str]

    @property
    def dashboard(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """As an operator's: nothing of the tests' own Prefect."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "TRICHLUC_"))}
        return own | {
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_API_AUTH_STRING": PASSWORD,
            "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "3",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
            **self.extra,
        }

    def stack(self, command: str) -> str:
        """`make up` or `make down`; what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "flows.stack", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr + self.logs()
        return done.stdout

    def logs(self) -> str:
        return "".join(f"\n== {log.name}\n{log.read_text()[-3000:]}" for log in self.folder.glob(".operate/*.log"))

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """What the server's API answers, once its database is not locked."""
        user, _, password = PASSWORD.partition(":")
        with httpx.Client(base_url=f"{self.dashboard}/api", auth=(user, password), trust_env=False) as client:
            answer = client.request(method, path, json=body, timeout=60)
            for _ in range(20):
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    break
                time.sleep(1)
                answer = client.request(method, path, json=body, timeout=60)
        answer.raise_for_status()
        return json.loads(answer.content) if answer.content else None

    def deployment(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.api("GET", f"/deployments/name/{name}")
        return found

    def runs(self, deployment: str, *states: str) -> list[dict[str, Any]]:
        """Runs of a deployment that are in a state, oldest first."""
        wanted = {
            "sort": "EXPECTED_START_TIME_ASC",
            "deployments": {"id": {"any_": [self.deployment(deployment)["id"]]}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}},
        }
        found: list[dict[str, Any]] = self.api("POST", "/flow_runs/filter", wanted)
        return found

    def pause(self, deployment: str, paused: bool = True) -> None:
        """Let its schedule start nothing more, or again; what waits to start is dropped, what has started ends first."""
        self.api("PATCH", f"/deployments/{self.deployment(deployment)['id']}", {"paused": paused})
        for run in self.runs(deployment, "SCHEDULED"):
            self.api("DELETE", f"/flow_runs/{run['id']}")
        until(lambda: not paused or not self.runs(deployment, "SCHEDULED", "PENDING", "RUNNING"), f"{deployment} idle")

    def finished(self, deployment: str, number: int = 1, state: str = "COMPLETED") -> dict[str, Any]:
        """The deployment's run of that number that came to this end, once it has."""

        def look() -> dict[str, Any] | None:
            runs = self.runs(deployment, state)
            return runs[number - 1] if len(runs) >= number else None

        try:
            return until(look, f"{deployment} {state}")
        except AssertionError as late:
            raise AssertionError(f"{late}{self.logs()}") from None


def logged_in() -> str:
    """A script for a browser that has logged in, and has seen that there is another dashboard."""
    stored = {"prefect-password": base64.b64encode(PASSWORD.encode()).decode(), "prefect-v2-promo-dismissed": "true"}
    return "".join(f"localStorage.setItem({name!r}, {value!r});" for name, value in stored.items())


def operated(folder: Path, every: int | None = 15, **extra: str) -> Operated:
    """A folder with the deployments, of which `curate/everything` alone has a schedule, of so many seconds."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in declared["deployments"]:
        deployment.pop("schedules", None)
        if every and deployment["name"] == "everything":
            deployment["schedules"] = [{"interval": every, "timezone": "Asia/Ho_Chi_Minh"}]
    (folder / "prefect.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    return Operated(folder, free_port(), extra)
