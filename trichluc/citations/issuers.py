"""Who issued a document: `của Chủ nhiệm Tổng cục Chính trị` after it, or the subject of `ban hành` before it.

A name of a body is read word by word: capitals go on, a small word goes on where it ends a word that began with a
capital (`Tài chính`) or where names have it (`tỉnh`, `nhân dân`); a verb or preposition ends the name.
"""

from __future__ import annotations

import re
from functools import cache

from trichluc.article import Mention
from trichluc.citations.page import Page
from trichluc.rules import load

_LEAD = re.compile(r"(?:,?[ ]{0,2}|&nbsp;)(?:ngày[ ])?(?:[Cc]ủa|CỦA|[Cc]ua)(?:[ ]{1,2}|&nbsp;)")
_JOINT = re.compile(r",[ ]|[ ](?:và|-)[ ]")
_WORD = re.compile(r"(?P<gap>[ ]{1,2}|[ ]?-[ ]?|,[ ]|/|\.[ ]?)?(?P<word>[^\W_][\w&]*)")
_ORDINAL = r"(?:[IVXL]+|[0-9]{1,2}|(?:mười )?(?:hai|ba|tư|bốn|năm|lăm|sáu|bảy|tám|chín|mười|một))"
_TERM = re.compile(
    r",?\s\(?(?:[Kk]hóa|KHÓA|[Kk]hoá|[Kk]hoa)\s(?:[IVXL]+|[0-9]{1,2})\b\)?"
    rf"|\s(?:lần thứ|LẦN THỨ|thứ|lần)\s{_ORDINAL}\b"
)
_AND_NAMES = re.compile(
    r"và (?:Đào tạo|Công nghệ|Đầu tư|Môi trường|Phát triển|Truyền thông|Tôn giáo|Xã hội|Du lịch|Dân vận|Miền núi"
    r"|đào tạo|công nghệ|đầu tư|môi trường|phát triển nông thôn|truyền thông|xã hội|du lịch|PTNT|Đổi mới)"
)
_JOINED_NAMES = re.compile(r"(?:Thương binh|Thể thao|Gia đình|Hạ tầng|Kỹ thuật|kỹ thuật|Xã hội|Truyền thông|TB)\b")
_PAIRS = frozenset(["truyền thông", "giao thông", "viễn thông", "phổ thông"])
_HALVES = frozenset(["thị", "thành"])
_WHOLE_UNIT = re.compile(r"thị (?:xã|trấn|ủy)\b|thành (?:phố|ủy)\b")
_LONGEST = 24
_AUXILIARY = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?,?(?:\s(?:cho biết|khẳng định|xác nhận),?)?(?:\s(?:đã|vừa|mới|cũng|sẽ|chính thức|tiếp tục"
    r"|thống nhất|kịp thời|cùng|lần lượt|đang|có|chỉ)){0,5}\s{0,2}\Z"
)
_NAMED_UNIT = re.compile(r"[ ][A-ZĐ]|(?<=[a-zà-ỹ] ủy)[ ]|(?<=Tỉnh)[ ]|(?<=Thành phố)[ ]")
_COMPLETE = re.compile(r"(?i:chính phủ|quốc hội|bộ chính trị|thủ tướng)")
_MORE = re.compile(r"[ ](?i:chính phủ|ban chấp|trung ương|nước|việt nam|khóa)\b")
_ON_BEHALF = re.compile(r"[Tt]hay mặt (?:cho )?\Z")
_BEFORE = 170
_NAME_BETWEEN = re.compile(r"(?:\s[^\W\d_]\w*){2,4}(?=\s(?:đã|vừa|mới|cũng|ký|ban|ra|có|sẽ))")


@cache
def _name_words(kind: str) -> frozenset[str]:
    """Small words by what they do in a name: `unit` and `inside` go on, `stop` ends it, `numbered` takes a number."""
    return frozenset(rule["name_word"] for rule in load("name_words") if rule["kind"] == kind)


def issuer_after(page: Page, position: int) -> tuple[int, int] | None:
    """Span of the body that `của …` (or a meeting's name without it) says right after `position`."""
    lead = _LEAD.match(page.text, position)
    start = lead.end() if lead else position + 1
    head = page.kind_of_head(start)
    if not lead and (head is None or head != "meeting" or page.text[position : position + 1] != " "):
        return None
    if start in page.types or (head is None and not page.text[start : start + 1].isupper()):
        return None
    end = body_end(page, start)
    end = next((p.char_start - 1 for p in page.people_between(start + 1, end)), end)
    end = _with_partner(page, end)
    return (start, end) if end > start else None


def _with_partner(page: Page, end: int) -> int:
    """The end of a second body that issued the document too: `của Bộ Chính trị, Ban Bí thư về …`."""
    joint = _JOINT.match(page.text, end)
    if not joint or page.kind_of_head(joint.end()) != "body":
        return end
    partner = body_end(page, joint.end())
    return partner if page.text.startswith(" về ", partner) else end


def body_end(page: Page, start: int) -> int:
    """Where the name of the body that begins at `start` ends: never inside a body that was found to go on."""
    end = max(_walked_end(page, start), page.bodies.get(start, 0))
    whole = page.end_around(start, end)
    term = _TERM.match(page.text, whole) if whole > end else None  # `Đại hội Đảng bộ Ngân hàng` + ` lần thứ V`
    return term.end() if term else whole


def _walked_end(page: Page, start: int) -> int:
    text, head = page.text, page.heads.get(start)
    end = head[1] if head else start
    last = text[start:end].rsplit(" ", 1)[-1]
    capital, previous = not head or last[0].isupper(), last.lower()
    for count in range(1 if head else 0, _LONGEST):
        term = _TERM.match(text, end) if count else None
        if term:
            end, capital, previous = term.end(), True, ""
            continue
        match = _WORD.match(text, end)
        if count == 1 and head and _COMPLETE.fullmatch(text, *head[:2]) and not _MORE.match(text, end):
            break
        if not match or (count and not match["gap"]) or not _goes_on(page, match, count, capital, previous):
            break
        if match["word"] == "và":
            match = _WORD.match(text, match.end()) or match
        end, previous = match.end(), match["word"].lower()
        capital = match["word"][0].isupper()
    return end


def _goes_on(page: Page, match: re.Match[str], count: int, capital: bool, previous: str) -> bool:
    word, gap, at = match["word"], match["gap"] or "", match.start("word")
    if count == 0:
        return True
    if "," in gap or "-" in gap or "/" in gap:
        return bool(_JOINED_NAMES.match(page.text, at)) or gap == "-"
    if gap.startswith("."):
        if word in ("Ư", "W") and previous.endswith("t"):
            return True
        return page.text[match.start() - 2 : match.start()].upper() in {"TP", "TX", "TT"} or previous in {"t", "q", "h"}
    if word == "và":
        return bool(_AND_NAMES.match(page.text, at))
    if word[0].isdigit():
        return previous in _name_words("numbered") and len(word) <= 2
    if word[0].isupper():
        return not (
            word.isupper() and word.lower() in _name_words("stop") and capital and previous.isalpha() and len(word) > 1
        ) and (at not in page.types)
    if word in _name_words("unit"):
        return word not in _HALVES or bool(_WHOLE_UNIT.match(page.text, at))
    abbreviated = page.text[match.start() - 1].isupper() or page.text[match.start() - 1].isdigit()
    if f"{previous} {word}" in _PAIRS:
        return True
    return word not in _name_words("stop") and ((capital and not abbreviated) or word in _name_words("inside"))


def issuer_before(page: Page, verb_start: int) -> tuple[int, int] | None:
    """Span of the body that is the subject of the issuing verb at `verb_start`."""
    first = max(page.scan.sentence(verb_start)[0], verb_start - _BEFORE)
    people = page.people_between(first, verb_start)
    opening, joint_end = first, -1
    for start in page.heads_between(first, verb_start):
        kind = page.kind_of_head(start)
        small = kind == "unit" or page.text[start].islower()
        if kind == "meeting" or (small and not _NAMED_UNIT.match(page.text, page.heads[start][1])):
            continue
        end = min(body_end(page, start), verb_start)
        end = next((p.char_start - 1 for p in people if start < p.char_start < end), end)
        if _ON_BEHALF.search(page.text, max(0, start - 14), start):
            return start, end
        rest = page.text[_past_name(page, end, people) : verb_start]
        if len(rest) < 90 and _AUXILIARY.match(rest):
            return (opening if joint_end == start - len(" và ") else start), end
        opening, joint_end = start, end if page.text.startswith(" và ", end) and _opens(page, start, first) else -1
    return None


def _opens(page: Page, start: int, first: int) -> bool:
    """Whether the body at `start` opens its clause, so that what stands beside it is the subject too."""
    before = page.text[first:start].rstrip(" ")
    return not before or before[-1] in ",-–:)"


def _past_name(page: Page, end: int, people: list[Mention]) -> int:
    """Past the name of the office's holder, where one stands between the body and the verb."""
    for person in people:
        if end <= person.char_start <= end + 12:
            return person.char_end
    match = _NAME_BETWEEN.match(page.text, end)
    return match.end() if match and page.text[end + 1 : end + 2].isupper() else end
