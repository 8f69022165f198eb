"""Issuers in full: abbreviations written out, national bodies named, levels told where the article says them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from trichluc.article import Citation
from trichluc.citations.symbols import issuer_codes
from trichluc.rules import load

_TERM = re.compile(r",?\s\(?(?:khóa|khoá|Khóa)\s(?:[IVXL]+|[0-9]+)\b\)?", re.IGNORECASE)


@cache
def _expansions() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\w){re.escape(r['short'])}(?!\w)"), r["full"]) for r in load("issuer_expansions"))


@cache
def _nationals() -> dict[str, str]:
    return {rule["name"].casefold(): rule["full"] for rule in load("national_issuers")}


@lru_cache(maxsize=8192)
def written_out(issuer: str) -> str:
    """An issuer without its term and with abbreviations written out; a national body by its full name.

    >>> written_out("BCH Trung ương Đảng (khóa XII)")
    'Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam'
    """
    name = _TERM.sub("", issuer).strip(" ,")
    if name.isupper() and " " in name:
        name = name.capitalize()
    for pattern, full in _expansions():
        name = pattern.sub(full, name)
    return _nationals().get(name.casefold(), name[:1].upper() + name[1:])


def same_body(issuer: str, other: str) -> bool:
    """Whether two ways of naming an issuer may name one body: one says no more than the other.

    >>> same_body("Thủ tướng", "Thủ tướng Chính phủ"), same_body("UBND huyện A", "UBND huyện B")
    (True, False)
    """
    mine, theirs = _words(issuer), _words(other)
    return mine <= theirs or theirs <= mine


@lru_cache(maxsize=8192)
def _words(issuer: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", written_out(issuer).casefold())) - {"đảng", "của", "cộng", "sản", "việt", "nam"}


def set_canonical(citation: Citation, restored: str | None) -> None:
    """Set `issuer_canonical`: what the article's mentions restored, else what the name or the symbol's code says."""
    if citation.issuer is None:
        rule = issuer_codes().get(citation.issuer_code or "")
        citation.issuer_canonical = rule["body"] if rule and rule["scope"] == "one" else None
        return
    citation.issuer_canonical = restored or written_out(citation.issuer)
