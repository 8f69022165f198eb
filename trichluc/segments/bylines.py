"""Bylines and signatures: who signs the text, with the office or agency that stands after the name."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import NamedTuple

from trichluc.rules import load
from trichluc.text import LOWER, UPPER

LONGEST = 90
_INITIALS = rf"(?:[{UPPER}]{{1,2}}[{LOWER}]?\.\s?){{1,4}}(?:[{UPPER}]\w*)?"
_SYLLABLE = rf"[{UPPER}][{LOWER}]*(?![\w.])|[{UPPER}]+(?![\w.])"
_NAME = re.compile(rf"(?:{_INITIALS}|(?:(?:{_SYLLABLE})(?:[ \u00a0]+|(?=[^\w.]|\Z))){{1,5}})\Z")
_BETWEEN = re.compile(
    r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[,;/&+]\s*|\s+và\s+|(?<=[A-ZĐ])[-–](?=[A-ZĐ])"
    rf"|(?<=[{LOWER}])[-–](?=[{UPPER}])"
)
_BRACKETS = re.compile(r"\s*\(\s*([^()]*?)\s*\)\s*\Z")
_CREDIT = re.compile(r"\s*([^:\d]{2,24}?)\s*:\s*")
_DOMAIN = re.compile(r"(?i)[\w\-]+(?:\.[\w\-]+)*\.(?:vn|com|net|org|info)")
_SEVERAL_CREDITS = re.compile(r"\s*[;,.\-–|]?\s+(?=(?:Ảnh|Hình|Clip|Video|Đồ họa|ảnh)\s*:)")
_OUTLET_CODE = re.compile(rf"[{UPPER}]{{2,8}}(?:&[{UPPER}]{{2,8}})?")
_PAPER = re.compile(rf"(?:Báo|Tạp chí) [{UPPER}]\w+(?: \w+){{0,3}}")
_CHAIN = re.compile(r"[^/]+/[^/]+/[^/]+\Z")


class Byline(NamedTuple):
    """Who signs; `author` is None for a source label or a mere photo credit (`kind`: author, source, photo)."""

    author: str | None
    affiliation: str | None = None
    kind: str = "author"


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(rule["phrase"].lower() for rule in load("bylines") if rule["kind"] == kind)


@cache
def _outlets() -> frozenset[str]:
    return frozenset(rule["phrase"] for rule in load("outlets") if rule["kind"] == "agency")


@cache
def _agencies() -> frozenset[str]:
    return frozenset(map(str.lower, _outlets()))


def read(line: str) -> Byline | None:
    """What a whole line says of its author, or None where it is no credit and no name.

    >>> read("Tin, ảnh: AN BÌNH")
    Byline(author='AN BÌNH', affiliation=None, kind='author')
    >>> read("Lê An – Sở Nội vụ")
    Byline(author='Lê An', affiliation='Sở Nội vụ', kind='author')
    """
    line = line.strip(" \u00a0\t*|")
    if not line or len(line) > LONGEST:
        return None
    credit = _CREDIT.match(line)
    if credit:
        return _credited(" ".join(credit[1].lower().split()), line[credit.end() :])
    if line[0] == "(" and line[-1] == ")":
        return _in_brackets(line[1:-1].strip())
    line = line[: second_half(line)].rstrip()
    if _PAPER.fullmatch(line) or all(part in _outlets() or _DOMAIN.fullmatch(part) for part in line.split("/")):
        return Byline(None, None, "source")
    first = line.split(" ", 1)[0].lower()
    if first in ("theo", "nguồn"):
        return Byline(None, None, "source") if _is_source(line.partition(" ")[2]) else None
    return _signed(line.rstrip(".").rstrip(" -–—"))


def second_half(line: str) -> int | None:
    """Where a line says again what it began with (`Nhóm phóng viên Nhóm phóng viên`).

    >>> second_half("Lê An Lê An"), second_half("Lê An")
    (6, None)
    """
    half = len(line) // 2
    doubled = len(line) % 2 and line[half] == " " and " " in line[:half] and line[half + 1 :] == line[:half]
    return half + 1 if doubled else None


def _credited(label: str, rest: str) -> Byline | None:
    if label in _phrases("photo"):
        return Byline(None, None, "photo") if _signed(rest) or len(rest) < 30 else None
    if label in _phrases("source"):
        return Byline(None, None, "source") if len(rest) < LONGEST and rest else None
    if label not in _phrases("author"):
        return None
    return _signed(_SEVERAL_CREDITS.split(rest)[0].rstrip(" ;,.-–|"), trusted=True)


def _in_brackets(inside: str) -> Byline | None:
    if inside.lower().startswith("theo ") or is_agency(inside):
        return Byline(None, None, "source")
    return _signed(inside) if " " in inside else None


def _signed(line: str, trusted: bool = False) -> Byline | None:
    affiliation = None
    while found := _BRACKETS.search(line):
        note = found[1]
        line = line[: found.start()]
        if not _is_note(note):
            affiliation = note
    line = _WROTE.sub("", line.strip())
    if not line:
        return None
    if _CHAIN.match(line) and is_name(line.split("/")[0]):  # a site's own chain of sources is one byline
        return Byline(line, affiliation)
    names, office = _names_and_office(line)
    if not names:
        return Byline(line, affiliation) if trusted and line[0].isupper() and len(line) < 60 else None
    return Byline(names, affiliation or office)


_WROTE = re.compile(r"\s(?:thực hiện|ghi|lược ghi|tổng hợp|sưu tầm)\Z")


def _names_and_office(line: str) -> tuple[str | None, str | None]:
    """The part of the line that is names, and what follows when it is an office or agency."""
    end = 0
    for mark in chain(_BETWEEN.finditer(line), (None,)):
        part = line[end : mark.start() if mark else len(line)].strip()
        if end and (is_agency(part) or _is_office(part) or _is_outlet_code(line, end)):
            return _without_mark(line, end), line[end:].strip()
        if not is_name(part):
            return None, None
        if mark:
            end = mark.end()
    return line, None


def _is_outlet_code(line: str, at: int) -> bool:
    """Whether capitals behind a stroke are a paper's letters and no second name (`Lê An/KD&PL`)."""
    return line[at - 1] == "/" and not line[: at - 1].isupper() and _OUTLET_CODE.fullmatch(line, at) is not None


