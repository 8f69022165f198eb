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


_SENTENCE_MARK = re.compile(r"[.!?;\n]")


def clause_before(text: str, at: int, width: int = 80) -> str:
    """What stands before `at` in its sentence, as far as it bears on it."""
    window = text[max(0, at - width) : at]
    return _SENTENCE_MARK.split(window)[-1]


class Before:
    """A pattern for what stands to the left of a period: a phrase of the context, `between`, and then the period.

    It is tried only where one of the phrases occurs at all, which few of the places have.
    """

    def __init__(self, context: str, between: str = "") -> None:
        self._phrases = tuple(rule["phrase"].lower() for rule in load("period_contexts") if rule["context"] == context)
        self._pattern = re.compile(rf"(?i:(?<!\w){phrases(context)}{between})\Z")

    def search(self, left: str) -> re.Match[str] | None:
        """The match at the end of `left`."""
        lowered = left.lower()
        for phrase in self._phrases:
            if phrase in lowered:
                return self._pattern.search(left)
        return None


def words(least: int, most: int) -> str:
    """Between `least` and `most` words without digits, commas after them allowed."""
    return rf"(?: [^\W\d]+,?){{{least},{most}}}"
