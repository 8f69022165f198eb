"""Short forms and anaphors: which earlier document `Chỉ thị 752`, `Kế hoạch trên`, `NQ 18` stand for.

Documents whose dates or issuers conflict are never taken for one another.
"""

from __future__ import annotations

import re

from trichluc.article import Citation
from trichluc.citations.names import same_body
from trichluc.citations.page import Reading

ANAPHOR = re.compile(
    r"[ ](?:này|trên|nói trên|nêu trên|kể trên|trên đây|vừa nêu|đó|NÀY|TRÊN)(?!\w)"
    r"(?![ ](?:cơ sở|địa bàn|toàn quốc|phạm vi|đà|[0-9]))"
)
_SAYS_YEAR = re.compile(r"/(?:19|20)[0-9]{2}/")
_SELF_NAMING = frozenset(["Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Quy chế"])


def link_antecedents(readings: list[Reading]) -> list[Reading]:
    """Set `antecedent` and `refers_to`; anaphors that stand for nothing are left out."""
    kept: list[Reading] = []
    for reading in readings:
        if reading.anaphor:
            _link_anaphor(reading, kept)
            if reading.antecedent is None and not _names_itself(reading):
                continue
        else:
            _link_mention(reading, kept)
        kept.append(reading)
    return kept


def _names_itself(reading: Reading) -> bool:
    return reading.doc_type in _SELF_NAMING and reading.surface[:1].isupper()


def _link_anaphor(reading: Reading, earlier: list[Reading]) -> None:
    """The nearest document of the type before it; one with a number before one without."""
    kin = [other for other in earlier if not other.anaphor and _kin(other.doc_type, reading.doc_type)]
    if kin:
        nearest = next((other for other in reversed(kin) if other.number), kin[-1])
        _link(reading, nearest.antecedent or nearest)


def _kin(doc_type: str, anaphor_type: str) -> bool:
    return doc_type == anaphor_type or doc_type.startswith(anaphor_type + " ")


def _link_mention(citation: Reading, earlier: list[Reading]) -> None:
    """To the first mention of the document; a short form in a heading stands for the full form that follows it."""
    for other in earlier:
        if other.anaphor or other.antecedent is not None or not _same_document(citation, other):
            continue
        if _says_more(citation, other):
            _relink(other, citation, earlier)
        else:
            _link(citation, other)
            return


def _says_more(citation: Citation, other: Citation) -> bool:
    return len(citation.symbol or "") > len(other.symbol or "")


def _relink(short: Citation, full: Citation, earlier: list[Reading]) -> None:
    _link(short, full)
    for other in earlier:
        if other.antecedent is short:
            _link(other, full)


def _same_document(citation: Citation, other: Citation) -> bool:
    if citation.doc_type != other.doc_type and not (citation.symbol and citation.symbol == other.symbol):
        return False
    if citation.symbol and citation.symbol == other.symbol and _SAYS_YEAR.search(citation.symbol):
        return True
    if conflict(citation, other):
        return False
    if citation.number:
        return citation.number.lstrip("0") == (other.number or "").lstrip("0") and _codes_agree(citation, other)
    if other.number:
        return citation.doc_type in ("Luật", "Bộ luật", "Pháp lệnh") and _same_title(citation, other)
    return _same_title(citation, other)


def _same_title(citation: Citation, other: Citation) -> bool:
    if citation.doc_type in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"):
        return bool(citation.subject) and (citation.subject or "").lower() == (other.subject or "").lower()
    if not citation.issuer or not other.issuer:
        return False
    return same_body(citation.issuer, other.issuer) and (citation.subject or "") in ("", other.subject or "")


def _codes_agree(citation: Citation, other: Citation) -> bool:
    """Both symbols say the same, or one of the two says no more than a number (and a year that fits)."""
    mine, theirs = _parts(citation.symbol), _parts(other.symbol)
    return not mine or not theirs or mine == theirs or mine[: len(theirs)] == theirs or theirs[: len(mine)] == mine


def _parts(symbol: str | None) -> list[str]:
    return re.split(r"[-/]", symbol.casefold())[1:] if symbol else []


def conflict(citation: Citation, other: Citation) -> bool:
    """Both state a day of issue or an issuer, and not the same."""
    if citation.issued_on and other.issued_on and citation.issued_on != other.issued_on:
        return True
    return bool(citation.issuer and other.issuer) and not same_body(citation.issuer or "", other.issuer or "")


def _link(citation: Citation, original: Citation) -> None:
    citation.antecedent = original
    citation.refers_to = reference(original)


def reference(original: Citation) -> str | None:
    """How the document is named in `refers_to`: by symbol, by type and number, or by its name."""
    if original.symbol:
        return original.symbol
    if original.number:
        return f"{original.doc_type} {original.number}"
    return None if original.doc_type in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp") else original.surface
