"""What a page states about itself: the record it carries (JSON-LD), then its `meta` elements; never a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

META = {
    "title": ("og:title", "headline", "twitter:title"),
    "author": ("author", "article:author", "dc.creator"),
    "published_at": ("article:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued"),
    "section": ("article:section", "articlesection"),
    "outlet": ("og:site_name",),
}
"""The names under which `meta` elements state each field, the most trusted first."""
_ARTICLE = re.compile(r"(?:\w+Article|Article|BlogPosting|Report)\Z")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
_JSON_TYPE = re.compile(r'"@type"\s*:\s*"([^"]{1,40})"')
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_PARTS = re.compile(r"\s[|–—\-»]+\s")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Metadata:
    """The stated fields; `published_at` is ISO 8601."""

    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    section: str | None = None
    outlet: str | None = None


def stated(tree: Any) -> Metadata:
    """The metadata of a parsed page."""
    records, names = list(_records(tree)), _elements(tree)
    stated, torn = _of_article(records), _torn(records)
    found: dict[str, str | None] = {}
    for field, known in META.items():
        candidates = (stated.get(field), *(names.get(name) for name in known), torn.get(field))
        found[field] = next((value for value in candidates if value and _is_fit(field, value)), None)
    if found["author"] == found["outlet"]:
        found["author"] = None
    return _without_outlet(Metadata(**found))


def heading(guess: str | None, tree: Any) -> str | None:
    """A guessed title or the window's, or the part of it that stands in the page too: the longest that does.

    What names the site or a template stands in the window's title alone.
    """
    shown = " ".join(" ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]")).split())
    windows = ["".join(title.itertext()) for title in tree.iter("title")][:1]
    titles = [" ".join(title.split()) for title in (guess or "", *windows)]
    parts = [part.strip() for title in titles for part in (title, *_PARTS.split(title))]
    return next((part for part in sorted(parts, key=len, reverse=True) if part and part in shown), None)


def _is_fit(field: str, value: str) -> bool:
    if field == "published_at":
        return _ISO.match(value) is not None
    return field != "author" or (len(value) < LONGEST_NAME and "http" not in value)


def _without_outlet(found: Metadata) -> Metadata:
    """The title without the outlet's name at its end."""
    if not found.title or not found.outlet or not found.title.endswith(found.outlet):
        return found
    title = found.title.removesuffix(found.outlet).rstrip(" |–—-»")
    return replace(found, title=title) if title else found


def _elements(tree: Any) -> dict[str, str]:
    """What `meta` and `time` elements state, by lower-case name; the first of a name counts."""
    names: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = element.get("content") or element.get("datetime") or ""
        if name and value.strip():
            names.setdefault(name.strip().lower(), " ".join(value.split()))
    return names


def _records(tree: Any) -> Iterator[tuple[str, Any]]:
    """The page's JSON-LD records, as written and as parsed; null where one cannot be."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            content = script.text or ""
            try:
                yield content, json.loads(content, strict=False)
            except (ValueError, RecursionError):
                yield content, None


def _of_article(records: list[tuple[str, Any]]) -> dict[str, str | None]:
    """What the page's own record of an article states, under our names."""
    record = next((article for _, parsed in records for article in _articles(parsed)), None)
    if record is None:
        return {}
    return {
        "title": _name(record.get("headline")),
        "author": _name(record.get("author")),
        "published_at": _name(record.get("datePublished")),
        "section": _name(record.get("articleSection"), most=1),
        "outlet": _name(record.get("publisher"), most=1),
    }


def _torn(records: list[tuple[str, Any]]) -> dict[str, str | None]:
    """The day in a record that cannot be parsed, where the first thing that it is of is an article."""
    for content, parsed in records:
        kind, day = _JSON_TYPE.search(content), _JSON_DATE.search(content)
        if parsed is None and kind and day and _ARTICLE.match(kind[1]):
            return {"published_at": day[1]}
    return {}


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    """Records of articles in a JSON-LD value, at the top or in a list or graph."""
    if isinstance(value, list):
        for each in value:
            yield from _articles(each)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield value
        yield from _articles(value.get("@graph") or [])


def _name(value: Any, most: int = 8) -> str | None:
    """A string, the name of a thing, or the names of at most so many things."""
    if isinstance(value, list):
        names = [name for each in value[:most] if (name := _name(each, most))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None
