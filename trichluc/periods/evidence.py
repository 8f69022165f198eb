"""Is it a date at all? What must stand around digits that no word (`ngày`, `tháng`, `năm`) calls a date.

`17/20 đơn vị` is a share, `3-1` a score, `đường 30/4` a street, `công văn 2014` a number. Only a few characters
to the left and to the right are looked at.
"""

from __future__ import annotations

import re

from trichluc.article import LEGISLATION
from trichluc.periods import numerals
from trichluc.periods.parts import Part
from trichluc.periods.phrases import Before, phrases, words
from trichluc.periods.readings import Reading
from trichluc.rules import load
from trichluc.text import UPPER

_LEFT, _CLAUSE = 32, 72

_ENDS_CLAUSE = r"\s*(?:\Z|[\n,.;:)\]”\"'’!?…(|&*•/]|- )"
_FREE_RIGHT = re.compile(rf"{_ENDS_CLAUSE}| ?[{UPPER}“\"]| {phrases('goes_on')}")
_CALLED_DATE = re.compile(
    rf"(?i:(?<!\w)(?:(?:{phrases('calls_date')}|thứ \w{{1,4}}|[0-9][hg](?:[0-9]{{2}})?)[ ,:(-]*"
    rf"|{phrases('names_date')}{words(1, 8)} \(?))\Z"
)
_NOT_CALLED_DATE = Before("numbers", r"(?: [^\W\d]+)? ?:? ?")
_DOCUMENT = re.compile(rf"(?i:(?:(?<!\w){phrases('documents')}|,) ?)\Z")
_LAW = Before("laws", rf"{words(0, 9)} \(?")
_NAMED_LAW = re.compile(rf"(?:(?<!\w)(?:{'|'.join(sorted(LEGISLATION))})(?: (?!số)[^\W\d]+,?){{0,9}}) \Z")
_AFTER_NAME = re.compile(rf"(?:[”\"'’»)] ?(?:- )?|(?<!\w)[{UPPER}]\w*,? (?:- )?)\Z")
_NAMED_YEAR = re.compile(r"(?i:\b(\w+),? (?:- )?)\Z")
_COUNTED = re.compile(rf"(?i: ?(?:[%‰]|{phrases('counts')}))")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[.-][0-9]{1,2}[.-][0-9]{2}(?![0-9])")
_SEVERAL = re.compile(rf"(?i:(?<!\w)(?:{phrases('several')}|[0-9]+|{'|'.join(numerals.COUNTS)}) )\Z")
_UNREAD_DAY = re.compile(r"(?i:ngày [0-9]{1,2},?(?: tháng [0-9]{1,2},?)? )\Z")
_EVERY = re.compile(r"(?i:(?<!\w)(?:mỗi|hằng|hàng|một|từng) )\Z")
_RATE = re.compile(r" (?:ngày|buổi|giờ|lần|triệu)(?! [0-9])(?!\w)")
_PORTION = re.compile(r"(?i:đầu|giữa|cuối|nửa) ")
_OPENS_COMPOUND = re.compile(r"(?i:(?<!\w)(?:bắt|đứng|dẫn|hàng|lần|ban|bước) )\Z")
"""What makes of `đầu` a part of another word: `bắt đầu năm 2016`, `đứng đầu 2016`."""
_GLUED_ON = ("và ", "của ", "về ")
_GLUED_WORD = re.compile(r"(?<=[0-9])[^\W\d_]{2,} ")
"""A word in front of which a blank is lost: `tháng 6cả nước`."""
_GLUED_HEAD = re.compile(r"(?i:(?<!\w)(?:năm|sn))\Z")
"""What a year may be glued to: `sinh năm1962`, `SN1962`."""
_ROUND_THE_CLOCK = ("24/7", "24-7", "7/24")
_DIGITS = re.compile(r"[0-9]+")
_LIST_LINK = re.compile(r"(?i: ?(?:,|và|;|hoặc|&|-|/|, và|hay) ?(?:ngày )?)\Z")


def is_period(text: str, reading: Reading, previous: Reading | None) -> bool:
    """Whether what was read is a calendar expression here; `previous` is the period before, for lists."""
    if not _begins_freely(text, reading) or not _ends_freely(text, reading):
        return False
    if text.startswith("đầu ", reading.start) and _OPENS_COMPOUND.search(
        text, max(0, reading.start - 6), reading.start
    ):
        return False
    if _stands_alone(text, reading):
        return True
    if reading.alone:
        return False
    if reading.headed:
        return _heads_count(text, reading)
    return _BY_FORM[reading.form](text, reading, previous)


