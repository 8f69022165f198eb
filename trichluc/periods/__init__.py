"""Periods: every way Vietnamese news writes time, as an interval.

`find` reads the whole article, `anchor` gives year-less and relative periods their dates, `classify` says what each
period is of. `read` is the grammar alone, for other readers of the text (a document's date, a dateline)::

    reading = read(scan.text, position)          # anchored: what begins at this very position, lead-in words included
    reading.end, reading.starts_on, reading.ends_on, reading.grain, reading.form

`read` looks at no context, so bare digits (`12/5`) are read as the date they could be; `headed` is false for them.
Dates are null as long as the year is unknown; the found `Period` gets them in `anchor`.
"""

from __future__ import annotations

import re

from trichluc.article import Article, Period
from trichluc.periods.contexts import settle_types
from trichluc.periods.durations import durations
from trichluc.periods.evidence import is_period
from trichluc.periods.monthless import RANGES, monthless, with_months
from trichluc.periods.readings import Reading
from trichluc.periods.reference import settle
from trichluc.periods.spans import expressions
from trichluc.periods.triggers import triggers
from trichluc.scan import Scan

__all__ = ["Reading", "anchor", "classify", "find", "read"]


def read(text: str, position: int) -> Reading | None:
    """The calendar expression that begins at `position` of a reading copy, or null.

    >>> reading = read("ngày 21-27/7/2019 tại Hà Nội", 0)
    >>> reading.end, reading.starts_on.isoformat(), reading.ends_on.isoformat(), reading.grain
    (17, '2019-07-21', '2019-07-27', 'day')
    """
    found = expressions(text, position)
    return found[0] if found else None


def find(scan: Scan) -> list[Period]:
    """Calendar expressions by position; those without a year wait for `anchor`."""
    text, found, ranges = scan.text, list[Reading](), list[re.Match[str]]()
    for start in triggers(scan):
        if found and start < found[-1].end:
            continue
        for reading in expressions(text, start):
            if is_period(text, reading, found[-1] if found else None):
                found.append(reading)
        if (
            text.startswith(RANGES, start)
            and (not found or found[-1].start < start)
            and (days := monthless(text, start))
        ):
            ranges.append(days)
    return [_period(text, reading) for reading in with_months(ranges, found)]


def _period(text: str, reading: Reading) -> Period:
    starts_on, ends_on = reading.dates()
    surface = text[reading.start : reading.end]
    return Period(reading.start, reading.end, surface, "other", starts_on, ends_on, reading.grain, reading=reading)


def anchor(article: Article) -> None:
    """Set the article's reference date and its basis, and give year-less and relative periods their dates."""
    settle(article)


def classify(article: Article, scan: Scan) -> None:
    """Set each period's `type`, and `citation` where it is a document's date; add what documents and anniversaries fix."""
    settle_types(article, scan)
    article.periods = sorted([*article.periods, *durations(article, scan)], key=lambda period: period.char_start)
