"""Bodies of which a list says the head noun once: `các bộ: Y tế; Công Thương`, `các sở: Tài chính, Nội vụ`."""

from __future__ import annotations

import re

from trichluc.organisations.affiliation import Affiliation
from trichluc.organisations.parts import Body, Part, compose, field_of, head_of
from trichluc.scan import Hit

_OPENS = re.compile(r"(?:, (?:ban, )?ngành)? ?: ?")
_NEXT = re.compile(r" ?[;,] ?(?:và )?| và ")


class Plurals(Affiliation):
    """Reads the bodies of a list behind its plural head noun."""

    def listed(self, plural: Hit) -> list[Body]:
        """The bodies behind the colon, two or more; each is called by its field, and its head noun has no width."""
        opens, bodies = _OPENS.match(self.text, plural[1]), []
        at = opens.end() if opens else -1
        while (field := self.fields.get(at)) and self.text[at].isupper():
            bodies.append(self._named(plural, field))
            following = _NEXT.match(self.text, field[1])
            at = following.end() if following else -1
        return bodies if len(bodies) > 1 else []

    def _named(self, plural: Hit, field: Hit) -> Body:
        start, end, rule = field
        head, known = head_of(plural[2]), field_of(rule)
        noun = Part(start, start, "head", head.canonical, head)
        parts = [noun, Part(start, end, "field", known.canonical[0].upper() + known.canonical[1:], field=known)]
        return Body("ORG", start, end, self.text[start:end], compose(parts), parts=parts)
