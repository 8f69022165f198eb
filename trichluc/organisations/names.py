"""Small questions about the words around a name: is this a person's name, a symbol, a unit?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import cache

from trichluc.rules import load
from trichluc.text import LOWER, UPPER

_FAMILY_NAMES = frozenset(
    [
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
        *("Dương", "Lý", "Đinh", "Đoàn", "Trương", "Lâm", "Mai", "Trịnh", "Đào", "Cao", "Hà", "Tạ", "Tô", "Lương"),
        *("Phùng", "Vương", "Châu", "Thái", "Lưu", "La", "Quách", "Nghiêm", "Doãn", "Lại", "Chu", "Triệu", "Kiều"),
        *("Tống", "Đàm", "Bạch", "Hứa", "Ông", "Khuất", "Ninh", "Mạc", "Thạch", "Ngụy", "Lò", "Giàng", "Vàng"),
    ]
)
_TWO_CAPITALS = re.compile(rf"[{UPPER}]\w{{0,6}} [{UPPER}]")
_THREE_CAPITALS = re.compile(rf"[{UPPER}]\w{{0,6}} [{UPPER}]\w{{0,6}} [{UPPER}]")
_SYMBOL_BEFORE = re.compile(r"[^\s/]{0,12}/[^\s/]{0,12}[-.]\Z|/\Z|[0-9]-\Z|[0-9]/[A-ZĐ]{2,5} ?- \Z")
_VOWELS = "".join(letter for letter in UPPER + LOWER if unicodedata.normalize("NFD", letter)[0] in "AEIOUYaeiouy")
_SYLLABLE = re.compile(
    r"(?:B|C[Hh]?|Đ|D|G[HIhi]?|H|K[Hh]?|L|M|N[Hh]?|N[Gg][Hh]?|P[Hh]|Q[Uu]|R|S|T[HRhr]?|V|X)?"
    rf"[{_VOWELS}]{{1,3}}(?:[Cc][Hh]?|[Nn][GHgh]?|[KMPTkmpt])?(?!\w)"
)
SMALL_WORD = re.compile(rf" ([{LOWER}]+)(?!\w)")
NOT_NAMES = frozenset(
    [
        *("TSVM", "VMTD", "TSVMTB", "VMTDNX", "KV", "KV1", "KV2", "KV3", "KV4", "KV5"),
        *("XK", "NK", "Ảnh", "Sáng", "Chiều", "Đảng", "Theo", "Tại", "Ông", "Trưởng", "Phó", "Khi", "Trong", "Ngày"),
    ]
)
"""Capitals that begin something else than a name, though one may stand before them."""
_CAPITAL = re.compile(rf"[{UPPER}][{LOWER}]*(?!\w)")
_GOES_ON = re.compile(rf",(?= ?[{UPPER}])| và |[&/-]| [-&]")
_GUARDED = re.compile(
    r"(?:thị|môi|quảng|lập|hiện|công|chiến|nông|lâm|thương|chủ|nghị|tuyên|hội|sân|phim|pháp|trụ|cơ|cán|nhiệm|dịch|xã|đại"
    r"|quốc|văn|thành|bệnh|nội|toàn|cục|ủy|đội|sự|vụ|trực|tiến|đồng|dự|tiền|hải|học|lễ|giáo|kỳ|nhà|thông|cảnh|tố|chi|tổng"
    r"|nhân|gia|giao|chuyên|tiểu|thư|đoàn|phụ|căn|chỉ|ngư|hiệp) \Z",
    re.IGNORECASE,
)
_UNIT_WORDS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}


def is_person(text: str, at: int) -> bool:
    """Whether a person's full name, three syllables or more with a known family name first, begins here.

    >>> is_person("Phan Bội Châu", 0), is_person("Phan Chu, Hà Nội", 0)
    (True, False)
    """
    return _begins_with_family_name(_THREE_CAPITALS.match(text, at))


def names_person(text: str, at: int) -> bool:
    """Whether a person's name of two syllables or more begins here."""
    return _begins_with_family_name(_TWO_CAPITALS.match(text, at))


def _begins_with_family_name(match: re.Match[str] | None) -> bool:
    return match is not None and match[0].split(" ", 1)[0] in _FAMILY_NAMES


