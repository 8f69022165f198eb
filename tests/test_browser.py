"""The browser that other tests look through: it sees mistakes, and it lets nothing out."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests import browser as equipment
from tests.browser import Watched


def _write(path: Path, body: str) -> str:
    path.write_text(f"<!doctype html><meta charset=utf-8><title>Trang</title>{body}", encoding="utf-8")
    return path.as_uri()


def test_a_page_is_opened_from_disk(page: Page, tmp_path: Path) -> None:
    (tmp_path / "say.js").write_text("document.body.append('đã chạy')", encoding="utf-8")
    page.goto(_write(tmp_path / "page.html", "<body><script src=say.js></script>"))
    assert page.inner_text("body") == "đã chạy"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>console.error('sai')</script>", "console: sai"),
        ("<script>throw new Error('hỏng')</script>", "script: hỏng"),
        ("<script>alert('nguy')</script>", "dialog: nguy"),
        ("<script src=missing.js></script>", "failed: file:///"),
        ("<img src=https://pictures.example/a.png>", "outside: https://pictures.example/a.png"),
        ("<script>fetch('http://10.1.2.3/steal').catch(() => 0)</script>", "outside: http://10.1.2.3/steal"),
    ],
)
def test_mistakes_are_seen(page: Page, watched: Watched, tmp_path: Path, body: str, complaint: str) -> None:
    page.goto(_write(tmp_path / "page.html", f"<body>{body}"))
    page.wait_for_timeout(50)
    assert any(said.startswith(complaint) for said in watched.complaints()), watched.seen
    watched.forgive(".")


def test_what_is_forgiven_is_no_complaint() -> None:
    watched = Watched(["console: sai", "dialog: nguy"])
    watched.forgive("^console")
    assert watched.complaints() == ["dialog: nguy"]


def test_servers_on_this_machine_are_reached(page: Page) -> None:
    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<link rel=icon href=data:,>hello")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert page.inner_text("body") == "hello"
    finally:
        server.shutdown()
        server.server_close()


def test_without_a_browser_tests_are_left_out_and_in_ci_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equipment, "_NAMES", ("no-such-browser",))
    monkeypatch.delenv("TRICHLUC_TEST_BROWSER", raising=False)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no Chromium"):
        equipment.need_chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        equipment.need_chromium()
