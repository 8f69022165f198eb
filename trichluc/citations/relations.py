"""What is done with a document: what the word says that governs it, or the list that it stands in."""

from __future__ import annotations

import re

from trichluc.article import LEGISLATION
from trichluc.citations.issuers import issuer_before
from trichluc.citations.page import Page, Reading
from trichluc.citations.verbs import after, before, changed_after
from trichluc.scan import Hit

_LIST_GAP = re.compile(
    r"[\s,;”\"’')]*(?:(?:và|hoặc|cùng|cùng với|cũng như|gắn với)?\s*(?:các\s|việc\s)?)?\Z"
    r"|(?:[,;]|,?\s(?:và|cũng như))\s(?:các\s)?(?:quy định|hướng dẫn) tại\s\Z"
    r"|\s(?:và|,)\s(?:Quyết định|Nghị định|Thông tư|Nghị quyết)\ssố\s\Z"
)
_AMENDS_ANOTHER = re.compile(
    r"(?:\snăm\s[0-9]{4})?(?:\svề việc)?\s(?:sửa đổi|bổ sung|thay thế|bãi bỏ)"
    r"(?:,? bổ sung)?\s(?:một số|các|điểm|khoản|(?i:điều|thông tư|nghị định|quyết định|luật)|[A-ZĐ])"
)
_BESIDE = re.compile(
    r"(?:\snăm\s[0-9]{4})?\s(?:quy định chi tiết |hướng dẫn |quy định |về |về việc |của \w+ \w+ )*(?:và )?(?:hướng dẫn )?(?:sửa đổi,? )?"
)
_INTO_LIFE = re.compile(r"[ ](?:(?:sớm|nhanh chóng|thực sự|thật sự)[ ]){0,2}(?:đi )?(?:sâu )?vào (?:cuộc|đời) sống")
_BROUGHT = re.compile(r"\b[Đđ]ưa(?:\s(?:các|những))?\s\Z")
_YEARS_LATER = re.compile(
    r",?\s(?:sau|qua)\s(?:[0-9]{1,2}|\w+(?:\s\w+)?)\snăm\s(?:triển khai|tổ chức|thực hiện|thi hành)\b"
)
_BRACKET = re.compile(r"\s\([^()\n]{1,200}\)")
_AND = re.compile(
    r"\s(?:và|cùng|cũng như|cùng với)\s(?:các\s)?(?:(?:quy định|hướng dẫn|ý kiến|chỉ đạo) của [^,.;:()\n]{3,60} tại\s)?\Z"
)
_NEW_CLAUSE = re.compile(r"\s(?:quy định|nêu|yêu cầu|cho phép|hướng dẫn|đã|cũng|sẽ)\b")
_LAPSED = re.compile(r"[ ]hết hiệu lực(?:[ ]thi hành)?[ ](?:kể[ ])?từ\b")
_CLAUSE = re.compile(r"[.;:\n]|,[ ]")
_TOGETHER = re.compile(r"\s(?:gắn với|gắn liền với)\s[^.;:\n]{3,90}\Z")
_ENDS = re.compile(r"[.;:!?]\s|\n")
_FARTHEST = 80
_FARTHEST_SECOND = 260
_MOST_LAWS = 5
_GOES_ON = ("issues", "implements", "based_on")
_ASSEMBLIES = ("Quốc hội", "Ủy ban Thường vụ Quốc hội", "UBTVQH", "HĐND", "Hội đồng nhân dân", "Hội đồng Nhân dân")
_CHANGES = ("amends", "replaces")


def govern(page: Page, readings: list[Reading]) -> None:
    """Set `verb` and the citation's relation; the items of a list share the verb of the first."""
    for index, reading in enumerate(readings):
        previous = readings[index - 1] if index else None
        first = _of_one_list(page, readings, index)
        if first is not None:
            _share(first, reading)
        else:
            _govern_one(page, reading, previous.char_end if previous else 0)
            if previous and (reading.verb is None or reading.verb[2]["word"] == "theo tinh thần"):
                first = _governed_along(page, readings, index)
                if first is not None:
                    _share(first, reading)
    for index, reading in enumerate(readings):
        if not reading.after_verb and reading.relation in ("based_on", "mentions"):
            _change(page, reading)
        if _lapses(page, readings, index):
            reading.verb, reading.relation = None, "replaces"
    _passives_of_lists(page, readings)