def is_abbreviation(letters: str, words: str) -> bool:
    """Whether capitals are the initials of `words`, or of their last ones, in order; marks do not count.

    >>> is_abbreviation("LĐLĐ", "Tổng Liên đoàn Lao động"), is_abbreviation("UBMTTQ", "Ủy ban Mặt trận Tổ quốc")
    (True, True)
    >>> is_abbreviation("VCCI", "Bộ Tài chính")
    False
    """
    initials = iter(plain_letter(word) for word in re.findall(r"\w+", words))
    return all(plain_letter(letter) in initials for letter in letters if letter.isalpha())


def plain_letter(word: str) -> str:
    """A word's first letter, in capitals and without its marks (`Ủ` is `U`); Đ stays a letter of its own."""
    return unicodedata.normalize("NFD", word[0])[0].upper()


def is_code(text: str, at: int) -> bool:
    """Whether what begins here is part of a document's symbol (`LĐLĐ` in `42/KH-LĐLĐ`)."""
    return at > 0 and text[at - 1] in "/-. " and _SYMBOL_BEFORE.search(text, max(0, at - 26), at) is not None


def unit_word(word: str) -> str:
    """The unit word in full, in lower case.

    >>> unit_word("TP"), unit_word("Tỉnh")
    ('thành phố', 'tỉnh')
    """
    word = word.lower().replace(".", "")
    return _UNIT_WORDS.get(word, word)


@cache
def stops() -> frozenset[str]:
    """Small words that follow a body's name and never go on with it: function words, and verbs' first syllables."""
    return frozenset(row["syllable"] for row in load("organisation_stops"))


@cache
def _goes_on_after() -> dict[str, frozenset[str]]:
    """The stops that end a compound too, and what they go on with there (`thiết` + `bị`, `dịch` + `vụ`)."""
    return {row["syllable"]: frozenset(row["not_after"].split()) for row in load("organisation_stops")}


_VERBS = ("thực hiện", "thực thi")


def ends_name(text: str, match: re.Match[str]) -> bool:
    """Whether the small word matched behind a blank is a stop, and not the end of a compound."""
    if text.startswith(_VERBS, match.start(1)):
        return True
    goes_on = _goes_on_after().get(match[1])
    if goes_on is None:
        return False
    at = match.start()
    return text[text.rfind(" ", max(0, at - 8), at) + 1 : at].lower() not in goes_on


def is_syllable(word: str) -> bool:
    """Whether a word may be a Vietnamese syllable (`Bóng`), not a foreign name (`Polvita`) or letters (`HM`)."""
    return _SYLLABLE.fullmatch(word) is not None and not (word.isupper() and len(word) > 1)


def second_syllable(text: str, end: int) -> int:
    """End of the small word that makes a compound with the capital before `end` (`Bóng` + `đèn`); 0 where none does."""
    match = SMALL_WORD.match(text, end)
    return match.end() if match and not ends_name(text, match) else 0


def compound(text: str, at: int, heads: Container[int] = ()) -> int:
    """End of an unlisted compound (a capital, then small words) that something ends which cannot go on with it; else 0.

    A body that begins at one of `heads` behind a dash is no more of it (`Phòng Quản lý Tài sản - Cục Kế hoạch`).

    >>> compound("Bản quyền tác giả vừa họp", 0), compound("Bản quyền tác giả", 0), compound("Với các bạn", 0)
    (17, 17, 0)
    """
    first = _CAPITAL.match(text, at)
    if first is None or first[0].lower() in stops() or not is_syllable(first[0]):
        return 0
    end = small_words(text, first.end())
    if end and text.startswith(" và ", end) and (more := compound(text, end + 4, heads)):
        return more
    link = _GOES_ON.match(text, end)
    return 0 if link and link.end() + text.startswith(" ", link.end()) not in heads else end


def small_words(text: str, at: int) -> int:
    """End of the run of small words after `at`, up to six, that go on with a name; 0 where there are none.

    >>> small_words("Hỗ trợ nông dân đã", 6), small_words("Hỗ trợ cho", 6)
    (15, 0)
    """
    end = at
    for _ in range(6):
        match = SMALL_WORD.match(text, end)
        if match is None or ends_name(text, match):
            break
        end = match.end()
    return end if end > at else 0


def is_compound_tail(text: str, at: int) -> bool:
    """Whether the small word that begins here ends a longer word (`thị trường`, `trụ sở`), so that it heads no name."""
    return text[at].islower() and _GUARDED.search(text, max(0, at - 8), at) is not None
