"""Given names alone: after an office (`Thứ trưởng Hải`), and bare (`Thịnh khai …`) where the article has them in full."""

from __future__ import annotations

import re

from trichluc.people.offices import Office
from trichluc.people.surroundings import WORD, Surroundings, stops
from trichluc.people.words import Name, capitalised, trimmed
from trichluc.text import LOWER, UPPER

_BARE_BEFORE = re.compile(rf"(?:(?<!\w)(?:[{LOWER}]+,?|Ông|Bà|Chị)|[.:;!?…”\"'’]|\d,?) [“\"(]?\Z|\n\Z")
_NAME_BEFORE = re.compile(rf"[{UPPER}][{LOWER}]+, \Z")
_ELSE = frozenset(("Anh", "Nam", "Bắc", "Chi"))
"""What is a pronoun or a direction at least as often as a given name."""
DOES = re.compile(
    r"[,.;)”]| (?:đã|là|khai|nói|cho|được|bị|cùng|cũng|còn|không|đưa|nhờ|đi|về|ký|có|liền|phải|thuê|biết|bàn|gọi|và|với"
    r"|thì|để|nên|mua|bán|nhận|tiếp|chỉ|đều|lại|sẽ|vẫn|đang|từng|trả|chi|giao|hỏi|xin|làm|vào|ra|đến|tới|mới|cầm|dùng"
    r"|bảo|kể|tự|rất|đòi|thêm|đứng|ở|trong|khi|mà|tại|từ|theo|như|do|một|cả|này|đó|sau|rủ|lên|thừa|chuyển|tham|tuyên"
    r"|thường|lãnh \d+|lãnh án|lĩnh án|giải quyết|giải thích|chưa|muốn|bỏ|mang|lấy|gửi|viết|yêu cầu|đề nghị|khẳng định"
    r"|phát hiện|rồi|chịu|trốn|hứa|ngồi|nghe|thấy|nghĩ|trở|đánh|giúp|chối|giả mạo|dụ|lừa|rút|nộp|đồng ý|kêu)(?!\w)"
)


def after_title(around: Surroundings, offices: list[Office], names: list[Name]) -> list[Name]:
    """`Thứ trưởng Hải` where the article names a Hải in full."""
    given = {name.words[-1] for name in names if _names_alone(name)}
    found = []
    for office in offices:
        if office.kind in ("honour", "clergy"):
            continue
        match = WORD.match(around.text, office.end + 1) if around.text[office.end : office.end + 1] == " " else None
        if match and match[0] in given and not (around.in_body[match.start()] or match.start() in around.titles):
            following = around.text[match.end() : match.end() + 2]
            if not following[1:].isupper():
                found.append(Name(match.start(), match.end(), match[0], "title"))
    starts = {name.start for name in names}
    return [name for name in found if name.start not in starts]


def listed(around: Surroundings, names: list[Name]) -> list[Name]:
    """Names that stand between two others, or end a list of them with a family name, whatever their syllables."""
    starts = {name.start for name in names}
    return [found for name in names for found in _behind(around, name, starts)]


def _behind(around: Surroundings, name: Name, starts: set[int]) -> list[Name]:
    found: list[Name] = []
    link = _LINK.match(around.text, name.end) if len(name.words) > 1 else None
    while link and link.end() not in starts and (span := _listed(around, link.end())):
        found.append(Name(*span, around.text[slice(*span)], "listed"))
        link = _LINK.match(around.text, span[1])
    if link is None or link.end() not in starts:
        while found and found[-1].start not in around.families:
            found.pop()
    return found


def _listed(around: Surroundings, start: int) -> tuple[int, int] | None:
    """Where two to four capitalised words stand that are nothing else."""
    if around.in_body[start] or around.in_place[start] or around.starts_title(start):
        return None
    words = capitalised(around.text, start)
    if not 2 <= len(words) <= 4 or trimmed(around, words) != words or around.text[start : words[0][1]] in stops():
        return None
    if any(around.in_place[a] or around.text[a:b].isupper() for a, b in words):
        return None
    return start, words[-1][1]


_LINK = re.compile(r"(?:,| và) ")


def bare(around: Surroundings, names: list[Name]) -> list[Name]:
    """A given name alone (`Thịnh khai …`), in an article that names the person in full, as reports of trials do."""
    given = {name.words[-1] for name in names if _names_alone(name)}
    given = {word for word in given - stops() if len(word) > 1 and not word.isupper()}
    if not given:
        return []
    taken = bytearray(len(around.text) + 1)
    for name in names:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    return [
        Name(start, end, around.text[start:end], "bare")
        for start, end in around.scan.capitals
        if around.text[start:end] in given and not taken[start] and _stands_alone(around, start, end)
    ]


def _names_alone(name: Name) -> bool:
    """Whether the last word of a name can stand for it with no polite word before it."""
    if name.words[-1] in _ELSE:
        return len(name.words) > 2 and name.cue in ("family", "described")
    return len(name.words) > 1


def _stands_alone(around: Surroundings, start: int, end: int) -> bool:
    """Whether a word in the middle of a sentence is neither part of a longer name nor of a compound."""
    text = around.text
    if around.in_body[start] or around.in_place[start] or start in around.titles:
        return False
    if not (does := DOES.match(text, end)):
        return False
    if _BARE_BEFORE.search(text, max(0, start - 10), start):
        return True
    return does[0][0] == " " and does[0] != " và" and _NAME_BEFORE.search(text, max(0, start - 10), start) is not None
