"""The grammar of a body's name, matched at its head noun.

    name  = head field* number? proper-name? (body | unit place?)?
    field = compound (connector compound)*

Every step looks up one position in a table or matches one anchored pattern, so that a name costs its own length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from trichluc.article import Mention
from trichluc.organisations.affiliation import BRACKETS
from trichluc.organisations.bare import is_bare
from trichluc.organisations.boards import BOARDS, event_end, task_end
from trichluc.organisations.codes import OF_POLICE, coded
from trichluc.organisations.description import MAX_DEPTH
from trichluc.organisations.names import names_person
from trichluc.organisations.parts import Body, Head, Part, compose, head_of
from trichluc.organisations.standing import OWN, Standing
from trichluc.organisations.waiting import may_wait
from trichluc.rules import Rule, load
from trichluc.scan import Scan

_COUNTRY_AFTER = re.compile(r" ?(?:Việt Nam|VN|VIỆT NAM)(?!\w)")
_PARTY_AFTER = re.compile(r"(?: Đảng| ĐẢNG)?(?: [Cc]ộng sản| CSVN| CS| CỘNG SẢN)?(?: Việt Nam| VN| VIỆT NAM)?(?!\w)")
_CENTRE = re.compile(r" (?:Trung ương|T\.Ư|TƯ|TW)(?: Đảng)?(?!\w)")
_LISTED_UNITS = re.compile(
    r"(?:(?:, ?| và |/)(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thành|xã|phường|thị trấn)| thành phố)(?!\w)"
)
_GENERIC = re.compile(r" (?:(?:tỉnh|thành|huyện|quận|thị) ủy|các|những|mỗi|từng|nhiều|cấp|hai cấp|cùng cấp)(?!\w)")
_PART_OF = re.compile(r" ?[-–(,] ?| thuộc | của ")
_ORGANISING = frozenset(["Ban Tổ chức", "Ban Chỉ đạo", "Tiểu ban"])
_TRADES = ("Hải quan", "Biên phòng")
_LAW = ("Luật ", "luật ", "LUẬT ")
"""What stands before a body's name that is but a law's (`Luật Biên phòng Việt Nam`)."""
_WITH_BRANCHES = ("Ngân hàng", "Tổng Công ty", "Tổng công ty")
_DIGIT = re.compile(r"[0-9]")
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


class Reader(Standing):
    """Reads names of bodies in one scan; `waiting` are those that want what another name in the article says."""

    def __init__(self, scan: Scan, places: Iterable[Mention]) -> None:
        super().__init__(scan, places)
        self.waiting: dict[int, list[Part]] = {}

    def bodies(self, position: int) -> list[Body]:
        """The body whose name begins at `position`, or those that a plural or the word for a maker there leads."""
        hit = self.heads[position]
        if "list" in hit[2]["takes"]:
            return self.listed(hit)
        if "maker" in hit[2]["takes"]:
            body = self.maker(hit[1])
        else:
            body = self.group(*hit[:2]) if hit[2]["takes"] == "tail" else self.body(position)
        if body is None:
            return []
        return coded(self.text, body) if body.parts[0].canonical in OF_POLICE else [body]

    def body(self, position: int) -> Body | None:
        """The longest name that begins at `position`; a bare head noun (`Tổng cục`) awaits its resolution."""
        hit = self.heads.get(position)
        if hit is None or self.is_common_noun(position, hit[1]):
            return None
        if hit[2]["word"].startswith(_TRADES) and self.text.endswith(_LAW, 0, position):
            return None
        parts = self.name(position, 0)
        if parts is None or not self.stands_alone(parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)

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
        if self._is_complete(parts, head) or is_bare(self.text, parts, head, depth):
            return parts
        if depth == 0 and len(parts) > 1 and may_wait(parts, self.text) and not self.is_counted(position):
            if parts[-1].start not in self.places:
                self.waiting[position] = parts
        return None

    def _event(self, end: int, head: Head) -> Part | None:
        """`Ban Tổ chức` + `Hội thi`: what the committee is set up for, so that it stands for no other of that name."""
        last = event_end(self.text, end, named=head.canonical == "Ban Chỉ đạo")
        start = end + 1
        return Part(start, last, "name", self.text[start].upper() + self.text[start + 1 : last]) if last else None

    def _follow(self, parts: list[Part], head: Head, depth: int) -> None:
        self.describe(parts, head.takes, depth)
        if head.canonical in BOARDS:
            self._task(parts)
        if "run" in head.takes:
            self.run_on(parts, head)
        if parts[-1].canonical.endswith("ữu nghị"):
            self.friends(parts)
        known, last = len(parts), parts[-1]
        self._belong(parts, head, depth, "body" in head.takes)
        beyond = 0
        if len(parts) == known and self.text.startswith(BRACKETS, last.end):
            beyond = self.behind_abbreviation(parts[0].start, last.end)
        if beyond:  # `Liên đoàn Lao động (LĐLĐ) tỉnh Lào Cai`
            end, last.end = last.end, beyond
            self._belong(parts, head, depth, head.level == "part")
            if (
                len(parts) == known
                and (known == 1 or "firm" in head.takes)
                and "name" in head.takes
                and not names_person(self.text, beyond + 1)
            ):
                self.describe(parts, head.takes, depth)
            if len(parts) == known:
                last.end = end
        if head.canonical in BOARDS:
            self._task(parts)
        if head.level in ("branch", "agency") and parts[-1].role in ("place", "name", "field"):
            self.numbered(parts, head.level)
        if "name" in head.takes and len(parts) > 1:
            self.legal_form(parts, head)
        if "firm" in head.takes or head.canonical.startswith(_WITH_BRANCHES):
            self.branch(parts)
        if self.text.startswith(" tại ", parts[-1].end):
            self.guest(parts, head)

    def _task(self, parts: list[Part]) -> None:
        """Add what a steering board is set up for, behind its level or its unit; not what a paper of its is about."""
        end, role = parts[-1].end, parts[-1].role
        if role == "run" or _DIGIT.search(self.text, parts[0].start, end):
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
            self.unit(parts, "local" in head.takes and (len(parts) > 1 or head.level == "branch"))

    def _head(self, start: int, end: int, head: Head) -> Part:
        """The head noun with the words that a national body's full name says anyway (`… Trung ương` + `Đảng`)."""
        bracketed = self.text.startswith(BRACKETS, end)
        if bracketed and (central := self._central(start, end, head)):
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
        if last.role in OWN or (head.level == "front" and last.role != "unit"):
            return False
        pattern = _LISTED_UNITS if last.role == "unit" else _GENERIC
        return pattern.match(self.text, last.end) is not None and not any(part.role in OWN for part in parts)

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
