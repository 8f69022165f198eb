"""Which offices the text gives to which person: before the name, in apposition after it, after `là`, in brackets."""

from __future__ import annotations

import re

from trichluc.article import Mention, Role
from trichluc.people.offices import Office
from trichluc.people.surroundings import Surroundings

_POLITE_BEFORE = re.compile(
    r"(?:(?:(?:[Cc]ác )?[Đđ]ồng chí|ĐỒNG CHÍ|Đ/[cC]|đ/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Nn]gài):? )\Z"
)
_BEFORE = re.compile(r"(?:,? |: ?|, ?là | là | - )\Z")
_BETWEEN = re.compile(r"(?:, ?kiêm |, ?đồng thời là | kiêm | và |, | - |- ?|,)\Z")
_AFTER = re.compile(
    r" ?(?:,|-|\() ?(?:(?:hiện |nay |đồng thời )?(?:là|giữ chức(?: vụ)?) |tân |hiện )?| (?:hiện |đang )?là | kiêm "
)
_CHAIN = re.compile(r"(?:, ?| ?- ?|; ?)(?:kiêm |đồng thời là |tân |là )?| (?:kiêm|và|đồng thời là) ")
_LIST_GAP = re.compile(r"(?:, ?| và |; ?)(?:(?:đồng chí|ông|bà|đ/c|Đ/c) )?\Z")
_PLURAL = re.compile(r"(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn) (?:đồng chí|ông|bà|anh|chị|đ/c|Đ/c)(?: (?:gồm|là))?:? ?\Z")


def assign(around: Surroundings, people: list[Mention], offices: list[Office]) -> list[Role]:
    """Fill `roles` of `people` and list the same facts one by one."""
    ends = {office.end: office for office in offices}
    starts = {office.start: office for office in offices}
    before = {id(person): _before(around, person, ends) for person in people}
    taken = {id(office) for chain in before.values() for office in chain if chain}
    given: list[tuple[Mention, Office]] = []
    for person in people:
        chain = [*before[id(person)], *_after(around, person, starts, taken)]
        given += [(person, office) for office in chain]
    given += _shared(around, people, given)
    return [_role(around, person, office) for person, office in given]


def _role(around: Surroundings, person: Mention, office: Office) -> Role:
    surface = around.text[office.start : office.end]
    person.roles.append(surface)
    return Role(office.start, office.end, surface, person, office.head, office.body)


def _before(around: Surroundings, person: Mention, ends: dict[int, Office]) -> list[Office]:
    """The offices that lead up to the name, outermost first."""
    text, position = around.text, person.char_start
    polite = _POLITE_BEFORE.search(text, max(0, position - 20), position)
    if polite:
        position = polite.start()
    chain: list[Office] = []
    gap = _BEFORE.search(text, max(0, position - 6), position)
    if gap is None or (not polite and gap[0] != " "):
        return chain
    office = ends.get(gap.start())
    while office:
        chain.insert(0, office)
        if office.end == office.start:
            break
        space = text[office.start - 1 : office.start] == " "
        gap = _BETWEEN.search(text, max(0, office.start - 18), office.start)
        office = ends.get(gap.start()) if gap else ends.get(office.start - 1) if space else None
    return chain


def _after(around: Surroundings, person: Mention, starts: dict[int, Office], taken: set[int]) -> list[Office]:
    """The offices in apposition after the name, up to the first that belongs to the next name."""
    chain: list[Office] = []
    link = _AFTER.match(around.text, person.char_end)
    while link:
        office = starts.get(link.end())
        if office is None or id(office) in taken:
            break
        taken.add(id(office))
        chain.append(office)
        link = _CHAIN.match(around.text, office.end)
    return chain


def _shared(
    around: Surroundings, people: list[Mention], given: list[tuple[Mention, Office]]
) -> list[tuple[Mention, Office]]:
    """`các đồng chí A, B, Phó Chủ tịch …`: the office after the last name holds for those before it too."""
    of: dict[int, list[Office]] = {}
    for person, office in given:
        of.setdefault(id(person), []).append(office)
    extra: list[tuple[Mention, Office]] = []
    run: list[Mention] = []
    for person in people:
        gap_start = run[-1].char_end if run else max(0, person.char_start - 24)
        gap = around.text[gap_start : person.char_start][-24:]
        if run and _LIST_GAP.fullmatch(gap):
            run.append(person)
        else:
            run = [person] if _PLURAL.search(gap) else []
        if len(run) > 1 and id(person) in of:
            extra += [(other, office) for other in run[:-1] for office in of[id(person)]]
            run = []
    return extra
