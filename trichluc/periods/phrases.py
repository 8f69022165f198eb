"""The words around periods by what they say of them: ``rules/period_contexts.csv`` as parts of patterns."""

from __future__ import annotations

import re

from trichluc.rules import load


def phrases(context: str) -> str:
    """Alternatives for a pattern, longest first: every phrase of a context, whole words at their end.

    >>> phrases("terms")
    '(?:nhiệm kỳ|nhiệm kì|đại hội|khóa)(?!\\\\w)'
    """
    found = [
        re.escape(rule["phrase"]).replace("\\ ", " ") for rule in load("period_contexts") if rule["context"] == context
    ]
    return f"(?:{'|'.join(sorted(found, key=len, reverse=True))})(?!\\w)"


def before(context: str, between: str = "") -> re.Pattern[str]:
    """A pattern to search in what stands to the left of a period: the phrase, `between`, and then the period."""
    return re.compile(rf"(?i:(?<!\w){phrases(context)}{between})\Z")


def words(least: int, most: int) -> str:
    """Between `least` and `most` words without digits, commas after them allowed."""
    return rf"(?: [^\W\d]+,?){{{least},{most}}}"
