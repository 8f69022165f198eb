"""Who runs a campaign: the subject of the verb that starts it, or the issuer of the document that orders it."""

from __future__ import annotations

import re
from bisect import bisect_right

from trichluc.article import Article, Campaign, Mention
from trichluc.scan import Scan

_FARTHEST = 160
_STARTS = re.compile(r"\b(?:phát động|tổ chức|ban hành|khởi động|khai mạc|khởi xướng|chủ trì|ra quân|công bố)\b")
# Between the verb and the campaign these say that somebody else's campaign is joined, not started.
_JOINS = re.compile(
    r"hưởng ứng|thực hiện|tham gia|tuyên truyền|tổng kết|sơ kết|chào mừng|nhân dịp|nhân |gắn với|quán triệt"
)
_BY = re.compile(r"[”\"’']?\s*(?:\([^()\n]{1,40}\)\s*)?(?:năm \d{4}\s*)?,?\s*do\s+(?:các\s+)?\Z")
_ORDERS = ("issues", "mentions")


def find_organiser(campaign: Campaign, scan: Scan, article: Article) -> None:
    """Set the campaign's `organiser`, `organiser_id`, `place` and `basis` where the article states them."""
    _take_document(campaign, article)
    bodies = [m for m in article.mentions if m.type == "ORG"]
    body = _named_after(campaign, scan, bodies) or _subject_before(campaign, scan, bodies)
    if body is not None:
        campaign.organiser, campaign.organiser_id = body.canonical, body.entity_id
    campaign.place = _place(campaign, scan, article, body)


def _take_document(campaign: Campaign, article: Article) -> None:
    """A campaign in the subject of a document rests on it, and its issuer runs it where the sentence issues it."""
    for citation in article.citations:
        follows = 0 <= campaign.char_start - citation.char_end <= _FARTHEST * 2
        if follows and citation.subject and campaign.name.casefold() in _flat(citation.subject):
            if citation.symbol and citation.symbol not in campaign.basis:
                campaign.basis.append(citation.symbol)
            if citation.relation == "issues" and citation.issuer_canonical:
                campaign.organiser = citation.issuer_canonical
                campaign.organiser_id = _entity_of(citation.issuer_canonical, article)


def _flat(written: str) -> str:
    return " ".join(re.sub(r"[“”„\"]", "", written).split()).casefold()


def _entity_of(canonical: str, article: Article) -> str | None:
    return next((m.entity_id for m in article.mentions if m.type == "ORG" and m.canonical == canonical), None)


def _named_after(campaign: Campaign, scan: Scan, bodies: list[Mention]) -> Mention | None:
    """`cuộc vận động “…” do Ủy ban … phát động`."""
    index = bisect_right(bodies, campaign.char_end, key=lambda m: m.char_start)
    for body in bodies[index : index + 1]:
        if _BY.match(scan.text, campaign.char_end, body.char_start):
            return body
    return None


def _subject_before(campaign: Campaign, scan: Scan, bodies: list[Mention]) -> Mention | None:
    """The body that the sentence says starts the campaign: `Đoàn Thanh niên … đã phát động chương trình “…”`."""
    start = scan.sentence(campaign.char_start)[0]
    verbs = list(_STARTS.finditer(scan.text, max(start, campaign.char_start - _FARTHEST), campaign.char_start))
    if not verbs or _JOINS.search(scan.text, verbs[-1].end(), campaign.char_start):
        return None
    before = [m for m in bodies if start <= m.char_start and m.char_end <= verbs[-1].start()]
    return _first_of_subject(before, scan.text, verbs[-1].start())


def _first_of_subject(bodies: list[Mention], text: str, verb: int) -> Mention | None:
    """The first of the bodies that form the verb's subject: nothing but conjunctions, `phối hợp` and adverbs between."""
    subject: Mention | None = None
    edge = verb
    for body in reversed(bodies):
        between = text[body.char_end : edge]
        if len(between) > 80 or re.search(r"[.;:]", between):
            break
        if subject is not None and not re.fullmatch(
            r"\s*(?:,|và|cùng|với|phối hợp|phối hợp với|phối hợp cùng|-|\s)*\s*", between
        ):
            break
        subject, edge = body, body.char_start
    return subject


def _place(campaign: Campaign, scan: Scan, article: Article, organiser: Mention | None) -> str | None:
    """Where it is run: `tại …` in the sentence, else the place in the organiser's name."""
    end = scan.sentence(campaign.char_end)[1]
    places = [m for m in article.mentions if m.type == "LOC"]
    for place in places:
        near = campaign.char_end <= place.char_start < min(end, campaign.char_end + _FARTHEST)
        if (
            near
            and not place.nested
            and re.search(r"(?:tại|ở|địa bàn)\s+(?:\w+\s+){0,2}\Z", scan.text[campaign.char_end : place.char_start])
        ):
            return place.canonical
    if organiser is None:
        return None
    inside = (p for p in places if organiser.char_start <= p.char_start and p.char_end <= organiser.char_end)
    return next((p.canonical for p in inside if p.canonical != "Việt Nam"), None)
