"""Short names that the article itself gives its bodies.

Three ways: in brackets after the name (`Tổng công ty Viễn thông Quân đội (Viettel)`), there as a name that could stand
for a body of its own (`… (gọi tắt là Công ty Sao Việt)`), or by using a firm's proper name alone after it was named in
full (`Công ty may Sao Việt` … `Sao Việt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, zip_longest

from trichluc.article import Mention
from trichluc.organisations.branches import CALLED_AGAIN, called_again
from trichluc.organisations.names import is_code, is_person, is_syllable, plain_letter, stops
from trichluc.organisations.naming import proper_parts
from trichluc.organisations.parts import Body, Part, compose, groups
from trichluc.scan import Scan
from trichluc.text import LOWER, UPPER

MAX_ALIASES = 40
_SAYING = r"(?:(?:sau đây |dưới đây )?(?:được )?(?:(?:gọi|viết) tắt(?: là|:)?|gọi là) )"
_BRACKETED = re.compile(
    rf" ?\( ?{_SAYING}?[“\"]?"
    rf"(?P<alias>[{UPPER}][\w&.]*(?:[- ][{UPPER}][\w&.]*){{0,3}})[”\"]? ?[,)]"
)
_NUMBERED = re.compile(
    r"(?: ?\( ?| ?- ?)(?P<alias>(?:Cục|Vụ|Phòng|Ban|Đội|Hải đội|Tổ|Trạm|Đồn) (?:[0-9]{1,3}|[IVX]{1,5}))(?!\w)"
)
_DASHED = re.compile(rf" ?- ?(?P<alias>[{UPPER}][\w&]{{3,}})(?= ?[,).;:]| [{LOWER}])")
_CODE = re.compile(r"[A-Z]{1,2}[0-9]{2}")
_CODED_BY = re.compile(r" ?[(-] ?(?P<alias>[A-Z]{1,2}[0-9]{2})(?![\w-])")
_CODED = frozenset(["Cục", "Phòng", "Viện", "Cơ quan Cảnh sát điều tra"])
"""Bodies of the police that have a code (`PC04`)."""
_CALLED = re.compile(rf" ?\( ?{_SAYING}[“\"]?")
_WITHIN = re.compile(rf"\(([{UPPER}&]{{2,10}})\)")
_NO_ALIAS = frozenset(
    ["DN", "NLĐ", "NLĐO", "PV", "CTV", "CNVC", "CNLĐ", "NSDLĐ", "HQ", "XNK", "LĐO", "Q", "P", "TTXVN"]
)
_FIRMS = ("Công ty", "Tổng Công ty", "Tổng công ty", "Tập đoàn", "Ngân hàng", "Doanh nghiệp")
_UNITS = ("TP", "Tp", "Q.", "P.", "TX", "Quận", "Huyện", "Tỉnh", "Phường", "Xã", "KCN", "KCX")
_LAST = frozenset(["name", "place", "field", "run", "number"])
_SMALL = re.compile(rf"[{LOWER}]")


def find(scan: Scan, bodies: list[Body], places: list[Mention]) -> list[Body]:
    """Mentions of bodies by the short names that the article gives them, outside all names found so far."""
    _call_shorter(scan.text, bodies)
    names: dict[str, Body] = {}
    for alias, owner in islice(_defined(scan, bodies, places), MAX_ALIASES):
        if alias not in names or _says_more(alias, owner, names[alias]):
            names[alias] = owner
    if not names:
        return []
    _call_by_alias(bodies, names)
    by_first: dict[str, list[str]] = {}
    for alias in sorted([*names], key=len, reverse=True):
        for written in _as_written(alias):
            names.setdefault(written, names[alias])
            by_first.setdefault(written.split(" ")[0], []).append(written)
    taken = _Taken([*bodies, *places])
    found: list[Body] = []
    for start, end in scan.capitals:
        if found and start < found[-1].char_end:
            continue
        for alias in by_first.get(scan.text[start:end], ()):
            if _stands(scan.text, start, alias) and not taken.covers(start):
                found.append(_mention(start, alias, names[alias]))
                break
    return found


def _as_written(alias: str) -> set[str]:
    """The letter cases in which a brand of one word comes again (`OriCombank`, `Oricombank`)."""
    is_brand = len(alias) > 4 and alias.isalpha() and not alias.isupper() and not is_syllable(alias)
    return {alias, alias.capitalize(), alias.upper()} if is_brand else {alias}


def _says_more(alias: str, owner: Body, known: Body) -> bool:
    """Whether the later of two bodies is what a short name stands for: said to be so, or named with its legal form."""
    if not owner.canonical.endswith(alias):
        return True
    return known.canonical.endswith(alias) and owner.parts[0].canonical.startswith(f"{known.parts[0].canonical} ")


def _call_shorter(text: str, bodies: list[Body]) -> None:
    """Give bodies that only repeat another under the shorter name the article gave it their `owner`, in place.

    A unit's code is its own wherever it stands; any other short name, from where it is given on.
    """
    owners: dict[str, Body] = {}
    coded = [(body, after) for body, after in pairwise(bodies) if len(after.surface) < 5]
    codes = {after.surface: body for body, after in coded if _is_coded(text, body, after)}
    for body, after in zip_longest(bodies, bodies[1:]):
        if owner := codes.get(body.surface) or owners.get(body.canonical):
            body.owner, body.resolution = owner, "abbreviation"
            body.parts = [Part(body.char_start, body.char_end, "alias", owner.canonical)]
            continue
        if owners and (part_of := owners.get(compose(groups(body.parts)[-1]))):
            _call_widest(body, part_of)
        if after and len(owners) < MAX_ALIASES and _renames(text, body, after):
            owners[after.canonical] = _owner(body)


def _call_widest(body: Body, owner: Body) -> None:
    """Put what a short name stands for in the place of a body's widest one (`Đảng ủy Tập đoàn PVN`), in place."""
    *narrow, widest = groups(body.parts)
    part = Part(widest[0].start, widest[-1].end, "head", owner.canonical)
    body.parts = [*(part for group in narrow for part in group), part]


