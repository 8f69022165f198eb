"""The pictures in the documentation, taken from the sample data: `make screenshots` takes them anew.

A page is shown in the fonts that the machine has: the pictures that are kept were taken with Inter and DejaVu.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tasks.report import build_report
from tests.browser import FLAGS, PHONE, chromium
from tests.operated import ROOT, Operated, logged_in, operated
from tests.report_snapshots import publish_samples

FOLDER = Path(__file__).parent.parent / "docs" / "images"
DESK = {"width": 1180, "height": 760}
REPORT = {
    "report-overview": ("index.html", DESK, "svg path"),
    "report-timeline": ("campaigns.html", DESK, "svg path"),
    "report-article": ("article.html#7bfa106d3ac70cee/208", DESK, "mark.on"),
    "report-phone": ("article.html#7bfa106d3ac70cee/208", PHONE, "mark.on"),
}
"""Picture → page, size, and what must be there before it is taken."""


def main() -> None:
    """Take every picture."""
    path = chromium()
    if path is None:
        raise SystemExit("No Chromium on this machine: the pictures are as they were.")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        photograph_report(browser, Path(folder))
        photograph_dashboard(browser, Path(folder))
        browser.close()


def photograph_report(browser: Browser, folder: Path) -> None:
    """Pictures of the report on the sample articles."""
    publish_samples(folder / "curated")
    site = build_report(folder / "curated", folder / "report", lambda *_: None).index.parent.as_uri()
    for name, (address, size, ready) in REPORT.items():
        page = browser.new_page(viewport=size)  # type: ignore[arg-type]
        page.goto(f"{site}/{address}")
        page.wait_for_selector(ready)
        page.wait_for_timeout(300)
        page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        page.close()


def photograph_dashboard(browser: Browser, folder: Path) -> None:
    """Pictures of the dashboard after the watcher's run of the sample articles."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    stack = operated(folder, every=None)
    try:
        stack.stack("up")
        run = stack.finished("curate/new-files")
        form = f"/deployments/deployment/{stack.deployment('curate/everything')['id']}/run"
        for name, address, ready in (
            ("dashboard-run", f"/runs/flow-run/{run['id']}", "canvas"),
            ("dashboard-form", form, "text=Read every input again"),
        ):
            _photograph(browser, stack, name, address, ready)
    finally:
        stack.stack("down")


def _photograph(browser: Browser, stack: Operated, name: str, address: str, ready: str) -> None:
    page = browser.new_page(viewport=DESK, timezone_id="Asia/Ho_Chi_Minh")  # type: ignore[arg-type]
    page.add_init_script(logged_in())
    page.goto(f"{stack.dashboard}{address}")
    page.wait_for_selector(ready)
    page.wait_for_timeout(3000)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    page.close()


if __name__ == "__main__":
    main()
