"""The pipeline as it is operated: a real server, a schedule that fires, a file that arrives, a real browser to look.

One server serves all of these tests, which follow each other as they stand.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from playwright.sync_api import Page, expect

from flows import server
from tests.browser import Watched, need_chromium
from tests.operated import PASSWORD, PATIENCE, ROOT, Operated, logged_in, operated, until

pytestmark = pytest.mark.alone
RAW = "tin <b>mới"
HOSTILE = "<img src=x onerror=alert(1)>.txt"
REJECTED = "<script>alert(1)|[x](http:a).pdf"
PREFECTS_OWN = r"/ico/undefined\.svg|status of 404|net::ERR_ABORTED|503"
"""What its dashboard says by itself: a picture that it lacks, requests cut off by the next page, a database that is busy."""
ARTIFACTS = {"run-summary", "rejections", "validation", "validation-report"}


class Receiver(BaseHTTPRequestHandler):
    """A webhook."""

    received: list[dict[str, Any]] = []  # noqa: RUF012 - one receiver a module

    def do_POST(self) -> None:
        self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def webhook() -> Iterator[str]:
    receiver = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{receiver.server_port}/"
    receiver.shutdown()
    receiver.server_close()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, webhook: str) -> Iterator[Operated]:
    """Everything up, where there is a browser to look at it: without one, these tests are left out together."""
    need_chromium()
    up = operated(
        tmp_path_factory.mktemp("operated"),
        TRICHLUC_RAW=RAW,
        TRICHLUC_ALERTS=json.dumps([webhook]),
        TRICHLUC_WATCH_QUIET="1",
    )
    try:
        assert up.dashboard in up.stack("up")
        yield up
    finally:
        up.stack("down")


@pytest.fixture
def page(page: Page) -> Page:
    """One that waits for a server which runs beside it, and which everything else may keep from answering."""
    page.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    return page


@pytest.fixture
def dashboard(stack: Operated, page: Page, watched: Watched) -> Page:
    """A browser that has logged in."""
    watched.forgive(PREFECTS_OWN)
    page.add_init_script(logged_in())
    return page


def artifacts(stack: Operated, run: dict[str, Any]) -> dict[str, str]:
    """Ids of a run's artifacts by key."""
    wanted = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}}
    return {each["key"]: each["id"] for each in stack.api("POST", "/artifacts/filter", wanted)}


def test_a_run_that_fails_names_its_input_and_the_cause_and_tells(stack: Operated, dashboard: Page) -> None:
    run = stack.finished("curate/everything", state="FAILED")
    stack.pause("curate/everything")
    first_line = f"{RAW} → data/curated: {RAW} does not exist."
    assert run["state"]["message"].startswith(first_line)
    told = until(lambda: Receiver.received, "an alert", 30)[0]["message"]
    assert first_line in told
    assert run["id"] in told
    dashboard.goto(f"{stack.dashboard}/runs/flow-run/{run['id']}")
    expect(dashboard.get_by_text(f"curate {RAW} into data/curated").first).to_be_visible()
    assert dashboard.locator("b", has_text="mới").count() == 0


def test_files_that_arrive_start_a_run_and_their_names_stay_names(stack: Operated, dashboard: Page) -> None:
    inbox = stack.folder / RAW
    shutil.copytree(ROOT / "data" / "raw", stack.folder / "arriving")
    (stack.folder / "arriving" / HOSTILE).write_text("Ngày 2/5/2019, LĐLĐ tỉnh phát động Tháng Công nhân.")
    (stack.folder / "arriving" / REJECTED).write_bytes(b"%PDF-1.7")
    (stack.folder / "arriving").rename(inbox)
    run = stack.finished("curate/new-files")
    assert run["name"] == f"curate {RAW} → snapshot 1, 6 articles"
    found = artifacts(stack, run)
    dashboard.goto(f"{stack.dashboard}/artifacts/artifact/{found['rejections']}")
    expect(dashboard.get_by_text("<script>alert(1)").first).to_be_visible()
    dashboard.goto(f"{stack.dashboard}/artifacts/artifact/{found['run-summary']}")
    expect(dashboard.get_by_role("heading", name=f"{RAW} → data/curated")).to_be_visible()
    expect(dashboard.get_by_text("Please look:")).to_be_visible()
    assert dashboard.locator("img[src=x]").count() == 0
    assert "1 of 7 inputs were rejected" in Receiver.received[-1]["message"]


