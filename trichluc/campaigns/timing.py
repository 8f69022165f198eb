"""When a campaign runs: through its name, through the words after it, or through the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile

from trichluc.article import Article, Campaign, Period
from trichluc.scan import Scan

_FARTHEST = 120
_SAME_SENTENCE = 600
# What may stand between a campaign and its period.
_LEADS_TO_PERIOD = re.compile(
    r"[”\"’']?\s*(?:(?:tỉnh|thành phố|TP\.?|huyện|quận|xã)\s[^,.;:()\n]{2,30}?,?\s)?(?:(?:19|20)\d\d\s)?(?:[(,\-]\s*)?(?:năm nay\s*)?(?:lần thứ [IVXL\d]+\s*)?(?:(?:đã |sẽ |được )?(?:diễn ra|tổ chức|phát động|triển khai|bắt đầu|thực hiện|kéo dài)\s*)?"
    r"(?:trong\s+)?(?:thời gian\s+)?(?:bắt đầu\s+)?\Z"
)
_EDITION = re.compile(r"[”\"’']?\s*(?:19|20)[0-9]{2}\s")
_RUNS = re.compile(r"bắt đầu từ|diễn ra|phát động từ|thời gian|được tổ chức từ|kéo dài|từ ngày")
_TELLS = re.compile(r"tổ chức|diễn ra|khai mạc")
_HEAD_RUNS = re.compile(
    r"(?: đấu| này| năm nay)?\s(?:sẽ |đã |chính thức )?(?:được )?(?:diễn ra|phát động|tổ chức|kéo dài|triển khai|bắt đầu)"
    r"(?: trong| vào| liên tục)?\b"
)
_OPENS = re.compile(r"khai mạc(?: vào)?(?: lúc [0-9h:g]{1,6})? ")
_CLOSES = re.compile(r"(?:bế mạc|kết thúc)(?: vào)? ")
_HELD = re.compile(r"(?:tổ chức|khai mạc|phát động|diễn ra)(?: vòng \w+)? ?\Z")
_DATELINE = re.compile(r"\([^()\n]{2,20}\) ?[-:]? ?")
_NEVER = ("publication", "document", "term")


def find_period(campaign: Campaign, scan: Scan, article: Article) -> None:
    """Set the campaign's `starts_on`, `ends_on` and `grain` where the article gives them."""
    period = (
        _in_name(campaign, article) or _after_name(campaign, scan, article) or _in_sentence(campaign, scan, article)
    )
    if period is not None:
        _set_period(campaign, period)


def _set_period(campaign: Campaign, period: Period) -> None:
    campaign.starts_on, campaign.ends_on, campaign.grain = period.starts_on, period.ends_on, period.grain
    if campaign.form == "commemoration":
        campaign.starts_on = period.ends_on
    elif period.type in ("event", "year", "other"):
        period.type = "campaign"


def _in_name(campaign: Campaign, article: Article) -> Period | None:
    if campaign.form == "commemoration":
        return None
    first = bisect_left(article.periods, campaign.char_start, key=lambda p: p.char_start)
    inside = takewhile(lambda p: p.char_end <= campaign.char_end, islice(article.periods, first, None))
    return next((p for p in inside if p.starts_on and p.type != "duration"), None)


def _after_name(campaign: Campaign, scan: Scan, article: Article) -> Period | None:
    index = bisect_left(article.periods, campaign.char_end, key=lambda p: p.char_start)
    for period in article.periods[index : index + 2]:
        if period.char_start - campaign.char_end > _FARTHEST:
            return None
        gap = scan.text[campaign.char_end : period.char_start]
        if not gap.strip('”"\n ') and scan.text[period.char_start].isupper():
            return None  # the next sentence, behind a lost stop: `chương trình “Tri ân”Sáng 30/5, …`
        if _LEADS_TO_PERIOD.match(gap) and period.ends_on and _fits(campaign, period, gap):
            return period
    return None


