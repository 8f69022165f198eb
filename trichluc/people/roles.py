"""Which offices the text gives to which person: before the name, in apposition after it, after `là`, in brackets."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from trichluc.article import Mention, Role
from trichluc.people.offices import LONGEST_GAP, Office, stretched
from trichluc.people.shared import TOGETHER, listed, of_several, shared
from trichluc.people.surroundings import Surroundings
from trichluc.text import LOWER, UPPER

_POLITE_BEFORE = re.compile(
    r"(?<!\w)(?:(?:(?:[Cc]ác )?[Đđ]ồng chí|ĐỒNG CHÍ|Đ/[cC]|đ/c|[Ôô]ng|ÔNG|[Bb]à|BÀ|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Nn]gài|tên(?: là)?)"
    r":? )\Z"
)
_BEFORE = re.compile(r"(?:,? {1,2}|,|\.|\. |: ?|, ?là | là | gồm | - )\Z")
_BETWEEN = re.compile(r"(?:, ?kiêm |, ?đồng thời là | kiêm | và |, | - |- ?|,)\Z")
_BORN = r"(?:(?:sinh (?:năm|ngày)|SN) ?[\d/.-]{4,10}|\d{2} tuổi)"
_NO_OFFICE = (
    rf"(?:(?:,| -) (?:cán bộ|đảng viên|hội viên|chiến sĩ|chiến sỹ|thợ|công nhân)(?: [{LOWER}\d/]+){{1,6}}(?=, ))?"
)
"""What may stand between a name and its first office and is none (`cán bộ lão thành`)."""
_ASIDE = r"(?: ?\((?:[^()\n]{1,40}|(?:em|anh|chị|con|vợ|chồng|cháu|bố|mẹ) [^()\n]{1,80})\)(?= ?,))"
_IS = r"(?:(?:hiện |nay |đồng thời |nguyên |vốn |hiện đang )?là |[Tt]ân |hiện |học hàm |học vị )?"
_AFTER = re.compile(
    rf"{_ASIDE}?{_NO_OFFICE} {{0,2}}(?:,|-|\() ?(?:{_BORN}\)? ?(?:,|-|\(|(?=nguyên|hiện)) ?)?{_IS}"
    rf"| {_BORN},(?: quê(?: quán| ở)? [^,;.\n]{{2,40}},)? {_IS}"
    r"| (?:hiện |đang |hiện đang |hiện nay |nay |nguyên )?là | kiêm | có học (?:hàm|vị) "
)
_CHAIN = re.compile(
    rf"(?: \((?:[{UPPER}]{{2,8}}|\d{{4}} ?- ?\d{{4}})\))?(?:, ?| ?- ?|; ?)"
    r"(?:kiêm |đồng thời là |đồng thời |[Tt]ân |nguyên là |hiện là |nay là |hiện |là |học vị )?| (?:kiêm|và|đồng thời là) "
)
_GIVEN_OR_LOST = re.compile(r"(?:làm|chức|chức vụ|chức danh|thôi|(?<!học )hàm) \Z")
_LOST = re.compile(r" (?:đảo )?đã (?:bị |được |cho ){0,2}(?:miễn nhiệm|thôi giữ|thôi chức|bãi nhiệm)(?!\w)")
_MEETING = re.compile(r"(?:[Hh]ội nghị|[Hh]ội thảo|[Dd]iễn đàn|[Cc]uộc họp)(?: (?:các|giữa các))? \Z")
_AUDIENCE = re.compile(rf"(?:[Cc]ác|[Nn]hững) [{LOWER} ,]{{0,40}}\Z")
"""A plural before small letters: `nói với các phóng viên, nhà báo, Cục trưởng A`."""
_FIELDS = ("Kế toán",)
"""Offices that are fields of study too (`Khoa Luật và Kế toán`)."""
_TOGETHER_WITH = re.compile(r" (?:cũng|cùng) đoàn(?!\w)")
_AMONG = re.compile(r"[Gg]iữa (?:ông |bà |đồng chí )?\Z")
_HELD_THEN = re.compile(
    r"(?:(?:thời gian|từng|trước đây|khi|khi còn) (?:là|làm|giữ)|thời gian giữ)(?: các| những)?"
    r"(?: chức vụ| chức danh| cương vị| chức)? \Z"
)
"""What makes of the offices behind it those of another time: `trong thời gian giữ các cương vị …, bà A`."""
_RUN_BY = re.compile(r"(?<!\w)do (?:ông |bà |đồng chí )?\Z")
_SERVES_AS = re.compile(r" (?:làm|giữ chức|là) ")
"""Between the name and the office of who runs a body: `Công ty X do A làm giám đốc`."""
_OPENING = re.compile(
    r"(?:Là|Trên cương vị|Với cương vị|Với tư cách|Với tư cách là|Với vai trò|Với vai trò là)(?: một)? \Z"
)


def assign(around: Surroundings, people: list[Mention], offices: list[Office]) -> list[Role]:
    """Fill `roles` of `people` and list the same facts one by one."""
    ends = {office.end: office for office in offices}
    starts = {office.start: office for office in offices}
    before = {id(person): _before(around, person, ends) for person in people}
    for last, person in pairwise(people):
        if all(office.kind == "rank" for office in before[id(last)]):
            before[id(person)] = _own(around, last, before[id(person)])
    taken = {office.start for chain in before.values() for office in chain}
    given: list[tuple[Mention, Office]] = []
    for person in people:
        chain = [*before[id(person)], *_after(around, person, starts, taken)]
        given += [(person, office) for office in chain]
    given += shared(around, people, given)
    known = {(id(person), id(office)) for person, office in given}
    given += [pair for pair in listed(around, people, offices) if (id(pair[0]), id(pair[1])) not in known]
    given += _opening(around, people, offices, given)
    given.sort(key=lambda pair: (pair[0].char_start, pair[1].start))
    return [_role(around, person, office) for person, office in given]


def _role(around: Surroundings, person: Mention, office: Office) -> Role:
    surface = around.text[office.start : office.end]
    person.roles.append(surface)
    return Role(office.start, office.end, surface, person, office.head, office.body)


def _before(around: Surroundings, person: Mention, ends: dict[int, Office]) -> list[Office]:
    """The offices that lead up to the name, outermost first."""
    text, position = around.text, person.char_start
    polite = None
    if position - 1 not in ends:
        polite = _POLITE_BEFORE.search(text, max(0, position - 20), position)
    if polite:
        position = polite.start()
    chain: list[Office] = []
    gap = _BEFORE.search(text, max(0, position - 6), position)
    if gap is None:
        return chain
    office = ends.get(gap.start()) or _before_aside(text, gap.start(), ends)
    if office is None and gap[0] == " " and not polite:
        office = _reaching(around, position, ends)
    if office and not _leads_up(around, office, gap[0], person, polite is not None):
        return chain
    while office and not _of_another(text, office, bool(chain) or (gap is not None and gap[0] != " "), bool(chain)):
        chain.insert(0, office)
        if office.end == office.start:
            break
        space = text[office.start - 1 : office.start] == " "
        gap = _BETWEEN.search(text, max(0, office.start - 18), office.start)
        office = ends.get(gap.start()) if gap else ends.get(office.start - 1) if space else None
    if chain and polite and _HELD_THEN.search(text, max(0, chain[0].start - 40), chain[0].start):
        return []
    return chain


def _leads_up(around: Surroundings, office: Office, gap: str, person: Mention, polite: bool) -> bool:
    """Whether an office belongs to the name behind it.

    With no polite word between, a comma may part them only where they open a sentence (`Chi cục trưởng …, Lê An nói`).
    """
    if "." in gap:
        return office.kind == "degree"
    if polite:
        return True
    if gap.startswith(","):
        opens = around.scan.sentence(office.start)[0] == office.start
        return gap == ", " and opens and office.body is not None and " " in person.surface
    if gap in (" là ", " gồm "):
        of_a_body = gap == " là " and office.end - office.start > len(office.head)
        return of_a_body or of_several(around.text, office)
    return gap in (" ", "  ", ": ")


def _before_aside(text: str, end: int, ends: dict[int, Office]) -> Office | None:
    """The office before brackets that tell to what its body belongs (`Trưởng phòng X (Cục Y) Lê An`)."""
    if text[end - 1 : end] != ")":
        return None
    aside = _ASIDE_LAST.search(text, max(0, end - 80), end)
    office = ends.get(aside.start()) if aside else None
    return office if office and (office.body or office.end - office.start > len(office.head)) else None


_ASIDE_LAST = re.compile(r" \([^()\d\n]{2,76}\)\Z")


def _of_another(text: str, office: Office, apart: bool, outer: bool) -> bool:
    """Whether an office is one that somebody gets or leaves, or names those who meet (`Hội nghị Bộ trưởng …`)."""
    window = max(0, office.start - 24)
    if outer and office.head == "Thường trực":
        return True  # a body, or what one does: `với Thường trực Tỉnh ủy, Cục trưởng A`
    if outer and text[office.start].islower() and _AUDIENCE.search(text, max(0, office.start - 50), office.start):
        return True
    if apart and _GIVEN_OR_LOST.search(text, window, office.start):
        return True
    return outer and _MEETING.search(text, window, office.start) is not None


def _own(around: Surroundings, last: Mention, chain: list[Office]) -> list[Office]:
    """The chain without what stands in apposition to the name before it: `A, Phó Cục trưởng …, Thiếu tướng B`.

    Asked only where that name has no office before it; else offices stand before names here, not after them.
    """
    follows = bool(chain) and around.text[last.char_end : chain[0].start] in (", ", " - ", " – ")
    if follows and around.text[chain[-1].end : chain[-1].end + 2] == ", ":
        return []  # `anh A - công nhân, anh B - thợ điện`
    own = ("rank", "degree") if follows and chain[0].kind in ("office", "job") else ("rank",)
    rank = next((n for n, office in enumerate(chain) if n and office.kind in own), 0)
    return chain[rank:] if rank and 0 <= chain[0].start - last.char_end <= len(", ") else chain


def _reaching(around: Surroundings, name_start: int, ends: dict[int, Office]) -> Office | None:
    """The last office before the name, if nothing but the rest of its body's name stands between."""
    window = range(name_start - 2, max(0, name_start - LONGEST_GAP), -1)
    office = next((ends[end] for end in window if end in ends), None)
    if office is None or office.kind not in ("office", "job"):
        return None
    return stretched(around, office, name_start)


