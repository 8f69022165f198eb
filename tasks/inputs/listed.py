"""What listing yields: a record that was located, or one that was unpacked and has yet to be put somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Form = Literal["text", "markdown", "html", "record"]
"""How a record is read: as an article's text, plain or marked up, a page, or a JSON object with the article's fields."""

Row = tuple[Mapping[str, Any], str]
"""A record's fields, and the encoding that they were read in."""

TEXTS = ("text", "html")
"""The fields of a record that its article is read from."""

NO_COLUMNS: Mapping[str, str] = {}


def value_at(record: Mapping[str, Any], name: str, missing: Any = None) -> Any:
    """The record's field of that name; where it has none, the name is a path through its objects.

    >>> value_at({"_source": {"content": "Tin"}}, "_source.content")
    'Tin'
    """
    if name in record:
        return record[name]
    found: Any = record
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return missing
        found = found[part]
    return found


def paths(record: Mapping[str, Any]) -> Iterator[str]:
    """The names of a record's fields, as `value_at` takes them.

    >>> list(paths({"_id": 1, "_source": {"content": "Tin"}}))
    ['_id', '_source.content']
    """
    for name, value in record.items():
        inner = value if isinstance(value, Mapping) else {}
        yield from [f"{name}.{each}" for each in inner] or [name]


@dataclass(frozen=True, slots=True)
class Input:
    """One record: bytes `start` to `stop` of the file `path`.

    `columns` maps the names of a record's fields to ours; `stated` is what its container says of it.
    """

    source_uri: str
    path: str
    start: int
    stop: int
    sha256: str
    article_id: str
    media_type: str
    form: Form = "text"
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the record."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One record out of a container, with its bytes."""

    source_uri: str
    raw: bytes
    media_type: str
    form: Form = "text"
    encoding: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may cost: bytes of one article, and how far containers may unfold.

    A container is refused when what was unpacked passes `ratio` times its size and `unpacked_bytes`; archives in
    archives are opened `depth` deep, and the first `members` of one archive are read.
    """

    article_bytes: int
    ratio: int = 200
    unpacked_bytes: int = 256 << 20
    depth: int = 3
    members: int = 1_000_000
