"""Which Prefect API a run uses, and that a temporary server leaves with the run that it was started for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import proxy_bypass

import pytest

from flows import server

ROOT = Path(__file__).parent.parent


@pytest.fixture
def no_api(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment that names no API."""
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_PROFILE", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_PROFILES_PATH", raising=False)
    return monkeypatch


def test_the_environment_names_the_api_first(no_api: pytest.MonkeyPatch) -> None:
    no_api.setenv("PREFECT_API_URL", "http://example.test/api")
    assert server.configured_api() == "http://example.test/api"


def test_then_the_active_profile(no_api: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert server.configured_api() is None
    (tmp_path / "profiles.toml").write_text(
        'active = "office"\n[profiles.office]\nPREFECT_API_URL = "http://office.test/api"\n[profiles.home]\n'
    )
    assert server.configured_api() == "http://office.test/api"
    no_api.setenv("PREFECT_PROFILE", "home")
    assert server.configured_api() is None


def test_a_broken_profile_is_no_reason_to_fail(no_api: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text("no toml [")
    assert server.configured_api() is None


def test_what_answers_nothing_is_not_healthy() -> None:
    assert not server.healthy("http://127.0.0.1:9/api")


def test_a_proxy_does_not_stand_before_this_machine_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("no_proxy", "example.test")
    assert not proxy_bypass(server.LOOPBACK)
    server.be_quiet()
    server.be_quiet()
    assert proxy_bypass(server.LOOPBACK)
    assert os.environ["no_proxy"] == "example.test,127.0.0.1"


def test_telemetry_is_off_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    monkeypatch.setenv("GX_ANALYTICS_ENABLED", "true")
    server.be_quiet()
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["GX_ANALYTICS_ENABLED"] == "true"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to tell whether a process runs")
def test_a_temporary_server_ends_when_the_run_is_killed(no_api: pytest.MonkeyPatch) -> None:
    code = (
        "import time\nfrom flows import server\nserver.DEFAULT_API = 'http://127.0.0.1:9/api'\n"
        "with server.reachable_api(60):\n    print(server._starting[0].pid, flush=True)\n    time.sleep(60)"
    )
    run = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    child = int(run.stdout.readline())
    assert alive(child)
    run.send_signal(signal.SIGKILL)
    run.wait()
    deadline = time.monotonic() + 60
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(child)


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not yet collected does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
