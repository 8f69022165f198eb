"""Further mentions of a campaign that the article has named: they need no campaign word."""

from __future__ import annotations

import re
from bisect import bisect_left

from ahocorasick_rs import AhoCorasick, MatchKind

from trichluc.article import Campaign

# What makes a campaign of a phrase that may also be meant literally.
INTRODUCED = re.compile(
    r"[“\"]\Z|(?:phong trào|cuộc vận động|chương trình|chiến dịch|giải|hội thi|cuộc thi|đẩy mạnh)(?: thi đua| việc)?\s\Z",
    re.IGNORECASE,
)
WORD = "phong trào "
_FUND = re.compile(r"quỹ\s[“\"]?\Z", re.IGNORECASE)


def mentioned_again(campaigns: list[Campaign], text: str) -> list[Campaign]:
    """Further mentions of the names found, in any case: a name once given needs no campaign word again."""
    names = {c.name.lower(): c for c in reversed(campaigns) if c.form != "commemoration" and c.name.count(" ") >= 2}
    lowered = text.lower() if names else ""
    if len(lowered) != len(text):
        return []
    known_names = list(names.values())
    automaton = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    taken, further = [(c.char_start, c.char_end) for c in campaigns], []
    for pattern, start, end in automaton.find_matches_as_indexes(lowered):
        at = bisect_left(taken, (end, 0)) - 1
        whole = not lowered[start - 1 : start].isalnum() and not lowered[end : end + 1].isalnum()
        known = known_names[pattern]
        literal = (
            text[start].islower() and known.name[0].isupper() and not INTRODUCED.search(text, max(0, start - 40), start)
        )
        fund = whole and _FUND.search(text, max(0, start - 6), start)
        if whole and not literal and not fund and (at < 0 or taken[at][1] <= start):
            further.append(Campaign(start, end, "", known.name, known.form))
    return further
