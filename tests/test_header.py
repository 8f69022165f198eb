"""The header: what the page says, and the record's word over it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_segments import page_of, read

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/segments.yml").read_text("utf-8"))
PAGE = "Hội nghị tổng kết\n12/05/2019 10:00\n\nHNP - Hội nghị đã diễn ra tốt đẹp tại hội trường huyện.\n\nLê An"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_header(case: dict[str, Any]) -> None:
    """Each field that the case names."""
    header = read(page_of(case)).header
    for name, expected in case["header"].items():
        found = getattr(header, name)
        assert (found.isoformat()[:16] if isinstance(found, datetime) else found) == expected, name


def test_the_record_is_trusted() -> None:
    """What the record states stands, whatever the page says."""
    at = datetime(2020, 1, 2, 17, 30, tzinfo=UTC)
    header = read(
        PAGE, title="Khác", author="X", published_at=at, published_grain="minute", outlet="Y", section="Z"
    ).header
    assert (header.title, header.author, header.outlet, header.section) == ("Khác", "X", "Y", "Z")
    assert header.published_at is not None
    assert header.published_at == at
    assert header.published_at.isoformat() == "2020-01-03T00:30:00+07:00"


def test_the_page_completes_the_record() -> None:
    """What the record leaves open is read from the page; times are local."""
    header = read(PAGE, title="Khác").header
    assert (header.title, header.author, header.outlet) == ("Khác", "Lê An", "HNP")
    assert header.published_at is not None
    assert header.published_at.isoformat() == "2019-05-12T10:00:00+07:00"


def test_nothing_from_nothing() -> None:
    """An empty text has an empty header."""
    header = read(" \n \n").header
    assert (header.title, header.author, header.published_at, header.lead) == (None, None, None, None)