def _begins_freely(text: str, reading: Reading) -> bool:
    """No digits, number signs or letters run into it; a full date may be glued to a name (`Diệp12/05/2019`)."""
    at = reading.start
    if not at:
        return True
    before = text[at - 1]
    if before.isalnum():
        glued = reading.form == "date" and text[at].isdigit()
        return before.isalpha() and (glued or _GLUED_HEAD.search(text, max(0, at - 4), at) is not None)
    if before == "-" and text[at - 2 : at - 1].isalnum():
        return reading.form == "date"
    if before in ".,/:+" and at > 1 and text[at - 2].isalnum():
        return (
            (before == ":" and not text[at - 2].isdigit())
            or (not text[at].isdigit())
            or (before in ".,-:" and text[at - 2].isalpha())
        )
    return True


def _ends_freely(text: str, reading: Reading) -> bool:
    """No letter or digit runs on (`từ 3.5L`); a new sentence may be glued to it (`năm mới 2006Kết thúc`)."""
    after = text[reading.end : reading.end + 1]
    if reading.form == "date" and text.startswith(_GLUED_ON, reading.end):
        return True
    if reading.headed and reading.form in ("month", "month_year", "year") and _GLUED_WORD.match(text, reading.end):
        return True
    return not after.isalnum() or (after.isupper() and reading.form != "day_month")


def _stands_alone(text: str, reading: Reading) -> bool:
    """The expression is all there is on its line."""
    left, right = text[max(0, reading.start - 3) : reading.start], text[reading.end : reading.end + 3]
    begins = not left.rpartition("\n")[2].strip() and ("\n" in left or reading.start < 3)
    ends = not right.partition("\n")[0].strip(" .") and ("\n" in right or reading.end + 3 > len(text))
    if not begins or not ends:
        return False
    return reading.headed or "/" in text[reading.start : reading.end]


def _heads_count(text: str, reading: Reading) -> bool:
    """`tháng 3 lần`, `năm 2000 người`: the number counts what follows."""
    left = _left(text, reading.start)
    if reading.relative or text[reading.start : reading.end].lower() == "tháng năm":
        return not _SEVERAL.search(left)  # `những tháng năm hào hùng`
    if isinstance(reading.last, Part) and not reading.last.year and reading.form in ("month", "season"):
        if _EVERY.search(left) and _RATE.match(text, reading.end):
            return False
        return not _COUNTED.match(text, reading.end) and not _UNREAD_DAY.search(left)
    if reading.form == "year" and isinstance(reading.last, Part) and reading.last.year and reading.last.year < 1000:
        return bool(_FREE_RIGHT.match(text, reading.end)) and not _SEVERAL.search(left)
    return reading.grain == "day" or not _UNREAD_DAY.search(left)


def _left(text: str, at: int, width: int = _LEFT) -> str:
    return text[max(0, at - width) : at]


def _is_date(text: str, reading: Reading, previous: Reading | None) -> bool:
    """`12.10.30` is a number of a section, not a day of 2030."""
    written = _SHORT_YEAR.match(text, reading.start)
    return not written or bool(_CALLED_DATE.search(_left(text, reading.start)))


def _is_day_month(text: str, reading: Reading, previous: Reading | None) -> bool:
    if _continues(text, reading, previous):
        return True
    left = _left(text, reading.start, _CLAUSE)
    written = text[reading.start : reading.end]
    opens_line = not left.rpartition("\n")[2].strip(" :")
    if opens_line and (_EXPLAINED.match(text, reading.end) or "." in written):
        return "." not in written  # `2.4` is the number of a section
    if _is_led(reading, text) and _DAYS_AND_NIGHTS.match(text, reading.end):
        return False  # `từ 3/7 ngày` is a stay
    if _DOTTED_RANGE.search(written):
        return not _COUNTED.match(text, reading.end) and bool(_FREE_RIGHT.match(text, reading.end))
    if (_is_led(reading, text) and "." not in written) or _CALLED_DATE.search(left):
        return not _COUNTED.match(text, reading.end) and not _is_share(text, reading, left)
    if not reading.is_point and written.count("/") == 2:
        return _cannot_be_share(written) and not _COUNTED.match(text, reading.end)
    if written in _ROUND_THE_CLOCK or _NOT_CALLED_DATE.search(left) or not _FREE_RIGHT.match(text, reading.end):
        return False
    if text[reading.start - 1 : reading.start] == "(" and text[reading.end : reading.end + 1] == ")":
        return True
    return _cannot_be_share(written)


