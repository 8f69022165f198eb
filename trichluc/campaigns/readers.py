"""How a campaign's name is read after its word where no quotation mark says where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from trichluc.campaigns.ends import end_of_name
from trichluc.scan import Hit
from trichluc.text import LOWER, UPPER

Span = tuple[int, int, str]
"""Start, end and form of a name."""

LEAST_NAME = 2
"""Code points; what is shorter is no name."""
CALL = re.compile(
    r"(?:xây dựng|ủng hộ|toàn dân|quyên góp|giúp|hiến|mỗi|nói không|chung tay|chung sức|đoàn kết|tiết kiệm|thực hành|rèn luyện)\s"
)
"""What people are called upon to do, with which the name of a movement begins."""
_LONGEST_PHRASE = 120

_COUNTED = re.compile(
    r"\s+(?:(?:lần thứ\s+)?\d{1,4}\s+năm\s+(?!qua|nay|tới|trước|liền|công tác|tuổi)|lần thứ\s+\d{1,3}\s+(?=ngày\s))(?=\w)",
    re.IGNORECASE,
)
_RECALLED = re.compile(r"(?:nhắc|ôn|kể|nhớ|gợi)\s(?:lại|đến|về)\s(?:những |nhiều |các )?\Z", re.IGNORECASE)
_AGAIN_COUNTED = re.compile(r"(?:\s*\([^()\n]{4,40}\))?\s*(?:,|;|và)\s+(\d{1,4}\s+năm\s+(?=\w))", re.IGNORECASE)
_HAPPENED = re.compile(
    r"(?:(?<=thư)|(?<=cờ)|(?<=điện)) cho |(?<!Đại hội) lần thứ (?:nhất|hai|ba|tư|năm|[0-9]{1,2})(?!\w)"
)
_DATED = re.compile(r",[^.;:()\n“”\"]{3,60}\((?=\d)")
_CAPITAL = re.compile(rf"[{UPPER}][{LOWER}]")
_MONTH = re.compile(r"Tháng (?:Giêng|Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Mười Một|Mười Hai|Chạp)\b")
_PRIZE = re.compile(r"(?:Nhất|Nhì|Ba|Tư|Khuyến khích|Đặc biệt|Vàng|Bạc|Đồng|Phóng)\b")
_GENERIC = re.compile(
    r"\s(?:các|cấp|này|trên|đó|những|quan trọng|lớn|tương tự|khác|vừa|hàng năm|Tìm hiểu về\Z"
    r"|thu hút|còn|không|lần|trao|đầu tiên|chứ|ảnh hưởng|ăn|nhiều|gồm|bao gồm|ngoài|tiếp|lại|cuối|đầu|sôi nổi|thành công"
    r"|kết thúc|khép lại|quy mô|đều|càng|thực sự|nêu|giúp|tạo|nhận|yêu cầu|kéo dài|do|thực hiện\Z)\b"
)
_SEVERAL = re.compile(r"(?i:\b(?:các|những|nhiều|một số|mọi|đây là) |\bnhư:? (?:[^.;:\n]{2,50}, )?)\Z")
_LAUNCHES = re.compile(r"(?:phát động|hưởng ứng|dấy lên|khởi xướng)(?: và \w+ \w+)?\s\Z", re.IGNORECASE)
_WIDE = re.compile(
    r"\s(?:sâu|sôi nổi|rộng|mạnh|thường xuyên|mới|chung|toàn|hăng|thi đua|ở|này|đó|trên|các|một|ra|quần chúng|công nhân"
    r"|thanh niên|đoàn viên|nông dân|phụ nữ)(?!\w)"
)
"""What makes no name of the words after `phát động phong trào`."""
_GOAL = re.compile(
    r"\s(?:thực hiện|hoàn thành|ra quân|lập thành tích|lao động|sản xuất|phấn đấu|đẩy mạnh|nâng cao|quyết thắng|học tập"
    r"|xây dựng|hướng tới)(?!\w)"
)
"""What a `phát động thi đua` calls upon people to do."""
_ACTION = re.compile(
    r"\s(?:đấu tranh|tấn công|trấn áp|phòng|chống|kiểm tra|truy quét|ra quân|xử lý|bảo đảm|tuyên truyền|thu hồi|vận động)(?!\w)"
)
_BUSY = re.compile(r"(?:giờ|mùa|thời|khung|lúc|dịp|giai|đợt)\s(?:gian |điểm |đoạn )?\Z", re.IGNORECASE)
_MOTTO = re.compile(r"\s[“\"][^“”\"\n]{2,120}[”\"]")
_OF_UNIT = re.compile(rf"\s(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã)(?=\s[{UPPER}])")
_STAGED = re.compile(
    r"(?: yêu nước)?,?(?: của [^.,;:()\n“”\"]{2,60}?)?,? giai [đd]o[ạa]n\w* (?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}"
)
"""What makes a movement of its own of a `phong trào thi đua` without a name."""
_SEASON = re.compile(
    r"\s(?:hành khách|khách|người dân|du lịch|vận tải|mua sắm|tiêu thụ|nắng|mưa|lễ|tết)(?!\w)", re.IGNORECASE
)
"""What comes in great numbers at a time, which is nobody's push."""
_ENTRIES = re.compile(r"\s(?:những|các)\s(?:mô hình|sáng kiến|giải pháp|ý tưởng|sản phẩm|tác phẩm|đề tài|ca khúc)\s")
_NUMBERED = re.compile(rf"(?:\s[^\W\d]+){{0,5}}?\s[{UPPER}][^\W\d]*\s[0-9]{{1,2}}(?![\w/%-]|[.,][0-9])")
_STAGE = re.compile(r",?\s+giai [đd]o[ạa]n\w*\s+\d{4}")
_NEXT_MEETING = re.compile(r"(?:,| và|, và)\s(?:Đại hội|ĐH)(?=\s)")
_OF_SOMEBODY = re.compile(
    r"(?<=sinh|.mất|.lập) của [^.,;:()\n“”\"]{2,40}?(?=[.,;:()\n“”\"]|\s(?:\(|như|là|và|đã|được|để|với|nhằm|sẽ|tại)(?!\w))"
)


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
    if end - hit[1] >= LEAST_NAME and not _names_no_push(text, hit, end) and not _is_any(text, hit[0], end):
        yield hit[0], end, form


