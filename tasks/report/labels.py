"""What the report's pages say, in Vietnamese and English."""

from __future__ import annotations

import csv
from importlib.resources import files

LANGUAGES = ("vi", "en")


def _read() -> dict[str, list[str]]:
    with (files(__package__) / "labels.csv").open(encoding="utf-8") as lines:
        return {row["key"]: [row[language] for language in LANGUAGES] for row in csv.DictReader(lines)}


LABELS = _read()
"""Key → the words in each language; a key `term.…` is a value of a column."""