_EXPLAINED = re.compile(r"(?i: ?[-:] ?ngày )")
"""What makes a date of digits at a line's start: `4/6 - ngày vì trẻ em`."""
_SHARE = re.compile(r"(?i:(?:đến|tới|hết) [0-9]/[0-9])")
_DAYS_AND_NIGHTS = re.compile(r" (?:ngày|đêm|buổi)(?! [0-9])(?!\w)")
_DOTTED_RANGE = re.compile(r"(?i:từ )[0-9]{1,2}\.[01]?[0-9] ?(?:-|đến) ?(?:1[3-9]|2[0-9]|3[01])\.[01]?[0-9]\Z")
"""`từ 1.9 - 30.9`: no decimals, since the second number is a day past the 12th."""


def _is_share(text: str, reading: Reading, left: str) -> bool:
    """`chiếm tới 2/3 diện tích`."""
    if not _SHARE.match(text, reading.start):
        return False
    return bool(_NOT_CALLED_DATE.search(left)) or not _FREE_RIGHT.match(text, reading.end)


def _is_led(reading: Reading, text: str) -> bool:
    """A word (`từ`, `trước`) leads in."""
    return not text[reading.start].isdigit()


def _cannot_be_share(written: str) -> bool:
    """`31-12` is no score and `31/12` no share; `3/4`, `3-1` and `8.3` may be."""
    first = _DIGITS.match(written)
    return first is not None and "." not in written and (int(first[0]) > 12 or written.startswith("0"))


def _continues(text: str, reading: Reading, previous: Reading | None) -> bool:
    """`… ngày 20/10, 8/3`: one more of a list."""
    if previous is None or previous.grain != reading.grain or reading.start - previous.end > 9:
        return False
    return _LIST_LINK.match(text[previous.end : reading.start]) is not None


def _is_month_year(text: str, reading: Reading, previous: Reading | None) -> bool:
    if not reading.is_point or _is_led(reading, text):
        return True
    return not _DOCUMENT.search(_left(text, reading.start)) and bool(_FREE_RIGHT.match(text, reading.end))


_YEAR_BLOCKERS = frozenset(rule["left"] for rule in load("year_blockers"))


def _is_year(text: str, reading: Reading, previous: Reading | None) -> bool:
    if not reading.is_point and not reading.edge:
        return not _COUNTED.match(text, reading.end)
    if _continues(text, reading, previous):
        return not _COUNTED.match(text, reading.end)
    last = reading.last or reading.first
    if not isinstance(last, Part) or not last.year or not 1900 <= last.year <= 2060:
        return False
    if _is_called_year(text, reading):
        return not _COUNTED.match(text, reading.end)
    if not _FREE_RIGHT.match(text, reading.end):
        return bool(_NAMED_LAW.search(_left(text, reading.start, _CLAUSE))) and not _COUNTED.match(text, reading.end)
    return bool(reading.edge or _PORTION.match(text, reading.start)) or _names_year(text, reading)


_CALLS_YEAR = re.compile(r"(?i:(?<!\w)(?:so với|cùng kỳ(?: của)?) |(?<!\w)(?:năm|sn))\Z")
_IS_A_YEAR = re.compile(r"(?i: (?:sẽ |đã |vẫn |chính |được (?:coi|xem) )?là (?:một )?năm )")


def _is_called_year(text: str, reading: Reading) -> bool:
    """`so với cùng kỳ 2018`, `so với 1985`, `2005 sẽ là năm khó`, `SN1962`."""
    if _IS_A_YEAR.match(text, reading.end):
        return True
    called = _CALLS_YEAR.search(text, max(0, reading.start - _LEFT), reading.start)
    return called is not None and (called[0].lower() != "so với " or _FREE_RIGHT.match(text, reading.end) is not None)


def _names_year(text: str, reading: Reading) -> bool:
    left = _left(text, reading.start, _CLAUSE)
    if left.endswith("("):
        return text[reading.end : reading.end + 1] in ")-"
    if _LAW.search(left):
        return True
    if _DOCUMENT.search(left) or left.endswith("năm "):
        return False
    if _AFTER_NAME.search(left) or text[reading.end : reading.end + 1] in "”\"'’":
        return True
    word = _NAMED_YEAR.search(left)
    return word is not None and word[1].isalpha() and word[1].lower() not in _YEAR_BLOCKERS


_BY_FORM = {
    "date": _is_date,
    "day_month": _is_day_month,
    "month_year": _is_month_year,
    "year": _is_year,
    "month": _is_date,
    "season": _is_date,
    "day": _is_date,
}