def test_a_schedule_fires_and_the_dashboard_shows_the_run(stack: Operated, dashboard: Page) -> None:
    stack.pause("curate/everything", False)
    until(lambda: stack.runs("curate/everything", "RUNNING", "COMPLETED"), "a run on schedule")
    stack.pause("curate/everything")
    run = stack.finished("curate/everything")
    assert run["auto_scheduled"]
    found = artifacts(stack, run)
    assert found.keys() == ARTIFACTS
    dashboard.goto(f"{stack.dashboard}/runs")
    expect(dashboard.locator(f"a[href$='{run['id']}']").first).to_have_text(run["name"])
    dashboard.goto(f"{stack.dashboard}/runs/flow-run/{run['id']}")
    dashboard.get_by_text("Artifacts", exact=True).first.click()
    for key in found:
        expect(dashboard.get_by_text(key, exact=True).first).to_be_visible()


def test_the_tables_are_recorded_as_assets(stack: Operated) -> None:
    wanted = {"filter": {"event": {"name": ["prefect.asset.materialization.succeeded"]}}, "limit": 50}
    events = until(lambda: stack.api("POST", "/events/filter", wanted)["events"], "asset events", 30)
    names = {event["resource"]["prefect.resource.id"].rpartition("/")[2] for event in events}
    assert {"articles", "citations", "campaigns"} <= names


def test_the_form_explains_every_parameter(stack: Operated, dashboard: Page) -> None:
    identity = stack.deployment("curate/everything")["id"]
    dashboard.goto(f"{stack.dashboard}/deployments/deployment/{identity}/run")
    for told in ("What to read:", "Read every input again", "Drop the rows of inputs", "produced less than"):
        expect(dashboard.get_by_text(told).first).to_be_visible()


def test_nothing_is_told_without_the_password_nor_beyond_this_machine(
    stack: Operated, page: Page, watched: Watched
) -> None:
    asked = httpx.post(f"{stack.dashboard}/api/flow_runs/filter", json={}, trust_env=False)
    assert asked.status_code == 401
    watched.forgive(rf"401|^console: \w+$|{PREFECTS_OWN}")  # it logs each refusal by the name of its class alone
    page.goto(f"{stack.dashboard}/runs")
    # The address changes before the page does: wait for what only the other page has.
    password = page.locator("input[type=password]")
    expect(password).to_be_visible()
    assert page.get_by_text(RAW).count() == 0
    password.fill(PASSWORD)
    password.press("Enter")
    expect(page.get_by_text(f"curate {RAW}").first).to_be_visible()
    sockets = Path("/proc/net/tcp")
    if not sockets.exists():
        pytest.skip("only Linux tells who listens where")
    listening = [line.split()[1] for line in sockets.read_text().splitlines()[1:] if " 0A " in line]
    assert [address for address in listening if address.endswith(f":{stack.port:04X}")] == [
        f"0100007F:{stack.port:04X}"
    ]


def test_up_again_changes_nothing_that_runs(stack: Operated) -> None:
    before = {file.name: file.read_text() for file in (stack.folder / ".operate").glob("*.pid")}
    stack.stack("up")
    assert {file.name: file.read_text() for file in (stack.folder / ".operate").glob("*.pid")} == before
    assert len(before) == 3


def test_down_stops_what_up_started(stack: Operated) -> None:
    assert stack.stack("down") == "Stopped: watcher, worker, server.\n"
    assert not server.healthy(f"{stack.dashboard}/api")
    assert not list((stack.folder / ".operate").glob("*.pid"))
    assert "nothing ran" in stack.stack("down")


def test_serve_does_it_in_one_process(stack: Operated, tmp_path: Path) -> None:
    """With a server of its own, on the database of what was up: the deployment moves from the pool to this process."""
    declared = yaml.safe_load((stack.folder / "prefect.yaml").read_text(encoding="utf-8"))
    kept = [each for each in declared["deployments"] if each["name"] == "new-files"]
    (tmp_path / "prefect.yaml").write_text(yaml.safe_dump({"deployments": kept}), encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    shutil.copy(next((ROOT / "data" / "raw").glob("*.txt")), tmp_path / "inbox")
    command = [sys.executable, "-m", "flows.cli", "serve", "--raw", "inbox", "--curated", "tables"]
    with (tmp_path / "serve.log").open("wb") as log:
        serving = subprocess.Popen(command, cwd=tmp_path, env=stack.environment, stdout=log, stderr=log)
    try:
        until(lambda: server.healthy(f"{stack.dashboard}/api"), "a server")
        done = until(
            lambda: [each for each in stack.runs("curate/new-files", "COMPLETED") if "inbox" in each["name"]], "served"
        )
        assert done[0]["name"] == "curate inbox → snapshot 1, 1 articles"
        assert (tmp_path / "tables" / "articles").is_dir()
    finally:
        serving.send_signal(signal.SIGTERM)
        ended = serving.wait(timeout=PATIENCE)
    assert ended == 0, (tmp_path / "serve.log").read_text()
    assert not server.healthy(f"{stack.dashboard}/api")
