"""One pass over an article: where every trigger word, number, capital, quotation and sentence stands.

All phenomena read from the same `Scan`: they look at the few places where something can begin and match an
anchored grammar there, so that no pattern ever runs over the whole text and cost stays linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from operator import itemgetter
from typing import Any

from ahocorasick_rs import AhoCorasick

from trichluc.rules import Rule, lexicons, load
from trichluc.text import UPPER, reading

Hit = tuple[int, int, Rule]
"""A lexicon word in the text: start, end (half-open), and its rule."""

_CAPITALISED = re.compile(rf"[{UPPER}]\w*")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"( ?[-&] ?)")
_MARKS = {"-": ("-", " - ", "- ", " -"), "&": ("&", " & ", "&amp;", " &amp; ")}
_MOST_PIECES = 7
_SMALL_IN_TITLES = frozenset(["và", "của", "về", "các", "cho", "với"])
_NUMBER = re.compile(r"[0-9][0-9]*")  # not `+`: a search is fastest where a set of characters comes first
# Begins with a plain set of characters, which is searched for fastest; only the first mark of a run is tried.
_SENTENCE_END = re.compile(
    rf"[.!?…;\n](?<![.!?…;].)(?:(?<=\n)\s*|[.!?…;]*+[”\"’)\]]*+(?:\s*\n\s*|\s+(?=[{UPPER}“\"(\-+•*0-9])))"
)
_ABBREVIATED = re.compile(
    rf"(?:\b(?:TP|Tp|tp|TX|TT|T|P|Q|H|X|TS|ThS|Ths|GS|PGS|BS|KS|LS|CN|NSND|NSƯT|Ts|Th|St|Mr|Dr|[{UPPER}])\.)\Z"
)


@dataclass(slots=True, frozen=True)
class Lexicon:
    """All lexicon words in one automaton; ``owners[pattern]`` lists the lexicons (by place in `names`) and rules of one."""

    automaton: AhoCorasick
    names: tuple[str, ...]
    owners: tuple[tuple[tuple[int, Rule], ...], ...]


def spellings(rule: Rule) -> set[str]:
    """How a rule's word may be written, in reading form.

    >>> sorted(spellings({"word": "Ban thường vụ", "case": "any"}))
    ['BAN THƯỜNG VỤ', 'Ban Thường Vụ', 'Ban Thường vụ', 'Ban thường Vụ', 'Ban thường vụ', 'ban thường vụ']
    >>> sorted(spellings({"word": "Đồng Tháp", "case": "place"}))
    ['ĐỒNG THÁP', 'Đồng Tháp', 'Đồng tháp']
    """
    word, case = reading(rule.get("word") or rule["phrase"]), rule.get("case") or "sentence"
    forms = {word}
    if case == "name":
        return {word, word.upper()}
    if case == "place":
        return {word, word.upper(), word.capitalize()}
    if case != "exact":
        forms.add(word[:1].upper() + word[1:])
    if case == "any":
        forms |= {word.upper(), word.lower(), word[:1].upper() + word[1:].lower(), word[:1].lower() + word[1:]}
        forms.add(" ".join(part[:1].upper() + part[1:] for part in word.split(" ")))
        forms |= _with_small_letters(word)
        forms |= _with_one_more_capital(word)
        forms.add(
            " ".join(part if part in _SMALL_IN_TITLES else part[:1].upper() + part[1:] for part in word.split(" "))
        )
        forms |= {variant for form in forms if "-" in form or "&" in form for variant in _with_other_marks(form)}
    return forms


def _with_other_marks(form: str) -> Iterator[str]:
    """The form with other blanks around its dashes, and its ampersands as web pages leave them (`LĐ- TB-XH`).

    >>> sorted(_with_other_marks("A - B"))
    ['A - B', 'A -B', 'A- B', 'A-B']
    """
    pieces = _MARK.split(form)
    choices = [_MARKS.get(piece.strip(" "), (piece,)) for piece in pieces]
    return map("".join, product(*choices)) if len(pieces) <= _MOST_PIECES else iter(())


def _with_one_more_capital(word: str) -> set[str]:
    """The word with one more syllable capitalised (`Cảnh sát Giao thông`, `Nông nghiệp và Phát triển Nông thôn`)."""
    parts = (word[:1].upper() + word[1:]).split(" ")
    return {
        " ".join([*parts[:n], parts[n][:1].upper() + parts[n][1:], *parts[n + 1 :]])
        for n in range(1, len(parts))
        if parts[n] not in _SMALL_IN_TITLES
    }


def _with_small_letters(word: str) -> set[str]:
    """The word with any of its inner capitals small (`Ban chấp hành Trung ương`); at most four are tried."""
    parts = word.split(" ")
    inner = [n for n, part in enumerate(parts) if n and part[:1].isupper() and not part[1:].isupper()]
    forms = {word}
    for n in inner[:4]:
        forms |= {" ".join([*form.split(" ")[:n], parts[n].lower(), *form.split(" ")[n + 1 :]]) for form in forms}
    return forms


@cache
def lexicon() -> Lexicon:
    """The automaton over every lexicon of `trichluc.rules`, built once a process on first use."""
    owners: dict[str, list[tuple[int, Rule]]] = {}
    for place, name in enumerate(lexicons()):
        for rule in load(name):
            for form in spellings(rule):
                owners.setdefault(form, []).append((place, rule))
    return Lexicon(AhoCorasick(list(owners)), lexicons(), tuple(map(tuple, owners.values())))


@cache
def phrases(name: str) -> dict[str, tuple[tuple[int, ...], dict[str, Rule]]]:
    """The spellings of an anchored lexicon by their first word: how long they are, longest first, and the rule of each."""
    by_first: dict[str, dict[str, Rule]] = {}
    for rule in load(name):
        for form in spellings(rule):
            first = _WORD.match(form)
            by_first.setdefault(first[0] if first else "", {}).setdefault(form, rule)
    return {first: (tuple(sorted({*map(len, forms)}, reverse=True)), forms) for first, forms in by_first.items()}


class Anchored(Mapping[int, Hit]):
    """A lexicon that is looked up only where a grammar asks: the longest phrase that begins at a position."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._phrases = text, phrases(name)

    def get(self, start: int, default: Any = None) -> Any:
        """The hit at `start`, or `default`."""
        text = self._text
        first = _WORD.match(text, start)
        if first and (known := self._phrases.get(first[0])):
            lengths, forms = known
            for length in lengths:
                end = start + length
                rule = forms.get(text[start:end])
                if rule is not None and end <= len(text) and not text[end : end + 1].isalnum():
                    return start, end, rule
        return default

    def __getitem__(self, start: int) -> Hit:
        hit: Hit | None = self.get(start)
        if hit is None:
            raise KeyError(start)
        return hit

    def __contains__(self, start: object) -> bool:
        return isinstance(start, int) and self.get(start) is not None

    def __iter__(self) -> Iterator[int]:
        return (start for start in range(len(self._text)) if start in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Scan:
    """What one pass found. `text` is the reading copy: as long as the article's text, blank where it is furniture."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = lexicon()
        owners = words.owners
        found: list[list[Hit]] = [[] for _ in words.names]
        # A trigger is a whole word: no letter or digit touches it. (At the text's start, index -1 reads the blank.)
        bounded = f"{text} "
        for pattern, start, end in words.automaton.find_matches_as_indexes(text, overlapping=True):
            if not (bounded[start - 1].isalnum() or bounded[end].isalnum()):
                for place, rule in owners[pattern]:
                    found[place].append((start, end, rule))
        self._by_end = dict(zip(words.names, found, strict=True))
        self._longest: dict[str, Mapping[int, Hit]] = {}

    def by_end(self, lexicon_name: str) -> list[Hit]:
        """Every occurrence of a lexicon's words, by end and then longest first; occurrences may overlap."""
        return self._by_end.get(lexicon_name, [])

    def hits(self, lexicon_name: str) -> list[Hit]:
        """Every occurrence of a lexicon's words, by start and then longest first."""
        found = self.by_end(lexicon_name)[::-1]  # the stable sort then leaves the longest first at each start
        found.sort(key=itemgetter(0))
        return found

    def longest(self, lexicon_name: str) -> Mapping[int, Hit]:
        """For each start, the longest word of the lexicon that begins there; an anchored lexicon is read on demand."""
        known = self._longest.get(lexicon_name)
        if known is None:
            found = self._by_end.get(lexicon_name)
            known = Anchored(self.text, lexicon_name) if found is None else {hit[0]: hit for hit in found}
            self._longest[lexicon_name] = known
        return known

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Spans of runs of ASCII digits."""
        return [match.span() for match in _NUMBER.finditer(self.text)]

    @cached_property
    def capitals(self) -> list[tuple[int, int]]:
        """Spans of words that begin with a capital letter (also in the middle of a glued word)."""
        return [match.span() for match in _CAPITALISED.finditer(self.text)]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Spans between quotation marks, marks left out, by start; nested ones included, none across a line end."""
        return _pair_quotes(self.text)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins; a line end always ends one."""
        text, starts = self.text, [0]
        for end in _SENTENCE_END.finditer(text):
            if not _is_abbreviation(text, end):
                starts.append(end.end())
        return starts

    def sentence(self, position: int) -> tuple[int, int]:
        """Span of the sentence that holds `position`."""
        starts = self.sentence_starts
        index = bisect_right(starts, position) - 1
        return starts[index], starts[index + 1] if index + 1 < len(starts) else len(self.text)


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    """Whether a lone full stop belongs to the word before it on its line: `TP. Hồ Chí Minh`, `TS. Nguyễn`."""
    mark = end.start()
    if text[mark] != "." or text[mark + 1] in ".!?…;" or "\n" in end[0]:
        return False
    return _ABBREVIATED.search(text, max(0, mark - 6), mark + 1) is not None


_QUOTE = re.compile('[“”„‟«»"\n]')


def _pair_quotes(text: str) -> list[tuple[int, int]]:
    """Pairs of marks by a stack: curly ones by their direction, straight ones by turns; a line end closes nothing."""
    open_at: list[tuple[int, bool]] = []
    spans: list[tuple[int, int]] = []
    for match in _QUOTE.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            open_at.clear()
        elif mark == '"':
            if open_at and open_at[-1][1]:
                spans.append((open_at.pop()[0], at))
            else:
                open_at.append((at + 1, True))
        elif mark in "“„«":
            open_at.append((at + 1, False))
        elif open_at:
            spans.append((open_at.pop()[0], at))
    return sorted(spans)
