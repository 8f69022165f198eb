"""What each stage does to a batch, as plain functions: no orchestration, so that a worker process starts quickly.

Each returns its `Tally`; the rows themselves stay in the batch's folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from schemas.rejections import Rejection
from tasks import extracted, furniture
from tasks.batch import RECORD_COST, Batch, rejection_table
from tasks.inputs import Input, read
from tasks.inputs.reasons import rejection
from tasks.snapshot.staging import is_staged, write_batch
from trichluc import extract as engine
from trichluc.article import Article, RawArticle
from trichluc.rows import gather

T = TypeVar("T")
PIECE_BYTES = 1 << 20
"""Bytes of input whose articles a process holds at a time."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a stage did: articles passed on, inputs rejected, seconds taken."""

    articles: int = 0
    rejected: int = 0
    seconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.articles + other.articles, self.rejected + other.rejected, self.seconds + other.seconds)


def load(batch: Batch) -> Tally:
    """Open the batch's inputs: bytes to raw articles."""
    started = time.perf_counter()
    listed = batch.take("inputs")
    unopened = [each for each in listed if isinstance(each, Rejection)]
    with batch.leaving("load") as put:
        count, rejections = _pass(_pieces([each for each in listed if isinstance(each, Input)]), read, put)
    return _done(batch, "load", started, count, unopened + rejections)


def split(batch: Batch) -> Tally:
    """Normalise each text, and part header, body and page furniture."""
    started = time.perf_counter()
    part = partial(engine.split, furniture=furniture.of(batch))
    with batch.leaving("split") as put:
        count, rejections = _pass(batch.pieces("load"), partial(_each, part), put)
    return _done(batch, "split", started, count, rejections)


def extract(batch: Batch) -> Tally:
    """Read everything out of the articles, and gather it into Arrow tables."""
    started = time.perf_counter()
    with extracted.writing(batch) as write:

        def put(articles: list[Article]) -> None:
            write(gather(articles, batch.engine_version))

        count, rejections = _pass(batch.pieces("split"), partial(_each, engine.read), put)
    return _done(batch, "extract", started, count, rejections)


def stage(batch: Batch, staging: Path) -> None:
    """Put the batch's valid articles, and its rejections, where the snapshot is made of them.

    The list of inputs stays until the run ends: if this process is lost now, the batch may be done again as a whole.
    """
    if not is_staged(staging, batch.no):
        tables = Valid(extracted.of(batch), pa.array(batch.take("failing"), pa.string()))
        every = rejected(batch, ("load", "split", "extract", "validate"))
        write_batch(staging, batch.no, tables, rejection_table(every))
    for done in ("load", "split"):
        batch.done(done)
    extracted.done(batch)


def rejected(batch: Batch, stages: Iterable[str] = ("load", "split", "extract")) -> list[Rejection]:
    """What these stages have rejected of the batch."""
    return [rejection for stage in stages for rejection in batch.take(f"{stage} rejected")]


class Valid(Mapping[str, pa.Table]):
    """Tables without the rows of failing articles."""

    def __init__(self, tables: Mapping[str, pa.Table], failing: pa.Array) -> None:
        self._tables, self._failing = tables, failing

    def __getitem__(self, name: str) -> pa.Table:
        rows = self._tables[name]
        if not len(self._failing):
            return rows
        return rows.filter(pc.invert(pc.is_in(rows["article_id"], value_set=self._failing)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _pass(
    pieces: Iterable[list[Any]],
    step: Callable[[list[Any]], tuple[list[Any], list[Rejection]]],
    put: Callable[[list[Any]], None],
) -> tuple[int, list[Rejection]]:
    """Have each piece go through the step, and keep its results; how many there are, and what was rejected."""
    count, rejections = 0, list[Rejection]()
    for piece in pieces:
        results, rejected = step(piece)
        put(results)
        count += len(results)
        rejections += rejected
    return count, rejections


def _done(batch: Batch, stage: str, started: float, articles: int, rejections: list[Rejection]) -> Tally:
    batch.leave(f"{stage} rejected", rejections)
    return Tally(articles, len(rejections), time.perf_counter() - started)


def _pieces(inputs: list[Input]) -> Iterator[list[Input]]:
    """The inputs in their order, about `PIECE_BYTES` of them at a time."""
    piece: list[Input] = []
    size = 0
    for each in inputs:
        piece.append(each)
        size += each.size + RECORD_COST
        if size >= PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _each(step: Callable[[Any], T], items: Iterable[Any]) -> tuple[list[T], list[Rejection]]:
    """The step's result for each item; an item on which it fails is rejected, and the others go on."""
    results, rejections = [], []
    for item in items:
        try:
            results.append(step(item))
        except Exception as error:  # an article that breaks the engine must not stop the other articles
            raw = item if isinstance(item, RawArticle) else item.raw
            found = f"{type(error).__name__}: {error}"
            rejections.append(rejection(raw.source_uri, "engine_error", found, sha256=raw.source_sha256))
    return results, rejections
