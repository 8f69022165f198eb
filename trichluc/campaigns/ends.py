"""Where a campaign's name ends: at the words that go on with the sentence, at a document, behind a body's name."""

from __future__ import annotations

import re
from bisect import bisect_left

from trichluc.rules import load
from trichluc.text import UPPER

LONGEST_NAME = 200
"""Code points; a longer stretch is a sentence in quotation marks, not a name."""


def _words(place: str) -> str:
    """Alternatives for a pattern: the whole words of ``rules/campaign_ends.csv`` for a place."""
    return rf"(?:{'|'.join(re.escape(rule['stop']) for rule in load('campaign_ends') if rule['place'] == place)})(?!\w)"


# Where a name that no quotation mark closes comes to its end: `dash` and `comma` are what it goes on with behind one.
_NAME_END = re.compile(
    rf"(?<!TP)[.;:()\[\]\n“”\"…!?]|\s+-\s(?!{_words('dash')})|,(?!\s{_words('comma')})"
    rf"|\sdo\s(?:(?=[{UPPER}])|(?={_words('by')}))|\s{_words('ends')}|\s(?={_words('sentence')}\s)|\svà\s(?={_words('and')})"
    r"|\s(?:năm \d{4}|lần \d+|trước(?=,)|(?:thực hiện|tiến hành)(?=\s(?:từ|trong|vào|ngày)\s)|ngay(?=\s(?:từ|sau|trong)\s)"
    r"|ngày \d|\d{1,2}[/.-]\d|\d{4})\b"
)
_GOES_ON = re.compile(r"(?:thực hiện|thắng lợi|hoàn thành)\s\Z")
_CLOSED_YEAR = re.compile(r"[”\"]\s?(?:19|20)[0-9]{2}")


def end_of_name(text: str, position: int) -> int:
    """Where a name that no quotation mark closes ends; `position`, where it has no words."""
    stop = _NAME_END.search(text, position, position + LONGEST_NAME)
    end = stop.start() if stop else position
    return position + len(text[position:end].rstrip(" ,-"))


def before_citation(text: str, start: int, end: int, cited: list[tuple[int, int]]) -> int:
    """Where a name must end since a document is cited there; `start` itself inside a citation leaves nothing.

    A goal that would dangle (`thi đua thực hiện thắng lợi` + `Nghị quyết …`) keeps its document.
    """
    following = cited[max(0, bisect_left(cited, (start, 0)) - 1) :][:2]
    cut = min([end, *(max(a, start) for a, b in following if a < end and b > start)])
    return end if cut < end and text.startswith("thi đua ", start) and _GOES_ON.search(text, start, cut) else cut


def past_body(start: int, end: int, bodies: list[tuple[int, int]]) -> int:
    """The end of the body inside whose name the campaign's name was cut off (`Ủy ban về người Việt Nam` + `ở nước ngoài`)."""
    index = bisect_left(bodies, (end, 0)) - 1
    inside = index >= 0 and start < bodies[index][0] < end < bodies[index][1]
    return bodies[index][1] if inside else end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and commas around it, and without the word `năm` before a year behind the quotation."""
    stretch = text[start:end]
    end = start + len(stretch.rstrip(" \n\t\u00a0,"))
    if text.endswith(" năm", start, end) and _CLOSED_YEAR.match(text, end):
        end -= len(" năm")  # `“Lao động giỏi năm” 2012`
    return start + len(stretch) - len(stretch.lstrip()), end
