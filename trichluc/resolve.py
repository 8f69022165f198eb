"""Resolution: which body `Tổng cục`, which place `Thành phố`, which person `ông Dũng` is, in this article."""

from __future__ import annotations

from trichluc import organisations, people, places
from trichluc.article import Article, Mention
from trichluc.scan import Scan


def mentions(article: Article, scan: Scan, found: list[Mention]) -> list[Mention]:
    """All mentions by position, with `canonical`, `resolution`, `nested` and `entity_id` settled.

    Places come first (a body's missing place is one of them), then bodies, then people (their offices name bodies).
    """
    remaining = people.outrank(found)
    others = sorted([mention for mention in remaining if mention.type != "LOC"], key=_by_position)
    bodies = [mention for mention in others if mention.type == "ORG"]
    found_places = [mention for mention in remaining if mention.type == "LOC"]
    located = places.resolve(article, scan, found_places, bodies)
    ordered = sorted([*others, *located], key=_by_position)
    nest(located, bodies)
    kept = organisations.resolve(article, scan, bodies, located)
    people.resolve(article, scan, [mention for mention in ordered if mention.type == "PERSON"])
    return ordered if len(kept) == len(bodies) else leave_out(article, ordered, bodies, kept)


def _by_position(mention: Mention) -> tuple[int, int, str]:
    return mention.char_start, -mention.char_end, mention.type


def leave_out(article: Article, ordered: list[Mention], bodies: list[Mention], kept: list[Mention]) -> list[Mention]:
    """The mentions without the bodies that stand for nothing in this article; no role is held in such a body."""
    left_out = {id(body) for body in bodies} - {id(body) for body in kept}
    for role in article.roles:
        if role.body is not None and id(role.body) in left_out:
            role.body = None
    return [mention for mention in ordered if id(mention) not in left_out]


def nest(located: list[Mention], bodies: list[Mention]) -> None:
    """Mark the places that are named inside a body's name."""
    inside = iter(bodies)
    body = next(inside, None)
    for place in located:
        while body is not None and body.char_end <= place.char_start:
            body = next(inside, None)
        place.nested = body is not None and body.char_start <= place.char_start and place.char_end <= body.char_end
