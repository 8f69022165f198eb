"""The ledger: what each input became, so that a run need not do again what is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from schemas.loads import Load
from schemas.rejections import Rejection

AT_A_TIME = 1 << 14
_TOLD = ["source_uri", "stage", "reason", "detail", "source_sha256"]
_STATE = ["source_uri", "source_sha256", "article_id", "engine_version", "status"]
NO_ARTICLE = 0
"""The number of a rejected input's article."""


def read(snapshot: Path) -> dict[str, Load]:
    """The ledger of a snapshot by `source_uri`, whole: for small ones, and for people."""
    rows = pq.read_table(snapshot / "loads").to_pylist()
    return {row["source_uri"]: Load(**row) for row in rows}


class Ledger:
    """A snapshot's ledger as numbers: a hash of each name, a hash of what became of it, the article; in file order.

    And of its rejections a hash each, and in which row of the ledger its input stands (`told_of`).
    """

    def __init__(self, snapshot: Path | None) -> None:
        self._snapshot = snapshot
        uris, states, ids = [_NONE], [_NONE], [_NONE]
        for rows in self._batches("loads", _STATE):
            columns = rows.to_pydict()
            uris.append(_hashes(map(str.encode, columns["source_uri"])))
            states.append(_hashes(map(_content, *(columns[name] for name in _STATE[1:4]))))
            ids.append(np.array([int(each, 16) if each else NO_ARTICLE for each in columns["article_id"]], np.uint64))
        found = np.concatenate(uris)
        self._order = np.argsort(found).astype(np.uint32)
        self._uris, self._states, self.ids = found[self._order], np.concatenate(states), np.concatenate(ids)
        self._told, self.told_of = self._rejections()

    def _rejections(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        told, uris = [_NONE], [_NONE]
        for rows in self._batches("rejections", _TOLD):
            columns = rows.to_pydict()
            told.append(_hashes(map(_content, *(columns[name] for name in _TOLD))))
            uris.append(_hashes(map(str.encode, columns["source_uri"])))
        found = np.concatenate(told)
        order = np.argsort(found)
        return found[order], self._order[np.searchsorted(self._uris, np.concatenate(uris)[order])]

    def __len__(self) -> int:
        return len(self._states)

    def row_of(self, uri: str) -> int | None:
        """The row of an input."""
        place = _place(self._uris, hash_of(uri))
        return None if place is None else int(self._order[place])

    def place_of(self, rejection: Rejection) -> int | None:
        """Which of the rejections is this one, to the letter."""
        return _place(self._told, _hash(_content(*(getattr(rejection, name) for name in _TOLD))))

    def is_rejected(self, row: int) -> bool:
        """Whether the input became no article."""
        return bool(self.ids[row] == NO_ARTICLE)

    @property
    def rejected(self) -> NDArray[np.bool_]:
        """Of each row, whether its input became no article."""
        became_none: NDArray[np.bool_] = self.ids == NO_ARTICLE
        return became_none

    def holds(self, row: int, sha256: str | None, article_id: str | None, engine_version: str) -> bool:
        """Whether the input had this content, and became this article (or none) by this engine."""
        return bool(self._states[row] == _hash(_content(sha256, article_id, engine_version)))

    def names(self, chosen: NDArray[np.bool_]) -> Iterator[str]:
        """The names in the chosen rows."""
        start = 0
        for rows in self._batches("loads", ["source_uri"]):
            yield from rows["source_uri"].filter(pa.array(chosen[start : start + len(rows)])).to_pylist()
            start += len(rows)

    def _batches(self, table: str, columns: list[str]) -> Iterator[pa.RecordBatch]:
        for file in sorted((self._snapshot / table).glob("*.parquet")) if self._snapshot else ():
            with pq.ParquetFile(file) as opened:
                yield from opened.iter_batches(AT_A_TIME, columns=columns)


class Names(Collection[str]):
    """Some inputs of a ledger: their names are read from its file when they are asked for."""

    def __init__(self, ledger: Ledger, chosen: NDArray[np.bool_]) -> None:
        self._ledger, self.chosen = ledger, chosen

    def __len__(self) -> int:
        return int(self.chosen.sum())

    def __iter__(self) -> Iterator[str]:
        return self._ledger.names(self.chosen)

    def __contains__(self, uri: object) -> bool:
        row = self._ledger.row_of(str(uri))
        return row is not None and bool(self.chosen[row])


def hash_of(uri: str) -> int:
    """The number that stands for a name."""
    return int(_hash(uri.encode()))


_NONE = np.empty(0, np.uint64)


def _content(*columns: str | None) -> bytes:
    return "\0".join(column or "" for column in columns).encode()


def _place(ascending: NDArray[np.uint64], number: np.uint64 | int) -> int | None:
    place = int(np.searchsorted(ascending, np.uint64(number)))
    return place if place < len(ascending) and ascending[place] == number else None


def _hash(content: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(content, digest_size=8).digest(), "little"))


def _hashes(contents: Iterator[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(blake2b(each, digest_size=8).digest() for each in contents), "<u8").astype(np.uint64)
