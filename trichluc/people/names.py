"""Names of people: after a title or polite word, by their family name, and where authors and photographers stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trichluc.article import Article
from trichluc.people.offices import Office
from trichluc.people.surroundings import CAPITALS, WORD, Surroundings, given_names, is_vietnamese, stops
from trichluc.text import LOWER, UPPER

MOST_WORDS = 5
_INITIALS = re.compile(rf"(?:[{UPPER}]{{1,2}}\. ?){{1,3}}(?:[{UPPER}][{LOWER}]+|[{UPPER}]+)(?![{LOWER}{UPPER}])")
_UNCLE_HO = re.compile(r"(?:B[Áá][Cc]|C[Ụụ]) H[Ồồ](?!\w)(?! [A-ZĐ])")
_NAMED_AFTER_HIM = re.compile(r"(?:quốc gia|Quốc gia|[Tt]iền phong|TNCS|TNTP|[Cc]ộng sản|TP\.|[Cc]hính trị|[Pp]hố) ?\Z")
_AGENCY = re.compile(r"[A-Z]{2,8}[/-] ?")
_DATED = re.compile(r"(?:ngày|tháng|năm|quý|sáng|trưa|chiều|tối|lúc) [\d/.-]{1,10} \Z")
_AFTER_CUE = re.compile(r":? ")
_CLOSING = re.compile(rf"[{LOWER}.…!?)”] ?([{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,3}})\Z")
_DAY = re.compile(r" (?:nay|qua|mai|ngày|\d)")
_GOES_ON = re.compile(rf" [{LOWER}\d]|:")
_UNIT_BEFORE = re.compile(
    r"(?:tỉnh|huyện|quận|xã|phường|thị trấn|thị xã|thành phố|TP\.?|thôn|bản|ấp) \Z", re.IGNORECASE
)
_BARE_BEFORE = re.compile(rf"(?:(?<!\w)[{LOWER}]+,?|[.:;!?…”\"]|\d) [“\"(]?\Z|\n\Z")
_DOES = re.compile(
    r"[,.;)”]| (?:đã|là|khai|nói|cho|được|bị|cùng|cũng|còn|không|đưa|nhờ|đi|về|ký|có|liền|phải|thuê|biết|bàn|gọi|và|với"
    r"|thì|để|nên|mua|bán|nhận|tiếp|chỉ|đều|lại|sẽ|vẫn|đang|từng|trả|chi|giao|hỏi|xin|làm|vào|ra|đến|tới|mới|cầm|dùng"
    r"|bảo|kể|tự|rất|đòi|thêm|đứng|ở|trong|khi|mà|tại|từ|theo|như|do|một|cả|này|đó|sau|rủ|lên|thừa|chuyển|tham|tuyên"
    r"|thường)(?!\w)"
)
_AFTER_DEGREE = re.compile(r"\.? ?")
_AFTER_CREDIT = re.compile(r" ?: ?")
_NUMBERED = re.compile(r"(?<!\w)\d[\dA-Z/]{0,8} \Z")
_COUNTED_BODY = re.compile(r"(?:khu vực|[A-Z]{2,}|năm|quận|Quận|phường|Phường|[Đđ]ội|khóa|KV|Tổ|tổ) \d{1,4} \Z")
_SEPARATOR = re.compile(r" ?[-,/&+;|] ?| và |\s+\(|\n+")
AUTHOR_ROLES = ("byline", "signature")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text; `cue` is what gave it away: polite, title, described, family, credit, author."""

    start: int
    end: int
    text: str
    cue: str

    @property
    def words(self) -> list[str]:
        """The name's syllables."""
        return self.text.split(" ")


def find_names(article: Article, around: Surroundings, offices: list[Office]) -> list[Name]:
    """Names by position, none overlapping another."""
    names = list({name.start: name for name in (*_authors(article, around), *_credited(around))}.values())
    taken = {position for name in names for position in range(name.start, name.end)}
    free_from = 0
    for start, cue in sorted(_candidates(around, offices).items()):
        if start < free_from or start in taken:
            continue
        name = _read(around, start, cue)
        if name:
            names.append(name)
            free_from = name.end
    names.extend(_single_after_title(around, offices, names))
    names = _shortened(names)
    names.extend(_bare(around, names))
    return sorted(names, key=lambda name: name.start)


