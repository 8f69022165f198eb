"""The graph of documents, laid out in columns: what acts stands left of what it acts upon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean

COLUMNS = 6
"""A chain of documents that is longer, or that bites its tail, is folded into so many."""

Edge = tuple[int, int]
"""Numbers of the document that acts and of the one acted upon."""


@dataclass(slots=True)
class Layout:
    """Where each document stands: column from the left, row from the top."""

    column: dict[int, int] = field(default_factory=dict)
    row: dict[int, float] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of the fullest column."""
        columns = list(self.column.values())
        return max((columns.count(column) for column in set(columns)), default=0)


def lay_out(edges: list[Edge]) -> Layout:
    """Columns by the longest way to a document that acts on nothing; rows beside what a document acts upon.

    >>> lay_out([(1, 2), (2, 3), (4, 3)]).column
    {1: 0, 2: 1, 3: 2, 4: 1}
    """
    layout = Layout(_columns(edges))
    targets: dict[int, list[int]] = defaultdict(list)
    for source, target in edges:
        targets[source].append(target)
    for column in range(max(layout.column.values(), default=0), -1, -1):
        here = [node for node, place in layout.column.items() if place == column]
        here.sort(key=lambda node: (fmean([layout.row.get(other, 0.0) for other in targets[node]] or [0.0]), node))
        layout.row |= _spread(
            here, [layout.row[other] for node in here for other in targets[node] if other in layout.row]
        )
    return layout


def _columns(edges: list[Edge]) -> dict[int, int]:
    steps = dict.fromkeys(sorted({node for edge in edges for node in edge}), 0)
    for _ in range(COLUMNS - 1):
        for source, target in edges:
            steps[source] = min(max(steps[source], steps[target] + 1), COLUMNS - 1)
    last = max(steps.values(), default=0)
    return {node: last - step for node, step in steps.items()}


def _spread(nodes: list[int], anchors: list[float]) -> dict[int, float]:
    """One row for each, around the middle of what they act upon."""
    middle = fmean(anchors) if anchors else (len(nodes) - 1) / 2
    first = max(0.0, middle - (len(nodes) - 1) / 2)
    return {node: first + place for place, node in enumerate(nodes)}
