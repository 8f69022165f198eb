"""How the articles of a snapshot are divided into parts, each a Parquet file a table.

A part is every article whose id begins with some bits. It splits in two when its articles' raw inputs exceed
`PART_BYTES`, so that the division depends on the articles alone: not on batches, on their order, or on what was
published before. A changed article concerns the files of its own part and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint64]
"""Article ids as numbers."""
PART_BYTES = 8 * 1024 * 1024
ID_BITS = 64


@dataclass(frozen=True, slots=True)
class Range:
    """Article ids from `lower` up to, without, `upper` (None: no end); all begin with the bits `prefix`."""

    prefix: str
    lower: str
    upper: str | None

    def overlaps(self, other: Range) -> bool:
        """Whether some id can lie in both."""
        return self.prefix.startswith(other.prefix) or other.prefix.startswith(self.prefix)


def range_of(prefix: str) -> Range:
    """The ids that begin with the given bits.

    >>> range_of("01")
    Range(prefix='01', lower='4000000000000000', upper='8000000000000000')
    """
    first = int(prefix.ljust(ID_BITS, "0"), 2)
    last = int(prefix.ljust(ID_BITS, "1"), 2)
    upper = None if "0" not in prefix else f"{last + 1:016x}"
    return Range(prefix, f"{first:016x}" if prefix else "", upper)


def divide(ids: Ids, totals: NDArray[np.int64], limit: int = PART_BYTES) -> list[Range]:
    """The parts of a snapshot: `ids` in ascending order, with the bytes of raw input before each, and of all."""
    return list(_split(range_of(""), ids, totals, limit))


def _split(part: Range, ids: Ids, totals: NDArray[np.int64], limit: int) -> Iterator[Range]:
    start, stop = bounds(part, ids)
    if totals[stop] - totals[start] <= limit or stop - start <= 1 or len(part.prefix) == ID_BITS:
        yield part
        return
    for bit in "01":
        yield from _split(range_of(part.prefix + bit), ids, totals, limit)


def bounds(part: Range, ids: Ids) -> tuple[int, int]:
    """Where the part's ids stand in an ascending sequence, half-open."""
    start = np.searchsorted(ids, np.uint64(int(part.lower or "0", 16)))
    return int(start), len(ids) if part.upper is None else int(np.searchsorted(ids, np.uint64(int(part.upper, 16))))
