"""Which document a citation means, as a key that is the same in every run.

`party:TW:NQ:20:2008` is built from system, issuer, type, number and year. Where the article does not say who issued
a document and the code belongs to many bodies (`LĐLĐ`), the article's id stands for the issuer: two provinces may both
have a 42/KH-LĐLĐ.
"""

from __future__ import annotations

import re
import unicodedata

from trichluc.article import Article, Citation
from trichluc.citations.names import written_out
from trichluc.citations.symbols import issuer_codes

_YEAR = re.compile(r"/((?:19|20)[0-9]{2})(?:[/-]|$)")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)[0-9]{1,2}\Z")
_SAID_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*\Z")
_TERM = re.compile(r"(?:khóa|khoá|Khóa|lần thứ|Đại hội)\s+([IVXL]+|[0-9]+)\b")
_SYSTEM_WORDS = (
    (
        "party",
        re.compile(
            r"Đảng|Bộ Chính trị|Ban Bí thư|[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Qq]uận ủy|Chi bộ|Trung ương [0-9]|TW [0-9]"
        ),
    ),
    ("union", re.compile(r"Công đoàn|Liên đoàn Lao động|Tổng Liên đoàn")),
    ("front", re.compile(r"Mặt trận")),
    ("youth", re.compile(r"Đoàn Thanh niên|Trung ương Đoàn|[Tt]ỉnh đoàn|[Tt]hành đoàn")),
    ("army", re.compile(r"Tổng cục Chính trị|Quân ủy|Quân khu|Tổng Tham mưu|Bộ Tư lệnh")),
    ("assembly", re.compile(r"Quốc hội")),
    ("state", re.compile(r"Chính phủ|Thủ tướng|Ủy ban nhân dân|Hội đồng nhân dân|Bộ |Tổng cục|Cục |Sở |Chủ tịch")),
)
_STATE_TYPES = frozenset(["Nghị định", "Thông tư", "Thông tư liên tịch", "Công điện"])
_LAWS = frozenset(["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"])


def identify(article: Article) -> None:
    """Set `system` and `document_id` of every citation; one that stands for another has the other's."""
    said: dict[str, Citation] = {}
    for citation in article.citations:
        original = citation.antecedent
        citation.system = original.system if original else system_of(citation)
        citation.document_id = original.document_id if original else _distinct(citation, article, said)


def _distinct(citation: Citation, article: Article, said: dict[str, Citation]) -> str:
    """The key; with the day where another document of this article has the key and another day."""
    key = document_key(citation, article.raw.article_id)
    other = said.setdefault(key, citation)
    if other is not citation and other.issued_on and citation.issued_on and other.issued_on != citation.issued_on:
        return f"{key}:{citation.issued_on.isoformat()}"
    return key


def system_of(citation: Citation) -> str | None:
    """The system of documents, by code of the issuer, else by its name and the type."""
    code = citation.issuer_code or ""
    if _ASSEMBLY.match(code) or citation.doc_type in _LAWS:
        return "assembly"
    if "TWĐTN" in code:
        return "youth"
    rule = issuer_codes().get(code) or issuer_codes().get(code.split("-")[0])
    if rule and rule["system"] and code != "CT":
        return rule["system"]
    name = written_out(citation.issuer) if citation.issuer else ""
    named = next((system for system, pattern in _SYSTEM_WORDS if pattern.search(name)), None)
    if named or not code:
        return named or ("state" if citation.doc_type in _STATE_TYPES else None)
    if code == "CT":
        return "army"
    return "party" if code.endswith(("TW", "TU")) else "state"


def document_key(citation: Citation, article_id: str) -> str:
    """System, issuer, type, number and year (or term, or name), joined by colons."""
    parts = [citation.system or "other", _issuer(citation, article_id), slug(citation.doc_type)]
    parts += [citation.number.lstrip("0") or "0"] if citation.number else [slug(citation.subject or _title(citation))]
    return ":".join([*parts, _year_or_term(citation)]).rstrip(":")


def _title(citation: Citation) -> str:
    return citation.surface if citation.issuer is None else ""


def _issuer(citation: Citation, article_id: str) -> str:
    if citation.doc_type in _LAWS or _ASSEMBLY.match(citation.issuer_code or ""):
        return "qh"
    rule = issuer_codes().get(citation.issuer_code or "")
    if rule and rule["scope"] == "one":
        return slug(citation.issuer_code or "")
    if citation.issuer_canonical:
        return slug(citation.issuer_canonical)
    code = slug(citation.issuer_code or "")
    if citation.issuer_code and rule is None or citation.doc_type in _STATE_TYPES:
        return code
    return f"{code}@{article_id}"


def _year_or_term(citation: Citation) -> str:
    year = _YEAR.search(citation.symbol or "")
    if year:
        return year[1]
    if citation.issued_on:
        return str(citation.issued_on.year)
    said = _SAID_YEAR.search(citation.surface)
    if said:
        return said[1]
    term = _TERM.search(citation.issuer or "")
    return slug(term[1]) if term and not citation.number else ""


def slug(name: str) -> str:
    """A name in small Latin letters, digits and dashes, for keys only: never shown instead of the name.

    >>> slug("Liên đoàn Lao động thành phố Hà Nội")
    'lien-doan-lao-dong-thanh-pho-ha-noi'
    """
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
