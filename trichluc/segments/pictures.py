"""Captions without a credit inside a long line, where a page's pictures left what they show between its sentences."""

from __future__ import annotations

import re

from trichluc import glue
from trichluc.segments import scenes, seams
from trichluc.text import LOWER, UPPER

LONGEST = 200
SHORTEST = 25
LONGEST_PORTRAIT = 95
_PLACED = re.compile(
    r"\((?:bên |bìa |đứng |ngồi |ngoài cùng (?:bên )?)?(?:trái|phải|giữa) ?\)"
    r"|\(thứ [^()]{1,12},? (?:bên|từ) (?:trái|phải)[^()]{0,12}\)"
)
_SAYS = re.compile(r"\s(?:chia s|cho biết|cho hay|cho rằng|nói|kể|tâm sự|khẳng định)")
_ABBREVIATED = re.compile(rf"(?:\s|[.(])[{UPPER}][{UPPER}{LOWER}]?\.\Z|\d\.\Z")
_NO_PORTRAIT = re.compile(r"\d|\s(?:sinh|giữ chức|được|bị|tiếp|gồm)\s")
_NAME_LAST = re.compile(rf"[{UPPER}][\w]+\.\Z|ương\.\Z")


def sentences(line: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a line that say who does what in a picture.

    >>> line = "Hội nghị bế mạc. Bí thư Lê An phát biểu tại hội nghị. Theo kế hoạch, năm tới sẽ khó."
    >>> [line[start:end] for start, end in sentences(line)]
    ['Bí thư Lê An phát biểu tại hội nghị.']
    """
    return [(start, end) for start, end in seams.sentence_spans(line) if start and _shows(line[start:end])]


def _shows(text: str) -> bool:
    if not SHORTEST < len(text) < LONGEST or not scenes.tells_nothing(text) or _ABBREVIATED.search(text):
        return False
    if scenes.is_portrait(text):
        return len(text) <= LONGEST_PORTRAIT and _NAME_LAST.search(text) is not None and not _NO_PORTRAIT.search(text)
    return scenes.shows_somebody(text, "inside") or scenes.is_somebody_there(text)


def placed(line: str) -> list[tuple[int, int]]:
    """What says where in the picture somebody stands, up to where the next sentence opens, a full stop or not.

    >>> line = "Bà Lê An (phải) trao quà cho hội viên Theo kế hoạch, quỹ còn ít."
    >>> [line[start:end] for start, end in placed(line)]
    ['Bà Lê An (phải) trao quà cho hội viên ']
    """
    found: list[tuple[int, int]] = []
    for mark in _PLACED.finditer(line):
        start = seams.sentence_start(line, mark.start(), found[-1][1] if found else 0)
        start += seams.last_glue(line[start : mark.start()])
        if (
            (found and start < found[-1][1])
            or _SAYS.match(line, mark.end())
            or not scenes.opens_with_somebody(line[start : start + LONGEST])
        ):
            continue
        found.append((start, _end(line, start, mark.end())))
    return [(start, end) for start, end in found if end - start < seams.MAX_CAPTION]


def _end(line: str, start: int, behind: int) -> int:
    reach = min(len(line), start + seams.MAX_CAPTION)
    stop = seams.first_stop(line[behind:reach], reach - behind)
    ends = [behind + stop] if stop else [reach]
    if opened := seams.opener(line, behind, reach):
        ends.append(opened)
    ends += [behind + at for at, blank in glue.lost(line[behind:reach]) if blank == "\n"]
    return min(ends)
