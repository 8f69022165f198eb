"""The engine's one verb: a raw article in, everything that could be read out of it.

The order is the order of dependence: who and where is needed to say who issued a document, the documents to say
which dates are theirs, and all of these to say which campaign runs when.
"""

from __future__ import annotations

from trichluc import (
    campaigns,
    citations,
    glue,
    organisations,
    people,
    periods,
    places,
    quantities,
    resolve,
    segments,
)
from trichluc.article import FINDINGS, Article, RawArticle
from trichluc.scan import Scan
from trichluc.segments.furniture import Furniture
from trichluc.text import normalise, reading

UNREAD = frozenset(["boilerplate", "section"])
"""Segments that say nothing of the story: page furniture, and rubrics (`Hà Nội mới`)."""


def extract(raw: RawArticle, furniture: Furniture | None = None) -> Article:
    """Everything read out of one raw article; the same input gives an equal result, always."""
    return read(split(raw, furniture))


def split(raw: RawArticle, furniture: Furniture | None = None) -> Article:
    """The article with its text normalised, its header read and its segments told apart; nothing else yet.

    `furniture`: other rules of page furniture than the built-in ones.
    """
    return segments.split(raw, normalise(raw.text), furniture)


def read(article: Article) -> Article:
    """The article, split before, with all that is to be found in it filled in."""
    copy, places = glue.opened(article)
    _find(copy)
    glue.closed(copy, places, article)
    quote_surfaces(article)
    return article


def _find(article: Article) -> None:
    scan = Scan(readable(article))
    found_places = places.find(scan)
    bodies = organisations.find(scan, found_places)
    found_places = [*found_places, *organisations.unlisted_places(bodies, found_places)]
    named, article.roles = people.find(article, scan, bodies, found_places)
    article.mentions = resolve.mentions(article, scan, [*found_places, *bodies, *named])
    article.periods = periods.find(scan)
    article.citations = citations.find(scan, article)
    periods.anchor(article)
    citations.resolve(article, scan)
    periods.classify(article, scan)
    article.campaigns = campaigns.find(scan, article)
    article.quantities = quantities.find(scan, article)


def quote_surfaces(article: Article) -> None:
    """Set every finding's surface from the text as written (they were found in the reading copy)."""
    for kind in FINDINGS:
        for finding in getattr(article, kind):
            finding.surface = article.text[finding.char_start : finding.char_end]


def readable(article: Article) -> str:
    """The reading copy of the text with page furniture and rubrics blanked out by line ends, so that offsets hold.

    A line ends, too, where a segment was run into the one before, so that nothing is read across.
    """
    text = reading(article.text)
    pieces, end = [], 0
    for segment in article.segments:
        if text[segment.char_start - 1 : segment.char_start] == " " and segment.char_start > end:
            pieces += [text[end : segment.char_start - 1], "\n"]
            end = segment.char_start
        if segment.role in UNREAD:
            pieces += [
                text[end : segment.char_start],
                "\n" * (segment.char_end - segment.char_start),
            ]
            end = segment.char_end
    return "".join([*pieces, text[end:]])
