"""Small questions about the words around a name: is this a person's name, a symbol, a unit?"""

from __future__ import annotations

import re

_FAMILY_NAMES = frozenset(
    [
        *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
        *("Dương", "Lý", "Đinh", "Đoàn", "Trương", "Lâm", "Mai", "Trịnh", "Đào", "Cao", "Hà", "Tạ", "Tô", "Lương"),
        *("Phùng", "Vương", "Châu", "Thái", "Lưu", "La", "Quách", "Nghiêm", "Doãn", "Lại", "Chu", "Triệu", "Kiều"),
        *("Tống", "Đàm", "Bạch", "Hứa", "Ông", "Khuất", "Ninh", "Mạc", "Thạch", "Ngụy", "Lò", "Giàng", "Vàng"),
    ]
)
_SYMBOL_BEFORE = re.compile(r"[^\s/]{0,12}/[^\s/]{0,12}-\Z|/\Z|[0-9]-\Z")
_UNIT_WORDS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}


def is_person(text: str, at: int) -> bool:
    """Whether a person's full name, three syllables or more with a known family name first, begins here."""
    words = text[at : at + 40].split("\n", 1)[0].split(" ", 3)[:3]
    return len(words) == 3 and words[0] in _FAMILY_NAMES and all(word[:1].isupper() for word in words)


def names_person(text: str, at: int) -> bool:
    """Whether a person's name of two syllables or more begins here."""
    words = text[at : at + 40].split("\n", 1)[0].split(" ", 2)[:2]
    return len(words) == 2 and words[0] in _FAMILY_NAMES and words[1][:1].isupper()


def is_code(text: str, at: int) -> bool:
    """Whether what begins here is part of a document's symbol (`LĐLĐ` in `42/KH-LĐLĐ`)."""
    return at > 0 and text[at - 1] in "/-" and _SYMBOL_BEFORE.search(text, max(0, at - 26), at) is not None


def unit_word(word: str) -> str:
    """The unit word in full, in lower case.

    >>> unit_word("TP"), unit_word("Tỉnh")
    ('thành phố', 'tỉnh')
    """
    word = word.lower().replace(".", "")
    return _UNIT_WORDS.get(word, word)