def _without_mark(line: str, end: int) -> str:
    return line[:end].rstrip(" \u00a0-–—,;/&+")


def is_name(words: str) -> bool:
    """Whether the words are one signature: a name with each syllable capitalised, initials, or `PV`."""
    if len(words) > 40 or not words:
        return False
    if words.lower() in _phrases("group"):
        return True
    if not words[0].isupper() or words[-1].isdigit() or words.lower() in _phrases("never"):
        return False
    return _NAME.match(words) is not None and not is_agency(words) and not _is_office(words)


def is_agency(words: str) -> bool:
    """Whether the words name a news outlet: one of the rules file, or a domain."""
    return words.lower() in _agencies() or _DOMAIN.fullmatch(words) is not None


def _is_office(words: str) -> bool:
    """Whether the words name an office: its head word, and more than a pen name has (`Trường Nguyên` is one)."""
    lowered, parts = words.lower(), words.split()
    if len(words) > 60 or ":" in words or (len(parts) < 3 and words == words.title()):
        return False
    return any(lowered.startswith(office) and not lowered[len(office) :][:1].isalnum() for office in _phrases("office"))


def _is_note(words: str) -> bool:
    lowered = words.lower()
    return lowered in _phrases("note") or lowered.startswith(("theo ", "tổng hợp ", "nguồn"))


def _is_source(words: str) -> bool:
    return bool(words) and len(words) < 60 and (words[0].isupper() or is_agency(words)) and not words.endswith(".")


_SENTENCE_END = re.compile(rf"(?:[.!?…]+(?:/\.)?[”\"\'’)]*|[”\")])\s*|(?<=[{LOWER}])(?=[{UPPER}][{LOWER}]+\s[{UPPER}])")


def at_end_of(line: str) -> int | None:
    """Where a signature run into the end of a paragraph begins (after its last sentence), or None.

    >>> at_end_of("Hội nghị thành công tốt đẹp. Lê An")
    29
    """
    reach = max(0, len(line) - 70)
    if glued := _AFTER_INITIALS.search(line, reach):
        return glued.start()
    if capitals := _CAPITALS_LAST.search(line, reach):
        return capitals.start(1)
    if (labelled := _LABELLED_LAST.search(line, reach)) and read(labelled[0]):
        return labelled.start()
    ends = [found.end() for found in _SENTENCE_END.finditer(line, reach)]
    for end in ends:
        tail = line[end:]
        if not tail or not (tail[0].isupper() or tail[0] == "(" or tail.startswith("theo ")):
            continue
        if (line[end - 1] in ".)" and _is_abbreviation_point(line, end)) or _UNIT_POINT.search(line, end - 5, end):
            continue
        signed = read(tail)
        if signed and _plausible_tail(line, end, tail, signed):
            return end
    return _unstopped(line, reach)