def _names_no_push(text: str, hit: Hit, end: int) -> bool:
    """`hội thi các cấp`, `đợt cao điểm khách về quê`; but `Hội thi những sáng kiến …` goes by what is handed in."""
    if hit[2]["form"] == "drive" and _SEASON.match(text, hit[1], end):
        return True
    if not _GENERIC.match(text, hit[1], end):
        return False
    return not (hit[2]["form"] == "contest" and text[hit[0]].isupper() and _ENTRIES.match(text, hit[1]))


def _is_any(text: str, start: int, end: int) -> bool:
    """Whether any of a kind is meant: small letters only, behind `các` or `như` (`như liên hoan văn nghệ, …`)."""
    return text[start:end].islower() and _SEVERAL.search(text, max(0, start - 60), start) is not None


def _described(text: str, hit: Hit) -> Iterator[Span]:
    """`phong trào thi đua Quyết thắng`: the name is what follows the word, and begins with a capital."""
    if _CAPITAL.match(text, hit[1] + 1) and not _PRIZE.match(text, hit[1] + 1):
        end = end_of_name(text, hit[1])
        if end - hit[1] > LEAST_NAME:
            yield hit[1] + 1, end, hit[2]["form"]


def _spelled_out(text: str, hit: Hit) -> Iterator[Span]:
    """`cuộc vận động xây dựng …`: the name is a phrase that begins with what people are called upon to do."""
    staged = _STAGED.match(text, hit[1])
    if staged and not _SEVERAL.search(text, max(0, hit[0] - 60), hit[0]):
        yield hit[0], staged.end(), hit[2]["form"]
    elif CALL.match(text, hit[1] + 1) or _is_launched(text, hit):
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
    if end - hit[1] > LEAST_NAME and _STAGE.match(text, whole):
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


def _urged(text: str, hit: Hit) -> Iterator[Span]:
    """`phát động thi đua hoàn thành …`: what is launched is named by its goal."""
    start, end = hit[0] + len("phát động "), end_of_name(text, hit[1])
    if text.count(" ", hit[1], end) > 1 and end < start + _LONGEST_PHRASE and _GOAL.match(text, hit[1]):
        yield start, end, hit[2]["form"]


def _numbered(text: str, hit: Hit) -> Iterator[Span]:
    """`Chiến dịch đại bàng Sông Hồng 3`: told from a war's campaign by its number."""
    number = _NUMBERED.match(text, hit[1]) if text[hit[0]].isupper() else None
    if number:
        yield hit[0], number.end(), hit[2]["form"]


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
        if happened := _HAPPENED.match(text, end):  # `ngày Bác Hồ gửi thư cho học sinh`, `về thăm quê lần thứ hai`
            end = end_of_name(text, happened.end()) if happened[0] == " cho " else happened.end()
        if end - count.end() < LEAST_NAME:
            return
        yield start, end, "commemoration"
        count = _AGAIN_COUNTED.match(text, end)
        start = count.start(1) if count else start


READERS: dict[str, Callable[[str, Hit], Iterator[Span]]] = {
    "headed": _headed,
    "described": _described,
    "spelled_out": _spelled_out,
    "planned": _planned,
    "launched": _launched,
    "urged": _urged,
    "numbered": _numbered,
    "pushed": _pushed,
    "counted": _counted,
}
"""How the name is read after a word whose row in `campaign_words.csv` says so, where no quotation follows."""
