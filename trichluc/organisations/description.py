"""What a body does and is called: its fields, its number, its proper name.

Vietnamese capitalises only a compound's first syllable (`Công nghiệp quốc phòng`), so that capitals alone do not
say where a name ends: known fields do, and for the rest the small words that never go on with a name.
"""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import UNIT
from trichluc.organisations.brands import NAME_WORD, Brands
from trichluc.organisations.names import (
    NOT_NAMES,
    compound,
    is_person,
    is_syllable,
    second_syllable,
    small_words,
    stops,
)
from trichluc.organisations.numbering import board_number, number
from trichluc.organisations.parts import NO_HEAD, Field, Part, field_of
from trichluc.scan import Hit
from trichluc.text import LOWER, UPPER

MAX_PARTS = 16
MAX_DEPTH = 5

_CONNECTOR = re.compile(r" và | & | ?- ?|, ?|&")
_TO_COUNTRY = re.compile(rf" (?:các|[{LOWER}]+)(?: [{LOWER}]+){{1,9}}(?= Việt Nam| VN(?!\w))")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(rf"(?:(?P<code>[A-Z][0-9]{{2}})|[{UPPER}]{{2,}}[{UPPER}0-9]*(?:[&-][{UPPER}]{{2,}})*)(?![\w/-])")
_BY = (" được ", " bị ", " do ")
_CLAUSE_END = re.compile(rf"[.;:\n]|,(?! [{UPPER}])| và (?=[{LOWER}])|\Z")
"""Where a clause ends that must have had its verb before: whoever is named behind `được` or `do` does something."""
_ASKING = ("đề nghị ", "yêu cầu ", "kiến nghị ", "mong ", "nhờ ")
_INITIAL = re.compile(rf"[{UPPER}]\.(?: [{UPPER}]\.|(?<= [{UPPER}]\.)(?= \())")
"""A name hidden in initials (`Công ty TNHH H. T.`)."""
_AFTER_LED = frozenset([",", ".", ";", ")", ""])
_NUMBERED_FIELDS = frozenset(["khu vực", "Kiểm định hải quan", "Kỹ thuật Tiêu chuẩn Đo lường Chất lượng"])
_DESCRIBED = frozenset(["field", "name", "number", "foreign", "site"])

Taken = frozenset[str]
"""The kinds of words that a head noun takes."""


