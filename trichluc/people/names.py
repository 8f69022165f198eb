"""Names of people: after a title or polite word, by their family name, and where authors and photographers stand."""

from __future__ import annotations

import re

from trichluc.article import Article
from trichluc.people.aliases import aliases
from trichluc.people.offices import Office
from trichluc.people.short import DOES, after_title, bare, listed
from trichluc.people.signed import authors, credited
from trichluc.people.surroundings import Surroundings, given_names, is_vietnamese, stops
from trichluc.people.words import Name, all_given, capitalised, trimmed
from trichluc.places.gazetteer import country_names, key
from trichluc.text import LOWER, UPPER

_UNCLE_HO = re.compile(r"(?:B[Áá][Cc]|C[Ụụ]) H[Ồồ](?!\w)(?! [A-ZĐ])|Hồ Chủ [Tt]ịch(?!\w)")
_NAMED_AFTER_HIM = re.compile(r"(?:quốc gia|Quốc gia|[Tt]iền phong|TNCS|TNTP|[Cc]ộng sản|TP\.|[Cc]hính trị|[Pp]hố) ?\Z")
_ADDRESSED = ("polite", "case")
_CUE_OF_OFFICE = {"job": "job", "clergy": "case"}
_CUE_OF_KIND = {"work": "job"}
_PAIRED = ("trẻ ", "con ", "đàn ", "nước ")
"""What makes another word of a polite one behind it: `trẻ em`, `nước bạn`."""
_AFTER_CUE = re.compile(r":? ")
_AFTER_ASIDE = re.compile(rf" \([^()\d\n]{{2,40}}\) (?=[{UPPER}][{LOWER}])")
_AFTER_DEGREE = re.compile(r"\.? ?")
_UNIT_BEFORE = re.compile(
    r"(?:tỉnh|huyện|quận|xã|phường|thị trấn|thị xã|thành phố|TP\.?|thôn|bản|ấp) \Z", re.IGNORECASE
)
_FIRM_BEFORE = re.compile(r"(?:TNHH|MTV|DNTN|[Mm]ột thành viên|[Mm]ột [Tt]hành [Vv]iên|[Cc]ổ phần) \Z")
_SECOND_FIRM = re.compile(r"\((?:[Pp]hó )?(?:[Tt]ổng )?[Gg]iám đốc[^()\n]{2,80} và \Z")
_HIDDEN = re.compile(rf"(?:[{UPPER}]\.)+(?:[{UPPER}](?!\w))?(?![{UPPER}{LOWER}])")
_FOREIGN = re.compile(
    rf"[{UPPER}][{LOWER}]+(?:-[{UPPER}{LOWER}]+)+(?: [{UPPER}][{LOWER}]+(?:-[{UPPER}{LOWER}]+)+)+(?!\w)"
)
_GLUED_VERB = re.compile(rf"([{UPPER}][{LOWER}]{{1,5}})(?:cho biết|nói|khẳng định|chia sẻ|trả lời|đã)(?!\w)")
_LONGEST_SYLLABLE = len("Nghiêng")
_BORN_BEHIND = re.compile(r",? \(?(?:sinh (?:năm|ngày)|SN ?\d|\d{2} tuổi|quốc tịch)")
_ROAD_BEHIND = re.compile(rf" và (?:cầu|đường|đại lộ) (?=[{UPPER}])")
_FIRM_ENDS = (" Group", " Holdings", " Corp", " Land", " Bank", " Media", " Logistics", " Tech", " Global")
_SMALL = re.compile(rf" ([{LOWER}]+)")
_HYPHENATED = re.compile(rf"[{UPPER}][{LOWER}]+-([{UPPER}][{LOWER}]+)(?!\w)")
"""A foreign name whose two parts a dash joins (`Somsak-Phommachan`)."""
_NUMBERED = re.compile(r"(?<!\w)\d[\dA-Z/]{0,8} \Z")
_COUNTED_BODY = re.compile(r"(?:khu vực|[A-Z]{2,}|năm|quận|Quận|phường|Phường|[Đđ]ội|khóa|KV|Tổ|tổ) \d{1,4} \Z")
_DATED = re.compile(r"(?:ngày|tháng|năm|quý|sáng|trưa|chiều|tối|lúc) [\d/.-]{1,10} \Z")


def find_names(article: Article, around: Surroundings, offices: list[Office]) -> list[Name]:
    """Names by position, none overlapping another."""
    names = list({name.start: name for name in (*authors(article, around), *credited(article, around))}.values())
    taken = {position for name in names for position in range(name.start, name.end)}
    free_from = 0
    for start, cue in sorted(_candidates(around, offices).items()):
        if start < free_from or start in taken:
            continue
        name = _read(around, start, cue)
        if name:
            names.append(name)
            free_from = name.end
    names.extend(after_title(around, offices, names))
    names = _lengthened(around.text, _shortened(names))
    names.extend(aliases(around, names))
    names.extend(listed(around, names))
    names.extend(bare(around, names))
    return sorted(names, key=lambda name: name.start)


