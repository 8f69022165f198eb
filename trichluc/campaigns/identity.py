"""Which mentions mean one campaign, and what each of them knows for all."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256

from trichluc.article import Campaign
from trichluc.text import reading

_EDITION = re.compile(r"[\s\-]+(?:năm\s+)?\d{4}\Z")


def folded(name: str) -> str:
    """What tells campaigns apart by name: neither case, punctuation nor the edition's year.

    >>> folded("Năm Dân vận khéo – 2020")
    'năm dân vận khéo'
    """
    return " ".join(re.findall(r"\w+", _EDITION.sub("", reading(name)).casefold()))


def share_what_is_known(campaigns: list[Campaign]) -> None:
    """Give each mention the period, organiser and basis that any mention of its campaign states, and one id."""
    groups: defaultdict[str, list[Campaign]] = defaultdict(list)
    for campaign in campaigns:
        groups[folded(campaign.name)].append(campaign)
    for key, mentions in groups.items():
        _share_period(mentions)
        _share_organiser(mentions)
        basis = list(dict.fromkeys(symbol for campaign in mentions for symbol in campaign.basis))
        for campaign in mentions:
            campaign.basis = basis
            campaign.campaign_id = _identifier(key, campaign)


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
