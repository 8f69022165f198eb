"""The pages: shells by templates, which escape whatever is put into them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tasks.report.labels import LABELS

NAMES = ("index", "campaigns", "documents", "people", "bodies", "places", "quality", "rows", "row", "article")
"""Each page has a template of its name."""
MENU = ("index", "campaigns", "documents", "people", "bodies", "places", "quality")
_LEADS = {
    "articles": "rows.html#articles",
    "segments": "rows.html#articles",
    "mentions": "rows.html#entities",
    "roles": "rows.html#offices",
    "periods": "rows.html#periods",
    "citations": "rows.html#citations",
    "campaigns": "rows.html#named",
    "quantities": "rows.html#quantities",
    "documents": "documents.html",
    "document_links": "rows.html#links",
    "entities": "rows.html#entities",
    "rejections": "rows.html#rejections",
    "loads": "rows.html#loads",
}
"""Table → where its rows are listed: `segments` article by article, `mentions` name by name."""


def write_pages(folder: Path, known: dict[str, Any]) -> None:
    """Write every page."""
    environment = Environment(loader=PackageLoader("tasks.report"), autoescape=True, undefined=StrictUndefined)
    environment.globals |= {"t": say, "menu": MENU, "leads": _LEADS}
    environment.filters |= {"count": count, "decimal": decimal}
    for name in NAMES:
        page = environment.get_template(f"{name}.html").render(page=name, **known)
        (folder / f"{name}.html").write_text(page + "\n", encoding="utf-8")


def say(key: str) -> Markup:
    """The words of a key in Vietnamese, which the page exchanges for those of another language."""
    return Markup('<span data-t="{}">{}</span>').format(key, LABELS[key][0])


def count(number: int) -> Markup:
    """A number as it is read in Vietnam; the page writes it as its language does."""
    return Markup('<span data-number="{}">{}</span>').format(number, escape(f"{number:,}".replace(",", ".")))


def decimal(number: float, places: int) -> Markup:
    """A number with so many digits behind the comma."""
    return Markup('<span data-number="{0:.{2}f}">{1}</span>').format(
        number, f"{number:.{places}f}".replace(".", ","), places
    )
