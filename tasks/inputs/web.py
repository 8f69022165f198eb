"""The web: records of crawl archives, and the article of a saved page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, BinaryIO

from tasks.inputs.listed import Limits
from tasks.inputs.streams import Broken, bounded


@dataclass(frozen=True, slots=True)
class Archived:
    """A page or a text that a crawl kept."""

    url: str
    raw: bytes
    size: int
    media_type: str


def archived(stream: BinaryIO, limits: Limits) -> Iterator[Archived]:
    """The pages of a WARC file and the texts of a WET file."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    count = 0
    for record in ArchiveIterator(stream):
        media_type = _media_type(record)
        if media_type is None:
            continue
        raw, size = bounded(record.content_stream(), limits.article_bytes)
        count += 1
        yield Archived(record.rec_headers.get_header("WARC-Target-URI") or "", raw, size, media_type)
    if not count:
        raise Broken("no_pages")


def _media_type(record: Any) -> str | None:
    """What a record holds, or None for what is no article: requests, pictures, redirects, the archive's own notes."""
    if record.rec_type == "conversion":
        return "text/plain"
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers or record.rec_headers
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    kind = (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    kept = status == "200" and kind in ("text/html", "application/xhtml+xml", "text/plain")
    return kind if kept else None


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: its main text, headline first, and what its metadata says."""

    text: str
    title: str | None
    author: str | None
    published_at: str | None
    section: str | None
    outlet: str | None


_DATES = re.compile(
    r"""(?is)<meta\b[^>]*?(?:article:published_time|datePublished|pubdate|publishdate)["'][^>]*?"""
    r"""content\s*=\s*["']([^"']{8,40})["']"""
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")


def page(html: str) -> Page | None:
    """The main text and the metadata of a page; None where it has no text."""
    import trafilatura

    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (getattr(found, "text", None) or trafilatura.html2txt(html) or stripped(html)).strip()
    if not text:
        return None
    title = getattr(found, "title", None)
    if title and title.strip() not in text[:400]:
        text = f"{title.strip()}\n\n{text}"
    sections = getattr(found, "categories", None) or []
    return Page(text, title, _author(found), _published(html), sections[0] if sections else None, None)


_TAGS = re.compile(r"(?is)<(script|style|noscript)\b.{0,200000}?</\1\s*>|<[^<>]{0,5000}>")


def stripped(html: str) -> str:
    """The words of a page that no parser makes sense of: what is left without tags and scripts."""
    lines = (line.strip() for line in unescape(_TAGS.sub("\n", html)).splitlines())
    return "\n".join(line for line in lines if line)


def _author(found: Any) -> str | None:
    author = getattr(found, "author", None)
    return author if author and len(author) < 80 and "http" not in author else None


def _published(html: str) -> str | None:
    """The time of publication that the page's metadata states, as ISO 8601; never a guess."""
    head = html[:200_000]
    stated = _DATES.search(head) or _JSON_DATE.search(head)
    moment = stated[1].strip() if stated else ""
    return moment if _ISO.match(moment) else None
