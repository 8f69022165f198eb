"""What names and offices are read against: titles, cues, family names, and the bodies and places already found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from trichluc.article import Mention
from trichluc.rules import load
from trichluc.scan import Hit, Scan
from trichluc.text import LOWER, UPPER, reading

WORD = re.compile(rf"[{UPPER}](?:['’][{UPPER}]?)?[{LOWER}]*(?:-[{LOWER}]+){{0,3}}(?![{LOWER}])")
"""A capitalised word of a name; a capital glued to its end (`HùngSáng`) begins another word."""
CAPITALS = re.compile(rf"[{UPPER}]['’]?[{UPPER}]*(?:(?![{LOWER}{UPPER}])|(?<=[{UPPER}]{{2}})(?=[{UPPER}][{LOWER}]))")
"""A word of a name in capitals; a capitalised word may be glued to its end (`NGATrước`)."""
_FULL = re.compile(rf"[{UPPER}][{LOWER}]* (?:Văn|Thị) [{UPPER}][{LOWER}]+")
_SYLLABLE = re.compile(
    rf"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    rf"[{''.join(sorted(set(LOWER) - set('bcdđfghjklmnpqrstvwxz')))}]{{1,3}}(?:ng|nh|ch|[cmnpt])?\Z"
)


@cache
def is_vietnamese(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable.

    >>> is_vietnamese("Nguyễn"), is_vietnamese("Trump")
    (True, False)
    """
    return _SYLLABLE.match(word.lower()) is not None


@cache
def given_names() -> frozenset[str]:
    """Syllables that occur in given names, each with a capital."""
    return frozenset(rule["syllable"] for rule in load("given_names"))


@cache
def stops() -> frozenset[str]:
    """Capitalised syllables that open a new sentence or heading and never continue a name."""
    return frozenset(rule["syllable"] for rule in load("name_stops"))


@cache
def blockers() -> dict[str, frozenset[str]]:
    """Words before a name that make it the name of a thing, in small letters, and after which words they do not."""
    return {
        reading(rule["phrase"]).lower(): frozenset(reading(rule["not_after"]).split("|"))
        for rule in load("name_blockers")
    }


class Surroundings:
    """One article's titles, cues, family names, bodies and places, by position."""

    def __init__(self, scan: Scan, organisations: list[Mention], places: list[Mention]) -> None:
        self.scan, self.text = scan, scan.text
        self.body_at = {m.char_start: m for m in sorted(organisations, key=lambda m: m.char_end)}
        self.place_at = {m.char_start: m for m in sorted(places, key=lambda m: m.char_end)}
        self.place_names = {place.surface for place in places}
        self.in_body = _mask(len(scan.text), organisations)
        self.in_place = _mask(len(scan.text), places)
        self.titles: Mapping[int, Hit] = scan.longest("titles")
        self.cues: Mapping[int, Hit] = scan.longest("person_cues")
        self.families: Mapping[int, Hit] = scan.longest("family_names")

    def names_a_thing(self, start: int) -> bool:
        """Whether the words before say that the name is a street's, a school's, a prize's."""
        words = self.text[max(0, start - 26) : max(0, start - 1)].lower().rsplit(" ", 4)
        known = blockers()
        for count in (1, 2, 3, 4):
            not_after = known.get(" ".join(words[-count:]).lstrip("(“\"'"))
            if not_after is not None:
                return " ".join(words[-count - 1 : -count]) not in not_after or count == len(words)
        return False

    def starts_title(self, position: int) -> bool:
        """Whether an office, a polite word or a body begins here, so that a name cannot go on."""
        return position in self.titles or position in self.cues or position in self.body_at

    def title_end(self, position: int) -> int:
        """Where the office, polite word or body that begins here ends."""
        hits = (self.titles.get(position), self.cues.get(position))
        ends = [hit[1] for hit in hits if hit]
        return max([*ends, self.body_at[position].char_end] if position in self.body_at else ends)

    def place_ending_at(self, end: int) -> Mention | None:
        """The place whose name ends there, of at most four words."""
        start = end
        for _ in range(4):
            start = self.text.rfind(" ", 0, start)
            place = self.place_at.get(start + 1)
            if place and place.char_end == end:
                return place
        return None

    def is_full_name(self, position: int) -> bool:
        """Whether a name stands here that no place bears: a telling family name, `Văn` or `Thị`, a given name."""
        family = self.families.get(position)
        return bool(family) and _FULL.match(self.text, position) is not None

    def looks_like_name(self, position: int) -> bool:
        """Whether a family name and another capital stand here, outside any body or place."""
        family = self.families.get(position)
        if family is None or self.in_body[position]:
            return False
        place = self.place_at.get(position)
        after = family[1] + 1
        if place and place.char_end > after:
            return self.is_full_name(position)
        return self.text[family[1] : after] == " " and WORD.match(self.text, after) is not None


def _mask(length: int, mentions: list[Mention]) -> bytearray:
    mask = bytearray(length + 1)
    for mention in mentions:
        mask[mention.char_start : mention.char_end] = b"\x01" * (mention.char_end - mention.char_start)
    return mask
