"""Numbers as Vietnamese writes them out: days, months and years in words, Roman numerals, the sixty-year cycle."""

from __future__ import annotations

_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SPELT = {"tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7, "mốt": 1}


def _up_to_99() -> dict[str, int]:
    ones = {word: n for n, word in enumerate(_UNITS, 1)} | {"bẩy": 7}
    after_ten = ones | {"lăm": 5, "nhăm": 5}
    after_tens = after_ten | _SPELT
    numbers = dict(ones) | {"mười": 10} | {f"mười {word}": 10 + n for word, n in after_ten.items()}
    for tens, word in enumerate(_UNITS[1:], 2):
        numbers[f"{word} mươi"] = tens * 10
        for unit, n in after_tens.items():
            numbers[f"{word} mươi {unit}"] = numbers[f"{word} {unit}"] = tens * 10 + n
    return numbers


_NUMBERS = _up_to_99()
DAYS = {word: n for word, n in _NUMBERS.items() if n <= 31 and ("mươi" in word or " " not in word or n < 20)}
"""Day numbers in words."""
MONTHS = {word: n for word, n in _NUMBERS.items() if n <= 12} | {"tư": 4, "giêng": 1, "chạp": 12}
"""Month names: the numbers and the old names of the first and the last month."""
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, **{str(n): n - 2 for n in range(2, 8)}}
"""What follows `thứ`, as `date.weekday()`."""
COUNTS = {word: n for word, n in _NUMBERS.items() if n <= 12}
INITIALS = "mhbnstc0123456789"
"""What a number in words or digits can begin with."""

_THOUSANDS = {"một nghìn": 1000, "một ngàn": 1000, "hai nghìn": 2000, "hai ngàn": 2000}
_HUNDREDS = {"không trăm": 0} | {f"{word} trăm": n * 100 for n, word in enumerate(_UNITS, 1)}


def year(words: str) -> int | None:
    """A year in words.

    >>> year("hai nghìn không trăm mười chín"), year("một nghìn chín trăm bảy mươi lăm"), year("hai nghìn lẻ năm")
    (2019, 1975, 2005)
    """
    words = words.lower()
    thousand, rest = words[:9], words[9:].strip()
    if thousand not in _THOUSANDS:
        thousand, rest = words[:8], words[8:].strip()
    if thousand not in _THOUSANDS:
        return None
    total = _THOUSANDS[thousand]
    for hundred, value in _HUNDREDS.items():
        if rest.startswith(hundred):
            total, rest = total + value, rest.removeprefix(hundred).strip()
            break
    rest = rest.removeprefix("linh ").removeprefix("lẻ ")
    return total + _NUMBERS.get(rest, 0) if not rest or rest in _NUMBERS else None


def number(text: str, words: dict[str, int]) -> int | None:
    """Digits, or one of `words` in any case."""
    return int(text) if text.isdigit() else words.get(" ".join(text.lower().split()))


_ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(text: str) -> int:
    """A Roman numeral made of I, V and X.

    >>> roman("XIX"), roman("IV")
    (19, 4)
    """
    values = [_ROMAN[letter] for letter in text.upper()]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
STEMS = "|".join((*_STEMS, "kỉ", "qúy"))
BRANCHES = "|".join((*_BRANCHES, "tí", "tị", "mẹo"))
_VARIANTS = {"kỉ": "kỷ", "qúy": "quý", "tí": "tý", "tị": "tỵ", "mẹo": "mão"}


def in_cycle(stem: str, branch: str) -> int | None:
    """Place (0 to 59) of a year's two words in the cycle; the cycle begins in years that leave 4 over sixty.

    >>> (2020 - 4) % 60 == in_cycle("Canh", "Tý")
    True
    """
    stem, branch = (_VARIANTS.get(word, word) for word in (stem.lower(), branch.lower()))
    a, b = _STEMS.index(stem), _BRANCHES.index(branch)
    return next((n for n in range(a, 60, 10) if n % 12 == b), None)