def _lengthened(text: str, names: list[Name]) -> list[Name]:
    """Names with a last syllable in small letters (`Lê Công vinh`), where the article has it with a capital too."""
    texts = {name.text for name in names}
    full = {}
    for name in names:
        small = _SMALL.match(text, name.end) if " " in name.text else None
        if small and (f"{name.text} {small[1].title()}" in texts or _ends_in_small(text, name, small, texts)):
            full[name.start] = name._replace(end=small.end(), text=text[name.start : small.end()])
    return [full.get(name.start, name) for name in names]


def _ends_in_small(text: str, name: Name, small: re.Match[str], texts: set[str]) -> bool:
    """Whether `Lê Thị Minh tâm,` is a whole name: a comma ends it, and the article calls somebody Tâm."""
    closed = text[small.end() : small.end() + 1] == "," and name.text.count(" ") == 2
    if not closed or name.words[1] not in ("Thị", "Văn"):
        return False
    return any(other.rpartition(" ")[2] == small[1].title() for other in texts)


def _shortened(names: list[Name]) -> list[Name]:
    """Names without a last word that opens the next sentence, where the article has the name without it too."""
    texts = {name.text for name in names}
    return [
        name._replace(end=name.start + len(shorter), text=shorter)
        if name.text.count(" ") > 2
        and is_vietnamese(name.words[-1])
        and (shorter := name.text.rpartition(" ")[0]) in texts
        else name
        for name in names
    ]


def _candidates(around: Surroundings, offices: list[Office]) -> dict[int, str]:
    """Where a name may begin, with its cue; a better cue overrides a mere family name."""
    text = around.text
    places = {
        start: "family"
        for start, hit in around.families.items()
        if text[hit[1] : hit[1] + 1] == " " and text[hit[1] + 1 : hit[1] + 2].isupper()
    }
    for office in offices:
        after = _AFTER_ASIDE.match(around.text, office.end) or _AFTER_CUE.match(around.text, office.end)
        if office.kind == "degree":
            after = _AFTER_DEGREE.match(around.text, office.end)
        if after:
            places[after.end()] = _CUE_OF_OFFICE.get(office.kind, "title")
    for start, end, rule in around.cues.values():
        if rule["kind"] == "credit" or around.in_body[start] or around.in_place[start]:
            continue
        if _UNCLE_HO.match(around.text, start):
            places[start] = "uncle"
            continue
        if after := _AFTER_CUE.match(around.text, end):
            addressed = rule["kind"] in _ADDRESSED and not _misread(around, start)
            places[after.end()] = rule["kind"] if addressed else _CUE_OF_KIND.get(rule["kind"], "described")
    return places


def _misread(around: Surroundings, start: int) -> bool:
    """Whether a polite word is part of another (`trẻ em`), or a capital makes it one (`Tiếng Anh`, `191 Bà Triệu`)."""
    text = around.text
    if text.endswith(_PAIRED, 0, start):
        return True
    return text[start].isupper() and text[start - 1 : start] == " " and text[max(0, start - 2)].isalnum()


def _read(around: Surroundings, start: int, cue: str) -> Name | None:
    """The name that begins at `start`, if its words and surroundings make it one."""
    if uncle := _UNCLE_HO.match(around.text, start):
        return Name(start, uncle.end(), uncle[0], cue)
    if around.in_body[start] or around.starts_title(start):
        return None
    text = around.text
    written = (_HIDDEN.match(text, start) if cue in _ADDRESSED else None) or (
        (_FOREIGN.match(text, start) or _joined(around, start)) if cue != "family" else None
    )
    if written:
        return Name(start, written.end(), written[0], cue)
    words = trimmed(around, capitalised(text, start))
    if words and words[0][1] - start > _LONGEST_SYLLABLE and (glued := _glued(text, start, cue)):
        return glued
    if not words or not _acceptable(around, [text[a:b] for a, b in words], words, cue):
        return None
    end = _with_point(text, *words[-1])
    return Name(start, end, text[start:end], cue)


def _glued(text: str, start: int, cue: str) -> Name | None:
    """A given name to which the page glued a verb (`ông Khánhcho biết`)."""
    glued = _GLUED_VERB.match(text, start) if cue in _ADDRESSED else None
    return Name(start, glued.end(1), glued[1], cue) if glued and glued[1] in given_names() else None


def _joined(around: Surroundings, start: int) -> re.Match[str] | None:
    """Two parts of a foreign name with a dash between; no name and what its bearer is (`Tuấn-Giám đốc`)."""
    match = _HYPHENATED.match(around.text, start)
    both = match and not around.starts_title(match.start(1)) and not all(map(is_vietnamese, match[0].split("-")))
    return match if both else None


def _with_point(text: str, start: int, end: int) -> int:
    """The end of a name with the point of its last word, where that is an initial (`Phạm Thị K.`)."""
    hidden = end - start == 1 and text[end : end + 1] == "." and not text[end + 1 : end + 2].isalnum()
    return end + 1 if hidden else end


