"""The word that governs a document: the verb before it, or the passive after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from trichluc.citations.page import Page
from trichluc.scan import Hit

_BREAK = re.compile(r"[.;:!?\n](?:\s|\Z)|\n")
_CLAUSE_BREAK = re.compile(r"[,.;:\n]")
_PASSIVE = re.compile(
    r"(?:\s\([^()\n]{1,90}\))?,?\s\(?(?:(?:đã|vừa|đang|sẽ|cũng|mới|tiếp tục|chính thức)\s){0,3}"
    r"(?:(?:được|bị)\s|(?=sửa đổi(?:,? bổ sung)? (?:tại|bởi|bằng)\s))"
)
_BEFORE_PASSIVE = re.compile(r"(?:được|bị)\s(?:sửa đổi, )?\Z")
_SAID_IN = ("quy định tại", "nêu tại")
_ENCLOSED = ("ban hành kèm theo", "ban hành kèm", "kèm theo")
_RESTS = (
    "theo quy định tại",
    "theo quy định của",
    "theo đúng quy định tại",
    "căn cứ quy định tại",
    "theo hướng dẫn tại",
)
_NEGATED = re.compile(r"(?:không|chưa|khỏi)(?:\s(?:phải|từng|hề))?\s\Z")
_COUNTED = re.compile(r"\s(?:(?:các|những|một số|hai|ba|[0-9]{1,2}|liên tiếp)\s){0,2}\Z")
_OBJECT = re.compile(
    r"\s?(?:(?:cho|hoàn toàn|toàn bộ|nốt|cả)\s){0,2}(?:(?:các|những|một số|một|nhiều|[0-9]{1,2})\s){0,2}"
    r"(?:(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Dd]anh mục|biểu mẫu|nội dung|quy định|hướng dẫn|văn bản|cụm từ)\b"
    r"(?:(?!phù hợp|liên quan|trái với|để |nhằm )[^.;:\n]){0,70}|dự thảo\s|(?:Hiến pháp|Luật|Bộ luật)\s(?:[^.;:,\n]{0,40}\s)?và\s|(?:[^.,;:\n]{1,55}\s)?vào\s(?:các điều khoản quy định tại\s)?)?\Z"
)
"""What may stand between `sửa đổi` and the document that it changes: parts of it, or what is added (`bổ sung … vào`)."""
_ANNOUNCED = re.compile(r"[ ](?:các|những)[ ](?:điều|khoản|điểm|văn bản|quy định)(?:[ ]sau(?:[ ]đây)?)?:[ ]\Z")
_IN_ORDER = re.compile(
    r"[ ](?:đúng[ ])?(?:các[ ])?(?:trình tự|thủ tục|quy trình|nguyên tắc|điều kiện|thẩm quyền)\b[^.;:\n]*[ ]quy định (?:của|tại)[ ]\Z"
)
_PARTS = re.compile(r"[ ](?:các|những|một số|nhiều|toàn bộ)[ ]")
_ENCLOSED_PART = re.compile(
    r"[ ](?i:điểm|khoản|điều|mục|phần|chương|phụ lục|danh mục|biểu|bảng|quy chế|quy định)\b[^.;:\n]{0,160}[ ]"
)
"""What a document is enclosed with: `(theo quy định tại) Khoản 9, Điều 1 Phụ lục VII (ban hành kèm theo)`."""
_LISTED = re.compile(
    r"\b(?:các|những|nhiều|một số|hàng loạt)\s(?:(?!\b(?:các|những|nhiều) )[^.;:!?\n]){3,110}?(?:như|gồm|là|sau(?: đây)?)\s?:?\s?\Z"
)
_LISTS = ("như ", "như: ", "như:", "gồm ", "gồm: ", "gồm:", " sau: ", " đây: ", "đó là ", "đó là: ", "là: ")
_COUNT = re.compile(
    r"(?:[0-9]{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|nửa|nhiều|các|những|mấy|rưỡi|giữa|nửa đầu|đầu)\s\Z"
)
_AFTER_YEARS = re.compile(
    r"(?:[Ss]au|[Qq]ua)\s(?:[0-9]{1,2}|\w+(?:\s\w+)?)\s(?:năm|nhiệm kỳ)\s"
    r"(?:(?:lãnh đạo|chỉ đạo|tổ chức|triển khai|quán triệt|học tập)(?:,\s|\svà\s|\s)){1,5}\Z"
)
_PASSIVE_RELATIONS = ("implements", "reviews", "amends", "replaces", "issues")
_WITHOUT_COMMA = ("based_on", "amends", "replaces")
_CHANGES = ("amends", "replaces")
_FARTHEST = 80
_OUTER_REACH = {"based_on": 45, "reviews": 45, "implements": 16, "amends": 11, "replaces": 11}
_PASSIVE_REACH = 45
_BEFORE_PINPOINT = 25
_FARTHEST_LIST = 130


def before(page: Page, start: int, floor: int) -> Hit | None:
    """The governing word before a citation, no further back than `floor` and the clause."""
    listed = _list_opening(page.text, start, floor)
    start, in_list = (listed, True) if listed is not None else (start, False)
    masked = start
    for index in reversed(range(bisect_right(page.verb_ends, start))):
        hit = page.verbs[index]
        if hit[0] < floor or start - hit[1] > _FARTHEST:
            return None
        if hit[1] > masked or _is_part(page, index):
            continue
        if not hit[2]["relation"]:
            masked = hit[0]
        elif _reaches(page.text, hit, start) and not (in_list and hit[2]["reach"] == "1"):
            gap = page.text[hit[1] : start]
            if hit[2]["relation"] in _CHANGES and not _OBJECT.match(gap):
                continue
            if _stops(hit, gap):
                return None
            if _BEFORE_PASSIVE.search(page.text, max(0, hit[0] - 22), hit[0]):
                return None
            near = start - hit[1] <= _BEFORE_PINPOINT
            return _outer(page, hit, index, floor) if near or hit[2]["relation"] != "mentions" else hit
    return None


def _stops(hit: Hit, gap: str) -> bool:
    """Whether a clause ends between a word and the document, so that the word governs nothing there."""
    if _BREAK.search(gap):
        return not (hit[2]["relation"] == "based_on" and _ANNOUNCED.match(gap))
    return "," in gap and hit[2]["relation"] in _WITHOUT_COMMA and not _IN_ORDER.match(gap)


def _is_part(page: Page, index: int) -> bool:
    """Whether a word is the end of a longer one that stands before it in the list."""
    return index > 0 and page.verbs[index - 1][1] == page.verbs[index][1]


def _list_opening(text: str, start: int, floor: int) -> int | None:
    """Where the words begin that open a list: `(ban hành) các văn bản như: Kế hoạch …`."""
    if not text.endswith(_LISTS, 0, start):
        return None
    opening = _LISTED.search(text, max(floor, start - _FARTHEST_LIST), start)
    return opening.start() if opening else None


def _reaches(text: str, hit: Hit, start: int) -> bool:
    """Whether a word stands near enough; `ra`, `có`, `ký` only right before the document (`có các Quyết định`)."""
    reach = int(hit[2]["reach"])
    if start - hit[1] <= reach or (hit[2]["relation"] == "based_on" and text.endswith(" tại ", 0, start)):
        return True
    return reach == 1 and start - hit[1] < 14 and bool(_COUNTED.match(text, hit[1], start))


def _outer(page: Page, hit: Hit, index: int, floor: int) -> Hit | None:
    """The word that governs what the nearest one does: `sơ kết … thực hiện`, `theo tiêu chí quy định tại`."""
    relation = hit[2]["relation"]
    if relation == "reviews":
        return (
            hit
            if _counts_years(page.text, hit)
            else _beyond(page, hit, index, floor, ("reviews",)) or _as(hit, "implements")
        )
    if relation == "implements":
        years = _AFTER_YEARS.search(page.text, max(floor, hit[0] - _FARTHEST), hit[0])
        return _as(hit, "reviews") if years else _beyond(page, hit, index, floor, ("reviews",)) or hit
    if hit[2]["word"] in _SAID_IN:
        return _beyond(page, hit, index, floor, ("based_on", "implements", *_CHANGES)) or hit
    if relation == "issues" and _NEGATED.search(page.text, max(0, hit[0] - 15), hit[0]):
        return _as(hit, "mentions")
    return _enclosed(page, hit, index, floor) if hit[2]["word"] in _ENCLOSED else hit


def _enclosed(page: Page, hit: Hit, index: int, floor: int) -> Hit:
    """`theo quy định tại Phụ lục II ban hành kèm theo Thông tư …`: the word that a part enclosed rests on."""
    for place in _earlier(page, index):
        other = page.verbs[place]
        if other[0] >= floor and other[2]["word"] in _RESTS and _ENCLOSED_PART.fullmatch(page.text, other[1], hit[0]):
            return other
    return hit


def _as(hit: Hit, relation: str) -> Hit:
    return hit[0], hit[1], {**hit[2], "relation": relation, "link": relation}


def _counts_years(text: str, hit: Hit) -> bool:
    """Whether `năm thực hiện` stands behind a number of years, and not in `năm 2020 là năm thực hiện`."""
    if not hit[2]["word"].startswith(("năm ", "tháng ", "nhiệm kỳ ")):
        return True
    return _COUNT.search(text, max(0, hit[0] - 7), hit[0]) is not None


def _beyond(page: Page, hit: Hit, index: int, floor: int, relations: tuple[str, ...]) -> Hit | None:
    """The nearest word of these relations before `hit` in its clause."""
    for place in _earlier(page, index):
        other = page.verbs[place]
        gap = page.text[other[1] : hit[0]]
        if (
            other[0] >= floor
            and other[2]["relation"] in relations
            and other[2]["word"] != "học tập"
            and len(gap) <= _outer_reach(hit, other, gap)
            and (other[2]["relation"] not in _CHANGES or _PARTS.fullmatch(gap))
            and not _CLAUSE_BREAK.search(gap)
            and not gap.endswith(" với ")
            and not _NEGATED.search(page.text, max(0, other[0] - 11), other[0])
            and (other[2]["relation"] != "reviews" or _counts_years(page.text, other))
        ):
            return other
    return None


def _outer_reach(hit: Hit, other: Hit, gap: str) -> int:
    """How far the outer word may stand; farther where two things are done (`thực hiện đúng A và quy định tại`)."""
    far = hit[2]["word"] == "nêu tại" or (gap.startswith((" đúng ", " nghiêm ")) and gap.endswith(" và "))
    return _FARTHEST if far else _OUTER_REACH[other[2]["relation"]]


def _earlier(page: Page, index: int) -> Iterator[int]:
    return (place for place in reversed(range(max(0, index - 4), index)) if not _is_part(page, place))


def after(page: Page, end: int) -> Hit | None:
    """The governing verb of a passive right after a citation (`được quán triệt`, `được thay thế bởi`)."""
    passive = _PASSIVE.match(page.text, end)
    if not passive:
        return None
    limit = min(page.scan.sentence(end)[1], passive.end() + _PASSIVE_REACH)
    index = bisect_right(page.verb_ends, passive.end())
    found: Hit | None = None
    while index < len(page.verbs) and page.verbs[index][1] <= limit:
        hit = page.verbs[index]
        allowed = hit[2]["relation"] in _PASSIVE_RELATIONS and int(hit[2]["reach"]) > 1
        if allowed and hit[0] >= passive.end() and (found is None or (hit[0], -hit[1]) < (found[0], -found[1])):
            found = hit
        index += 1
    return None if found and page.text.startswith(" kèm", found[1]) else found


def changed_after(page: Page, end: int) -> Hit | None:
    """The passive right after a citation that says it was changed: `được sửa đổi, bổ sung tại`, `bị bãi bỏ`."""
    verb = after(page, end)
    passive = _PASSIVE.match(page.text, end) if verb else None
    return verb if verb and passive and verb[2]["relation"] in _CHANGES and verb[0] == passive.end() else None
