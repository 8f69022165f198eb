"""The engine as a whole: what must hold for any text, and that it needs nothing but itself."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas import TABLES
from trichluc.article import RawArticle
from trichluc.edition import engine_version
from trichluc.extract import extract
from trichluc.rows import gather
from trichluc.rules import load

ROOT = Path(__file__).parent.parent
BLOCKED = ("prefect", "pandas", "great_expectations", "pyarrow", "duckdb", "pydantic", "rich", "typer")
PIECES = (
    "Ngày 2/5/2019, LĐLĐ tỉnh Bắc Kạn ban hành Kế hoạch số 12/KH-LĐLĐ về Tháng Công nhân.",
    "từ ngày 21-27/7/2019", "nhiệm kỳ 2018 – 2023", "“Lao động giỏi", "”", "(", ")", "đồng chí Nguyễn Văn A,",
    "Chủ tịch", "Chỉ thị 752/CT-CT", "Kế hoạch trên", "số 18, 19-NQ/TW", "26 Cục Hải quan", "1,5 tỷ đồng", "\n", " ",
    "Ủy ban", "Uỷ", "TP. Hà Nội", "…", "năm năm", "\u0301", "\u200b", "Ð", "\u00a0", "🙂", "\x00",
)  # fmt: skip
RULED = sorted(
    {
        rule[column]
        for entry in (ROOT / "trichluc/rules").glob("*.csv")
        for rule in load(entry.stem)
        for column in ("word", "phrase", "example")
        if rule.get(column)
    }
)
"""What the engine looks for: whatever it reads on from there must be ready for anything."""
SEPARATORS = (" ", " ", " ", ", ", "\n", " (", ") ", " - ", ". ", "; ", " “", "” ", " 1", "/2019 ", "")
ruled = st.lists(st.tuples(st.sampled_from(RULED), st.sampled_from(SEPARATORS)).map("".join), max_size=15).map("".join)
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), ruled)
dates = st.sampled_from([None, datetime(1, 1, 1), datetime(2019, 6, 12, 15, 30), datetime(9999, 12, 31)])


def read(text: str, published_at: datetime | None = None) -> dict[str, dict[str, list[Any]]]:
    raw = RawArticle("t.txt", text, article_id="0" * 16, source_sha256="0" * 64, published_at=published_at)
    return gather([extract(raw)])


@settings(max_examples=150)
@given(texts, dates)
@example("CụcPhát Triển ", None)
def test_any_text_is_read_and_every_finding_quotes_it(text: str, published_at: datetime | None) -> None:
    tables = read(text, published_at)
    whole = str(tables["articles"]["text"][0])
    for name, columns in tables.items():
        if "surface" in columns:
            for start, end, surface in zip(columns["char_start"], columns["char_end"], columns["surface"], strict=True):
                assert whole[start:end] == surface and surface.strip(), name


@pytest.mark.parametrize("published_at", [datetime(1, 1, 1), datetime(9999, 12, 31)])
def test_days_that_no_calendar_has_are_unknown(published_at: datetime) -> None:
    told = "Hôm qua, tuần trước, tuần tới, 5 ngày qua, ngày mai, ba năm trước, mười năm tới, thứ hai tuần sau, giai đoạn 10 năm."
    periods = read(f"Tin.\n\n{told}", published_at)["periods"]
    unknown = {"Hôm qua", "tuần trước"} if published_at.year == 1 else {"tuần tới", "ngày mai", "thứ hai tuần sau"}
    ends = dict(zip(periods["surface"], zip(periods["starts_on"], periods["ends_on"], strict=True), strict=True))
    assert {surface: ends[surface] for surface in unknown} == dict.fromkeys(unknown, (None, None))


@settings(max_examples=150)
@given(texts)
def test_segments_tile_any_text(text: str) -> None:
    tables = read(text)
    whole, end = str(tables["articles"]["text"][0]), 0
    spans = zip(tables["segments"]["char_start"], tables["segments"]["char_end"], strict=True)
    for start, stop in spans:
        assert not whole[end:start].strip() and end <= start < stop
        end = stop
    assert not whole[end:].strip()


def test_a_rubric_at_the_foot_is_no_mention() -> None:
    page = (
        "Công nhân vui hội khỏe\n\nHội khỏe của công nhân khu công nghiệp đã khai mạc sáng nay tại nhà thi đấu.\n\n"
        "Hơn ba mươi đội thi chạy, kéo co và bóng chuyền trong hai ngày.\n\n30/05/13 09:13 GMT+7\n\nXã hội\n\nHà Nội Mới\n"
    )
    tables = read(page)
    assert "section" in tables["segments"]["role"]
    assert tables["mentions"]["surface"] == []


@settings(max_examples=50)
@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


def test_the_engine_imports_nothing_of_the_orchestration() -> None:
    block = "; ".join(f"sys.modules[{name!r}] = None" for name in BLOCKED)
    code = f"import sys; {block}; from trichluc.extract import extract; import trichluc.rows"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_importing_the_engine_reads_no_rules() -> None:
    code = "import trichluc.extract, trichluc.scan as s; print(s.lexicon.cache_info().misses)"
    spent = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert spent.stdout == "0\n"


def test_the_engine_version_follows_the_code() -> None:
    version, fingerprint = engine_version().split("+")
    assert version.count(".") == 2
    assert len(fingerprint) == 8


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table: str) -> None:
    assert TABLES[table].column_names == tuple(f.name for f in fields(TABLES[table].row))
    assert all(field.column.description.endswith((".", ")")) for field in TABLES[table].fields)
