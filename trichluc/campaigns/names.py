"""The names of campaigns: in quotation marks after a campaign word, described after one, or known by themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from trichluc.article import Article, Campaign
from trichluc.campaigns.again import INTRODUCED, WORD, mentioned_again
from trichluc.campaigns.ends import LONGEST_NAME, before_citation, end_of_name, past_body, trimmed
from trichluc.campaigns.lists import listed_names
from trichluc.scan import Hit, Scan
from trichluc.text import LOWER, UPPER

_LONGEST_GAP = 60
_LONGEST_PHRASE = 120

Span = tuple[int, int, str]
"""Start, end and form of a name."""

# Between a campaign word and the quotation that names it: no clause ends, and nothing that makes it a slogan.
_GAP = re.compile(r"[^.;!?\n“”\"(),]*\Z")
_SLOGAN = re.compile(
    r"khẩu hiệu|chủ đề|thông điệp|phương châm|danh hiệu|mô hình|tiêu chí|chuyên đề|nội dung|bài |\blà\b", re.IGNORECASE
)
# Between two quotations of one list: `“A”, “B” và “C”`.
_LIST_GAP = re.compile(
    r"\s*(?:(?:của|do)\s[^.;:!?\n“”\"]{2,70}?)?(?:,|;|và|hay|hoặc|&|,\s*và)\s*(?:phong trào(?: thi đua)?\s*|cuộc vận động\s*)?\Z",
    re.IGNORECASE,
)
_HEADED_QUOTE = {"tuần lễ": "week", "tháng": "month", "năm": "year"}
_HEAD = re.compile(r"(tuần lễ|tháng|năm)\s+(?!\d|nay|qua|tới|trước|sau)", re.IGNORECASE)

_COUNTED = re.compile(
    r"\s+(?:(?:lần thứ\s+)?\d{1,4}\s+năm\s+(?!qua|nay|tới|trước|liền|công tác|tuổi)|lần thứ\s+\d{1,3}\s+(?=ngày\s))(?=\w)",
    re.IGNORECASE,
)
_RECALLED = re.compile(r"(?:nhắc|ôn|kể|nhớ|gợi)\s(?:lại|đến|về)\s(?:những |nhiều |các )?\Z", re.IGNORECASE)
_AGAIN_COUNTED = re.compile(r"(?:\s*\([^()\n]{4,40}\))?\s*(?:,|;|và)\s+(\d{1,4}\s+năm\s+(?=\w))", re.IGNORECASE)
_DATED = re.compile(r",[^.;:()\n“”\"]{3,60}\((?=\d)")
_CAPITAL = re.compile(rf"[{UPPER}][{LOWER}]")
_MONTH = re.compile(r"Tháng (?:Giêng|Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai|Chạp)\b")
_PRIZE = re.compile(r"(?:Nhất|Nhì|Ba|Tư|Khuyến khích|Đặc biệt|Vàng|Bạc|Đồng|Phóng)\b")
_GENERIC = re.compile(
    r"\s(?:các|cấp|này|trên|đó|những|quan trọng|lớn|tương tự|khác|vừa|hàng năm|Tìm hiểu về\Z"
    r"|thu hút|còn|không|lần|trao|đầu tiên|chứ|ảnh hưởng|ăn|nhiều|gồm|bao gồm|ngoài|tiếp|lại|cuối|đầu|sôi nổi|thành công"
    r"|kết thúc|khép lại|quy mô|đều|càng|thực sự|nêu|giúp|tạo|nhận|yêu cầu|kéo dài|do|thực hiện\Z)\b"
)
_SEVERAL = re.compile(r"(?:\b(?:các|những|nhiều|một số|mọi) |\bnhư:? (?:[^.;:\n]{2,50}, )?)\Z")
_CALL = re.compile(
    r"(?:xây dựng|ủng hộ|toàn dân|quyên góp|giúp|hiến|mỗi|nói không|chung tay|chung sức|đoàn kết|tiết kiệm|thực hành|rèn luyện)\s"
)
_LAUNCHES = re.compile(r"(?:phát động|hưởng ứng|dấy lên|khởi xướng)(?: và \w+ \w+)?\s\Z", re.IGNORECASE)
_WIDE = re.compile(
    r"\s(?:sâu|sôi nổi|rộng|mạnh|thường xuyên|mới|chung|toàn|hăng|thi đua|ở|này|đó|trên|các|một|ra|quần chúng|công nhân"
    r"|thanh niên|đoàn viên|nông dân|phụ nữ)(?!\w)"
)
"""What makes no name of the words after `phát động phong trào`."""
_ACTION = re.compile(
    r"\s(?:đấu tranh|tấn công|trấn áp|phòng|chống|kiểm tra|truy quét|ra quân|xử lý|bảo đảm|tuyên truyền|thu hồi|vận động)(?!\w)"
)
_BUSY = re.compile(r"(?:giờ|mùa|thời|khung|lúc|dịp|giai|đợt)\s(?:gian |điểm |đoạn )?\Z", re.IGNORECASE)
_MOTTO = re.compile(r"\s[“\"][^“”\"\n]{2,120}[”\"]")
_OF_UNIT = re.compile(rf"\s(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã)(?=\s[{UPPER}])")
_STAGE = re.compile(r",?\s+giai [đd]o[ạa]n\w*\s+\d{4}")
_NEXT_MEETING = re.compile(r"(?:,| và|, và)\s(?:Đại hội|ĐH)(?=\s)")
_LEAST_NAME = 2
_NAMED_WITHOUT_WORD = ("movement", "drive")
_OF_SOMEBODY = re.compile(
    r"(?<=sinh|.mất|.lập) của [^.,;:()\n“”\"]{2,40}?(?=[.,;:()\n“”\"]|\s(?:\(|như|là|và|đã|được|để|với|nhằm|sẽ|tại)(?!\w))"
)


def read_names(scan: Scan, article: Article) -> list[Campaign]:
    """Every campaign mention by position, none inside another, with name and form."""
    found = [*_after_words(scan), *listed_names(scan), *_headed_quotations(scan), *_known(scan)]
    if not found:
        return []
    cited = sorted((c.char_start, c.char_end) for c in article.citations)
    # `chiến dịch Điện Biên Phủ` is a place's battle, and `giải Nguyễn Văn A` no campaign either.
    named = {(m.char_start, m.char_end) for m in article.mentions if m.type != "ORG"}
    bodies = [(m.char_start, m.char_end) for m in article.mentions if m.type == "ORG"]
    campaigns: list[Campaign] = []
    for found_start, found_end, form in sorted(found, key=lambda span: (span[0], -span[1])):
        whole_end = past_body(found_start, found_end, bodies)
        start, end = trimmed(article.text, found_start, before_citation(found_start, whole_end, cited))
        follows_last = not campaigns or start >= campaigns[-1].char_end
        if start < end and follows_last and (start, end) not in named:
            campaigns.append(Campaign(start, end, "", _name(article.text[start:end]), form))
    return sorted([*campaigns, *mentioned_again(campaigns, scan.text)], key=lambda campaign: campaign.char_start)


def _name(written: str) -> str:
    """The name as written, without the quotation marks inside and line ends."""
    return " ".join(re.sub(r"[“”„\"]", "", written).split())


def _after_words(scan: Scan) -> Iterator[Span]:
    quotation_ends = dict(scan.quotations)
    for hit in _outermost(scan.hits("campaign_words")):
        form, reads = hit[2]["form"], hit[2]["reads"]
        spelled_out = reads == "spelled_out" and _CALL.match(scan.text, hit[1] + 1)
        quoted = [] if spelled_out or reads in ("counted", "nothing") else list(_quoted(scan, hit))
        if _is_quoted_whole(hit, quotation_ends):
            without_word = form in _NAMED_WITHOUT_WORD and reads != "headed"
            yield hit[1] if without_word else hit[0], quotation_ends[hit[0]], form
        elif quoted:
            yield from _with_head(scan.text, hit, quoted)
        elif reads in _READERS:
            yield from _READERS[reads](scan.text, hit)


def _is_quoted_whole(hit: Hit, quotation_ends: dict[int, int]) -> bool:
    """`“Chương trình quốc gia …”`: the word stands inside the quotation, at its head."""
    end = quotation_ends.get(hit[0])
    rule = hit[2]
    is_head = (
        end is not None and rule["reads"] not in ("counted", "nothing") and not rule["gap"] and " " in rule["word"]
    )
    return is_head and hit[1] + _LEAST_NAME < (end or 0) <= hit[0] + LONGEST_NAME


def _outermost(hits: list[Hit]) -> Iterator[Hit]:
    """Of overlapping words the longest: `phong trào thi đua`, not `phong trào`; `đợt` + `thi đua chào mừng`."""
    last: Hit | None = None
    for hit in hits:
        if last is not None and hit[0] >= last[1]:
            yield last
            last = None
        if last is None or (hit[1] > last[1] and (hit[0] == last[0] or hit[2]["reads"] == "headed")):
            last = hit
    if last is not None:
        yield last


def _quoted(scan: Scan, hit: Hit) -> Iterator[Span]:
    """The quotation that follows within the clause, and those listed after it."""
    quotations, position, form = scan.quotations, hit[1], hit[2]["form"]
    index = bisect_left(quotations, (position, 0))
    if index == len(quotations) or quotations[index][0] - position > int(hit[2]["gap"] or _LONGEST_GAP):
        return
    gap = scan.text[position : quotations[index][0] - 1]
    if not _GAP.match(gap) or _SLOGAN.search(gap):
        return
    start, end = quotations[index]
    while _LEAST_NAME <= end - start <= LONGEST_NAME and ". " not in scan.text[start:end]:
        yield start, end, form
        index += 1
        if index == len(quotations) or not _LIST_GAP.match(scan.text[end + 1 : quotations[index][0] - 1]):
            return
        start, end = quotations[index]


def _with_head(text: str, hit: Hit, quoted: list[Span]) -> Iterator[Span]:
    """The quotations themselves; `Tuần lễ “Áo dài”` keeps its head word, since the rest is no name of a week."""
    start, end, form = quoted[0]
    headed = hit[2]["reads"] == "headed" and form in ("week", "month", "year") and not text[hit[1] : start - 1].strip()
    yield (hit[0], end + 1, form) if headed else quoted[0]
    yield from quoted[1:]


def _headed(text: str, hit: Hit) -> Iterator[Span]:
    """A name that begins with its head word: `Tháng Công nhân`, `Hội thi kể chuyện theo sách`."""
    form, bare = hit[2]["form"], " " not in hit[2]["word"]
    if form in ("month", "week") and bare and not _CAPITAL.match(text, hit[1] + 1):
        return
    # `Năm Dân vận khéo` is told from `Năm Cam` by quotation marks alone, `Tháng Công nhân` from `Tháng Tám` by the word.
    if form == "year" or _MONTH.match(text, hit[0]):
        return
    end = end_of_name(text, hit[1])
    while form == "drive" and (meeting := _NEXT_MEETING.match(text, end)):
        end = max(end_of_name(text, meeting.end()), meeting.end())  # `… Đại hội huyện, Đại hội tỉnh`
    if end - hit[1] >= _LEAST_NAME and not _GENERIC.match(text, hit[1], end) and not _is_any(text, hit[0], end):
        yield hit[0], end, form


def _is_any(text: str, start: int, end: int) -> bool:
    """Whether any of a kind is meant: small letters only, behind `các` or `như` (`như liên hoan văn nghệ, …`)."""
    return text[start:end].islower() and _SEVERAL.search(text, max(0, start - 60), start) is not None


def _described(text: str, hit: Hit) -> Iterator[Span]:
    """`phong trào thi đua Quyết thắng`: the name is what follows the word, and begins with a capital."""
    if _CAPITAL.match(text, hit[1] + 1) and not _PRIZE.match(text, hit[1] + 1):
        end = end_of_name(text, hit[1])
        if end - hit[1] > _LEAST_NAME:
            yield hit[1] + 1, end, hit[2]["form"]


def _spelled_out(text: str, hit: Hit) -> Iterator[Span]:
    """`cuộc vận động xây dựng …`: the name is a phrase that begins with what people are called upon to do."""
    if _CALL.match(text, hit[1] + 1) or _is_launched(text, hit):
        end = end_of_name(text, hit[1])
        motto = _MOTTO.match(text, end)
        yield hit[1] + 1, motto.end() if motto else end, hit[2]["form"]
    else:
        yield from _described(text, hit)


def _is_launched(text: str, hit: Hit) -> bool:
    """`phát động phong trào hiến đất làm đường`: what is launched is named by what people are to do."""
    if (
        not text[hit[1] + 1 : hit[1] + 2].islower()
        or _WIDE.match(text, hit[1])
        or not _LAUNCHES.search(text, max(0, hit[0] - 24), hit[0])
    ):
        return False
    end = end_of_name(text, hit[1])
    return not _GENERIC.match(text, hit[1], end) and text.count(" ", hit[1], end) > 2


def _planned(text: str, hit: Hit) -> Iterator[Span]:
    """`Chương trình phát triển … giai đoạn 2016-2020`: a programme of years, told by the years."""
    whole = end_of_name(text, hit[1])
    of_unit = _OF_UNIT.search(text, hit[1], whole)
    end = of_unit.start() if of_unit else whole
    if end - hit[1] > _LEAST_NAME and _STAGE.match(text, whole):
        yield hit[0], end, hit[2]["form"]


def _pushed(text: str, hit: Hit) -> Iterator[Span]:
    """`cao điểm tấn công tội phạm`: a push, told from the busy hours of a day by what is to be done."""
    if _ACTION.match(text, hit[1]) and not _BUSY.search(text, max(0, hit[0] - 12), hit[0]):
        yield hit[0], end_of_name(text, hit[1]), hit[2]["form"]


def _launched(text: str, hit: Hit) -> Iterator[Span]:
    """`phát động ủng hộ …`: the name is what is launched."""
    start, end = hit[0] + len("phát động "), end_of_name(text, hit[1])
    if hit[1] < end < start + _LONGEST_PHRASE:
        yield start, end, hit[2]["form"]


def _counted(text: str, hit: Hit) -> Iterator[Span]:
    """`kỷ niệm 50 năm …`, and what is commemorated with it: `…, 139 năm Ngày Quốc tế Lao động`."""
    recalled = _RECALLED.search(text, max(0, hit[0] - 24), hit[0])
    count = None if recalled else _COUNTED.match(text, hit[1])
    start = hit[0]
    while count:
        end = end_of_name(text, count.end())
        dated = _DATED.match(text, end)
        if dated and not _AGAIN_COUNTED.match(text, end):
            end = dated.end() - 1 - (text[dated.end() - 2] == " ")
        of_somebody = _OF_SOMEBODY.match(text, end)
        end = of_somebody.end() if of_somebody else end
        called = _MOTTO.match(text, end) if text.endswith(" ra", start, end) else None
        end = called.end() if called else end  # `ngày Chủ tịch Hồ Chí Minh ra “Lời kêu gọi …”`
        if end - count.end() < _LEAST_NAME:
            return
        yield start, end, "commemoration"
        count = _AGAIN_COUNTED.match(text, end)
        start = count.start(1) if count else start


def _headed_quotations(scan: Scan) -> Iterator[Span]:
    """`“Năm Dân vận khéo – 2020”`: the quotation itself says what it is."""
    for start, end in scan.quotations:
        head = _HEAD.match(scan.text, start, end)
        if head and end - head.end() >= _LEAST_NAME and end - start <= LONGEST_NAME:
            yield start, end, _HEADED_QUOTE[head[1].lower()]


def _known(scan: Scan) -> Iterator[Span]:
    for start, end, rule in _outermost(scan.hits("campaign_names")):
        if rule["alone"] != "no" or INTRODUCED.search(scan.text, max(0, start - 40), start):
            yield start + (len(WORD) if rule["word"].startswith(WORD) else 0), end, rule["form"]


_READERS: dict[str, Callable[[str, Hit], Iterator[Span]]] = {
    "headed": _headed,
    "described": _described,
    "spelled_out": _spelled_out,
    "planned": _planned,
    "launched": _launched,
    "pushed": _pushed,
    "counted": _counted,
}
"""How the name is read after a word whose row in `campaign_words.csv` says so, where no quotation follows."""
