"""What was run into a long line: the captions, subheadings and links that stand among its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left

from trichluc.segments import bylines, credits, links, outlets, pictures, run_ons, scenes, seams, sentences
from trichluc.segments.page import BOILERPLATE, Page
from trichluc.text import LOWER, UPPER

HEADED = 340
"""A line holds subheadings where it is as long."""
LONG = 600
BLOB = 1000
"""A line longer than this is a body of several paragraphs run into one line."""
LONGEST_OPENING = 220
# A sentence that a picture does not show: nobody comes first, or somebody is quoted.
_VERB_FIRST = re.compile(
    r"(?:Trao|Phát biểu|Trả lời|Báo cáo|Kết luận|Nói|Giải thích|Khẳng định|Chia sẻ|Đánh giá|Nhấn mạnh|Ghi nhận|Được|Bên|Về"
    r"|Thay|Tiếp|Thực hiện|Tham dự|Dự|Cùng|Chủ trì|Nhận định|Xác định|Kết quả|Phát huy|Hưởng ứng|Căn cứ|Kết thúc)\s"
)
_ATTENDS = re.compile(r"\s(?:đến|tới|về|tham) dự (?:và|cùng) ")
_SOMEBODY = re.compile(rf"[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]+")
_SPOKEN = frozenset(':“”"')


def parts(page: Page, index: int) -> list[tuple[int, int, str]]:
    """Spans and roles of the captions, links and subheadings inside the long line at `index`."""
    text = page[index].text
    captions = credits.captions(text)
    opens = not (captions and captions[0][0] == 0)
    cut = credits.illustration(text) if opens and text[0] in "(ẢHả" else None
    if opens and not cut and follows_head(page, index):
        cut = _opening_caption(text, len(text) > LONG)
    if cut:
        captions = [(0, cut), *((start, end) for start, end in captions if start >= cut)]
    captions = _with_others(captions, pictures.placed(text))
    related = links.bracketed(text)
    if len(text) > LONG:
        captions = _with_others(captions, [s for s in seams.glued_sentences(text) if shows(text[slice(*s)], "inside")])
        captions = _with_others(captions, pictures.sentences(text))
    headings = [
        *(seams.headings(text, len(text) > BLOB, [end for _, end in captions]) if len(text) > HEADED else ()),
        *(run_ons.spans(text) if len(text) > LONG else ()),
    ]
    signed = bylines.inside(text)
    if not (captions or related or headings or signed):
        return []
    taken = sorted([*captions, *related, *signed])
    free = [(a, b) for a, b in headings if _is_free(taken, a, b)]
    found = [(start, end, "caption") for start, end in captions if _is_free(related, start, end)]
    found += [(start, end, BOILERPLATE) for start, end in related]
    found += [(start, end, "signature") for start, end in signed]
    if signed and text[signed[-1][1] - 1] == ")" and not text[signed[-1][1] :].startswith(" "):
        found.append((signed[-1][1], len(text), "caption"))  # a picture's, left behind the interview
    return found + [
        (a, b, _heading_role(text, a, b, a == 0 and len(text) > LONG and follows_head(page, index))) for a, b in free
    ]


def _with_others(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted([*spans, *(other for other in others if _is_free(spans, *other))]) if others else spans


def _is_free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether none of the spans, which are in order and do not overlap, overlaps this one."""
    before = bisect_left(spans, (end, 0))
    return before == 0 or spans[before - 1][1] <= start


def _heading_role(line: str, start: int, end: int, opens: bool) -> str:
    """What is run in without a full stop is a caption at the top of the body or where it shows somebody, but no
    headline: one with a star behind it, or a body and what is said of it.
    """
    text = line[start:end]
    shown = scenes.holds(text.lower(), "inside") or " đang " in text or _SOMEBODY.search(text)
    return "caption" if opens or (shown and line[end] != "*" and ": " not in text) else "subheading"


def follows_head(page: Page, index: int) -> bool:
    """Whether a stretch is the first behind the headline or the summary."""
    return index > 0 and page[index - 1].role in ("lead", "title")


def _opening_caption(text: str, is_body: bool) -> int | None:
    """Where the caption that a line begins with ends: before the agency's prefix, or (where the whole body was run into
    the line) before words that open a sentence, or at the full stop.
    """
    cut = outlets.run_in(text)
    if cut or outlets.prefix(text) or not is_body or seams.opens_clause(text) or _VERB_FIRST.match(text):
        return cut
    stop = seams.first_stop(text, LONGEST_OPENING)
    cut = seams.opener(text, 8, stop or LONGEST_OPENING) or seams.announcement(text, stop or LONGEST_OPENING)
    if cut or stop is None:
        return cut
    first = text[:stop]
    is_shown = shows(first, "inside", "opening") or scenes.is_portrait(first) or scenes.is_gathering(first)
    return stop if is_shown else None


def shows(sentence: str, *cues: str) -> bool:
    """Whether a whole sentence reads as what a picture shows: it says what somebody does, and not when."""
    if sentences.is_finite(sentence) or _VERB_FIRST.match(sentence) or not _SPOKEN.isdisjoint(sentence):
        return False
    if _ATTENDS.search(sentence):
        return False
    end = sentence[-scenes.LONGEST_SCENE :].lower()
    return scenes.holds(end, *cues)
