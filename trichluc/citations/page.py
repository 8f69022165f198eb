"""What the citation grammar looks at: the scan, with the words it needs laid out by position."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trichluc.article import Article, Citation, Mention, Period
from trichluc.scan import Hit, Scan


class Page:
    """One article under reading; `text` is the reading copy, `types` and `heads` the longest words by position."""

    def __init__(self, scan: Scan, article: Article) -> None:
        self.scan, self.article, self.text = scan, article, scan.text
        self.types: Mapping[int, Hit] = scan.longest("document_types")
        self.heads: Mapping[int, Hit] = scan.longest("issuer_heads")

    def kind_of_head(self, start: int) -> str | None:
        """Kind of the issuer word that begins at `start`: body, unit, meeting or office."""
        head = self.heads.get(start)
        return head[2]["kind"] if head else None

    @cached_property
    def head_starts(self) -> list[int]:
        """Where issuer words begin."""
        return sorted(self.heads)

    @cached_property
    def verbs(self) -> list[Hit]:
        """Words that say what is done with a document, by their end and then longest first."""
        return self.scan.by_end("relation_verbs")

    @cached_property
    def verb_ends(self) -> list[int]:
        """Ends of `verbs`."""
        return [hit[1] for hit in self.verbs]

    @cached_property
    def bodies(self) -> dict[int, int]:
        """Ends of the organisations named, by start."""
        return {mention.char_start: mention.char_end for mention in self.article.mentions if mention.type == "ORG"}

    @cached_property
    def body_starts(self) -> list[int]:
        """Starts of the organisations named."""
        return sorted(self.bodies)

    def end_around(self, start: int, end: int) -> int:
        """The end of the body that begins behind `start` and goes on at `end`; `end` where none does."""
        last = bisect_left(self.body_starts, end) - 1
        at = self.body_starts[last] if last >= 0 else start
        return max(end, self.bodies[at]) if start < at else end

    @cached_property
    def canonicals(self) -> dict[tuple[int, int] | None, str]:
        """Canonical names of the organisations named, by span; of several at one span, the first."""
        named = (mention for mention in reversed(self.article.mentions) if mention.type == "ORG")
        return {(mention.char_start, mention.char_end): mention.canonical for mention in named}

    @cached_property
    def days(self) -> list[Period]:
        """Periods of days, by position."""
        return sorted((p for p in self.article.periods if p.grain == "day"), key=lambda period: period.char_start)

    @cached_property
    def day_starts(self) -> list[int]:
        """Starts of `days`."""
        return [period.char_start for period in self.days]

    def days_between(self, first: int, last: int) -> list[Period]:
        """Periods of days that begin in [first, last)."""
        return self.days[bisect_left(self.day_starts, first) : bisect_left(self.day_starts, last)]

    @cached_property
    def people(self) -> list[Mention]:
        """Persons named, by position."""
        found = (mention for mention in self.article.mentions if mention.type == "PERSON")
        return sorted(found, key=lambda mention: mention.char_start)

    @cached_property
    def people_starts(self) -> list[int]:
        """Starts of `people`."""
        return [person.char_start for person in self.people]

    def people_between(self, first: int, last: int) -> list[Mention]:
        """Persons whose names begin in [first, last)."""
        return self.people[bisect_left(self.people_starts, first) : bisect_left(self.people_starts, last)]

    def heads_between(self, first: int, last: int) -> list[int]:
        """Starts of issuer words in [first, last)."""
        return self.head_starts[bisect_left(self.head_starts, first) : bisect_left(self.head_starts, last)]

    def written(self, start: int, end: int) -> str:
        """The text as written, blanks and line ends made single."""
        return " ".join(self.article.text[start:end].replace("&nbsp;", " ").split())


@dataclass(slots=True)
class Reading(Citation):
    """A citation being read, with the places that later steps need.

    `group` is equal for the items of one list. `verb` is the governing word, `after_verb` that it is a passive after
    the citation.
    """

    anaphor: bool = False
    pinpoint_start: int | None = None
    group: int = -1
    issuer_span: tuple[int, int] | None = None
    subject_span: tuple[int, int] | None = None
    verb: Hit | None = None
    after_verb: bool = False

    @property
    def start(self) -> int:
        """Start of the citation."""
        return self.char_start

    @property
    def end(self) -> int:
        """End of the citation."""
        return self.char_end

    @property
    def opening(self) -> int:
        """Start of the citation with the articles and clauses before it."""
        return self.char_start if self.pinpoint_start is None else self.pinpoint_start

    @property
    def full(self) -> int:
        """End of the citation with its subject."""
        return max(self.char_end, self.subject_span[1]) if self.subject_span else self.char_end
