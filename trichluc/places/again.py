"""Small units that stand without their unit word where the article has named them with it (`xã Văn Hải` … `Văn Hải`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from trichluc.places.context import SMALL, is_part_of_a_name
from trichluc.places.readings import Reading, cautions, previous_word, terms
from trichluc.text import LOWER, UPPER

_ZONES = ("Khu công nghiệp ", "Khu đô thị", "Khu kinh tế ", "Khu chế xuất ", "Cửa khẩu ")
_BEHIND_NOUN = re.compile(rf"(?:[{LOWER}]+|KCN|KCX|KKT) ([{UPPER}]\w+ [{UPPER}]\w+)\Z")


def again(text: str, readings: list[Reading]) -> Iterator[Reading]:
    """Further mentions of official units of two syllables and more; `readings` are by position.

    >>> xa = Reading(3, 10, "xã Văn Hải", "commune", "xã", places=(object(),))
    >>> [text.start for text in again("xã Văn Hải đổi mới. Văn Hải là xã ven biển, ông Văn Hải nói.", [xa])]
    [20]
    """
    names = {name: reading for reading in reversed(readings) if (name := _name_told(text, reading))}
    if not names:
        return
    named, starts = list(names.values()), [reading.start for reading in readings]
    for pattern, start, end in AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(
        text
    ):
        first = named[pattern]
        zone = first.level == ""
        further = Reading(start, end, first.canonical if zone else text[start:end], first.level, places=first.places)
        last = bisect_right(starts, start) - 1
        is_free = last < 0 or readings[last].end <= start
        if zone and previous_word(text, start) not in terms("cue"):
            continue
        if is_free and _is_word(text, start, end) and not is_part_of_a_name(text, further):
            yield further


def _name_told(text: str, reading: Reading) -> str:
    """The name that the reading tells, by which its place may be called again; blank where it tells none."""
    name = text[reading.start : reading.end]
    if reading.level == "area":
        return name
    if reading.level == "" and reading.canonical.startswith(_ZONES):
        alone = _BEHIND_NOUN.search(name)
        return alone[1] if alone else ""
    is_name = " " in name and cautions().get(name, "person") == "person"  # never a word
    return name if is_name and reading.level in SMALL and reading.unit and reading.places else ""


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter touches the name, and it is no line of its own: that is a signature."""
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    return not (before.isalnum() or after.isalnum() or (before == "\n" and after == "\n"))
