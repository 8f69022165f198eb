"""The grammar of a body's name, matched at its head noun.

    name  = head field* number? proper-name? (body | unit place?)?
    field = compound (connector compound)*

Every step looks up one position in a table or matches one anchored pattern, so that a name costs its own length.
"""

from __future__ import annotations

import re
from functools import cache

from trichluc.organisations.bare import is_bare
from trichluc.organisations.boards import BOARDS, event_end, task_end
from trichluc.organisations.description import MAX_DEPTH
from trichluc.organisations.names import is_code, is_compound_tail, names_person
from trichluc.organisations.parts import Body, Head, Part, compose, head_of
from trichluc.organisations.plurals import Plurals
from trichluc.organisations.runs import RunOn
from trichluc.rules import Rule, load
from trichluc.text import UPPER

_COUNTRY_AFTER = re.compile(r" ?(?:Việt Nam|VN|VIỆT NAM)(?!\w)")
_PARTY_AFTER = re.compile(r"(?: Đảng| ĐẢNG)?(?: [Cc]ộng sản| CSVN| CS| CỘNG SẢN)?(?: Việt Nam| VN| VIỆT NAM)?(?!\w)")
_RANKED = re.compile(r" (?:số (?:1|một)|hàng đầu|lớn (?:nhất|thứ))(?!\w)")
_MORE_LETTERS = re.compile(rf"-[{UPPER}]{{2,}}(?!\w)")
_CENTRE = re.compile(r" (?:Trung ương|T\.Ư|TƯ|TW)(?: Đảng)?(?!\w)")
_LISTED_UNITS = re.compile(
    r"(?:(?:, ?| và |/)(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thành|xã|phường|thị trấn)| thành phố)(?!\w)"
)
_GENERIC = re.compile(r" (?:(?:tỉnh|thành|huyện|quận|thị) ủy|các|những|mỗi|từng|nhiều|cấp|hai cấp|cùng cấp)(?!\w)")
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
_PART_OF = re.compile(r" ?[-–(,] ?| thuộc | của ")
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
_ORGANISING = frozenset(["Ban Tổ chức", "Ban Chỉ đạo", "Tiểu ban"])
_LAW = ("Luật ", "luật ", "LUẬT ")
"""What stands before a body's name that is but a law's (`Luật Biên phòng Việt Nam`)."""
_DIGIT = re.compile(r"[0-9]")
_OWN = frozenset(["place", "name", "number"])
_MET_BY = {
    "field": ("field", "run"),
    "name": ("name", "place"),
    "title": ("name",),
    "number": ("number",),
    "body": ("head",),
}


@cache
def _rule_of(word: str) -> Rule | None:
    """The row of a head noun, by its word."""
    return next((rule for rule in load("organisation_heads") if rule["word"] == word), None)


