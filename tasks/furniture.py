"""Page furniture by a user's own rules: the file travels with the batches of a run; and rules to begin with."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from tasks.batch import Batch
from tasks.inputs import Input, find, read
from trichluc.rules import load, parse
from trichluc.segments.furniture import BadRule, Furniture, compile_rules, repeated

NAME = "furniture.csv"


def take_along(rules: Path, workspace: Path) -> None:
    """Put a user's rules into a run's workspace; raises `BadRule` where they cannot be followed."""
    try:
        _compiled(rules, 0)
    except (OSError, UnicodeDecodeError, csv.Error, BadRule) as error:
        raise BadRule(f"{rules}: {error}") from error
    shutil.copyfile(rules, workspace / NAME)


def of(batch: Batch) -> Furniture | None:
    """The furniture of the batch's run, or None for the built-in rules alone."""
    rules = Path(batch.folder).parent / NAME
    return _compiled(rules, rules.stat().st_mtime_ns) if rules.exists() else None


@lru_cache(maxsize=2)
def _compiled(rules: Path, _changed: int) -> Furniture:
    with rules.open(encoding="utf-8-sig", newline="") as lines:
        return compile_rules([*load("furniture"), *parse(lines)])


def suggestions(raw: Path) -> tuple[list[dict[str, str]], int]:
    """Rules for the short lines that repeat across the articles of one outlet, and how many inputs were not read.

    An outlet is a folder of `raw`, or what its articles state.
    """
    outlets: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as spool:
        found = list(find(raw, 5 << 20, Path(spool)))
        articles, rejections = read(each for each in found if isinstance(each, Input))
    for article in articles:
        outlets[article.outlet or article.source_uri.rpartition("/")[0].partition("#")[0]].append(article.text)
    known = compile_rules(load("furniture"))
    rules = [
        rule for _, texts in sorted(outlets.items()) for rule in repeated(texts) if known.scope(rule["phrase"]) is None
    ]
    return rules, len(rejections) + sum(not isinstance(each, Input) for each in found)