def _is_coded(text: str, body: Body, after: Body) -> bool:
    """Whether `after` is the code of the police's `body` before it; a room has one of two letters (`PC04`)."""
    if not _CODE.fullmatch(after.surface) or text[body.char_end : after.char_start].strip(" ") not in ("(", "-"):
        return False
    noun = body.parts[0].canonical
    is_of_room = after.surface[0] == "P"
    return (
        len(body.parts) > 1
        and noun in _CODED
        and (is_of_room or noun != "Phòng")
        and not (is_of_room and noun == "Cục")
    )


def _call_by_alias(bodies: list[Body], names: dict[str, Body]) -> None:
    """Say what an alias stands for where it was read as a body (`Đội 6`) or in one's name (`Đảng ủy Hawater`), in place."""
    for body in bodies:
        if body.surface in names and body.owner is None:
            body.owner, body.resolution = names[body.surface], "abbreviation"
            body.parts = [Part(body.char_start, body.char_end, "alias", body.owner.canonical)]
            continue
        last = body.parts[-1]
        owner = names.get(_surface(body, last)) if last.role in ("name", "field") and len(body.parts) > 1 else None
        if owner is None or owner.canonical.endswith(last.canonical):
            continue  # no alias: the firm's proper name
        widest = groups(body.parts)[-1]
        if len(widest) == 2 and (
            widest[0].canonical.startswith(_FIRMS) or owner.canonical.startswith(widest[0].canonical)
        ):
            _call_widest(body, owner)
        elif last.role == "name":
            last.canonical = owner.canonical


def _surface(body: Body, part: Part) -> str:
    return body.surface[part.start - body.char_start : part.end - body.char_start]


def _renames(text: str, body: Body, after: Body) -> bool:
    """Whether `after` is in brackets what `body` is called: said to be so, or a firm's well-known short name (`EVN`)."""
    called = _CALLED.match(text, body.char_end, after.char_start)
    if called and called.end() == after.char_start:
        return len(after.parts) > 1 and after.canonical != body.canonical
    head, known = groups(body.parts)[-1][0].head, after.parts[0].head
    link = text[body.char_end : after.char_start].strip(" ")
    in_brackets = link == "(" and text.startswith((")", ",", " )"), after.char_end)
    return in_brackets and bool(known and known.level == "world" and head and "name" in head.takes)


def _defined(scan: Scan, bodies: list[Body], places: list[Mention]) -> Iterator[tuple[str, Body]]:
    text, at_other = scan.text, {mention.char_start for mention in (*places, *bodies)}
    for body in bodies:
        if body.owner or body.parts[-1].role not in _LAST:
            continue
        owner, ahead = _owner(body), text[body.char_end : body.char_end + 2]
        if "(" in ahead or "-" in ahead:
            yield from _behind(text, body, owner, at_other)
        if body.parts[0].canonical in CALLED_AGAIN and (again := called_again(body)):
            yield again, body
        if within := _abbreviated_within(scan, body):
            yield within, body
        for alias in _proper_names(text, owner):
            yield alias, owner


def _behind(text: str, body: Body, owner: Body, at_other: set[int]) -> Iterator[tuple[str, Body]]:
    """What stands in brackets or behind a dash right after the name: a number, a code, an abbreviation, a brand."""
    noun, end = body.parts[0].canonical, body.char_end
    numbered = _NUMBERED.match(text, end)
    if numbered and numbered["alias"].startswith(f"{noun} "):
        yield numbered["alias"], body
    if noun in _CODED and len(body.parts) > 1 and (coded := _CODED_BY.match(text, end)):
        yield coded["alias"], body
    bracketed = _BRACKETED.match(text, end)
    if bracketed and bracketed.start("alias") not in at_other and _abbreviates(bracketed["alias"], owner):
        yield bracketed["alias"], owner
    dashed = _DASHED.match(text, end)
    if dashed and dashed.start("alias") not in at_other and _is_brand(dashed["alias"], owner):
        yield dashed["alias"], owner


