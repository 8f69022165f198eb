"""The files of rules as files; what each of their rows does is tested with its phenomenon."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parent.parent / "trichluc" / "rules").glob("*.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_are_whole_and_none_stands_twice(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert {len(row) for row in rows} == {len(header)}
    assert [row for row, count in Counter(map(tuple, rows)).items() if count > 1] == []
