"""Citations: official documents as the article names them, and what it does with them."""

from __future__ import annotations

from trichluc.article import Article, Citation
from trichluc.citations.antecedents import link_antecedents
from trichluc.citations.identity import identify
from trichluc.citations.issued import set_issue
from trichluc.citations.links import find_links
from trichluc.citations.names import set_canonical
from trichluc.citations.page import Page, Reading
from trichluc.citations.pinpoints import set_pinpoints
from trichluc.citations.relations import govern
from trichluc.citations.subjects import set_subjects
from trichluc.citations.titled import QUOTED
from trichluc.citations.where import read_all
from trichluc.scan import Scan

__all__ = ["find", "resolve"]


def find(scan: Scan, article: Article) -> list[Citation]:
    """Citations by position; reads `article.mentions` (issuers, persons).

    Dates without a year, short forms and keys wait for `resolve`.
    """
    if not scan.by_end("document_types") and not scan.by_end("document_type_codes"):
        return []
    page = Page(scan, article)
    readings = read_all(page)
    set_pinpoints(page, readings)
    set_subjects(page, readings)
    readings = [reading for reading in readings if not _is_title_inside(reading)]
    govern(page, readings)
    for reading in readings:
        reading.surface = article.text[reading.char_start : reading.char_end]
    return list(readings)


def _is_title_inside(reading: Reading) -> bool:
    """`Quyết định phê duyệt Đề án “…”`: what a document approves is its subject, and no document of its own yet."""
    named_only = reading.number is None and reading.issuer_span is None and not reading.anaphor
    return reading.container is not None and named_only and reading.doc_type in QUOTED


def resolve(article: Article, scan: Scan) -> None:
    """Complete citations once periods have their years: issuer and day of issue, short forms, keys, links."""
    if not article.citations:
        return
    page = Page(scan, article)
    readings = [citation for citation in article.citations if isinstance(citation, Reading)]
    set_issue(page, readings)
    for reading in readings:
        set_canonical(reading, page.canonicals.get(reading.issuer_span))
    readings = link_antecedents(readings)
    article.citations = list(readings)
    for number, citation in enumerate(article.citations, 1):
        citation.citation_no = number
    identify(article)
    article.document_links = find_links(page, readings)
