"""Named entities beside underthesea's model: F1 on an annotated folder and speed, in one run.

    python -m bench.ner ../shared/eval/dev

Needs the packages of `pip install .[bench]`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from underthesea import ner

from bench.score import load_folder
from schemas import TABLES
from schemas.arrow import arrow_schema
from trichluc.article import Article, Mention
from trichluc.extract import extract
from trichluc.rows import gather

_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def model_mentions(text: str) -> Iterator[Mention]:
    """The model's entities with offsets: its tokens are looked up in the text one after another."""
    position, current = 0, None
    for token, _, _, tag in ner(text):
        start = text.find(token, position)
        if start < 0:  # the model rewrites some signs
            continue
        position = start + len(token)
        kind = _TYPES.get(tag[2:])
        if tag.startswith("I-") and current is not None and kind == current.type:
            current.char_end = position
        else:
            if current is not None:
                yield current
            current = Mention(kind, start, position, "", "") if kind else None
    if current is not None:
        yield current


def scores(articles: list[Article], gold: Path) -> dict[str, Any]:
    """What the scorer says of the articles' mentions."""
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in gather(articles).items():
            Path(folder, name).mkdir()
            pq.write_table(pa.table(columns, schema=arrow_schema(TABLES[name])), Path(folder, name, "part.parquet"))
        result = Path(folder, "scores.json")
        scorer = [sys.executable, str(gold.parent / "score.py"), "--gold", str(gold), "--curated", folder]
        subprocess.run([*scorer, "--json", str(result)], check=False, stdout=subprocess.DEVNULL)
        return dict(json.loads(result.read_text(encoding="utf-8"))["scores"])


def main() -> None:
    """Print F1 by type and speed of both as a Markdown table."""
    gold = Path(sys.argv[1])
    raws = load_folder(gold)
    next(iter(model_mentions("Hà Nội")), None)
    extract(raws[0])
    megabytes = sum(len(raw.text.encode()) for raw in raws) / 1e6
    print("| | PERSON F1 | ORG F1 | LOC F1 | MB/s of CPU |\n|---|---|---|---|---|")
    start = process_time()
    articles = [extract(raw) for raw in raws]
    _print_row("Trích Lục (all phenomena)", scores(articles, gold), megabytes / (process_time() - start))
    start = process_time()
    for article in articles:
        article.mentions, article.roles, article.campaigns, article.citations = [], [], [], []
        article.periods, article.document_links = [], []
        for mention in model_mentions(article.text):
            mention.surface = mention.canonical = article.text[mention.char_start : mention.char_end]
            mention.entity_id = f"{mention.type}:{mention.canonical}"
            article.mentions.append(mention)
    _print_row("underthesea NER", scores(articles, gold), megabytes / (process_time() - start))


def _print_row(name: str, scored: dict[str, Any], speed: float) -> None:
    cells = " | ".join(f"{scored[kind]['f1'] or 0:.3f}" for kind in ("PERSON", "ORG", "LOC"))
    print(f"| {name} | {cells} | {speed:.4f} |")


if __name__ == "__main__":
    main()
