"""Page furniture: menus, comment forms, counters, related links, share bars, by rules that a user can extend.

A rule is a row: `phrase` (any case), `match` and `scope`. `match` says where the phrase stands: `line` (it is the
line), `start` (it begins the line), `number` (the line is the phrase and a count), `form` (the label of an input
field), `link` (it begins a short line that is no sentence), `cut` (it stands anywhere, and what surrounds it is
text). `scope` says what goes with it: that `line`, the `block` of links below it until a paragraph, or the `rest`
of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from trichluc.rules import Rule, load

LINK_LENGTH = 160
_LABEL_END = re.compile(r"[\s:.…*()\[\]|»>\-–\d]+\Z")
_BULLET = re.compile(r"[\s|•·*»›+\-–]*")
_COUNT = re.compile(r"[\s:.\-–|(]*\d[\d.,\s\-–]*[)]?(?:[\s\-–]*\w+){0,3}\s*\Z")
_FIELD = re.compile(r"\s*[(*:]")
_NO_WORDS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"(?i)\(?(?:https?://|www\.)\S+\)?")
_DATED_LINK = re.compile(r"\S.{10,160}\s*\(\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{2,4})?\s*\)")
_NUMBER_ALONE = re.compile(r"[\d.,\s]+")
_PHONE = re.compile(r"(?i)(?:(?:điện thoại|đt|tel|fax|hotline|sđt|liên hệ)\s*[:.]?\s*)(?:\(?\+?\d[\d\s.\-()]{6,})")


@dataclass(slots=True)
class Furniture:
    """Furniture rules ready to be asked; `scope` of a line is None where it is no furniture."""

    lines: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    cuts: tuple[re.Pattern[str], ...] = ()
    first_words: frozenset[str] = frozenset()

    def scope(self, line: str) -> str | None:
        """`line`, `block`, `rest`, or None."""
        begin = _BULLET.match(line).end()  # type: ignore[union-attr]
        key = line[begin : begin + LINK_LENGTH].lower()
        bare = _LABEL_END.sub("", key)
        if found := self.lines.get(bare) or self.lines.get(key):
            return found
        if key[:3] in self.first_words or line[:3] in self.first_words:
            return self._by_start(line, key)
        return "line" if _is_shaped_as_furniture(line) else None

    def _by_start(self, line: str, key: str) -> str | None:
        for table, accepts in (
            (self.starts, _whole_word),
            (self.numbered, _COUNT.match),
            (self.forms, _FIELD.match),
            (self.links, _is_link),
        ):
            for phrase, scope in table.items():
                start = key if key.startswith(phrase) else line.lower() if line.lower().startswith(phrase) else ""
                if start and accepts(start[len(phrase) :]):
                    return scope
        return "line" if _is_shaped_as_furniture(line) else None

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Where furniture phrases stand inside a line of text, without overlaps."""
        found: list[tuple[int, int]] = []
        for pattern in self.cuts:
            for match in pattern.finditer(line):
                if all(match.end() <= start or end <= match.start() for start, end in found):
                    found.append(match.span())
        return sorted(found)


def _whole_word(rest: str) -> bool:
    return not rest[:1].isalnum() and len(rest) < LINK_LENGTH - 1


def _is_link(rest: str) -> bool:
    return len(rest) < 80 and not rest.rstrip().endswith((".", ":", "!", "?"))


def _is_shaped_as_furniture(line: str) -> bool:
    if len(line) > 260:
        return False
    return bool(
        _NO_WORDS.fullmatch(line)
        or _ADDRESS.fullmatch(line)
        or _NUMBER_ALONE.fullmatch(line)
        or (len(line) < 120 and _PHONE.search(line))
    )


def is_dated_link(line: str) -> bool:
    """Whether a line is a headline with its day in brackets, as lists of related news print it."""
    return len(line) < 200 and line.endswith(")") and _DATED_LINK.fullmatch(line) is not None


def compile_rules(rules: Iterable[Rule]) -> Furniture:
    """Furniture from rows of a rules file; a later row overrules an earlier one with the same phrase and match."""
    made, cuts = Furniture(), []
    tables = {
        "line": made.lines,
        "start": made.starts,
        "number": made.numbered,
        "form": made.forms,
        "link": made.links,
    }
    for rule in rules:
        phrase = " ".join(rule["phrase"].lower().split())
        if rule["match"] == "cut":
            cuts.append(re.compile(rf"(?i){re.escape(phrase)}"))
        else:
            tables[rule["match"]][phrase] = rule["scope"] or "line"
    made.cuts = tuple(cuts)
    by_start = (made.starts, made.numbered, made.forms, made.links)
    made.first_words = frozenset(phrase[:3] for table in by_start for phrase in table)
    return made


_built_in: list[Furniture] = []


def built_in() -> Furniture:
    """The furniture of `rules/furniture.csv`."""
    if not _built_in:
        _built_in.append(compile_rules(load("furniture")))
    return _built_in[0]


def repeated(texts: Iterable[str], at_least: int = 3, share: float = 0.3) -> list[Rule]:
    """Rules for the short lines that repeat across the articles of one outlet.

    A line counts once an article; it becomes furniture where it stands in `at_least` articles and in `share` of them.
    """
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        seen.update({line for line in map(str.strip, text.split("\n")) if 0 < len(line) <= LINK_LENGTH})
    return [
        {"phrase": line, "match": "line", "scope": "line", "source": "repeated", "example": line}
        for line, count in sorted(seen.items())
        if count >= at_least and count >= share * total
    ]
