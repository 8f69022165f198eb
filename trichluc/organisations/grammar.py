"""The grammar of a body's name, matched at its head noun.

    name  = head field* number? name? (body | unit place?)?
    field = compound (connector compound)*

Every step looks up one position in a table or matches one anchored pattern, so that a name costs its own length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from trichluc.article import Mention
from trichluc.rules import Rule
from trichluc.scan import Hit, Scan
from trichluc.text import UPPER

MAX_PARTS = 16
MAX_DEPTH = 5

_CONNECTOR = re.compile(r" và | & | ?- ?|, ?|&")
_UNIT = re.compile(
    r" ?(?P<unit>(?:tỉnh|[Tt]hành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|Tỉnh|Huyện|Quận|Thị xã|Thị trấn"
    r"|Xã|Phường|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|Thành Phố)(?!\w)|(?:TP|Tp|T\.P|tp|TX|TT)(?:\.|(?!\w)))(?P<gap> ?)"
)
_GENERIC = re.compile(r" (?:các|những|mỗi|từng|nhiều|cấp|hai cấp|cùng cấp|cơ sở)(?!\w)")
_PLURAL = re.compile(r"(?:các|những|mỗi|từng|nhiều|[0-9]{1,3}|hai|ba|mọi) \Z", re.IGNORECASE)
_NUMBER = re.compile(r" (?:số )?(?:[0-9]{1,3}|[IVX]{1,5})(?![\w/%]|[.,][0-9])")
_NAME_WORD = re.compile(rf"[{UPPER}][\w&.]*(?:[-'][{UPPER}0-9]\w*)*")
_QUOTED = re.compile(r'[“"”][^“”"\n]{2,80}[”"]')
_ABROAD = re.compile(r" tại ")
_COUNTRY = " Việt Nam"
_COUNTRY_AFTER = re.compile(r" ?(?:Việt Nam|VN|VIỆT NAM)(?!\w)")
_COUPLING = re.compile(r" (?:cơ quan|Cơ quan|CƠ QUAN)(?= )")
_FAMILY = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trương Lâm Mai Trịnh Đào Cao"
    " Hà Tạ Tô Lương Phùng Vương Châu Thái Lưu La Quách Nghiêm Doãn Lại Chu Triệu Kiều Tống Đàm Bạch".split()
)


@dataclass(slots=True)
class Part:
    """A piece of a body's name: what it is, and how it reads in full. `link` joins it to the piece before."""

    start: int
    end: int
    role: str  # head, field, name, number, unit, place
    canonical: str
    rule: Rule | None = None
    link: str = " "


@dataclass(slots=True)
class Body(Mention):
    """An ORG mention that knows the pieces its name is made of."""

    parts: list[Part] = field(default_factory=list)


@cache
def takes(words: str) -> frozenset[str]:
    """The kinds of words that a head noun takes or needs, as a set."""
    return frozenset(words.split())


