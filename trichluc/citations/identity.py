"""Which document a citation means, as a key that is the same in every run.

`party:tw:nghi-quyet:20:2008` is built from system, issuer, type, number and year. Where the article does not say who issued
a document and the code belongs to many bodies (`LĐLĐ`), the article's id stands for the issuer: two provinces may both
have a 42/KH-LĐLĐ.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from trichluc.article import LEGISLATION, Article, Citation
from trichluc.citations.antecedents import conflict
from trichluc.citations.names import written_out
from trichluc.citations.symbols import issuer_codes

_YEAR = re.compile(r"[/-]((?:19|20)[0-9]{2})(?:[/-]|$)")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)([0-9]{1,2})\Z")
_SAID_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*\Z")
_TERM = re.compile(r"(?:[Kk]hóa|[Kk]hoá|lần thứ|Đại hội)\s+([IVXL]+|[0-9]+)\b")
_MEETING = re.compile(r"(?:[Đđ]ại hội|ĐH|Hội nghị|Trung ương|TW|TƯ|T\.Ư)\b")
_PLENUM = re.compile(
    r"(?:Trung ương|TW|TƯ|T\.Ư|Hội nghị)\s(?:lần thứ\s)?"
    r"([0-9]{1,2}|[IVX]+|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b"
)
_ORDINALS = {
    word: str(number) for number, word in enumerate(["hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], 2)
}
_CONGRESS = re.compile(
    r"[Đđ]ại hội\s(?:[Đđ]ại biểu\s)?(?:toàn quốc\s)?(?:Đảng\s)?(?:toàn quốc\s)?(?:lần thứ\s|lần\s)?[IVXL]+"
    r"(?:\scủa Đảng.*)?\Z"
)
_TELLING = re.compile(  # a name that tells one body from all others: a national one, or with a place
    r"Trung ương|Việt Nam|Chính phủ|Quốc hội|Bộ Chính trị|Ban Bí thư|^Bộ |^Bộ trưởng|Tổng Liên đoàn|Tổng cục \w"
    r"|Chủ tịch nước|(?:tỉnh|thành phố|TP|huyện|quận|thị xã|thị trấn|phường|xã|[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy"
    r"|[Qq]uận ủy)\s[A-ZĐÀ-Ỹ]"
)
_SYSTEM_WORDS = (
    (
        "party",
        re.compile(
            r"Đảng|Bộ Chính trị|Ban Bí thư|[Tt]ỉnh ủy|[Tt]hành ủy|[Hh]uyện ủy|[Qq]uận ủy|Chi bộ|(?:Trung ương|TW) [0-9]"
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
_CENTRAL_COMMITTEE = re.compile(
    r"(?:Ban Chấp hành|Bộ Chính trị Ban Chấp hành|Ban Bí thư) Trung ương Đảng Cộng sản Việt Nam\Z"
)
"""Bodies that number their documents in one register, whose symbols end in `TW`."""


def identify(article: Article) -> None:
    """Set `system` and `document_id` of every citation; those that stand for one document have one key."""
    said: dict[str, Citation] = {}
    mentions: dict[int, list[Citation]] = {}
    for citation in article.citations:
        mentions.setdefault(id(citation.antecedent or citation), []).append(citation)
    for citation in article.citations:
        if citation.antecedent is None:
            facts = _facts(citation, mentions[id(citation)])
            citation.system = facts.system = system_of(facts)
            citation.document_id = _distinct(facts, article, said)
    for citation in article.citations:
        if citation.antecedent is not None:
            first = _first(citation)
            citation.system, citation.document_id = first.system, first.document_id


def _first(citation: Citation) -> Citation:
    """The mention that a short form leads back to, by way of other short forms."""
    while citation.antecedent is not None:
        citation = citation.antecedent
    return citation


def _facts(citation: Citation, mentions: list[Citation]) -> Citation:
    """The document as all its mentions in the article together state it."""
    if len(mentions) == 1:
        return citation
    facts = Citation(citation.char_start, citation.char_end, citation.surface, citation.doc_type)
    for name in ("number", "symbol", "issuer_code", "issued_on", "subject"):
        values = (getattr(mention, name) for mention in (citation, *mentions))
        setattr(facts, name, next((value for value in values if value), None))
    issuers = [mention for mention in (citation, *mentions) if mention.issuer]
    telling = [mention for mention in issuers if _TELLING.search(mention.issuer_canonical or "")]
    for mention in [*telling, *issuers][:1]:
        facts.issuer, facts.issuer_canonical = mention.issuer, mention.issuer_canonical
    facts.surface = next((m.surface for m in (citation, *mentions) if _SAID_YEAR.search(m.surface)), citation.surface)
    return facts


def _distinct(citation: Citation, article: Article, said: dict[str, Citation]) -> str:
    """The key; with the day or issuer where another document of this article has the key and another day or issuer."""
    key = document_key(citation, article)
    other = said.setdefault(key, citation)
    if other is citation or not conflict(citation, other):
        return key
    if citation.issued_on and citation.issued_on != other.issued_on:
        return f"{key}:{citation.issued_on.isoformat()}"
    return f"{key}:{slug(citation.issuer_canonical or citation.issuer or '')}"


def system_of(citation: Citation) -> str | None:
    """The system of documents, by code of the issuer, else by its name and the type."""
    code = citation.issuer_code or ""
    if _ASSEMBLY.match(code) or citation.doc_type in LEGISLATION:
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


def document_key(citation: Citation, article: Article) -> str:
    """System, issuer, type, number and year (or term, or name), joined by colons."""
    issuer, known = _issuer(citation)
    year, dated = _year_or_term(citation, article)
    here = "" if known and dated else f"@{article.raw.article_id}"
    what = citation.number.lstrip("0") or "0" if citation.number else _name(citation)
    parts = [citation.system or "other", issuer + here, slug(citation.doc_type), what, year]
    return ":".join(parts).rstrip(":")


def _name(citation: Citation) -> str:
    """What stands for the number of a document that has none: its title, unless a meeting passed it."""
    if _MEETING.match(citation.issuer or ""):
        return ""
    return slug(citation.subject or ("" if citation.issuer else citation.surface))


def _issuer(citation: Citation) -> tuple[str, bool]:
    """The issuer's part of the key, and whether it tells one body from all others."""
    if citation.doc_type in LEGISLATION or _ASSEMBLY.match(citation.issuer_code or ""):
        return "qh", True
    rule = issuer_codes().get(citation.issuer_code or "")
    if rule and rule["scope"] == "one":
        return slug(citation.issuer_code or ""), True
    if citation.number and _CENTRAL_COMMITTEE.match(citation.issuer_canonical or ""):
        return "tw", True
    if citation.issuer_canonical:
        return _meeting_or_body(citation.issuer_canonical, citation.issuer or "")
    code = slug(citation.issuer_code or "")
    return code, bool(code) and rule is None and citation.doc_type in _STATE_TYPES


