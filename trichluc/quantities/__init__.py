"""Quantities: amounts of money, and counts of people and of bodies."""

from __future__ import annotations

import re
from functools import cache

from trichluc.article import Article, Quantity
from trichluc.quantities import money
from trichluc.quantities.amounts import SCALES, Amount, figures, spelled
from trichluc.scan import Hit, Scan, phrases
from trichluc.text import LOWER, UPPER

_NUMBERED = (
    *("thứ", "quận", "phường", "khối", "lớp", "điều", "khoản", "điểm", "chương", "mục", "khóa", "tháng", "ngày", "năm"),
    *("quý", "tuần", "kỳ", "cấp", "loại", "hạng", "lần", "tổ", "khu phố", "ấp", "thôn", "tuổi", "tập", "trang", "lúc"),
    *("bậc", "nghị quyết", "chỉ thị", "quốc lộ", "vùng", "khu vực", "đội", "giai đoạn", "phụ lục", "thông tư"),
    *("nghị định", "quyết định"),
)
_NOT_A_COUNT = tuple(f"{spelling} " for word in _NUMBERED for spelling in (word, word.capitalize()))
_VERBS = ("kiểm điểm ", "riệu tập ")
"""What ends like a word that numbers, and does not."""
_SOME_OF = ("rong ", "ổng ", "ó ", "on ")
_GLUED = re.compile(rf"\w|(?<![{LOWER}\d])/|(?<=\d)[.,:]|(?<=[^\W\d_])-")
_NO_QUANTITY_AFTER = frozenset(("", "/", ")", "%", ":", ";", "-"))
_SHARE = re.compile(r"(?!1/[2-4] |2/3 |3/4 )[0-9]{1,3}(?:\.[0-9]{3})?/(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})?)(?= )")
"""`50/52 đại biểu`; two thirds are no count."""
_SURPLUS = re.compile(r"(?:thừa|thiếu|dư|vượt|định|chỉ có|chỉ còn|còn|tăng|giảm|thêm) \Z")
_KINDS = ("nguyên", "cựu", "tân", "nữ", "nam", "lượt")
_KIND = re.compile(rf"(?:{'|'.join(_KINDS)}|trường hợp(?: là)?) ")
_MORE = re.compile(r", | và |/")
_QUALIFIER = re.compile(
    r" (?:nam, nữ|nam|nữ|nghèo|ưu tú|tiêu biểu|xuất sắc|tình nguyện|dự bị|trực thuộc(?= ?[.,;:)\n]| ?\Z| (?:và|đã|được|để)(?!\w)))(?!\w)"
)
_DEPUTIES = re.compile(
    r"(?:, | và )(?:cấp )?phó(?: (?:các )?(?:phòng(?: ban)?|ban|sở|giám đốc|chủ tịch|bí thư|trưởng phòng)(?!\w))?"
)
_OF_AREA = re.compile(rf" (?:khu vực|liên huyện)(?!\w)(?! [{UPPER}])")
_NEW_PHRASE = re.compile(r"(?:người|con|lượt|nạn nhân)(?!\w)")
_TITLED = re.compile(rf"[{UPPER}][{LOWER}]")
_WORD = re.compile(r"\w+")
YEAR = re.compile(r"(?:19|20)\d\d\Z")


def find(scan: Scan, article: Article) -> list[Quantity]:
    """Money and counts by position, none inside a period, a citation or a document's symbol."""
    closed = _closed(article)
    found: list[Quantity] = []
    free_from = 0
    for start, amount, in_words in _amounts(scan, closed):
        if start < free_from:
            continue
        quantity = money.find(scan, start, amount) or _count(scan, start, amount, in_words)
        if quantity:
            found.append(quantity)
            free_from = quantity.char_end
    return found


def _closed(article: Article) -> bytearray:
    mask = bytearray(len(article.text) + 1)
    spans = [(period.char_start, period.char_end) for period in article.periods]
    spans += [(citation.char_start, citation.char_end) for citation in article.citations]
    for start, end in spans:
        mask[start:end] = b"\x01" * (end - start)
    return mask


def _amounts(scan: Scan, closed: bytearray) -> list[tuple[int, Amount, bool]]:
    """Every number of the text that something may be counted by, with its start and whether it is in words."""
    text, titles = scan.text, scan.longest("titles")
    found = [
        (start, amount, False)
        for start, end in scan.numbers
        if not closed[start]
        and (
            (
                (text[end : end + 1] not in _NO_QUANTITY_AFTER or _SHARE.match(text, start))
                and (_may_go_on(text, end) or end + 1 in titles)
            )
            or money.sign_before(text, start)
            or money.begins_range(text, start, end)
        )
        and not (start and _GLUED.match(text, start - 1))
        and (amount := _part(text, start) or figures(text, start))
    ]
    words = (start for start in scan.longest("number_words") if not closed[start])
    found += [(start, amount, True) for start in words if (amount := spelled(text, start))]
    return sorted(found, key=lambda item: item[0])


def _part(text: str, start: int) -> Amount | None:
    """The first number of `50/52 đại biểu`, which ends behind the second."""
    share = _SHARE.match(text, start)
    part = figures(text, start) if share else None
    whole = figures(text, share.start("whole")) if share and part else None
    return Amount(whole.end, part.value) if part and whole and part.value <= whole.value and whole.scale == 1 else None


