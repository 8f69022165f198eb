"""Score the engine alone, without orchestration: texts → rows → Parquet in a folder of its own → the scorer's table.

    python -m bench.score ../shared/eval/dev [--errors periods]           # NN.txt beside NN.gold.jsonl
    python -m bench.score ../shared/eval/phrases/periods.jsonl [--errors] # a suite of single sentences

Exit code 0 whenever the scorer ran. `make score` prints all of these.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES
from schemas.arrow import arrow_schema
from trichluc.article import RawArticle
from trichluc.extract import extract
from trichluc.rows import gather


def load_folder(folder: Path) -> list[RawArticle]:
    """The `.txt` files of an evaluation folder."""
    return [_raw(path.name, path.read_bytes().decode("utf-8")) for path in sorted(folder.glob("*.txt"))]


def load_suite(suite: Path) -> list[RawArticle]:
    """The sentences of a phrase suite, one article each."""
    articles = []
    for line in suite.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        raw = _raw(f"{suite.name}#{record['id']}", record["text"])
        raw.external_id = record["id"]
        if record.get("published_at"):
            raw.published_at, raw.published_grain = datetime.fromisoformat(record["published_at"]), "day"
        articles.append(raw)
    return articles


def _raw(uri: str, text: str) -> RawArticle:
    return RawArticle(uri, text, article_id=hashlib.sha256((uri + text).encode()).hexdigest()[:16])


def main() -> None:
    """Curate the named folder or suite and hand it to its scorer."""
    target, errors = Path(sys.argv[1]), sys.argv[2:]
    suite = target.suffix == ".jsonl"
    scorer = target.parent.parent / "score_phrases.py" if suite else target.parent / "score.py"
    tables = gather(map(extract, load_suite(target) if suite else load_folder(target)))
    with tempfile.TemporaryDirectory() as curated:
        for name, columns in tables.items():
            folder = Path(curated, name)
            folder.mkdir()
            pq.write_table(pa.table(columns, schema=arrow_schema(TABLES[name])), folder / "part.parquet")
        call = ["score", str(target), "--curated", curated] if suite else ["--gold", str(target), "--curated", curated]
        subprocess.run([sys.executable, str(scorer), *call, *errors], check=False)


if __name__ == "__main__":
    main()
