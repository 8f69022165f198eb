"""The body: lead, paragraphs, subheadings and captions between the head and the foot of a page."""

from __future__ import annotations

import re

from trichluc.segments import bylines, credits, links, outlets, run_in, scenes, seams, sentences
from trichluc.segments.page import BOILERPLATE, Page, divide, is_open, next_open
from trichluc.text import LOWER, UPPER

SHORT = 170
LEAD = range(40, 640)
_SPACE = re.compile(r"\s*")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.){{1,3}} ?[{UPPER}][{LOWER}]{{1,5}}")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.)/]|\(?[IVXivx]{1,5}[.)]|[a-zđ]\))\s")
_DIGITS = re.compile(r"[0-9]+")
_ROMAN = re.compile(r"[IVX]+|[ivx]+")
_LETTERED = re.compile(r"[a-zđ]")


def read(page: Page, begin: int, end: int) -> None:
    """Give a role to every open stretch from `begin` to `end`."""
    tail = len(page) - end
    _mark_lead(page, begin, end)
    end = len(page) - tail
    links.mark_contents(page, begin, end)
    links.mark_teasers(page, begin, end)
    scenes.mark_galleries(page, begin, end)
    for index in range(end - 1, begin - 1, -1):
        if page[index].role is None:
            _mark(page, index)
    links.mark_copies(page, begin, end)
    scenes.mark_closing(page, begin, end)
    _level_numbered(page, begin, end)
    links.mark_related(page, next((i for i in range(begin, end) if page[i].role == "lead"), end), end)


def _mark(page: Page, index: int) -> None:
    stretch = page[index]
    if len(stretch.text) > SHORT or outlets.run_in(stretch.text):
        _mark_long(page, index)
    elif _is_wrapped(page, index):
        stretch.role = "paragraph"
    elif _INITIALS.fullmatch(stretch.text) or _signs_near_foot(page, index):
        stretch.role = "signature"
    elif _is_caption(page, index) or scenes.is_exhibit(stretch.text) or scenes.stands_in(page, index):
        stretch.role = "caption"
    elif _is_subheading(page, index):
        stretch.role = "subheading"
    else:
        stretch.role = "paragraph"


def _signs_near_foot(page: Page, index: int) -> bool:
    """Whether a person's name is alone on a line behind the last sentence, with no more than a pulled quote below."""
    text = page[index].text
    if index + 3 < len(page) or index < 2 or not bylines.is_full_name(text):
        return False
    return sentences.ends_as_sentence(page[index - 1].text)


def _is_wrapped(page: Page, index: int) -> bool:
    """Whether a line goes on in the next one, as in text wrapped at a fixed width."""
    if index + 1 >= len(page) or page[index + 1].gap != 1:
        return False
    return page[index + 1].text[0] in LOWER or page[index].text[-1] in "-–,"


def _mark_long(page: Page, index: int) -> None:
    """A long line: the captions run into it become stretches of their own."""
    text = page[index].text
    if len(text) <= seams.MAX_CAPTION and (credits.closes(text) or _is_long_caption(page, index)):
        page[index].role = "caption"
        return
    parts = run_in.parts(page, index)
    if not parts:
        page[index].role = "paragraph"
        return
    count = _divide(page, index, parts)
    for stretch in filter(is_open, page[index : index + count]):
        stretch.role = "paragraph"


def _is_long_caption(page: Page, index: int) -> bool:
    """Whether a line that no full stop closes is a picture's, between paragraphs that one does."""
    text = page[index].text
    if sentences.ends_as_sentence(text) or not 0 < index < len(page) - 1 or not scenes.opens_with_somebody(text):
        return False
    return sentences.ends_as_sentence(page[index - 1].text) and not outlets.prefix(text) and _is_caption(page, index)


def _divide(page: Page, index: int, parts: list[tuple[int, int, str]]) -> int:
    """Make these spans of the stretch at `index` stretches with a role; returns how many stretches it became."""
    whole, before = page[index], len(page)
    divide(page, index, *sorted({bound for part in parts for bound in part[:2]}))
    roles = {whole.start + start + _blanks(whole.text, start): role for start, _, role in parts}
    count = len(page) - before + 1
    for stretch in page[index : index + count]:
        stretch.role = roles.get(stretch.start)
    return count


def _blanks(text: str, start: int) -> int:
    """How many blanks stand from `start` on."""
    found = _SPACE.match(text, start)
    return found.end() - start if found else 0


def _is_caption(page: Page, index: int) -> bool:
    text = page[index].text
    if credits.closes(text):
        return True
    if sentences.is_item(text) or text[-1] in ":;?" or " | " in text or outlets.prefix(text):
        return False
    if _NUMBERED.match(text) or seams.opens_clause(text):
        return False
    lowered = text.lower()
    poses = ("(" in text or " sang" in text) and any(cue in lowered for cue in scenes.cues("posed"))
    if poses or lowered.startswith(scenes.cues("start")):
        return True
    if run_in.follows_head(page, index) and sentences.ends_as_sentence(text) and run_in.shows(text, "inside"):
        return True
    if not lowered.startswith(scenes.cues("begin")) and not scenes.holds(lowered, "inside"):
        return False
    return not sentences.ends_as_sentence(text) or (len(text) < 110 and _stands_off(page, index))


def _stands_off(page: Page, index: int) -> bool:
    """Whether more blank lines stand before it than before what follows, as around a picture."""
    if page[index].gap > 2:
        return True
    return index + 1 < len(page) and page[index].gap > page[index + 1].gap > 0


