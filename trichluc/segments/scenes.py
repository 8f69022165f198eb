"""Captions without a credit: what a picture shows, told by where the line stands and by what it leaves unsaid."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from trichluc.rules import load
from trichluc.segments import furniture, seams, sentences
from trichluc.segments.page import BOILERPLATE, Page, is_open
from trichluc.text import LOWER, UPPER

LONGEST = 160
LONGEST_SCENE = 75
"""What somebody does in a picture is said in fewer characters; behind the verb of a report more follows."""
LONGEST_UNTOLD = 130
"""A line under the lead is as long as that where nothing in it says that it is of a picture."""
_GALLERY = re.compile(
    r"(?:(?:Dưới đây|Sau đây) là |\A)(?:[Mm]ột số |[Mm]ột vài |[Nn]hững |[Vv]ài |(?<=là ))(?:hình )?ảnh(?!\w)"
    r"|(?:ghi lại|ghi nhận) (?:một số|những) hình ảnh(?!\w)|[Hh]ình ảnh [^.]{3,80}ghi (?:lại|nhận)[^.]{0,40}:\Z"
)
_TELLS = re.compile(
    r"\s(?:đã|vừa|sẽ|cho biết,?|cho hay,?|nhằm|được biết|cũng|xin|bị (?:kỷ luật|cách chức|khởi tố|bắt quả tang)|phải|rằng|quy định)\s"
    r"|\s(?:là|có|ra)\s(?!mặt)"
)
_SYLLABLE = rf"[{UPPER}][{LOWER}]+"
_NAME_LAST = re.compile(rf"\s{_SYLLABLE}(?:\s{_SYLLABLE}){{1,3}}(?:[.]?|(?<=\w),\s[{UPPER}][^.,:]{{5,60}})\Z")
_NAME_FIRST = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|Đồng chí|Anh|Chị|TS|PGS|GS)\.?\s{_SYLLABLE}(?:\s{_SYLLABLE}){{1,3}}\s?(?:,|-|–)\s?\w"
)
_PERSON_FIRST = re.compile(
    rf"(?:Ông|Bà|Đồng chí|Anh|Chị|Em|Đại diện|Lãnh đạo|Các (?:đại biểu|đồng chí|đoàn viên)|Đại biểu|Đoàn công tác|TS|PGS|GS|ThS|[{UPPER}][{LOWER}]+ tướng)[ .]"
)
_WORKERS = re.compile(rf"(?:CBCC|Công chức|Cán bộ|Lực lượng|Đoàn Thanh niên|Hải quan(?=(?: [{UPPER}]\w+){{2}}))(?!\w)")
_WORK = re.compile(
    r"\s(?:kiểm tra|tư vấn|hướng dẫn|làm thủ tục|thực hiện thủ tục|giám sát|trao đổi|tham gia|tuần tra|soi chiếu|hỗ trợ"
    r"|tiếp nhận|giải quyết|phun|đo thân nhiệt|trao|tặng)\s"
)
_ACTS = re.compile(r"\s(?:phát biểu|trao|tặng|nói|thăm|kiểm tra|chủ trì|làm việc|yêu cầu|chỉ đạo|ký|dự|báo cáo)(?!\w)")


@cache
def cues(match: str) -> tuple[str, ...]:
    """The words of captions of one kind, in small letters."""
    return tuple(rule["phrase"] for rule in load("captions") if rule["match"] == match)


@cache
def _cue(match: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, cues(match))))


def holds(text: str, *kinds: str) -> bool:
    """Whether a text in small letters holds a word of captions of one of these kinds."""
    return any(_cue(kind).search(text) for kind in kinds)


@cache
def _offices() -> tuple[str, ...]:
    return tuple(f"{rule['word']} " for rule in load("titles") if rule["kind"] == "office")


def stands_in(page: Page, index: int) -> bool:
    """Whether a line without a credit is a caption by where it stands: below a picture's tag or the lead, or between
    paragraphs.
    """
    return _is_below_tag(page, index) or under_lead(page, index) or between_paragraphs(page, index)


def _is_below_tag(page: Page, index: int) -> bool:
    return index > 0 and page[index - 1].role == BOILERPLATE and furniture.is_picture_tag(page[index - 1].text)


def between_paragraphs(page: Page, index: int) -> bool:
    """Whether a sentence of its own between longer paragraphs is of a picture: who does what in it, and nothing else."""
    text = page[index].text
    if not (0 < index < len(page) - 1 and page[index].gap and page[index + 1].gap) or len(text) > SHORT:
        return False
    if max(len(page[index - 1].text), len(page[index + 1].text)) < SHORTEST_BESIDE:
        return False
    if sentences.first_end(text) < len(text):
        return False
    if tells_nothing(text) and shows_somebody(text, "inside", "opening", "alone"):
        return True
    beside = (page[index - 1].text, page[index + 1].text)
    return min(map(len, beside)) >= SHORTEST_BESIDE and beside[0][-1] != ":" and is_silent(text)


SHORT, SHORTEST_BESIDE = 170, 110
_SPOKEN = re.compile(r"[:“”\";|\[]|\A\d")


def tells_nothing(text: str) -> bool:
    """Whether a sentence quotes nobody, and does not say what has happened or will."""
    return sentences.ends_as_sentence(text) and not (_TELLS.search(text) or _SPOKEN.search(text))


def shows_somebody(text: str, *kinds: str) -> bool:
    """Whether a sentence opens with somebody and ends in what people do in pictures, or names them alone.

    `kinds`: the kinds of captions' words that count.

    >>> shows_somebody("Cục trưởng Lê Thu An phát biểu tại hội nghị.", "inside")
    True
    >>> shows_somebody("Hội nghị do Cục trưởng Lê Thu An chủ trì.", "inside")
    False
    """
    if "alone" in kinds and _WORKERS.match(text):
        return _WORK.search(text) is not None
    if not opens_with_somebody(text) or " chủ trì" in text:  # reports say as much of whoever leads
        return False
    lowered = text.lower()
    end = lowered[-LONGEST_SCENE:]
    return ("alone" in kinds and is_portrait(text)) or holds(end, *kinds) or holds(lowered, "giving")


def opens_with_somebody(text: str) -> bool:
    """Whether a person, or people, stand first in a line."""
    return text.startswith(_offices()) or _PERSON_FIRST.match(text) is not None


def under_lead(page: Page, index: int) -> bool:
    """Whether the one short line between the summary and the body is the caption of the picture that stood there.

    A line without a full stop is the first subheading instead, where others follow and nothing says otherwise.
    """
    if not _stands_under_lead(page, index):
        return False
    text = page[index].text
    if is_portrait(text) or is_of_picture(text):
        return True
    if len(text) > LONGEST_UNTOLD or _TELLS.search(text) or '"' in text or "“" in text[:1]:
        return False
    if sentences.ends_as_sentence(text):
        return sentences.first_end(text) == len(text)
    return not any(stretch.role == "subheading" for stretch in page[index + 1 :])


def _stands_under_lead(page: Page, index: int) -> bool:
    text = page[index].text
    if index == 0 or page[index - 1].role != "lead" or page[index].gap == 0 or len(text) > LONGEST:
        return False
    if index + 1 >= len(page) or page[index + 1].role not in ("paragraph", "caption", "subheading", BOILERPLATE):
        return False
    if text[-1] in ":;?!,-" or sentences.is_item(text) or sentences.starts_with_time(text) or not text[0].isalnum():
        return False
    return not (seams.opens_clause(text) or _LIST.match(text))


_LIST = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)]\s|(?:Và|Vì|Tham dự|Cũng|Riêng|Những năm)\s")


def is_portrait(text: str) -> bool:
    """Whether a line is somebody's name with an office, and says nothing that they do.

    >>> is_portrait("Bà Lê Thu An, Phó Cục trưởng Cục Xuất nhập khẩu"), is_portrait("Cục trưởng Lê Thu An")
    (True, True)
    >>> is_portrait("Cục trưởng Lê Thu An phát biểu tại hội nghị")
    False
    """
    if _TELLS.search(text) or _ACTS.search(text) or ":" in text:
        return False
    return _NAME_FIRST.match(text) is not None or (
        text.startswith(_offices()) and _NAME_LAST.search(text) is not None and sentences.first_end(text) == len(text)
    )


def is_exhibit(text: str) -> bool:
    """Whether a line names what was seized, or where, and says no more (`Tang vật vụ án.`)."""
    return _EXHIBIT.match(text) is not None and not _TELLS.search(text)


_EXHIBIT = re.compile(
    r"(?:Các |Toàn bộ )?(?:số )?(?:[Tt]ang vật|[Hh]iện trường|[Đđ]ối tượng(?: và| cùng| với)(?: số)? tang vật)(?!\w)"
    r"(?![^.]* (?:gồm|được|bị|lên|trị giá|tạm giữ) )[^\d:]{0,50}\Z"
)


def is_gathering(text: str) -> bool:
    """Whether a sentence says who is at an event, without a verb (`Các cụ cao tuổi tại buổi lễ.`)."""
    return _AT_EVENT.search(text) is not None and not (_TELLS.search(text) or _REPORTS.search(text))


_AT_EVENT = re.compile(
    r"\stại (?:hội nghị|buổi lễ|lễ|hội thảo|cuộc họp|buổi làm việc|đại hội|kỳ họp|phiên họp)(?: [^.,]{2,30})?\.\Z"
)
_REPORTS = re.compile(r"\s(?:được|bị|nêu|bàn|nói|thông qua|đưa|khẳng định|đề nghị|thảo luận|báo cáo|kết luận)\s")


def is_somebody_there(text: str) -> bool:
    """Whether a sentence names somebody at an event, and nothing that they do (`Bí thư Lê An tại buổi làm việc.`)."""
    return opens_with_somebody(text) and is_gathering(text) and _ACTS.search(text, 0, text.rfind(" tại ")) is None


def is_silent(text: str) -> bool:
    """Whether a short sentence shows a place, goods or people at work, without a word that reports, counts or orders.

    >>> is_silent("Làm thủ tục cho khách tại sân bay."), is_silent("Vụ việc đang được điều tra.")
    (True, False)
    """
    return (
        len(text) < LONGEST_SILENT and text[0].isalpha() and tells_nothing(text) and _reporting().search(text) is None
    )


LONGEST_SILENT = 95


@cache
def _reporting() -> re.Pattern[str]:
    inside, first = ("|".join(seams.words(kind)) for kind in ("reports", "reports_first"))
    return re.compile(rf"\d|\s(?:{inside})(?!\w)|\A(?:{first})(?!\w)")


def is_of_picture(text: str) -> bool:
    """Whether a line tells of goods seized, offenders or a scene, and not what has happened since."""
    lowered = text.lower()
    return any(cue in lowered for cue in cues("seized")) and not re.search(r"\s(?:đã|sẽ|vừa)\s", text)


def mark_galleries(page: Page, begin: int, end: int) -> None:
    """Make captions of the short lines below `Một số hình ảnh …:`, down to where longer ones come."""
    within = False
    for last, stretch in pairwise(page[max(0, begin - 1) : end]):
        if not is_open(stretch):
            continue
        if len(stretch.text) > LONGEST or last.role in ("lead", "title"):
            within = False
        elif within:
            stretch.role = "caption"
        else:
            within = _GALLERY.search(stretch.text) is not None and stretch.text[-1] in ":."


def mark_closing(page: Page, begin: int, end: int) -> None:
    """Make captions of the pictures' lines that are left together between the last paragraph and the signature."""
    first = end
    while first > begin and _closes_page(page, first - 1):
        first -= 1
    lines = page[first:end]
    credited = end < len(page) and page[end].role == "signature" and "ảnh" in page[end].text[:20].lower()
    if len(lines) > 1 and (credited or all(sentences.ends_as_sentence(stretch.text) for stretch in lines)):
        for stretch in lines:
            stretch.role = "caption"


def _closes_page(page: Page, index: int) -> bool:
    """Whether a short line may be a picture's: silent, said twice in a row, or no sentence at all."""
    stretch, text = page[index], page[index].text
    if stretch.role not in ("paragraph", "subheading", "caption") or not stretch.gap or len(text) > LONGEST:
        return False
    if text in (page[index - 1].text, page[index + 1].text if index + 1 < len(page) else ""):
        return True
    if text[-1] in ":;?!,-" or not text[0].isalpha() or _LIST.match(text) or _TELLS.search(text):
        return False
    return not sentences.ends_as_sentence(text) or is_silent(text)
