"""Duplicates: which article is a copy of which, over all articles of a snapshot.

Equal raw bytes are exact copies. Near copies (the story as another site has it, or a part of it) are found by their
fingerprints: those that agree in any of a few bands of values are compared, and count as copies where they are alike
enough, or where the shorter one lies nearly whole in the longer. The original is the first by `source_uri`; the result
depends on the set of articles alone.

Memory: some forty bytes an article. The fingerprints themselves lie in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

COLUMNS = ("source_sha256", "fingerprint", "body_chars")
"""What is needed of every article."""
ALIKE = 0.8
"""Share of words' runs in common from which two texts are copies (as their fingerprints estimate it)."""
CONTAINED = 0.9
"""Share of the shorter text that lies in the longer one, from which it is a part of it …"""
PART = 0.4
"""… provided that they have this much in common altogether."""
_BANDS, _ROWS = 32, 4
_WIDTH = _BANDS * _ROWS
_AT_A_TIME = 1 << 16

Places = NDArray[np.uint32]
"""Articles by their place in the order of `source_uri`, from 0."""


def copies(articles: Iterable[pa.RecordBatch], folder: Path | None = None) -> tuple[Places, Places]:
    """Every copy, ascending, and the original of each. The articles come by `source_uri`, with (at least) `COLUMNS`.

    `folder` is where a file of fingerprints may lie meanwhile.
    """
    with TemporaryDirectory(prefix="fingerprints-", dir=folder) as own:
        file = Path(own, "values")
        with file.open("wb") as values:
            hashes, known, sizes = _laid_out(articles, values)
        origin = np.arange(len(hashes), dtype=np.uint32)
        _join_equal(hashes, origin)
        del hashes
        if len(known) > 1:
            _join_near(file, known, sizes, origin)
    found = np.flatnonzero(origin != np.arange(len(origin), dtype=np.uint32)).astype(np.uint32)
    return found, np.array([_root(origin, place) for place in found.tolist()], dtype=np.uint32)


def _laid_out(articles: Iterable[pa.RecordBatch], values: BinaryIO) -> tuple[NDArray[np.uint64], Places, Places]:
    """Hashes of all articles; of those with a fingerprint the place and length, and the fingerprint in the file."""
    hashes, known, sizes, place = [np.empty((0, 2), np.uint64)], [np.empty(0, np.uint32)], [np.empty(0, np.uint32)], 0
    for batch in articles:
        sha256, marks, lengths = (batch[name] for name in COLUMNS)
        digests = b"".join(blake2b(text.encode(), digest_size=16).digest() for text in sha256.to_pylist())
        hashes.append(np.frombuffer(digests, np.uint64).reshape(-1, 2))
        valid = np.flatnonzero(marks.is_valid().to_numpy(zero_copy_only=False))
        known.append((place + valid).astype(np.uint32))
        sizes.append(lengths.to_numpy(zero_copy_only=False)[valid].astype(np.uint32))
        values.write(bytes.fromhex("".join(mark for mark in marks.to_pylist() if mark)))
        place += len(batch)
    return np.concatenate(hashes), np.concatenate(known), np.concatenate(sizes)


def _root(origin: NDArray[np.uint32], place: int) -> int:
    while origin[place] != place:
        origin[place] = origin[origin[place]]
        place = int(origin[place])
    return place


def _join(origin: NDArray[np.uint32], one: int, other: int) -> None:
    """Make two articles copies of the one that comes first."""
    first, second = sorted((_root(origin, one), _root(origin, other)))
    origin[second] = first


def _join_equal(hashes: NDArray[np.uint64], origin: NDArray[np.uint32]) -> None:
    order = np.lexsort(hashes.T)
    same = (hashes[order][1:] == hashes[order][:-1]).all(axis=1)
    for one, other in zip(order[:-1][same].tolist(), order[1:][same].tolist(), strict=True):
        _join(origin, one, other)


def _join_near(file: Path, known: Places, sizes: Places, origin: NDArray[np.uint32]) -> None:
    for band in range(_BANDS):
        for one, other in _pairs(_keys(file, band, len(known))):
            for start in range(0, len(one), _AT_A_TIME):
                stretch = slice(start, start + _AT_A_TIME)
                alike = _are_copies(file, sizes, one[stretch], other[stretch])
                joined = zip(known[one[stretch]][alike].tolist(), known[other[stretch]][alike].tolist(), strict=True)
                for a, b in joined:
                    _join(origin, a, b)


def _keys(file: Path, band: int, count: int) -> NDArray[np.uint32]:
    """What articles that are worth comparing agree in, band by band."""
    keys = np.empty(count, dtype=np.uint32)
    with file.open("rb") as values:
        for start in range(0, count, _AT_A_TIME):
            rows = np.frombuffer(values.read(_AT_A_TIME * _WIDTH), dtype=np.uint8).reshape(-1, _WIDTH)
            part = np.ascontiguousarray(rows[:, band * _ROWS : (band + 1) * _ROWS])
            keys[start : start + len(rows)] = part.view(np.uint32)[:, 0]
    return keys


def _pairs(keys: NDArray[np.uint32]) -> Iterator[tuple[Places, Places]]:
    """The pairs worth comparing: every article with the first, and with the one before it, that agree with it.

    Linear in the number of articles, however many agree.
    """
    by_key = np.argsort(keys, kind="stable").astype(np.uint32)
    ordered = keys[by_key]
    same = ordered[1:] == ordered[:-1]
    starts = np.where(np.concatenate(([True], ~same)), np.arange(len(keys), dtype=np.uint32), np.uint32(0))
    first = by_key[np.maximum.accumulate(starts)]
    yield first[1:][same], by_key[1:][same]
    yield by_key[:-1][same], by_key[1:][same]


def _are_copies(file: Path, sizes: Places, one: Places, other: Places) -> NDArray[np.bool_]:
    values = np.memmap(file, dtype=np.uint8, mode="r").reshape(-1, _WIDTH)
    common = (values[one] == values[other]).mean(axis=1)
    longer = np.maximum(np.maximum(sizes[one], sizes[other]), 1)
    ratio = np.minimum(sizes[one], sizes[other]) / longer
    contained = common * (1 + ratio) / np.maximum((1 + common) * ratio, 1e-9)
    result: NDArray[np.bool_] = (common >= ALIKE) | ((contained >= CONTAINED) & (common >= PART))
    return result
