"""What may stand for a body that the article names in full, and whether two names are one body's."""

from __future__ import annotations

from trichluc.organisations.naming import branch, province_of, short_names, stem, unit_of
from trichluc.organisations.parts import Part

_GENERAL = ("Trường", "Bệnh viện", "Công ty", "Ngân hàng", "Ủy ban", "Đại học")
"""Head nouns that stand for any of their kinds (`Trường` for a `Trường Đại học`)."""
_CENTRAL = ("Ủy ban Kiểm tra", "Ban Dân vận", "Ban Tuyên giáo", "Ban Nội chính", "Ban Kinh tế")
_OF_PARTY = " Trung ương Đảng"
"""Bodies of the Party's centre that are called so without it afterwards (`Ban Dân vận`), and what is left out."""
_SITE_WORDS = frozenset(["cửa", "khẩu", "quốc", "tế"])


def stand_ins(group: list[Part]) -> set[str]:
    """What may stand for a body that is named in full: the name without its place, with its unit, its head noun."""
    noun, core, unit = group[0].canonical, stem(group), unit_of(group)
    keys = {core, f"{core} {unit}"} if unit else {core}
    if group[0].head and group[0].head.needs:
        keys.add(noun)
    if noun.startswith(_CENTRAL) and _OF_PARTY in noun:
        keys.add(noun[: noun.index(_OF_PARTY)])
    if group[0].head and "firm" in group[0].head.takes and group[-1].role == "number":
        keys.add(stem(group[:-1]))
    if noun.startswith(_GENERAL):
        keys.update([general for general in _GENERAL if noun.startswith(general)])
    if short := province_of(group) or (group[0].head and group[0].head.level == "branch" and branch(group)):
        keys.add(short)
    return keys | short_names(group)


def is_variant(name: str, other: str) -> bool:
    """Whether two names are one body's, one of them saying less."""
    return name.startswith(other) or other.startswith(name) or is_at_site(name, other) or is_at_site(other, name)


def is_at_site(name: str, full: str) -> bool:
    """Whether `full` is `name` with the words for the site alone between (`Chi cục Hải quan` + `cửa khẩu` + `Lao Bảo`)."""
    words, own = full.split(), iter(name.split())
    awaited, more = next(own, ""), []
    for word in words:
        if word == awaited:
            awaited = next(own, "")
        else:
            more.append(word)
    return not awaited and bool(more) and _SITE_WORDS.issuperset(more)
