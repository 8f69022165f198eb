"""Who runs a campaign: the subject of the verb that starts it, or the issuer of the document that orders it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from trichluc.article import Article, Campaign, Citation, Mention
from trichluc.scan import Scan

_FARTHEST = 160
_STARTS = re.compile(
    r"\b(?:phát động|tổ chức|ban hành|khởi động|khai mạc|khởi xướng|chủ trì|ra quân|công bố)\b|\b(?:long trọng|trọng thể)(?= ?\Z)"
)
# Between the verb and the campaign these say that somebody else's campaign is joined, not started.
_JOINS = re.compile(
    r"hưởng ứng|thực hiện|tham gia|tuyên truyền|tổng kết|sơ kết|chào mừng|nhân dịp|nhân |gắn với|quán triệt"
)
_BY = re.compile(
    r"[”\"’']?\s*(?:\([^()\n]{1,40}\)\s*)?(?:năm \d{4}\s*)?(?:,?\s*\(?do|(?<=[”\"])\s*của)\s+(?:các\s+)?\Z"
    r"|[”\"’']?\s*là phần thưởng (?:[^\W\d]+ ){0,4}của |(?<=[0-9])\s*của \Z"
)
_LONGEST_ADVERBIAL = 80
_CLAUSE_END = re.compile(r"[.;:]")
_JOINED = re.compile(r"(?:[,\s-]|và|cùng|với|phối hợp)*")
_LISTED = re.compile(r"[”\"]?\s*(?:,|;|và|hoặc)?\s*[“\"]?")
_PARTNER = re.compile(r"\s?:?\s?(?:đã |sẽ )?[Pp]hối hợp (?:với|cùng)(?: các)? \Z")
_BESIDE = re.compile(r" (?:cùng|cùng với|phối hợp với|phối hợp cùng) ")
"""Between two bodies of which the first runs the campaign, whatever stands before it."""
_THIS_ONE = re.compile(r"(?: thi| đấu)? (?:này )?(?:do|được) ")
_BEHIND = re.compile(r"[^.;:\n]{0,40}?\b(?:tổ chức|phát động|khởi xướng|chủ trì)\b")
_CONTEST = re.compile(r"(?:Hội thao|Hội thi|Hội diễn(?: \w+){0,4}|Giải \w+(?: \w+)?) ")
_AT = re.compile(r"\b(?:tại|ở|địa bàn)\s+(?:\w+\s+){0,2}\Z")
_LONGEST_SUBJECT = 2 * _FARTHEST


@dataclass(slots=True, frozen=True)
class Surroundings:
    """What an organiser, a place or a basis is looked for in: bodies and places by position."""

    scan: Scan
    article: Article
    bodies: list[Mention]
    places: list[Mention]

    @classmethod
    def of(cls, scan: Scan, article: Article) -> Surroundings:
        """The surroundings that all campaigns of an article share."""
        bodies = [m for m in article.mentions if m.type == "ORG"]
        return cls(scan, article, bodies, [m for m in article.mentions if m.type == "LOC"])


def find_organiser(campaign: Campaign, around: Surroundings) -> None:
    """Set the campaign's `organiser`, `organiser_id`, `place` and `basis` where the article states them."""
    _take_document(campaign, around.article)
    body = _in_name(campaign, around) or _named_after(campaign, around) or _subject_before(campaign, around)
    if body is not None:
        campaign.organiser, campaign.organiser_id = body.canonical, body.entity_id
    campaign.place = _place(campaign, around, body)


def share_in_lists(campaigns: list[Campaign], text: str) -> None:
    """`phát động các phong trào “A”, “B” và “C”`: who runs the first runs them all."""
    for previous, campaign in pairwise(campaigns):
        if campaign.organiser is None and _LISTED.fullmatch(text, previous.char_end, campaign.char_start):
            campaign.organiser, campaign.organiser_id = previous.organiser, previous.organiser_id
            campaign.place = campaign.place or previous.place


