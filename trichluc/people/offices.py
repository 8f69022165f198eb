"""Offices: a head word (`Phó Chính ủy`), what modifies it, and the body it is held in, read forward."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trichluc.article import Mention
from trichluc.people.surroundings import WORD, Surroundings, is_vietnamese
from trichluc.scan import Hit
from trichluc.text import LOWER, UPPER

_PREFIX = re.compile(r"(?:(?:[Nn]guyên|NGUYÊN|[Cc]ựu|[Qq]uyền|QUYỀN|Q\.|P\.|[Pp]hó|PHÓ|[Tt]ổng) ){1,3}\Z")
_PREFIX_ENDS = ("uyên ", "UYÊN ", "ựu ", "uyền ", "UYỀN ", "Q. ", "P. ", "hó ", "HÓ ", "ổng ")
_MODIFIER = re.compile(
    r" (?:[Tt]hường trực|[Cc]huyên trách|[Đđ]iều hành|[Dd]anh dự|[Ll]âm thời|thứ nhất|phụ trách|kiêm nhiệm)(?!\w)"
)
_TERM = re.compile(
    r",? (?:(?:các )?[Kk]h[óo]a (?:[IVXLC]+|\d+)(?!\w)(?:(?:, | và |-)(?:[IVXLC]+|\d+)(?!\d)){0,6}"
    r"|nhiệm kỳ \d{4} ?- ?\d{4}|giai đoạn \d{4} ?- ?\d{4})"
)
_DELEGATION = re.compile(r"(?<=[Đđ]oàn) (?:(?:đại biểu|Đại biểu) (?:Quốc hội|HĐND)|ĐBQH)(?!\w)")
_IN_CHARGE = re.compile(r",? (?:kiêm )?phụ trách(?!\w)")
_EXPERTS = frozenset(("Chuyên gia", "Cố vấn", "Chuyên viên"))
_FIELD = re.compile(rf"(?: cao cấp)?(?: về| trong lĩnh vực)(?: [{LOWER}]+){{1,8}}(?=[,)]| - )")
_NAME_OF_BODY = re.compile(rf"[{UPPER}][{UPPER}{LOWER}\d&-]*")
_NEEDS_BODY = frozenset(("Thủ trưởng", "Phó", "Trưởng", "Chánh", "Thường trực", "Thường vụ", "Tổng trưởng"))
_SERVES = frozenset(("Trợ lý", "Thư ký", "Cố vấn", "Phái viên", "Đặc phái viên", "Người phát ngôn"))
_ENVOYS = ("Đại sứ", "Lãnh sự", "Tổng Lãnh sự", "Tổng lãnh sự", "Đại biện", "Đại biện lâm thời", "Tham tán")
_ACCREDITED = re.compile(r"(?: đặc mệnh toàn quyền)?(?: của(?= nước ))?(?: của| nước| tại| ở)? ")
_FORCES = re.compile(
    rf" (?:quân đội|công an|cảnh sát|biên phòng|hải quân|không quân)(?= [{UPPER}][{LOWER}]+ [{UPPER}])"
)
_COUNTRIES = frozenset(("Mỹ", "Anh", "Pháp", "Nga", "Đức", "Ý", "Úc", "Áo", "Nhật", "Hàn", "Lào", "Bỉ"))
_PLAIN_WORD = re.compile(r" (\w+)")
_VERBS = frozenset(
    (
        *(
            "đã",
            "đang",
            "sẽ",
            "vừa",
            "thăm",
            "tiếp",
            "gặp",
            "chúc",
            "và",
            "của",
            "cùng",
            "với",
            "là",
            "có",
            "được",
            "bị",
        ),
        *("tại", "cho", "ký", "nói", "dự", "mời", "trao", "nhận", "đến", "về", "vào", "do", "gồm", "để", "như", "sau"),
    )
)
_BELONGS = re.compile(r" ?- ?| (?:thuộc|của) ")
_DEPARTMENTS = ("phòng ", "đội ", "tổ ", "khoa ", "vụ ", "chi cục ", "trung tâm ", "viện ", "cục ")
_GAP = re.compile(r"(?: [\w&.-]+){1,9}")
LONGEST_CHARGE = len(", kiêm phụ trách")
LONGEST_GAP = 70
MOST_STEPS = 14


@dataclass(slots=True)
class Office:
    """An office as written, from `start` to `end`; `head` is its dictionary form without the body."""

    start: int
    end: int
    head: str
    kind: str
    body: Mention | None = None


def find_offices(around: Surroundings) -> list[Office]:
    """Every office, rank, honour and degree of the text by position; none begins inside another's head."""
    found: list[Office] = []
    free_from = 0
    for start, hit in sorted(around.titles.items()):
        inside = around.in_body[start] and start not in around.body_at
        if start < free_from or inside or hit[2]["kind"] == "group":
            continue
        office = _read(around, hit)
        if office.end == hit[1] and hit[2]["word"] in _NEEDS_BODY:
            continue
        if found and office.start == found[-1].end + 1 and around.text[found[-1].end] == "-":
            office = _joined(found.pop(), office)
        found.append(office)
        free_from = office.end
    return found


