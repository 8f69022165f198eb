"""Text as the engine sees it: normalised once at the door, and a reading copy that tells no spelling variants apart.

Offsets are code points (``str`` indices) everywhere. `normalise` may change them, so it runs before any offset
exists; `reading` never does: it returns as many characters as it was given, so that a match in the reading copy
is a slice of the article.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"


def _compose(letters: str) -> str:
    return unicodedata.normalize("NFC", letters)


LOWER = "".join(
    sorted({_compose(vowel + tone) for vowel in _VOWELS for tone in ("", *_TONES)} | set("abcdefghijklmnopqrstuvwxyzđ"))
)
"""Every lower-case letter of Vietnamese (and the Latin ones that loanwords add), for character classes."""
UPPER = "".join(sorted(LOWER.upper()))
"""Every upper-case letter of Vietnamese, for character classes."""

_SAME_LETTER = {
    "Ð": "Đ",  # U+00D0 Eth, typed for U+0110
    "ð": "đ",
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
    **dict.fromkeys("‐‑‒–—−", "-"),
}
# `hoà` and `hòa`, `uỷ` and `ủy` are one word; in a closed syllable (`toàn`) and after q (`quý`) there is one way only.
_TONE_LAST = {
    _compose(glide + vowel + tone): _compose(glide + tone + vowel)
    for glide, vowel in ("oa", "oe", "uy", "OA", "OE", "UY", "Oa", "Oe", "Uy")
    for tone in _TONES
}
# Looks for the marked vowel first: it is rarer than the plain one before it.
_TONE_ON_LAST_VOWEL = re.compile(
    rf"[{''.join(sorted({pair[1] for pair in _TONE_LAST}))}](?!\w)(?<=[oOuU].)(?<![qQ]..)", re.DOTALL
)


def normalise(text: str) -> str:
    r"""The article's text: no byte order mark, ``\n`` for every line end, Unicode NFC, and nothing else changed.

    >>> normalise("\ufeffCa\u0302u\r\n")
    'Câu\n'
    """
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def reading(text: str) -> str:
    """The same characters with spelling variants made one: dashes, blanks, Đ, and where the tone mark stands.

    As long as `text`, so that offsets hold in both.

    >>> reading("Uỷ ban — Ðoàn, quý")
    'Ủy ban - Đoàn, quý'
    """
    for variant, plain in _SAME_LETTER.items():
        if variant in text:
            text = text.replace(variant, plain)
    pieces, end = [], 0
    for vowel in _TONE_ON_LAST_VOWEL.finditer(text):
        glide = vowel.start() - 1
        pair = text[glide : vowel.end()]
        pieces += [text[end:glide], _TONE_LAST.get(pair, pair)]
        end = vowel.end()
    return "".join([*pieces, text[end:]]) if pieces else text
