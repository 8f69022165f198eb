"""What the citations of a large collection look like: symbol suffixes with counts, and a sample to read.

    python -m bench.citations ../shared/eval/bulk.jsonl.gz [--sample 100] [--seed 1]

The sample shows each citation between brackets in its sentence, then what was read; precision is the share that a
reader finds right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from trichluc.article import Article, Citation, RawArticle
from trichluc.extract import extract

CONTEXT = 110
SHOWN = ("doc_type", "symbol", "number", "issuer", "issued_on", "subject", "relation", "refers_to", "pinpoint")


def load_records(path: Path) -> Iterator[RawArticle]:
    """The articles of a (gzipped) JSON Lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            raw = RawArticle(f"{path.name}#{number}", record["text"], article_id=f"{number:016x}")
            raw.title = record.get("title")
            if record.get("published_at"):
                raw.published_at, raw.published_grain = datetime.fromisoformat(record["published_at"]), "day"
            yield raw


def suffix(citation: Citation) -> str:
    """The codes of a symbol, with the years out of it (`/…/NĐ-CP`)."""
    if not citation.symbol:
        return "(number only)" if citation.number else "(no number)"
    rest = citation.symbol[len(citation.number or "") :].lstrip("0123456789")
    return "/…" + rest[5:] if rest[1:5].isdigit() else rest


def shown(article: Article, citation: Citation) -> str:
    """A citation in its context and its columns that are not empty."""
    start, end = citation.char_start, citation.char_end
    before, after = article.text[max(0, start - CONTEXT) : start], article.text[end : end + CONTEXT]
    columns = {name: str(getattr(citation, name)) for name in SHOWN if getattr(citation, name)}
    return f"…{before}⟦{article.text[start:end]}⟧{after}…".replace("\n", "¶") + f"\n    {columns}"


def main() -> None:
    """Print the counts and the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = [
        (article, citation) for article in map(extract, load_records(options.records)) for citation in article.citations
    ]
    for codes, count in Counter(suffix(citation) for _, citation in found).most_common():
        print(f"{count:6d}  {codes}")
    print(f"{len(found):6d}  citations")
    for article, citation in random.Random(options.seed).sample(found, min(options.sample, len(found))):
        print(shown(article, citation))


if __name__ == "__main__":
    main()