def _joined(first: Office, second: Office) -> Office:
    """`Cục trưởng-Chánh Văn phòng`, without blanks, is one office."""
    return Office(first.start, second.end, f"{first.head}-{second.head}", second.kind, second.body)


def _read(around: Surroundings, hit: Hit) -> Office:
    start, end, rule = hit
    is_prefixed = around.text.endswith(_PREFIX_ENDS, 0, start)  # few are, and a search backwards is dear
    prefix = _PREFIX.search(around.text, max(0, start - 24), start) if is_prefixed else None
    if prefix and (prefix.start() == 0 or not around.text[prefix.start() - 1].isalnum()):
        start = prefix.start()
    head = _prefixes(around.text[start : hit[0]]) + (rule["office"] or rule["word"])
    if rule["kind"] == "rank" and (forces := _FORCES.match(around.text, end)):
        end = forces.end()
    if rule["kind"] in ("rank", "degree", "clergy", "honour"):
        return Office(start, end, _capital(head), rule["kind"])
    while modifier := _MODIFIER.match(around.text, end):
        head += modifier[0].lower()
        end = modifier.end()
    if rule["word"] in _ENVOYS:
        end = _accredited(around, end)
    served = around.titles.get(end + 1) if rule["word"] in _SERVES and around.text[end : end + 1] == " " else None
    end, body = _body(around, served[1] if served else end, served[0] if served else hit[0])
    if rule["word"] in _EXPERTS and body is None:
        end, body = _of_a_field(around, end)
    return Office(start, end, _capital(head), rule["kind"], body)


def _of_a_field(around: Surroundings, end: int) -> tuple[int, Mention | None]:
    """The end of what an expert knows, and of the body behind it (`chuyên gia cao cấp về thuế - WB`)."""
    field = _FIELD.match(around.text, end)
    if field is None:
        return end, None
    body = around.body_at.get(field.end() + len(" - "))
    return (body.char_end, body) if body and around.text[field.end()] == " " else (field.end(), None)


def _accredited(around: Surroundings, end: int) -> int:
    """The end of what an envoy is (`Đại sứ đặc mệnh toàn quyền của Việt Nam tại Lào`)."""
    while (posted := _ACCREDITED.match(around.text, end)) and (place := around.place_at.get(posted.end())):
        if around.looks_like_name(place.char_start):
            break
        end = place.char_end
    return end


def _prefixes(written: str) -> str:
    """`nguyên phó ` as `Nguyên Phó `, in dictionary form."""
    return written and written.replace("Q.", "quyền").replace("P.", "phó").title()


def _capital(head: str) -> str:
    return head[:1].upper() + head[1:]


def stretched(around: Surroundings, office: Office, name_start: int) -> Office | None:
    """The office with the words up to the name behind it, where these can only be the rest of its body's name."""
    gap = _GAP.fullmatch(around.text, office.end, name_start - 1)
    if gap is None:
        return None
    words = gap[0][1:].split(" ")
    small = "".join("a" if word[0].islower() else "A" for word in words)
    if small.endswith("a") or "aaa" in small or (small[0] == "a" and office.body is None) or _VERBS & set(words):
        return None
    return replace(office, end=gap.end())


