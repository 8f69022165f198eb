"""Which edition of the engine a run reads with: its version, and a fingerprint of what stands before and behind it.

The loader, the libraries that turn bytes and pages into text, what the row gate expects, a user's own rules and names of
columns: each changes what comes out of an input that is itself unchanged. As part of the version in the ledger they
make the next run read such inputs again, without being told to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from trichluc.edition import engine_version, fingerprint
from trichluc.segments.furniture import BadRule

PACKAGES = ("tasks.inputs", "schemas")
LIBRARIES = ("charset-normalizer", "htmldate", "lunar-vn", "lxml", "markdown-it-py", "pyyaml", "trafilatura", "warcio")
"""Distributions whose version may change what is read out of an input."""


def edition(rules: Path | None, columns: Mapping[str, str]) -> str:
    """Such as `0.1.0+1f2e3d4c.5b6a7988`, of a run with a user's own furniture rules and names of columns.

    Raises BadRule where the file of rules cannot be opened.
    """
    try:
        own = rules.read_bytes() if rules else b""
    except OSError as error:
        raise BadRule(f"{rules}: {error}") from error
    code = [fingerprint(name) for name in PACKAGES], [version(name) for name in LIBRARIES]
    said = repr((code, own, sorted(columns.items())))
    return f"{engine_version()}.{hashlib.sha256(said.encode()).hexdigest()[:8]}"
