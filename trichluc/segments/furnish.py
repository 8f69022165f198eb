"""Marking furniture on a page: whole lines, the blocks below them, and phrases inside lines."""

from __future__ import annotations

from trichluc.segments import bylines, datelines, sentences
from trichluc.segments.furniture import Furniture, is_dated_link
from trichluc.segments.page import BOILERPLATE, Page, divide, is_open

PARAGRAPH_LENGTH = 160
LABEL_LENGTH = 40
"""A first line longer than this is the headline, whatever it begins with."""
TAG_COMMAS = 3
_PICTURED = ("(Hình từ Internet)", "(Hình từ internet)", "(Ảnh minh họa)", "(Ảnh từ Internet)")
"""What closes a picture's caption, though it may say the page's own words again."""


def mark(page: Page, text: str, furniture: Furniture) -> None:
    """Set the role of every stretch that the rules know to be furniture; cut phrases out of lines."""
    if furniture.cuts_in(text):
        _cut_phrases(page, furniture)
    had_paragraph, scope = False, "line"
    for index, stretch in enumerate(page):
        if stretch.role:
            continue
        is_content = (index == 0 and len(stretch.text) > LABEL_LENGTH) or stretch.text.endswith(_PICTURED)
        found = None if is_content else furniture.scope(stretch.text)
        if found:
            stretch.role = BOILERPLATE
            scope = _wider(scope, found) if had_paragraph or found == "line" else "line"
        elif _continues(page, index, scope):
            stretch.role = BOILERPLATE
        else:
            scope = "line"
            had_paragraph = had_paragraph or _is_paragraph(stretch.text)
    _mark_link_lists(page)
    _mark_counts(page)


def _is_paragraph(text: str) -> bool:
    return len(text) >= PARAGRAPH_LENGTH or (len(text) >= 80 and sentences.ends_as_sentence(text))


def _mark_counts(page: Page) -> None:
    """Bare numbers beside furniture at the foot are counters and votes."""
    for index in range(len(page) - 1, max(0, len(page) - 12), -1):
        text = page[index].text
        beside = page[index - 1].role == BOILERPLATE or (index + 1 < len(page) and page[index + 1].role == BOILERPLATE)
        if is_open(page[index]) and beside and text.replace(".", "").replace(",", "").isdigit():
            page[index].role = BOILERPLATE


def _wider(scope: str, found: str) -> str:
    order = ("line", "block", "rest")
    return max(scope, found, key=order.index)


def _continues(page: Page, index: int, scope: str) -> bool:
    """Whether the furniture begun above still holds: to the end of the page, or until a paragraph comes."""
    text = page[index].text
    if scope == "rest":
        return True
    if scope != "block":
        return False
    return len(text) < PARAGRAPH_LENGTH and not sentences.ends_as_sentence(text) and datelines.read(text) is None


def _cut_phrases(page: Page, furniture: Furniture) -> None:
    for index in range(len(page) - 1, -1, -1):
        spans = furniture.spans(page[index].text)
        if not spans:
            continue
        text = page[index].text
        starts = {page[index].start + start for start, _ in spans}
        signed = bylines.at_end_of(text) if spans[-1][1] == len(text) else None
        bounds = [bound for span in spans for bound in span]
        if signed and signed > spans[-1][0]:
            bounds = sorted({*bounds, signed})
        divide(page, index, *bounds)
        for stretch in page[index : index + 2 * len(spans) + 2]:
            if stretch.start in starts:
                stretch.role = BOILERPLATE


def _mark_link_lists(page: Page) -> None:
    """Two dated headlines in a row, or tags joined by bare commas, are lists of links."""
    dated = [stretch.role is None and is_dated_link(stretch.text) for stretch in page]
    for index in range(2, len(page)):
        if (dated[index] and (dated[index - 1] or (index + 1 < len(page) and dated[index + 1]))) or (
            page[index].role is None and is_tag_list(page[index].text)
        ):
            page[index].role = BOILERPLATE


def is_tag_list(text: str) -> bool:
    """Whether a line is keywords joined by commas without blanks."""
    return len(text) < 600 and text.count(",") >= TAG_COMMAS and ", " not in text and text[-1] not in ".:;”"
