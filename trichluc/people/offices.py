"""Offices: a head word (`Phó Chính ủy`), what modifies it, and the body it is held in, read forward."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.article import Mention
from trichluc.people.surroundings import WORD, Surroundings
from trichluc.scan import Hit
from trichluc.text import LOWER

_PREFIX = re.compile(r"(?:(?:[Nn]guyên|NGUYÊN|[Cc]ựu|[Qq]uyền|QUYỀN|Q\.|[Pp]hó|PHÓ|[Tt]ổng) ){1,3}\Z")
_MODIFIER = re.compile(
    r" (?:[Tt]hường trực|[Cc]huyên trách|[Đđ]iều hành|[Dd]anh dự|[Ll]âm thời|thứ nhất|phụ trách|kiêm nhiệm)(?!\w)"
)
_TERM = re.compile(
    r",? (?:(?:các )?[Kk]h[óo]a [IVXLC\d]+(?:(?:, | và |-)[IVXLC\d]+){0,6}"
    r"|nhiệm kỳ \d{4} ?- ?\d{4}|giai đoạn \d{4} ?- ?\d{4})"
)
_LOWER_WORD = re.compile(rf" ([{LOWER}]+)(?!\w)")
_ANY_WORD = re.compile(r" (\w[\w&.-]*)")
MOST_STEPS = 14


@dataclass(slots=True)
class Office:
    """An office as written, from `start` to `end`; `head` is its dictionary form without the body."""

    start: int
    end: int
    head: str
    kind: str
    body: Mention | None = None


def find_offices(around: Surroundings) -> list[Office]:
    """Every office, rank, honour and degree of the text by position; none begins inside another's head."""
    found: list[Office] = []
    free_from = 0
    for start, hit in sorted(around.titles.items()):
        if start < free_from or hit[2]["kind"] == "group":
            continue
        office = _read(around, hit)
        if office:
            found.append(office)
            free_from = hit[1]
    return found


def _read(around: Surroundings, hit: Hit) -> Office | None:
    start, end, rule = hit
    prefix = _PREFIX.search(around.text, max(0, start - 24), start)
    if prefix and (prefix.start() == 0 or not around.text[prefix.start() - 1].isalnum()):
        start = prefix.start()
    head = around.text[start : hit[0]] + (rule["office"] or rule["word"])
    if rule["kind"] in ("rank", "degree", "clergy", "honour"):
        return Office(start, end, _capital(head), rule["kind"])
    while modifier := _MODIFIER.match(around.text, end):
        head += modifier[0]
        end = modifier.end()
    end, body = _body(around, end, hit[0])
    return Office(start, end, _capital(head), rule["kind"], body)


def _capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def _body(around: Surroundings, position: int, head_start: int) -> tuple[int, Mention | None]:
    """Where the words end that say of what the office is, and the body among them."""
    body = _overlapping(around, head_start, position)
    end = body.char_end if body else position
    named = body is not None
    for _ in range(MOST_STEPS):
        following = around.body_at.get(end + 1) if around.text[end : end + 1] == " " else None
        if following:
            body, end, named = body or following, following.char_end, True
            continue
        step = _step(around, end, named)
        if step is None:
            break
        end = step
    return end, body


def _overlapping(around: Surroundings, head_start: int, head_end: int) -> Mention | None:
    """A body whose name begins inside the head: `Trưởng ban Tuyên giáo Trung ương`."""
    if not around.in_body[head_end - 1]:
        return None
    starts = (position for position in range(head_start + 1, head_end) if position in around.body_at)
    body = next(starts, None)
    return around.body_at[body] if body is not None and around.body_at[body].char_end > head_end else None


def _step(around: Surroundings, end: int, named: bool) -> int | None:
    """The end of one more word or name that belongs to the office's body; None where the office ends."""
    text, start = around.text, end + 1
    if term := _TERM.match(text, end):
        return term.end()
    if text[end : end + 1] != " ":
        return None
    if place := around.place_at.get(start):
        return None if around.looks_like_name(start) else place.char_end
    for lexicon in ("organisation_fields", "unit_words"):
        if word := around.scan.longest(lexicon).get(start):
            return word[1] if lexicon != "unit_words" or not named or word[1] + 1 in around.place_at else None
    if around.looks_like_name(start) or around.starts_title(start):
        return None
    if named:
        return None
    word = WORD.match(text, start)
    if word and start in around.scan.longest("organisation_heads"):
        return around.scan.longest("organisation_heads")[start][1]
    return None
