"""The day on which a document was issued, where it stands beside the document: `ngày 05/3/2020`, `(3/6/2013)`."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_OPENS = r"(?=,?\s{0,3}(?:\(|(?:(?:cùng|ký|ban hành|ra|đề)\s)?(?:[Nn]g[àa]y|NGÀY)))"  # spares most places the rest
_LEAD = r",?(?:[ ]{0,2}|\s(?=ngày\b))(?P<open>\()?[ ]?(?:(?:cùng|ký|ban hành|ra|đề)\s)?(?P<word>[Nn]gày|NGÀY|[Nn]gay)?\s{0,2}(?:mồng|mùng)?\s?"
_DAY_MONTH = r"(?P<day>[0-3]?[0-9])\s?(?:(?P<mark>[/.-])\s?|\s?(?:tháng|THÁNG|thang)\s?)(?P<month>[01]?[0-9])(?![0-9])"
_YEAR = r"(?:(?:\s?[/.-]\s?|,?\s?(?:năm|NĂM|nam)\s?)(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]))?"
_DATE = re.compile(rf"{_OPENS}{_LEAD}{_DAY_MONTH}{_YEAR}(?P<close>\s?\))?")


class IssuingDate(NamedTuple):
    """A date's end, and its day; None where the calendar has no such day or the year is not said."""

    end: int
    day: date | None


def read_date(text: str, position: int) -> IssuingDate | None:
    """The issuing date that begins at `position` (blanks, a comma and a bracket before it included).

    >>> read_date(" ngày 31/02/2020 của", 0).day is None
    True
    """
    match = _DATE.match(text, position)
    if not match or not _is_date(match):
        return None
    end = match.end() if match["open"] or not match["close"] else match.start("close")
    return IssuingDate(end, _day(match))


def _is_date(match: re.Match[str]) -> bool:
    if match["open"] and not match["close"]:
        return False
    if match["word"]:
        return True
    return bool(match["open"] and match["year"])


def _day(match: re.Match[str]) -> date | None:
    if not match["year"]:
        return None
    year = int(match["year"])
    try:
        return date(year if year > 99 else 2000 + year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
