"""The foot of a page: who signs, where it came from, and a lead that was moved below the body."""

from __future__ import annotations

from trichluc.segments import bylines, datelines, outlets
from trichluc.segments.page import Page, divide, is_open
from trichluc.segments.seams import MAX_CAPTION

LABEL_LENGTH = 45
REACH = 8
MOST_SIGNATURES = 6
"""More names than these below each other are a list, not signatures."""


def read(page: Page, begin: int) -> int:
    """Set the roles of the foot's stretches; returns the index at which the body ends."""
    end = _read_dated_foot(page, begin)
    end = _read_moved_lead(page, begin, end)
    end = _read_signatures(page, begin, end)
    return _read_run_in(page, begin, end)


def _read_dated_foot(page: Page, begin: int) -> int:
    """A dateline below the body, with the rubric and the source label that follow it."""
    last = len(page)
    for index in range(max(begin + 1, last - REACH), last):
        if not is_open(page[index]) or datelines.read(page[index].text) is None:
            continue
        if all(not is_open(after) or len(after.text) <= LABEL_LENGTH for after in page[index + 1 :]):
            page[index].role = "dateline"
            for after in filter(is_open, page[index + 1 :]):
                after.role = "section"
            return index
    return last


def _read_moved_lead(page: Page, begin: int, end: int) -> int:
    """A summary with the agency's prefix after the signature: the lead, printed last."""
    last = _last_open(page, begin, end)
    if last is None or last - 1 <= begin or not outlets.prefix(page[last].text):
        return end
    signed = bylines.read(page[last - 1].text)
    if signed is None or signed.kind != "author":
        return end
    page[last].role = "lead"
    return last


def _read_signatures(page: Page, begin: int, end: int) -> int:
    last = _last_open(page, begin, end)
    for _ in range(MOST_SIGNATURES):
        if last is None or last <= begin or not _mark_signature(page, last):
            break
        end, last = last, _last_open(page, begin, last)
    return end if last is None else last + 1


def _mark_signature(page: Page, index: int) -> bool:
    text = page[index].text
    signed = bylines.read(text)
    if signed is None:
        return False
    if signed.kind == "author" and text.endswith(":"):
        return False
    if half := bylines.second_half(text):
        divide(page, index, half)
        page[index + 1].role = "signature"
    page[index].role = {"author": "signature", "source": "section", "photo": "caption"}[signed.kind]
    return True


def _read_run_in(page: Page, begin: int, end: int) -> int:
    """A signature or source label run into the end of the last paragraph."""
    last = end - 1
    if last < begin or not is_open(page[last]) or len(page[last].text) < 60:
        return end
    for _ in range(MOST_SIGNATURES):
        cut = bylines.at_end_of(page[last].text)
        if cut is None or cut <= 40:
            break
        signed = bylines.read(page[last].text[cut:])
        if signed and signed.kind == "photo" and len(page[last].text) <= MAX_CAPTION:
            break  # the sentence before is the caption of that picture
        divide(page, last, cut)
        if signed is None or len(page) <= last + 1:
            break
        page[last + 1].role = {"author": "signature", "source": "section", "photo": "caption"}[signed.kind]
        if signed.kind == "author":
            break
    return last + 1


def _last_open(page: Page, begin: int, end: int) -> int | None:
    return next((i for i in range(end - 1, begin - 1, -1) if page[i].role is None), None)