def _may_go_on(text: str, end: int) -> bool:
    """Whether the word after a number's blank begins a scale, a currency or something counted; most words do not."""
    word = _WORD.match(text, end + 1) if text[end] == " " else None
    return word is None or word[0] in _first_words()


@cache
def _first_words() -> frozenset[str]:
    signs = (_WORD.match(sign) for sign in money.currencies()[1])
    return frozenset((*SCALES, *_KINDS, *phrases("counted"), *(sign[0] for sign in signs if sign)))


def _count(scan: Scan, start: int, amount: Amount, in_words: bool) -> Quantity | None:
    text = scan.text
    if text[amount.end : amount.end + 1] != " " or amount.value != int(amount.value):
        return None
    if _numbers_a_thing(text, start):
        return None
    if in_words and amount.value == 1 and not _SURPLUS.search(text, max(0, start - 9), start):
        return None
    year_like = not in_words and YEAR.match(text[start : amount.end]) is not None
    noun = _noun(scan, amount.end + 1, amount.value, year_like)
    if noun is None:
        return None
    end, unit = noun
    return Quantity(start, end, text[start:end], amount.value, unit, text[amount.end + 1 : end])


def _numbers_a_thing(text: str, start: int) -> bool:
    """Whether the word before says that the number is one of a series (`Điều 5`, `số 7`, not `trong số 7`)."""
    if text.endswith(("số ", "Số "), 0, start):
        return not text.endswith(_SOME_OF, 0, start - len("số "))
    if text.endswith("/", 0, start) and text[start - 2].isdigit():
        return True  # the second number of `17/5`
    return text.endswith(_NOT_A_COUNT, 0, start) and not text.endswith(_VERBS, 0, start)


def _noun(scan: Scan, start: int, value: float, year_like: bool) -> tuple[int, str] | None:
    """Where the words for what is counted end, and whether they are people or bodies."""
    counted = scan.longest("counted")
    hit, start = _head(scan, start)
    if hit is None or _too_many(hit, value, year_like) or _other_word(scan.text, hit):
        return _office_holders(scan, start)
    end = _compound_end(scan, hit)
    while (
        (more := _MORE.match(scan.text, end))
        and (other := counted.get(more.end()))
        and not _other_word(scan.text, other)
        and not _polite(scan, more.end())
        and not _TITLED.match(scan.text, more.end())
    ):
        end = other[1]
    unit = hit[2]["unit"]
    if qualifier := _QUALIFIER.match(scan.text, end) or (unit != "people" and _OF_AREA.match(scan.text, end)):
        end = qualifier.end()
    return end, unit


def _head(scan: Scan, start: int) -> tuple[Hit | None, int]:
    """The counted noun at `start`, behind a word for its kind where one stands there (`nữ`, `nguyên`), and its start."""
    counted = scan.longest("counted")
    hit, kind = counted.get(start), _KIND.match(scan.text, start)
    if kind and (hit is None or hit[1] < kind.end()):
        return counted.get(kind.end(), hit), kind.end()
    return hit, start


def _too_many(hit: Hit, value: float, year_like: bool) -> bool:
    """Whether a number is no count of such bodies: a year, or more of them than there can be (`9.000 bộ`)."""
    most = hit[2]["most"]
    return (year_like and hit[2]["unit"] != "people") or (bool(most) and value > int(most))


def _compound_end(scan: Scan, hit: Hit) -> int:
    """The end of a noun that a second one makes narrower: `thanh niên công nhân`."""
    end = hit[1]
    if hit[2]["unit"] != "people" or scan.text[end : end + 1] != " " or hit[2]["phrase"] == "người":
        return end
    second = scan.longest("counted").get(end + 1)
    if second is None or second[2]["unit"] != "people" or not _narrows(scan.text, second):
        return end
    return second[1]


def _narrows(text: str, hit: Hit) -> bool:
    return text[hit[0]].islower() and " " in text[hit[0] : hit[1]] and not _NEW_PHRASE.match(text, hit[0])


def _polite(scan: Scan, start: int) -> bool:
    cue = scan.longest("person_cues").get(start)
    return cue is not None and cue[2]["kind"] == "polite"


def _other_word(text: str, hit: Hit) -> bool:
    """Whether the noun is only the beginning of another word (`trường hợp`)."""
    barred = hit[2]["not_before"]
    if not barred or text[hit[1] : hit[1] + 1] != " ":
        return False
    following = text[hit[1] + 1 : hit[1] + 12]
    return any(following.startswith(word) for word in barred.split("|"))


def _office_holders(scan: Scan, start: int) -> tuple[int, str] | None:
    """`bốn phó giám đốc sở`: people counted by their office."""
    title = scan.longest("titles").get(start)
    if title is None or (scan.text[start].isupper() and not scan.text.startswith("Phó", start)):
        return None
    end = title[1]
    if scan.text[end : end + 1] == " " and (further := scan.longest("titles").get(end + 1)):
        end = further[1]
    deputies = _DEPUTIES.match(scan.text, end)
    return deputies.end() if deputies else end, "people"