class Description(Brands):
    """Reads what stands between a head noun and the body or unit that it belongs to."""

    def describe(self, parts: list[Part], taken: Taken, depth: int) -> None:
        """Add the fields, numbers and proper names that follow."""
        if taken.isdisjoint(_DESCRIBED):
            return
        while len(parts) < MAX_PARTS:
            end = parts[-1].end
            if not self.text.startswith(" ", end):
                if self._joined(parts, end, taken) or ("firm" in taken and self._bridge(parts, end)):
                    continue
                return
            at = end + 1
            if not (
                self._field(parts, at, taken, depth)
                or self._number(parts, end, taken)
                or (self._begins_name(at) and self._proper(parts, at, taken, depth))
                or self._joined(parts, end, taken)
                or ("firm" in taken and self._bridge(parts, end))
                or ("national" in taken and self._association(parts, end))
            ):
                return

    def probe(self, at: int, depth: int) -> list[Part] | None:
        """The body's name that begins here; names read for a probe are not probed in turn, so that cost is bounded."""
        return self.name(at, MAX_DEPTH) if depth < MAX_DEPTH and at in self.heads else None

    def words(self, at: int, bridging: bool = False) -> tuple[int, int]:
        """End and number of the small words behind `at` that go on with a name."""
        raise NotImplementedError

    def _field(self, parts: list[Part], at: int, taken: Taken, depth: int) -> bool:
        if "field" not in taken:
            return False
        hit = self.fields.get(at)
        if hit is None:
            return self._unlisted(parts, at, taken)
        if (place := self.places.get(at)) and place.char_end > hit[1] and field_of(hit[2]).inside != "site":
            return False  # `Cục Hải quan Điện Biên`
        if at in self.heads and self._is_body_instead(parts, hit, depth):
            return False
        if parts[-1].role in ("name", "place") and self.text[at : hit[1]] in ("NK", "XK"):
            return False  # what the firm does: `Công ty Sao Mai NK 20 container`
        field, is_small = field_of(hit[2]), not self.text[at].isupper()
        if is_small and not self._may_be_small(parts, field, taken, hit[1]):
            return False
        parts.append(Part(at, hit[1], "field", self._in_full(parts, at, hit, taken), field=field))
        return True

    def _in_full(self, parts: list[Part], at: int, hit: Hit, taken: Taken) -> str:
        """How the field reads in the full name; a firm's own name gets no word that it does not say (`Khoa học Kỹ thuật`)."""
        written, field = self.text[at : hit[1]], field_of(hit[2])
        full = field.canonical
        if written[0].islower() and len(parts) > 1 and written.casefold() == full.casefold():
            return written
        if "firm" in taken and " và " in full and not written.isupper() and not _CONNECTOR.search(written):
            return written[0].upper() + written[1:]
        is_first = len(parts) == 1 and field.inside != "site" and written[0].isupper()
        is_own = "firm" in taken and parts[-1].role == "name" and written.istitle()  # `Công ty Tân Cảng`
        return full[0].upper() + full[1:] if is_first or is_own else full

    def _is_body_instead(self, parts: list[Part], field: Hit, depth: int) -> bool:
        """Whether what begins here is better read as a body than as a field (`Đảng ủy Tổng công ty`)."""
        first, head = len(parts) == 1, parts[0].head or NO_HEAD
        if "firm" in head.takes or (first and "field" in head.needs):
            return False
        body = self.probe(field[0], depth)
        return body is not None and body[-1].end >= field[1] + (first and field[2]["inside"] != "firm")

    def _may_be_small(self, parts: list[Part], field: Field, taken: Taken, end: int) -> bool:
        """Whether a field in small letters belongs to the name (`Cục hải quan`, but not `Ban tổ chức`)."""
        last, inside = parts[-1], field.inside
        if inside == "lead":
            return "lead" in taken
        if (
            field.opens
            and len(parts) == 1
            and last.head
            and last.head.bare
            and self.text.endswith(_ASKING, 0, last.start)
        ):
            return False  # what the body is asked to do: `đề nghị Chi cục hỗ trợ tổ chức`
        if last.field and last.field.opens:
            return True
        if inside == "firm":
            return "name" in taken and last.role in ("head", "field")
        if len(parts) > 1:
            return inside in ("yes", "site") or ("lead" in taken and last.canonical == "Quốc gia")
        if self.is_led(last.start):  # `Trưởng phòng giám sát hải quan, …`
            return self.text[end : end + 1] in _AFTER_LED or self.text[end + 1 : end + 2].isupper()
        begins = self.text[last.start].isupper() or " " in self.text[last.start : last.end]
        may_follow = "closed" in taken or ("small" in taken and begins)
        if field.opens and last.head and last.head.level == "part" and not self._has_more(end):
            return False  # `Đội công tác` is any team at work
        return may_follow and (
            end + 1 in self.places or not self._is_verb(last.end + 1) or self.has_place_after_unit(end)
        )

    def _has_more(self, at: int) -> bool:
        """Whether a word stands behind that may belong to the name."""
        return self.text[at : at + 1] == " " and self.text[at + 1 : at + 2].isalpha() and not self._is_verb(at + 1)

    def _is_verb(self, at: int) -> bool:
        """Whether the small word here rather tells what the body did (`Cục tổ chức …`)."""
        match = _WORD.match(self.text, at)
        return match is not None and match[0] in stops()

    def _unlisted(self, parts: list[Part], at: int, taken: Taken) -> bool:
        """What no list knows: the object of a verbal field (`Hỗ trợ` + `nông dân`), letters, or a compound."""
        last = parts[-1]
        if last.field and last.field.opens:
            end = small_words(self.text, last.end) or (
                compound(self.text, at, self.heads) if at not in self.heads else 0
            )
            if self.text[at : at + 1].islower() and self._acts(parts[0].start, end):
                return False
        elif "unknown" in taken and len(parts) == 1 and self._is_mixed(last) and at not in self.places:
            letters, is_head = _LETTERS.match(self.text, at), at in self.heads
            if letters and is_head and not letters["code"]:  # but `Cục C04` is the same as `C04`
                letters = None
            end = letters.end() if letters else 0 if is_head else compound(self.text, at, self.heads)
        else:
            return False
        if end:
            parts.append(Part(at, end, "field", self.text[at:end]))
        return end > 0

    def _acts(self, start: int, end: int) -> bool:
        """Whether the words up to `end` say what the body does (`được Cục Kiểm định phân tích và trả lời`)."""
        is_agent = self.text.endswith(_BY, max(0, start - 6), start)
        return is_agent and end > 0 and _CLAUSE_END.match(self.text, end) is not None

    def _is_mixed(self, part: Part) -> bool:
        """Whether a piece has a capital first and small letters after, so that capitals behind it tell something."""
        if self.text[part.start].islower():
            return self.is_led(part.start)
        return not self.text[part.start : part.end].isupper()

    def _number(self, parts: list[Part], end: int, taken: Taken) -> bool:
        last = parts[-1]
        found = board_number(self.text, end) if "lead" in taken else None
        if (
            not found
            and last.role != "number"
            and last.canonical[-1:] != "."
            and ("number" in taken or last.canonical in _NUMBERED_FIELDS)
        ):
            found = number(self.text, end)
        if found:
            parts.append(Part(end + 1, found[0], "number", found[1]))
        return found is not None

    def _proper(self, parts: list[Part], at: int, taken: Taken, depth: int) -> bool:
        if not ("name" in taken or self._at_site(parts)):
            return "foreign" in taken and self.foreign(parts, at)
        if at in self.places:
            return self.place(parts, at)
        if self.has_place_after_unit(at) or ("field" not in taken and at in self.fields):
            return False
        if "school" not in taken and (self._is_compound_head(at) or self.probe(at, depth)):
            return "name" in taken and self.brand(parts, at)
        if quoted := self._quoted(at):
            parts.append(Part(at, quoted, "name", self.text[at:quoted].strip('“”"')))
            return True
        end = self._name_word(parts, at, taken)
        if end:
            role = "field" if " " in self.text[at:end] else "name"  # a compound says what the body does
            parts.append(Part(at, end, role, self.text[at:end]))
        return end > 0

    def _name_word(self, parts: list[Part], at: int, taken: Taken) -> int:
        """End of the word of a proper name here, with its second syllable where it is a compound (`Bóng đèn`)."""
        word = NAME_WORD.match(self.text, at)
        if word is None or word[0] in NOT_NAMES or UNIT.match(self.text, at):
            return 0
        ends = (len(parts) > 1 or "site" in taken) and not parts[-1].canonical.endswith("một thành viên")
        if ends and is_person(self.text, at):
            return 0
        hyphen = word[0].find("-") + at
        if hyphen > at and hyphen + 1 in self.heads:
            return hyphen
        end = word.end() - (word[0].endswith(".") and not _INITIAL.match(self.text, at))
        if parts[-1].role == "name" or not is_syllable(word[0].rstrip(".")):
            return end
        tail = second_syllable(self.text, end)
        is_lone = not self.text[end + 1 : end + 2].isupper()
        if (tail and "unknown" in taken) or ("school" in taken and len(parts) == 1 and is_lone):
            return 0
        return tail or end

    def _association(self, parts: list[Part], end: int) -> bool:
        """All the small words between an association's head noun and its country (`Hiệp hội các nhà … Việt Nam`)."""
        if len(parts) > 1 or self.text[parts[0].start].islower():
            return False
        match = _TO_COUNTRY.match(self.text, end)
        if match is None or not stops().isdisjoint(match[0].split()[1:]):
            return False
        parts.append(Part(end + 1, match.end(), "field", match[0].strip()))
        return True

    def _at_site(self, parts: list[Part]) -> bool:
        """Whether the name of a port, gate or zone may follow (`cửa khẩu cảng Sài Gòn`)."""
        last = next((part for part in reversed(parts) if part.role != "name"), parts[0])
        return (last.field is not None and last.field.inside == "site") or "site" in (last.head or NO_HEAD).takes

    def _joined(self, parts: list[Part], end: int, taken: Taken) -> bool:
        """A further field after a connector: `Chính sách khoa học và Công nghệ`; not where another body begins."""
        is_closed = "closed" in taken and (parts[-1].field or len(parts) == 1)  # the object of a verbal field is open
        if is_closed or "field" not in taken or parts[-1].role not in ("field", "name"):
            return False
        link = _CONNECTOR.match(self.text, end)
        hit = self.fields.get(link.end()) if link else None
        if link is None or hit is None or link.end() in self.heads:
            return link is not None and self._pursued(parts, link)
        if not self.text[hit[0]].isupper() and not ("firm" in taken and hit[2]["inside"] == "firm"):
            return self._pursued(parts, link)
        if link[0].startswith(",") and not self._is_listed(hit[1]):
            return False
        field = field_of(hit[2])
        parts.append(Part(hit[0], hit[1], "field", field.canonical, field=field, link=link[0]))
        return True

    def _pursued(self, parts: list[Part], link: re.Match[str]) -> bool:
        """What else a verbal field without an object names in small letters (`Trung tâm Nghiên cứu và ứng dụng …`)."""
        last = parts[-1].field
        if last is None or not last.opens or link[0] not in (" và ", ", "):
            return False
        end = small_words(self.text, link.end() - 1)
        if link[0] == ", " and end and self.text.startswith(" và ", end):
            end = small_words(self.text, end + 3)  # `Đội Quản lý, vận hành và bảo trì`
        elif link[0] == ", ":
            return False
        if not end or self.text.find(" ", link.end(), end) < 0:
            return False
        parts.append(Part(link.end(), end, "field", self.text[link.end() : end], link=link[0]))
        return True

    def _is_listed(self, end: int) -> bool:
        """Whether a list of fields goes on to its last member (`…, Thể thao và Du lịch`)."""
        return self.text.startswith(" và ", end) and end + 4 in self.fields and end + 4 not in self.heads

    def _bridge(self, parts: list[Part], at: int) -> bool:
        """Small words that no list knows between a firm's head noun and its name (`Công ty điện máy Sao Mai`)."""
        is_glued = len(parts) == 1 and not self.text.startswith(" ", at)
        if is_glued or any(part.role in ("name", "place") for part in parts):
            return False
        end, _ = self.words(at, bridging=True)
        if not at < end < at + 60 or self.text[end : end + 1] != " " or not self.text[end + 1 : end + 2].isupper():
            return False
        start = at + 1 + (self.text[at] == ",")
        parts.append(Part(start, end, "field", self.text[start:end], link=self.text[at:start]))
        return True
