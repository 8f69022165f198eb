"""Citations: symbols, issuers, dates, subjects, relations, antecedents, keys and links, phrase by phrase."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.article import Article, RawArticle
from trichluc.citations.pinpoints import pinpoint_start
from trichluc.citations.symbols import read_symbol
from trichluc.extract import extract
from trichluc.rules import load
from trichluc.scan import Scan

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("citations.yml").read_text(encoding="utf-8"))


def article(text: str, published: Any = None, article_id: str = "a" * 16) -> Article:
    raw = RawArticle("case.txt", text, article_id=article_id)
    if published:
        raw.published_at, raw.published_grain = datetime.fromisoformat(str(published)), "day"
    return extract(raw)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = article(case["text"], case.get("published")).citations
    assert len(found) == len(case["expected"]), [citation.surface for citation in found]
    for citation, expected in zip(found, case["expected"], strict=True):
        cited_in = citation.container.citation_no if citation.container else None
        columns = {key: cited_in if key == "cited_in" else getattr(citation, key) for key in expected}
        assert columns == expected


@pytest.mark.parametrize("rule", load("document_types"), ids=lambda rule: rule["word"])
def test_every_type_is_found_in_its_example(rule: dict[str, str]) -> None:
    found = article(f"Xem {rule['example']} kèm theo.").citations
    assert [citation.doc_type for citation in found] == ([rule["doc_type"]] if rule["doc_type"] else [])
    assert rule["source"]


@pytest.mark.parametrize("rule", load("document_type_codes"), ids=lambda rule: rule["word"])
def test_every_type_code_tells_the_type(rule: dict[str, str]) -> None:
    symbol = read_symbol(f"15/{rule['word']}-UBND", 0)
    assert symbol is not None
    assert symbol.type_code == rule["word"]
    assert rule["word"] in rule["example"]


@pytest.mark.parametrize("rule", load("issuer_codes"), ids=lambda rule: rule["code"])
def test_every_issuer_code_is_read(rule: dict[str, str]) -> None:
    numbered = {"QH": "QH13", "UBTVQH": "UBTVQH14", "QK": "QK7"}
    code = numbered.get(rule["code"], rule["code"])
    symbol = read_symbol(f"15/KH-{code}", 0)
    assert symbol is not None
    assert symbol.issuer_code == code


@pytest.mark.parametrize("rule", load("relation_verbs"), ids=lambda rule: rule["word"])
def test_every_verb_governs_in_its_example(rule: dict[str, str]) -> None:
    assert rule["word"] in [hit[2]["word"] for hit in Scan(rule["example"]).hits("relation_verbs")]
    (citation,) = article(rule["example"]).citations
    assert citation.relation == (rule["relation"] or "mentions")


@pytest.mark.parametrize("rule", load("laws"), ids=lambda rule: rule["name"])
def test_every_law_is_known_by_its_whole_name(rule: dict[str, str]) -> None:
    (citation,) = article(f"Sở phổ biến {rule['example']} tại xã.").citations
    assert citation.surface == rule["example"]


@pytest.mark.parametrize("rule", load("subject_ends"), ids=lambda rule: f"{rule['place']} {rule['phrase']}")
def test_every_phrase_ends_a_subject(rule: dict[str, str]) -> None:
    assert article(rule["example"]).citations[0].subject == "công tác cán bộ"


@pytest.mark.parametrize("rule", load("number_followers"), ids=lambda rule: rule["phrase"])
def test_what_follows_a_bare_number_says_whether_it_is_a_documents(rule: dict[str, str]) -> None:
    found = [citation.surface for citation in article(rule["example"]).citations]
    assert found == (["Kết luận 18"] if rule["kind"] == "follows" else [])


@pytest.mark.parametrize(
    "name", ["issuer_heads", "issuer_expansions", "national_issuers", "name_words", "known_titles"]
)
def test_every_rule_states_its_source_and_stands_in_its_example(name: str) -> None:
    for rule in load(name):
        assert rule["source"]
        assert next(iter(rule.values())) in rule["example"] or rule.get("title", "\0") in rule["example"]


def test_national_bodies_are_named_in_full() -> None:
    for rule in load("national_issuers"):
        (citation,) = article(f"Đọc Kế hoạch số 15/KH-XYZ {rule['example']}.").citations
        assert citation.issuer_canonical == rule["full"]


@pytest.mark.parametrize("rule", load("known_titles"), ids=lambda rule: rule["title"])
def test_known_titles_are_found(rule: dict[str, str]) -> None:
    (citation,) = article(f"Đơn vị {rule['example']} từ nay.").citations
    assert citation.subject == rule["title"]


def test_equal_symbols_of_other_issuers_or_days_are_other_documents() -> None:
    found = article(
        "Quyết định số 12/QĐ-UBND ngày 1/6/2015 của UBND huyện Ba Bể. Quyết định số 12/QĐ-UBND của UBND huyện Na Rì. "
        "Quyết định số 12/QĐ-UBND ngày 9/6/2015 của UBND huyện Ba Bể. Quyết định 12 của UBND huyện Na Rì."
    ).citations
    assert len({citation.document_id for citation in found}) == 3
    assert [citation.refers_to for citation in found] == [None, None, None, "12/QĐ-UBND"]
    assert found[3].document_id == found[1].document_id


def test_a_short_form_of_a_short_form_means_the_same_document() -> None:
    text = "Lớp học giới thiệu Quy định 366. Tỉnh nhận Quyết định 366-QĐ/TW. Cán bộ học Quy định 366-QĐ/TW."
    found = article(text).citations
    assert [citation.antecedent is None for citation in found] == [False, True, False]
    assert {citation.document_id for citation in found} == {found[1].document_id}
    assert found[1].document_id


def test_keys_are_stable_and_tell_years_terms_and_articles_apart() -> None:
    def key(text: str, article_id: str = "a" * 16) -> str:
        return article(text, article_id=article_id).citations[0].document_id

    assert key("Nghị quyết số 20-NQ/TW ngày 28/01/2008.") == "party:tw:nghi-quyet:20:2008"
    assert key("Nghị quyết 20-NQ/TW ngày 28/1/2008 của Trung ương.") == "party:tw:nghi-quyet:20:2008"
    assert key("Nghị quyết số 20-NQ/TW ngày 25/10/2017.") == "party:tw:nghi-quyet:20:2017"
    assert key("Nghị định số 30/2020/NĐ-CP.") == key("Theo NĐ 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")
    assert key("Kế hoạch số 42/KH-LĐLĐ.", "b" * 16) != key("Kế hoạch số 42/KH-LĐLĐ.", "c" * 16)
    assert key("Chỉ thị số 40-CT/TW ngày 22/11/2014.") == key("Chỉ thị số 40 ngày 22/11/2014 của Ban Bí thư.")
    assert key("Nghị quyết Trung ương 4 khóa XI.") != key("Nghị quyết Trung ương 4 khóa XII.")
    assert key("Nghị quyết Đại hội XIII của Đảng.") == key(
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng."
    )


def test_links_say_which_document_does_what_to_which() -> None:
    found = article(
        "Kế hoạch số 42/KH-LĐLĐ thực hiện Kết luận số 43-KL/TW về tiếp tục thực hiện Nghị quyết số 25-NQ/TW.\n"
        "Nghị định 11/2019/NĐ-CP được thay thế bởi Nghị định 12/2023/NĐ-CP."
    )
    assert [(link.source.symbol, link.relation, link.target.symbol, link.surface) for link in found.document_links] == [
        ("42/KH-LĐLĐ", "implements", "43-KL/TW", "thực hiện"),
        ("43-KL/TW", "continues", "25-NQ/TW", "tiếp tục thực hiện"),
        ("12/2023/NĐ-CP", "replaces", "11/2019/NĐ-CP", "thay thế"),
    ]


@pytest.mark.parametrize(
    ("text", "amenders"),
    [
        ("Luật số 11/2014/QH13 (đã được sửa đổi, bổ sung tại Luật số 40/2020/QH14) có hiệu lực.", ["40/2020/QH14"]),
        (
            "Theo Điều 5 Luật số 11/2014/QH13 được sửa đổi bởi các khoản 2, 3 Điều 1 Luật số 40/2020/QH14.",
            ["40/2020/QH14"],
        ),
        (
            "Căn cứ Luật số 11/2014/QH13 đã được sửa đổi một số điều theo Luật số 40/2020/QH14 và Luật số 42/2021/QH15.",
            ["40/2020/QH14", "42/2021/QH15"],
        ),
        ("Luật số 11/2014/QH13 được sửa đổi theo hướng gọn hơn Luật số 40/2020/QH14.", []),
        ("Luật số 11/2014/QH13 được sửa đổi tại kỳ họp này. Theo Luật số 40/2020/QH14 thì khác.", []),
    ],
)
def test_what_a_passive_names_amends_the_document_before_it(text: str, amenders: list[str]) -> None:
    links = [link for link in article(text).document_links if link.relation == "amends"]
    assert [link.source.symbol for link in links] == amenders
    assert {link.target.symbol for link in links} <= {"11/2014/QH13"}


def test_a_passive_in_brackets_governs_the_document_before_it_alone() -> None:
    found = article("Xem Luật số 11/2014/QH13, Luật số 12/2014/QH13 (được sửa đổi tại Luật số 40/2020/QH14).").citations
    assert [citation.relation for citation in found] == ["mentions", "amends", "mentions"]


def test_pinpoints_reach_back_over_their_whole_list() -> None:
    text = "bỏ Điều 10, 11 và khoản 3 Điều 15 của Thông tư"
    assert pinpoint_start(text, text.index("Thông"), 0) == text.index("Điều 10")
    assert pinpoint_start("theo Thông tư", 5, 0) is None


PIECES = st.sampled_from(
    [
        "Nghị quyết",
        "số ",
        "20",
        "-NQ/TW",
        " ngày 1/2/2003",
        " của ",
        "Bộ Chính trị",
        " về ",
        "“",
        "”",
        ", ",
        "; ",
        "\n",
        "Luật ",
        "Đất đai",
        " này",
        " trên",
        "các ",
        "QĐ ",
        "217",
        " và ",
        "khoản 2 Điều 5 ",
        "ban hành ",
        "(khóa X)",
        ". ",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200)))
def test_any_text_gives_sound_citations(text: str) -> None:
    read = article(text)
    end = 0
    for number, citation in enumerate(read.citations, 1):
        assert end <= citation.char_start < citation.char_end <= len(read.text)
        assert citation.surface == read.text[citation.char_start : citation.char_end]
        assert citation.citation_no == number
        assert citation.document_id
        assert citation.antecedent is None or citation.antecedent.document_id == citation.document_id
        end = citation.char_end


def test_a_document_that_a_list_names_twice_gives_one_link() -> None:
    text = "Nghị quyết số 17/NQ-CP được thay thế bởi Nghị quyết số 18/NQ-CP, Nghị quyết số 18/NQ-CP và Nghị quyết số 19/NQ-CP."
    assert [link.source.symbol for link in article(text).document_links] == ["18/NQ-CP", "19/NQ-CP"]


def test_a_document_whose_own_clause_has_ended_acts_on_nothing() -> None:
    text = "Chi bộ hoàn thành Nghị quyết số 17/NQ-CU đã đề ra gắn với tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị."
    assert article(text).document_links == []
