"""Numbers and symbols as people type them: `20 -NQ/TW`, `số: 20/NQ-TW`, `9c/NQ-BCH`, `03 CT/TW`, `24/2014`.

A symbol is a number, perhaps a year, then codes: the type of document (`NQ`) and who issued it (`TW`), or, in letters
of the State, the issuer and the unit that wrote it (`5512/BGDĐT-GDTrH`). The codes' formats are those of Decree
30/2020/NĐ-CP (State) and of the guidance of the Party, the union, the youth union and the Front.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_NUMBER = r"(?P<number>[0-9]{1,3}\.[0-9]{1,3}(?=\s?[-/])|[lIO]?[0-9][0-9lIO]{0,4}(?:[a-eđ](?!\w))?)(?![0-9])"
_YEAR = r"(?:\s?(?P<dash>[/-])/?\s?(?P<year>(?:19|20)[0-9]{2}(?![0-9\w])|20[0-9](?=/[A-ZĐ]{2})|[0-2][0-9](?=/[A-ZĐ]{2}[\w&]*-[A-ZĐ]{2})))?"  # `39/208/TT-BTC`, misprinted
_NUMBER_YEAR = re.compile(rf"{_NUMBER}{_YEAR}")
_CODE = re.compile(
    r"(?P<mark>[ ]{0,2}(?:[-/.]|//)[ ]{0,2}\n?[ ]{0,2})(?P<code>T[.]\s?[ƯUW]\b|[^\W\d_](?:\w|&(?!nbsp)){0,30})"
)
_SPACED = re.compile(r"(?P<mark>[ ])(?P<code>[^\W\d_][\w&]{0,30})(?=[ ]?[-/][ ]?[^\W\d_])")
_LOOSE = re.compile(r"(?P<mark>[ ])(?P<code>[^\W\d_](?:\w|&(?!nbsp)){0,30})")
_LATIN = str.maketrans("АВСЕНІКМОРТХУаеорсухі", "ABCEHIKMOPTXYaeopcyxi")  # Cyrillic letters that look Latin
_DIGITS = str.maketrans("lIO", "110")
_TONELESS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊÔƠƯ")
_MOST_CODES = 7


class Symbol(NamedTuple):
    """A number with what is joined to it. `codes` are (mark, code) pairs, capitals restored; end is half-open."""

    start: int
    end: int
    number: str
    year: str | None
    codes: tuple[tuple[str, str], ...]
    dash: str = "/"
    """What joins number and year: `19-2017/NQ-CP` is a form of its own."""

    @property
    def written(self) -> str | None:
        """The symbol in normal form; None for a bare number.

        >>> read_symbol("9 – KH / SYT".replace("–", "-"), 0).written
        '09-KH/SYT'
        """
        if not self.codes and not self.year:
            return None
        year = f"{self.dash}{self.year}" if self.year else ""
        return padded(self.number) + year + "".join(mark + code for mark, code in self.codes)

    @property
    def type_code(self) -> str | None:
        """The code of the document's type where the symbol has one."""
        return next((code for _, code in self.codes[:1] if code in type_codes()), None)

    @property
    def issuer_code(self) -> str | None:
        """What stands for the issuer: all codes after the type's, or the first one where there is none."""
        codes = [code for _, code in self.codes]
        if self.type_code is None:
            return codes[0] if codes else None
        rest = "-".join(codes[1:])
        if rest in issuer_codes() or self.type_code.endswith(("LT", "LB", "LN", "PH")):
            return rest or None
        return codes[1] if codes[1:] else None


def padded(number: str) -> str:
    """A number of one digit with a nought before it."""
    return f"0{number}" if len(number) == 1 else number


@cache
def type_codes() -> dict[str, str]:
    """Type of document by its code."""
    return {rule["word"]: rule["doc_type"] for rule in load("document_type_codes")}


@cache
def issuer_codes() -> dict[str, dict[str, str]]:
    """Rule of an issuer by its code; of two bodies with one code, the first."""
    rules: dict[str, dict[str, str]] = {}
    for rule in load("issuer_codes"):
        rules.setdefault(rule["code"], rule)
    return rules


@cache
def _proper_codes() -> frozenset[str]:
    """Codes as they are written properly."""
    return frozenset(_known().values())


@cache
def _known() -> dict[str, str]:
    """Codes in their proper capitals, by casefolded form."""
    return {code.casefold(): code for code in (*issuer_codes(), *type_codes())}


def read_symbol(text: str, position: int) -> Symbol | None:
    """The number that begins at `position`, with the year and codes joined to it."""
    found = _NUMBER_YEAR.match(text, position)
    if not found:
        return None
    codes, end = _read_codes(text, found.end())
    number = found["number"] if found["year"] else found["number"].replace(".", "")
    if not number.replace(".", "").isdigit():
        number = number.translate(_DIGITS) if codes else number.rstrip("lIO")
        end = end if codes else found.start() + len(number)
    if not number[:1].isdigit():
        return None
    return Symbol(position, end, number, found["year"] if end >= found.end() else None, codes, found["dash"] or "/")


def _read_codes(text: str, position: int) -> tuple[tuple[tuple[str, str], ...], int]:
    codes: list[tuple[str, str]] = []
    match = _CODE.match(text, position) or _SPACED.match(text, position)
    while match and len(codes) < _MOST_CODES:
        code = proper(match["code"], bool(codes))
        if code is None or ("." in match["mark"] and code not in _proper_codes()):
            break
        codes.append((_mark(match["mark"], text, match.end()), code))
        position = match.start("code") + len(code) if match["code"].startswith(code) else match.end()
        match = _CODE.match(text, position)
        if not match and len(codes) == 1 and code in type_codes():
            match = _joined_by_blank(text, position)
    return tuple(codes), position


def _joined_by_blank(text: str, position: int) -> re.Match[str] | None:
    """The issuer's code after a type's code and a blank (`TT BTC`)."""
    match = _LOOSE.match(text, position)
    return match if match and match["code"] in issuer_codes() else None


def _mark(mark: str, text: str, position: int) -> str:
    if "/" in mark:
        return "/"
    if mark != " " or _SLASH_NEXT.match(text, position):
        return "-"
    return "/" if _DASH_NEXT.match(text, position) else "-"


_GLUED_WORD = re.compile(rf"(?P<code>[{UPPER}]{{2,}}g?)[{LOWER}]{{2,}}\Z")
"""A code with the next word run into it: `NĐ-CPvề`, `TTgngày`."""
_SLASH_NEXT = re.compile(r"\s?/")
_DASH_NEXT = re.compile(r"\s?-")


def proper(code: str, joined: bool) -> str | None:
    """A code in its proper capitals; None where the word is no code. `joined`: codes stand before it.

    >>> proper("ttg", True), proper("T.Ư", True), proper("Hà", True)
    ('TTg', 'TW', None)
    """
    code = code.translate(_LATIN)
    if code[0] == "T" and code[1:].replace(".", "").strip() in {"Ư", "W"}:
        return "TW"
    known = _known().get(code.casefold())
    if known and (code.casefold() != code or len(code) > 1):
        return known if code not in _proper_codes() else code
    glued = _GLUED_WORD.match(code)
    if glued and glued["code"] in _proper_codes():
        return glued["code"]
    capitals = sum(letter in _TONELESS for letter in code)
    others = len(code) - capitals - sum(letter.isdigit() or letter == "&" for letter in code)
    if any(letter.isupper() and letter not in _TONELESS for letter in code):
        return None
    if capitals >= 2 and capitals >= others:
        return code
    return code if joined and capitals == 1 and code[1:].isdigit() | (len(code) == 1) else None
