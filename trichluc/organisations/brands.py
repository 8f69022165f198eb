"""Firms' names that are no Vietnamese words: behind a committee of the firm's, or behind the kind of firm it is."""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import UNIT, Affiliation
from trichluc.organisations.names import NOT_NAMES, is_syllable
from trichluc.organisations.parts import Part
from trichluc.text import LOWER, UPPER

NAME_WORD = re.compile(rf"[{UPPER}][\w&.]*(?:(?:-[{LOWER}]+)+|(?:[-'][{UPPER}0-9]\w*)*)")
"""A capitalised word, with what a dash joins to it (`Coca-Cola`, `Lê-nin-grát`)."""


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
        if hit is None or len(parts) > 1 or hit[2]["level"] != "world" or is_syllable(self.text[at : hit[1]]):
            return False
        parts.append(Part(at, hit[1], "name", self.text[at : hit[1]]))
        return True
