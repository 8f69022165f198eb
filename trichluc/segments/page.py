"""A page as stretches: its lines, and the parts of lines that hold two things."""

from __future__ import annotations

from dataclasses import dataclass

BOILERPLATE = "boilerplate"


@dataclass(slots=True)
class Stretch:
    """A line, or a part of one, without blanks around it. `gap`: line ends before it (0: on the same line).

    `role` is None until it is known.
    """

    start: int
    text: str
    gap: int
    role: str | None = None

    @property
    def end(self) -> int:
        """One past its last character, in the article's text."""
        return self.start + len(self.text)


Page = list[Stretch]


def read(text: str) -> Page:
    """The lines of a text that are not blank.

    >>> [(s.start, s.text, s.gap) for s in read("a\\n\\n b \\n")]
    [(0, 'a', 0), (4, 'b', 2)]
    """
    page: Page = []
    start = gap = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            page.append(Stretch(start + line.index(bare[0]), bare, gap))
            gap = 0
        start += len(line) + 1
        gap += 1
    return page


def divide(page: Page, index: int, *cuts: int) -> None:
    """Cut the stretch at `index` before these characters of its text; empty parts vanish, the role is kept by none."""
    whole = page[index]
    if not cuts:
        return
    parts: Page = []
    for start, end in zip((0, *cuts), (*cuts, len(whole.text)), strict=True):
        part = whole.text[start:end]
        bare = part.strip()
        if bare:
            offset = start + len(part) - len(part.lstrip())
            parts.append(Stretch(whole.start + offset, bare, 0 if parts else whole.gap))
    page[index : index + 1] = parts or [whole]


def is_open(stretch: Stretch) -> bool:
    """Whether nothing is decided about it yet."""
    return stretch.role is None


def next_open(page: Page, index: int) -> int:
    """Index of the first undecided stretch from `index` on, or the length of the page."""
    while index < len(page) and page[index].role is not None:
        index += 1
    return index
