"""How far a run is, for whoever watches it; the flow reports, the command line listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int, int], None]
"""Called with the stage, batches done, batches in all, and articles done."""

_listeners: list[Listener] = []


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Have every report within the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def report(stage: str, done: int = 0, total: int = 0, articles: int = 0) -> None:
    """Tell all listeners."""
    for listener in _listeners:
        listener(stage, done, total, articles)
