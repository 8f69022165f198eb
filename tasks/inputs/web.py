"""The web: records of crawl archives, and the article of a saved page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, BinaryIO

from tasks.inputs import metadata
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
    """The pages of a WARC file and the texts of a WET file; raises `Broken` at the end of a damaged one."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    count, records = 0, ArchiveIterator(stream)
    records.INC_RECORD = ""  # it would be printed
    for record in records:
        media_type = _media_type(record)
        if media_type is None:
            continue
        raw, size = bounded(record.content_stream(), limits.article_bytes, most=limits.unpacked_bytes)
        count += 1
        yield Archived(record.rec_headers.get_header("WARC-Target-URI") or "", raw, size, media_type)
    if records.err_count:
        raise Broken("bad_archive", f"{records.err_count} of its records do not end where they say")
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


def page(html: str) -> Page | None:
    """The main text and the metadata of a page; None where it has no text."""
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        text = stripped(html)
        return Page(text, None, None, None, None, None) if text else None
    about = metadata.stated(tree)
    _unwrap_layout(tree)
    found, before = _main_text(tree)
    text = (getattr(found, "text", None) or trafilatura.html2txt(html) or stripped(html)).strip()
    if not text:
        return None
    title = about.title or metadata.heading(getattr(found, "title", None), tree)
    headline = title or before
    if headline and headline not in text[:400]:
        text = f"{headline}\n\n{text}"
    sections = getattr(found, "categories", None) or [None]
    author = about.author or _author(found, about.outlet)
    return Page(text, title, author, about.published_at, about.section or sections[0], about.outlet)


MISSING = 1.3
"""How many times as much text a generous reading must find for the strict one to have missed a part of the article."""


HEADLINE = 300
"""Characters from which a line is no headline."""


def _main_text(tree: Any) -> tuple[Any, str]:
    """What trafilatura finds: read strictly, which leaves imprints and side columns out, unless that misses much.

    With it the line that stands before, since a headline in a plain block is left out too; empty where there is none.
    """
    import trafilatura

    readings = (
        trafilatura.bare_extraction(
            tree,
            include_comments=False,
            favor_recall=generous,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        for generous in (False, True)
    )
    strict, generous = readings
    text, more = (getattr(each, "text", None) or "" for each in (strict, generous))
    if not text or len(more) > MISSING * len(text):
        return generous, ""
    before = more.partition(text.partition("\n")[0])[0].rstrip().rpartition("\n")[2].strip()
    return strict, before if len(before) < HEADLINE else ""


_BLOCKS = frozenset({"p", "div", "table", "ul", "form", "h1", "h2", "h3", "article"})
LONG_CELL = 600
"""Characters above which a cell holds no datum of a table but a part of the page."""


def _unwrap_layout(tree: Any) -> None:
    """Turn tables that only lay out the page into plain blocks, or their text would come out as rows of a table."""
    for table in list(tree.iter("table")):
        rows = table.xpath("./tr | ./tbody/tr | ./thead/tr")
        cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
        if any(_lays_out(cell) for cell in cells):
            for element in (table, *table.xpath("./tbody | ./thead"), *rows, *cells):
                element.tag = "div"


def _lays_out(cell: Any) -> bool:
    return any(child.tag in _BLOCKS - {"p"} for child in cell) or len(cell.text_content()) > LONG_CELL


_OPENING = re.compile(r"(?i)<(script|style|noscript)\b")
_CLOSING = {name: re.compile(rf"(?i)</{name}\s*>") for name in ("script", "style", "noscript")}
_TAG = re.compile(r"<[^<>]{0,5000}>")


def stripped(html: str) -> str:
    """The words of a page that no parser makes sense of: what is left without tags and scripts."""
    lines = (line.strip() for line in unescape(_TAG.sub("\n", _without_scripts(html))).splitlines())
    return "\n".join(line for line in lines if line)


def _without_scripts(html: str) -> str:
    """The page without what stands between the tags of scripts; one that is never closed ends nowhere."""
    pieces, end, unclosed = [], 0, set[str]()
    while opening := _OPENING.search(html, end):
        name = opening[1].lower()
        closing = None if name in unclosed else _CLOSING[name].search(html, opening.end())
        if closing is None:
            unclosed.add(name)
        pieces += [html[end : opening.start()], "\n" if closing else opening[0]]
        end = (closing or opening).end()
    return "".join([*pieces, html[end:]])


def _author(found: Any, outlet: str | None) -> str | None:
    """The name that stands where names of authors do, where the metadata states none."""
    author = getattr(found, "author", None)
    return author if author and author != outlet and len(author) < 80 and "http" not in author else None