def _share(first: Reading, reading: Reading) -> None:
    reading.verb, reading.after_verb, reading.relation = first.verb, first.after_verb, first.relation


def _of_one_list(page: Page, readings: list[Reading], index: int) -> Reading | None:
    """The citation whose verb governs this one too; None where the list has none or ends before it."""
    if not index or readings[index].anaphor:
        return None
    reading, previous = readings[index], item_before(page, readings, index)
    if not previous.verb or not continues_list(page, previous, reading):
        return None
    amends = bool(_AMENDS_ANOTHER.match(page.text, reading.full))
    if previous.after_verb or not (amends or ";" in page.text[previous.end : reading.start]):
        return previous
    is_object = previous.relation in _CHANGES or previous.verb[2]["word"] == "thi hành"
    beside = _head_of_list(page, readings, index) if amends or is_object else previous
    if beside or not (amends and is_object):
        return beside or previous
    first_of_all = index == 1 or readings[index - 2].end <= page.scan.sentence(reading.start)[0]
    return previous if first_of_all else None


def _head_of_list(page: Page, readings: list[Reading], index: int) -> Reading | None:
    """The item that a list takes up again: in `A sửa đổi B; C` it is A, not B, that C stands beside."""
    verb = readings[index - 1].verb
    for other in reversed(readings[max(0, index - 5) : index - 1]):
        if verb and other.end <= verb[0]:
            return other if _BESIDE.fullmatch(page.text, other.end, verb[0]) else None
    return None


def continues_list(page: Page, previous: Reading, reading: Reading) -> bool:
    """Whether nothing but a comma or a conjunction stands between two citations."""
    if reading.group == previous.group >= 0:
        return True
    gap_start = previous.full if previous.full <= reading.start else previous.end
    gap = page.text[gap_start : reading.opening]
    bracket = _BRACKET.match(gap)
    gap = gap[bracket.end() :] if bracket else gap
    is_heading = "\n" in gap and not gap.strip()
    if gap.endswith("; ") and previous.relation == "based_on" and not _ENDS.search(gap[:-2]):
        return len(gap) < _FARTHEST_SECOND  # `căn cứ A …; B …`
    return 0 < len(gap) < 30 and bool(_LIST_GAP.match(gap)) and "(" not in gap and not is_heading


def item_before(page: Page, readings: list[Reading], index: int) -> Reading:
    """The citation before this one; of `A (sửa đổi tại B) và C`, A is before C."""
    last = readings[index - 1]
    if ")" not in page.text[last.char_end : readings[index].char_start]:
        return last
    for other in reversed(readings[max(0, index - 3) : index - 1]):
        bracket = _BRACKET.match(page.text, other.full)
        if bracket and last.char_end <= bracket.end() <= readings[index].char_start:
            return other
    return last


def _second_object(page: Page, previous: Reading, reading: Reading) -> bool:
    """`ban hành công văn A hướng dẫn … và công văn B`: one verb governs both, whatever is said of the first."""
    if previous.relation not in _GOES_ON or previous.after_verb or previous.doc_type != reading.doc_type:
        return False
    between = page.text[previous.end : reading.opening]
    if len(between) > _FARTHEST_SECOND or not _AND.search(between):
        return False
    return not _ENDS.search(between) and ("," not in between or previous.relation != "based_on")


def _past_laws(page: Page, readings: list[Reading], index: int) -> Reading | None:
    """`theo Nghị định A quy định chi tiết … Luật L và Nghị định B`: past the laws that A carries out, B stands beside A."""
    place = index - 1
    while place > 0 and index - place < _MOST_LAWS and readings[place].doc_type in LEGISLATION:
        place -= 1
    if place < 0 or place == index - 1 or readings[place].doc_type != readings[index].doc_type:
        return None
    between = page.text[readings[place].end : readings[index].opening]
    if not _AND.search(between) or _ENDS.search(between) or len(between) > 2 * _FARTHEST_SECOND:
        return None
    return readings[place] if readings[place].verb and not readings[place].after_verb else None


