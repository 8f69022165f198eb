"""The database of an assembly: what does not fit in its memory is sorted on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.snapshot import database

ROWS = 300_000
WIDE = f"SELECT hash(i) AS id, repeat(md5(i::VARCHAR), 9) AS said FROM range({ROWS}) t(i)"
"""Rows of 300 bytes, as an article has in the index, in no order."""


def test_more_rows_than_fit_in_memory_come_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MEMORY", "64MB")
    with database.opened(tmp_path) as connection:
        connection.execute(f"CREATE TABLE wide AS {WIDE}")
        count, last = 0, 0
        for batch in database.stream(connection, "SELECT * FROM wide ORDER BY id"):
            ids = batch["id"].to_pylist()
            assert last <= ids[0] and ids == sorted(ids)
            count, last = count + len(ids), ids[-1]
    assert count == ROWS
