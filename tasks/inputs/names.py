"""Addresses: a path as part of a `source_uri`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote


def address(relative: str) -> str:
    r"""A file's path as `source_uri`: as it is, but with what is no printable character percent-encoded.

    >>> address("Tin tức/a\nb.txt")
    'Tin tức/a%0Ab.txt'
    """
    safe = (c if c.isprintable() and c not in "%#" else quote(c.encode("utf-8", "surrogateescape")) for c in relative)
    return "".join(safe)


def containers(uri: str) -> Iterator[str]:
    """The addresses of the folders and containers that an address lies in.

    >>> list(containers("a/b.zip#c.txt"))
    ['a', 'a/b.zip']
    """
    return (uri[:end] for end, character in enumerate(uri) if character in "/#")


def is_hidden(relative: str) -> bool:
    """Whether a path is no input by its name: it, or a folder on the way, begins with a dot, or holds a Mac's notes."""
    parts = PurePosixPath(relative.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


_PASSWORD = re.compile(r"\A([A-Za-z][\w+.\-]*:/+[^/?#@:]*:)(?!\d+(?:[/?#]|\Z))[^?#]*@")
_TOKEN = re.compile(r"(?i)\A(https?:/+)[^/?#@:]+@")
_SECRET = re.compile(
    r"(?i)([?&](?:[\w.\-]*(?:secret|password|token|signature|credential|(?:api|access).?key)[\w.\-]*|sig)=)[^&]*"
)


def without_secrets(url: str) -> str:
    """A URL as it may be shown: passwords and secret parameters in it are left out.

    >>> without_secrets("s3://key:secret@bucket/a"), without_secrets("hdfs://host:8020/a@b")
    ('s3://key:…@bucket/a', 'hdfs://host:8020/a@b')
    >>> without_secrets("https://token@host/a?X-Amz-Signature=1f&v=2")
    'https://…@host/a?X-Amz-Signature=…&v=2'
    """
    return _SECRET.sub(r"\1…", _TOKEN.sub(r"\1…@", _PASSWORD.sub(r"\1…@", url)))
