"""The head of a page: headline, rubric, byline and dateline, in any order, down to where the body begins."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from trichluc.rules import load
from trichluc.segments import bylines, credits, datelines, outlets, seams, sentences
from trichluc.segments.page import BOILERPLATE, Page, divide, next_open
from trichluc.text import LOWER, reading

REACH = 30
RUBRIC_LENGTH = 40
HEADLINE_REACH = 240
_CELL = re.compile(r"\s*[|•·]\s*|\s{3,}|\t+")
_CELL_MARK = re.compile(r"[|•·\s](?:(?<=[|•·\t])|\s\s)")
_CRUMB = re.compile(r"\s*(?:»|>|›|/|→)\s*")
_CRUMB_MARK = re.compile("[»>›/→]")
_HANGING = re.compile(r"(?:[,:–\-]|\s(?:và|của|về|cho|với|tại|các|trong|đối với|theo|từ|đến))\Z")


@cache
def _rubrics() -> frozenset[str]:
    return frozenset(reading(rule["phrase"].lower()) for rule in load("sections"))


def is_rubric(text: str) -> bool:
    """Whether a line is a known section of a site."""
    return len(text) <= RUBRIC_LENGTH and reading(text.lower()).strip(" :.*") in _rubrics()


def read(page: Page, stated_title: str | None) -> int:
    """Set the roles of the head's stretches; returns the index at which the body begins."""
    titled, index = False, 0
    while (index := next_open(page, index)) < min(len(page), REACH):
        if _read_line(page, index, titled):
            continue
        if titled or not (took := _take_title(page, index, stated_title)):
            break
        titled, index = True, index + took
    _tell_clocks(page, index)
    return index


def _read_line(page: Page, index: int, titled: bool) -> bool:
    """Recognise a line that is no headline; True where it (or its first part) got a role."""
    stretch = page[index]
    text = stretch.text
    if datelines.is_clock(text):
        stretch.role = BOILERPLATE
    elif datelines.read(text):
        stretch.role = "dateline"
    elif is_rubric(text):
        stretch.role = "section"
    elif not (_read_cells(page, index) or _read_crumbs(page, index) or _read_signed_date(page, index)):
        return _read_byline(page, index, titled)
    return True


def _read_byline(page: Page, index: int, titled: bool) -> bool:
    signed = bylines.read(page[index].text)
    if signed is None or not (titled or _headline_follows(page, index)):
        return False
    page[index].role = {"author": "byline", "source": "section", "photo": "caption"}[signed.kind]
    return signed.kind != "photo"


def _headline_follows(page: Page, index: int) -> bool:
    following = next_open(page, index + 1)
    return following < len(page) - 1 and len(page[following].text) > max(30, len(page[index].text))


def _read_cells(page: Page, index: int) -> bool:
    """A line of several cells (`An Bình | 12/05/2019 | Lượt xem: 9`) of which each is recognised."""
    text = page[index].text
    marks = list(_CELL.finditer(text)) if len(text) < 160 and _CELL_MARK.search(text) else []
    if not marks:
        return False
    bounds = [0, *(mark.end() for mark in marks), len(text)]
    cells = [text[a:b].strip(" |•·\t\u00a0") for a, b in pairwise(bounds)]
    roles = [_cell_role(cell) for cell in cells if cell]
    if None in roles or not {"dateline", "byline"} & set(roles):
        return False
    divide(page, index, *bounds[1:-1])
    for stretch, role in zip(page[index:], roles, strict=False):
        stretch.role = role
    return True


_COUNTER = re.compile(
    r"(?i)(?:số\s+)?(?:lượt|lần)?\s*(?:xem|đọc|views?|truy cập|bình luận)\s*:?\s*[\d.,]*|[\d.,]+\s*(?:lượt|views?).*"
)


def _cell_role(cell: str) -> str | None:
    if datelines.read(cell):
        return "dateline"
    if is_rubric(cell):
        return "section"
    if _COUNTER.fullmatch(cell):
        return BOILERPLATE
    signed = bylines.read(cell)
    return "byline" if signed and signed.kind == "author" else None


def _read_crumbs(page: Page, index: int) -> bool:
    """`Trang chủ » Tin tức`: the way is furniture, its last step the section."""
    text = page[index].text
    steps = list(_CRUMB.finditer(text)) if len(text) < 120 and _CRUMB_MARK.search(text) else []
    if not steps or sentences.ends_as_sentence(text):
        return False
    names = [name for name in _CRUMB.split(text) if name]
    if not all(1 < len(name) <= RUBRIC_LENGTH for name in names) or not names:
        return False
    if (
        names[0].lower() not in ("trang chủ", "home", "trang nhất")
        and not any(map(is_rubric, names))
        and "»" not in text
    ):
        return False
    divide(page, index, steps[-1].end())
    page[index].role = BOILERPLATE
    if text[steps[-1].end() :].strip():
        page[index + 1].role = "section"
    return True


