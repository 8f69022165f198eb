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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

DEFAULT_API = "http://127.0.0.1:4200/api"
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}
"""Nothing is reported to anyone; on the terminal a run speaks through its summary, its log goes to the server alone.
Whatever the user has set stays."""


class ServerDidNotStart(Exception):
    """The temporary Prefect server did not answer in time, or ended at once."""


def be_quiet() -> None:
    """Switch telemetry off, for this process and its children. Before any import of Prefect or Great Expectations."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


@contextmanager
def reachable_api(timeout: float) -> Iterator[None]:
    """Within the block, flows run once `wait_for_api` has returned; a temporary server ends with it."""
    api = configured_api() or (DEFAULT_API if healthy(DEFAULT_API) else None)
    if api or os.environ.get("PREFECT_SERVER_EPHEMERAL_ENABLED", "").lower() == "false":
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
