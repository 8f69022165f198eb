"""Links between the head of a page and its body: contents lists, and related headlines below the lead."""

from __future__ import annotations

import re
from itertools import pairwise

from trichluc.segments import outlets, scenes, sentences
from trichluc.segments.page import BOILERPLATE, Page, Stretch, is_open
from trichluc.text import UPPER

HEADLINE = range(25, 150)
REACH = 14
"""A contents list stands in as many lines from the body's beginning."""
_DASH = " -–"


def mark_contents(page: Page, begin: int, end: int) -> None:
    """Lines that come back further down are a contents list there, and headings here; the headline's own copies are not."""
    later: dict[str, list[int]] = {}
    for index in range(begin, end):
        stretch = page[index]
        if stretch.role is None and len(stretch.text) <= max(HEADLINE) and stretch.text[-1] != ":":
            later.setdefault(stretch.text.rstrip(_DASH), []).append(index)
    titles = {stretch.text for stretch in page[:begin] if stretch.role == "title"}
    listed = [
        at
        for key, at in later.items()
        if len(at) > 1 and len(key) in HEADLINE and key not in titles and not sentences.is_item(key)
    ]
    listed = [at for at in listed if at[0] < begin + REACH and at[1] - at[0] > 1]
    if not any(page[at[0]].text[-1] in _DASH for at in listed) and len(listed) < 2:
        return
    for first, *rest in listed:
        page[first].role = BOILERPLATE
        for index in rest:
            page[index].role = "subheading"


def mark_copies(page: Page, begin: int, end: int) -> None:
    """Of a heading that is printed several times in a row, as the headline and in contents lists, the last one heads."""
    last: Stretch | None = None
    for stretch in page[begin:end]:
        if stretch.role == BOILERPLATE:
            continue
        if last and last.role == stretch.role == "subheading" and last.text == stretch.text:
            last.role = BOILERPLATE
        last = stretch


def mark_teasers(page: Page, begin: int, end: int) -> None:
    """Another article's headline and the beginning of its first sentence, which breaks off, between two paragraphs."""
    for headline, opening in pairwise(page[begin + 1 : end]):
        if is_open(headline) and opening.text.endswith(_BREAKS_OFF) and outlets.prefix(opening.text):
            headline.role = opening.role = BOILERPLATE


_BREAKS_OFF = (" …", " ...")


def bracketed(line: str) -> list[tuple[int, int]]:
    """Spans of headlines in square brackets between two sentences, which lead to other articles."""
    return [link.span() for link in _BRACKETED.finditer(line)] if "] " in line else []


_BRACKETED = re.compile(rf"\[(?:(?<=[.!?…”\"] \[)|(?<=[.!?…”\"]  \[))[{UPPER}“][^\[\]\n]{{24,160}}\](?= +[{UPPER}“\"])")


def mark_related(page: Page, begin: int, end: int) -> None:
    """Two or more headings in a row below the lead, with nothing under the first, are other pages' headlines."""
    if begin >= end or page[begin].role != "lead":
        return
    after = begin + 1
    while after < end and page[after].role == BOILERPLATE:
        after += 1
    last = after
    while last < end and _is_related(page[last]):
        last += 1
    if last - begin - 1 > 1 and last < end:
        for stretch in page[after:last]:
            stretch.role = BOILERPLATE


def _is_related(stretch: Stretch) -> bool:
    text = stretch.text
    return stretch.role == "subheading" and len(text) in HEADLINE and text[-1] != "?" and not scenes.is_portrait(text)
