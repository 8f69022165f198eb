"""Campaigns: named or described pushes with a goal, who runs them, when, and on which documents they rest.

A campaign is seen by its word (`phong trào`, `cuộc vận động`, `Tuần lễ` …: `rules/campaign_words.csv`) and the name
that follows, in quotation marks or described, or by a name that the whole country knows
(`rules/campaign_names.csv`). What any sentence says of a campaign holds for each of its mentions in the article.
"""

from __future__ import annotations

from trichluc.article import Article, Campaign
from trichluc.campaigns.identity import share_what_is_known
from trichluc.campaigns.names import read_names
from trichluc.campaigns.organisers import Surroundings, find_later_organisers, find_organiser, share_in_lists
from trichluc.campaigns.timing import find_later_statements, find_period
from trichluc.scan import Scan

__all__ = ["find"]


def find(scan: Scan, article: Article) -> list[Campaign]:
    """Campaign mentions by position; reads the article's mentions, periods and citations."""
    campaigns = read_names(scan, article)
    if not campaigns:
        return []
    around = Surroundings.of(scan, article)
    for campaign in campaigns:
        find_period(campaign, scan, article)
        find_organiser(campaign, around)
    share_in_lists(campaigns, scan.text)
    find_later_statements(campaigns, scan, article)
    find_later_organisers(campaigns, around)
    share_what_is_known(campaigns, article)
    return campaigns
