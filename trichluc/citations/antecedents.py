"""Short forms and anaphors: which earlier document `Chỉ thị 752`, `Kế hoạch trên`, `NQ 18` stand for.

Documents whose dates or issuers conflict are never taken for one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trichluc.article import LEGISLATION, Citation
from trichluc.citations.names import same_body
from trichluc.citations.page import Reading

ANAPHOR = re.compile(
    r"[ ](?:này|trên|nói trên|nêu trên|kể trên|trên đây|vừa nêu|đó|NÀY|TRÊN)(?!\w)"
    r"(?![ ](?:cơ sở|địa bàn|toàn quốc|phạm vi|đà|[0-9]))"
)
_MOST_ALIKE = 60  # of one type and number, or of one type without numbers
_SAYS_YEAR = re.compile(r"[/-](?:19|20)[0-9]{2}/")
_LAW_YEAR = re.compile(r"(?:^|[ /])((?:19|20)[0-9]{2})(?:/[^/ ]+)?\Z")
_PLAIN_TYPES = {
    f"{plain} liên {with_whom}": plain
    for plain in ("Thông tư", "Nghị quyết", "Kế hoạch", "Hướng dẫn")
    for with_whom in ("tịch", "bộ", "ngành")
}
"""Types without `liên tịch`: a `Thông tư liên tịch` is a `Thông tư` in its later mentions."""
_SELF_NAMING = LEGISLATION | frozenset(["Nghị định", "Thông tư", "Thông tư liên tịch", "Quy chế"])


@dataclass(slots=True)
class Earlier:
    """The documents read so far, laid out by what a later mention may share with them."""

    kept: list[Reading] = field(default_factory=list)
    alike: dict[str, list[Reading]] = field(default_factory=dict)
    nearest: dict[str, Reading] = field(default_factory=dict)
    mentions: dict[int, list[Reading]] = field(default_factory=dict)

    def add(self, reading: Reading) -> None:
        """Keep a citation."""
        self.kept.append(reading)
        if reading.antecedent is not None:
            self.mentions.setdefault(id(reading.antecedent), []).append(reading)
        if reading.anaphor:
            return
        if reading.antecedent is None:
            for key in _keys(reading):
                self.alike.setdefault(key, []).append(reading)
        if reading.relation == "replaces" and reading.verb is None:
            return  # `A hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực`: the document that speaks is another
        for doc_type in {reading.doc_type, " ".join(reading.doc_type.split()[:2])}:
            if reading.number or not (doc_type in self.nearest and self.nearest[doc_type].number):
                self.nearest[doc_type] = reading

    def candidates(self, reading: Reading) -> list[Reading]:
        """Documents that a citation may mention again, first ones first."""
        found = {other.char_start: other for key in _keys(reading) for other in self.alike.get(key, ())[:_MOST_ALIKE]}
        return [found[start] for start in sorted(found)]


def _keys(reading: Reading) -> list[str]:
    """What a later mention shares with the document: type and number or name, or the whole symbol."""
    keys = (
        [f"{_PLAIN_TYPES.get(reading.doc_type, reading.doc_type)} {reading.number.lstrip('0')}"]
        if reading.number
        else []
    )
    if reading.symbol:
        keys.append(reading.symbol)
    if reading.doc_type in LEGISLATION:
        return [*keys, f"{reading.doc_type} {(reading.subject or '').lower()}"]
    return keys or [reading.doc_type]


def link_antecedents(readings: list[Reading]) -> list[Reading]:
    """Set `antecedent` and `refers_to`; anaphors that stand for nothing are left out."""
    earlier = Earlier()
    for reading in readings:
        if reading.anaphor:
            nearest = earlier.nearest.get(reading.doc_type)
            if nearest is not None:
                _link(reading, nearest.antecedent or nearest)
            elif not _names_itself(reading):
                continue
        else:
            _link_mention(reading, earlier)
        earlier.add(reading)
    return earlier.kept


def _names_itself(reading: Reading) -> bool:
    return reading.doc_type in _SELF_NAMING and reading.surface[:1].isupper()


def _link_mention(reading: Reading, earlier: Earlier) -> None:
    """To the first mention of the document; a short form in a heading stands for the full form that follows it."""
    for other in earlier.candidates(reading):
        if other.antecedent is not None or not _same_document(reading, other):
            continue
        if not _says_more(reading, other):
            _link(reading, other)
            return
        for short in (other, *earlier.mentions.pop(id(other), [])):
            _link(short, reading)
            earlier.mentions.setdefault(id(reading), []).append(short)


def _says_more(citation: Citation, other: Citation) -> bool:
    return len(citation.symbol or "") > len(other.symbol or "")


def _same_document(citation: Citation, other: Citation) -> bool:
    if citation.doc_type != other.doc_type and not _of_one_type(citation, other):
        return False
    if citation.symbol and citation.symbol == other.symbol and _SAYS_YEAR.search(citation.symbol):
        return True
    if conflict(citation, other):
        return False
    if citation.doc_type in LEGISLATION and not (citation.number and other.number):
        return _same_title(citation, other)
    if citation.number:
        return citation.number.lstrip("0") == (other.number or "").lstrip("0") and _codes_agree(citation, other)
    return not other.number and _same_title(citation, other)


def _of_one_type(citation: Citation, other: Citation) -> bool:
    """Types that one document may be called by: one symbol says so, or a short form without its `liên tịch`."""
    if citation.symbol:
        return citation.symbol == other.symbol
    return citation.number is not None and citation.doc_type == _PLAIN_TYPES.get(other.doc_type)


def _same_title(citation: Citation, other: Citation) -> bool:
    if citation.doc_type in LEGISLATION:
        named = bool(citation.subject) and (citation.subject or "").lower() == (other.subject or "").lower()
        return named and _years_agree(citation, other)
    if not citation.issuer or not other.issuer:
        return False
    return same_body(citation.issuer, other.issuer) and (citation.subject or "") in ("", other.subject or "")


def _years_agree(law: Citation, other: Citation) -> bool:
    """Whether two laws of one name may be one: `Luật Đất đai 2013` is not `Luật Đất đai số 31/2024/QH15`."""
    mine, theirs = (_LAW_YEAR.search(citation.symbol or citation.surface) for citation in (law, other))
    return mine is None or theirs is None or mine[1] == theirs[1]


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
    return None if original.doc_type in LEGISLATION else original.surface