def _fits(campaign: Campaign, period: Period, gap: str) -> bool:
    """A commemoration takes the day in its brackets; an edition's bare year dates only a campaign of that year.

    No week, month or year of action is a single day, and none is the day behind an edition's year.
    """
    if campaign.form == "commemoration":
        return period.grain == "day" and (period.type == "anniversary" or ("(" in gap and not _TELLS.search(gap)))
    is_day = period.grain == "day" and period.starts_on == period.ends_on
    if is_day and (campaign.form in ("week", "month", "year") or _EDITION.match(gap)):
        return False
    if period.grain == "year" and period.type in ("year", "event", "other"):
        return campaign.form == "year" or _spans_years(period)
    return period.type not in _NEVER


def _spans_years(period: Period) -> bool:
    return period.starts_on is not None and period.ends_on is not None and period.starts_on.year < period.ends_on.year


def _in_sentence(campaign: Campaign, scan: Scan, article: Article) -> Period | None:
    """A range in the campaign's sentence that is said to be when something runs."""
    if campaign.form == "commemoration":
        return None
    start, end = scan.sentence(campaign.char_start)
    end = min(end, campaign.char_end + _SAME_SENTENCE)
    opened = _opened_and_closed(campaign.char_end, end, article)
    if opened:
        return opened
    after = _RUNS.search(scan.text, campaign.char_end, end)
    found = _range_after(after.end(), end, article) if after else None
    if found or campaign.form not in ("week", "month", "drive"):
        return found or _opening_range(start, campaign, scan, article)
    before = _RUNS.search(scan.text, max(start, campaign.char_start - _SAME_SENTENCE), campaign.char_start)
    return _range_after(before.end(), campaign.char_start, article) if before else None


def _opened_and_closed(position: int, end: int, article: Article) -> Period | None:
    """From the day of the opening to that of the close: `khai mạc ngày 3/6 và bế mạc ngày 8/6`."""
    opening = _OPENS.search(article.text, position, end)
    at = bisect_left(article.periods, opening.end(), key=lambda p: p.char_start) if opening else len(article.periods)
    first, second = [*article.periods[at : at + 2], None, None][:2]
    if not opening or not first or not second or first.char_start > opening.end() + len("ngày ") or not second.ends_on:
        return None
    closes = _CLOSES.search(article.text, first.char_end, min(end, second.char_start))
    is_close = closes and second.char_start - closes.end() <= len("ngày ")
    return replace(first, ends_on=second.ends_on) if is_close and first.starts_on else None


def _opening_range(start: int, campaign: Campaign, scan: Scan, article: Article) -> Period | None:
    """The range that opens the sentence in which somebody holds the contest (`Từ ngày 16 - 18/10, … tổ chức Hội thi …`)."""
    if campaign.form != "contest" or not _HELD.search(
        scan.text, max(start, campaign.char_start - 24), campaign.char_start
    ):
        return None
    opening = _DATELINE.match(scan.text, start)
    at = opening.end() if opening else start
    period = _range_after(at, campaign.char_start, article)
    return period if period and period.char_start <= at + len("Trong ") else None


def _range_after(position: int, end: int, article: Article) -> Period | None:
    """The period of several days that begins right at (or up to a few words behind) `position`."""
    index = bisect_left(article.periods, position - len("từ ngày "), key=lambda p: p.char_start)
    first, second = [*article.periods[index : index + 2], None, None][:2]
    if first is None or first.char_start - position >= 20 or first.char_end > end:
        return None
    if second and article.text[first.char_end : second.char_start] == " và " and second.ends_on:
        first = replace(first, ends_on=second.ends_on)  # `trong hai ngày 13/4 và 20/4`
    several = first.starts_on != first.ends_on
    return first if several and first.type not in (*_NEVER, "anniversary", "duration") else None


def find_later_statements(campaigns: list[Campaign], scan: Scan, article: Article) -> None:
    """`Giải diễn ra từ ngày …`: a sentence that speaks of a campaign by its head word alone dates the last one."""
    last_of_form: dict[str, Campaign] = {}
    following = 0
    for _, word_end, rule in scan.by_end("campaign_words"):
        while following < len(campaigns) and campaigns[following].char_start < word_end:
            last_of_form[campaigns[following].form] = campaigns[following]
            following += 1
        runs = _HEAD_RUNS.match(scan.text, word_end)
        period = _range_after(runs.end(), scan.sentence(word_end)[1], article) if runs else None
        if period is None:
            continue
        campaign = last_of_form.get(rule["form"])
        if campaign and not (campaign.starts_on or campaign.ends_on):
            _set_period(campaign, period)
