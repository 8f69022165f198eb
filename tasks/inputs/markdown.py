"""Markdown: an article's text without its marks, and what its front matter states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tasks.inputs.listed import NO_COLUMNS, value_at
from tasks.inputs.web import Page, stripped

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.{0,16000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
NAMES = {
    "title": ("title",),
    "author": ("author", "authors"),
    "published_at": ("published_at", "date", "published", "pubdate"),
    "section": ("section", "category", "categories"),
    "outlet": ("outlet", "site", "source"),
}
"""The names under which front matter states each field, the most trusted first."""
_BLANKS = re.compile(r"\n{3,}")
_IN_LINE = re.compile(r"(?i)</?(?:a|b|em|font|i|span|strong|sub|sup|u)\b[^<>]{0,5000}>")
SLACK = 8
"""Characters that marks of lists and quotations may take from a line that is wrapped."""


def page(source: str, columns: Mapping[str, str] = NO_COLUMNS) -> Page:
    """The text of a Markdown file, a paragraph a line, and its metadata; `columns` maps our names of fields to its own.

    >>> page("# Tin *mới*\\n\\nHọp [hôm nay](http://a.vn).").text
    'Tin mới\\n\\nHọp hôm nay.'
    """
    from markdown_it import MarkdownIt

    front, body = _parted(source.replace("\r\n", "\n"))
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    text = _BLANKS.sub("\n\n", "".join(_blocks(tokens))).strip()
    about = {ours: _stated(front, (columns.get(ours, ours), *names)) for ours, names in NAMES.items()}
    title = about["title"] or _headline(tokens)
    if text and title and title not in text[:400]:
        text = f"{title}\n\n{text}"
    return Page(text, title, *(about[name] for name in ("author", "published_at", "section", "outlet")))


def _parted(source: str) -> tuple[dict[str, Any], str]:
    """The front matter and the rest; nothing and the whole where there is none."""
    import yaml

    found = _FRONT.match(source)
    if found is None:
        return {}, source
    try:
        front = yaml.load(found[1], yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, source
    return (front, source[found.end() :]) if isinstance(front, dict) else ({}, source)


def _stated(front: dict[str, Any], names: Iterable[str]) -> str | None:
    """What the front matter says under the first of these names; of a list of names all, of rubrics the first."""
    value = next((found for name in names if (found := value_at(front, name))), None)
    if isinstance(value, list):
        strings = [each for each in value if isinstance(each, str)]
        value = strings[0] if strings and "categories" in names else ", ".join(strings)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _headline(tokens: list[Token]) -> str | None:
    """The heading that the file begins with, or its only one of the first order."""
    headings = [number for number, token in enumerate(tokens) if token.type == "heading_open"]
    first = [number for number in headings if tokens[number].tag == "h1"]
    chosen = headings[0] if headings[:1] == [0] else first[0] if len(first) == 1 else None
    return None if chosen is None else " ".join(_inline(tokens[chosen + 1], " ").split()) or None


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """The text piece by piece: blank lines between blocks, lists a line an item, tables a line a row."""
    width = _width(token.content for token in tokens if token.type == "inline")
    for token in tokens:
        if token.type == "inline":
            yield _inline(token, " " if _is_wrapped(token.content, width) else "\n")
        elif token.type in ("fence", "code_block"):
            yield f"{token.content}\n"
        elif token.type == "html_block":
            yield f"{stripped(_IN_LINE.sub('', token.content))}\n\n"
        elif token.type == "list_item_open":
            yield f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("th_open", "td_open"):
            yield "| "
        else:
            yield _AFTER.get(token.type, "\n" if token.type == "paragraph_close" else "")
            if token.type == "paragraph_close" and not token.hidden:
                yield "\n"


_AFTER = {
    "heading_close": "\n\n",
    "bullet_list_close": "\n",
    "ordered_list_close": "\n",
    "th_close": " ",
    "td_close": " ",
    "tr_close": "|\n",
    "table_close": "\n",
}


def _width(contents: Iterable[str]) -> int:
    """How long the lines of a file are, but for those that hold addresses: these are not wrapped."""
    return max((len(line) for content in contents for line in content.split("\n") if "://" not in line), default=0)


def _is_wrapped(content: str, width: int) -> bool:
    """Whether lines end where the next word would have been too much, and for no other reason."""
    return all(
        len(line) + 1 + len(following.split(" ", 1)[0]) > width - SLACK
        for line, following in pairwise(content.split("\n"))
    )


def _inline(token: Token, line_end: str) -> str:
    """The text of a block without marks, addresses of links and pictures."""
    pieces = []
    for child in token.children or ():
        if child.type == "softbreak":
            pieces.append(line_end)
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            pieces.append("\n")
        elif child.type in ("text", "text_special", "code_inline"):
            pieces.append(child.content)
    return "".join(pieces)
