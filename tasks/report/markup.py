"""An article's text with its findings marked: nested where they nest, cut where they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

Span = tuple[int, int, int]
"""First character, one past the last, and the number of a finding (from 1)."""
CLOSE = 0
"""The token that closes what was opened last."""


def mark_up(text: str, begin: int, end: int, spans: Iterable[Span]) -> list[str | int]:
    """The stretch as tokens: a text, the number of a finding that opens, or CLOSE.

    Every opening has its closing. A finding that another one cuts, or that goes beyond the stretch, opens again behind
    the cut, so that the texts within the openings of a number always add up to its surface.

    >>> mark_up("abcd", 0, 4, [(0, 3, 1), (1, 2, 2), (2, 4, 3)])
    [1, 'a', 2, 'b', 0, 3, 'c', 0, 0, 3, 'd', 0]
    """
    within = [(max(s, begin), min(e, end), n) for s, e, n in spans if s < end and e > begin]
    starting: dict[int, list[Span]] = {}
    for span in sorted(within, key=lambda span: (-span[1], span[2])):
        starting.setdefault(span[0], []).append(span)
    cuts = sorted({begin, end, *(place for s, e, _ in within for place in (s, e))})
    tokens: list[str | int] = []
    opened: list[Span] = []
    for here, there in pairwise(cuts):
        tokens += _reopen(opened, here)
        tokens += _open(opened, starting.get(here, ()))
        tokens.append(text[here:there])
    return tokens + [CLOSE] * len(opened)


def _open(opened: list[Span], spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        opened.append(span)
        yield span[2]


def _reopen(opened: list[Span], here: int) -> Iterator[int]:
    """Close what ends here, with whatever was opened within it, and open the latter again."""
    ended = next((depth for depth, span in enumerate(opened) if span[1] <= here), len(opened))
    inner = opened[ended:]
    del opened[ended:]
    yield from [CLOSE] * len(inner)
    yield from _open(opened, [span for span in inner if span[1] > here])
