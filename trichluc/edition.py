"""Which engine read an article: its version, and a fingerprint of its code and rules.

An added rule changes what comes out, so that it must change the version that the ledger compares, or unchanged
articles would stay as they were read before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from trichluc import __version__

READ = (".py", ".csv", ".yml")


def engine_version() -> str:
    """Such as `0.1.0+1f2e3d4c`; the same on every machine that runs the same code."""
    return f"{__version__}+{fingerprint('trichluc')}"


@cache
def fingerprint(package: str) -> str:
    """Eight hexadecimal digits of a package's code and rules, in its own folder and all below."""
    digest = hashlib.sha256()
    for name, content in sorted(_contents(files(package), "")):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:8]


def _contents(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _contents(entry, name)
        elif name.endswith(READ):
            yield name, entry.read_bytes()
