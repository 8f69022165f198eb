"""Writing that counts from the day of writing: `hôm qua`, `sáng nay (14/7)`, `thứ hai tuần tới`, `cuối tháng này`.

In running text only what plainly points at the present is read; `alone` marks the rest (`chủ nhật`, `năm trước`,
`5 năm qua`), which counts where the line holds nothing else.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.periods import numerals
from trichluc.periods.days import DAYTIME, WEEKDAY
from trichluc.periods.relative import Relative


class Deictic(NamedTuple):
    """What was read, where it ends, and whether it counts only where it stands alone."""

    end: int
    relative: Relative
    alone: bool = False


_DAY = re.compile(
    rf"(?i:(?:{DAYTIME} )?(?:(?:ngay )?(?:ngày )?hôm (?P<hom>nay|qua|kia)|ngày (?P<ngay>mai|kia)|bữa (?P<bua>nay))"
    rf"(?: (?:buổi )?(?:sáng|trưa|chiều|tối))?"
    rf"|{DAYTIME} (?P<daytime>nay|qua|mai))(?!\w)"
)
_DAYS_OFF = {"nay": 0, "qua": -1, "mai": 1}

_WHICH = {
    **dict.fromkeys(("này", "nay", "hiện tại", "hiện nay"), 0),
    **dict.fromkeys(("trước", "qua", "vừa qua", "vừa rồi", "rồi", "ngoái"), -1),
    **dict.fromkeys(("sau", "tới", "kế tiếp", "tiếp theo", "tiếp", "kế", "sắp tới"), 1),
}
_WHICH_WORDS = "|".join(sorted(_WHICH, key=len, reverse=True))
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_UNIT = re.compile(
    rf"(?i:(?:(?P<side>đầu|giữa|cuối) )?(?P<unit>tuần|tháng|quý|năm) (?P<which>{_WHICH_WORDS})(?!\w))(?! (?:đó|đây|khi|cửa khẩu|biên giới|đường|cảng|địa bàn)(?!\w))"
)
_AND_ANOTHER = re.compile(r"(?i: (?:và|với|so với) )")
"""What makes of `giữa` the word for between: `chênh lệch giữa năm nay so với năm trước`."""
_PRECIOUS = re.compile(r"(?i:(?:đá|gỗ|thú|quà|kim loại|động vật|dược liệu|tài sản|hàng|vật|cao|yêu|hiếm|mộc) )\Z")
_PLAIN = {
    "tuần": ("này", "trước", "sau", "tới", "vừa qua"),
    "tháng": ("này", "tới", "vừa qua"),
    "quý": ("này", "tới"),
} | {"năm": ("nay", "ngoái")}
_COUNTED = re.compile(
    rf"(?i:(?P<count>[0-9]{{1,3}}|{'|'.join(sorted(numerals.COUNTS, key=len, reverse=True))}) (?P<unit>ngày|tuần|tháng|năm) "
    rf"(?P<which>nữa|{_WHICH_WORDS})(?!\w))"
)
_AGO = ("trước", "rồi")
_LATER = ("sau", "nữa")
_DAY_OF_WEEK = re.compile(
    rf"(?i:(?:{DAYTIME} )?(?:ngày )?(?P<day>{WEEKDAY})(?: (?:của )?(?:(?P<week>tuần) )?(?P<which>{_WHICH_WORDS})(?!\w))?)"
)
_DAY_OF_MONTH = re.compile(r"(?i:ngày (?P<day>[0-9]{1,2}) tháng (?P<which>này|tới|trước)(?!\w))")
_SIDE_ALONE = re.compile(r"(?i:(?P<side>đầu|giữa|cuối) (?P<unit>tuần|tháng|năm)(?! \w))")


def _day(text: str, at: int) -> Deictic | None:
    found = _DAY.match(text, at)
    if not found:
        return None
    word = (found["hom"] or found["ngay"] or found["bua"] or found["daytime"]).lower()
    off = _DAYS_OFF.get(word, 2 if found["ngay"] else -2)
    return Deictic(found.end(), Relative("day", off, off))


def _day_of_month(text: str, at: int) -> Deictic | None:
    found = _DAY_OF_MONTH.match(text, at)
    if not found or not 1 <= int(found["day"]) <= 31:
        return None
    off = _WHICH[found["which"].lower()]
    return Deictic(found.end(), Relative("month", off, off, day=int(found["day"])))


def _unit(text: str, at: int) -> Deictic | None:
    found = _UNIT.match(text, at)
    if not found:
        return None
    unit, which = found["unit"].lower(), found["which"].lower()
    if unit == "quý" and _PRECIOUS.search(text, max(0, at - 11), at):
        return None
    side = (found["side"] or "").lower()
    if side == "giữa" and _AND_ANOTHER.match(text, found.end()):
        return None
    off = _WHICH[which]
    relative = Relative(_UNITS[unit], off, off, side=side)
    return Deictic(found.end(), relative, alone=which not in _PLAIN[unit] and not side)


def _counted(text: str, at: int) -> Deictic | None:
    """`ba ngày trước` is that day, `ba ngày tới` the three days from tomorrow on."""
    found = _COUNTED.match(text, at)
    if not found:
        return None
    count = numerals.number(found["count"], numerals.COUNTS) or 0
    unit, which = _UNITS[found["unit"].lower()], found["which"].lower()
    if which in _AGO or which in _LATER:
        off = -count if which in _AGO else count
        return Deictic(found.end(), Relative(unit, off, off, rolling=unit in ("day", "week")), alone=True)
    if _WHICH[which] == 0:
        return None
    since, until = (1, count) if _WHICH[which] > 0 else (-count, -1)
    return Deictic(found.end(), Relative(unit, since, until), alone=True)


def _day_of_week(text: str, at: int) -> Deictic | None:
    found = _DAY_OF_WEEK.match(text, at)
    if not found:
        return None
    name = found["day"].lower()
    weekday = 6 if name.startswith("chủ") else numerals.WEEKDAYS[name.removeprefix("thứ ")]
    which = found["which"] and found["which"].lower()
    if which and found["week"]:
        return Deictic(found.end(), Relative("week", _WHICH[which], _WHICH[which], weekday=weekday))
    led = not found[0].lower().startswith(("thứ", "chủ", "ngày"))
    if which == "qua" and not led and text[found.end() : found.end() + 1] not in ",.;:)\n":
        return None  # `chiếc xe thứ 6 qua trạm`
    alone = not which and not led
    off = _WHICH[which] or 1 if which else int(alone)
    return Deictic(found.end(), Relative("weekday", off, off, weekday=weekday), alone)


def _side(text: str, at: int) -> Deictic | None:
    """`cuối tuần`, `cuối năm`."""
    found = _SIDE_ALONE.match(text, at)
    if not found:
        return None
    return Deictic(found.end(), Relative(_UNITS[found["unit"].lower()], side=found["side"].lower()), alone=True)


_SAME_DAY = re.compile(rf"(?i:{DAYTIME} cùng ngày(?!\w)|cùng ngày(?=, ))")


def _same_day(text: str, at: int) -> Deictic | None:
    """`chiều cùng ngày`: the day that was spoken of last."""
    found = _SAME_DAY.match(text, at)
    return Deictic(found.end(), Relative("same")) if found else None


_READERS = (
    (_same_day, "cstđkr"),
    (_day, "nhbstcđkr"),
    (_day_of_month, "n"),
    (_unit, "tqnđgc"),
    (_counted, numerals.INITIALS),
    (_day_of_week, "tcnsđkrb"),
    (_side, "đgc"),
)
_BY_INITIAL = {
    initial: tuple(reader for reader, initials in _READERS if initial in initials)
    for initial in {*"".join(initials for _, initials in _READERS)}
}


def deictic(text: str, at: int) -> Deictic | None:
    """The deictic at `at`, or null."""
    for reader in _BY_INITIAL.get(text[at : at + 1].lower(), ()):
        if found := reader(text, at):
            return found
    return None