def _is_subheading(page: Page, index: int) -> bool:
    text = page[index].text
    if sentences.ends_as_sentence(text) or text[-1] in ":," or _closes_quotation(text):
        return False
    if not _opens_heading(text):
        return any(stretch.text[:-1] == text for stretch in page[index + 1 : index + 5])  # it is said again below
    if _is_listed(page, index):
        return False
    following = [s.text for s in page[index + 1 : index + 6] if s.role not in (BOILERPLATE, "caption")][:3]
    if not following or len(following[0]) <= 30 or (len(text) > 140 and not _BASED_ON.match(following[0])):
        return False
    return any(map(_is_running, following))


_BASED_ON = re.compile(r"(?:Căn cứ|Tại|Theo|Ngày)\s")


def _closes_quotation(text: str) -> bool:
    """Whether a quotation ends the line; one of a few words inside a heading does not count (`Nhiều khoản bị "bỏ quên"`)."""
    if text[-1] not in '”"':
        return False
    opened = max(text.rfind("“"), text.rfind('"', 0, -1))
    return opened < 10 or len(text) - opened > 20


def _is_listed(page: Page, index: int) -> bool:
    """Whether the line before or behind is short too and numbered in the same manner, as items of a list are."""
    manner = _manner(page[index].text)
    beside = page[max(0, index - 1) : index] + page[index + 1 : index + 2]
    return bool(manner) and any(_manner(stretch.text) == manner for stretch in beside if len(stretch.text) < SHORT)


def _level_numbered(page: Page, begin: int, end: int) -> None:
    """Make subheadings of the short lines that are numbered as one is already, wherever they do not form a list."""
    manners = {_manner(stretch.text) for stretch in page[begin:end] if stretch.role == "subheading"} - {""}
    for index in range(begin, end) if manners else ():
        text = page[index].text
        if page[index].role == "paragraph" and len(text) < SHORT and _manner(text) in manners:
            if not (sentences.ends_as_sentence(text) or text[-1] in ":;," or _is_listed(page, index)):
                page[index].role = "subheading"


def _manner(text: str) -> str:
    """How a line is numbered, each number by its kind: `(1) `, `1.1. `, `I. `; the empty string where it is not."""
    number = _NUMBERED.match(text)
    return _LETTERED.sub("a", _ROMAN.sub("I", _DIGITS.sub("1", number[0]))) if number else ""


def _opens_heading(text: str) -> bool:
    if (
        sentences.is_item(text)
        or sentences.starts_with_time(text)
        or sentences.joins_on(text)
        or _LAID_DOWN.search(text)
        or " | " in text
        or text.startswith(("Theo ", "Trên đây là "))
    ):
        return False
    if text[0] == "(":
        return text[-1] != ")" and _NUMBERED.match(text) is not None
    return text[0].isupper() or text[0].isdigit() or text[0] in '“"'


_LAID_DOWN = re.compile(
    r"\sđược (?:nêu|quy định|hướng dẫn) (?:tại|trong) (?:[Đđ]iều|[Kk]hoản|[Tt]iết|[Mm]ục|[Pp]hần|Luật|Nghị|Thông|Hướng)\s"
)


def _is_running(text: str) -> bool:
    return len(text) > 100 or sentences.ends_as_sentence(text) or text.endswith(":")


def _mark_lead(page: Page, begin: int, end: int) -> None:
    first = next_open(page, begin)
    if first < end and (captions := credits.captions(page[first].text)) and len(page[first].text) in LEAD:
        end += _divide(page, first, [(start, stop, "caption") for start, stop in captions]) - 1
        first = next_open(page, begin)
    if first < end and first and (cut := outlets.run_in(page[first].text)):
        end += _divide(page, first, [(0, cut, "caption")]) - 1
        first = next_open(page, begin)
    if first >= end or len(page[first].text) not in LEAD or sentences.joins_on(page[first].text):
        return
    rest = [i for i in range(first + 1, end) if page[i].role is None or i == first + 1]
    if _is_title_again(page, first):
        page[first].role = "subheading"
    elif rest and (_is_repeated(page, first, rest) or _is_set_apart(page, first, rest) or _is_before_news(page, first)):
        page[first].role = "lead"


def _is_title_again(page: Page, first: int) -> bool:
    return any(stretch.role == "title" and stretch.text == page[first].text for stretch in page[:first])


def _is_before_news(page: Page, first: int) -> bool:
    """Between a headline and the agency's prefix; or a line without a full stop before one that says when."""
    if first == 0 or first + 1 >= len(page) or not is_open(page[first + 1]):
        return False
    text, following = page[first].text, page[first + 1].text
    if outlets.prefix(text) is not None:
        return False
    if page[first - 1].role == "title" and outlets.prefix(following) is not None:
        return True
    return text[-1].isalnum() and text[0].isupper() and len(text) > 80 and sentences.starts_with_time(following)


def _is_repeated(page: Page, first: int, rest: list[int]) -> bool:
    """A summary cut from the body, or said again by it."""
    lead = page[first].text.rstrip(".… ")
    return any(page[i].text.startswith(lead[:60]) and len(page[i].text) >= len(lead) for i in rest[:4])


def _is_set_apart(page: Page, first: int, rest: list[int]) -> bool:
    """On a line of its own where the whole body is another, or with a wider gap below than the body has inside."""
    long = [i for i in rest if len(page[i].text) > run_in.LONG or seams.is_run_together(page[i].text)]
    size = sum(len(page[i].text) for i in rest)
    if long and sum(len(page[i].text) for i in long[:1]) > 0.8 * size and len(page[first].text) * 2 < size:
        return True
    gaps = [page[i].gap for i in rest] + [s.gap for s in page[rest[-1] + 1 : rest[-1] + 2] if s.role == "section"]
    return len(gaps) > 1 and gaps[0] > max(gaps[1:]) > 0
