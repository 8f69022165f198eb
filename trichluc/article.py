"""What the engine works on and what it finds: an article, and the facts read out of it.

A finding's attributes are named as the columns of its table in `schemas`; `trichluc.rows` turns one into the other.
Offsets are code points into `Article.text`, half-open. Findings are mutable until `trichluc.extract` returns them:
phenomena fill in what they can see, resolution completes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trichluc.periods.readings import Reading


@dataclass(slots=True)
class RawArticle:
    """One input record as a loader hands it over: decoded text, where it came from, and what its source says of it.

    What the record states (`title` … `outlet`) is trusted over what the text says. `source_uri` is unique in a run.
    """

    source_uri: str
    text: str
    article_id: str = ""
    source_sha256: str = ""
    source_bytes: int = 0
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    external_id: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    published_grain: str | None = None
    section: str | None = None
    outlet: str | None = None


@dataclass(slots=True)
class Header:
    """What stands above (or below) the body. `published_at` is local time; `published_grain` is day or minute."""

    title: str | None = None
    author: str | None = None
    author_affiliation: str | None = None
    published_at: datetime | None = None
    published_grain: str | None = None
    section: str | None = None
    outlet: str | None = None
    lead: str | None = None


@dataclass(slots=True)
class Segment:
    """A stretch of the text with one role; segments tile the text's non-blank characters."""

    char_start: int
    char_end: int
    role: str


@dataclass(slots=True)
class Mention:
    """A person, body or place where the text names it."""

    type: str
    char_start: int
    char_end: int
    surface: str
    canonical: str
    nested: bool = False
    roles: list[str] = field(default_factory=list)
    resolution: str = "as_written"
    entity_id: str | None = None


@dataclass(slots=True)
class Role:
    """An office, rank or honour that the text gives to a person, with the body it is held in where one is named."""

    char_start: int
    char_end: int
    surface: str
    person: Mention
    office: str
    body: Mention | None = None


LEGISLATION = frozenset(["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"])
"""Types of document that a parliament passes: they are told by their names, and a year may stand for the number."""


@dataclass(slots=True)
class Citation:
    """A mention of an official document. The span leaves out `subject` and articles and clauses (`pinpoint`)."""

    char_start: int
    char_end: int
    surface: str
    doc_type: str
    number: str | None = None
    symbol: str | None = None
    issuer_code: str | None = None
    issuer: str | None = None
    issuer_canonical: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    relation: str = "mentions"
    refers_to: str | None = None
    pinpoint: str | None = None
    system: str | None = None
    antecedent: Citation | None = None  # the citation that a short form or anaphor stands for
    container: Citation | None = None  # the citation whose subject holds this one
    citation_no: int = 0
    document_id: str = ""


@dataclass(slots=True)
class DocumentLink:
    """`source` does `relation` to `target`; the span is the words that say so."""

    char_start: int
    char_end: int
    surface: str
    source: Citation
    target: Citation
    relation: str


@dataclass(slots=True)
class Period:
    """A calendar expression as an interval, both ends inclusive; null is an open or unknown end."""

    char_start: int
    char_end: int
    surface: str
    type: str
    starts_on: date | None
    ends_on: date | None
    grain: str
    resolution: str = "explicit"
    citation: Citation | None = None
    reading: Reading | None = field(default=None, repr=False)  # as read, before a year is known


@dataclass(slots=True)
class Campaign:
    """A named or described push with a goal."""

    char_start: int
    char_end: int
    surface: str
    name: str
    form: str
    starts_on: date | None = None
    ends_on: date | None = None
    grain: str | None = None
    organiser: str | None = None
    organiser_id: str | None = None
    place: str | None = None
    basis: list[str] = field(default_factory=list)
    campaign_id: str = ""


@dataclass(slots=True)
class Quantity:
    """An amount of money (unit: ISO currency), or a count of people or organisations."""

    char_start: int
    char_end: int
    surface: str
    value: float
    unit: str
    what: str | None = None


@dataclass(slots=True)
class Article:
    """A raw article, read."""

    raw: RawArticle
    text: str
    header: Header
    segments: list[Segment]
    reference_date: date | None = None
    reference_basis: str = "unknown"
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    document_links: list[DocumentLink] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)


FINDINGS = ("mentions", "roles", "periods", "citations", "document_links", "campaigns", "quantities")
"""The lists of an `Article` that hold what was found in its text, each with its place there."""
