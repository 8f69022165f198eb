"""Edges between documents: which one the sentence says implements, continues, reviews, amends, replaces another."""

from __future__ import annotations

import re

from trichluc.article import Citation, DocumentLink
from trichluc.citations.page import Page, Reading
from trichluc.scan import Hit

_NEAR = 60
_BESIDE = 25
_BREAK = re.compile(r"[.,;:\n]")
_BY = re.compile(r"\s(?:bởi|bằng|theo|tại)\s")


def find_links(page: Page, readings: list[Reading]) -> list[DocumentLink]:
    """Links stated between a citation and the one before it, or the one whose subject holds it."""
    links: list[DocumentLink] = []
    for index in range(len(readings)):
        link = _passive(page, readings, index) or _active(page, readings, index)
        if link and link.source.document_id != link.target.document_id:
            links.append(link)
    return links


def _active(page: Page, readings: list[Reading], index: int) -> DocumentLink | None:
    reading = readings[index]
    if not reading.verb or reading.after_verb or not reading.verb[2]["link"]:
        return None
    source = reading.container or _subject_of(page, readings, index)
    if source is None or source is reading or reading.verb[0] < source.char_end:
        return None
    between = page.text[reading.verb[1] : reading.opening]
    if ";" in between or (reading.pinpoint is not None and "," in between):
        return None
    return _link(page, reading.verb, source, reading, reading.verb[2]["link"])


def _subject_of(page: Page, readings: list[Reading], index: int) -> Citation | None:
    """The document right before the verb: `Kế hoạch số 42 thực hiện Kết luận số 43`."""
    verb = readings[index].verb
    if verb is None:
        return None
    before = next((r for r in reversed(readings[max(0, index - 8) : index]) if r.end <= verb[0]), None)
    if before is None or verb[0] - before.full > _BESIDE:
        return None
    return None if _BREAK.search(page.text, before.full, max(before.full, verb[0])) else before


def _passive(page: Page, readings: list[Reading], index: int) -> DocumentLink | None:
    """`A được thay thế bởi B`: B replaces A."""
    reading = readings[index]
    if index + 1 == len(readings) or not reading.after_verb or not reading.verb:
        return None
    following, verb = readings[index + 1], reading.verb
    relation = verb[2]["link"]
    if relation not in ("replaces", "amends") or not _BY.search(page.text, verb[0], following.start):
        return None
    if following.start - verb[1] > _NEAR or "\n" in page.text[verb[1] : following.start]:
        return None
    return _link(page, verb, following, reading, relation)


def _link(page: Page, verb: Hit, source: Citation, target: Citation, relation: str) -> DocumentLink:
    return DocumentLink(verb[0], verb[1], page.text[verb[0] : verb[1]], source, target, relation)
