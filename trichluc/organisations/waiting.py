"""Names that want what another name in the article says: `Đội 6` beside `Đội 6 (Cục …)`, `Chi cục Bờ Y` beside `Chi cục Hải quan …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trichluc.organisations.naming import branch
from trichluc.organisations.parts import Body, Part, compose, groups

_NUMBERED = frozenset(["Đội", "Hải đội", "Hải đoàn"])
_BRANCH = "Chi cục"
_LED = re.compile(r"(?:[Đđ]ội trưởng|[Đđ]ội phó|[Ll]ãnh đạo|[Đđ]ại diện|[Cc]hỉ huy|[Cc]hiến sĩ) \Z")
_AGENCIES = frozenset(["Cục", "Cục Hải quan", "Chi cục", "Chi cục Hải quan", "Tổng cục"])
_FIELDS = ("Hải quan", "Thuế", "Thống kê", "Kiểm lâm")


def may_wait(parts: list[Part]) -> bool:
    """Whether a head noun has but a number, or a branch but its place: what follows in the article may say the rest."""
    noun, last = parts[0].canonical, parts[-1].role
    return (len(parts) == 2 and last == "number" and noun in _NUMBERED) or (noun == _BRANCH and last == "place")


def complete(text: str, waiting: Iterable[list[Part]], bodies: list[Body]) -> Iterator[Body]:
    """The bodies among the waiting names: those of a chief, those named with their parent, branches of the article's kind."""
    numbered = {_numbered(body.parts) for body in bodies if len(body.parts) > 1}
    branches = {branch(groups(body.parts)[0]): body for body in reversed(bodies)}
    kind = next(_kinds(bodies), None)
    for parts in waiting:
        noun, start, end = parts[0], parts[0].start, parts[-1].end
        if noun.canonical == _BRANCH:
            if kind is None:
                continue
            parts = [noun, Part(noun.end, noun.end, "field", kind), *parts[1:]]
        elif _numbered(parts) not in numbered and not _LED.search(text, max(0, start - 12), start):
            continue
        owner = branches.get(branch(parts) or "-")
        if owner:
            parts = [Part(start, end, "alias", owner.canonical)]
        yield Body("ORG", start, end, text[start:end], compose(parts), parts=parts, owner=owner)


def _numbered(parts: list[Part]) -> tuple[str, str]:
    return parts[0].canonical, parts[1].canonical if parts[1].role == "number" else ""


def _kinds(bodies: list[Body]) -> Iterator[str]:
    """What the branches and agencies of the article are for, in order."""
    for body in bodies:
        head, *rest = body.parts
        if head.head and head.head.level == "agency":
            yield head.canonical.removeprefix("Cục ")
        elif head.canonical in _AGENCIES and rest and rest[0].canonical in _FIELDS:
            yield rest[0].canonical
