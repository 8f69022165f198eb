"""Who issued a document and when, where the sentence reports the issuing: `Ngày 10/6, … ban hành Kế hoạch số 42`."""

from __future__ import annotations

import re
from datetime import date

from trichluc.citations.issuers import body_end, issuer_before
from trichluc.citations.page import Page, Reading

_FAR = 150
_REPORT = 300
_OTHER_CLAUSE = re.compile(r"[,.;:\n]|[0-9]/")
_ISSUES = re.compile(r"[ ](?:ký )?(?:ban hành|thông qua|công bố)")


def set_issue(page: Page, readings: list[Reading]) -> None:
    """Set `issuer` and `issued_on` of every citation, as far as the article says them."""
    for reading in readings:
        if reading.issuer_span is None:
            reading.issuer_span = _instructing(page, reading) or _issued_by(page, reading)
        if reading.issuer_span is None and reading.relation == "issues" and reading.verb and not reading.after_verb:
            reading.issuer_span = issuer_before(page, reading.verb[0])
    for reading in readings:
        if reading.issuer_span:
            reading.issuer = page.written(*reading.issuer_span).strip(" ,.")
        if reading.issued_on is None:
            reading.issued_on = _own_day(page, reading) or _reported_day(page, reading)


def _instructing(page: Page, reading: Reading) -> tuple[int, int] | None:
    """`chỉ đạo của Thủ tướng Chính phủ tại Quyết định …`: who says something in the document."""
    text, start = page.text, reading.opening
    if not text.startswith(" tại ", start - 5):
        return None
    for head in page.heads_between(max(0, start - 80), start - 5):
        if text.startswith("của ", head - 4) and body_end(page, head) == start - 5:
            return head, start - 5
    return None


def _issued_by(page: Page, reading: Reading) -> tuple[int, int] | None:
    """`… vừa được Chính phủ ban hành` right after the document and its subject."""
    for head in page.heads_between(reading.end, reading.end + _FAR):
        if not page.text.endswith(" được ", 0, head):
            continue
        end = body_end(page, head)
        between = page.text[reading.full : head]
        if not _ISSUES.match(page.text, end) or _OTHER_CLAUSE.search(between):
            return None
        if reading.verb is None:
            reading.relation = "issues"
        return head, end
    return None


def _own_day(page: Page, reading: Reading) -> date | None:
    """The day in the citation itself where it lacked a year."""
    days = page.days_between(reading.start + 1, reading.end)
    return days[0].starts_on if days else None


def _reported_day(page: Page, reading: Reading) -> date | None:
    if reading.relation != "issues" or not reading.verb or reading.after_verb:
        return None
    first, verb = page.scan.sentence(reading.start)[0], reading.verb[0]
    near = page.days_between(max(first, verb - _REPORT), verb)
    days = [period for period in near if period.char_end <= verb]
    days = [p for p in days if p.starts_on and p.starts_on == p.ends_on]
    return days[-1].starts_on if days else None
