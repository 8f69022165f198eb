"""How much a run may differ from the runs before: a missed minimum stops its publication, an exceeded maximum warns.

A measure is held to numbers that an operator states, and to what was usual: the articles of a snapshot to those of the
last one, everything else to the middle of the latest runs that were large enough to say something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

Measure = Literal["articles", "new_articles", "mentions_per_article", "undated_share", "rejected_share"]
ENOUGH_ARTICLES = 100
"""A run of fewer is held to nothing that is usual, and is nothing that others are held to."""
ENOUGH_RUNS = 3
REMEMBERED = 30
"""Runs whose volumes a snapshot carries; the latest ten of them say what is usual."""


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Bound:
    """What a measure is held to: `minimum` and `maximum` as they are, `least` and `most` times what is usual.

    `slack` is added to `most` times the usual: twice a share of next to nothing still is next to nothing.
    """

    minimum: float | None = None
    maximum: float | None = None
    least: float | None = None
    most: float | None = None
    slack: float = 0


DEFAULTS: Mapping[Measure, Bound] = {
    "articles": Bound(least=0.7),
    "new_articles": Bound(),
    "mentions_per_article": Bound(least=0.5, most=2),
    "undated_share": Bound(most=2, slack=0.1),
    "rejected_share": Bound(most=2, slack=0.1),
}


@dataclass(frozen=True, slots=True)
class Volume:
    """What a run produced: `articles` counts the snapshot's, the others what the run itself read or rejected.

    `accepted` says that an operator wanted it as it is: runs before it no longer say what is usual.
    """

    articles: int
    new_articles: int
    mentions: int
    undated: int
    rejected: int
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Deviation:
    """A bound that a run does not keep; `fatal` where it is a minimum."""

    measure: Measure
    found: str
    expected: str
    fatal: bool

    def __str__(self) -> str:
        return f"{WORDS[self.measure]}: {self.found}, {self.expected}"


WORDS: Mapping[Measure, str] = {
    "articles": "articles in the snapshot",
    "new_articles": "articles that the run read",
    "mentions_per_article": "mentions per article",
    "undated_share": "share of articles without a date",
    "rejected_share": "share of inputs rejected",
}
_MEASURED: Mapping[Measure, Callable[[Volume], tuple[float, int]]] = {
    "articles": lambda v: (v.articles, 1),
    "new_articles": lambda v: (v.new_articles, 1),
    "mentions_per_article": lambda v: (v.mentions, v.new_articles),
    "undated_share": lambda v: (v.undated, v.new_articles),
    "rejected_share": lambda v: (v.rejected, v.new_articles + v.rejected),
}
"""Each measure as a fraction."""


def deviations(now: Volume, before: Sequence[Volume], bounds: Mapping[Measure, Bound]) -> list[Deviation]:
    """Every bound that the run does not keep; `before` are the runs before it, oldest first."""
    stated = {**DEFAULTS, **bounds}
    return [found for measure, bound in stated.items() for found in _compare(measure, bound, now, before)]


def _compare(measure: Measure, bound: Bound, now: Volume, before: Sequence[Volume]) -> Iterator[Deviation]:
    found = value(measure, now)
    if found is None:
        return
    shown = show(measure, found)
    usual, said = _usual(measure, before)
    if usual is not None and not (measure == "articles" or is_large(now)):
        usual = None
    for limit, factor, is_minimum in ((bound.minimum, bound.least, True), (bound.maximum, bound.most, False)):
        sign, word = (-1, "at least") if is_minimum else (1, "at most")
        if limit is not None and sign * (found - limit) > 0:
            yield Deviation(measure, shown, f"{word} {show(measure, limit)} asked for", is_minimum)
        if usual is not None and factor is not None:
            relative = usual * factor + (0 if is_minimum else bound.slack)
            if sign * (found - relative) > 0:
                expected = f"{word} {show(measure, relative)} expected ({said})"
                yield Deviation(measure, shown, expected, is_minimum)


def value(measure: Measure, volume: Volume) -> float | None:
    """The measure of a run; None for a fraction of too little."""
    part, whole = _MEASURED[measure](volume)
    if measure in ("articles", "new_articles"):
        return part
    return part / whole if whole >= ENOUGH_ARTICLES else None


def is_large(volume: Volume) -> bool:
    """Whether the run took up enough to be compared."""
    return volume.new_articles + volume.rejected >= ENOUGH_ARTICLES


def _usual(measure: Measure, before: Sequence[Volume]) -> tuple[float | None, str]:
    """What is usual, and what that rests on; None where too little is known."""
    if measure == "articles":
        last = before[-1].articles if before else 0
        return (last, f"the last one has {last:,}") if last >= ENOUGH_ARTICLES else (None, "")
    since = max((index for index, volume in enumerate(before) if volume.accepted), default=0)
    known = [found for volume in before[since:] if is_large(volume) and (found := value(measure, volume)) is not None]
    latest = known[-10:]
    if len(latest) < ENOUGH_RUNS:
        return None, ""
    usual = median(latest)
    return usual, f"{show(measure, usual)} is the middle of the last {len(latest)} runs"


def show(measure: Measure, number: float) -> str:
    """A number of the measure as a person reads it.

    >>> show("undated_share", 0.125), show("articles", 1200), show("mentions_per_article", 3.14159)
    ('12.5 %', '1,200', '3.1')
    """
    if measure.endswith("_share"):
        return f"{number:.1%}".replace("%", " %")
    return f"{number:,.1f}" if measure == "mentions_per_article" else f"{number:,.0f}"


def remembered(before: Sequence[Mapping[str, Any]]) -> list[Volume]:
    """The volumes that a snapshot carries."""
    return [Volume(**each) for each in before]
