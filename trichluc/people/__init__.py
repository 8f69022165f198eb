"""People: where the text names one, and the ranks, offices, honours and degrees that it gives them there."""

from __future__ import annotations

from trichluc.article import Article, Mention, Role
from trichluc.people.canonical import outrank, resolve
from trichluc.people.names import find_names
from trichluc.people.offices import find_offices
from trichluc.people.roles import assign
from trichluc.people.surroundings import Surroundings
from trichluc.people.words import Name
from trichluc.scan import Scan

__all__ = ["find", "outrank", "resolve"]


def find(
    article: Article, scan: Scan, organisations: list[Mention], places: list[Mention]
) -> tuple[list[Mention], list[Role]]:
    """People, and what the text says they are; names inside those of bodies and places are left alone.

    The canonical name is the name as written until `resolve` has seen all mentions of the article.
    """
    around = Surroundings(scan, organisations, places)
    offices = find_offices(around)
    names = find_names(article, around, offices)
    people = [_mention(name) for name in names]
    return people, assign(around, people, offices)


def _mention(name: Name) -> Mention:
    return Mention("PERSON", name.start, name.end, name.text, name.text)
