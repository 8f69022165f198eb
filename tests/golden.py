"""Whole articles as they are read, one file each, to be read by a person: `python -m tests.golden` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tasks.inputs import Input, find, read
from trichluc.article import RawArticle
from trichluc.extract import extract
from trichluc.rows import gather

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "golden"
LEFT_OUT = {"articles": ("text", "body", "fingerprint", "engine_version"), "*": ("article_id", "char_end")}
"""What a reader need not see: whole texts, and what follows from the surface."""


def articles() -> dict[str, RawArticle]:
    """The sample articles by the name of their golden file."""
    listed = [found for found in find(ROOT / "data" / "raw", 1 << 20) if isinstance(found, Input)]
    return {Path(raw.source_uri).stem: raw for raw in read(listed)[0]}


def rendered(raw: RawArticle) -> str:
    """All tables of one article as JSON, a row a line."""
    sections = []
    for name, columns in gather([extract(raw)]).items():
        hidden = LEFT_OUT.get(name, LEFT_OUT["*"])
        shown = {column: values for column, values in columns.items() if column not in hidden}
        rows = [dict(zip(shown, row, strict=True)) for row in zip(*shown.values(), strict=True)]
        lines = ",\n".join("  " + json.dumps(_without_nulls(row), ensure_ascii=False, default=str) for row in rows)
        sections.append(f' "{name}": [\n{lines}\n ]' if lines else f' "{name}": []')
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _without_nulls(row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if not (value is None or value is False or value == [])}


def main() -> None:
    """Write every golden file."""
    FOLDER.mkdir(exist_ok=True)
    for name, raw in articles().items():
        (FOLDER / f"{name}.json").write_text(rendered(raw), encoding="utf-8")


if __name__ == "__main__":
    main()
