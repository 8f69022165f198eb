"""What a committee is set up for: an event (`Ban Tổ chức Hội thi …`), or a task (`Ban Chỉ đạo … về phòng, chống tham nhũng`).

A task has words that no list knows, commas and `và`. A comma goes on with it only where the list that it begins
comes to its last member (`… ứng phó sự cố, thiên tai và tìm kiếm cứu nạn`), or inside `phòng, chống`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trichluc.organisations.names import ends_name, names_person
from trichluc.text import LOWER, UPPER

BOARDS = frozenset(["Ban Chỉ đạo", "Ban Chỉ đạo Trung ương", "Ủy ban", "Ủy ban Chỉ đạo quốc gia"])
_MAX_WORDS = 24
_ABOUT = " về"
_PAIRS = ("phòng, chống ", "sung, sửa ", "đổi, bổ ")
_NO_STOPS = ("tham nhũng", "hàng giả", "tiền giả")
_WORD = re.compile(r"(?P<joint>, | và | )(?P<word>[\w/-]+)")
_ABBREVIATED = re.compile(rf" \([{UPPER}]{{2,6}}\)(?=,| và )")
_SMALL = re.compile(rf" ([{LOWER}]+)")
_ELSE = re.compile(
    r"(?:lãnh đạo|đại diện|chính quyền|doanh nghiệp|cán bộ|thành viên|thông báo|cảnh báo|khuyến cáo|kiểm tra|thảo luận|nghe|hoàn thành"
    r"|thứ|lần|số(?= [0-9IVX])|ngày|tháng|khóa)(?!\w)"
)
"""Small words that begin something else than a task: who stands beside the board, what it did, its edition."""
_EVENT = re.compile(
    r" (?P<noun>(?i:hội thi|cuộc thi|lễ hội|tuần lễ|hội chợ|liên hoan|cuộc vận động|phong trào|chương trình|triển lãm)"
    rf"|Giải(?: thưởng)?|giải(?: thưởng)?(?= [“\"{UPPER}])|[Hh]ội (?:nghị|thảo)|[Đđ]ại hội(?: [IVX]{{1,6}})?)(?!\w)"
    rf"(?P<name> “[^”\n]{{1,90}}”| \"[^\"\n]{{1,90}}\"|(?: [{UPPER}]\w*(?!\w)){{1,6}}(?! [{LOWER}]))?"
)
"""What a committee is set up for: a kind of event, with the event's name in quotation marks or in capitals."""


def event_end(text: str, end: int, named: bool) -> int:
    """End of the event behind a committee's head noun, where `named` only one with a name; else 0.

    >>> event_end("Ban Tổ chức Hội thi nấu ăn", 11, named=False), event_end("Ban Chỉ đạo chương trình", 11, named=True)
    (19, 0)
    """
    event = _EVENT.match(text, end)
    if event is None:
        return 0
    has_name = event["name"] and not names_person(text, event.start("name") + 1)
    return event.end() if has_name else 0 if named else event.end("noun")


def task_end(text: str, end: int, begins_body: Callable[[int], bool]) -> int:
    """End of the task behind `về`, or 0 where there is none.

    >>> text = "Ban Chỉ đạo về phòng, chống tội phạm, Bộ Y tế"
    >>> text[: task_end(text, 11, lambda start: text.startswith("Bộ", start))]
    'Ban Chỉ đạo về phòng, chống tội phạm'
    """
    if not text.startswith(_ABOUT, end):
        return 0
    at, safe, count, first, pending = end + len(_ABOUT), 0, 0, "", False
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            break
        paired = match["joint"] == ", " and text.startswith(_PAIRS, text.rfind(" ", max(0, at - 20), at) + 1)
        may_be_verb = paired or not first or (pending and match["joint"] == " và ")
        if _ends_task(text, match, first, may_be_verb, begins_body):
            break
        at, word = match.end(), match["word"]
        if short := _ABBREVIATED.match(text, at):
            at = short.end()
        first, count = first or word, count + 1
        if match["joint"] == ", ":
            pending = pending or not paired
        elif match["joint"] == " và ":
            pending = False
        safe = safe if pending else at
    return safe if count > 1 else 0


def _ends_task(
    text: str, match: re.Match[str], first: str, may_be_verb: bool, begins_body: Callable[[int], bool]
) -> bool:
    """Whether the next word belongs to something else: a stop, a body or place, a person, a clause behind a comma.

    A verb is none of it where a task may begin: at the `first` word, and at the last member of a list.
    """
    word, start = match["word"], match.start("word")
    if word.islower():
        small = None if may_be_verb or text.startswith(_NO_STOPS, start) else _SMALL.match(text, start - 1)
        return (small is not None and ends_name(text, small)) or _ELSE.match(text, start) is not None
    is_new = match["joint"] == ", " and not word.isupper() and word != first
    return is_new or names_person(text, start) or begins_body(start)
