"""The grammar of a body's name, matched at its head noun.

    name  = head field* number? name? (body | unit place?)?
    field = compound (connector compound)*

Every step looks up one position in a table or matches one anchored pattern, so that a name costs its own length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from trichluc.article import Mention
from trichluc.organisations.names import (
    compound,
    is_code,
    is_compound_tail,
    is_person,
    is_syllable,
    names_person,
    second_syllable,
    small_words,
    stops,
    unit_word,
)
from trichluc.places.gazetteer import communes_by_name, countries, key, units_by_name
from trichluc.rules import Rule
from trichluc.scan import Hit, Scan
from trichluc.text import UPPER

MAX_PARTS = 16
MAX_DEPTH = 5

_COUNTRY = " Việt Nam"
_COUNTRY_AFTER = re.compile(r" ?(?:Việt Nam|VN|VIỆT NAM)(?!\w)")
_PARTY = "Đảng Cộng sản Việt Nam"
_PARTY_AFTER = re.compile(r"(?: Đảng| ĐẢNG)?(?: [Cc]ộng sản| CSVN| CỘNG SẢN)?(?: Việt Nam| VN| VIỆT NAM)?(?!\w)")
_LISTED_UNITS = re.compile(r"(?:, ?| và |/)(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thành|xã|phường|thị trấn)(?!\w)")
_CONNECTOR = re.compile(r" và | & | ?- ?|, ?|&")
_UNIT = re.compile(
    r" ?(?:(?P<word>tỉnh|[Tt]hành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|Tỉnh|Huyện|Quận|Thị xã|Thị trấn"
    r"|Xã|Phường|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|Thành Phố)(?!\w) ?"
    r"|(?P<short>TP|Tp|T\.P|tp|TX|TT)(?:\. ?| |(?=\W|\Z|HCM)))"
)
_SMALL_UNIT = frozenset(["huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"])
_NOT_NAMES = frozenset(
    [
        "Ảnh",
        "Sáng",
        "Chiều",
        "Đảng",
        "Theo",
        "Tại",
        "Ông",
        "Bà",
        "Trưởng",
        "Phó",
        "Chủ",
        "Từ",
        "Khi",
        "Trong",
        "Ngày",
        "Năm",
    ]
)
_CHIEF = re.compile(r" (?:trưởng|phó|viên)(?!\w)", re.IGNORECASE)
_STANDING = frozenset(["Hội đồng nhân dân", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy"])
_COMMITTEES = frozenset(["Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Đoàn Chủ tịch"])
_ABOVE_COMMITTEES = frozenset(
    ["Thường trực", "Văn phòng", "Bộ Chính trị", "Ban Bí thư", "Đoàn Chủ tịch", "Ban Thường vụ"]
)
_LETTERS = re.compile(rf"[{UPPER}]{{2,}}[{UPPER}0-9]*(?:[&-][{UPPER}]{{2,}})*(?![\w/-])")
_GENERIC = re.compile(r" (?:các|những|mỗi|từng|nhiều|cấp|hai cấp|cùng cấp)(?!\w)")
_PLURAL = re.compile(r"(?:các|những|mỗi|từng|nhiều|[0-9]{1,3}|hai|ba|mọi) \Z", re.IGNORECASE)
_OFFICE = re.compile(r"(?:tịch|thư|trưởng|đốc|phó|nhiệm) \Z")
_NUMBER = re.compile(r" (?:số )?(?:[0-9]{1,3}|[IVX]{1,5})(?![\w/%]|[.,][0-9])")
_SMALL_NUMBER = re.compile(r"[0-9]{1,2}(?!\w)")
_NAME_WORD = re.compile(rf"[{UPPER}][\w&.]*(?:[-'][{UPPER}0-9]\w*)*")
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'[“"][^“”"\n]{2,80}[”"]')
_ABROAD = re.compile(r" tại ")
_COUPLING = re.compile(r" (?:cơ quan|Cơ quan|CƠ QUAN)(?!\w)")
_BLOCK = re.compile(r" [Kk]hối(?!\w)")
_NUMBERED_FIELDS = frozenset(["khu vực", "Kiểm định hải quan"])


@dataclass(slots=True)
class Part:
    """A piece of a body's name: what it is, and how it reads in full. `link` joins it to the piece before."""

    start: int
    end: int
    role: str  # head, field, name, number, unit, place, alias
    canonical: str
    rule: Rule | None = None
    link: str = " "