def _body(around: Surroundings, position: int, head_start: int) -> tuple[int, Mention | None]:
    """Where the words end that say of what the office is, and the body among them."""
    body = _overlapping(around, head_start, position)
    end = body.char_end if body else position
    named = body is not None
    for _ in range(MOST_STEPS):
        following = around.body_at.get(end + 1) if around.text[end : end + 1] == " " else None
        if body and (above := _above(around, body, end)):
            end = above.char_end
            continue
        if following:
            body, end, named = body or following, following.char_end, True
            continue
        step = _step(around, end, named) or _towards_body(around, end, named)
        if step is None:
            break
        end = step
    return end, body


def _above(around: Surroundings, body: Mention, end: int) -> Mention | None:
    """The body that a department is said to belong to: `Phòng Tổ chức - Cục Hải quan …`, `Đội … thuộc Chi cục …`."""
    link = _BELONGS.match(around.text, end) if body.surface.lower().startswith(_DEPARTMENTS) else None
    return around.body_at.get(link.end()) if link else None


def _overlapping(around: Surroundings, head_start: int, head_end: int) -> Mention | None:
    """A body whose name begins inside the head: `Trưởng ban Tuyên giáo Trung ương`."""
    if not around.in_body[head_end - 1]:
        return None
    starts = (position for position in range(head_start, head_end) if position in around.body_at)
    body = next(starts, None)
    return around.body_at[body] if body is not None and around.body_at[body].char_end > head_end else None


def _step(around: Surroundings, end: int, named: bool) -> int | None:
    """The end of one more word or name that belongs to the office's body; None where the office ends."""
    text, start = around.text, end + 1
    if term := _TERM.match(text, end):
        return term.end()
    if "phụ trách" in text[end : end + LONGEST_CHARGE] and (charge := _IN_CHARGE.match(text, end)):
        return charge.end() if charge.end() + 1 in around.body_at else None
    if text[end : end + 1] != " ":
        return None
    if place := around.place_at.get(start):
        return None if around.looks_like_name(start) else place.char_end
    unit = around.scan.longest("unit_words").get(start)
    if unit and (unit_end := _unit_end(around, unit[1])):
        return unit_end
    if around.looks_like_name(start):
        return None
    if country := _country(around, start):
        return country
    if member := _DELEGATION.match(text, end):
        return member.end()
    if around.starts_title(start):
        return None
    if not named and text.startswith(" của ", end) and end + 5 in around.body_at:
        return end + 4
    if named:
        return None
    for lexicon in ("organisation_fields", "role_bodies", "organisation_heads"):
        if word := around.scan.longest(lexicon).get(start):
            return word[1]
    return _capitals(around, start)


def _unit_end(around: Surroundings, end: int) -> int | None:
    """Where a unit word before a place ends, with its point (`TP. Cần Thơ`); the place too, where it is glued (`Q.Tân Phú`)."""
    pointed = end + (around.text[end : end + 1] == ".")
    if glued := around.place_at.get(pointed):
        return glued.char_end
    return pointed if pointed + 1 in around.place_at else None


def _towards_body(around: Surroundings, end: int, named: bool) -> int | None:
    """The end of capitalised words that no list knows, up to a body's name: `Trợ lý Công tác Quần chúng Bộ …`."""
    if named or around.looks_like_name(end + 1) or WORD.match(around.text, end + 1) is None:
        return None
    for _ in range(4):
        word = _PLAIN_WORD.match(around.text, end)
        if word is None or word[1] in _VERBS or around.starts_title(word.start() + 1):
            return None
        end = word.end()
        if end + 1 in around.body_at and around.text[end] == " ":
            return end
    return None


def _capitals(around: Surroundings, start: int) -> int | None:
    """An abbreviation or foreign word that stands for a body (`VFF`, `Sawaco`)."""
    word = _NAME_OF_BODY.match(around.text, start)
    if word is None:
        return None
    following = around.text[word.end() : word.end() + 1]
    if word[0].isupper() and len(word[0]) > 1:
        return word.end() if around.looks_like_name(word.end() + 1) or following in ",.;)" else None
    return word.end() if not is_vietnamese(word[0]) and around.looks_like_name(word.end() + 1) else None


def _country(around: Surroundings, start: int) -> int | None:
    """A country that is a common word too (`Anh`, `Mỹ`), before a foreign name."""
    word = WORD.match(around.text, start)
    if word is None or word[0] not in _COUNTRIES:
        return None
    name = WORD.match(around.text, word.end() + 1)
    return word.end() if name and not is_vietnamese(name[0]) else None
