"""Saved pages: how much of an article's body is kept, and how much of the page's furniture, beside trafilatura's own text.

    python -m bench.html [FOLDER]

The pages are the sample articles in the layouts of `bench/pages`; they are written to FOLDER (or a temporary one), each
with a `.json` that says what is body, what is furniture, and what the metadata states. Pages of your own that lie there
with such a file are measured too. *Body* is the share of the characters of the article's paragraphs that are found in
the text, *furniture* the share of the characters of the other visible lines that are found in it; *metadata* counts the
stated fields (title, author, time, section, outlet) that come out as stated.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import trafilatura

from bench.corpus import SAMPLES
from bench.score import load_folder
from tasks.inputs import Input, find, read
from tasks.inputs.web import stripped
from trichluc.article import Article
from trichluc.extract import extract
from trichluc.rows import BODY_ROLES

PAGES = Path(__file__).with_name("pages")
STATED = {
    "author": "Lê Thị Mẫu",
    "moment": "2019-05-12T15:00:00",
    "section": "Công tác đoàn thể",
    "outlet": "Trang tin mẫu",
}
_REPEATED = re.compile(r"\{\{p([12]?):(.*?)\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{(\w+)\}\}")
_META = re.compile(r"<head>.*?</head>", re.DOTALL)
SHORTEST = 8
"""Characters from which a line of furniture counts: shorter ones occur in any text."""


@dataclass
class Key:
    """What is right for a page."""

    paragraphs: list[str]
    furniture: list[str]
    stated: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What a reader makes of a page: its text, and the metadata under our names."""

    text: str
    stated: dict[str, str | None]


def main() -> None:
    """Make the pages, measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?")
    chosen = options.parse_args()
    with TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        make(folder)
        print_table(folder)


def make(folder: Path) -> None:
    """Write a page in each layout, with its key."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = [extract(raw) for raw in load_folder(SAMPLES)]
    for number, layout in enumerate(sorted(PAGES.glob("*.html"))):
        html, key = filled(layout.read_text(encoding="utf-8"), articles[number % len(articles)])
        (folder / layout.name).write_text(html, encoding="utf-8")
        written = json.dumps(asdict(key), ensure_ascii=False, indent=1)
        (folder / layout.name).with_suffix(".json").write_text(written, encoding="utf-8")


def filled(layout: str, article: Article) -> tuple[str, Key]:
    """A layout with an article in it."""
    roles = ("caption", *BODY_ROLES)
    paragraphs = [article.text[s.char_start : s.char_end] for s in article.segments if s.role in roles]
    title = article.header.title or paragraphs[0]
    parts = {"": paragraphs, "1": paragraphs[:2], "2": paragraphs[2:]}
    values = {"title": escape(title), "title_json": json.dumps(title, ensure_ascii=False)[1:-1], **STATED}
    html = _REPEATED.sub(lambda m: "\n".join(m[2] % escape(p) for p in parts[m[1]]), layout)
    html = _FIELD.sub(lambda m: values[m[1]], html)
    bare = stripped(_FIELD.sub("", _REPEATED.sub("\n", _META.sub("", layout))))
    furniture = [line for line in dict.fromkeys(bare.splitlines()) if len(line) >= SHORTEST]
    named = set(_FIELD.findall(layout))
    stated = {name: value for name, value in STATED.items() if name in named}
    return html, Key(paragraphs, furniture, {"title": title, **stated})


def print_table(folder: Path) -> None:
    """A row a page, and all of them together."""
    kinds = {"ours": ours, "trafilatura": theirs}
    head = [f"{measure}, {kind}" for measure in ("body", "furniture", "metadata") for kind in kinds]
    print("| page | " + " | ".join(head) + " |\n| --- |" + " ---: |" * len(head))
    sums: dict[str, list[int]] = {name: [0, 0] for name in head}
    for path in sorted(folder.glob("*.html")):
        if not path.with_suffix(".json").exists():
            continue
        key = Key(**json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        counts = {kind: measured(read_page(path), key) for kind, read_page in kinds.items()}
        cells = {f"{measure}, {kind}": counts[kind][measure] for measure in counts["ours"] for kind in kinds}
        for name, (part, whole) in cells.items():
            sums[name] = [sums[name][0] + part, sums[name][1] + whole]
        print(f"| {path.stem} | " + " | ".join(shown(name, *cells[name]) for name in head) + " |")
    print("| **all** | " + " | ".join(shown(name, *sums[name]) for name in head) + " |")


def shown(name: str, part: int, whole: int) -> str:
    """A share in per cent; fields of metadata are counted."""
    return f"{part}/{whole}" if name.startswith("metadata") else f"{100 * part / max(whole, 1):.1f} %"


def measured(result: Result, key: Key) -> dict[str, tuple[int, int]]:
    """Characters of body and of furniture found in the text, fields as stated, each with how many there are."""
    text = _plain(result.text)
    right = sum(result.stated.get(name) == value for name, value in key.stated.items())
    return {
        "body": _found(key.paragraphs, text),
        "furniture": _found(key.furniture, text),
        "metadata": (right, len(key.stated)),
    }


def _found(wanted: list[str], text: str) -> tuple[int, int]:
    lengths = [(len(plain), plain in text) for plain in map(_plain, wanted)]
    return sum(length for length, is_there in lengths if is_there), sum(length for length, _ in lengths)


def _plain(text: str) -> str:
    return " ".join(text.split())


def ours(path: Path) -> Result:
    """What the pipeline reads: the text without what it marks as page furniture."""
    raws, _ = read(each for each in find(path, 5 << 20) if isinstance(each, Input))
    if not raws:
        return Result("", {})
    article, moment = extract(raws[0]), raws[0].published_at
    kept = [article.text[s.char_start : s.char_end] for s in article.segments if s.role != "boilerplate"]
    stated = {name: getattr(raws[0], name) for name in ("title", "author", "section", "outlet")}
    stated["title"] = article.header.title
    return Result("\n".join(kept), {**stated, "moment": moment.isoformat() if moment else None})


def theirs(path: Path) -> Result:
    """What trafilatura returns as it comes; of the time it reads the day alone."""
    html = path.read_text(encoding="utf-8")
    about = trafilatura.extract_metadata(html)
    sections = about.categories or []
    moment = STATED["moment"] if about.date == STATED["moment"][:10] else about.date
    stated = {"title": about.title, "author": about.author, "moment": moment, "outlet": about.sitename}
    return Result(trafilatura.extract(html) or "", {**stated, "section": sections[0] if sections else None})


if __name__ == "__main__":
    main()