def _after(around: Surroundings, person: Mention, starts: dict[int, Office], taken: set[int]) -> list[Office]:
    """The offices in apposition after the name, up to the first that belongs to the next name."""
    chain: list[Office] = []
    text = around.text
    link = TOGETHER.match(text, person.char_end) or _AFTER.match(text, person.char_end)
    if link is None and _RUN_BY.search(text, max(0, person.char_start - 8), person.char_start):
        link = _SERVES_AS.match(text, person.char_end)
    while link:
        office = starts.get(link.end())
        if office is None or office.start in taken or _is_none(around, office):
            break
        if link[0] == " và " and (
            office.head in _FIELDS or _AMONG.search(text, max(0, person.char_start - 16), person.char_start)
        ):
            break
        taken.add(office.start)
        chain.append(office)
        link = _CHAIN.match(text, office.end)
    return chain


def _is_none(around: Surroundings, office: Office) -> bool:
    """Whether an office behind a name is lost by now, another's, or none: a bare `đại biểu` is a guest of the day."""
    if around.text[office.start : office.end].lower() == "đại biểu":
        return True
    return bool(_LOST.match(around.text, office.end) or _TOGETHER_WITH.match(around.text, office.end))


def _opening(
    around: Surroundings, people: list[Mention], offices: list[Office], given: list[tuple[Mention, Office]]
) -> list[tuple[Mention, Office]]:
    """`Là Chủ tịch …, một trong số …, ông A nói`: an office that opens the sentence is its subject's."""
    taken = {id(office) for _, office in given}
    extra = []
    for office in offices:
        if id(office) in taken or not _OPENING.search(around.text, max(0, office.start - 24), office.start):
            continue
        _, end = around.scan.sentence(office.start)
        index = bisect_right(people, office.end, key=lambda person: person.char_start)
        subject = people[index] if index < len(people) and people[index].char_start < end else None
        if (
            subject
            and not subject.roles
            and _POLITE_BEFORE.search(around.text, max(0, subject.char_start - 12), subject.char_start)
        ):
            extra.append((subject, office))
    return extra
