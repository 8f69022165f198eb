"""A real browser for tests: the machine's own Chromium, which no test lets out to a network.

`page` opens a new page and, when the test is done, fails if the page said an error, opened a dialog, missed a file, or
asked for anything that is neither a local file nor on this machine. What a test expects of that, it forgives by name.

    def test_a_click(page):
        page.goto(path.as_uri())
        page.get_by_role("button", name="English").click()

The browser lives as long as the module that uses it: while it does, its thread has a running event loop, so run flows
in a process of their own beside it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, Route, expect, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
_MISSING = "left out, since this machine has no Chromium: install it, or name one in TRICHLUC_TEST_BROWSER"
_HERE = {"127.0.0.1", "localhost", "[::1]", "::1"}
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine."""
PHONE = {"width": 360, "height": 740}


def chromium() -> str | None:
    """The path of the browser, if there is one."""
    named = os.environ.get("TRICHLUC_TEST_BROWSER")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


def need_chromium() -> str:
    """The path of the browser; without one the test is skipped, and where CI is set fails."""
    found = chromium()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_MISSING)
    return found


@dataclass
class Watched:
    """What a page did that it should not have done, in words."""

    seen: list[str] = field(default_factory=list)
    forgiven: list[re.Pattern[str]] = field(default_factory=list)

    def forgive(self, pattern: str) -> None:
        """Expect what matches this: it is no failure."""
        self.forgiven.append(re.compile(pattern))

    def complaints(self) -> list[str]:
        """What is left to complain about."""
        return [said for said in self.seen if not any(pattern.search(said) for pattern in self.forgiven)]

    def over(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", lambda said: self._complain(f"console: {said.text}", said.type == "error"))
        page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        page.on("requestfailed", lambda request: self._complain(f"failed: {request.url} {request.failure}"))
        page.on("response", lambda got: self._complain(f"{got.status}: {got.url}", got.status >= 400))
        page.on("dialog", self._dismiss)

    def _complain(self, complaint: str, is_one: bool = True) -> None:
        if is_one:
            self.seen.append(complaint)

    def _dismiss(self, dialog: Dialog) -> None:
        self._complain(f"dialog: {dialog.message}")
        dialog.dismiss()

    def guard(self, context: BrowserContext) -> None:
        """Let nothing out of the machine, and remember what tried."""
        context.route("**/*", self._let)
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not local(request.url):
            self.seen.append(f"outside: {request.url}")

    def _let(self, route: Route) -> None:
        if local(route.request.url):
            route.continue_()
        else:
            route.abort()


def local(url: str) -> bool:
    """Whether an address is a file, a page's own data, or a server on this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"file", "data", "blob", "about"} or (parts.hostname or "") in _HERE


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with an empty profile, for the tests of one module."""
    path = need_chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def watched() -> Watched:
    """What `page` does wrong; `watched.forgive(pattern)` says what a test expects of it."""
    return Watched()


@pytest.fixture
def page(browser: Browser, watched: Watched) -> Iterator[Page]:
    """A new page, of a desk's size, that may not do anything wrong."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    context.set_default_timeout(PATIENCE)
    watched.guard(context)
    opened = context.new_page()
    watched.over(opened)
    yield opened
    context.close()
    assert watched.complaints() == []
