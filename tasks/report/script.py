"""Rows as scripts: the one door through which text out of articles reaches the report's files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_UNSEEN = dict.fromkeys(
    [*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF], "\ufffd"
)
"""What turns the direction of writing, or is not seen: a page would show another text than the article's."""
_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u00[01][0-9a-f]|[bf])")
"""A control character as JSON writes it: behind an even number of backslashes."""


def literal(value: Any) -> str:
    r"""The value as a JavaScript literal on one line.

    >>> literal(["a\u202eb", "\x1b[1m", "</script>"])
    '["a\ufffdb","\ufffd[1m","<\\/script>"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _CONTROL.sub("\\1\ufffd", text).translate(_UNSEEN).replace("</", "<\\/")


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
