"""Peers on the same texts in the same run, interleaved: how fast, and what each of them does.

    python -m bench.peers [--corpus articles.jsonl.gz] [--megabytes 2]

Needs the packages of `pip install .[bench]`; a peer that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from time import process_time

from bench.corpus import grow, load
from bench.engine import read
from bench.yardstick import PATTERNS, matches

Peer = Callable[[list[str]], object]
SLOW_SHARE = 40
"""The slow peers read every 40th text; their speed is per megabyte of what they read."""


def plain_patterns(texts: list[str]) -> object:
    """Twelve plain patterns: counts matches."""
    return [matches(text) for text in texts]


def trich_luc(texts: list[str]) -> object:
    """The engine: all phenomena, resolved."""
    return [read(text) for text in texts]


def datatrove() -> Peer:
    """datatrove: JSON Lines → the same twelve patterns as a pipeline step → JSON Lines."""
    from datatrove.data import DocumentsPipeline
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.logging import logger

    logger.remove()

    class Patterns(PipelineStep):  # type: ignore[misc]
        def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
            for document in data:
                found = [match.span() for pattern in PATTERNS for match in pattern.finditer(document.text)]
                document.metadata["matches"] = found
                yield document

    def run(texts: list[str]) -> object:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in")
            source.mkdir()
            lines = (json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts))
            (source / "part.jsonl").write_text("\n".join(lines), encoding="utf-8")
            steps = [JsonlReader(str(source)), Patterns(), JsonlWriter(f"{folder}/out", compression=None)]
            return LocalPipelineExecutor(pipeline=steps, logging_dir=f"{folder}/logs").run()

    return run


def spacy_entity_ruler() -> Peer:
    """spaCy: blank pipeline with an EntityRuler over types of document, months, offices and heads of bodies."""
    import spacy

    pipeline = spacy.blank("xx")
    words = ("nghị quyết", "chỉ thị", "kế hoạch", "quyết định", "ngày", "tháng", "năm", "tỉnh", "huyện", "đảng ủy")
    patterns = [
        {
            "label": word.upper(),
            "pattern": [*({"LOWER": part} for part in word.split()), {"IS_ALPHA": False, "OP": "?"}],
        }
        for word in words
    ]
    pipeline.add_pipe("entity_ruler").add_patterns(patterns)
    return lambda texts: list(pipeline.pipe(texts))


def dateparser_search() -> Peer:
    """dateparser.search in Vietnamese: dates alone."""
    from dateparser.search import search_dates

    return lambda texts: [search_dates(text, languages=["vi"]) for text in texts]


def underthesea_ner() -> Peer:
    """underthesea: word segmentation, tagging and named entities by its bundled model."""
    from underthesea import ner

    return lambda texts: [ner(text) for text in texts]


FAST: dict[str, Callable[[], Peer]] = {
    "twelve plain patterns": lambda: plain_patterns,
    "Trích Lục engine": lambda: trich_luc,
    "datatrove": datatrove,
}
SLOW: dict[str, Callable[[], Peer]] = {
    "spaCy EntityRuler": spacy_entity_ruler,
    "dateparser": dateparser_search,
    "underthesea NER": underthesea_ner,
}


def megabytes_a_second(peer: Peer, texts: list[str]) -> float:
    """Speed in megabytes of UTF-8 a CPU second."""
    start = process_time()
    peer(texts)
    return sum(len(text.encode()) for text in texts) / 1e6 / (process_time() - start)


def main() -> None:
    """Print speeds and ratios as a Markdown table, fastest first."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz with a field text (default: data/raw)")
    options.add_argument("--megabytes", type=float, default=2.0)
    chosen = options.parse_args()
    texts = list(grow(load(chosen.corpus), chosen.megabytes))
    speeds: dict[str, float] = {}
    for name, make in {**FAST, **SLOW}.items():
        try:
            peer = make()
        except ImportError as missing:
            print(f"left out: {name} ({missing})")
            continue
        chosen_texts = texts if name in FAST else texts[::SLOW_SHARE]
        peer(chosen_texts[:2])  # models and automata are loaded once
        speeds[name] = max(megabytes_a_second(peer, chosen_texts) for _ in range(2 if name in FAST else 1))
    yardstick = speeds["twelve plain patterns"]
    print("| | MB/s of CPU | ratio to the patterns |\n|---|---|---|")
    for name, speed in sorted(speeds.items(), key=lambda item: -item[1]):
        print(f"| {name} | {speed:.4f} | {speed / yardstick:.4f} |")


if __name__ == "__main__":
    main()
