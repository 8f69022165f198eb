"""The body: lead, paragraphs, subheadings and captions between the head and the foot of a page."""

from __future__ import annotations

import re
from functools import cache

from trichluc.rules import load
from trichluc.segments import outlets, seams, sentences
from trichluc.segments.page import BOILERPLATE, Page, divide, is_open, next_open

LONG = 600
SHORT = 170
LEAD = range(40, 640)
_CREDITED = re.compile(
    r"(?:Ảnh|ẢNH|ảnh)\s*[:.]\s*[^:]{1,60}\Z|\(\s*(?:Ảnh|ảnh|Hình|Nguồn ảnh)[^()]{0,50}\)[.\s]*\Z|(?:Ảnh|ảnh)\s+(?:\d+|TTXVN|[A-ZĐ]\.?[A-ZĐ]\w*)\Z"
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)/]|\(?[IVX]{1,5}[.)]|[a-zđ]\))\s")


@cache
def _cues(match: str) -> tuple[str, ...]:
    return tuple(rule["phrase"] for rule in load("captions") if rule["match"] == match)


def read(page: Page, begin: int, end: int) -> None:
    """Give a role to every open stretch from `begin` to `end`."""
    tail = len(page) - end
    _mark_lead(page, begin, end)
    end = len(page) - tail
    for index in range(end - 1, begin - 1, -1):
        if is_open(page[index]):
            _mark(page, index, begin, len(page) - tail)


def _mark(page: Page, index: int, begin: int, end: int) -> None:
    stretch = page[index]
    if len(stretch.text) > SHORT:
        _mark_long(page, index)
    elif _is_caption(page, index, begin):
        stretch.role = "caption"
    elif _is_subheading(page, index, end):
        stretch.role = "subheading"
    else:
        stretch.role = "paragraph"


def _mark_long(page: Page, index: int) -> None:
    """A long line: the captions run into it become stretches of their own."""
    text = page[index].text
    if len(text) <= seams.MAX_CAPTION and _CREDITED.search(text, max(0, len(text) - 70)):
        page[index].role = "caption"
        return
    spans = seams.captions(text)
    if not spans and _follows_lead(page, index) and (cut := _opening_caption(text)):
        spans = [(0, cut)]
    starts = {page[index].start + start for start, _ in spans}
    divide(page, index, *(bound for span in spans for bound in span))
    for stretch in page[index : index + 2 * len(spans) + 1]:
        if is_open(stretch):
            stretch.role = "caption" if stretch.start in starts else "paragraph"


def _follows_lead(page: Page, index: int) -> bool:
    return len(page[index].text) > LONG and index > 0 and page[index - 1].role in ("lead", "title")


def _opening_caption(text: str) -> int | None:
    """Where the caption that a body run into one line begins with ends."""
    return seams.opener(text, 10, min(220, sentences.first_end(text)))


def _is_caption(page: Page, index: int, begin: int) -> bool:
    text = page[index].text
    if _CREDITED.search(text, max(0, len(text) - 70)):
        return True
    if sentences.is_item(text) or text[-1] in ":;?" or outlets.prefix(text):
        return False
    lowered = text.lower()
    if lowered.startswith(_cues("start")):
        return True
    if not lowered.startswith(_cues("begin")) and not any(cue in lowered for cue in _cues("inside")):
        return False
    return not sentences.ends_as_sentence(text) or (len(text) < 110 and _stands_off(page, index))


def _stands_off(page: Page, index: int) -> bool:
    """Whether more blank lines stand before it than before what follows, as around a picture."""
    return page[index].gap > 2 or page[index].gap > (page[index + 1].gap if index + 1 < len(page) else 0)


def _is_subheading(page: Page, index: int, end: int) -> bool:
    text = page[index].text
    if sentences.ends_as_sentence(text) or text[-1] in ':,”"' or sentences.is_item(text) or not text[0].isprintable():
        return False
    if not (text[0].isupper() or _NUMBERED.match(text) or text[0] in '“"(' or text[0].isdigit()):
        return False
    following = next((s for s in page[index + 1 : end] if s.role not in (BOILERPLATE, "caption")), None)
    return following is not None and len(text) <= 140 and len(following.text) > 30


def _mark_lead(page: Page, begin: int, end: int) -> None:
    first = next_open(page, begin)
    if first >= end or len(page[first].text) not in LEAD:
        return
    rest = [i for i in range(first + 1, end) if is_open(page[i])]
    if rest and (_is_repeated(page, first, rest) or _is_set_apart(page, first, rest)):
        page[first].role = "lead"


def _is_repeated(page: Page, first: int, rest: list[int]) -> bool:
    """A summary cut from the body, or said again by it."""
    lead = page[first].text.rstrip(".… ")
    return any(page[i].text.startswith(lead[:60]) and len(page[i].text) >= len(lead) for i in rest[:4])


def _is_set_apart(page: Page, first: int, rest: list[int]) -> bool:
    """On a line of its own where the whole body is another, or with a wider gap below than the body has inside."""
    long = [i for i in rest if len(page[i].text) > LONG]
    size = sum(len(page[i].text) for i in rest)
    if long and sum(len(page[i].text) for i in long[:1]) > 0.8 * size and len(page[first].text) * 2 < size:
        return True
    gaps = [page[i].gap for i in rest]
    return len(gaps) > 1 and gaps[0] > max(gaps[1:]) > 0
