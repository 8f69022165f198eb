"""Saved pages: what they state is trusted over guesses, and layouts of every kind give the article's paragraphs."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from bench.html import Key, make, measured, ours
from tasks.inputs.web import Page, page, stripped

BODY = "<p>" + "Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết năm. " * 8 + "</p>"


def read(head: str, body: str = f"<h1>Hội nghị tổng kết</h1>{BODY}") -> Page:
    found = page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert found is not None
    return found


def linked(**record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(record, ensure_ascii=False)}</script>'


def torn(kind: str) -> str:
    """A record with a comma too many."""
    return f'<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "2020-01-02", }}</script>'


META = '<meta property="article:published_time" content="2019-05-12T15:00:00+07:00">'
ARTICLE = {"@type": "NewsArticle", "headline": "Tổng kết", "author": [{"name": "Lê An"}, {"name": "Vũ Bình"}]}


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        (META, "published_at", "2019-05-12T15:00:00+07:00"),
        ('<meta content="2019-05-12" name="pubdate">', "published_at", "2019-05-12"),
        ('<meta itemprop="datePublished" content="2019-05-12">', "published_at", "2019-05-12"),
        ('<meta name="pubdate" content="hôm qua">', "published_at", None),
        ("<title>x</title><p>Ngày 12/05/2019</p>", "published_at", None),
        (linked(**ARTICLE, datePublished="2020-01-02") + META, "published_at", "2020-01-02"),
        (linked(**{"@graph": [{"@type": "WebSite", "name": "w"}, ARTICLE]}), "author", "Lê An, Vũ Bình"),
        (linked(**{"@type": "WebSite", "headline": "w"}), "title", "Hội nghị tổng kết"),
        (torn("NewsArticle"), "published_at", "2020-01-02"),
        (torn("NewsArticle") + '<meta name="pubdate" content="2019-06-12">', "published_at", "2019-06-12"),
        (torn("Event"), "published_at", None),
        (torn("Event") + linked(**ARTICLE, datePublished="2019-06-12"), "published_at", "2019-06-12"),
        ('<script type="application/ld+json">{"datePublished": "2020-01-02", }</script>', "published_at", None),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>{META}', "author", None),
        (linked(**ARTICLE), "title", "Tổng kết"),
        (linked(**{"@type": ["NewsArticle"], "headline": 5, "author": {"name": ["x"]}}), "author", None),
        ('<meta name="author" content="https://example.org/an">', "author", None),
        ('<meta name="author" content="Báo Mẫu"><meta property="og:site_name" content="Báo Mẫu">', "author", None),
        ('<meta property="og:site_name" content="Báo Mẫu">', "outlet", "Báo Mẫu"),
        ('<meta property="article:section" content="Công đoàn">', "section", "Công đoàn"),
        (
            '<meta property="og:title" content="Tin hay - Báo Mẫu"><meta property="og:site_name" content="Báo Mẫu">',
            "title",
            "Tin hay",
        ),
        ("<title>Chi tiết tin</title>", "title", "Hội nghị tổng kết"),
        ("<title>Hội nghị tổng kết | Cổng thông tin</title>", "title", "Hội nghị tổng kết"),
    ],
)
def test_what_a_page_states(head: str, field: str, expected: str | None) -> None:
    assert getattr(read(head), field) == expected


def test_a_title_that_only_the_window_shows_is_none() -> None:
    """Where the page has no heading, a template's name in the window is no title, and is not put into the text."""
    found = read("<title>Chi tiết tin</title>", f"<div>Hội nghị tổng kết</div>{BODY}")
    assert found.title is None
    assert "Chi tiết" not in found.text


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    """Paragraphs in the cells of a layout stay paragraphs; a table of figures stays one."""
    figures = "<table><tr><td>Huyện</td><td>12</td></tr><tr><td>Thị xã</td><td>7</td></tr></table>"
    laid_out = read("", f"<table><tr><td><h1>Hội nghị</h1>{BODY}{BODY}</td></tr></table>").text
    assert sum(line.startswith("Liên đoàn") for line in laid_out.splitlines()) == 2
    assert "| Huyện | 12 |" in read("", f"<article><h1>Hội nghị</h1>{BODY}{figures}{BODY}</article>").text


@pytest.mark.parametrize("piece", ["<script ", "<script>a</script ", "<style></style>", "<a ", "</script>"])
def test_a_page_made_of_tags_is_stripped_in_linear_time(piece: str) -> None:
    page = piece * (400_000 // len(piece))
    start = process_time()
    stripped(page)
    assert process_time() - start < 5


def test_blanks_in_a_title_cost_no_time() -> None:
    start = process_time()
    assert read(f"<title>Hội nghị{' ' * 100_000}x{' ' * 100_000}| Báo</title>").title == "Hội nghị tổng kết"
    assert process_time() - start < 5


def test_scripts_are_no_words_of_a_page() -> None:
    page = "<p>Một</p><SCRIPT>var a = '<b>hai</b>';</script ><style>p {}</style><noscript>ba</noscript>bốn<script>năm"
    assert stripped(page) == "Một\nbốn\nnăm"


def test_layouts(tmp_path: Path) -> None:
    """Every layout of the benchmark: the whole body, little furniture, and what is stated."""
    make(tmp_path)
    pages = sorted(tmp_path.glob("*.html"))
    assert len(pages) == 10
    for path in pages:
        key = Key(**json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        found = measured(ours(path), key)
        kept, whole = found["body"]
        assert kept == whole, path.stem
        let_through, furniture = found["furniture"]
        assert let_through <= furniture / 4, path.stem
        right, stated = found["metadata"]
        assert right == stated, path.stem
