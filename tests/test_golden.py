"""The five sample articles are read as they were when a person last read the result (`make golden` after a change)."""

from __future__ import annotations

import pytest

from tests import golden


@pytest.mark.parametrize("name", golden.articles())
def test_a_sample_article_is_read_as_reviewed(name: str) -> None:
    reviewed = (golden.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert golden.rendered(golden.articles()[name]).splitlines() == reviewed.splitlines()
