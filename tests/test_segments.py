"""Segments: pages cut into roles, furniture by rules, and what must hold for any text at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.segments import Segment as SegmentRow
from schemas.table import table_of
from trichluc.article import Article, RawArticle
from trichluc.extract import extract
from trichluc.rules import load, parse
from trichluc.segments import bylines, datelines, furniture, outlets, run_ons, scenes, seams, split
from trichluc.text import normalise

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/segments.yml").read_text("utf-8"))
SEEDS = sorted(Path(__file__).parents[1].glob("data/raw/*.txt"))
ROLES = {f.name: f for f in table_of("segments", SegmentRow).fields}["role"].column.values


def read(text: str, **stated: Any) -> Article:
    """A page as the engine sees it."""
    text = normalise(text)
    return split(RawArticle("test", text, **stated), text)


def page_of(case: dict[str, Any]) -> str:
    """The case's page, with its long body spelt out."""
    text: str = case["text"]
    return text.replace("{blob}", " ".join([case["blob"]] * 12)) if "blob" in case else text


def roles(article: Article) -> list[tuple[str, str]]:
    """Role and surface of every segment."""
    return [(s.role, article.text[s.char_start : s.char_end]) for s in article.segments]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_page(case: dict[str, Any]) -> None:
    """Each stretch of a page has the role of the case, in order."""
    found = roles(read(page_of(case)))
    assert [role for role, _ in found] == [role for role, _ in case["segments"]], found
    for (_, surface), (_, beginning) in zip(found, case["segments"], strict=True):
        assert surface.startswith(str(beginning))


def check_tiling(article: Article) -> None:
    """Segments are in order, do not overlap, and leave out nothing but blanks."""
    end = 0
    for segment in article.segments:
        assert end <= segment.char_start < segment.char_end
        assert not article.text[end : segment.char_start].strip()
        assert segment.role in (ROLES or ())
        surface = article.text[segment.char_start : segment.char_end]
        assert surface == surface.strip()
        end = segment.char_end
    assert not article.text[end:].strip()


LINES = st.sampled_from(
    [
        "Bình luận",
        "Lê An",
        "12/05/2019 3:00 PM",
        "Tin hoạt động",
        "Ảnh: Lê An",
        "",
        "   ",
        "- mục",
        "Hội nghị đã diễn ra tốt đẹp. Lê An (TTXVN)",
        "Các tin khác",
        "| | |",
        "Tin liên quan: x",
        "(NLĐ)- Ngày 5/6, Liên đoàn Lao động quận đã họp.",
        "Xem chi tiết ở đây Theo đó. Nguồn: [Link nguồn]",
        "Trang chủ » Tin tức",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(LINES | st.text(max_size=60), max_size=25).map("\n".join)))
