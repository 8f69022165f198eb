"""Whoever is set to hear of failures and of much rejection does: tried against a receiver on this machine."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from flows import alerts
from flows.settings import settings


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What a webhook on this machine was sent, once it is set."""
    messages: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    receiver = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    monkeypatch.setenv("TRICHLUC_ALERTS", f'["json://user:secret@127.0.0.1:{receiver.server_port}/hook"]')
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    settings.cache_clear()
    yield messages
    receiver.shutdown()
    receiver.server_close()
    settings.cache_clear()


def test_a_failed_run_is_told_with_its_first_line_and_a_link(received: list[dict[str, Any]]) -> None:
    run = SimpleNamespace(name="curate news into tables", id="7f3a")
    alerts.on_failure(None, run, SimpleNamespace(name="Failed", message="news → tables: disk\x1b[31m full"))
    assert [(each["title"], each["message"]) for each in received] == [
        (
            "curate news into tables: Failed",
            "news → tables: disk [31m full\nhttp://127.0.0.1:4200/runs/flow-run/7f3a",
        )
    ]


def test_the_log_has_the_alert_and_no_password(
    received: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert alerts.send("subject", ["sentence"])
    assert "subject: sentence" in caplog.text
    assert "secret" not in caplog.text
    assert "secret" not in repr(settings())


def test_an_address_that_cannot_be_reached_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TRICHLUC_ALERTS", '["json://127.0.0.1:9/", "nonsense"]')
    settings.cache_clear()
    try:
        assert not alerts.send("subject", ["sentence"])
    finally:
        settings.cache_clear()
    assert "could not be sent" in caplog.text


def test_one_wrong_address_keeps_nothing_from_the_others(
    received: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [address.get_secret_value() for address in settings().alerts]
    monkeypatch.setenv("TRICHLUC_ALERTS", json.dumps(["nonsense", *given]))
    settings.cache_clear()
    assert not alerts.send("subject", ["sentence"])
    assert len(received) == 1


def test_without_an_address_the_log_is_enough(caplog: pytest.LogCaptureFixture) -> None:
    assert settings().alerts == []
    assert alerts.send("subject", ["sentence"])
    assert "subject: sentence" in caplog.text


@pytest.mark.parametrize(("rejected", "told"), [(0, False), (10, False), (11, True), (100, True)])
def test_rejections_above_a_share_are_told(rejected: int, told: bool) -> None:
    assert bool(alerts.rejected_too_much(rejected, 100 - rejected, 0.1)) is told
    assert alerts.rejected_too_much(0, 0, 0.1) == []