_UNIT_POINT = re.compile(r"(?<!\w)(?:TP|TX|TT|Tp|Tx|Q|P|H)\.\s\Z", re.IGNORECASE)
"""What a place's name follows, be it at a line's end (`trên địa bàn TP. Cẩm Phả`)."""


def _unstopped(line: str, reach: int) -> int | None:
    """Where a name begins that no full stop parts from the last sentence, and no word before it needs."""
    name = _NAME_LAST.search(line, reach)
    if name is None or len(line) < SHORTEST_SIGNED or _NEEDS_NAME.search(line, name.start(1) - 12, name.start(1)):
        return None
    return name.start(1) if name[1] not in _places() else None


def inside(line: str) -> list[tuple[int, int]]:
    """Spans of those who sign inside a line: the items of a round-up, each before the union of the next
    (`… Hà Anh CĐ Điện lực: …`), and an interview (`Xin cảm ơn ông!Hà Anh (thực hiện)`).
    """
    signed = [name.span(1) for name in _INTERVIEWER.finditer(line)] if "(thực hiện)" in line else []
    if "LĐLĐ" not in line and "CĐ" not in line:
        return signed
    return signed + [name.span(1) for name in _BEFORE_ITEM.finditer(line) if name[1] not in _places()]


def is_full_name(words: str) -> bool:
    """Whether the words are a name of two or three syllables, and no place's.

    >>> is_full_name("Minh Hạnh"), is_full_name("Quảng Ninh"), is_full_name("PV")
    (True, False, False)
    """
    return _FULL_NAME.fullmatch(words) is not None and is_name(words) and words not in _places()


SHORTEST_SIGNED = 300
_FULL = rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}}"
_FULL_NAME = re.compile(_FULL)
_BEFORE_ITEM = re.compile(
    rf"(?<=[.…)”!]) +({_FULL}(?: - {_FULL})?|(?:[{UPPER}]{{1,2}}[{LOWER}]?\.)+[{UPPER}][{LOWER}]*)\s*(?=(?:LĐLĐ|CĐ) [^.:\n]{{3,60}}: )"
)
_INTERVIEWER = re.compile(rf"(?<=[!.])\s*({_FULL} \(thực hiện\))")
_NAME_LAST = re.compile(rf"(?<=[{LOWER}]) +({_FULL}(?: - {_FULL})?)\Z")
_NEEDS_NAME = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|chí|cháu|cụ|thầy|cô|bác|bạn|tên|là|của|cho|với|tại|ở|về|từ|đến|tới|và|do|như|vào|trên"
    r"|qua|gặp|tướng|tá|úy|trưởng|thư|tịch|viên|đốc|sĩ|sư|tỉnh|huyện|xã|phường|quận|phố|thị|thôn|ấp|bản|làng|đường|cầu"
    r"|chợ|sông|rạch|kênh|hồ|núi|đảo|đèo|vịnh|cảng|khu|dự án|tàu|công ty|hãng|báo|trường|chùa|đền|giải|vụ|người|họ|nước"
    r"|miền|vùng|đất|sân bay|biển|ga|hiệu|nhà|đầu|thành|trung) *\Z",
    re.IGNORECASE,
)


@cache
def _places() -> frozenset[str]:
    return frozenset(rule["word"] for lexicon in ("units", "countries") for rule in load(lexicon))


_AFTER_INITIALS = re.compile(rf"(?<=\.[{UPPER}])[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,2}}\Z")
"""A writer's name glued to a photographer's initials (`Ảnh: T.BLê An`)."""
_LABELLED_LAST = re.compile(r"(?<=[\w.!?”)] )(?:Tin|Bài|TIN|BÀI)[^:.]{0,20}:\s[^:]{2,40}\Z")
_VOWELLED = rf"(?=\w{{0,3}}[AEIOUYĂÂÊÔƠƯÀ-Ỹ])[{UPPER}]{{2,7}}"
_CAPITALS_LAST = re.compile(rf"[{LOWER}”)…]\s+({_VOWELLED}(?:\s{_VOWELLED}){{1,3}})\Z")


def _is_abbreviation_point(line: str, end: int) -> bool:
    """Whether the point before `end` belongs to initials or `TP.`: then a name does not begin after it."""
    word = line[max(0, end - 6) : end].rstrip().rpartition(" ")[2]
    return word.endswith(".") and 1 < len(word) <= 4 and word[0].isupper() and "/" not in word


def _plausible_tail(line: str, end: int, tail: str, signed: Byline) -> bool:
    if signed.kind != "author":
        return True
    glued = not line[end - 1].isspace()
    words = tail.split()
    if "." in tail[:-1] or "/" in tail or "(" in tail or glued or tail.isupper():
        return True
    return 2 <= len(words) <= 8
