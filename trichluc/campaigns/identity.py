"""Which mentions mean one campaign, and what each of them knows for all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from hashlib import sha256
from itertools import islice, takewhile

from trichluc.article import Article, Campaign
from trichluc.text import reading

_EDITION = re.compile(r"[\s\-]+(?:năm\s+)?\d{4}\Z")

_NO_DAY = re.compile(r"(\d+ năm) ngày (?=\w)")
"""`kỷ niệm 50 năm ngày thành lập` is `kỷ niệm 50 năm thành lập`."""
_OF_STAGE = re.compile(r"\A(phong trào thi đua)(?: yêu nước)?,?(?: của .*?)?,? (?=giai đoạn)")
_ORDINAL = re.compile(r"lần thứ (\d+) ngày")
"""`kỷ niệm lần thứ 50 ngày thành lập` is `kỷ niệm 50 năm ngày thành lập`."""


def folded(name: str) -> str:
    """What tells campaigns apart by name: neither case, punctuation nor the edition's year.

    >>> folded("Năm Dân vận khéo – 2020")
    'năm dân vận khéo'
    """
    plain = _ORDINAL.sub(r"\1 năm ngày", _EDITION.sub("", reading(name)).casefold())
    plain = _OF_STAGE.sub(r"\1 ", _NO_DAY.sub(r"\1 ", plain))
    return " ".join(re.findall(r"\w+", plain))


def share_what_is_known(campaigns: list[Campaign], article: Article) -> None:
    """Give each mention the period, organiser and basis that any mention of its campaign states, and one id."""
    groups: defaultdict[str, list[Campaign]] = defaultdict(list)
    for campaign in campaigns:
        groups[folded(_spelled_out(campaign, article))].append(campaign)
    for key, mentions in _with_shorter_names(groups).items():
        _share_period(mentions)
        _share_organiser(mentions)
        basis = list(dict.fromkeys(symbol for campaign in mentions for symbol in campaign.basis))
        for campaign in mentions:
            campaign.basis = basis
            campaign.campaign_id = _identifier(key, campaign)


def _spelled_out(campaign: Campaign, article: Article) -> str:
    """The name with the bodies in it in full, so that `Đại hội MTTQ` and `Đại hội Mặt trận Tổ quốc` meet."""
    pieces, end = [], campaign.char_start
    first = bisect_left(article.mentions, campaign.char_start, key=lambda m: m.char_start)
    for mention in takewhile(lambda m: m.char_start < campaign.char_end, islice(article.mentions, first, None)):
        if mention.type == "ORG" and end <= mention.char_start and mention.char_end <= campaign.char_end:
            pieces += [article.text[end : mention.char_start], mention.canonical]
            end = mention.char_end
    return "".join([*pieces, article.text[end : campaign.char_end]])


def _with_shorter_names(groups: dict[str, list[Campaign]]) -> dict[str, list[Campaign]]:
    """A name that goes on where another ends (`… TP Quy Nhơn`) is of one campaign with it, if the two share a form."""
    merged: dict[str, list[Campaign]] = {}
    for key in sorted(groups):
        shorter = next(reversed(merged), None)
        form = groups[key][0].form
        if shorter and key.startswith(f"{shorter} ") and shorter.count(" ") >= 3 and merged[shorter][0].form == form:
            merged[shorter] += groups[key]
        else:
            merged[key] = groups[key]
    return merged


def _share_period(mentions: list[Campaign]) -> None:
    stated = next((c for c in mentions if c.starts_on or c.ends_on), None)
    for campaign in mentions:
        if stated and not (campaign.starts_on or campaign.ends_on):
            campaign.starts_on, campaign.ends_on, campaign.grain = stated.starts_on, stated.ends_on, stated.grain


def _share_organiser(mentions: list[Campaign]) -> None:
    stated = next((c for c in mentions if c.organiser), None)
    for campaign in mentions:
        if stated and not campaign.organiser:
            campaign.organiser, campaign.organiser_id, campaign.place = (
                stated.organiser,
                stated.organiser_id,
                stated.place,
            )


def _identifier(key: str, campaign: Campaign) -> str:
    """Equal name, year and organiser meet across articles."""
    day = campaign.starts_on or campaign.ends_on
    parts = (key, str(day.year) if day else "", campaign.organiser or "")
    return "CAMPAIGN:" + sha256("\x1f".join(parts).encode()).hexdigest()[:12]
