"""Which Prefect API a run reports to: the configured one, one that already runs on this machine, or a temporary one.

Prefect itself would start a temporary server too, but only once it has been imported, and it imports the whole server
into the client for it. Started from here, before anything slow is imported, the server's start costs no time of its
own: it runs beside the import of Prefect's client and of Great Expectations.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

LOOPBACK = "127.0.0.1"
DEFAULT_API = f"http://{LOOPBACK}:4200/api"
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}
"""Nothing is reported to anyone; on the terminal a run speaks through its summary, its log goes to the server alone.
Whatever the user has set stays."""

EPHEMERAL = ("PREFECT_SERVER_EPHEMERAL_ENABLED", "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE")
"""Two names of the one setting that forbids a temporary server."""
PATIENCE = 300.0
"""Seconds that a process that lives may take to come up, on a machine that is busy with other things."""
COMMAND = [sys.executable, "-m", "prefect", "server", "start"]
KEPT = {
    "PREFECT_SERVER_API_HOST": "127.0.0.1",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 86_400),
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "trichluc",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO",
}
"""For a server that stays: for this machine alone, old runs removed after a month, runs that give signs of life, and the
dashboard that asks nobody for anything (the newer one fetches the settings of a tracker even where analytics are off).
Whatever the user has set stays."""


class ServerDidNotStart(Exception):
    """The temporary Prefect server did not answer in time, or ended at once."""


def be_quiet() -> None:
    """Switch telemetry off, for this process and its children. Before any import of Prefect or Great Expectations.

    No proxy is asked for what runs on this machine either.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    direct = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
    if LOOPBACK not in direct.split(","):
        os.environ["no_proxy"] = f"{direct},{LOOPBACK}".lstrip(",")


def prepare_environment() -> str:
    """Set what a server that stays, its workers and its clients need, for children of this process; the API's address.

    One password is enough: what the server asks for is what its clients send.
    """
    os.environ.update({name: value for name, value in (QUIET | KEPT).items() if name not in os.environ})
    port = os.environ.setdefault("PREFECT_SERVER_API_PORT", "4200")
    api = os.environ.setdefault("PREFECT_API_URL", configured_api() or f"http://127.0.0.1:{port}/api")
    asked, sent = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
    if password := os.environ.get(asked, os.environ.get(sent)):
        os.environ.update({asked: password, sent: os.environ.get(sent, password)})
    return api


def is_local(api: str) -> bool:
    """Whether an API would be on this machine."""
    return urlsplit(api).hostname in ("127.0.0.1", "localhost", "::1")


def dashboard(api: str) -> str:
    """Where a person looks at what an API knows."""
    return api.removesuffix("/api")


def healthy_within(api: str, alive: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether the API answers before the time is over, and before the server is no longer `alive`."""
    deadline = time.monotonic() + seconds
    while not healthy(api):
        if not alive() or time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@contextmanager
def reachable_api(timeout: float) -> Iterator[None]:
    """Within the block, flows run once `wait_for_api` has returned; a temporary server ends with it."""
    api = configured_api() or (DEFAULT_API if healthy(DEFAULT_API) else None)
    if api or any(os.environ.get(name, "").lower() in ("false", "0") for name in EPHEMERAL):
        os.environ.setdefault("PREFECT_API_URL", api or DEFAULT_API)
        yield
        return
    with _temporary_server(timeout):
        yield


def configured_api() -> str | None:
    """The API that the environment or the active Prefect profile names."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    try:
        known = tomllib.loads(profiles.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return None
    active = os.environ.get("PREFECT_PROFILE", known.get("active"))
    url = known.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(url) if url else None


def healthy(api: str) -> bool:
    """Whether a Prefect API answers at this address."""
    try:
        with urlopen(f"{api}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False


_starting: tuple[subprocess.Popen[bytes], float] | None = None


@contextmanager
def _temporary_server(timeout: float) -> Iterator[None]:
    global _starting
    port = _free_port()
    # The child ends when our end of its standard input closes: also when this process is killed.
    child = subprocess.Popen(
        [sys.executable, "-m", "flows.temporary_server", str(port)], stdin=subprocess.PIPE, start_new_session=True
    )
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    _starting = child, time.monotonic() + timeout
    try:
        yield
    finally:
        _starting = None
        os.environ.pop("PREFECT_API_URL", None)
        assert child.stdin
        child.stdin.close()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def wait_for_api() -> None:
    """Return when the temporary server answers, at once where there is none; raises `ServerDidNotStart`."""
    if _starting is None:
        return
    child, deadline = _starting
    while not healthy(os.environ["PREFECT_API_URL"]):
        if child.poll() is not None:
            raise ServerDidNotStart(f"The temporary Prefect server ended with code {child.returncode}.")
        if time.monotonic() > deadline:
            raise ServerDidNotStart("The temporary Prefect server did not answer in time (TRICHLUC_SERVER_TIMEOUT).")
        time.sleep(0.05)


def deliver() -> None:
    """Send what Prefect still holds back (log lines, states of task runs): its own last moment is after the server's."""
    if _starting is None:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