@dataclass(slots=True)
class Body(Mention):
    """An ORG mention that knows the pieces its name is made of; `owner` is the body that a short name stands for."""

    parts: list[Part] = field(default_factory=list)
    owner: Body | None = None


@cache
def takes(words: str) -> frozenset[str]:
    """The kinds of words that a head noun takes or needs, as a set."""
    return frozenset(words.split())


class Reader:
    """Reads names of bodies in one scan; `places` are the LOC mentions found in it."""

    def __init__(self, scan: Scan, places: Iterable[Mention]) -> None:
        self.text = scan.text
        self.heads: Mapping[int, Hit] = scan.longest("organisation_heads")
        self.fields: Mapping[int, Hit] = scan.longest("organisation_fields")
        self.places = {place.char_start: place for place in places if place.type == "LOC"}

    def body(self, position: int) -> Body | None:
        """The longest name that begins at `position`; a bare head noun (`Tổng cục`) awaits its resolution."""
        parts = self._name(position, 0)
        if parts is None or not self._stands_alone(parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)

    def _stands_alone(self, parts: list[Part]) -> bool:
        """Whether this is a name: not a generic (`công an xã`), a plural (`các Sở Công Thương`), part of a symbol."""
        text, start = self.text, parts[0].start
        if is_code(text, start) or (start in self.places and self.places[start].char_end >= parts[0].end):
            return False
        if text[start].islower() and not self._has_capital(parts):
            return False
        if " " not in text[start : parts[0].end] and is_compound_tail(text, start):
            return False
        named = any(part.role in ("place", "name", "number") for part in parts)
        if text[start].islower() and not named and parts[0].rule and "closed" in takes(parts[0].rule["takes"]):
            return False
        if parts[0].canonical == "Thường trực" and _OFFICE.search(text, max(0, start - 8), start):
            return False
        national = parts[0].rule is not None and parts[0].rule["level"] == "national"
        return named or national or not _PLURAL.search(text, max(0, start - 7), start)

    def _has_capital(self, parts: list[Part]) -> bool:
        """Whether a name whose first letter is small has a capital in it (a unit word's does not count)."""
        return any(not self.text[part.start : part.end].islower() for part in parts if part.role != "unit")

    def _name(self, position: int, depth: int) -> list[Part] | None:
        hit = self.heads.get(position)
        if hit is None or depth > MAX_DEPTH:
            return None
        _, end, rule = hit
        parts = [self._head(position, end, rule)]
        taken = takes(rule["takes"])
        self._describe(parts, taken)
        if not ("body" in taken and self._parent(parts, depth)) and "unit" in taken:
            self._unit(parts, "local" in taken and len(parts) > 1)
        if self._is_generic(parts, rule):
            return None
        if rule["level"] == "national" and len(parts) == 1:
            self._abroad(parts, rule)
        if "abroad" in taken and (at := _ABROAD.match(self.text, parts[-1].end)):
            self._place(parts, at.end(), " tại ")
        return parts if self._complete(parts, rule) or self._is_bare(parts, rule) else None

    def _head(self, start: int, end: int, rule: Rule) -> Part:
        """The head noun with the words that a national body's full name says anyway (`… Trung ương` + `Đảng`)."""
        full = rule["alone"] or rule["canonical"]
        after = _PARTY_AFTER if full.endswith(_PARTY) else _COUNTRY_AFTER if full.endswith(_COUNTRY) else None
        match = after.match(self.text, end) if after else None
        if match is None or match.end() == end:
            return Part(start, end, "head", rule["canonical"], rule)
        return Part(start, match.end(), "head", full, rule)

    def _abroad(self, parts: list[Part], rule: Rule) -> None:
        """A foreign state's organ: `Quốc hội Cu Ba`, `Đảng Cộng sản Trung Quốc`; and `Chính phủ nước …` at home."""
        end = parts[0].end
        at = end + 6 if self.text.startswith(" nước ", end) else end + 1
        place = self.places.get(at)
        if place is None or place.entity_id not in countries():
            return
        if "Việt Nam" in place.canonical:
            parts[0] = Part(parts[0].start, place.char_end, "head", rule["alone"] or rule["canonical"], rule)
        else:
            parts[0].canonical = self.text[parts[0].start : end]
            self._place(parts, at)

    def _is_generic(self, parts: list[Part], rule: Rule) -> bool:
        """Whether many bodies are meant: `UBND các xã`, `Cục Hải quan tỉnh, thành phố`."""
        if rule["level"] in ("national", "front") or any(part.role in ("place", "name", "number") for part in parts):
            return False
        return (_LISTED_UNITS if parts[-1].role == "unit" else _GENERIC).match(self.text, parts[-1].end) is not None

    def _complete(self, parts: list[Part], rule: Rule) -> bool:
        needs = takes(rule["needs"])
        if not needs:
            return True
        above = next((n for n, part in enumerate(parts) if n and part.role == "head"), len(parts))
        roles = {part.role for part in parts[1 : above + 1]}
        if "any" in needs:
            return bool(roles)
        if "unit" in needs and roles & {"unit", "place"}:
            return True
        met = {"field": "field", "name": "name", "number": "number", "body": "head"}
        return any(met.get(need) in roles for need in needs) or ("name" in needs and "place" in roles)

    def _is_bare(self, parts: list[Part], rule: Rule) -> bool:
        """Whether the head noun alone may stand for a body named before."""
        end = parts[-1].end
        if _CHIEF.match(self.text, end):
            return False
        follows = self.text[end + 1 : end + 2] if self.text.startswith(" ", end) else ""
        return (
            len(parts) == 1
            and rule["bare"] == "yes"
            and self.text[parts[0].start].isupper()
            and (not follows.isupper() or names_person(self.text, end + 1))
        )

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
                or ("firm" in taken and self._bridge(parts, at))
            ):
                return

    def _field(self, parts: list[Part], at: int, taken: frozenset[str]) -> bool:
        hit = self.fields.get(at)
        if "field" not in taken:
            return False
        if hit is None and len(parts) == 1:
            return "unknown" in taken and self._unknown(parts, at)
        if hit is None:
            return self._object(parts)
        if at in self.heads and self._is_body_instead(parts, at, hit[1]):
            return False
        if not self.text[at].isupper() and not self._small_field(parts, hit[2]["inside"], taken):
            return False
        self._add(parts, hit)
        return True

    def _is_body_instead(self, parts: list[Part], at: int, end: int) -> bool:
        """Whether what begins here is better read as a body than as a field that ends at `end`."""
        first = len(parts) == 1
        if first and parts[0].rule and "field" in takes(parts[0].rule["needs"]):
            return False
        body = self._name(at, MAX_DEPTH)
        return body is not None and body[-1].end >= end + first

    def _object(self, parts: list[Part]) -> bool:
        """The object, in small letters, of a field that wants one (`Quỹ Hỗ trợ` + `nông dân`)."""
        last = parts[-1]
        if last.rule is None or last.rule.get("opens") != "yes" or last.role != "field":
            return False
        end = small_words(self.text, last.end)
        if end:
            parts.append(Part(last.end + 1, end, "field", self.text[last.end + 1 : end]))
        return end > 0

    def _unknown(self, parts: list[Part], at: int) -> bool:
        """A field that no list knows: letters (`Cục BVTV`), or a compound that a stop ends (`Cục Bản quyền`)."""
        if at < 0 or at in self.heads or at in self.places or self.text[parts[0].start].islower():
            return False
        letters = _LETTERS.match(self.text, at)
        end = letters.end() if letters else compound(self.text, at)
        if end:
            parts.append(Part(at, end, "field", self.text[at:end]))
        return end > 0

    def _small_field(self, parts: list[Part], inside: str, taken: frozenset[str]) -> bool:
        """Whether a field in small letters belongs to the name (`Cục hải quan`, but not `Ban tổ chức`)."""
        last = parts[-1].rule
        if inside == "lead":
            return "lead" in taken
        if last and last.get("opens") == "yes":
            return True
        if inside == "firm":
            return "name" in taken and parts[-1].role in ("head", "field")
        if len(parts) > 1:
            return inside in ("yes", "site")
        return "closed" in taken and self.text[parts[0].start].isupper() and not self._is_verb(parts[0].end + 1)

    def _is_verb(self, at: int) -> bool:
        """Whether the small word here rather tells what the body did (`Cục tổ chức …`)."""
        match = _WORD.match(self.text, at)
        return match is not None and match[0] in stops()

    def _add(self, parts: list[Part], hit: Hit, link: str = " ") -> None:
        parts.append(Part(hit[0], hit[1], "field", hit[2]["canonical"], hit[2], link))

    def _number(self, parts: list[Part], end: int, taken: frozenset[str]) -> bool:
        last = parts[-1]
        if last.role == "number" or not ("number" in taken or last.canonical in _NUMBERED_FIELDS):
            return False
        match = _NUMBER.match(self.text, end)
        if match:
            parts.append(Part(end + 1, match.end(), "number", match[0].strip()))
        return match is not None

    def _proper(self, parts: list[Part], at: int, taken: frozenset[str]) -> bool:
        if at < 0 or not ("name" in taken or self._at_site(parts)):
            return False
        if at in self.places:
            return self._place(parts, at)
        if self._unit_of_place(at) is not None or ("field" not in taken and at in self.fields):
            return False
        if at in self.heads and self.text[at].isupper() and "school" not in taken and self._name(at, MAX_DEPTH):
            return False
        quoted = _QUOTED.match(self.text, at)
        word = quoted or _NAME_WORD.match(self.text, at)
        if word is None or word[0] in _NOT_NAMES or (len(parts) > 1 and is_person(self.text, at)):
            return False
        if quoted and word[0][1].islower():
            return False
        end = word.end() - (word[0].endswith(".") and not quoted)
        if parts[-1].role != "name" and not quoted and is_syllable(word[0]):
            tail = second_syllable(self.text, end)
            lone = not self.text[end + 1 : end + 2].isupper()
            if (tail and "unknown" in taken) or ("school" in taken and len(parts) == 1 and lone):
                return False
            end = tail or end
        parts.append(Part(at, end, "name", self.text[at:end].strip('“”"')))
        return True

    def _bridge(self, parts: list[Part], at: int) -> bool:
        """Small words that no list knows between a firm's head noun and its name (`Công ty điện máy Sao Mai`)."""
        if at < 0 or any(part.role in ("name", "place") for part in parts):
            return False
        end = small_words(self.text, at - 1)
        if not end or end - at > 30 or not self.text[end + 1 : end + 2].isupper() or self.text[end] != " ":
            return False
        parts.append(Part(at, end, "field", self.text[at:end]))
        return True

    def _at_site(self, parts: list[Part]) -> bool:
        """Whether the name of a port, gate or zone may follow (`cửa khẩu cảng Sài Gòn`)."""
        last = next((part for part in reversed(parts) if part.role != "name"), parts[0])
        return last.role == "field" and last.rule is not None and last.rule["inside"] == "site"

    def _joined(self, parts: list[Part], end: int, taken: frozenset[str]) -> bool:
        """A further field after a connector: `Chính sách khoa học và Công nghệ`; not where another body begins."""
        if "closed" in taken or "field" not in taken or parts[-1].role not in ("field", "name"):
            return False
        link = _CONNECTOR.match(self.text, end)
        hit = self.fields.get(link.end()) if link else None
        if link is None or hit is None or link.end() in self.heads or not self.text[hit[0]].isupper():
            return False
        if link[0].startswith(",") and not self._listed(hit[1]):
            return False
        self._add(parts, hit, link[0])
        return True

    def _listed(self, end: int) -> bool:
        """Whether a list of fields goes on to its last member (`…, Thể thao và Du lịch`)."""
        return self.text.startswith(" và ", end) and end + 4 in self.fields and end + 4 not in self.heads

    # What the body belongs to: another body, a unit, a place.

    def _parent(self, parts: list[Part], depth: int) -> bool:
        end = parts[-1].end
        coupling = _COUPLING.match(self.text, end) if parts[-1].role == "head" else None
        at = (coupling.end() if coupling else end) + 1
        above = self._name(at, depth + 1) if self.text[at - 1 : at] == " " and self._may_be_above(at) else None
        if coupling and (above or self.text[parts[0].start].isupper()):
            parts.append(Part(end + 1, coupling.end(), "field", "cơ quan"))
        if above and not self._may_be_under(parts[0].canonical, above[0].canonical):
            return False
        if above:
            parts.extend(above)
        return above is not None

    def _may_be_under(self, head: str, above: str) -> bool:
        """Whether a body headed by `head` may belong to one headed by `above`."""
        if head == "Thường trực":
            return above in _STANDING
        return above not in _COMMITTEES or head in _ABOVE_COMMITTEES

    def _may_be_above(self, at: int) -> bool:
        """Whether a superior body may begin here: with a capital, or with `khối` (`Đảng ủy khối`)."""
        return self.text[at : at + 1].isupper()

    def _unit(self, parts: list[Part], local: bool = False) -> None:
        end = parts[-1].end
        beside = self.text.startswith(" ", end)
        if beside and self._is_known(end + 1) and self._place(parts, end + 1):
            return
        if beside and local and self._local(parts, end + 1):
            return
        match = _UNIT.match(self.text, end)
        if match is None:
            return
        group = str(match.lastgroup)
        unit = unit_word(match[group])
        parts.append(Part(match.start(group), match.end(group), "unit", unit))
        found = self._is_known(match.end()) and self._place(parts, match.end())
        if not found and unit in _SMALL_UNIT:
            self._local(parts, match.end())

    def _unit_of_place(self, at: int) -> Mention | None:
        """The place whose unit word (`TP.`, `Tỉnh`) begins here."""
        match = _UNIT.match(self.text, at)
        return self.places.get(match.end()) if match else None

    def _place(self, parts: list[Part], at: int, link: str = " ") -> bool:
        place = self.places.get(at)
        if place is None or self.text[at : place.char_end] in _NOT_NAMES:
            return False
        parts.append(Part(at, place.char_end, "place", place.canonical, link=link))
        return True

    def _is_known(self, at: int) -> bool:
        """Whether the place here is in the gazetteer, and not the person who holds an office in the unit."""
        place = self.places.get(at)
        if place is None or not is_person(self.text, at):
            return place is not None
        return key(place.surface) in units_by_name() or key(place.surface) in communes_by_name()

    def _local(self, parts: list[Part], start: int) -> bool:
        """The name of a small unit that no list knows: the run of capitals after its unit word."""
        at, end = start, 0
        for _ in range(4):
            word = _NAME_WORD.match(self.text, at) or _SMALL_NUMBER.match(self.text, at)
            if word is None or at in self.heads or word[0] in _NOT_NAMES:
                break
            end = word.end()
            at = end + 1
        if end == 0 or is_person(self.text, start):
            return False
        parts.append(Part(start, end, "place", self.text[start:end]))
        return True


def compose(parts: list[Part]) -> str:
    """The full name that the parts make together."""
    if len(parts) == 1 and parts[0].rule and parts[0].rule["alone"]:
        return parts[0].rule["alone"]
    return "".join(part.link + part.canonical for part in parts)[1:]


def groups(parts: list[Part]) -> list[list[Part]]:
    """The parts by head noun, from the narrowest body to the widest."""
    result: list[list[Part]] = []
    for part in parts:
        if part.role == "head" or not result:
            result.append([])
        result[-1].append(part)
    return result
