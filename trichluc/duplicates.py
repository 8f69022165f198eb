"""Fingerprints: a short signature of a text's wording, which near copies share for the most part.

A MinHash (Broder 1997) over runs of three words. Only runs that begin with a long word count: which ones these are
depends on the words alone, so that two copies keep the same ones, and the cost stays a fraction of the reading's.
"""

from __future__ import annotations

from itertools import islice

from rensa import RMinHash  # type: ignore[import-untyped]

VALUES = 128
"""Values of a fingerprint, 8 bits each; the share that two fingerprints have in common is their likeness."""
LONG_WORD = 5
FEWEST = 8
"""Runs of words below which a text has no fingerprint: too little of it would be compared."""
_SEED = 1997


def fingerprint(text: str) -> str | None:
    """The text's fingerprint in hexadecimal digits, or None for a text of a few words.

    >>> fingerprint("Một tin ngắn")
    """
    words = text.lower().split()
    runs = {
        a + b + c
        for a, b, c in zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)
        if len(a) >= LONG_WORD
    }
    if len(runs) < FEWEST:
        return None
    minimum = RMinHash(num_perm=VALUES, seed=_SEED)
    minimum.update(list(runs))  # in any order: each value is a minimum
    return "".join(f"{value & 0xFF:02x}" for value in minimum.digest())