class Reader:
    """Reads names of bodies in one scan; `places` are the LOC mentions found in it."""

    def __init__(self, scan: Scan, places: Iterable[Mention]) -> None:
        self.text = scan.text
        self.heads: dict[int, Hit] = scan.longest("organisation_heads")
        self.fields: dict[int, Hit] = scan.longest("organisation_fields")
        self.places = {place.char_start: place for place in places if place.type == "LOC"}

    def starts(self) -> Iterator[int]:
        """Where head nouns stand, by position."""
        return iter(sorted(self.heads))

    def body(self, position: int) -> Body | None:
        """The longest name that begins at `position`."""
        parts = self._name(position, 0)
        if parts is None or not self._stands_alone(parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)

    def _stands_alone(self, parts: list[Part]) -> bool:
        """A generic body in lower case (`công an xã`) or in the plural (`các Sở Công Thương`) is no name."""
        start, end = parts[0].start, parts[-1].end
        if self.text[start:end].islower():
            return False
        named = any(part.role in ("place", "name") for part in parts)
        return named or not _PLURAL.search(self.text, max(0, start - 7), start)

    def _name(self, position: int, depth: int) -> list[Part] | None:
        hit = self.heads.get(position)
        if hit is None or depth > MAX_DEPTH:
            return None
        _, end, rule = hit
        if rule["canonical"].endswith(_COUNTRY) and (country := _COUNTRY_AFTER.match(self.text, end)):
            end = country.end()
        parts = [Part(position, end, "head", rule["canonical"], rule)]
        taken = takes(rule["takes"])
        self._describe(parts, taken)
        if not ("body" in taken and self._parent(parts, depth)) and "unit" in taken:
            if len(parts) == 1 and rule["level"] == "any" and _GENERIC.match(self.text, parts[-1].end):
                return None
            self._unit(parts)
        if "abroad" in taken and (at := _ABROAD.match(self.text, parts[-1].end)):
            self._place(parts, at.end())
        return parts if self._complete(parts, takes(rule["needs"])) else None

    def _complete(self, parts: list[Part], needs: frozenset[str]) -> bool:
        if not needs:
            return True
        roles = {part.role for part in parts[1:]}
        if "any" in needs:
            return bool(roles)
        met = {"field": "field", "name": "name", "number": "number", "body": "head"}
        if "unit" in needs and roles & {"unit", "place"}:
            return True
        return any(met.get(need) in roles for need in needs) or ("name" in needs and "place" in roles)

    # What describes the body: fields, a proper name, a number.

    def _describe(self, parts: list[Part], taken: frozenset[str]) -> None:
        while len(parts) < MAX_PARTS:
            end = parts[-1].end
            at = end + 1 if self.text.startswith(" ", end) else -1
            if not (
                self._field(parts, at, taken)
                or self._number(parts, end, taken)
                or self._proper(parts, at, taken)
                or self._joined(parts, end, taken)
            ):
                return

    def _field(self, parts: list[Part], at: int, taken: frozenset[str]) -> bool:
        hit = self.fields.get(at)
        if hit is None or "field" not in taken:
            return False
        inside, first = hit[2]["inside"], len(parts) == 1
        if not first and at in self.heads and self.heads[at][1] >= hit[1] and self._name(at, MAX_DEPTH):
            return False
        capital = self.text[at].isupper()
        if inside == "firm" and not (capital or "name" in taken):
            return False
        if first and not capital and (inside == "yes" or not self._may_lower(parts[0])):
            return False
        if not first and not capital and not inside:
            return False
        self._add(parts, hit, "field")
        return True

    def _may_lower(self, head: Part) -> bool:
        """Whether a field in lower case may follow (`Cục hải quan`, but not `Ban tổ chức`)."""
        return self.text[head.start].isupper() and (head.end - head.start > 4 or self.text[head.start] in "CSB")

    def _add(self, parts: list[Part], hit: Hit, role: str, link: str = " ") -> None:
        parts.append(Part(hit[0], hit[1], role, hit[2]["canonical"], hit[2], link))

    def _number(self, parts: list[Part], end: int, taken: frozenset[str]) -> bool:
        last = parts[-1]
        if not (
            "number" in taken or (last.role == "field" and last.canonical in ("khu vực", "số", "Kiểm định hải quan"))
        ):
            return False
        match = _NUMBER.match(self.text, end)
        if match is None or last.role == "number":
            return False
        parts.append(Part(end + 1, match.end(), "number", match[0].strip()))
        return True

    def _proper(self, parts: list[Part], at: int, taken: frozenset[str]) -> bool:
        site = parts[-1].rule is not None and parts[-1].rule.get("inside") == "site"
        if at < 0 or not ("name" in taken or site):
            return False
        if at in self.places:
            return self._place(parts, at)
        if at in self.heads and self.text[at].isupper() and "school" not in taken and self._name(at, MAX_DEPTH):
            return False
        quoted = _QUOTED.match(self.text, at)
        word = quoted or _NAME_WORD.match(self.text, at)
        if word is None or self._person(parts, at):
            return False
        end = word.end() - (word[0].endswith(".") and not quoted)
        parts.append(Part(at, end, "name", self.text[at:end].strip('“”"')))
        return True

    def _person(self, parts: list[Part], at: int) -> bool:
        """Whether a person's name follows the body's (`Giám đốc Công ty Sao Mai Nguyễn Văn An`)."""
        if not any(part.role in ("name", "place") for part in parts):
            return False
        words = self.text[at : at + 40].split("\n", 1)[0].split(" ", 3)[:3]
        return len(words) == 3 and words[0] in _FAMILY and all(word[:1].isupper() for word in words)

    def _joined(self, parts: list[Part], end: int, taken: frozenset[str]) -> bool:
        """A further field after a connector: `Chính sách khoa học và Công nghệ`; not where another body begins."""
        if "closed" in taken or parts[-1].role not in ("field", "name") or len(parts) < 2:
            return False
        link = _CONNECTOR.match(self.text, end)
        hit = self.fields.get(link.end()) if link else None
        if link is None or hit is None or link.end() in self.heads or "field" not in taken:
            return False
        if not self.text[hit[0]].isupper() or (link[0].startswith(",") and not self._listed(hit[1])):
            return False
        self._add(parts, hit, "field", link[0])
        return True

    def _listed(self, end: int) -> bool:
        """Whether a list of fields goes on to its last member (`…, Thể thao và Du lịch`)."""
        return self.text.startswith(" và ", end) and end + 4 in self.fields and end + 4 not in self.heads

    # What the body belongs to: another body, a unit, a place.

    def _parent(self, parts: list[Part], depth: int) -> bool:
        end = parts[-1].end
        coupling = _COUPLING.match(self.text, end)
        at = (coupling.end() if coupling else end) + 1
        above = self._name(at, depth + 1) if self.text[at : at + 1].isupper() else None
        if coupling and (above or parts[-1].role == "head"):
            parts.append(Part(end + 1, coupling.end(), "field", "cơ quan"))
        if above:
            parts.extend(above)
        return above is not None

    def _unit(self, parts: list[Part]) -> None:
        end = parts[-1].end
        if self.text.startswith(" ", end) and self._place(parts, end + 1):
            return
        match = _UNIT.match(self.text, end)
        if match is None:
            return
        parts.append(Part(match.start("unit"), match.end("unit"), "unit", unit_word(match["unit"])))
        self._place(parts, match.end()) or self._local(parts, match)

    def _place(self, parts: list[Part], at: int) -> bool:
        place = self.places.get(at)
        if place is None:
            return False
        parts.append(Part(at, place.char_end, "place", place.canonical))
        return True

    def _local(self, parts: list[Part], unit: re.Match[str]) -> None:
        """The name of a small unit that no list knows: the run of capitals after its unit word."""
        if unit["unit"][:1] in "tT" and not unit["unit"].lower().startswith("thị"):
            return
        at, end = unit.end(), 0
        for _ in range(4):
            word = _NAME_WORD.match(self.text, at) or re.compile(r"[0-9]{1,2}(?!\w)").match(self.text, at)
            if word is None or at in self.heads:
                break
            end = word.end()
            at = end + 1 if self.text.startswith(" ", end) else end
        if end and not self._is_person(unit.end()):
            parts.append(Part(unit.end(), end, "place", self.text[unit.end() : end]))

    def _is_person(self, at: int) -> bool:
        words = self.text[at : at + 40].split("\n", 1)[0].split(" ", 3)[:3]
        return len(words) == 3 and words[0] in _FAMILY and all(word[:1].isupper() for word in words)


def unit_word(word: str) -> str:
    """The unit word in full, in lower case.

    >>> unit_word("TP."), unit_word("Tỉnh")
    ('thành phố', 'tỉnh')
    """
    word = word.lower().replace(".", "")
    return {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}.get(word, word)


def compose(parts: list[Part]) -> str:
    """The full name that the parts make together."""
    if len(parts) == 1 and parts[0].rule and parts[0].rule["alone"]:
        return parts[0].rule["alone"]
    return "".join(part.link + part.canonical for part in parts)[1:]
