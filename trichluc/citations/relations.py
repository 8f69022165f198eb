"""What is done with a document: the word that governs it, before it or, in the passive, after it."""

from __future__ import annotations

import re
from bisect import bisect_right

from trichluc.citations.page import Page, Reading
from trichluc.scan import Hit

_BREAK = re.compile(r"[.;:!?\n](?:\s|\Z)|\n")
_LIST_GAP = re.compile(r"[\s,;”\"’')]*(?:(?:và|hoặc|cùng|cùng với|gắn với)?\s*(?:các\s|việc\s)?)?\Z")
_PASSIVE = re.compile(
    r"(?:\s\([^()\n]{1,90}\))?,?\s\(?(?:(?:đã|vừa|đang|sẽ|cũng|mới|tiếp tục|chính thức)\s){0,3}"
    r"(?:(?:được|bị)\s|(?=sửa đổi(?:,? bổ sung)? (?:tại|bởi|bằng)\s))"
)
_BEFORE_PASSIVE = re.compile(r"(?:được|bị)\s(?:sửa đổi, )?\Z")
_BESIDE = re.compile(
    r"[ ](?:quy định chi tiết |hướng dẫn |quy định |về |về việc |của \w+ \w+ )*(?:và )?(?:hướng dẫn )?"
)
_COUNTED = re.compile(r"\s(?:(?:các|những|một số|hai|ba|[0-9]{1,2}|liên tiếp)\s){0,2}\Z")
_INTO_LIFE = re.compile(r"[ ](?:(?:sớm|nhanh chóng|thực sự|thật sự)[ ]){0,2}(?:đi )?(?:sâu )?vào (?:cuộc|đời) sống")
_BROUGHT = re.compile(r"\b[Đđ]ưa(?:\s(?:các|những))?\s\Z")
_PASSIVE_RELATIONS = ("implements", "reviews", "amends", "replaces", "issues")
_WITHOUT_COMMA = ("based_on", "amends", "replaces")
_FARTHEST = 80
_REVIEW_REACH = 45
_PASSIVE_REACH = 45


def govern(page: Page, readings: list[Reading]) -> None:
    """Set `verb` and the citation's relation; the items of a list share the verb of the first."""
    previous: Reading | None = None
    for index, reading in enumerate(readings):
        if previous is not None and previous.verb and continues_list(page, previous, reading):
            previous = _head_of_list(page, readings, index)
            reading.verb, reading.after_verb = previous.verb, previous.after_verb
            reading.relation = previous.relation
        else:
            _govern_one(page, reading, previous.end if previous else 0)
        previous = reading
    _passives_of_lists(page, readings)


def _head_of_list(page: Page, readings: list[Reading], index: int) -> Reading:
    """The item that a semicolon takes up again: in `A sửa đổi B; C` it is A, not B, that C stands beside."""
    previous = readings[index - 1]
    if ";" not in page.text[previous.end : readings[index].start] or previous.verb is None:
        return previous
    for other in reversed(readings[max(0, index - 5) : index - 1]):
        if other.end <= previous.verb[0]:
            return other if _BESIDE.fullmatch(page.text, other.end, previous.verb[0]) else previous
    return previous


def continues_list(page: Page, previous: Reading, reading: Reading) -> bool:
    """Whether nothing but a comma or a conjunction stands between two citations."""
    if reading.group == previous.group >= 0:
        return True
    gap_start = previous.full if previous.full <= reading.start else previous.end
    gap = page.text[gap_start : reading.opening]
    return 0 < len(gap) < 30 and bool(_LIST_GAP.match(gap)) and "(" not in gap


def _govern_one(page: Page, reading: Reading, floor: int) -> None:
    verb = before(page, reading.opening, floor)
    if verb is None:
        verb, reading.after_verb = after(page, reading.full), True
    reading.verb = verb
    if verb and verb[2]["relation"]:
        reading.relation = verb[2]["relation"]
    elif _INTO_LIFE.match(page.text, reading.full) and _BROUGHT.search(
        page.text, max(0, reading.opening - _FARTHEST), reading.opening
    ):
        reading.relation = "implements"


def before(page: Page, start: int, floor: int) -> Hit | None:
    """The governing word before a citation, no further back than `floor` and the clause."""
    masked = start
    for index in reversed(range(bisect_right(page.verb_ends, start))):
        hit = page.verbs[index]
        if hit[0] < floor or start - hit[1] > _FARTHEST:
            return None
        if hit[1] > masked or (index and page.verbs[index - 1][1] == hit[1]):
            continue  # part of a longer word
        if not hit[2]["relation"]:
            masked = hit[0]
        elif _reaches(page.text, hit, start):
            gap = page.text[hit[1] : start]
            if _BREAK.search(gap) or ("," in gap and hit[2]["relation"] in _WITHOUT_COMMA):
                return None
            if _BEFORE_PASSIVE.search(page.text, max(0, hit[0] - 22), hit[0]):
                return None
            return _reviewing(page, hit, index, floor) if hit[2]["relation"] == "implements" else hit
    return None


def _reaches(text: str, hit: Hit, start: int) -> bool:
    """Whether a word stands near enough; `ra`, `có`, `ký` only right before the document (`có các Quyết định`)."""
    reach = int(hit[2]["reach"])
    return start - hit[1] <= reach or (reach == 1 and start - hit[1] < 14 and bool(_COUNTED.match(text, hit[1], start)))


def _reviewing(page: Page, hit: Hit, index: int, floor: int) -> Hit:
    """`sơ kết … thực hiện`: reviewing governs the carrying out that it reviews."""
    for other in reversed(page.verbs[max(0, index - 4) : index]):
        gap = page.text[other[1] : hit[0]]
        if (
            other[0] >= floor
            and other[2]["relation"] == "reviews"
            and len(gap) <= _REVIEW_REACH
            and not re.search(r"[,.;:\n]", gap)
        ):
            return other
    return hit


def after(page: Page, end: int) -> Hit | None:
    """The governing verb of a passive right after a citation (`được quán triệt`, `được thay thế bởi`)."""
    passive = _PASSIVE.match(page.text, end)
    if not passive:
        return None
    limit = min(page.scan.sentence(end)[1], passive.end() + _PASSIVE_REACH)
    index = bisect_right(page.verb_ends, passive.end())
    found: Hit | None = None
    while index < len(page.verbs) and page.verbs[index][1] <= limit:
        hit = page.verbs[index]
        allowed = hit[2]["relation"] in _PASSIVE_RELATIONS and int(hit[2]["reach"]) > 1
        if allowed and hit[0] >= passive.end() and (found is None or (hit[0], -hit[1]) < (found[0], -found[1])):
            found = hit
        index += 1
    return None if found and page.text.startswith(" kèm", found[1]) else found


def _passives_of_lists(page: Page, readings: list[Reading]) -> None:
    """A passive after a list's last item governs every item; one in brackets (`A, B (được sửa đổi)`) the last alone."""
    for last, reading in zip(reversed(readings), reversed(readings[:-1]), strict=False):
        if not last.after_verb or not last.verb or "(" in page.text[last.full : last.full + 3]:
            continue
        if reading.verb is None and continues_list(page, reading, last):
            reading.verb, reading.after_verb = last.verb, True
            reading.relation = last.relation
