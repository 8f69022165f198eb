"""Which edition of the engine a run reads with: its version, and a fingerprint of what the user adds to it.

Other rules or other names of columns change what comes out of an input that is itself unchanged: as part of the
version in the ledger they make the next run read such inputs again, without being told to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from trichluc.edition import engine_version
from trichluc.segments.furniture import BadRule


def edition(rules: Path | None, columns: Mapping[str, str]) -> str:
    """The engine version of a run with a user's own furniture rules and names of columns.

    Raises BadRule where the file of rules cannot be opened.
    """
    try:
        own = rules.read_bytes() if rules else b""
    except OSError as error:
        raise BadRule(f"{rules}: {error}") from error
    named = json.dumps(sorted(columns.items()), ensure_ascii=False).encode() if columns else b""
    return engine_version(b"\0".join((own, named)) if own or named else b"")
