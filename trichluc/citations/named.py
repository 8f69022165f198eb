"""Documents cited by name: laws, statutes, resolutions of congresses and plenums, titled plans and rules."""

from __future__ import annotations

import re
from functools import cache

from trichluc.article import LEGISLATION
from trichluc.citations.issuers import body_end, issuer_after
from trichluc.citations.numbered import _SO, read_tail
from trichluc.citations.page import Page, Reading
from trichluc.citations.symbols import read_symbol
from trichluc.rules import load
from trichluc.text import reading

_LONGEST_NAME = 22
_WORD = re.compile(r"[ ]?([^\W_][\w&]*)(,?)")
_JOINED_WORD = re.compile(r"(?:[ ][-–])?[ ]([^\W_][\w&]*)(,?)")
_YEAR = re.compile(r"[ ](?:sửa đổi[ ])?(?:[Nn]ăm[ ])?(?:(?:19|20)[0-9]{2})(?![0-9/-])")
_NATIONAL_YEAR = re.compile(r"[ ]Việt Nam[ ](?:năm[ ])?(?:19|20)[0-9]{2}(?![0-9/-])")
_AMENDING = re.compile(r"[ ]sửa đổi,? bổ sung một số điều của (?P<law>(?:Luật|Bộ luật)(?=[ ]))")
_NEXT_LAW = re.compile(r"(?:,|[ ]và)[ ](?P<law>(?:Luật|Bộ luật)(?=[ ]))")
_AMENDED = re.compile(r"[ ]\(sửa đổi(?:, bổ sung)?(?:[ ](?:năm[ ])?[0-9]{4})?\)|[ ]sửa đổi(?=[ .,;)])")
_MOST_SMALL_WORDS = 7
_MEETING = re.compile(
    r"[ ](?P<issuer>(?:[Đđ]ại hội|ĐẠI HỘI|ĐH)(?=[ ](?:[A-ZĐ]|[đĐ]ại biểu|lần|các cấp|toàn|[0-9]{1,2}\b))"
    r"|[Đđ]ại hội[ ](?:công đoàn|đảng bộ|đoàn)(?:[ ](?:tỉnh|thành phố|quận|huyện|xã|phường))"
    r"|(?:Hội nghị[ ])?(?:Trung ương|TW|TƯ|T\.Ư|T\.W)(?:[ ](?:lần thứ[ ]\w+|[IVX]+)|[ ]?[0-9]{1,2})(?![0-9/-])"
    r"|[Hh]ội nghị[ ]lần[ ](?:thứ[ ]\w+|[0-9IVX]+)|Hội nghị[ ]Trung ương)"
)
_TERM = re.compile(r"(?:[ ]\(lần[ ][0-9]\))?,?[ ]\(?(?:khóa|Khóa|KHÓA|khoá)[ ](?:[IVXL]+|[0-9]{1,2})\b\)?")
_OF = re.compile(r"[ ]của[ ]")
_STATUTES = re.compile(
    r"[ ](?:Đảng(?:[ ]Cộng sản Việt Nam)?|Công đoàn(?:[ ]Việt Nam)?|Đoàn(?:[ ]TNCS Hồ Chí Minh)?"
    r"|Mặt trận(?:[ ]Tổ quốc Việt Nam)?|MTTQ Việt Nam|[A-ZĐ]{3,8}(?:[ ]VN)?(?!\w)|Hội[ ](?:[A-ZĐ]\w*[ ]?){1,5})"
)


@cache
def _name_ends() -> frozenset[str]:
    """Words that end a law's name where the name is not a known one."""
    return frozenset(rule["name_word"] for rule in load("name_words") if rule["kind"] == "law_stop")


@cache
def _laws() -> frozenset[str]:
    return frozenset(reading(rule["name"]).lower().replace(",", "") for rule in load("laws"))


