"""Domain data that an expert may add to without code: one CSV a lexicon, one row a rule.

Every row carries `source` (where the entry comes from; `K` = general knowledge) and, where a pattern is at stake,
`example`: a phrase in which it must be found. A CSV with a column `word` is a *lexicon*: `trichluc.scan` looks its
words up in every article. The column `case` says which spellings of `word` count: `sentence` (the default: as
written, or with its first letter a capital), `exact`, `name` (as written and in ALL CAPITALS), `place` (as `name`, or
with only the first letter a capital, as names of places are mistyped), or `any` (also Each Syllable Capitalised, ALL
CAPITALS and all small). Where the column is named `phrase`, the lexicon is *anchored*: its phrases begin nothing by
themselves and are read only where a grammar asks for one (`Scan.longest`), which spares the scan the common words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import StringIO

Rule = dict[str, str]
"""A row of a rules file by column name; an empty cell is an empty string."""


@cache
def load(name: str) -> tuple[Rule, ...]:
    """The rows of ``rules/<name>.csv`` in file order."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(StringIO(text, newline=""))
    columns = next(rows)
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)  # `DictReader` takes three times as long


def parse(lines: Iterable[str]) -> tuple[Rule, ...]:
    """The rows of a rules file that is not part of the engine (a user's own), given its lines."""
    return tuple(csv.DictReader(lines))


@cache
def lexicons() -> tuple[str, ...]:
    """Names of the rules files that are lexicons, sorted."""
    stems = sorted(
        entry.name.removesuffix(".csv") for entry in files(__package__).iterdir() if entry.name.endswith(".csv")
    )
    return tuple(stem for stem in stems if "word" in _columns(stem))


def _columns(name: str) -> list[str]:
    """The header alone: the large tables that are no lexicons are read only where they are needed."""
    with (files(__package__) / f"{name}.csv").open(encoding="utf-8") as lines:
        return next(csv.reader(lines), [])
