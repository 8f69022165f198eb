"""Markdown: marks are no text, headings are lines, front matter is what the file states."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.inputs import Input, find, markdown, read
from trichluc.article import RawArticle
from trichluc.extract import split

LINE = "Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết công tác công đoàn của các đơn vị trong cả năm qua."
TITLE = "Nhiều kết quả sau một năm vận động công nhân học nghề"


def article(source: str, folder: Path, **columns: str) -> RawArticle:
    (folder / "a.md").write_text(source, encoding="utf-8")
    (found,), _ = read(each for each in find(folder, 1 << 20, columns=columns) if isinstance(each, Input))
    return found


def test_headings_and_bylines(tmp_path: Path) -> None:
    """The first heading is the title, a later one a subheading; a byline is read without its marks."""
    source = f"# {TITLE}\n\n*Nguyễn Văn Bình* - 12/06/2019\n\n{LINE}\n\nHội nghị do Liên đoàn Lao động tỉnh chủ trì, có đại diện của các công đoàn cơ sở cùng tham dự.\n\n## Kết quả bước đầu\n\n{LINE}\n"
    read_of = split(article(source, tmp_path))
    roles = {read_of.text[s.char_start : s.char_end]: s.role for s in read_of.segments}
    assert roles[TITLE] == "title"
    assert roles["Kết quả bước đầu"] == "subheading"
    assert (read_of.header.title, read_of.header.author) == (TITLE, "Nguyễn Văn Bình")
    assert str(read_of.header.published_at) == "2019-06-12 00:00:00+07:00"


FRONT = """---
title: "Công đoàn huyện tổng kết"
date: 2019-06-12
authors: [Lê An, Vũ Bình]
categories:
  - Công đoàn
  - Tin
---
"""


def test_front_matter_is_stated(tmp_path: Path) -> None:
    found = article(f"{FRONT}\n{LINE}\n", tmp_path)
    assert (found.title, found.author, found.section) == ("Công đoàn huyện tổng kết", "Lê An, Vũ Bình", "Công đoàn")
    assert (str(found.published_at), found.published_grain) == ("2019-06-12 00:00:00", "day")
    assert found.text == f"Công đoàn huyện tổng kết\n\n{LINE}"
    assert found.media_type == "text/markdown"


@pytest.mark.parametrize("source", [FRONT, "![ảnh](a.jpg)\n", "<!-- nháp -->\n", "***\n"])
def test_a_file_without_a_text_is_no_article(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    articles, rejections = read(each for each in find(tmp_path, 1 << 20) if isinstance(each, Input))
    assert (articles, [each.reason for each in rejections]) == ([], ["empty"])


def test_front_matter_under_other_names(tmp_path: Path) -> None:
    found = article(
        f"---\ntieude: Tổng kết năm\nngay: 2019-06-12T15:30:00+07:00\n---\n{LINE}\n",
        tmp_path,
        title="tieude",
        published_at="ngay",
    )
    assert (found.title, str(found.published_at)) == ("Tổng kết năm", "2019-06-12 15:30:00")


@pytest.mark.parametrize(
    "source",
    [
        f"---\n{LINE}\n",
        f"---\n[: nothing\n---\n\n{LINE}\n",
        f"---\n{'[' * 9000}\n---\n\n{LINE}\n",
        f"---\n\n{LINE}\n\n---\n",
        f"---\ndate: 0001-01-01\n---\n{LINE}\n",
    ],
)
def test_what_is_no_front_matter_costs_nothing(source: str, tmp_path: Path) -> None:
    found = article(source, tmp_path)
    assert LINE in found.text
    assert found.published_at is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Họp **Ban Chấp hành** và _Ban Thường vụ_.", "Họp Ban Chấp hành và Ban Thường vụ."),
        ("Theo [Kế hoạch 12](https://example.org/a) ![ảnh](b.jpg).", "Theo Kế hoạch 12 ."),
        ("Kết quả\n=======\n\nHọp.", "Kết quả\n\nHọp."),
        ("Một.\n\n***\n\nHai.", "Một.\n\nHai."),
        ("- một\n- hai\n\nHết.", "- một\n- hai\n\nHết."),
        ("3. một\n4. hai", "3. một\n4. hai"),
        ("> Trích\n\nHết.", "Trích\n\nHết."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        ("1 \\* 2 &amp; 3 `mã`", "1 * 2 & 3 mã"),
        ("Một  \nhai<br>ba", "Một\nhai\nba"),
        ("<p>Chú <b>thích</b></p>\n\n<!-- nháp -->\n\nHết.", "Chú thích\n\nHết."),
        ("Ngày 5/6: số 12_KH_LĐLĐ, 3 * 4 * 5", "Ngày 5/6: số 12_KH_LĐLĐ, 3 * 4 * 5"),
    ],
)
def test_marks_are_no_text(source: str, expected: str) -> None:
    assert markdown.page(source).text == expected


def test_wrapped_lines_are_one_paragraph_and_others_are_lines() -> None:
    """A line ends a paragraph unless the next word would have been too much for it."""
    wrapped = "Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết công tác\ncông đoàn của các đơn vị trong cả năm qua, có trên một trăm\nngười dự."
    assert "\n" not in markdown.page(wrapped).text
    assert markdown.page(f"Lê An\n12/06/2019\n\n{LINE}").text == f"Lê An\n12/06/2019\n\n{LINE}"
