"""How the articles of a snapshot are divided into parts, each a Parquet file a table.

A part is every article whose id begins with some bits. It splits in two when its articles' raw inputs exceed
`PART_BYTES`, so that the division depends on the articles alone: not on batches, on their order, or on what was
published before. A changed article concerns the files of its own part and no others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pyarrow as pa

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


def divide(ids: Sequence[str], sizes: Sequence[int], limit: int = PART_BYTES) -> list[Range]:
    """The parts of a snapshot: `ids` in ascending order, with the bytes of each one's raw input."""
    return list(_split(range_of(""), ids, [0, *accumulate(sizes)], limit))


def _split(part: Range, ids: Sequence[str], totals: Sequence[int], limit: int) -> Iterator[Range]:
    start, stop = bounds(part, ids)
    if totals[stop] - totals[start] <= limit or stop - start <= 1 or len(part.prefix) == ID_BITS:
        yield part
        return
    for bit in "01":
        yield from _split(range_of(part.prefix + bit), ids, totals, limit)


def bounds(part: Range, ids: Sequence[str]) -> tuple[int, int]:
    """Where the part's ids stand in an ascending sequence, half-open."""
    return bisect_left(ids, part.lower), len(ids) if part.upper is None else bisect_left(ids, part.upper)


def rows_within(part: Range, table: pa.Table) -> pa.Table:
    """The rows of the part's articles, out of a table in the order of `article_id`, without copying."""
    column = table["article_id"]

    def position(bound: str) -> int:
        return bisect_left(range(len(column)), bound, key=lambda row: column[row].as_py())

    start = position(part.lower)
    stop = len(column) if part.upper is None else position(part.upper)
    return table.slice(start, stop - start)
