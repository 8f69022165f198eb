"""Documents cited by number: a type word, `số`, a number and a symbol; then more of them; then date and issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from trichluc.citations.dates import read_date
from trichluc.citations.issuers import issuer_after
from trichluc.citations.page import Page, Reading
from trichluc.citations.symbols import Symbol, issuer_codes, read_symbol
from trichluc.rules import load

_SO = re.compile(
    r"(?=,?\s{0,4}(?:[(:sSlIO0-9]|khẩn|hỏa|thượng|mật))(?:(?:\s(?:khẩn|hỏa tốc|thượng khẩn|mật))?,?\s{0,3}(?P<so>\(?(?:[Ss]ố|SỐ|[Ss]o|[Ss]ô)(?:\s(?:hiệu|số))?)"
    r"\s{0,2}[:.]?|\s?:(?=\s?[0-9]+/)|(?=\s)|(?=[0-9]+/[12]))\s{0,3}(?=[0-9lIO])"
)
_FORM = re.compile(r"(?:[Mm]ẫu|biểu|[Bb]iển|xe|nhà)\s(?:số\s?)?:?\s?\Z")
_FAR_SO = re.compile(r"(?:[ ][^\W\d_]+){1,11}?[ ]số[ ]?:?[ ]?(?=[0-9])")
_NEXT_ITEM = re.compile(r"\s?(?:[,;]|,?\s(?:và|và các|hoặc|cùng)\s|\s-\s)\s{0,2}(?P<so>(?:[Ss]ố\s{0,2})?)(?=[0-9])")
_SAID_YEAR = re.compile(
    r"\s(?:năm\s(?:19|20)[0-9]{2}(?![0-9/-])|(?:19|20)[0-9]{2}(?=\s(?:về|quy định|hướng dẫn)\s|[,.;)\n]|\Z))"
)
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}\Z")
_MOST_ITEMS = 20
_FAR = 120


@dataclass(slots=True)
class Tail:
    """Date and issuer after a symbol, and where they end."""

    end: int
    issued_on: date | None = None
    issuer: tuple[int, int] | None = None


@cache
def _phrases(kind: str) -> str:
    return "|".join(rule["phrase"] for rule in load("number_followers") if rule["kind"] == kind)


@cache
def _follower() -> re.Pattern[str]:
    """What may follow a bare number that is a document's, and not a count of things."""
    ends = r"[.,;:!?)\]\"”(/…]|\Z|\n|năm\s[12]|ngày\s\d|[A-ZĐ]"
    return re.compile(rf"\s{{0,2}}(?:{ends}|(?:{_phrases('follows')})\b)")


@cache
def _counted() -> re.Pattern[str]:
    """Things that a bare number counts."""
    return re.compile(rf"\s{{0,2}}(?!năm\s[12])(?:(?:{_phrases('counts')})\b|[%])")


def read_numbered(page: Page, start: int, type_end: int, doc_type: str, strength: str) -> list[Reading]:
    """The citations that begin with the type word at `start`: one, or every item of a list."""
    lead = _SO.match(page.text, type_end)
    if not lead:
        return []
    first = read_symbol(page.text, lead.end())
    if first is None or not _is_citation(page.text, first, bool(lead["so"]), strength, start):
        return []
    symbols = [first, *_further(page.text, first)]
    return _readings(page, start, doc_type, symbols)


def read_numbered_after_words(page: Page, start: int, type_end: int, rule: dict[str, str]) -> list[Reading]:
    """A citation whose number stands after what it is about: `quyết định khởi tố vụ án hình sự số 01/QĐ-ĐTCBL`."""
    if page.text.find(" số", type_end, type_end + _FAR) < 0:
        return []
    lead = _FAR_SO.match(page.text, type_end)
    if not lead or any(at in page.types for at in range(type_end + 1, lead.end())):
        return []
    if _FORM.search(page.text, max(type_end, lead.end() - 12), lead.end()):
        return []
    symbol = read_symbol(page.text, lead.end())
    if symbol is None or not symbol.codes:
        return []
    letter = rule["doc_type"] in ("Công văn", "Văn bản") and symbol.type_code in (None, "CV")
    if not letter and symbol.type_code != rule["code"]:
        return []
    return _readings(page, start, rule["doc_type"], [symbol])


def read_dated(page: Page, start: int, end: int, rule: dict[str, str]) -> Reading | None:
    """A document without a number that its day and issuer tell: `công văn ngày 4/5/2018 của Cục Thuế tỉnh Long An`."""
    if rule["strength"] not in ("sure", "strong") or not page.text.startswith((" ngày ", " (ngày "), end):
        return None
    tail = read_tail(page, end)
    if tail.issued_on is None or tail.issuer is None:
        return None
    return Reading(start, tail.end, "", rule["doc_type"], issued_on=tail.issued_on, issuer_span=tail.issuer)


def read_bare(page: Page, start: int, doc_type: str) -> list[Reading]:
    """A symbol without a type word (`số 23/CĐ-TW`, `quy trình 1410/QĐ-TCHQ`), where its codes are known ones."""
    symbol = read_symbol(page.text, start)
    if symbol is None or symbol.type_code is None or symbol.issuer_code not in issuer_codes():
        return []
    if _FORM.search(page.text, max(0, start - 12), start):
        return []
    return _readings(page, start, doc_type, [symbol])


