"""Bodies of which a list says the head noun once: `các bộ: Y tế; Công Thương`, `các sở Tài chính, Nội vụ`."""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import Affiliation
from trichluc.organisations.parts import Body, Part, compose, field_of, head_of
from trichluc.scan import Hit

_OPENS = re.compile(r"(?:, (?:ban, )?ngành)? ?: ?")
_NEXT = re.compile(r" ?[;,–-] ?(?:và )?| và ")


class Plurals(Affiliation):
    """Reads the bodies of a list behind its plural head noun."""

    def listed(self, plural: Hit) -> list[Body]:
        """The bodies behind the plural, two or more; each is called by its field, and its head noun has no width.

        Without a colon the first of them is called by the noun too (`các` + `sở Tài chính`, `Nội vụ`).
        """
        opens = _OPENS.match(self.text, plural[1])
        bodies: list[Body] = []
        at = opens.end() if opens else plural[1] + 1
        noun = 0 if opens else self.text.rindex(" ", plural[0], plural[1]) + 1
        while (field := self.fields.get(at)) and self.text[at].isupper():
            bodies.append(self._named(plural, field, noun if not bodies else 0))
            following = _NEXT.match(self.text, field[1])
            at = following.end() if following else -1
        return bodies if len(bodies) > 1 else []

    def _named(self, plural: Hit, field: Hit, start: int) -> Body:
        at, end, rule = field
        head, known, start = head_of(plural[2]), field_of(rule), start or at
        noun = Part(start, plural[1] if start < at else start, "head", head.canonical, head)
        parts = [noun, Part(at, end, "field", known.canonical[0].upper() + known.canonical[1:], field=known)]
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)