@settings(max_examples=300)
def test_any_text_is_tiled(text: str) -> None:
    """No text breaks the reader, and its segments tile it."""
    article = read(text)
    check_tiling(article)
    assert roles(article) == roles(read(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case_is_tiled(case: dict[str, Any]) -> None:
    """The pages of the cases are tiled too."""
    check_tiling(read(page_of(case)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_keeps_its_words(path: Path) -> None:
    """The sample articles are tiled, and most of each is body."""
    article = read(path.read_text("utf-8"))
    check_tiling(article)
    body = sum(s.char_end - s.char_start for s in article.segments if s.role in ("paragraph", "lead", "subheading"))
    assert body > 0.85 * len(article.text)


def accepts(rule: dict[str, str]) -> bool:
    """Whether a furniture rule finds its own example."""
    alone = furniture.compile_rules([rule])
    example = rule["example"]
    if rule["match"] in ("cut", "tail"):
        return bool(alone.spans(example))
    return alone.scope(example) == rule["scope"]


@pytest.mark.parametrize("rule", load("furniture"), ids=lambda rule: rule["phrase"])
def test_furniture_rule_finds_its_example(rule: dict[str, str]) -> None:
    """Every furniture rule has a source and finds its example; none finds an ordinary sentence."""
    sentence = "Hội nghị đã đánh giá kết quả công tác chia sẻ khó khăn với đoàn viên trong năm qua."
    assert rule["source"]
    assert accepts(rule)
    assert furniture.compile_rules([rule]).scope(sentence) is None


@pytest.mark.parametrize("rule", load("openers"), ids=lambda rule: rule["phrase"])
def test_opener_rule_finds_its_example(rule: dict[str, str]) -> None:
    """Every opener is found where its example runs two things together."""
    example = rule["example"]
    if rule["then"] == "run_on":
        cut: int | None = run_ons.spans(example)[0][1] + 1
    else:
        cut = (seams.subject if rule["then"] == "head" else seams.opener)(example, 5, 200)
    assert cut is not None
    assert example[cut:].startswith(rule["phrase"])


READ_AS_CUT: dict[str, Callable[[str], object]] = {
    "takes_name": lambda line: not seams.takes_name(line, line.index(" Ban Thường vụ")),
    "goes_on": lambda line: seams.opener(line, 13, len(line)),
    "qualifies": lambda line: seams.announcement(line, len(line)),
    "reports": scenes.is_silent,
    "reports_first": scenes.is_silent,
}


@pytest.mark.parametrize("rule", load("line_words"), ids=lambda rule: f"{rule['kind']} {rule['phrase']}")
def test_line_word_keeps_its_example_whole(rule: dict[str, str]) -> None:
    """Every word of a line keeps a name or a sentence from being cut off behind it, or the line from being a picture's."""
    read_as_cut = READ_AS_CUT[rule["kind"]]
    other = rule["example"].replace(f"{rule['phrase']} ", "" if rule["kind"] == "reports_first" else "vui ", 1)
    assert rule["source"]
    assert not read_as_cut(rule["example"])
    assert read_as_cut(other[:1].upper() + other[1:])


@pytest.mark.parametrize("rule", load("bylines"), ids=lambda rule: f"{rule['kind']} {rule['phrase']}")
def test_byline_rule_reads_its_example(rule: dict[str, str]) -> None:
    """Every credit word is read as its kind says."""
    signed = bylines.read(rule["example"])
    if rule["kind"] == "never":
        assert signed is None
        return
    assert signed is not None
    assert signed.kind == (rule["kind"] if rule["kind"] in ("photo", "source") else "author")
    assert (signed.affiliation is not None) == (rule["kind"] == "office")


@pytest.mark.parametrize("rule", load("captions"), ids=lambda rule: rule["phrase"])
def test_caption_rule_finds_its_example(rule: dict[str, str]) -> None:
    """Every cue makes a caption of a short line between paragraphs, or of a body's first sentence."""
    paragraph = "Hội nghị đã đánh giá kết quả công tác chăm lo đời sống đoàn viên trong năm qua. " * 3
    caption, between = rule["example"], "\n\n"
    if rule["match"] == "opening":
        caption, between, paragraph = f"{caption}.", " ", paragraph * 3
    lead = paragraph if rule["match"] != "opening" else "Đoàn viên dự hội nghị tổng kết năm của công đoàn cơ sở."
    tail = f"\n\nChăm lo đời sống đoàn viên\n\n{paragraph}" if rule["match"] == "seized" else ""
    article = read(f"Hội nghị tổng kết năm\n\n{lead}\n\n\n{caption}{between}{paragraph}{tail}")
    assert ("caption", caption) in roles(article)


@pytest.mark.parametrize("rule", load("outlets"), ids=lambda rule: rule["phrase"])
def test_outlet_rule_fits_its_example(rule: dict[str, str]) -> None:
    """An agency's name is known in its example, a body's abbreviation is never a prefix, a source of pictures nobody."""
    if rule["kind"] == "body":
        assert outlets.prefix(rule["example"] + " đã họp") is None
    elif rule["kind"] == "pictures":
        assert not [
            m for m in extract(RawArticle("a", f"Xe qua cửa khẩu.\n{rule['example']}")).mentions if m.type == "PERSON"
        ]
    else:
        assert bylines.is_agency(rule["phrase"])
        assert rule["phrase"] in rule["example"]


@pytest.mark.parametrize("rule", load("sections"), ids=lambda rule: rule["phrase"])
def test_section_rule_fits_its_example(rule: dict[str, str]) -> None:
    """Every rubric above a page is its section."""
    article = read(
        f"{rule['example']}\nHội nghị tổng kết năm của huyện Bình An\n\n{'Hội nghị đã diễn ra tốt đẹp. ' * 6}"
    )
    assert roles(article)[0] == ("section", rule["example"])


def test_rules_of_a_user() -> None:
    """A user's rows join the built-in ones, and change what is furniture."""
    mine = parse(["phrase,match,scope,source,example", "cổng cán bộ,line,line,me,Cổng cán bộ"])
    text = f"Hội nghị tổng kết\n\n{'Hội nghị đã diễn ra tốt đẹp. ' * 6}\n\nCổng cán bộ"
    rules = furniture.compile_rules([*load("furniture"), *mine])
    article = split(RawArticle("test", text), text, rules)
    assert roles(article)[-1] == ("boilerplate", "Cổng cán bộ")
    assert roles(read(text))[-1][0] != "boilerplate"


def test_lines_that_repeat_are_furniture() -> None:
    """Short lines that many articles of an outlet share become rules; what stands in one of them does not."""
    texts = [f"Cổng thông tin huyện\nTin số {number}\nĐất nước đẹp" for number in range(5)]
    rules = furniture.repeated(texts)
    assert [rule["phrase"] for rule in rules] == ["Cổng thông tin huyện", "Đất nước đẹp"]
    assert furniture.compile_rules(rules).scope("Cổng thông tin huyện") == "line"
    assert furniture.repeated(texts[:2]) == []


DATES = [
    ("12/05/2019 3:00 PM", "2019-05-12T15:00"),
    ("(17:54 11/06/2019)", "2019-06-11T17:54"),
    ("Thứ hai, ngày 20 tháng 5 năm 2019, 08:05", "2019-05-20T08:05"),
    ("29/05/13 21:31 GMT+7", "2013-05-29T21:31"),
    ("2019-05-28", "2019-05-28T00:00"),
    ("05/28/2019", "2019-05-28T00:00"),
    ("Cập nhật: 08:30 | 14.02.2020", "2020-02-14T08:30"),
    ("29 / 03 / 2019 - 10:29 AM", "2019-03-29T10:29"),
    ("Ngày đăng: 03-12-2020", "2020-12-03T00:00"),
    ("10h25, 3/12/2020", "2020-12-03T10:25"),
    ("CN, 03/12/2020 12:10 AM", "2020-12-03T00:10"),
    ("03/12/2020 12:30 SA", "2020-12-03T00:30"),
    ("03/12/2020 12:30 CH", "2020-12-03T12:30"),
    ("03/12/2020 12:30 tối", "2020-12-03T00:30"),
    ("03/12/2020 8:30:59 tối", "2020-12-03T20:30"),
]


@pytest.mark.parametrize(("line", "at"), DATES)
def test_dateline(line: str, at: str) -> None:
    """A whole line that says when."""
    moment = datelines.read(line)
    assert moment is not None
    assert moment.at.isoformat()[:16] == at
    assert moment.grain == ("day" if at.endswith("00:00") else "minute")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Ngày hội",
        "31/31/2019",
        "2019-13-01",
        "01/01/1901",
        "12/05",
        "Ngày 12/05/2019 khai mạc hội thao",
        "0123 456 789",
        "Kế hoạch 12/05/2019",
        "1/2/3",
    ],
)
def test_no_dateline(line: str) -> None:
    """Lines that say something else, or no possible day."""
    assert datelines.read(line) is None


def test_headline_keeps_its_own_dates() -> None:
    """What the headline's words need is not cut off it."""
    for line in ("Dừng đến hết ngày 15/4/2026", "Kỷ niệm 90 năm (28/7/1929-28/7/2019)", "Từ 1/7/2025 đến 1/8/2025"):
        assert datelines.ends_in(line) is None
