"""Numbers in figures and in words, with their scales: `97.402,9 tỷ`, `1 tỷ 200 triệu`, `hai mươi lăm triệu`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

SCALES = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "triêu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
DIGITS: dict[str, float] = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
}
DIGITS |= {"tám": 8, "chín": 9, "mười": 10, "nửa": 0.5}
FILLERS = ("linh", "lẻ")

_FIGURES = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?")
_SCALE = re.compile(r" ?(nghìn|ngàn|vạn|tri[ệê]u|tr|tỷ|tỉ|trăm|chục)(?!\w)(?! (?:lệ|trọng|suất|giá|số|lẻ)(?!\w))")
_HALF = re.compile(r" rưỡi(?!\w)")
_WORD = re.compile(rf" ?({'|'.join((*DIGITS, *FILLERS, 'mươi', *SCALES))})(?!\w)", re.IGNORECASE)
MOST_WORDS = 12


class Amount(NamedTuple):
    """A number and where it ends; `scale` is the last scale word's value, 1 where it has none."""

    end: int
    value: float
    scale: int = 1


def figures(text: str, start: int) -> Amount | None:
    """The number written in figures at `start`, with its scale words and the smaller amounts that follow them.

    >>> figures("1 tỷ 200 triệu đồng", 0)
    Amount(end=14, value=1200000000.0, scale=1000000)
    """
    match = _FIGURES.match(text, start)
    if match is None:
        return None
    amount = _scaled(text, Amount(match.end(), plain(match[0])))
    while amount.scale > 1000:
        rest = _FIGURES.match(text, amount.end + 1) if text[amount.end : amount.end + 1] == " " else None
        smaller = _scaled(text, Amount(rest.end(), plain(rest[0]))) if rest else None
        if smaller is None or not 1 < smaller.scale < amount.scale or smaller.value >= amount.scale:
            break
        amount = Amount(smaller.end, amount.value + smaller.value, smaller.scale)
    return amount


def plain(number: str) -> float:
    """The value of figures alone: points part thousands, a comma the decimals, or the other way round.

    >>> plain("97.402,9"), plain("1.300"), plain("1.5"), plain("1,500,000")
    (97402.9, 1300.0, 1.5, 1500000.0)
    """
    if number.count(",") > 1:
        return float(number.replace(",", ""))
    whole, _, decimals = number.partition(",")
    groups = whole.split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0] != "0":
        whole = "".join(groups)
    return float(f"{whole}.{decimals}") if decimals else float(whole)


def _scaled(text: str, amount: Amount) -> Amount:
    value, end, scale = amount.value, amount.end, 1
    while match := _SCALE.match(text, end):
        scale *= SCALES[match[1]]
        end = match.end()
    value = float(Decimal(repr(value)) * scale)  # as written: 8.203,3 tỷ is no 8203299999999.999
    if scale > 1 and (half := _HALF.match(text, end)):
        value, end = value + scale / 2, half.end()
    return Amount(end, value, scale)


def spelled(text: str, start: int) -> Amount | None:
    """The number written in words at `start`.

    >>> spelled("hai mươi lăm triệu đồng", 0)
    Amount(end=18, value=25000000.0, scale=1000000)
    """
    total, section, pending, scale, end = 0.0, 0.0, None, 1, start
    for step in range(MOST_WORDS):
        match = _WORD.match(text, end) if step else _WORD.match(text, start)
        word = match[1].lower() if match else ""
        if match is None or (step and match[0][0] != " ") or not _continues(word, pending, step):
            break
        end = match.end()
        if word in DIGITS:
            pending = float(DIGITS[word])
        elif word in FILLERS:
            continue
        elif word in ("mươi", "chục", "trăm"):
            section += (pending or 1) * (100 if word == "trăm" else 10)
            pending, scale = None, 100 if word == "trăm" else 10
        else:
            scale = SCALES[word]
            total += (section + (pending or 0) or 1) * scale
            section, pending = 0.0, None
        if word == "mười":
            section, pending = section + 10, None
    value = total + section + (pending or 0)
    return Amount(end, value, scale) if end > start else None


def _continues(word: str, pending: float | None, step: int) -> bool:
    """Whether a number goes on with `word`: no two digits in a row, and no scale at its beginning."""
    if word in DIGITS:
        return pending is None
    return step > 0