def _governed_along(page: Page, readings: list[Reading], index: int) -> Reading | None:
    """The citation whose verb governs this one too, although more than a comma or a conjunction stands between them."""
    previous, reading = readings[index - 1], readings[index]
    if reading.verb is None:
        return previous if _second_object(page, previous, reading) else _past_laws(page, readings, index)
    together = previous.relation == "implements" and _TOGETHER.fullmatch(page.text, previous.full, reading.verb[0])
    return previous if together else None


def _govern_one(page: Page, reading: Reading, floor: int) -> None:
    verb = before(page, reading.opening, floor)
    if verb and verb[2]["relation"] == "implements" and _opens_clause(page, reading):
        verb = None
    if verb is None:
        verb, reading.after_verb = after(page, reading.full), True
        if verb is None and reading.subject_span:
            verb = _in_bracket(page, reading)
    reading.verb = verb
    if verb and reading.after_verb is False and passes(page, reading.doc_type, verb):
        reading.relation = "issues"
    elif verb and verb[2]["relation"]:
        reading.relation = verb[2]["relation"]
    elif _YEARS_LATER.match(page.text, reading.full):
        reading.relation = "reviews"
    elif _INTO_LIFE.match(page.text, reading.full) and _BROUGHT.search(
        page.text, max(0, reading.opening - _FARTHEST), reading.opening
    ):
        reading.relation = "implements"


def _opens_clause(page: Page, reading: Reading) -> bool:
    """`Trong quá trình thực hiện nếu có tranh chấp, Nghị định 46 quy định …`: the document begins the main clause."""
    return page.text.startswith(", ", reading.opening - 2) and _NEW_CLAUSE.match(page.text, reading.full) is not None


def passes(page: Page, doc_type: str, verb: Hit) -> bool:
    """Whether an assembly passes the document (`Quốc hội thông qua Luật …`); elsewhere `thông qua` is `by means of`."""
    if verb[2]["word"] != "thông qua" or not (doc_type in LEGISLATION or doc_type.startswith("Nghị quyết")):
        return False
    body = issuer_before(page, verb[0])
    return body is not None and page.text.startswith(_ASSEMBLIES, body[0])


def _change(page: Page, reading: Reading) -> None:
    """`theo Thông tư A được sửa đổi tại B`: what is said to be changed is amended, whatever else governs it."""
    if reading.verb and "kèm" in reading.verb[2]["word"]:  # it is the form enclosed with it that is replaced
        return
    verb = changed_after(page, reading.full)
    if verb is None and reading.subject_span:
        verb = _in_bracket(page, reading)
    if verb:
        reading.verb, reading.after_verb, reading.relation = verb, True, verb[2]["relation"]


def _lapses(page: Page, readings: list[Reading], index: int) -> bool:
    """`Nghị quyết số 951 … phê chuẩn … hết hiệu lực kể từ ngày …`: another document has put an end to it."""
    full = readings[index].full
    limit = full + _FARTHEST_SECOND if index + 1 == len(readings) else readings[index + 1].char_start
    at = page.text.find(" hết hiệu lực", full, min(limit, full + _FARTHEST_SECOND))
    if at < 0 or not _LAPSED.match(page.text, at):
        return False
    return not _CLAUSE.search(page.text, full, at)


def _in_bracket(page: Page, reading: Reading) -> Hit | None:
    """The passive in a bracket that parts a document from its title: `A (được sửa đổi tại B) quy định về …`."""
    parted = page.text.startswith(" (", reading.char_end)
    return changed_after(page, reading.char_end) if parted else None


def _passives_of_lists(page: Page, readings: list[Reading]) -> None:
    """A passive after a list's last item governs every item; one in brackets (`A, B (được sửa đổi)`) the last alone."""
    for last, reading in zip(reversed(readings), reversed(readings[:-1]), strict=False):
        if not last.after_verb or not last.verb or "(" in page.text[last.full : last.full + 3]:
            continue
        if reading.verb is None and continues_list(page, reading, last):
            reading.verb, reading.after_verb = last.verb, True
            reading.relation = last.relation
