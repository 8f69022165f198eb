"""Rows as scripts: the one door through which text out of articles reaches the report's files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What turns the direction of writing, or is not seen: a page would show another text than the article's."""
_ESCAPE = re.compile(r"\\(?:u00[01][0-9a-f]|.)")
"""What JSON writes with a backslash, controls among it; one after another, so that no second half is taken for a first."""


def literal(value: Any) -> str:
    r"""The value as a JavaScript literal on one line.

    >>> literal(["a\u202eb", "\x1b[1m", "</script>"])
    '["a\ufffdb","\ufffd[1m","<\\/script>"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _UNSEEN.sub("\ufffd", _ESCAPE.sub(_visible, text)).replace("</", "<\\/")


def _visible(escape: re.Match[str]) -> str:
    return "\ufffd" if len(escape[0]) > 2 or escape[0][1] in "bf" else escape[0]


def call(function: str, *arguments: Any) -> str:
    """A script that hands the arguments over to the page."""
    return f"TL.{function}({','.join(map(literal, arguments))});\n"


def write_call(path: Path, function: str, *arguments: Any) -> None:
    """Write such a script, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(call(function, *arguments), encoding="utf-8")


def write_rows(path: Path, function: str, name: object, number: object, rows: Iterable[Any]) -> None:
    """Write a script that hands over rows, one a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(map(literal, rows))
    path.write_text(f"TL.{function}({literal(name)},{literal(number)},[\n{lines}\n]);\n", encoding="utf-8")