def _read_signed_date(page: Page, index: int) -> bool:
    """A name with the date run into it, either first."""
    text = page[index].text
    if len(text) > 110:
        return False
    found = datelines.ends_in(text)
    if found:
        name = text[: found[0]].rstrip(" -–|,(\u00a0")
        if bylines.read(name) is None and not _is_dated_label(name):
            return False
        divide(page, index, found[0])
        page[index].role, page[index + 1].role = ("byline" if bylines.read(name) else BOILERPLATE), "dateline"
        return True
    return False


def _is_dated_label(text: str) -> bool:
    return is_rubric(text)


def _take_title(page: Page, index: int, stated: str | None) -> int:
    """Mark the headline at `index` (or run into the line there); returns how many stretches it took, 0 for none."""
    if next_open(page, index + 1) == len(page) and len(page[index].text) < HEADLINE_REACH:
        return 0
    if credits.has_credit(page[index].text) and (took := _take_run_in_title(page, index)):
        return took
    if not _is_headline(page[index].text, stated):
        return _take_run_in_title(page, index)
    if _is_kicker(page, index):
        page[index].role = "section"
        index = next_open(page, index + 1)
        while _read_line(page, index, False):
            index = next_open(page, index)
    page[index].role = "title"
    if found := datelines.ends_in(page[index].text):
        divide(page, index, found[0])
        page[index].role, page[index + 1].role = "title", "dateline"
        return 2
    if _continues(page, index):
        page[index + 1].role = "title"
        return 2
    return 1


def _is_headline(text: str, stated: str | None) -> bool:
    if stated and text.casefold() == stated.strip().casefold():
        return True
    return outlets.prefix(text) is None and outlets.run_in(text) is None and not sentences.is_sentence(text)


def _is_kicker(page: Page, index: int) -> bool:
    """A short rubric above the headline proper."""
    text = page[index].text
    following = index + 1
    while following < len(page) and (page[following].role or datelines.read(page[following].text)):
        following += 1
    if len(text) > RUBRIC_LENGTH or len(text.split()) > 6 or following >= len(page) - 1 or text[-1] in "?!:":
        return False
    after = page[following].text
    if outlets.prefix(after) or sentences.starts_with_time(after) or after[0] in LOWER:
        return False
    return (
        len(text) < len(after) <= 200
        and not sentences.is_sentence(after)
        and not sentences.ends_as_sentence(after)
        and _body_follows(page, following)
    )


def _body_follows(page: Page, index: int) -> bool:
    return any(len(stretch.text) > 100 for stretch in page[index + 1 : index + 6])


def _continues(page: Page, index: int) -> bool:
    """Whether a headline goes on in the next line."""
    if index + 2 >= len(page) or page[index + 1].role or page[index + 1].gap != 1:
        return False
    first, second = page[index].text, page[index + 1].text
    if len(second) > 160 or sentences.ends_as_sentence(second) or bylines.read(second) or datelines.ends_in(second):
        return False
    return second[0] in LOWER or _HANGING.search(first) is not None or (first.isupper() and second.isupper())


def _take_run_in_title(page: Page, index: int) -> int:
    text = page[index].text
    cut = _headline_end(text)
    if cut is None:
        return 0
    divide(page, index, cut)
    page[index].role = "title"
    return 1


def _headline_end(text: str) -> int | None:
    """Where a headline run into the first sentence ends."""
    if len(text) < 120 or seams.opens_clause(text) or outlets.prefix(text) or sentences.is_item(text):
        return None
    reach = min(HEADLINE_REACH, sentences.first_end(text))
    ways = (seams.opener, seams.quotation, seams.subject, seams.exclamation)
    cuts = [cut for cut in (way(text, 12, reach) for way in ways) if cut]
    if run_in := outlets.run_in(text):
        cuts.append(run_in)
    cut = min(cuts, default=None)
    if cut is None or cut > HEADLINE_REACH:
        return None
    head = text[:cut].rstrip()
    return cut if head[-1:] not in ",;" else None


def _tell_clocks(page: Page, end: int) -> None:
    """Of several datelines in the head, the one nearest below the headline is the article's; others above are clocks."""
    dated = [i for i in range(min(end, len(page))) if page[i].role == "dateline"]
    title = next((i for i in range(min(end, len(page))) if page[i].role == "title"), None)
    if len(dated) < 2 or title is None or not any(i > title for i in dated):
        return
    for i in dated:
        if i < title:
            page[i].role = BOILERPLATE