def _meeting_or_body(canonical: str, written: str) -> tuple[str, bool]:
    plenum, congress = _PLENUM.search(written), _CONGRESS.match(written)
    if plenum:
        return f"hoi-nghi-trung-uong-{_ORDINALS.get(plenum[1], slug(plenum[1]))}", bool(_TERM.search(written))
    if congress:
        return "dai-hoi-dang", True
    return slug(canonical), bool(_TELLING.search(canonical))


def _year_or_term(citation: Citation, article: Article) -> tuple[str, bool]:
    """The year or term of a document, and whether that tells it from others with its number."""
    year = _YEAR.search(citation.symbol or "") or _SAID_YEAR.search(citation.surface)
    if year:
        return year[1], True
    if citation.issued_on:
        return str(citation.issued_on.year), True
    session = _ASSEMBLY.match(citation.issuer_code or "")
    if session:
        return f"khoa-{session[1]}", True
    term = _TERM.search(citation.issuer or "")
    if term and (not citation.number or "hóa" in term[0]):
        return f"khoa-{term[1].lower()}", True
    if not citation.number:
        return "", True
    party = citation.system == "party" and article.reference_date is not None
    return (f"den-{_term_year(article.reference_date)}", True) if party and article.reference_date else ("", False)


def _term_year(day: date) -> int:
    """The year in which the Party's term began that `day` lies in; numbers of the Party restart with each term."""
    return 2021 + (day.year - 2021) // 5 * 5


@lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """A name in small Latin letters, digits and dashes, for keys only: never shown instead of the name.

    >>> slug("Liên đoàn Lao động thành phố Hà Nội")
    'lien-doan-lao-dong-thanh-pho-ha-noi'
    """
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
