"""One listed record, opened: bytes to text, and what a record or a page states about itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from schemas.rejections import Rejection
from tasks.inputs import markdown, moments, web
from tasks.inputs.listed import TEXTS, Input, paths, value_at
from tasks.inputs.reasons import PASSING, kind, rejection
from trichluc import encodings
from trichluc.article import RawArticle
from trichluc.text import normalise

STATED = ("title", "author", "section", "outlet")
"""Fields of a record that are trusted over what the text says."""
_BLANK = "\ufeff \t\r\n\u00a0\u200b"


class Unreadable(Exception):
    """A record that cannot become an article: reason code, and what was found."""

    def __init__(self, reason: str, found: object = "") -> None:
        super().__init__(reason, found)
        self.reason, self.found = reason, found


def read(inputs: Iterable[Input]) -> tuple[list[RawArticle], list[Rejection]]:
    """The articles of the listed records, in their order, and a rejection for each that is none."""
    articles, rejections = [], []
    for listed in inputs:
        try:
            articles.append(_article(listed, _bytes(listed)))
        except Unreadable as obstacle:
            seen = None if obstacle.reason in PASSING else listed.sha256
            rejections.append(rejection(listed.source_uri, obstacle.reason, obstacle.found, sha256=seen))
    return articles, rejections


def _bytes(listed: Input) -> bytes:
    """What was listed; whatever else a storage may fail at than the file itself is raised, and may pass."""
    try:
        with open(listed.path, "rb") as stream:
            stream.seek(listed.start)
            raw = stream.read(listed.size)
    except (FileNotFoundError, PermissionError) as error:
        raise Unreadable("unreadable", error.strerror or error) from error
    if listed.sha256 != _sha256(raw) and listed.sha256 != _sha256(raw.rstrip(b"\r\n")):  # of a line without its end
        raise Unreadable("changed")
    return raw


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _article(listed: Input, raw: bytes) -> RawArticle:
    decoded = decode(raw)
    article = RawArticle(
        listed.source_uri,
        decoded.text,
        listed.article_id,
        listed.sha256,
        len(raw),
        media_type=listed.media_type,
        encoding=listed.encoding or decoded.encoding,
    )
    if listed.form == "record":
        _apply_record(article, decoded.text, listed.columns)
    elif listed.form == "html":
        _apply_page(article, web.page, decoded.text)
    elif listed.form == "markdown":
        _apply_page(article, partial(markdown.page, columns=listed.columns), decoded.text)
    article.external_id = article.external_id or listed.stated.get("id") or None
    if not article.text.strip(_BLANK):
        raise Unreadable("empty")
    return article


def decode(raw: bytes) -> encodings.Decoded:
    """The text of the bytes, and their encoding; raises `Unreadable` where they are none."""
    try:
        return encodings.decode(raw)
    except encodings.NotText as error:
        raise Unreadable(error.reason, error.found) from error


def _apply_page(article: RawArticle, read_page: Callable[[str], web.Page | None], source: str) -> None:
    """Set the main text of a page, and what its metadata states that is not set yet."""
    if not source.strip(_BLANK):
        raise Unreadable("empty")
    try:
        page = read_page(source)
    except Exception as error:  # a parser may fail in any way on a page made to break it
        raise Unreadable("bad_page", f"{type(error).__name__}: {error}") from error
    if page is None:
        raise Unreadable("no_main_text")
    article.text = _clean(page.text)
    for name in STATED:
        if getattr(article, name) is None:
            setattr(article, name, _field(getattr(page, name) or ""))
    if article.published_at is None:
        with suppress(Unreadable):  # a site's template may state any nonsense; the text has a date of its own
            article.published_at, article.published_grain = _published(page.published_at)


def _apply_record(article: RawArticle, line: str, columns: Mapping[str, str]) -> None:
    """Set what a JSON record states; raises `Unreadable` where it is no record of an article."""
    record = _named(_parse(line), columns)
    if not record.keys() & TEXTS:
        raise Unreadable("no_text", ", ".join(paths(record)) or "no fields")
    text, html = (_string(record, name) for name in TEXTS)
    stated_ids = (_clean(str(record[name])) for name in ("id", "url") if record.get(name) not in (None, ""))
    article.external_id = next(stated_ids, None)
    for name in STATED:
        setattr(article, name, _field(_string(record, name)))
    article.published_at, article.published_grain = _published(record.get("published_at"))
    if html.strip() and not text.strip():
        _apply_page(article, web.page, html)
    else:
        article.text = _mended(article, text)


def _mended(article: RawArticle, text: str) -> str:
    """The text of a record, mended where it had been decoded wrongly before it was stored."""
    decoded = encodings.mended(_clean(text))
    if decoded.encoding != "utf-8":
        article.encoding = decoded.encoding
    return decoded.text


def _named(record: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The record under our names for its fields: those of `columns`, and any that has our name already."""
    mapped = {ours: value_at(record, theirs, missing=...) for ours, theirs in columns.items()}
    return record | {ours: value for ours, value in mapped.items() if value is not ...}


def _parse(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable("bad_json", error) from error
    if not isinstance(record, dict):
        raise Unreadable("bad_json", f"it is {kind(record)}")
    return record


def _string(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise Unreadable("bad_field", f"`{name}` is {kind(value)}, not a string")
    return value or ""


def _field(stated: str) -> str | None:
    """A stated field, normalised as the text is, so that it can be found in it."""
    return normalise(_clean(stated)).strip() or None


def _clean(text: str) -> str:
    """Text without code points that no encoding can write (halves of pairs become `?`)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _published(value: object) -> tuple[datetime | None, str | None]:
    """A stated time of publication as local time, and its grain."""
    try:
        return moments.read(value) or (None, None)
    except (ValueError, OverflowError, OSError) as error:
        raise Unreadable("bad_field", f"`published_at` is {value!r}, not a date or time that is known") from error
