"""Page furniture by a user's own rules: the file travels with the batches of a run; and rules to begin with."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tasks.batch import Batch
from tasks.inputs import Input, find, read
from trichluc.rules import load, parse
from trichluc.segments.furniture import BadRule, Furniture, compile_rules, repeated

NAME = "furniture.csv"


def take_along(rules: Path, workspace: Path) -> None:
    """Put a user's rules into a run's workspace; raises `BadRule` where they cannot be followed."""
    with_own(rules)
    shutil.copyfile(rules, workspace / NAME)


def of(batch: Batch) -> Furniture | None:
    """The furniture of the batch's run, or None for the built-in rules alone."""
    rules = Path(batch.folder).parent / NAME
    return with_own(rules) if rules.exists() else None


def with_own(rules: Path) -> Furniture:
    """Furniture by the built-in rules and a user's own; raises `BadRule` where these cannot be followed."""
    try:
        return _compiled(rules, rules.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, csv.Error, BadRule) as error:
        raise BadRule(f"{rules}: {error}") from error


@lru_cache(maxsize=2)
def _compiled(rules: Path, _changed: int) -> Furniture:
    with rules.open(encoding="utf-8-sig", newline="") as lines:
        return compile_rules([*load("furniture"), *parse(lines)])


def suggestions(
    raw: Path, max_bytes: int, columns: Mapping[str, str], own: Path | None
) -> tuple[list[dict[str, str]], int]:
    """Rules for the short lines that repeat across the articles of one outlet, and how many inputs were not read.

    An outlet is a folder of `raw`, or what its articles state. What the built-in rules or a user's own know is left out.
    """
    outlets: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as spool:
        found = list(find(raw, max_bytes, Path(spool), columns))
        articles, rejections = read(each for each in found if isinstance(each, Input))
    for article in articles:
        outlets[article.outlet or article.source_uri.rpartition("/")[0].partition("#")[0]].append(article.text)
    known = with_own(own) if own else compile_rules(load("furniture"))
    rules = [
        rule for _, texts in sorted(outlets.items()) for rule in repeated(texts) if known.scope(rule["phrase"]) is None
    ]
    return rules, len(rejections) + sum(not isinstance(each, Input) for each in found)
