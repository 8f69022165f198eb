"""What each stage does to a batch, as plain functions: no orchestration, so that a worker process starts quickly.

Each returns its `Tally`; the rows themselves stay in the batch's folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.rejections import Rejection
from tasks import furniture
from tasks.batch import Batch
from tasks.inputs import Input, read
from tasks.inputs.reasons import rejection
from trichluc import extract as engine
from trichluc.article import RawArticle
from trichluc.rows import gather

T = TypeVar("T")
Tables = dict[str, pa.Table]


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
    articles, rejections = read(each for each in listed if isinstance(each, Input))
    rejections = [*(each for each in listed if isinstance(each, Rejection)), *rejections]
    batch.leave("load", (articles, rejections))
    return Tally(len(articles), len(rejections), time.perf_counter() - started)


def split(batch: Batch) -> Tally:
    """Normalise each text, and part header, body and page furniture."""
    started = time.perf_counter()
    raw, _ = batch.take("load")
    articles, rejections = _each(partial(engine.split, furniture=furniture.of(batch)), raw)
    batch.leave("split", (articles, rejections))
    return Tally(len(articles), len(rejections), time.perf_counter() - started)


def extract(batch: Batch) -> Tally:
    """Read everything out of the articles, and gather it into Arrow tables."""
    started = time.perf_counter()
    parted, _ = batch.take("split")
    articles, rejections = _each(engine.read, parted)
    columns = gather(articles, batch.engine_version)
    tables = {name: pa.table(values, schema=arrow_schema(TABLES[name])) for name, values in columns.items()}
    batch.leave("extract", (tables, rejections))
    batch.done("split")
    return Tally(len(articles), len(rejections), time.perf_counter() - started)


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