def _starting_in(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    first = bisect_left(mentions, start, key=lambda m: m.char_start)
    return mentions[first : bisect_left(mentions, end, key=lambda m: m.char_start)]


def _take_document(campaign: Campaign, article: Article) -> None:
    """A campaign in the subject of a document rests on it, and its issuer runs it where the sentence issues it."""
    start = campaign.char_start - _LONGEST_SUBJECT
    first = bisect_left(article.citations, start, key=lambda c: c.char_end)
    for citation in takewhile(lambda c: c.char_end <= campaign.char_start, islice(article.citations, first, None)):
        if citation.subject and campaign.name.casefold() in _flat(citation.subject):
            if citation.symbol and citation.symbol not in campaign.basis:
                campaign.basis.append(citation.symbol)
            if citation.relation == "issues" and citation.issuer_canonical:
                campaign.organiser = citation.issuer_canonical
                campaign.organiser_id = _entity_of(citation, article)


def _flat(written: str) -> str:
    return " ".join(re.sub(r"[“”„\"]", "", written).split()).casefold()


def _entity_of(citation: Citation, article: Article) -> str | None:
    """The mentioned body that issued the document."""
    near = _starting_in(article.mentions, citation.char_start - _LONGEST_SUBJECT, citation.char_end)
    return next((m.entity_id for m in near if m.type == "ORG" and m.canonical == citation.issuer_canonical), None)


def find_later_organisers(campaigns: list[Campaign], around: Surroundings) -> None:
    """`Chương trình này do Chi cục Thuế quận 3 tổ chức`: a sentence that speaks of the last campaign by its head word."""
    starts = [campaign.char_start for campaign in campaigns]
    for _, word_end, rule in around.scan.by_end("campaign_words"):
        by = _THIS_ONE.match(around.scan.text, word_end)
        body = next(iter(_starting_in(around.bodies, by.end(), by.end() + 1)), None) if by else None
        last = bisect_left(starts, word_end) - 1
        campaign = campaigns[last] if last >= 0 and campaigns[last].form == rule["form"] else None
        if body and campaign and not campaign.organiser and _BEHIND.match(around.scan.text, body.char_end):
            campaign.organiser, campaign.organiser_id = body.canonical, body.entity_id


def _in_name(campaign: Campaign, around: Surroundings) -> Mention | None:
    """`Hội thao Liên đoàn Lao động tỉnh Kon Tum`: the body that a contest is named after."""
    if campaign.form not in ("contest", "movement"):
        return None
    inside = _starting_in(around.bodies, campaign.char_start, campaign.char_end)
    head = around.scan.text[campaign.char_start : inside[0].char_start] if inside else ""
    return inside[0] if inside and (_CONTEST.fullmatch(head) or head.endswith(" của ")) else None


def _named_after(campaign: Campaign, around: Surroundings) -> Mention | None:
    """`cuộc vận động “…” do Ủy ban … phát động`."""
    after = _starting_in(around.bodies, campaign.char_end, campaign.char_end + _FARTHEST)
    return next((b for b in after[:1] if _BY.match(around.scan.text, campaign.char_end, b.char_start)), None)


def _subject_before(campaign: Campaign, around: Surroundings) -> Mention | None:
    """The body that the sentence says starts the campaign: `Đoàn Thanh niên … đã phát động chương trình “…”`."""
    text, start = around.scan.text, around.scan.sentence(campaign.char_start)[0]
    verbs = list(_STARTS.finditer(text, max(start, campaign.char_start - _FARTHEST), campaign.char_start))
    if not verbs or _JOINS.search(text, verbs[-1].end(), campaign.char_start):
        return None
    verb = verbs[-1].start()
    before = _starting_in(around.bodies, max(start, verb - _LONGEST_SUBJECT), verb)
    return _first_of_subject([b for b in before if b.char_end <= verb], text, verb)


def _first_of_subject(bodies: list[Mention], text: str, verb: int) -> Mention | None:
    """The first of the bodies that form the verb's subject: nothing but conjunctions and `phối hợp` between them."""
    subject: Mention | None = None
    edge = verb
    for body in reversed(bodies):
        partner = _PARTNER.search(text, max(0, body.char_start - 30), body.char_start)
        if partner and (subject is None or _JOINED.fullmatch(text, body.char_end, edge)):
            subject, edge = (
                None,
                partner.start(),
            )  # `Công đoàn huyện phối hợp với Trung tâm Y tế tổ chức`: the first of them runs it
            continue
        between = text[body.char_end : edge]
        if len(between) > _LONGEST_ADVERBIAL or _CLAUSE_END.search(between):
            break
        beside = _BESIDE.fullmatch(between) or (_JOINED.fullmatch(between) and _opens_clause(body, text))
        if subject is not None and not beside:
            break
        subject, edge = body, body.char_start
    return subject


def _opens_clause(body: Mention, text: str) -> bool:
    """Whether nothing of the clause stands before the body: `…, lãnh đạo Tổng cục, Đoàn Thanh niên` is no list."""
    return not text[max(0, body.char_start - 3) : body.char_start].rstrip(" ")[-1:].isalnum()


def _place(campaign: Campaign, around: Surroundings, organiser: Mention | None) -> str | None:
    """Where it is run: `tại …` in the sentence, else the place in the organiser's name."""
    text, end = around.scan.text, around.scan.sentence(campaign.char_end)[1]
    for place in _starting_in(around.places, campaign.char_end, min(end, campaign.char_end + _FARTHEST)):
        if not place.nested and _AT.search(text, campaign.char_end, place.char_start):
            return place.canonical
    if organiser is None:
        return None
    inside = _starting_in(around.places, organiser.char_start, organiser.char_end)
    return next((p.canonical for p in inside if p.canonical != "Việt Nam"), None)
