"""Edges between documents: which one the sentence says implements, continues, reviews, amends, replaces another."""

from __future__ import annotations

import re
from itertools import pairwise

from trichluc.article import Citation, DocumentLink
from trichluc.citations.page import Page, Reading
from trichluc.citations.relations import continues_list
from trichluc.citations.verbs import after
from trichluc.scan import Hit

_NEAR = 60
_BESIDE = 25
_MOST_OF_LIST = 5
_BREAK = re.compile(r"[.,;:\n]|\b(?:đề ra|đã (?:nêu|giao)|đồng thời|song song với|cùng với)\b")
_SENTENCE_END = re.compile(r"[.;:]\s|\n")
_BY = re.compile(r"\s(?:bởi|bằng|theo|tại)\s(?:quy định (?:tại|của)\s)?(?:các\s)?\Z")


def find_links(page: Page, readings: list[Reading]) -> list[DocumentLink]:
    """Links stated between a citation and the one before it, or the one whose subject holds it."""
    links: dict[tuple[object, ...], DocumentLink] = {}
    for index in range(len(readings)):
        for link in (_active(page, readings, index), *_passives(page, readings, index)):
            if link and _joins_two(link):  # a list may name a document twice
                ends = (link.source.document_id, link.target.document_id)
                links.setdefault((link.char_start, link.char_end, *ends), link)
    return list(links.values())


def _joins_two(link: DocumentLink) -> bool:
    return link.source.document_id != link.target.document_id


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


def _passives(page: Page, readings: list[Reading], index: int) -> list[DocumentLink]:
    """`A được thay thế bởi B`: B replaces A; so it does where another word governs A (`theo A (được sửa đổi tại B)`)."""
    reading = readings[index]
    verb = reading.verb if reading.after_verb else after(page, reading.full)
    if index + 1 == len(readings) or not verb or verb[2]["link"] not in ("replaces", "amends"):
        return []
    following = readings[index + 1]
    if following.opening - verb[1] > _NEAR or not _BY.search(page.text, verb[1], max(verb[1], following.opening)):
        return []
    if _SENTENCE_END.search(page.text, verb[1], following.opening):
        return []
    links = [_link(page, verb, following, reading, verb[2]["link"])]
    for before, other in pairwise(readings[index + 1 : index + 1 + _MOST_OF_LIST]):
        if not continues_list(page, before, other):
            break
        links.append(_link(page, verb, other, reading, verb[2]["link"]))
    return links


def _link(page: Page, verb: Hit, source: Citation, target: Citation, relation: str) -> DocumentLink:
    return DocumentLink(verb[0], verb[1], page.text[verb[0] : verb[1]], source, target, relation)
