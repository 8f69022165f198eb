"""Campaigns: names, forms, periods, organisers and basis, phrase by phrase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from trichluc.article import Campaign, RawArticle
from trichluc.campaigns.ends import end_of_name
from trichluc.campaigns.identity import folded
from trichluc.extract import extract
from trichluc.rules import load
from trichluc.scan import Scan

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("campaigns.yml").read_text(encoding="utf-8"))


def campaigns(text: str) -> list[Campaign]:
    return extract(RawArticle("case.txt", text)).campaigns


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = campaigns(case["text"])
    assert [(c.name, c.form) for c in found] == [(e["name"], e["form"]) for e in case["expected"]]
    for campaign, expected in zip(found, case["expected"], strict=True):
        assert {key: getattr(campaign, key) for key in expected} == expected


@pytest.mark.parametrize("rules", ["campaign_words", "campaign_names"])
def test_every_rule_is_found_in_its_example(rules: str) -> None:
    for rule in load(rules):
        assert rule["source"]
        assert rule in [hit[2] for hit in Scan(rule["example"]).hits(rules)], rule["word"]


@pytest.mark.parametrize("rule", load("campaign_ends"), ids=lambda rule: f"{rule['place']}-{rule['stop']}")
def test_a_name_ends_or_goes_on_at_what_the_rule_says(rule: dict[str, str]) -> None:
    goes_on = rule["place"] in ("dash", "comma")
    name = rule["example"].rstrip(".") if goes_on else "Hội thi nấu ăn"
    assert rule["example"][: end_of_name(rule["example"], len("Hội thi"))] == name


def test_what_one_mention_says_holds_for_all() -> None:
    found = campaigns(
        "Phát động “Tuần lễ Áo dài” tới đoàn viên.\nCác chi đoàn tham gia “Tuần lễ Áo dài” từ ngày 1-8/3/2020.\n"
    )
    assert len(found) == 2
    assert {(str(c.starts_on), str(c.ends_on), c.campaign_id) for c in found} == {
        ("2020-03-01", "2020-03-08", found[0].campaign_id)
    }


def test_campaigns_of_other_years_or_organisers_are_others() -> None:
    names = ("“Năm Dân vận khéo – 2020”", "“Năm Dân vận khéo – 2021”", "“Năm dân vận khéo – 2020”")
    first, other_year, same = (campaigns(f"Triển khai {name}.")[0].campaign_id for name in names)
    assert first == same != other_year


def test_edition_year_is_no_part_of_the_name() -> None:
    assert folded("Tết Sum vầy 2017") == folded("TẾT SUM VẦY – năm 2018") == "tết sum vầy"