def _abbreviated_within(scan: Scan, body: Body) -> str:
    """The letters in brackets inside a name that abbreviate it from its first word on, and are no head noun."""
    within = _WITHIN.search(body.surface)
    if within is None or body.char_start + within.start(1) in scan.longest("organisation_heads"):
        return ""
    initials = [plain_letter(word) for word in re.findall(r"\w+", body.surface[: within.start()])]
    return within[1] if _is_initials([plain_letter(letter) for letter in within[1]], initials) else ""


def _owner(body: Body) -> Body:
    """The widest body of a name: the one that an alias behind the name stands for."""
    parts = groups(body.parts)[-1]
    if len(parts) == len(body.parts):
        return body
    start, end = parts[0].start, parts[-1].end
    return Body("ORG", start, end, body.surface[start - body.char_start :], compose(parts), parts=parts)


def _is_brand(alias: str, body: Body) -> bool:
    """Whether a word behind the dash is a firm's foreign or made-up name (`Tổng công ty Nước sạch Hồng Hà - Hawater`)."""
    head = body.parts[0].head
    return bool(head and "name" in head.takes and not head.level and not is_syllable(alias) and alias[1:].islower())


def _abbreviates(alias: str, body: Body) -> bool:
    """Whether the bracketed word stands for the body: its initials, or the trade name of a firm or association."""
    if alias in _NO_ALIAS or alias.startswith(_UNITS) or is_person(alias, 0):
        return False
    letters = [plain_letter(letter) for letter in alias if letter.isupper()]
    trades = body.parts[0].head is not None and "name" in body.parts[0].head.takes
    if _SMALL.search(alias):
        return trades and not all(map(is_syllable, alias.split(" ")))
    initials = [plain_letter(word) for word in re.findall(r"\w+", body.canonical)]
    is_firm = body.parts[0].head is not None and "firm" in body.parts[0].head.takes
    if "".join(initials[1:]).endswith("".join(letters)) and not is_firm:
        return False  # it stands for the field alone: `Ngân hàng Chính sách xã hội (CSXH)`
    return (len(letters) > 1 and _is_initials(letters, initials)) or (trades and len(letters) > 2)


def _is_initials(letters: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return letters[0] == initials[0] and all(letter in rest for letter in letters)


def _proper_names(text: str, body: Body) -> list[str]:
    """A firm's proper name where it is distinctive, two words or more or a foreign one; and that with its trades."""
    head, own = body.parts[0].head, proper_parts(body.parts)
    if head is None or "name" not in head.takes or "school" in head.takes or not own or own[0].role == "place":
        return []
    if head.level and head.canonical != "Tập đoàn":
        return []
    alias = text[own[0].start : own[-1].end]
    if is_person(alias, 0) or "\n" in alias or alias.isupper():
        return []
    words = alias.split(" ")
    lone = text[own[0].start : next((part.start for part in own if part.role == "place"), own[-1].end + 1) - 1]
    distinctive = " " in lone or (len(lone) > 4 and (own[-1].role == "place" or not is_syllable(lone)))
    if not distinctive or not all(word[:1].isupper() for word in words):
        return []
    trades = [part.start for part in body.parts[1:] if part.role == "field" and part.start < own[0].start]
    return [*(_capital(text[start : own[-1].end]) for start in trades), alias]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _stands(text: str, start: int, alias: str) -> bool:
    """Whether the alias stands here by itself, not as a piece of a longer name or a symbol."""
    end = start + len(alias)
    if not text.startswith(alias, start) or text[end : end + 1].isalnum() or is_code(text, start):
        return False
    after = text[end + 1 : end + 2] if text[end : end + 1] == " " else ""
    before = text[max(0, start - 20) : start]
    word = before[:-1].rsplit(" ", 1)[-1] if before.endswith(" ") else ""
    if word.endswith((".", ":", ";", ",")):
        word = ""  # another sentence, another item
    return not after.isupper() and (not word[:1].isupper() or word.lower() in stops())


class _Taken:
    """Which positions lie inside names already found; asked in ascending order."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.spans = sorted((mention.char_start, mention.char_end) for mention in mentions)
        self.at, self.end = 0, 0

    def covers(self, position: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][0] <= position:
            self.end = max(self.end, self.spans[self.at][1])
            self.at += 1
        return position < self.end


def _mention(start: int, alias: str, owner: Body) -> Body:
    end = start + len(alias)
    part = Part(start, end, "alias", owner.canonical)
    return Body("ORG", start, end, alias, owner.canonical, resolution="abbreviation", parts=[part], owner=owner)