def _shortened(names: list[Name]) -> list[Name]:
    """Names without a last word that opens the next sentence, where the article has the name without it too."""
    texts = {name.text for name in names}
    return [
        replace(name, end=name.start + len(shorter), text=shorter)
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
        after = _AFTER_CUE.match(around.text, office.end)
        if office.kind == "degree":
            after = _AFTER_DEGREE.match(around.text, office.end)
        if after:
            places[after.end()] = "title"
    for start, end, rule in around.cues.values():
        if rule["kind"] == "credit" or around.in_body[start] or around.in_place[start]:
            continue
        if _UNCLE_HO.match(around.text, start):
            places[start] = "uncle"
            continue
        if after := _AFTER_CUE.match(around.text, end):
            polite = rule["kind"] in ("polite", "case") and not _misread(around, start)
            places[after.end()] = "polite" if polite else "described"
    return places


def _misread(around: Surroundings, start: int) -> bool:
    """Whether a polite word with a capital in the middle of a sentence is something else (`Tiếng Anh`, `191 Bà Triệu`)."""
    text = around.text
    return text[start].isupper() and text[start - 1 : start] == " " and text[max(0, start - 2)].isalnum()


def _read(around: Surroundings, start: int, cue: str) -> Name | None:
    """The name that begins at `start`, if its words and surroundings make it one."""
    if uncle := _UNCLE_HO.match(around.text, start):
        return Name(start, uncle.end(), uncle[0], cue)
    if around.in_body[start] or around.starts_title(start):
        return None
    words = _trim(around, _capitalised(around.text, start))
    if not words:
        return None
    texts = [around.text[a:b] for a, b in words]
    if not _acceptable(around, texts, words, cue):
        return None
    end = words[-1][1]
    return Name(start, end, around.text[start:end], cue)


def _capitalised(text: str, start: int, glued: bool = False) -> list[tuple[int, int]]:
    """Spans of the capitalised words from `start` on, one blank between them; all in capitals if the first is.

    A word that a digit follows is no name (`Formosa1`), unless a date may be glued to it.
    """
    first = CAPITALS.match(text, start)
    shape = CAPITALS if first and len(first[0]) > 1 else WORD
    spans: list[tuple[int, int]] = []
    match = shape.match(text, start)
    while match and len(spans) <= MOST_WORDS:
        end = match.end()
        if text[end : end + 1].isdigit() and not glued:
            break
        spans.append((match.start(), end))
        if text[end : end + 1] != " ":
            break
        match = shape.match(text, end + 1)
        if match and shape is WORD and len(match[0]) == 1 and text[match.end() : match.end() + 1].isupper():
            break  # an abbreviation in capitals
    return spans


def _trim(around: Surroundings, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words up to where another thing begins: an office, a body, a place, a new sentence."""
    for index, (start, end) in enumerate(words):
        if index == 0:
            continue
        if _breaks_off(around, start, end, index):
            return words[:index]
        place = around.place_at.get(start)
        if place and (place.char_end > words[-1][1] or index > 2 or len(words) > 4):
            return words[:index]
    if len(words) > MOST_WORDS:
        return []
    return words


def _breaks_off(around: Surroundings, start: int, end: int, index: int) -> bool:
    """Whether the word at `start` begins something else. Words that are given names too (`Sáng`, `Anh`) may go on."""
    word = around.text[start:end]
    if around.in_body[start]:
        return True
    doubtful = word.capitalize() in given_names()
    if around.starts_title(start):
        return not doubtful or around.title_end(start) > end or around.looks_like_name(end + 1)
    if word.capitalize() not in stops() or not _GOES_ON.match(around.text, end):
        return False
    return not doubtful or index > 2 or _DAY.match(around.text, end) is not None


def _acceptable(around: Surroundings, words: list[str], spans: list[tuple[int, int]], cue: str) -> bool:
    start, end = spans[0][0], spans[-1][1]
    if words[0] in stops() and start not in around.families and not _foreign(words):
        return False
    if len(words) == 1:
        return cue == "polite" and _single(around, words[0], start, end)
    family = around.families.get(start)
    place = around.place_at.get(start)
    if place and place.char_end >= end:
        return family is not None and (cue == "polite" or (around.is_full_name(start) and _unbound(around, start, cue)))
    if cue == "title" and _UNIT_BEFORE.search(around.text, max(0, start - 12), start):
        return family is not None and len(words) > 2 and _by_family(around, words, start, end, family[2]["strength"])
    if cue in ("polite", "title"):
        return family is not None or _foreign(words) or (cue == "polite" and _given(words))
    if family is None or (cue == "family" and around.names_a_thing(start)):
        return False
    return _by_family(around, words, start, end, family[2]["strength"])


def _unbound(around: Surroundings, start: int, cue: str) -> bool:
    """Whether neither an address nor a thing's kind stands before the name."""
    return cue == "title" or not (_address(around.text, start) or around.names_a_thing(start))


def _single(around: Surroundings, word: str, start: int, end: int) -> bool:
    """A lone given name after a polite word (`ông Dũng`), not the first syllable of a compound."""
    if start in around.place_at or len(word) < 2 or word.isupper() or around.text[start - 2 : start] == ": ":
        return False
    if any(f"{cue} {word}" in around.place_names for cue in ("Anh", "Bà", "Ông", "Cô", "Cụ")):
        return False
    if not is_vietnamese(word):
        return True
    if around.text[end : end + 1].isupper():
        return False
    known = word.title() in given_names() or start in around.families
    return known or (word not in stops() and _DOES.match(around.text, end) is not None)


def _foreign(words: list[str]) -> bool:
    return not all(map(is_vietnamese, words)) and not any(w.isupper() and len(w) > 1 for w in words)


def _given(words: list[str]) -> bool:
    known = given_names()
    return all(word.capitalize() in known for word in words)


def _by_family(around: Surroundings, words: list[str], start: int, end: int, strength: str) -> bool:
    """Whether a family name alone makes this a person: common words and place names begin with many of them."""
    text = around.text
    if around.in_place[start] or _address(text, start):
        return False
    if words == ["Hồ", "Chí", "Minh"] and _NAMED_AFTER_HIM.search(text, max(0, start - 12), start):
        return False
    if words[0].isupper() and len(words[0]) > 1 and _in_capitals(text, start, end):
        return False
    rest_given = _given(words[1:]) or (len(words) > 2 and words[1].capitalize() in ("Thị", "Văn"))
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


def _single_after_title(around: Surroundings, offices: list[Office], names: list[Name]) -> list[Name]:
    """`Thứ trưởng Hải` where the article names a Hải in full."""
    given = {name.words[-1] for name in names if len(name.words) > 1}
    found = []
    for office in offices:
        if office.kind in ("honour", "clergy"):
            continue
        match = WORD.match(around.text, office.end + 1) if around.text[office.end : office.end + 1] == " " else None
        if match and match[0] in given and not around.in_body[match.start()]:
            following = around.text[match.end() : match.end() + 2]
            if not following[1:].isupper():
                found.append(Name(match.start(), match.end(), match[0], "title"))
    starts = {name.start for name in names}
    return [name for name in found if name.start not in starts]


def _bare(around: Surroundings, names: list[Name]) -> list[Name]:
    """A given name alone (`Thịnh khai …`), in an article that names the person in full, as reports of trials do."""
    given = {name.words[-1] for name in names if len(name.words) > 2 and name.cue in ("family", "described")}
    given = {word for word in given - stops() if len(word) > 1}
    if not given:
        return []
    taken = bytearray(len(around.text) + 1)
    for name in names:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    return [
        Name(start, end, around.text[start:end], "bare")
        for start, end in around.scan.capitals
        if around.text[start:end] in given and not taken[start] and _stands_alone(around, start, end)
    ]


def _stands_alone(around: Surroundings, start: int, end: int) -> bool:
    """Whether a word in the middle of a sentence is neither part of a longer name nor of a compound."""
    text = around.text
    if around.in_body[start] or around.in_place[start] or start in around.titles:
        return False
    return _BARE_BEFORE.search(text, max(0, start - 10), start) is not None and _DOES.match(text, end) is not None


def _credited(around: Surroundings) -> list[Name]:
    """Photographers and writers after `Ảnh:`, `Tin, ảnh:`; an agency before a stroke is passed over."""
    found = []
    for _, end, rule in around.cues.values():
        if rule["kind"] != "credit":
            continue
        after = _AFTER_CREDIT.match(around.text, end)
        if after is None:
            if initials := _INITIALS.match(around.text, end + 1):
                found.append(Name(end + 1, initials.end(), initials[0], "credit"))
            continue
        agency = _AGENCY.match(around.text, after.end())
        name = _signed(around, agency.end() if agency else after.end(), "credit")
        if name:
            found.append(name)
    return found


def _authors(article: Article, around: Surroundings) -> list[Name]:
    """The names in bylines and signatures, where any capitalised words are one."""
    found = _closing(around)
    for segment in article.segments:
        if segment.role not in AUTHOR_ROLES:
            continue
        start, stop = segment.char_start, min(segment.char_end, segment.char_start + 200)
        position = start
        while position < stop:
            name = _signed(around, position, "author")
            if name and name.end <= stop:
                found.append(name)
                position = name.end
            separator = _SEPARATOR.search(around.text, position, stop)
            if separator is None:
                break
            position = separator.end()
    return found


def _closing(around: Surroundings) -> list[Name]:
    """A name in capitals that ends the text without a line of its own."""
    match = _CLOSING.search(around.text.rstrip()[-40:])
    if match is None or not _given(match[1].split(" ")[-1:]):
        return []
    start = len(around.text.rstrip()) - len(match[1])
    name = _signed(around, start, "author")
    return [name] if name and name.text == match[1] else []


def _signed(around: Surroundings, start: int, cue: str) -> Name | None:
    """A name where one must stand: two to four capitalised words, or initials and a word."""
    text = around.text
    if initials := _INITIALS.match(text, start):
        return Name(start, initials.end(), initials[0], cue)
    if around.starts_title(start) or around.in_body[start]:
        return None
    words = _trim(around, _capitalised(text, start, glued=cue == "author"))
    texts = [text[a:b] for a, b in words]
    if not 2 <= len(words) <= 4 or any(word in stops() for word in texts):
        return None
    if len(words) > 2 and start not in around.families and not _given(texts[:1]):
        return None
    if not all(is_vietnamese(word) for word in texts if word.isupper()):
        return None
    end = words[-1][1]
    if text[end : end + 1] == " " and text[end + 1 : end + 2].islower() and len(words) > 2:
        words = words[:-1]  # `Ảnh: Hà Khánh Sinh ngày …`
        end = words[-1][1]
    return Name(start, end, text[start:end], cue)
