"""Text out of inputs, made harmless for where it is shown: a line of a log or terminal, Markdown, a cell of CSV."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#|~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the head of a formula; full-width signs too, which some turn into the others."""


def printable(text: object) -> str:
    r"""Text in one line, without anything that a terminal would obey.

    >>> printable("a\x1b[31m\nb")
    'a [31m b'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def visible(text: object) -> str:
    r"""Text over as many lines as it has, without anything else that a terminal would obey.

    >>> visible("a\x1b[31m\nb")
    'a�[31m\nb'
    """
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in str(text))


def plain(text: object) -> str:
    r"""Text that Markdown and HTML show as it is, in one line.

    >>> plain("<b>[x](y)|")
    '&lt;b&gt;\\[x\\]\\(y\\)\\|'
    """
    escaped = _MARKUP.sub(r"\\\1", printable(text).replace("&", "&amp;"))
    return escaped.replace("<", "&lt;").replace(">", "&gt;").replace("://", "&#58;//").replace("@", "&#64;")


def cell(value: object) -> object:
    """A value for a cell of CSV: text that a spreadsheet would compute gets an apostrophe, which keeps it text.

    >>> cell("=1+1"), cell(-1), cell("một")
    ("'=1+1", -1, 'một')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
