"""Names that sign: authors in bylines and signatures, photographers in credits, where any capitalised words are one."""

from __future__ import annotations

import re

from trichluc.article import Article
from trichluc.people.surroundings import Surroundings, is_vietnamese, stops
from trichluc.people.words import DAY, Name, all_given, capitalised, trimmed
from trichluc.text import LOWER, UPPER

_INITIALS = re.compile(
    rf"(?:[{UPPER}]{{1,2}}\. ?){{1,3}}"
    rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{1,8}}(?![{LOWER}{UPPER}])|[{UPPER}]{{1,8}}?(?=[{UPPER}][{LOWER}]))"
)
_AGENCY = re.compile(r"[A-Z]{2,8}[/-] ?")
_CLOSING = re.compile(rf"[{LOWER}.…!?)”] ?([{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}})\Z")
_AFTER_CREDIT = re.compile(r" ?: ?")
_SEPARATOR = re.compile(r" ?[-,/&+;|] ?| và |\s+\(|\n+")
_GOES_ON = re.compile(rf" [{LOWER}]")
AUTHOR_ROLES = ("byline", "signature")


def authors(article: Article, around: Surroundings) -> list[Name]:
    """The names in bylines and signatures, where any capitalised words are one."""
    found = _closing(around)
    for segment in article.segments:
        if segment.role not in AUTHOR_ROLES:
            continue
        start, stop = segment.char_start, min(segment.char_end, segment.char_start + 200)
        position = start
        while position < stop:
            name = _signed(around, position, "author")
            if name and name.end <= stop:
                found.append(name)
                position = name.end
            separator = _SEPARATOR.search(around.text, position, stop)
            if separator is None:
                break
            position = separator.end()
    return found


def credited(around: Surroundings) -> list[Name]:
    """Photographers and writers after `Ảnh:`, `Tin, ảnh:`; an agency before a stroke is passed over."""
    found = []
    for _, end, rule in around.cues.values():
        if rule["kind"] != "credit":
            continue
        after = _AFTER_CREDIT.match(around.text, end - 1 if rule["word"].endswith(":") else end)
        if after is None:
            if initials := _INITIALS.match(around.text, end + 1):
                found.append(Name(end + 1, initials.end(), initials[0], "credit"))
            continue
        agency = _AGENCY.match(around.text, after.end())
        name = _signed(around, agency.end() if agency else after.end(), "credit")
        if name:
            found.append(name)
    return found


def _closing(around: Surroundings) -> list[Name]:
    """A name in capitals that ends the text without a line of its own."""
    match = _CLOSING.search(around.text.rstrip()[-40:])
    if match is None or not all_given(match[1].split(" ")[-1:]):
        return []
    start = len(around.text.rstrip()) - len(match[1])
    name = _signed(around, start, "author")
    return [name] if name and name.text == match[1] else []


def _signed(around: Surroundings, start: int, cue: str) -> Name | None:
    """A name where one must stand: two to four capitalised words, or initials and a word."""
    text = around.text
    if initials := _INITIALS.match(text, start):
        return Name(start, initials.end(), initials[0], cue)
    if around.starts_title(start) or around.in_body[start]:
        return None
    words = trimmed(around, capitalised(text, start, glued=cue == "author"))
    texts = [text[a:b] for a, b in words]
    if not 2 <= len(words) <= 4 or any(word in stops() for word in texts):
        return None
    if len(words) > 2 and start not in around.families and not all_given(texts[:1]):
        return None
    if not all(is_vietnamese(word) for word in texts if word.isupper()):
        return None
    end = words[-1][1]
    if len(words) > 2 and (DAY.match(text, end) or (cue == "credit" and _GOES_ON.match(text, end))):
        end = words[-2][1]  # `Ảnh: Hà Khánh Sinh ngày …`
    return Name(start, end, text[start:end], cue)
