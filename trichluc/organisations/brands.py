"""Firms' names that are no Vietnamese words: behind a committee of the firm's, or behind the kind of firm it is."""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import UNIT, Affiliation
from trichluc.organisations.names import NOT_NAMES, is_person, is_syllable
from trichluc.organisations.parts import Body, Part
from trichluc.text import LOWER, UPPER

NAME_WORD = re.compile(rf"[{UPPER}][\w&.]*(?:(?:-[{LOWER}]+)+|(?:[-'][{UPPER}0-9]\w*)*)")
"""A capitalised word, with what a dash joins to it (`Coca-Cola`, `Lê-nin-grát`)."""
_FIRMS = ("Công ty", "Tổng Công ty", "Tổng công ty", "Tập đoàn", "Ngân hàng", "Hãng")
_QUOTED = re.compile(r'[“"][^“”"\n]{2,80}[”"]')
_BEFORE_GROUP = re.compile(rf"(?:(?<=\W)|\A)[{UPPER}][\w&]*(?: [{UPPER}][\w&]*){{0,3}} \Z")
_MAKER = re.compile(
    r" (?:(?:tàu|xe|ô tô|điện thoại|công nghệ|vận tải|vận chuyển|dược|sữa|bia|luật|thời trang|chuyển phát nhanh)(?: biển)? )?"
    rf"(?P<name>[{UPPER}][\w&]*(?:[ -][{UPPER}][\w&]*){{0,4}})(?!\w)"
)


class Brands(Affiliation):
    """Reads a brand behind a head noun."""

    def foreign(self, parts: list[Part], at: int) -> bool:
        """A firm's foreign name or its letters right behind a Party body or a union (`Công đoàn Vietsovpetro`)."""
        word = NAME_WORD.match(self.text, at)
        if word is None or len(parts) > 1 or at in self.heads or at in self.fields or UNIT.match(self.text, at):
            return False
        if (
            word[0] in NOT_NAMES
            or is_syllable(word[0])
            or len(word[0]) < 3
            or word[0].endswith(".")
            or at in self.places
        ):
            return False
        parts.append(Part(at, word.end(), "name", word[0]))
        return True

    def brand(self, parts: list[Part], at: int) -> bool:
        """A firm's well-known name behind its kind (`Tập đoàn Viettel`); by itself it is a body too."""
        hit = self.heads.get(at)
        if hit is None or len(parts) > 1 or hit[2]["level"] != "world" or not parts[0].canonical.startswith(_FIRMS):
            return False
        full, noun = hit[2]["canonical"], f"{parts[0].canonical} "
        parts.append(Part(at, hit[1], "name", full[len(noun) :] if full.startswith(noun) else self.text[at : hit[1]]))
        return True

    def group(self, start: int, end: int) -> Body | None:
        """The firm whose English kind stands last in its name (`Sao Mai Group`)."""
        before = _BEFORE_GROUP.search(self.text, max(0, start - 40), start)
        at = before.start() if before else start
        if before is None or at in self.heads or before[0].split(" ")[0] in NOT_NAMES or is_person(self.text, at):
            return None
        name = self.text[at:end]
        return Body("ORG", at, end, name, name, parts=[Part(at, end, "name", name)])

    def _begins_name(self, at: int) -> bool:
        return self.text[at : at + 1].isupper() or self.text.startswith(("“", '"'), at)

    def _quoted(self, at: int) -> int:
        match = _QUOTED.match(self.text, at)
        return match.end() if match and not match[0][1].islower() else 0

    def is_any_firm(self, parts: list[Part]) -> bool:
        """Whether a firm in small letters is but one of a country or of a trade (`công ty Nhật Bản`, `công ty dịch vụ Logistics`)."""
        last = parts[-1]
        if any(part.role in ("name", "place") for part in parts[:-1]):
            return False
        return last.canonical == "Logistics" or (len(parts) == 2 and self.is_country(last))

    def is_country(self, part: Part) -> bool:
        """Whether a piece of a name is a country."""
        place = self.places.get(part.start) if part.role == "place" else None
        return place is not None and getattr(place, "level", "") == "country"

    def maker(self, end: int) -> Body | None:
        """The firm behind `hãng`, and what it makes or does: `hãng APPLE`, `hãng tàu COSCO`; no Vietnamese word, no place."""
        match = _MAKER.match(self.text, end)
        at = match.start("name") if match else -1
        if match is None or at in self.heads or at in self.places or is_syllable(match["name"].split(" ")[0]):
            return None
        name = match["name"]
        return Body("ORG", at, match.end(), name, name, parts=[Part(at, match.end(), "name", name)])
