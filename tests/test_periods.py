"""Periods: every case of `cases/periods.yml`, and what must hold whatever the text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.article import Article, Period, RawArticle
from trichluc.extract import extract
from trichluc.periods import find, read
from trichluc.periods.phrases import phrases
from trichluc.rules import load
from trichluc.scan import Scan
from trichluc.text import normalise, reading

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("periods.yml").read_text(encoding="utf-8"))


def read_article(text: str, published: date | None = None) -> Article:
    at = datetime(published.year, published.month, published.day) if published else None
    return extract(RawArticle("case", text, published_at=at, published_grain="day" if at else None))


def found_in(text: str) -> list[Period]:
    return find(Scan(reading(normalise(text))))


@pytest.mark.parametrize(
    "case", [case for group in CASES.values() for case in group], ids=lambda case: case["text"][:40]
)
def test_case(case: dict[str, Any]) -> None:
    found = read_article(case["text"], case.get("published")).periods
    given = [[p.surface, p.starts_on, p.ends_on, p.type] for p in found]
    assert [row[: len(want)] for row, want in zip(given, case["periods"], strict=False)] == case["periods"]
    assert len(given) == len(case["periods"]), given


@pytest.mark.parametrize("rule", load("periods"), ids=lambda rule: rule["word"])
def test_trigger_word_begins_its_example(rule: dict[str, str]) -> None:
    surfaces = [period.surface for period in found_in(rule["example"])]
    if rule["kind"] == "not":
        assert surfaces == []
    else:
        assert any(rule["word"] in surface for surface in surfaces), surfaces


@pytest.mark.parametrize("rule", load("period_contexts"), ids=lambda rule: f"{rule['context']}-{rule['phrase']}")
def test_context_phrase_stands_in_its_example(rule: dict[str, str]) -> None:
    assert rule["source"]
    found = re.search(phrases(rule["context"]), rule["example"])
    assert found and found[0] == rule["phrase"]


@pytest.mark.parametrize("rule", load("year_blockers"), ids=lambda rule: rule["left"])
def test_number_after_blocker_is_no_year(rule: dict[str, str]) -> None:
    assert found_in(rule["example"]) == []


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DAY_FORMS = (
    "ngày {d}/{m}/{y}",
    "ngày {d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d} / {m} / {y}",
    "ngày {d} tháng {m} năm {y}",
    "sáng {d}/{m}/{y}",
    "ngày {d}/{m} năm {y}",
    "{d:02}/{m:02}/{s:02}",
)


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_day_comes_back_as_written(day: date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)
    back = read(written, 0)
    assert back is not None
    assert (back.end, back.starts_on, back.ends_on, back.grain) == (len(written), day, day, "day")


RANGE_FORMS = (
    "từ ngày {0.day}/{0.month}/{0.year} đến ngày {1.day}/{1.month}/{1.year}",
    "từ {0.day}/{0.month}/{0.year} - {1.day}/{1.month}/{1.year}",
    "{0.day}/{0.month}/{0.year}-{1.day}/{1.month}/{1.year}",
    "từ {0.day}.{0.month}.{0.year} đến hết {1.day}.{1.month}.{1.year}",
    "từ ngày {0.day} tháng {0.month} năm {0.year} đến ngày {1.day} tháng {1.month} năm {1.year}",
)


@given(DAYS, st.integers(1, 400), st.sampled_from(RANGE_FORMS))
def test_a_range_comes_back_as_written(first: date, length: int, form: str) -> None:
    last = first + timedelta(length)
    written = form.format(first, last)
    back = read(written, 0)
    assert back is not None
    assert (back.end, back.starts_on, back.ends_on) == (len(written), first, last)


@given(
    DAYS,
    st.integers(1, 300),
    st.sampled_from(
        ("từ {0.day}/{0.month} đến {1.day}/{1.month}/{1.year}", "{0.day}/{0.month}-{1.day}/{1.month}/{1.year}")
    ),
)
def test_a_range_rolls_over_new_year(first: date, length: int, form: str) -> None:
    last = first + timedelta(length)
    back = read(form.format(first, last), 0)
    assert back is not None
    assert (back.starts_on, back.ends_on) == (_in_year(first, last), last)


def _in_year(first: date, last: date) -> date | None:
    """The day of `first` in the year that puts it less than a year before `last`."""
    year = last.year - ((first.month, first.day) > (last.month, last.day))
    try:
        return first.replace(year=year)
    except ValueError:
        return None


@given(
    DAYS,
    st.integers(1, 27),
    st.sampled_from(("{a}-{b}/{m}/{y}", "từ ngày {a} đến ngày {b} tháng {m} năm {y}", "từ ngày {a} - {b}/{m}/{y}")),
)
def test_days_share_their_month(day: date, length: int, form: str) -> None:
    last = day + timedelta(length)
    if last.month != day.month:
        return
    back = read(form.format(a=day.day, b=last.day, m=day.month, y=day.year), 0)
    assert back is not None
    assert (back.starts_on, back.ends_on) == (day, last)


@given(
    st.integers(1901, 2060),
    st.integers(1, 40),
    st.sampled_from(
        ("nhiệm kỳ {}-{}", "giai đoạn {} – {}", "giai đoạn {} đến {}", "từ năm {} đến năm {}", "thời kỳ {} - {}")
    ),
)
def test_years_come_back_as_written(first: int, length: int, form: str) -> None:
    back = read(reading(form.format(first, first + length)), 0)
    assert back is not None
    assert (back.starts_on, back.ends_on) == (date(first, 1, 1), date(first + length, 12, 31))


@given(
    st.integers(1, 12), st.integers(1950, 2049), st.sampled_from(("tháng {}/{}", "tháng {} năm {}", "tháng {:02}-{}"))
)
def test_a_month_comes_back_as_written(month: int, year: int, form: str) -> None:
    back = read(form.format(month, year), 0)
    assert back is not None
    assert back.starts_on == date(year, month, 1)
    assert back.ends_on == date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


PIECES = """từ đến ngày tháng năm quý giai đoạn nhiệm kỳ thế kỷ 1 2 12 31 2019 2020 1975 - / . , ( ) và sáng thứ hai
chủ nhật rằm mùng Tết đầu cuối tuần tới trước sau nay hôm qua XXI 28/7 1/5/2019 6 âm lịch Canh Tý h : số"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_no_text_crashes_and_surfaces_are_slices_in_order(text: str) -> None:
    article = read_article(text, date(2020, 2, 29))
    end = 0
    for period in article.periods:
        assert period.surface == article.text[period.char_start : period.char_end] != ""
        assert period.char_start >= end
        end = period.char_end
        assert not (period.starts_on and period.ends_on) or period.starts_on <= period.ends_on


def test_a_horizon_is_no_day_of_writing() -> None:
    """A plan's horizon, or the name of an agenda, lies decades ahead of the article that names it."""
    for horizon in ("tầm nhìn 2050", "Chương trình nghị sự 2030"):
        article = read_article(f"Quy hoạch\n\nNgày 5/6/2018, Ủy ban nhân dân tỉnh họp bàn về {horizon} của tỉnh.")
        assert article.reference_date == date(2018, 6, 5)
