"""Cost grows as the text does, whatever the text is made of: the whole way of an article, split and read."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bench.growth import PIECES, nanoseconds_a_byte, run_of

SMALL, LARGE = 5_000, 60_000
TIMES = 3.0
"""How many times as much a byte of the large text may cost; a quadratic step would cost twelve times as much."""
FORGIVEN = 500.0
"""Nanoseconds a byte below which nothing is looked at: the clock is too coarse for what costs so little."""


@pytest.fixture(autouse=True)
def _undisturbed() -> Iterator[None]:
    """No garbage collection: it walks over what every other test has left in memory."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("piece", [piece for pieces in PIECES.values() for piece in pieces])
def test_cost_is_linear(piece: str) -> None:
    small = nanoseconds_a_byte(run_of(piece, SMALL), best_of=3)
    limit = TIMES * small + FORGIVEN
    assert any(nanoseconds_a_byte(run_of(piece, LARGE)) < limit for _ in range(3))