def read_named(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """The unnumbered document whose type word stands at `start`, if it is named there."""
    if doc_type in LEGISLATION:
        return _legislation(page, start, end, doc_type)
    if doc_type == "Điều lệ":
        return _statutes(page, start, end)
    if doc_type in ("Nghị quyết", "Kết luận", "Chỉ thị"):
        return _of_meeting(page, start, end, doc_type)
    return None


def _legislation(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    text = page.text
    if doc_type == "Hiến pháp":
        year = _YEAR.match(text, end)
        return Reading(start, year.end(), "", doc_type) if year else None
    name_end = _law_name_end(text, start, end)
    if name_end == end:
        return _amending(page, start, end, doc_type)
    subject = page.written(end, name_end)
    name_end = max((m.end() for m in [_AMENDED.match(text, name_end)] if m), default=name_end)
    found = _numbered(page, start, name_end, doc_type)
    if found is None:
        year = _YEAR.match(text, name_end) or _NATIONAL_YEAR.match(text, name_end)
        found = Reading(start, year.end() if year else name_end, "", doc_type)
    found.subject, found.subject_span = subject, (end + 1, name_end)
    return found


def _numbered(page: Page, start: int, name_end: int, doc_type: str) -> Reading | None:
    """The law whose number stands behind its name."""
    lead = _SO.match(page.text, name_end)
    symbol = read_symbol(page.text, lead.end()) if lead else None
    if not symbol or not lead or not (symbol.codes or symbol.year or lead["so"]):
        return None
    tail = read_tail(page, symbol.end)
    found = Reading(start, tail.end, "", doc_type, symbol.number, symbol.written, symbol.issuer_code)
    found.issued_on, found.issuer_span = tail.issued_on, tail.issuer
    return found


def _amending(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """`Luật sửa đổi, bổ sung một số điều của Luật Giá số 44/2019/QH14`: one law, whose number stands last."""
    inner = _AMENDING.match(page.text, end)
    name_end = inner_end = end
    while inner:
        inner_end = inner.end()
        name_end = _law_name_end(page.text, inner.start("law"), inner_end)
        inner = _NEXT_LAW.match(page.text, name_end)
    found = _numbered(page, start, name_end, doc_type) if name_end > inner_end else None
    if found:
        found.subject, found.subject_span = page.written(end + 1, name_end), (end + 1, name_end)
    return found


def _law_name_end(text: str, start: int, end: int) -> int:
    """The end of the longest known law's name after the type word, else of what looks like one; `end` for neither."""
    words: list[str] = []
    ends: list[int] = []
    position = end
    while len(words) < _LONGEST_NAME and (match := _JOINED_WORD.match(text, position)):
        words.append(match[1].lower())
        ends.append(match.end(1))
        position = match.end()
    capital = text[start].isupper() or text[end + 1 : end + 2].isupper()
    if not words or not capital:
        return end
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in _laws():
            return ends[count - 1]
    return _unknown_name(text, end) if text[end + 1].isupper() else end


def _unknown_name(text: str, end: int) -> int:
    """A capital and the small words after it, up to a word that no name holds."""
    name_end, position = end, end
    for _ in range(_MOST_SMALL_WORDS):
        match = _WORD.match(text, position)
        if not match or match[1].lower() in _name_ends() or match[1][0].isdigit():
            break
        name_end = position = match.end(1)
        if match[2] and not text.startswith(", chống ", name_end):
            break
        position = match.end()
    return name_end if name_end > end + 3 else end


def _statutes(page: Page, start: int, end: int) -> Reading | None:
    match = _STATUTES.match(page.text, end)
    if not match or not page.text[start].isupper():
        return None
    finish = len(match[0].rstrip()) + end
    for more in (_TERM, _YEAR):
        further = more.match(page.text, finish)
        finish = further.end() if further else finish
    return Reading(start, finish, "", "Điều lệ")


def _of_meeting(page: Page, start: int, end: int, doc_type: str) -> Reading | None:
    """A resolution named by the congress or plenum that passed it; the meeting is its issuer."""
    text = page.text
    match = _MEETING.match(text, end) or _MEETING.match(text, end + len(" của") if _OF.match(text, end) else end)
    if not match:
        return None
    issuer = match.start("issuer")
    finish = (
        max(body_end(page, issuer), match.end())
        if match["issuer"].lower().startswith(("đại", "hội", "đh"))
        else match.end()
    )
    term = _TERM.match(text, finish)
    finish = term.end() if term else finish
    of = issuer_after(page, finish)
    finish = of[1] if of and text[of[0] : of[1]].startswith(("Đảng", "Công đoàn", "BCH", "Ban Chấp hành")) else finish
    found = Reading(start, finish, "", doc_type, issuer_span=(issuer, finish))
    is_named = (
        finish > match.end("issuer")
        or text[issuer] in "TH"
        or (match["issuer"].count(" ") > 1 and text[start].isupper())
    )
    return found if is_named else None
