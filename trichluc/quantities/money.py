"""Money: what makes a number an amount, in which currency, and what the amount is."""

from __future__ import annotations

import re
from functools import cache

from trichluc.article import Quantity
from trichluc.quantities.amounts import SCALES, Amount, figures, plain
from trichluc.rules import load
from trichluc.scan import Hit, Scan
from trichluc.text import LOWER, UPPER

_NOT_MONEY = re.compile(r" (?:chí|phạm|nghiệp|hồ|bào|bọn|đội|giải|nhất|thời|hương|hành|thuận|ý|dân|loạt)(?!\w)")
_PLAIN_LAND = re.compile(r" bằng(?! [0-9])")
_NO_UNIT = re.compile(
    r"(?= ?[.,;:)\n]| ?\Z| ?[-–] ?[0-9]|/(?:m ?2|tháng|năm|người|hộ|suất|tấn|kg|lượng|chiếc)(?!\w)"
    r"| (?:để|cho|và|đến|trong|từ|vào|năm|tiền|so|là|mỗi|một|do|của|với|ủng|nhằm|như|theo|nữa|thì|mà|nhưng|chia|tăng|giảm)(?!\w))"
)
_OF_THINGS = re.compile(
    r"(?:[Ss]ố (?:lượng|lượt)|[Dd]ân số|[Ss]ản lượng|[Tt]ờ khai|[Hh]ồ sơ|[Tt]huê bao|[Tt]ài khoản|[Ll]ượt) [^.,;:()\n]{0,60}\Z"
)
_SIGN_BEFORE = re.compile(r"(?:(US\$) ?|(\$|€))\Z")
_TO = re.compile(r" đến | ?[-–] ?")
_LEADS_TO = (" đ", " -", " –", "-", "–")
_NAME = re.compile(rf"[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]")  # `Lương Văn Bình`
_AGAINST = ("chống ", "Chống ")
"""What is fought is not what the money is (`chống thất thu`)."""
_TARGETS = ("chỉ tiêu", "dự toán")
_WORD = re.compile(r"\w+")
_STRAY_COMMA = re.compile(r"(?<=\.[0-9]{3}), (đồng)(?!\w)")


def sign_before(text: str, start: int) -> re.Match[str] | None:
    """A currency's sign in front of an amount: `US$ 500`, `€20`."""
    may_be = text[start - 1 : start] == "€" or "$" in text[max(0, start - 2) : start]
    return _SIGN_BEFORE.search(text, max(0, start - 4), start) if may_be else None


@cache
def currencies() -> tuple[re.Pattern[str], dict[str, str]]:
    """What matches a currency behind a number, and the code of each sign."""
    codes = {rule["sign"]: rule["code"] for rule in load("currencies")}
    return re.compile(rf" ?({_signs(codes)})(?!\w)(?!/c(?!\w))"), codes


def _signs(codes: dict[str, str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(codes, key=len, reverse=True))


@cache
def _range() -> re.Pattern[str]:
    """A range whose first number has the unit of the second: `5 - 10 triệu`, `30 đến dưới 50 triệu`."""
    units = f"{'|'.join(SCALES)}|{_signs(currencies()[1])}"
    return re.compile(
        rf"([0-9][0-9.,]*)(?:{_TO.pattern})(?:dưới |gần |hơn |khoảng |trên )?(?=[0-9][0-9.,]* ?(?:{units})(?!\w))"
    )


def begins_range(text: str, start: int, end: int) -> bool:
    """Whether the number that `text[start:end]` begins is the lower one of a range of money that states its unit once.

    >>> begins_range("phạt 5 - 10 triệu đồng", 5, 6), begins_range("năm 2010 - 2015", 4, 8)
    (True, False)
    """
    return text.startswith(_LEADS_TO, end) and _range().match(text, start) is not None


def find(scan: Scan, start: int, amount: Amount) -> Quantity | None:
    """The amount of money that a number is, or None."""
    text = scan.text
    pattern, codes = currencies()
    if sign := sign_before(text, start):
        return _of(scan, sign.start(), amount.end, amount.value, codes[sign[1] or sign[2]])
    match = pattern.match(text, amount.end) or _STRAY_COMMA.match(text, amount.end)
    if match and not (match[1] == "đồng" and _is_no_money(text, match.end(), amount)):
        return _of(scan, start, match.end(), amount.value, codes[match[1]])
    if amount.scale == 1 and text.startswith(_LEADS_TO, amount.end):
        return _lower(scan, start, amount)
    if amount.scale >= 10**6 and amount.scale % 10**6 == 0 and _NO_UNIT.match(text, amount.end):
        if _OF_THINGS.search(text, max(scan.sentence(start)[0], start - 90), start):
            return None
        return _of(scan, start, amount.end, amount.value, _currency_of_range(text, amount.end))
    return None


def _lower(scan: Scan, start: int, amount: Amount) -> Quantity | None:
    """The lower amount of a range, by the scale and the currency that stand behind the upper one."""
    span = _range().match(scan.text, start)
    upper = figures(scan.text, span.end()) if span else None
    pattern, codes = currencies()
    sign = pattern.match(scan.text, upper.end) if upper else None
    if span is None or upper is None or not (sign or _NO_UNIT.match(scan.text, upper.end)):
        return None
    value = plain(span[1]) * upper.scale
    if value >= upper.value or (sign and sign[1] == "đồng" and _is_no_money(scan.text, sign.end(), upper)):
        return None
    return _of(scan, start, amount.end, value, codes[sign[1]] if sign else "VND")


def _currency_of_range(text: str, end: int) -> str:
    """The currency that stands behind a range's far end (`từ 2 triệu đến 3 triệu USD`); where none does, the đồng."""
    pattern, codes = currencies()
    to = _TO.match(text, end)
    far = figures(text, to.end()) if to else None
    sign = pattern.match(text, far.end) if far else None
    return codes[sign[1]] if sign else "VND"


def _is_no_money(text: str, end: int, amount: Amount) -> bool:
    """Whether `đồng` begins another word: `30 đồng chí`, `2 đồng bằng` (but `2 tỷ đồng bằng 40% dự toán`)."""
    return bool(_NOT_MONEY.match(text, end) or (amount.scale == 1 and _PLAIN_LAND.match(text, end)))


def _of(scan: Scan, start: int, end: int, value: float, code: str) -> Quantity:
    return Quantity(start, end, scan.text[start:end], value, code, _purpose(scan, start))


def _purpose(scan: Scan, start: int) -> str | None:
    """The nearest word before that says what the money is, in the same sentence."""
    window = max(scan.sentence(start)[0], start - 60)
    phrases, position, found = scan.longest("money_words"), window, None
    for word in _WORD.finditer(scan.text, window, start):
        hit = phrases.get(word.start()) if word.start() >= position else None
        if hit and hit[1] <= start and _says_what(scan.text, hit, start):
            found, position = scan.text[hit[0] : hit[1]], hit[1]
    return found


def _says_what(text: str, hit: Hit, start: int) -> bool:
    """Whether a money word is no name's syllable, nothing that is fought, and no target of an earlier clause."""
    if _NAME.match(text, hit[0]) or text.endswith(_AGAINST, 0, hit[0]):
        return False
    return hit[2]["phrase"] not in _TARGETS or ", " not in text[hit[1] : start]
