"""Whether what begins with a head noun is a body's name at all: no word of another kind, no plural, no kind of bodies."""

from __future__ import annotations

import re

from trichluc.organisations.names import is_code, is_compound_tail
from trichluc.organisations.parts import Part, head_of
from trichluc.organisations.plurals import Plurals
from trichluc.organisations.runs import RunOn
from trichluc.text import UPPER

_RANKED = re.compile(r" (?:số (?:1|một)|hàng đầu|lớn (?:nhất|thứ))(?!\w)")
_MORE_LETTERS = re.compile(rf"-[{UPPER}]{{2,}}(?!\w)")
_PLURAL = re.compile(
    r"(?:các|các cấp|những|mỗi|từng|một|nhiều|(?<![0-9])[0-9]{1,3}|hai|ba|mọi|chi,) \Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:(?:đại hội|hội nghị|khóa|kỳ|lần|thứ|số|ngày|tháng|năm|quý|quận|phường|khu vực|điều|khoản|lớp|đội|phòng|tổ) [0-9]{1,3}"
    r"|(?:ngày|sáng|trưa|chiều|tối|đêm|đến|từ) [0-9]{1,2}[/.-][0-9]{1,2}) \Z",
    re.IGNORECASE,
)
"""A number that counts nothing: `Đại hội 6 MTTQ Việt Nam`, `sáng 12/5 UBND tỉnh`."""
_OFFICE = re.compile(r"(?:tịch|thư|trưởng|đốc|phó|nhiệm) \Z", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:,| và| ?-) ?(?:HĐND|UBND)(?! các)(?!\w)")
_STANDS_BY = re.compile(
    r"(?:tịch|thư|trưởng|đốc|phó|nhiệm|quan|viên|trò|vụ|tác|lượng|vị|phận|làm|là) \Z", re.IGNORECASE
)
"""What makes `thường trực` a function of whom stands before it, rather than a body: `cơ quan Thường trực Ban Chỉ đạo`."""
_WITHIN = re.compile(r"(?:[Cc]hi|[Tt]ổng) \Z")
_OF_CUSTOMS = re.compile(r"(?:khai|tục|luật|vụ|vực|phí|lý|sơ|thuế|ngành|cục) \Z")
"""What ends in a head noun in small letters that is none there: `63 chi cục thống kê`, `tờ khai hải quan`."""
_STANDING = frozenset(["Thường trực", "Ban Thường trực"])
OWN = frozenset(["place", "name", "number"])


class Standing(RunOn, Plurals):
    """Judges a name by its letters and by what stands before it."""

    def is_common_noun(self, start: int, end: int) -> bool:
        """Whether a short head noun in small letters is part of a word or of a phrase (`thị trường`, `ban hành`)."""
        text = self.text
        if text[start].islower() and text.startswith(("ủy ", "Ủy "), start - 3):
            return True
        if not text[start].islower():
            if text[start:end].isupper():
                return is_code(text, start) or self._is_hyphenated(end)
            return text.startswith("ục ", start - 3) and head_of(self.heads[start][2]).level == "agency"
        if " " in text[start:end]:
            inside = _OF_CUSTOMS if text[start:end] == "hải quan" else _WITHIN
            return inside.search(text, max(0, start - 8), start) is not None
        if is_compound_tail(text, start):
            return True
        if "run" in head_of(self.heads[start][2]).takes and self.is_led(start):
            return end + 1 in self.heads and text[end + 1].isupper() and self.name(end + 1, 0) is not None
        if text[end + 1 : end + 2].isupper() or (text[end + 1 : end + 2] in ("“", '"') and text[end] == " "):
            return False
        return "closed" not in head_of(self.heads[start][2]).takes or end + 1 not in self.fields

    def _is_hyphenated(self, end: int) -> bool:
        """Whether letters are the first of an abbreviation of its own (`EU-ABC`), not of a list (`HĐND-UBND`)."""
        return (
            _MORE_LETTERS.match(self.text, end) is not None and end + 1 not in self.heads and end + 1 not in self.places
        )

    def stands_alone(self, parts: list[Part]) -> bool:
        """Whether this is a name: not a generic (`công an xã`), a plural (`các Sở Công Thương`), a place's name."""
        text, start, head = self.text, parts[0].start, parts[0].head
        place = self.places.get(start)
        if head is None or (place is not None and place.char_end >= parts[0].end):
            return False
        named = False
        for part in parts:  # no generator: asked of every name
            if part.role in OWN:
                named = True
                break
        if text[start].islower() and ((not named and "closed" in head.takes) or not self._has_capital(parts)):
            led = {"run", "closed"} & head.takes == {"run"} and self.is_led(start)
            office = _OFFICE.search(text, max(0, start - 8), start)
            return (
                (led and len(parts) > 1 and parts[-1].role != "unit")
                or (head.canonical.endswith(" ủy") and self._is_one_committee(start, parts[-1].end))
                or (head.level == "national" and office is not None)
            )
        if text[start].islower() and "closed" in head.takes and self.is_counted(start):
            return False  # `4 chi cục hải quan cửa khẩu Hải Phòng`
        if text[start].islower() and "firm" in head.takes and self.is_any_firm(parts):
            return False
        if head.canonical.endswith("ủy") and text.startswith(" viên", parts[-1].end):
            return False  # `Tỉnh ủy viên` is a person
        if head.canonical in _STANDING and _STANDS_BY.search(text, max(0, start - 10), start):
            return False
        if not named and "name" in head.takes and _RANKED.match(text, parts[-1].end):
            return False  # `được xem là Tập đoàn thủy sản số 1`
        return named or head.level == "national" or not self.is_counted(start)

    def _is_one_committee(self, start: int, end: int) -> bool:
        """Whether a Party committee in small letters is one: it has an office, or a council stands beside it."""
        is_led = _OFFICE.search(self.text, max(0, start - 8), start) is not None
        return is_led or (_COUNCIL.match(self.text, end) is not None and not self.is_counted(start))

    def is_counted(self, start: int) -> bool:
        """Whether what begins here is one of several: `26 Cục Hải quan`, but not `Đại hội 6 MTTQ Việt Nam`."""
        plural = _PLURAL.search(self.text, max(0, start - 7), start)
        return plural is not None and _ORDINAL.search(self.text, max(0, start - 16), start) is None

    def _has_capital(self, parts: list[Part]) -> bool:
        """Whether a name whose first letter is small has a capital in it (a unit word's does not count)."""
        return any(not self.text[part.start : part.end].islower() for part in parts if part.role != "unit")
