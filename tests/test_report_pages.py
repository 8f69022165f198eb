"""The report in a real browser: what its pages show, what a click does, and that nothing an article carries does harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tasks.report import build_report
from tests.browser import PHONE
from tests.report_snapshots import ADDRESSES, HARM, publish_harm, publish_samples

PAGES = ("index", "campaigns", "documents", "people", "bodies", "places", "quality")
HANOI = "7bfa106d3ac70cee"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("site")
    publish_samples(folder / "curated")
    return build_report(folder / "curated", folder / "report", lambda *_: None).index.parent.as_uri()


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("harm")
    publish_harm(folder / "curated")
    return build_report(folder / "curated", folder / "report", lambda *_: None).index.parent.as_uri()


def _heading(page: Page) -> str:
    return page.inner_text("h1")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_its_lists_and_drawings(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/{name}.html")
    assert _heading(page) == page.inner_text("#menu [aria-current]")
    for drawing in page.query_selector_all("[data-chart]"):
        drawing.wait_for_selector("svg path")
    page.wait_for_function(
        "[...document.querySelectorAll('.list')].every((list) => list.querySelector('td, .nothing'))"
    )


def test_a_number_leads_to_its_rows_and_a_row_to_its_article(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.click("tr:has(code:text-is('citations')) a")
    expect(page.locator("#rows .pager")).to_contain_text("39")
    page.locator("#rows tr", has_text="Kế hoạch số 42/KH-LĐLĐ").locator(".is-article a").click()
    expect(page.locator("h1")).to_contain_text("Tăng cường và đổi mới sự lãnh đạo của Đảng")
    assert page.locator(":focus").inner_text() == "Kế hoạch số 42/KH-LĐLĐ"
    card = page.locator("#finding .card").first
    expect(card).to_contain_text("Liên đoàn Lao động thành phố Hà Nội")
    card.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Kế hoạch 42/KH-LĐLĐ")
    expect(page.locator("#lists")).to_contain_text("Kết luận 43-KL/TW")


def test_a_bar_leads_to_its_months_articles(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.locator("[data-chart=months] .mark-rect path").first.click()
    expect(page.locator("h1")).to_contain_text("05/2019")
    expect(page.locator("#rows tbody tr")).to_have_count(1)


def test_the_timeline_obeys_its_filters(page: Page, site: str) -> None:
    page.goto(f"{site}/campaigns.html")
    timeline, rows = page.locator("[data-chart=timeline]"), page.locator("#campaign-list tbody tr")
    expect(timeline).to_have_attribute("data-bars", "4")
    page.select_option("[name=year]", "2020")
    expect(timeline).to_have_attribute("data-bars", "1")
    expect(rows).to_contain_text("Năm Dân vận khéo – 2020")
    page.click("button[type=reset]")
    page.fill("[name=organiser]", "bắc kạn")
    expect(timeline).to_have_attribute("data-bars", "1")
    expect(rows).to_contain_text("thi đua chào mừng Đại hội Mặt trận Tổ quốc Việt Nam các cấp")
    page.uncheck("[value=drive]")
    expect(timeline).to_have_attribute("data-bars", "0")
    expect(page.locator("#campaign-list")).to_contain_text("Không có dòng nào.")


def test_a_bar_of_the_timeline_leads_to_its_campaign(page: Page, site: str) -> None:
    page.goto(f"{site}/campaigns.html")
    page.locator("[data-chart=timeline] text", has_text="Tuần lễ cao điểm").click()
    expect(page.locator("h1")).to_have_text("Tuần lễ cao điểm")
    page.locator("#lists a").first.click()
    assert page.locator(":focus").inner_text() == "Tuần lễ cao điểm"


def test_languages_are_exchanged_and_remembered(page: Page, site: str) -> None:
    page.goto(f"{site}/quality.html")
    assert _heading(page) == "Chất lượng dữ liệu"
    page.get_by_role("button", name="English").click()
    assert _heading(page) == "Data quality"
    assert page.get_attribute("html", "lang") == "en"
    page.goto(f"{site}/documents.html")
    assert _heading(page) == "Documents"
    expect(page.locator("[data-book=documents] tbody")).to_contain_text("2015-07-14")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("[data-book=documents] tbody")).to_contain_text("14/07/2015")


def test_a_list_is_filtered(page: Page, site: str) -> None:
    page.goto(f"{site}/bodies.html")
    page.get_by_role("searchbox").fill("hải quan")
    names = page.locator("[data-book=entities] td.is-self a")
    expect(page.locator("[data-book=entities] .pager")).not_to_contain_text("40")
    shown = names.all_inner_texts()
    assert shown
    assert all("hải quan" in name.lower() for name in shown)


def test_the_text_is_whole_and_every_finding_in_its_place(page: Page, site: str) -> None:
    raw = (Path(__file__).parent.parent / "data" / "raw" / "003_fbd9f61dda88d544.txt").read_text(encoding="utf-8")
    page.goto(f"{site}/article.html#{HANOI}")
    page.wait_for_selector("mark")
    shown = page.evaluate("[...document.querySelectorAll('.segment p')].map((p) => p.textContent).join('')")
    assert "".join(shown.split()) == "".join(raw.split())
    citation = page.locator("mark.kind-citations", has_text="Kết luận số 43-KL/TW").first
    assert citation.locator("mark.kind-periods").inner_text() == "ngày 07/01/2019"


def test_kinds_are_switched_off_and_on(page: Page, site: str) -> None:
    page.goto(f"{site}/article.html#{HANOI}")
    period = page.locator("mark.kind-periods").first
    lit = "getComputedStyle(document.querySelector('mark.kind-periods')).backgroundColor"
    expect(period).to_be_visible()
    before = page.evaluate(lit)
    page.locator("[data-kind=periods] input").uncheck()
    assert page.evaluate(lit) == "rgba(0, 0, 0, 0)"
    page.locator("[data-kind=periods] input").check()
    assert page.evaluate(lit) == before


def test_findings_are_reached_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/article.html#{HANOI}")
    page.wait_for_selector("mark")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "MARK":
            break
    first = page.locator("#finding .card").first.inner_text()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    assert page.locator("#finding .card").first.inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator("#finding .card").first.inner_text() == first


def test_pages_are_turned(page: Page, site: str) -> None:
    page.goto(f"{site}/rows.html#entities")
    pager = page.locator("#rows .pager")
    expect(pager).to_contain_text("1–50 ")
    pager.get_by_role("button", name="Sau").click()
    expect(pager).to_contain_text("51–")
    expect(page.locator(":focus")).to_have_text(re.compile("Sau|Trước"))


def test_a_phone_needs_no_sideways_scrolling(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for name in ("index.html", "campaigns.html", "documents.html", "bodies.html", f"article.html#{HANOI}/198"):
        page.goto(f"{site}/{name}")
        page.wait_for_selector("svg path, mark")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


def test_what_is_not_there_is_said(page: Page, site: str) -> None:
    for address in ("article.html#0000000000000000", "row.html#documents/999", "rows.html#constructor", "row.html#x/1"):
        page.goto(f"{site}/{address}")
        expect(page.get_by_role("alert")).to_have_text(re.compile("Không tìm thấy"))


@pytest.mark.parametrize("name", PAGES)
def test_harm_is_text_on_every_page(page: Page, harmful: str, name: str) -> None:
    page.goto(f"{harmful}/{name}.html")
    page.wait_for_function(
        "[...document.querySelectorAll('.list')].every((list) => list.querySelector('td, .nothing'))"
    )
    for drawing in page.query_selector_all("[data-chart]"):
        drawing.wait_for_selector("svg")
    _find_no_harm(page)


@pytest.mark.parametrize("number", range(len(ADDRESSES)))
def test_harm_is_text_in_an_article(page: Page, harmful: str, number: int) -> None:
    page.goto(f"{harmful}/article.html#{number:016x}")
    page.wait_for_selector("mark")
    for _ in range(8):
        page.get_by_role("button", name="Chỗ sau").click()
    assert HARM[0] in page.inner_text("#text")
    assert page.locator("#facts dd").first.inner_text() == ADDRESSES[number]
    _find_no_harm(page)


def test_harm_is_text_in_rows_and_tooltips(page: Page, harmful: str) -> None:
    for address in ("row.html#documents/0", "row.html#entities/0", "row.html#campaigns/0", "rows.html#rejections"):
        page.goto(f"{harmful}/{address}")
        page.wait_for_selector("td, dd")
        _find_no_harm(page)
    page.goto(f"{harmful}/campaigns.html")
    page.locator("[data-chart=timeline] .mark-rect path, [data-chart=timeline] .mark-symbol path").first.hover()
    expect(page.locator("#vg-tooltip-element")).to_contain_text(HARM[0])
    _find_no_harm(page)


def _find_no_harm(page: Page) -> None:
    """Nothing ran (`page` fails on dialogs and refused scripts), nothing became markup, no address leads astray."""
    assert page.locator("script:not([src]), main img, main iframe, main b:text-is('a'), svg script").count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every((e) => ![...e.attributes].some((a) => /^on/.test(a.name)))"
    )
    links = page.evaluate("[...document.querySelectorAll('a[href], svg a')].map((a) => a.href)")
    assert all(re.match(r"file://|https://harm\.example/", str(link)) for link in links)
    assert not set(page.inner_text("body")) & {"\x1b", "\x07", "\u202e", "\u2066"}
