"""When a campaign runs: through its name, through the words after it, or through the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, takewhile

from trichluc.article import Article, Campaign, Period
from trichluc.scan import Scan

_FARTHEST = 120
# What may stand between a campaign and its period.
_LEADS_TO_PERIOD = re.compile(
    r"[”\"’']?\s*(?:[(,\-]\s*)?(?:năm nay\s*)?(?:(?:đã |sẽ |được )?(?:diễn ra|tổ chức|phát động|triển khai|bắt đầu|thực hiện|kéo dài)\s*)?"
    r"(?:trong\s+)?(?:thời gian\s+)?(?:bắt đầu\s+)?\Z"
)
_RUNS = re.compile(r"bắt đầu từ|diễn ra|phát động từ|thời gian|được tổ chức từ|kéo dài|từ ngày")
_NEVER = ("publication", "document", "term")


def find_period(campaign: Campaign, scan: Scan, article: Article) -> None:
    """Set the campaign's `starts_on`, `ends_on` and `grain` where the article gives them."""
    period = (
        _in_name(campaign, article) or _after_name(campaign, scan, article) or _in_sentence(campaign, scan, article)
    )
    if period is None:
        return
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
        if _LEADS_TO_PERIOD.match(gap) and period.ends_on and _fits(campaign, period, gap):
            return period
    return None


def _fits(campaign: Campaign, period: Period, gap: str) -> bool:
    """A commemoration takes the day in its brackets; an edition's bare year dates only a campaign of that year."""
    if campaign.form == "commemoration":
        return period.type == "anniversary" or (period.grain == "day" and "(" in gap)
    if period.grain == "year" and period.type == "year":
        return campaign.form == "year"
    return period.type not in _NEVER


def _in_sentence(campaign: Campaign, scan: Scan, article: Article) -> Period | None:
    """A range in the campaign's sentence that is said to be when something runs."""
    if campaign.form == "commemoration":
        return None
    _, end = scan.sentence(campaign.char_end)
    runs = _RUNS.search(scan.text, campaign.char_end, end)
    if not runs:
        return None
    index = bisect_left(article.periods, runs.start(), key=lambda p: p.char_start)
    for period in article.periods[index : index + 1]:
        near = period.char_start - runs.end() < 20 and period.char_end <= end
        if near and period.starts_on != period.ends_on and period.type not in (*_NEVER, "anniversary", "duration"):
            return period
    return None