class Reader(RunOn, Plurals):
    """Reads names of bodies in one scan."""

    def bodies(self, position: int) -> list[Body]:
        """The body whose name begins at `position`, or those that a plural or the word for a maker there leads."""
        hit = self.heads[position]
        if "list" in hit[2]["takes"]:
            return self.listed(hit)
        body = self.maker(hit[1]) if "maker" in hit[2]["takes"] else self.body(position)
        return [body] if body else []

    def body(self, position: int) -> Body | None:
        """The longest name that begins at `position`; a bare head noun (`Tổng cục`) awaits its resolution."""
        hit = self.heads.get(position)
        if hit is None or self.is_common_noun(position, hit[1]) or self.text.endswith(_LAW, 0, position):
            return None
        parts = self.name(position, 0)
        if parts is None or not self._stands_alone(parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)

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

    def _stands_alone(self, parts: list[Part]) -> bool:
        """Whether this is a name: not a generic (`công an xã`), a plural (`các Sở Công Thương`), a place's name."""
        text, start, head = self.text, parts[0].start, parts[0].head
        place = self.places.get(start)
        if head is None or (place is not None and place.char_end >= parts[0].end):
            return False
        named = any(part.role in _OWN for part in parts)
        if text[start].islower() and ((not named and "closed" in head.takes) or not self._has_capital(parts)):
            led = {"run", "closed"} & head.takes == {"run"} and self.is_led(start)
            office = _OFFICE.search(text, max(0, start - 8), start)
            return (
                (led and len(parts) > 1 and parts[-1].role != "unit")
                or (head.canonical.endswith(" ủy") and self._is_one_committee(start, parts[-1].end))
                or (head.level == "national" and office is not None)
            )
        if text[start].islower() and "closed" in head.takes and self._is_counted(start):
            return False  # `4 chi cục hải quan cửa khẩu Hải Phòng`
        if head.canonical.endswith("ủy") and text.startswith(" viên", parts[-1].end):
            return False  # `Tỉnh ủy viên` is a person
        if head.canonical in _STANDING and _STANDS_BY.search(text, max(0, start - 10), start):
            return False
        if not named and "name" in head.takes and _RANKED.match(text, parts[-1].end):
            return False  # `được xem là Tập đoàn thủy sản số 1`
        return named or head.level == "national" or not self._is_counted(start)

    def _is_one_committee(self, start: int, end: int) -> bool:
        """Whether a Party committee in small letters is one: it has an office, or a council stands beside it."""
        is_led = _OFFICE.search(self.text, max(0, start - 8), start) is not None
        return is_led or (_COUNCIL.match(self.text, end) is not None and not self._is_counted(start))

    def _is_counted(self, start: int) -> bool:
        """Whether what begins here is one of several: `26 Cục Hải quan`, but not `Đại hội 6 MTTQ Việt Nam`."""
        plural = _PLURAL.search(self.text, max(0, start - 7), start)
        return plural is not None and _ORDINAL.search(self.text, max(0, start - 16), start) is None

    def _has_capital(self, parts: list[Part]) -> bool:
        """Whether a name whose first letter is small has a capital in it (a unit word's does not count)."""
        return any(not self.text[part.start : part.end].islower() for part in parts if part.role != "unit")

    def name(self, position: int, depth: int) -> list[Part] | None:
        """The parts of the longest name that begins here, or None; `depth` bodies below it are being read."""
        hit = self.heads.get(position)
        if hit is None or depth > MAX_DEPTH:
            return None
        head = head_of(hit[2])
        parts = [self._head(position, hit[1], head)]
        if head.canonical == "Tiểu ban":
            self.describe(parts, head.takes, depth)
        if head.canonical in _ORGANISING and (event := self._event(parts[-1].end, head)):
            parts.append(event)
            self._belong(parts, head, depth, head.canonical == "Tiểu ban")
        elif head.takes:
            self._follow(parts, head, depth)
        self.edition(parts)
        if self._is_generic(parts, head):
            return None
        if head.level == "national" and len(parts) == 1:
            self.state(parts, head)
        return parts if self._is_complete(parts, head) or is_bare(self.text, parts, head, depth) else None

    def _event(self, end: int, head: Head) -> Part | None:
        """`Ban Tổ chức` + `Hội thi`: what the committee is set up for, so that it stands for no other of that name."""
        last = event_end(self.text, end, named=head.canonical == "Ban Chỉ đạo")
        start = end + 1
        return Part(start, last, "name", self.text[start].upper() + self.text[start + 1 : last]) if last else None

    def _follow(self, parts: list[Part], head: Head, depth: int) -> None:
        self.describe(parts, head.takes, depth)
        self._task(parts, head)
        self.run_on(parts, head)
        self.friends(parts)
        known, last = len(parts), parts[-1]
        self._belong(parts, head, depth, "body" in head.takes)
        beyond = self.behind_abbreviation(parts[0].start, last.end) if len(parts) == known else 0
        if beyond:  # `Liên đoàn Lao động (LĐLĐ) tỉnh Lào Cai`
            end, last.end = last.end, beyond
            self._belong(parts, head, depth, head.level == "part")
            if len(parts) == known == 1 and "name" in head.takes and not names_person(self.text, beyond + 1):
                self.describe(parts, head.takes, depth)
            if len(parts) == known:
                last.end = end
        self._task(parts, head)
        if head.level in ("branch", "agency") and parts[-1].role in ("place", "name", "field"):
            self.numbered(parts, head.level)
        self.legal_form(parts, head)
        if "firm" in head.takes or head.canonical.startswith("Ngân hàng"):
            self.branch(parts)
        self.guest(parts, head)
        if "abroad" in head.takes and self.text.startswith(" tại ", parts[-1].end):
            self.seat(parts, parts[-1].end + 5)

    def _task(self, parts: list[Part], head: Head) -> None:
        """Add what a steering board is set up for, behind its level or its unit; not what a paper of its is about."""
        end, role = parts[-1].end, parts[-1].role
        if head.canonical not in BOARDS or role == "run" or _DIGIT.search(self.text, parts[0].start, end):
            return
        if role in ("unit", "place") and self.text.endswith("của ", 0, parts[0].start):
            return
        if task := task_end(self.text, end, self._is_other):
            parts.append(Part(end + 1, task, "run", self.text[end + 1 : task]))

    def _is_other(self, at: int) -> bool:
        """Whether a capital here begins a place or a body of Việt Nam's."""
        if at not in self.heads:
            return at in self.places
        rule = self.heads[at][2]
        return rule["level"] != "world" and rule["needs"] != "never"

    def _belong(self, parts: list[Part], head: Head, depth: int, to_body: bool) -> None:
        """Add the body, or else the unit, that this one belongs to."""
        if not (to_body and self.parent(parts, depth)) and "unit" in head.takes:
            self.unit(parts, "local" in head.takes and len(parts) > 1)

    def _head(self, start: int, end: int, head: Head) -> Part:
        """The head noun with the words that a national body's full name says anyway (`… Trung ương` + `Đảng`)."""
        if central := self._central(start, end, head):
            return central
        after = _PARTY_AFTER if head.ends_in_party else _COUNTRY_AFTER if head.ends_in_country else None
        match = self._goes_on(after, start, end) if after else None
        if match is None:
            return Part(start, end, "head", head.canonical, head)
        return Part(start, match.end(), "head", head.alone or head.canonical, head)

    def _central(self, start: int, end: int, head: Head) -> Part | None:
        """A body of the Party's centre, whose name goes on behind its abbreviation (`Ủy ban Kiểm tra (UBKT) Trung ương`)."""
        behind = self.behind_abbreviation(start, end)
        match = _CENTRE.match(self.text, behind) if behind else None
        rule = _rule_of(f"{head.canonical} Trung ương") if match else None
        if match is None or rule is None or self.heads.get(behind + 1, (0, 0))[1] > match.end():
            return None  # `Ban Chấp hành (BCH) Trung ương Đoàn`
        centre = head_of(rule)
        return Part(start, match.end(), "head", centre.alone or centre.canonical, centre)

    def _goes_on(self, after: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """What `after` finds right behind a head noun, or behind its abbreviation in brackets; None if nothing."""
        match = after.match(self.text, end)
        if match and match.end() > end:
            return match
        behind = self.behind_abbreviation(start, end)
        match = after.match(self.text, behind) if behind else None
        return match if match and match.end() > behind else None

    def _is_generic(self, parts: list[Part], head: Head) -> bool:
        """Whether many bodies are meant: `UBND các xã`, `Cục Hải quan tỉnh, thành phố`."""
        last = parts[-1]
        if (last.head or head).level in ("national", "world"):
            return False
        if last.role in _OWN or (head.level == "front" and last.role != "unit"):
            return False
        pattern = _LISTED_UNITS if last.role == "unit" else _GENERIC
        return pattern.match(self.text, last.end) is not None and not any(part.role in _OWN for part in parts)

    def _is_complete(self, parts: list[Part], head: Head) -> bool:
        """Whether the head noun has what it needs to be a name."""
        if not head.needs:
            return True
        if len(parts) == 1 or (head.canonical == "Đại học" and self.text[parts[0].start : parts[1].end].isupper()):
            return False  # `ĐH XVI` is a congress
        roles = set()
        for part in parts[1:]:
            roles.add(part.role)
            if part.role == "head":
                break
        if "any" in head.needs:
            return len(parts) > 2 or not self._is_small_site(parts[1])
        if head.canonical in ("Khoa", "Bộ môn") and "field" in roles and self._is_under_body(parts[-1].end):
            return True
        if (head.canonical == "Đoàn" or "number" not in head.needs) and parts[-1].role == "number" and len(parts) == 2:
            return self._is_under_body(parts[-1].end)
        if "number" in roles and "head" in roles:
            return True
        if "unit" in head.needs and ("unit" in roles or "place" in roles):
            return True
        return any(role in roles for need in head.needs for role in _MET_BY.get(need, ()))

    def _is_small_site(self, part: Part) -> bool:
        """Whether a piece is but the kind of place that a body looks after (`Ban quản lý cửa khẩu`)."""
        return part.field is not None and part.field.inside == "site" and self.text[part.start].islower()

    def _is_under_body(self, end: int) -> bool:
        """Whether a body follows of which a numbered one is a part (`Đội 5 (Cục Điều tra chống buôn lậu)`)."""
        link = _PART_OF.match(self.text, end)
        return link is not None and link.end() in self.heads
