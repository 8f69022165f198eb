"""Duplicates: which article is a copy of which, over all articles of a snapshot.

Equal raw bytes are exact copies. Near copies (the story as another site has it, or a part of it) are found by their
fingerprints: those that agree in any of a few bands of values are compared, and count as copies where they are alike
enough, or where the shorter one lies nearly whole in the longer. The original is the first by `source_uri`; the result
depends on the set of articles alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

COLUMNS = ("article_id", "source_uri", "source_sha256", "fingerprint", "body_chars")
"""What is needed of every article."""
ALIKE = 0.8
"""Share of words' runs in common from which two texts are copies (as their fingerprints estimate it)."""
CONTAINED = 0.9
"""Share of the shorter text that lies in the longer one, from which it is a part of it …"""
PART = 0.4
"""… provided that they have this much in common altogether."""
_BANDS, _ROWS = 32, 4

Values = NDArray[np.uint8]


def copies(articles: pa.Table) -> dict[str, str]:
    """Article id → id of the original, for every copy. Needs `COLUMNS`."""
    rows = sorted(
        zip(*(articles[name].to_pylist() for name in COLUMNS[:3]), range(len(articles)), strict=True),
        key=lambda row: row[1],
    )
    order = [row[3] for row in rows]
    ids = [row[0] for row in rows]
    origin = list(range(len(rows)))
    _join_equal([row[2] for row in rows], origin)
    _join_near(articles, order, origin)
    return {ids[index]: ids[first] for index in range(len(ids)) if (first := _root(origin, index)) != index}


def _root(origin: list[int], index: int) -> int:
    while origin[index] != index:
        origin[index] = origin[origin[index]]
        index = origin[index]
    return index


def _join(origin: list[int], one: int, other: int) -> None:
    """Make two articles copies of the one that comes first."""
    first, second = sorted((_root(origin, one), _root(origin, other)))
    origin[second] = first


def _join_equal(hashes: list[str], origin: list[int]) -> None:
    seen: dict[str, int] = {}
    for index, sha256 in enumerate(hashes):
        _join(origin, seen.setdefault(sha256, index), index)


def _join_near(articles: pa.Table, order: list[int], origin: list[int]) -> None:
    texts, lengths = articles["fingerprint"].to_pylist(), articles["body_chars"].to_pylist()
    known = [place for place, row in enumerate(order) if texts[row]]
    if len(known) < 2:
        return
    packed = bytes.fromhex("".join(texts[order[place]] for place in known))
    values = np.frombuffer(packed, dtype=np.uint8).reshape(len(known), -1)
    sizes = np.array([lengths[order[place]] for place in known], dtype=float)
    for one, other in _pairs(values):
        alike = _are_copies(values, sizes, one, other)
        for a, b in zip(one[alike].tolist(), other[alike].tolist(), strict=True):
            _join(origin, known[a], known[b])


def _pairs(values: Values) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each band, the pairs worth comparing: every article with the first, and with the one before it, that agree
    with it in the band. Linear in the number of articles, however many agree."""
    for band in range(_BANDS):
        keys = np.zeros(len(values), dtype=np.uint32)
        for column in range(band * _ROWS, (band + 1) * _ROWS):
            keys = (keys << np.uint32(8)) | values[:, column].astype(np.uint32)
        by_key = np.argsort(keys, kind="stable")
        same = keys[by_key][1:] == keys[by_key][:-1]
        starts = np.where(np.concatenate(([True], ~same)), np.arange(len(keys)), 0)
        first = by_key[np.maximum.accumulate(starts)]
        yield first[1:][same], by_key[1:][same]
        yield by_key[:-1][same], by_key[1:][same]


def _are_copies(
    values: Values, sizes: NDArray[np.float64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    common = (values[one] == values[other]).mean(axis=1)
    ratio = np.minimum(sizes[one], sizes[other]) / np.maximum(np.maximum(sizes[one], sizes[other]), 1)
    contained = common * (1 + ratio) / np.maximum((1 + common) * ratio, 1e-9)
    result: NDArray[np.bool_] = (common >= ALIKE) | ((contained >= CONTAINED) & (common >= PART))
    return result
