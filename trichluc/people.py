"""People: names, and the ranks, offices and honours that the text gives them."""

from __future__ import annotations

from trichluc.article import Mention, Role
from trichluc.scan import Scan


def find(scan: Scan, organisations: list[Mention], places: list[Mention]) -> tuple[list[Mention], list[Role]]:
    """PERSON mentions by position, and their roles with the body each is held in."""
    return [], []
