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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from trichluc.rules import Rule, load

MATCHES = ("line", "start", "number", "form", "link", "cut", "tail")
SCOPES = ("line", "block", "rest")
LINK_LENGTH = 160
LONGEST = 260
"""A line longer than this is no furniture, whatever it begins with."""
_LABEL_END = " \u00a0\t:.…*()[]|»>-–0123456789"
_BULLETS = " \u00a0\t|•·*»›+-–"
_COUNT = re.compile(r"[\s:.\-–|(]*\d[\d.,\s\-–]*[)]?(?:[\s\-–]*\w+){0,3}\s*\Z")
_FIELD = re.compile(r"\s*[(*:]")
_NO_WORDS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"(?i)\(?(?:https?://|www\.)\S+\)?")
_DATED_LINK = re.compile(r"\S.{10,160}\s*\(\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{2,4})?\s*\)")
_MANY_DIGITS = re.compile(r"\d[\d\s.\-()]{6}")
_PICTURE_TAG = re.compile(r"!\d{2,}(?: [\w.-]+){1,12}")
_TITLED_LINK = re.compile(r"(?i)(?:video|clip|infographics?|podcast)\s*:\s\S.{24,140}[^.\s]")
_OFFER = re.compile(r"(?:Cho thuê|Mua bán|Cần bán|Bán) [^.:;]{3,50} tại [A-ZĐ][^.:;]{2,30}")
_PHONE = re.compile(r"(?i)(?:(?:điện thoại|đt|tel|fax|hotline|sđt|liên hệ)\s*[:.]?\s*)(?:\(?\+?\d[\d\s.\-()]{6,})")


@dataclass(slots=True)
class Furniture:
    """Furniture rules ready to be asked; `scope` of a line is None where it is no furniture."""

    lines: dict[str, str] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """By the first character of the phrase: phrase, match, scope."""
    cuts: list[tuple[str, str]] = field(default_factory=list)
    """Phrase and match."""

    def scope(self, line: str) -> str | None:
        """`line`, `block`, `rest`, or None."""
        if len(line) > LONGEST:
            return None
        key = line[:LINK_LENGTH].lower()
        text = key.lstrip(_BULLETS)
        if len(line) < LINK_LENGTH and (found := self.lines.get(text.rstrip(_LABEL_END)) or self.lines.get(key)):
            return found
        for candidate in {text, key}:
            for phrase, match, scope in self.starts.get(candidate[:1], ()):
                if candidate.startswith(phrase) and _ACCEPTS[match](candidate[len(phrase) :]):
                    return scope
        return "line" if _is_shaped_as_furniture(line) else None

    def cuts_in(self, text: str) -> bool:
        """Whether any phrase to cut out of lines stands in a text."""
        return any(phrase in text for phrase, _ in self.cuts)

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Where furniture phrases stand inside a line of text, without overlaps: the first, and of several the longest."""
        kept: list[tuple[int, int]] = []
        for span in sorted(self._matches(line), key=lambda span: (span[0], -span[1])):
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept

    def _matches(self, line: str) -> Iterator[tuple[int, int]]:
        for phrase, match in self.cuts:
            start = line.find(phrase)
            while start >= 0:
                end = start + len(phrase)
                if match == "cut":
                    yield start, end
                elif _ends_sentence(line, start):
                    yield start, len(line)
                    break
                start = line.find(phrase, end)


def _ends_sentence(line: str, position: int) -> bool:
    """Whether a sentence ends before the position, with a few blanks between at most."""
    before = line[max(0, position - 8) : position].rstrip()
    return before[-1] in '.!?…”")' if before else position <= 8


def _whole_word(rest: str) -> bool:
    return not rest[:1].isalnum() and len(rest) < LINK_LENGTH - 1


def _is_link(rest: str) -> bool:
    return len(rest) < 80 and not rest.rstrip().endswith((".", ":", "!", "?"))


_ACCEPTS: dict[str, Callable[[str], object]] = {
    "start": _whole_word,
    "number": _COUNT.match,
    "form": _FIELD.match,
    "link": _is_link,
}


def _is_shaped_as_furniture(line: str) -> bool:
    if (
        is_picture_tag(line)
        or _NO_WORDS.fullmatch(line)
        or _ADDRESS.fullmatch(line)
        or _TITLED_LINK.fullmatch(line)
        or _OFFER.fullmatch(line)
    ):
        return True
    return len(line) < 120 and _MANY_DIGITS.search(line) is not None and _PHONE.search(line) is not None


def is_picture_tag(line: str) -> bool:
    """Whether a line is what is left of a picture's tag, its number and file name (`!0123 img 0456`)."""
    return line[:1] == "!" and _PICTURE_TAG.fullmatch(line) is not None


def is_dated_link(line: str) -> bool:
    """Whether a line is a headline with its day in brackets, as lists of related news print it."""
    return len(line) < 200 and line.endswith(")") and _DATED_LINK.fullmatch(line) is not None


class BadRule(ValueError):
    """A row of a rules file that says nothing that can be followed; the message names the row and what was expected."""


def compile_rules(rules: Iterable[Rule]) -> Furniture:
    """Furniture from rows of a rules file; a later row overrules an earlier one with the same phrase and match.

    Raises `BadRule` for a row without a phrase, or with a match or scope that does not exist.
    """
    made = Furniture()
    for number, rule in enumerate(rules, start=1):
        phrase, match, scope = _checked(number, rule)
        if match in ("cut", "tail"):
            made.cuts.append((phrase, match))
        elif match == "line":
            made.lines[phrase.lower()] = scope
        else:
            made.starts.setdefault(phrase.lower()[:1], []).insert(0, (phrase.lower(), match, scope))
    return made


def _checked(number: int, rule: Rule) -> tuple[str, str, str]:
    phrase = " ".join((rule.get("phrase") or "").split())
    match, scope = rule.get("match") or "line", rule.get("scope") or "line"
    for name, value, known in (("match", match, MATCHES), ("scope", scope, SCOPES)):
        if value not in known:
            raise BadRule(f"rule {number} of the furniture has {name} {value!r}; expected one of {', '.join(known)}")
    if not phrase:
        raise BadRule(f"rule {number} of the furniture has no phrase; expected the columns phrase, match, scope")
    return phrase, match, scope


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