def _acceptable(around: Surroundings, words: list[str], spans: list[tuple[int, int]], cue: str) -> bool:
    start, end = spans[0][0], spans[-1][1]
    if words[0] in stops() and not (start in around.families or _foreign(words) or _is_called(words, cue)):
        return False
    if len(words) == 1:
        return cue in _ADDRESSED and _single(around, words[0], start, end, cue)
    family = around.families.get(start)
    place = around.place_at.get(start)
    if place and place.char_end >= end:
        return family is not None and (
            cue in _ADDRESSED or (around.is_full_name(start) and _unbound(around, start, cue))
        )
    if _is_a_firms(around.text, start, end):
        return False
    if cue == "title" and _UNIT_BEFORE.search(around.text, max(0, start - 12), start):
        return family is not None and _by_family(around, words, start, end, family[2]["strength"])
    if cue in _ADDRESSED and not any(word.isupper() and len(word) > 1 for word in words):
        return True
    if len(words) < 4 and cue in ("described", "family") and _BORN_BEHIND.match(around.text, end):
        return not around.names_a_thing(start)
    if cue == "title":
        return family is not None or _foreign(words) or _behind_a_country(around, start)
    if cue in ("polite", "case", "job"):
        return family is not None or _foreign(words) or all_given(words[len(words) in (3, 4) :])
    if family is None or (cue == "family" and (around.names_a_thing(start) or _ROAD_BEHIND.match(around.text, end))):
        return False
    if cue == "family" and len(words) == 2 and " ".join(words) in around.place_names:
        return False  # the article has a commune of this name
    return _by_family(around, words, start, end, family[2]["strength"])


def _is_a_firms(text: str, start: int, end: int) -> bool:
    """Whether a firm is named like a person (`Công ty TNHH Lê Ngọc Hân`), also as a second one in a director's brackets."""
    window = max(0, start - 100)
    second = text[end : end + 1] == ")" and _SECOND_FIRM.search(text, window, start)
    if second or text.endswith(_FIRM_ENDS, start, end):
        return True
    return _FIRM_BEFORE.search(text, max(0, start - 20), start) is not None


def _behind_a_country(around: Surroundings, start: int) -> bool:
    """Whether another country, which the office before names, stands right before (`Thủ tướng Campuchia Hun Sen`)."""
    place = around.place_ending_at(start - 1)
    return place is not None and place.canonical != "Việt Nam" and key(place.surface) in country_names()


def _unbound(around: Surroundings, start: int, cue: str) -> bool:
    """Whether neither an address nor a thing's kind stands before the name."""
    return cue == "title" or not (_address(around.text, start) or around.names_a_thing(start))


def _single(around: Surroundings, word: str, start: int, end: int, cue: str) -> bool:
    """A lone given name after a polite word (`ông Dũng`), not the first syllable of a compound (`đối tượng Nhà thầu`)."""
    if start in around.place_at or len(word) < 2 or word.isupper() or around.text[start - 2 : start] == ": ":
        return False
    if any(f"{cue} {word}" in around.place_names for cue in ("Anh", "Bà", "Ông", "Cô", "Cụ")):
        return False
    if not is_vietnamese(word):
        return True
    if around.text[end : end + 1].isupper():
        return False
    known = cue == "polite" or word.title() in given_names() or start in around.families
    return known or (word not in stops() and DOES.match(around.text, end) is not None)


def _is_called(words: list[str], cue: str) -> bool:
    """Whether a word that opens sentences is a given name here (`ông Sáng`)."""
    return cue == "polite" and len(words) == 1 and words[0] in given_names()


def _foreign(words: list[str]) -> bool:
    return not all(map(is_vietnamese, words)) and not any(w.isupper() and len(w) > 1 for w in words)


def _by_family(around: Surroundings, words: list[str], start: int, end: int, strength: str) -> bool:
    """Whether a family name alone makes this a person: common words and place names begin with many of them."""
    text = around.text
    if around.in_place[start] or _address(text, start):
        return False
    if words == ["Hồ", "Chí", "Minh"] and _NAMED_AFTER_HIM.search(text, max(0, start - 12), start):
        return False
    if words[0].isupper() and len(words[0]) > 1 and _in_capitals(text, start, end):
        return False
    rest_given = all_given(words[1:]) or (len(words) > 2 and words[1].capitalize() in ("Thị", "Văn"))
    if len(words) == 2:
        return strength == "sure" and rest_given
    return rest_given or (strength != "weak" and all(map(is_vietnamese, words)))


def _address(text: str, start: int) -> bool:
    """Whether a house number stands before (`38 Trần Quốc Toản`)."""
    window = max(0, start - 20)
    if not _NUMBERED.search(text, window, start):
        return False
    return not (_COUNTED_BODY.search(text, window, start) or _DATED.search(text, window, start))


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words before or after are capitals too, as in a headline."""
    before, after = text[max(0, start - 4) : start].rstrip(" "), text[end : end + 4].strip(" ")
    return before[-1:].isupper() or after[:2].isupper()
