"""Who issued a document and when, where the sentence reports the issuing: `Ngày 10/6, … ban hành Kế hoạch số 42`."""

from __future__ import annotations

import re
from datetime import date

from trichluc.citations.issuers import issuer_before
from trichluc.citations.page import Page, Reading

_DONE_BY = re.compile(r"\s?(?:(?:vừa|đã|mới)\s)*được\s")
_INSTRUCTION = re.compile(r"(?:chỉ đạo|ý kiến|yêu cầu|quy định)\scủa\s")
_ON_DAY = re.compile(r"(?:Ngày|ngày|sáng|chiều|Sáng|Chiều|tối|Tối)\s")


def set_issue(page: Page, readings: list[Reading]) -> None:
    """Set `issuer` and `issued_on` of every citation, as far as the article says them."""
    for reading in readings:
        if reading.issuer_span is None and reading.relation == "issues" and reading.verb and not reading.after_verb:
            reading.issuer_span = issuer_before(page, reading.verb[0])
    for reading in readings:
        if reading.issuer_span:
            reading.issuer = page.written(*reading.issuer_span).strip(" ,.")
        if reading.issued_on is None:
            reading.issued_on = _own_day(page, reading) or _reported_day(page, reading)


def _own_day(page: Page, reading: Reading) -> date | None:
    """The day in the citation itself where it lacked a year."""
    for period in page.article.periods:
        if reading.start < period.char_start < reading.end and period.grain == "day":
            return period.starts_on
    return None


def _reported_day(page: Page, reading: Reading) -> date | None:
    if reading.relation != "issues" or not reading.verb or reading.after_verb:
        return None
    first, verb = page.scan.sentence(reading.start)[0], reading.verb[0]
    days = [p for p in page.article.periods if first <= p.char_start and p.char_end <= verb and p.grain == "day"]
    days = [p for p in days if p.starts_on and p.starts_on == p.ends_on]
    return days[-1].starts_on if days else None
