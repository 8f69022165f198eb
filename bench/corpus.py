"""Texts to measure on: the sample articles or a corpus of one's own, grown to any size without near duplicates."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

_PLAIN_WORD = re.compile(r"(?<![\w“\"])[a-zà-ỹđ]+(?![\w/”\"])")
SAMPLES = Path(__file__).parent.parent / "data" / "raw"


def load(corpus: Path | None = None) -> list[str]:
    """Texts of a `.jsonl` or `.jsonl.gz` file with a field `text`, or of the `.txt` files of a folder."""
    source = corpus or SAMPLES
    if source.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))]
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def grow(texts: list[str], megabytes: float, seed: int = 0) -> Iterator[str]:
    """The texts again and again, up to a size in UTF-8; from copy to copy half of the plain words are others.

    Words in lower case are exchanged for others of the corpus; names, numbers and quotations stay, so that there is
    as much to find as in the original.
    """
    vocabulary = sorted({word for text in texts[:200] for word in _PLAIN_WORD.findall(text)})
    left = megabytes * 1e6
    for copy in count():
        chance = random.Random(f"{seed}:{copy}")
        for text in texts:
            grown = text if copy == 0 else _PLAIN_WORD.sub(partial(_other, vocabulary, chance), text)
            yield grown
            left -= len(grown.encode())
            if left <= 0:
                return


def _other(vocabulary: list[str], chance: random.Random, word: re.Match[str]) -> str:
    return vocabulary[int(chance.random() * len(vocabulary))] if chance.random() < 0.5 else word[0]
