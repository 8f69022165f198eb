"""One listed record, opened: bytes to text, and what a record states about itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from schemas.rejections import Rejection
from tasks.inputs.find import Input
from tasks.inputs.reasons import rejection
from trichluc.article import RawArticle

STATED = ("title", "author", "section", "outlet")
"""Fields of a record that are trusted over what the text says."""


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
            rejections.append(rejection(listed.source_uri, obstacle.reason, obstacle.found, sha256=listed.sha256))
    return articles, rejections


def _bytes(listed: Input) -> bytes:
    try:
        with open(listed.path, "rb") as stream:
            stream.seek(listed.start)
            return stream.read(listed.size)
    except OSError as error:
        raise Unreadable("unreadable", error.strerror or error) from error


def _article(listed: Input, raw: bytes) -> RawArticle:
    text = decode(raw)
    article = RawArticle(
        listed.source_uri, text, listed.article_id, listed.sha256, len(raw), media_type=listed.media_type
    )
    if listed.media_type != "text/plain":
        _apply_record(article, text)
    if not article.text.strip("\ufeff \t\r\n\u00a0\u200b"):
        raise Unreadable("empty")
    return article


def decode(raw: bytes) -> str:
    """The text of UTF-8 bytes; raises `Unreadable` for anything else."""
    if b"\0" in raw[:65536]:
        raise Unreadable("binary", "it holds zero bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in raw[:4096])
        if odd > len(raw[:4096]) // 20:
            raise Unreadable("binary", "it holds control characters") from error
        raise Unreadable("broken_encoding", f"byte {raw[error.start]:#04x} at position {error.start}") from error


def _apply_record(article: RawArticle, line: str) -> None:
    """Set what a JSON record states; raises `Unreadable` where it is no record of an article."""
    record = _parse(line)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("no_text", ", ".join(map(str, record)) or "no fields")
    article.text = text.encode("utf-8", "replace").decode("utf-8")
    identity = record.get("id")
    article.external_id = None if identity is None else str(identity)
    for name in STATED:
        setattr(article, name, _string(record, name))
    article.published_at, article.published_grain = _published(record.get("published_at"))


def _parse(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable("bad_json", error) from error
    if not isinstance(record, dict):
        raise Unreadable("bad_json", f"a {type(record).__name__}")
    return record


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unreadable("bad_field", f"`{name}` is a {type(value).__name__}, not a string")
    return value.encode("utf-8", "replace").decode("utf-8")


def _published(value: object) -> tuple[datetime | None, str | None]:
    """A stated time of publication as local time, and its grain; a bare date is a day."""
    if value is None or value == "":
        return None, None
    try:
        stated = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Unreadable("bad_field", f"`published_at` is {value!r}, not an ISO date or time") from error
    if stated.tzinfo is not None:
        from zoneinfo import ZoneInfo

        stated = stated.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).replace(tzinfo=None)
    bare = len(str(value)) == len(date.min.isoformat())
    return stated, "day" if bare else "minute"
