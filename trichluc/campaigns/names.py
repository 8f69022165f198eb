"""The names of campaigns: in quotation marks after a campaign word, described after one, or known by themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from trichluc.article import Article, Campaign
from trichluc.campaigns.again import INTRODUCED, WORD, mentioned_again
from trichluc.campaigns.ends import LONGEST_NAME, before_citation, past_body, trimmed
from trichluc.campaigns.lists import listed_names
from trichluc.campaigns.readers import CALL, LEAST_NAME, READERS, Span
from trichluc.scan import Hit, Scan

_LONGEST_GAP = 60

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

_NAMED_WITHOUT_WORD = ("movement", "drive")


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
        start, end = trimmed(article.text, found_start, before_citation(article.text, found_start, whole_end, cited))
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
        spelled_out = reads == "spelled_out" and CALL.match(scan.text, hit[1] + 1)
        quoted = [] if spelled_out or reads in ("counted", "nothing") else list(_quoted(scan, hit))
        if _is_quoted_whole(hit, quotation_ends):
            without_word = form in _NAMED_WITHOUT_WORD and reads != "headed"
            yield hit[1] if without_word else hit[0], quotation_ends[hit[0]], form
        elif quoted:
            yield from _with_head(scan.text, hit, quoted)
        elif reads in READERS:
            yield from READERS[reads](scan.text, hit)


def _is_quoted_whole(hit: Hit, quotation_ends: dict[int, int]) -> bool:
    """`“Chương trình quốc gia …”`: the word stands inside the quotation, at its head."""
    end = quotation_ends.get(hit[0])
    rule = hit[2]
    is_head = (
        end is not None and rule["reads"] not in ("counted", "nothing") and not rule["gap"] and " " in rule["word"]
    )
    return is_head and hit[1] + LEAST_NAME < (end or 0) <= hit[0] + LONGEST_NAME


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
    while LEAST_NAME <= end - start <= LONGEST_NAME and ". " not in scan.text[start:end]:
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


def _headed_quotations(scan: Scan) -> Iterator[Span]:
    """`“Năm Dân vận khéo – 2020”`: the quotation itself says what it is."""
    for start, end in scan.quotations:
        head = _HEAD.match(scan.text, start, end)
        if head and end - head.end() >= LEAST_NAME and end - start <= LONGEST_NAME:
            yield start, end, _HEADED_QUOTE[head[1].lower()]


def _known(scan: Scan) -> Iterator[Span]:
    for start, end, rule in _outermost(scan.hits("campaign_names")):
        if rule["alone"] != "no" or INTRODUCED.search(scan.text, max(0, start - 40), start):
            yield start + (len(WORD) if rule["word"].startswith(WORD) else 0), end, rule["form"]
