"""Who issued a document and when, where the sentence reports the issuing: `Ngày 10/6, … ban hành Kế hoạch số 42`."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from trichluc.article import LEGISLATION
from trichluc.citations.issuers import body_end, issuer_after, issuer_before
from trichluc.citations.names import written_out
from trichluc.citations.page import Page, Reading
from trichluc.citations.relations import continues_list, item_before
from trichluc.citations.symbols import issuer_codes

_FAR = 150
_REPORT = 300
_INSTRUCTION = 130
_OTHER_CLAUSE = re.compile(r"[,.;:\n]|[0-9]/")
_ISSUES = re.compile(r"[ ](?:ký )?(?:ban hành|thông qua|công bố|gửi)")
_PASSED = re.compile(
    r"\sthông qua(?:\svào)?\s(?=ngày\s[0-9])|(?:\svà|,)?(?:\sđã)?\sđược\s(?=[^.;:\n]{3,60}?\s(?:thông qua|ban hành)\b)"
    r"[^.;:\n]{3,60}?\s(?:thông qua|ban hành)"
    r"(?:\s(?:tại|ở)\s[^.;:\n]{3,60}?)?(?:,|\svào)?\s(?=ngày\s[0-9])"
)
_SAID_IN = ("Tại ", "tại ", "Theo ", "theo ", "Tại các ", "tại các ", "Theo các ", "theo các ")
_BRACKET = re.compile(r"\s\((?:đã )?(?:được )?(?:sửa đổi|bổ sung|thay thế)[^()\n]{1,200}\)(?= của )")
_CHANGED_IN = re.compile(r"\((?:đã )?(?:được )?(?:sửa đổi|bổ sung|thay thế)[^()\n]{1,90}\Z")
_ADDRESSED = re.compile(r"\s(?:cho|gửi|với)\s[^.,;:()\n]{3,90}\s")


def set_issue(page: Page, readings: list[Reading]) -> None:
    """Set `issuer` and `issued_on` of every citation, as far as the article says them."""
    for reading in readings:
        if reading.issuer_span is None:
            reading.issuer_span = _instructing(page, reading) or _issued_by(page, reading) or _beside(page, reading)
        if reading.issuer_span is None and reading.relation == "issues" and reading.verb and not reading.after_verb:
            reading.issuer_span = issuer_before(page, reading.verb[0])
    _share_issuers(page, readings)
    for reading in readings:
        if reading.issuer_span:
            reading.issuer = page.written(*reading.issuer_span).strip(" ,.")
        if reading.issued_on is None:
            reading.issued_on = _own_day(page, reading) or _reported_day(page, reading) or _passed_day(page, reading)


def _share_issuers(page: Page, readings: list[Reading]) -> None:
    """One issuer before the first document of a list, or after the last one, is the issuer of them all."""
    for previous, reading in pairwise(readings):
        if reading.issuer_span is None and previous.issuer_span and previous.issuer_span[1] <= previous.start:
            if _alike(previous, reading) and continues_list(page, previous, reading):
                reading.issuer_span = previous.issuer_span
    for index in range(len(readings) - 1, 0, -1):
        previous, reading = item_before(page, readings, index), readings[index]
        if previous.issuer_span is None and reading.issuer_span and reading.issuer_span[0] > reading.start:
            if previous.subject_span is None and _alike(previous, reading) and continues_list(page, previous, reading):
                previous.issuer_span = reading.issuer_span


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two documents may be of one issuer: by one code in their symbols, or of one type and no other code."""
    codes = one.issuer_code, other.issuer_code
    return codes[0] == codes[1] if None not in codes else one.doc_type == other.doc_type


def _instructing(page: Page, reading: Reading) -> tuple[int, int] | None:
    """`chỉ đạo của Thủ tướng Chính phủ tại Quyết định …`: who says something in the document."""
    text, start = page.text, reading.opening
    if not text.startswith(" tại ", start - 5):
        return None
    for head in page.heads_between(max(0, start - _INSTRUCTION), start - 5):
        if not text.startswith("của ", head - 4):
            continue
        end = body_end(page, head)
        if end == start - 5 or _ADDRESSED.fullmatch(text, end, start - 4):
            return head, end
    return None


def _issued_by(page: Page, reading: Reading) -> tuple[int, int] | None:
    """`… vừa được Chính phủ ban hành`, `… do Chính phủ ban hành` right after the document and its subject."""
    first = reading.char_end
    for head in page.heads_between(first, first + _FAR):
        is_told = page.text.endswith(" được ", 0, head)
        if not is_told and not page.text.endswith(" do ", 0, head):
            continue
        end = body_end(page, head)
        between = page.text[reading.full : head]
        if not _ISSUES.match(page.text, end) or _OTHER_CLAUSE.search(between):
            return None
        if is_told and reading.verb is None:
            reading.relation = "issues"
        return head, end
    return None


def _beside(page: Page, reading: Reading) -> tuple[int, int] | None:
    """Who is named right behind the document and its title: who acts by it, or behind a bracket on its changes."""
    full = reading.full
    mark = page.text[full : full + 2]
    if mark == ", ":
        return _acting(page, reading, full + 2)
    if mark == " (":
        bracket = _BRACKET.match(page.text, full)
        return issuer_after(page, bracket.end()) if bracket else None
    if mark != ") " or not _CHANGED_IN.search(page.text, max(0, reading.opening - _INSTRUCTION), reading.opening):
        return None
    return issuer_after(page, full + 1)  # `A (được sửa đổi tại B) của Chính phủ`


def _acting(page: Page, reading: Reading, head: int) -> tuple[int, int] | None:
    """`Bằng thông báo số 312, Ban Bí thư cử …`: who acts by the document issued it; after `tại`, if its code says so."""
    if page.kind_of_head(head) not in ("body", "office"):
        return None
    opening = reading.group if 0 <= reading.group < reading.opening else reading.opening
    if page.text.endswith(("Bằng ", "bằng "), 0, opening):
        return head, body_end(page, head)
    rule = issuer_codes().get(reading.issuer_code or "")
    if rule is None or not page.text.endswith(_SAID_IN, 0, opening):
        return None
    end = body_end(page, head)
    return (head, end) if written_out(page.written(head, end)) == rule["body"] else None


def _own_day(page: Page, reading: Reading) -> date | None:
    """The day in the citation itself where it lacked a year."""
    days = page.days_between(reading.char_start + 1, reading.char_end)
    return days[0].starts_on if days else None


def _passed_day(page: Page, reading: Reading) -> date | None:
    """The day on which a law was passed: `được Quốc hội thông qua tại kỳ họp thứ 8, ngày …`."""
    passed = _PASSED.match(page.text, reading.full) if reading.doc_type in LEGISLATION or reading.symbol else None
    days = page.days_between(passed.end(), passed.end() + 1) if passed else []
    return days[0].starts_on if days and days[0].starts_on == days[0].ends_on else None


def _reported_day(page: Page, reading: Reading) -> date | None:
    if reading.relation != "issues" or not reading.verb or reading.after_verb:
        return None
    first, verb = page.scan.sentence(reading.start)[0], reading.verb[0]
    near = page.days_between(max(first, verb - _REPORT), verb)
    days = [period for period in near if period.char_end <= verb]
    days = [p for p in days if p.starts_on and p.starts_on == p.ends_on]
    return days[-1].starts_on if days else None
