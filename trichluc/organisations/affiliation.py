"""What a body belongs to: another body (`Đảng ủy` + `Cục Hải quan`), a unit (`tỉnh Quảng Ninh`), a foreign state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from trichluc.article import Mention
from trichluc.organisations.names import NOT_NAMES, is_abbreviation, is_person, names_person, unit_word
from trichluc.organisations.parts import Head, Part
from trichluc.places.gazetteer import communes_by_name, key, units_by_name
from trichluc.scan import Hit, Scan
from trichluc.text import UPPER

UNIT = re.compile(
    r" ?(?:(?P<word>tỉnh|[Tt]hành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|Tỉnh|Huyện|Quận|Thị xã|Thị trấn"
    r"|Xã|Phường|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|Thành Phố)(?!\w| ủy) ?"
    r"|(?P<short>TP|Tp|T\.P|tp|TX|TT)(?:\. ?| |(?=\W|\Z|HCM)))"
)
_SMALL_UNITS = frozenset(["huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"])
BRACKETS = ("(", " (")
_ABBREVIATION = re.compile(rf" ?\(([{UPPER}&]{{2,10}}(?: [{UPPER}&]{{2,7}})?)\)(?= )")
_COUPLING = re.compile(
    r" (?:(?:cơ quan|Cơ quan|CƠ QUAN|cơ sở)|các cơ quan(?:, đơn vị| và đơn vị| và các đơn vị)? trực thuộc)(?!\w)"
)
"""What stands between a committee and the body that it is one of: `Đảng ủy cơ sở` + `Chi cục …`."""
_OFFICE_BEFORE = re.compile(r"(?:[Tt]rưởng|[Pp]hó) \Z")
_NAME_WORD = re.compile(rf"[{UPPER}][\w&.]*(?:[-'][{UPPER}0-9]\w*)*")
_EDITION = re.compile(
    r"(?: [Kk]hóa (?:[IVX]{1,6}|[0-9]{1,2})| chuyên trách)(?= (?:tỉnh|[Tt]hành phố|TP|huyện|quận|thị xã|xã|phường)\W)"
)
"""What stands between an elected body and its unit (`HĐND khóa IX tỉnh Bến Tre`), and is no part of its name."""
_SMALL_NUMBER = re.compile(r"[0-9]{1,2}(?!\w|[.,][0-9])")
_SMALL_PARTY = re.compile(
    r"(?:đảng (?:bộ|ủy)|(?:tỉnh|thành|huyện|quận|thị) ủy(?!(?:, ?| và |/)(?:tỉnh|thành|huyện|quận|thị) ủy))(?!\w)"
)
"""A Party committee in small letters, unless several are meant (`tỉnh ủy, thành ủy`)."""
_STANDING = frozenset(
    ["Hội đồng nhân dân", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Ban Chỉ đạo"]
)
COMMITTEES = frozenset(["Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Đoàn Chủ tịch"])
_ABOVE_COMMITTEES = frozenset(
    ["Thường trực", "Văn phòng", "Bộ Chính trị", "Ban Bí thư", "Đoàn Chủ tịch", "Ban Thường vụ"]
)


def may_be_under(head: str, above: str) -> bool:
    """Whether a body headed by `head` may belong to one headed by `above`.

    >>> may_be_under("Đảng ủy", "Cục"), may_be_under("Công đoàn", "Ban Thường vụ")
    (True, False)
    """
    if head == "Thường trực":
        return above in _STANDING
    return above not in COMMITTEES or head in _ABOVE_COMMITTEES


class Affiliation:
    """Reads places and units behind a body's name; `places` are the LOC mentions by position."""

    def __init__(self, scan: Scan, places: Iterable[Mention]) -> None:
        self.text = scan.text
        self.heads: Mapping[int, Hit] = scan.longest("organisation_heads")
        self.fields: Mapping[int, Hit] = scan.longest("organisation_fields")
        self.places = {place.char_start: place for place in places if place.type == "LOC"}

    def name(self, position: int, depth: int) -> list[Part] | None:
        """The parts of the body's name that begins here; the reader's own business."""
        raise NotImplementedError

    def parent(self, parts: list[Part], depth: int) -> bool:
        """Add the body that this one belongs to, with `cơ quan` where the text puts it between."""
        end, text = parts[-1].end, self.text
        coupling = _COUPLING.match(text, end) if parts[-1].role == "head" else None
        at = (coupling.end() if coupling else end) + 1
        if parts[0].canonical == "Chi nhánh" and (region := self.places.get(at)):  # `Chi nhánh miền Bắc Công ty …`
            above = self._above(region.char_end + 1, depth)
            if above and self.place(parts, at):
                parts.extend(above)
            return above is not None
        above = self._above(at, depth)
        between = text[end + 1 : coupling.end()].lower() if coupling else ""
        if coupling and (above or (between == "cơ quan" and text[parts[0].start].isupper())):
            parts.append(Part(end + 1, coupling.end(), "field", between))
        if above is None or not may_be_under(parts[0].canonical, above[0].canonical):
            return False
        parts.extend(above)
        return True

    def _above(self, at: int, depth: int) -> list[Part] | None:
        """The name of the body that begins at `at`, behind a blank, and may be above another."""
        if self.text[at - 1 : at] != " ":
            return None
        if self.text[at : at + 1].isupper() or _SMALL_PARTY.match(self.text, at):
            return self.name(at, depth + 1)
        return self._small_parent(at, depth)

    def _small_parent(self, at: int, depth: int) -> list[Part] | None:
        """The body above one, its head noun in small letters (`Ban Giám hiệu` + `trường THPT …`), if a capital follows."""
        hit = self.heads.get(at)
        if hit is None or self.text.startswith(" ủy", hit[1] - 3) or self.text.endswith("trưởng ", 0, at):
            return None  # `Trưởng phòng …`: who heads a body is not above it
        if self.is_common_noun(at, hit[1]):
            return None
        above = self.name(at, depth + 1)
        own = [self.text[part.start : part.end] for part in above or () if part.role != "unit"]
        return above if any(words != words.lower() for words in own) else None

    def is_common_noun(self, start: int, end: int) -> bool:
        """Whether a head noun in small letters is none there; the reader's own business."""
        raise NotImplementedError

    def unit(self, parts: list[Part], local: bool = False) -> None:
        """Add the unit that the body serves; where `local`, also a run of capitals that is no known place."""
        end = parts[-1].end
        if self.text.startswith(" ", end):
            if self.is_known(end + 1) and self.place(parts, end + 1):
                return
            if local and not UNIT.match(self.text, end) and self._run(parts, end + 1):
                return
            if self.text.startswith(" nước ", end) and self.place(parts, end + 6, " nước "):
                return
        match = UNIT.match(self.text, end)
        if match is None and (edition := _EDITION.match(self.text, end)):
            match = UNIT.match(self.text, edition.end())
        if match is None:
            return
        parts.append(unit_part(match))
        word = parts[-1].canonical
        found = self.is_known(match.end()) and self.place(parts, match.end())
        if not found and word in _SMALL_UNITS:
            self._run(parts, match.end(), numbered=True)

    def has_place_after_unit(self, at: int) -> bool:
        """Whether a unit word and its place begin here (`TP. Đà Nẵng`)."""
        match = UNIT.match(self.text, at)
        return match is not None and match.end() in self.places

    def place(self, parts: list[Part], at: int, link: str = " ") -> bool:
        """Add the place that begins here."""
        place = self.places.get(at)
        if place is None or self.text[at : place.char_end] in NOT_NAMES:
            return False
        own = parts[0].head is not None and "firm" in parts[0].head.takes and _is_own(place)
        parts.append(Part(at, place.char_end, "place", place.surface if own else place.canonical, link=link))
        return True

    def seat(self, parts: list[Part], at: int) -> None:
        """Add the place behind `tại`, with its unit (`Tòa án nhân dân cấp cao tại TP.HCM`)."""
        match = UNIT.match(self.text, at)
        if match and match.end() in self.places:  # not the `TP` of `TPHCM`
            parts.append(unit_part(match))
            at = match.end()
        self.place(parts, at, " tại ")

    def behind_abbreviation(self, start: int, end: int) -> int:
        """End of the brackets behind `end` that abbreviate the words from `start` on; 0 where there are none."""
        bracketed = _ABBREVIATION.match(self.text, end) if self.text.startswith(BRACKETS, end) else None
        if bracketed is None or not is_abbreviation(bracketed[1], self.text[start:end]):
            return 0
        return bracketed.end()

    def is_known(self, at: int) -> bool:
        """Whether a place begins here, and not the name of the person who holds an office in the unit."""
        place = self.places.get(at)
        if place is None or not is_person(self.text, at):
            return place is not None
        return key(place.surface) in units_by_name() or key(place.surface) in communes_by_name()

    def is_led(self, start: int) -> bool:
        """Whether a part of a body in small letters stands behind the office of its head (`Trưởng phòng nghiệp vụ`)."""
        return self.text[start].islower() and _OFFICE_BEFORE.search(self.text, max(0, start - 7), start) is not None

    def _is_compound_head(self, at: int) -> bool:
        """Whether a head noun of two syllables or more begins here, which begins no proper name."""
        hit = self.heads.get(at)
        return hit is not None and " " in self.text[at : hit[1]]

    def _run(self, parts: list[Part], start: int, numbered: bool = False) -> bool:
        """The name of a small unit that no list knows: up to four capitals; where `numbered`, also a number."""
        at, end = start, 0
        for _ in range(4):
            word = _NAME_WORD.match(self.text, at) or (at == start and numbered and _SMALL_NUMBER.match(self.text, at))
            if not word or at in self.heads or word[0] in NOT_NAMES:
                break
            end = word.end() - (word[0].endswith(".") and len(word[0]) > 3)
            if end < word.end():
                break  # the sentence's: `Chi cục Thuế Bắc Hà Nội. Về …`
            at = end + 1
        if end == 0 or is_person(self.text, start) or (not numbered and names_person(self.text, start)):
            return False
        parts.append(Part(start, end, "place", self.text[start:end]))
        return True

    def state(self, parts: list[Part], head: Head) -> None:
        """A state's organ: `Quốc hội Cu Ba`, `Đảng Cộng sản Trung Quốc`; and `Chính phủ nước …` at home."""
        end = parts[0].end
        at = end + 6 if self.text.startswith(" nước ", end) else end + 1
        place = self.places.get(at)
        abroad = ("country", "region") if head.canonical.startswith("Đảng") else ("country",)
        if place is None or getattr(place, "level", "") not in abroad:
            return
        if place.canonical.endswith("Việt Nam"):
            parts[0] = Part(parts[0].start, place.char_end, "head", head.alone or head.canonical, head)
        else:
            words = self.text[parts[0].start : end]
            parts[0].canonical = head.canonical if words.isupper() else words
            self.place(parts, at)


def _is_own(place: Mention) -> bool:
    """Whether a place's name is printed as only a firm's is: in English, or its feature noun with a capital (`Núi Pháo`)."""
    return place.surface == "Vietnam" or (
        place.canonical[0].islower() and place.surface[0].isupper() and place.canonical[1:] == place.surface[1:]
    )


def unit_part(match: re.Match[str]) -> Part:
    """The piece of a name that a unit word is, matched by `UNIT`."""
    group = match.lastgroup or "word"
    return Part(match.start(group), match.end(group), "unit", unit_word(match[group]))
