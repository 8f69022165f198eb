"""Given names alone: after an office (`Thứ trưởng Hải`), and bare (`Thịnh khai …`) where the article has them in full."""

from __future__ import annotations

import re
from functools import cache

from trichluc.people.offices import Office
from trichluc.people.surroundings import WORD, Surroundings, given_names, stops
from trichluc.people.words import Name, capitalised, trimmed
from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_BARE_BEFORE = re.compile(rf"(?:(?<!\w)(?:[{LOWER}]+,?|Ông|Bà|Chị)|[.:;!?…]|[”\"'’)],?|\d,?) [“\"(]?\Z|\n\Z")
_NAME_BEFORE = re.compile(rf"[{UPPER}][{LOWER}]+, \Z")
_ELSE = frozenset(("Anh", "Nam", "Bắc", "Chi"))
"""What is a pronoun or a direction at least as often as a given name."""
_WORD_BEFORE = re.compile(r"(?<!\w)(\w+) \Z")
_NEXT_WORD = re.compile(rf" ([{LOWER}]+)")
_NAME_GOES_ON = re.compile(rf"[\w-]| ?[{UPPER}]| - [{UPPER}]")
DOES = re.compile(
    r"[,.;)”]| (?:đã|là|khai|nói|cho|được|bị|cùng|cũng|còn|không|đưa|nhờ|đi|về|ký|có|liền|phải|thuê|biết|bàn|gọi|và|với"
    r"|thì|để|nên|mua|bán|nhận|tiếp|chỉ|đều|lại|sẽ|vẫn|đang|từng|trả|chi|giao|hỏi|xin|làm|vào|ra|đến|tới|mới|cầm|dùng"
    r"|bảo|kể|tự|rất|đòi|thêm|đứng|ở|trong|khi|mà|tại|từ|theo|như|do|một|cả|này|đó|sau|rủ|lên|thừa|chuyển|tham|tuyên"
    r"|thường|lãnh \d+|lãnh án|lĩnh án|giải quyết|giải thích|chưa|muốn|bỏ|mang|lấy|gửi|viết|yêu cầu|đề nghị|khẳng định"
    r"|phát hiện|rồi|chịu|trốn|hứa|ngồi|nghe|thấy|nghĩ|trở|đánh|giúp|chối|giả mạo|dụ|lừa|rút|nộp|đồng ý|kêu|trình bày|phân trần)(?!\w)"
)


@cache
def compounds() -> frozenset[str]:
    """Words that begin with a syllable of given names (`Nhân dân`)."""
    return frozenset(rule["compound"] for rule in load("given_compounds"))


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
    last = link = _LINK.match(around.text, name.end) if len(name.words) > 1 else None
    while link and link.end() not in starts and (span := _listed(around, link.end())):
        found.append(Name(*span, around.text[slice(*span)], "listed"))
        last, link = link, _LINK.match(around.text, span[1])
    if found and last and last[0] == " và " and _SEVERAL.search(around.text, max(0, name.start - 14), name.start):
        return found
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


_SEVERAL = re.compile(r"(?:\d|[Hh]ai|[Bb]a|[Cc]ác) (?:cháu|em|anh|chị|ông|bà|bé|bạn) \Z")
_LINK = re.compile(r"(?:,| và) ")


def bare(around: Surroundings, names: list[Name]) -> list[Name]:
    """A given name alone (`Thịnh khai …`), in an article that names the person in full, as reports of trials do.

    Where it is used so more than once, whatever follows it may be what the person does.
    """
    given = {name.words[-1] for name in names if _names_alone(name)}
    given = {word for word in given - stops() if len(word) > 1 and not word.isupper()}
    if not given:
        return []
    taken = bytearray(len(around.text) + 1)
    for name in names:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    lone = [
        Name(start, end, around.text[start:end], "bare")
        for start, end in around.scan.capitals
        if around.text[start:end] in given and not taken[start] and _is_free(around, start, end)
    ]
    acting = {name for name in lone if _stands_alone(around, name.start, name.end)}
    used = {name.text for name in (*names, *acting) if " " not in name.text}
    return [name for name in lone if name in acting or (name.text in used and _goes_alone(around, name))]


def _names_alone(name: Name) -> bool:
    """Whether the last word of a name can stand for it with no polite word before it."""
    if name.words[-1] in _ELSE:
        return len(name.words) > 2 and name.cue in ("family", "described")
    return len(name.words) > 1 or (name.cue == "polite" and name.text in given_names())


def _is_free(around: Surroundings, start: int, end: int) -> bool:
    """Whether the word belongs to no body, place or title, and begins no compound (`Nhân dân`)."""
    if around.in_body[start] or around.in_place[start] or start in around.titles:
        return False
    following = _NEXT_WORD.match(around.text, end)
    return following is None or f"{around.text[start:end]} {following[1]}" not in compounds()


def _stands_alone(around: Surroundings, start: int, end: int) -> bool:
    """Whether a word in the middle of a sentence is neither part of a longer name nor of a compound."""
    text = around.text
    if not (does := DOES.match(text, end)):
        return False
    if _BARE_BEFORE.search(text, max(0, start - 10), start):
        return True
    return does[0][0] == " " and does[0] != " và" and _NAME_BEFORE.search(text, max(0, start - 10), start) is not None


def _goes_alone(around: Surroundings, name: Name) -> bool:
    """Whether neither the word before nor what follows makes this part of another name."""
    text, start = around.text, name.start
    if _NAME_GOES_ON.match(text, name.end):
        return False
    return _BARE_BEFORE.search(text, max(0, start - 10), start) is not None or _opener_before(text, start)


def _opener_before(text: str, start: int) -> bool:
    """Whether a capitalised word that opens a sentence stands before (`Theo Hạnh`)."""
    before = _WORD_BEFORE.search(text, max(0, start - 10), start)
    return before is not None and before[1] in stops()