def _is_citation(text: str, symbol: Symbol, with_so: bool, strength: str, start: int) -> bool:
    """Whether a number after a type word is a document's."""
    if symbol.codes:
        return True
    if symbol.year:
        return strength in ("sure", "strong")
    if with_so:
        return strength != "symbol" and not _counted().match(text, symbol.end)
    if len(symbol.number) > 5 or not _may_do_without_so(text[start], strength, symbol.number):
        return False
    if _YEAR_LIKE.match(symbol.number):
        return read_date(text, symbol.end) is not None
    if strength == "sure" and text[start].isupper() and len(symbol.number) > 1:
        return not _counted().match(text, symbol.end) or bool(_follower().match(text, symbol.end))
    return bool(_follower().match(text, symbol.end))


def _may_do_without_so(first_letter: str, strength: str, number: str) -> bool:
    """Whether a type word takes a number without `số`: a small `quyết định` is a verb, a capital `Hướng dẫn 4` a count."""
    if strength == "sure":
        return True
    return first_letter.isupper() and (strength == "strong" or (strength == "capital" and len(number) > 1))


def _further(text: str, first: Symbol) -> list[Symbol]:
    """The list's later items; a bare number counts where a symbol follows in the list or the list has none."""
    items: list[Symbol] = []
    symbol = first
    while len(items) < _MOST_ITEMS:
        dated = read_date(text, symbol.end) if symbol.codes else None
        joint = _NEXT_ITEM.match(text, dated.end if dated else symbol.end)
        following = read_symbol(text, joint.end()) if joint else None
        if joint is None or following is None:
            break
        if not _is_item(text, following, bool(joint["so"])) and following.codes[:1] != first.codes[:1]:
            break
        items.append(following)
        symbol = following
    while items and not items[-1].codes and (first.codes or any(i.codes for i in items)):
        items.pop()
    return items


def _is_item(text: str, symbol: Symbol, with_so: bool) -> bool:
    if symbol.codes:
        return symbol.type_code is not None or bool(symbol.year) or with_so
    if _YEAR_LIKE.match(symbol.number) or _counted().match(text, symbol.end):
        return False
    plain = len(symbol.number) <= 4
    return plain and (with_so or bool(_follower().match(text, symbol.end)) or bool(_NEXT_ITEM.match(text, symbol.end)))


def _readings(page: Page, start: int, doc_type: str, symbols: list[Symbol]) -> list[Reading]:
    model = next((s for s in symbols if s.codes), None)
    last_tail = read_tail(page, symbols[-1].end, code=symbols[-1].issuer_code)
    readings = []
    for index, symbol in enumerate(symbols):
        tail = last_tail if symbol is symbols[-1] else read_tail(page, symbol.end, symbols[index + 1].start)
        span = (start if index == 0 else symbol.start, tail.end)
        reading = _reading(page, span, doc_type, _completed(symbol, model), tail)
        reading.group = start
        reading.issued_on = tail.issued_on or last_tail.issued_on
        reading.issuer_span = tail.issuer or last_tail.issuer
        readings.append(reading)
    return readings


def _completed(symbol: Symbol, model: Symbol | None) -> Symbol:
    """A bare number of a list with the year and codes of the item that has them."""
    if symbol.codes or model is None:
        return symbol
    return Symbol(symbol.start, symbol.end, symbol.number, symbol.year or model.year, model.codes, model.dash)


def _reading(page: Page, span: tuple[int, int], doc_type: str, symbol: Symbol, tail: Tail) -> Reading:
    return Reading(
        *span,
        surface=page.text[span[0] : span[1]],
        doc_type=doc_type,
        number=symbol.number,
        symbol=symbol.written,
        issuer_code=symbol.issuer_code,
        issued_on=tail.issued_on,
        issuer_span=tail.issuer,
    )


def _issuer_of_code(page: Page, end: int, code: str) -> tuple[int, int] | None:
    """`Thông tư 05/2018/TT-BXD ngày 29/6/2018 Bộ Xây dựng`: the body of the symbol's code without a `của`."""
    body = issuer_codes().get(code, {}).get("body")
    return (end + 1, end + 1 + len(body)) if body and page.text.startswith(f" {body} ", end) else None


def read_tail(page: Page, position: int, limit: int | None = None, code: str | None = None) -> Tail:
    """Date, issuer and year after a symbol, in any order, up to `limit`."""
    tail = Tail(position)
    for _ in range(3):
        dated = read_date(page.text, tail.end) if tail.issued_on is None else None
        if dated and (limit is None or dated.end <= limit):
            tail.end, tail.issued_on = dated.end, dated.day
            continue
        issuer = issuer_after(page, tail.end) if tail.issuer is None else None
        if issuer is None and tail.issuer is None and tail.issued_on and code:
            issuer = _issuer_of_code(page, tail.end, code)
        if issuer and (limit is None or issuer[1] <= limit):
            tail.end, tail.issuer = issuer[1], issuer
            continue
        year = _SAID_YEAR.match(page.text, tail.end)
        if not year or limit is not None:
            break
        tail.end = year.end()
    return tail
