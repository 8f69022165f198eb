"""The header: what the record states of itself, completed from the segments around the body."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from schemas.table import TIME_ZONE
from trichluc.article import Header, RawArticle, Segment
from trichluc.segments import bylines, datelines, outlets

LOCAL = ZoneInfo(TIME_ZONE)
"""What a time without a zone is in."""
OPENING_LENGTH = range(40, 640)


def read(raw: RawArticle, text: str, segments: list[Segment]) -> Header:
    """The header of an article whose segments are known; what the record states is trusted over the text."""
    author, affiliation = _author(text, segments)
    published_at, grain = _published(text, segments)
    return Header(
        title=raw.title or _title(text, segments),
        author=raw.author or author,
        author_affiliation=None if raw.author else affiliation,
        published_at=_local(raw.published_at or published_at),
        published_grain=(raw.published_grain or "minute") if raw.published_at else grain,
        section=raw.section or _section(text, segments),
        outlet=raw.outlet or _outlet(text, segments),
        lead=_lead(text, segments),
    )


def _local(at: datetime | None) -> datetime | None:
    """A moment without a zone is local time."""
    if at is None:
        return None
    return at.replace(tzinfo=LOCAL) if at.tzinfo is None else at.astimezone(LOCAL)


def _surfaces(text: str, segments: list[Segment], *roles: str) -> list[str]:
    return [text[s.char_start : s.char_end] for s in segments if s.role in roles]


def _title(text: str, segments: list[Segment]) -> str | None:
    return " ".join(" ".join(_surfaces(text, segments, "title")).split()) or None


def _author(text: str, segments: list[Segment]) -> tuple[str | None, str | None]:
    for surface in _surfaces(text, _signing_all(segments), "byline", "signature"):
        signed = bylines.read(surface)
        if signed and signed.author:
            return signed.author, signed.affiliation
    return None, None


def _signing_all(segments: list[Segment]) -> list[Segment]:
    """The segments without the signatures that are several and have paragraphs below: these sign items of a round-up."""
    if sum(segment.role == "signature" for segment in segments) < 2:
        return segments
    last = max((index for index, segment in enumerate(segments) if segment.role == "paragraph"), default=0)
    return [segment for index, segment in enumerate(segments) if segment.role != "signature" or index > last]


def _published(text: str, segments: list[Segment]) -> tuple[datetime | None, str | None]:
    for surface in _surfaces(text, segments, "dateline"):
        found = datelines.read(surface)
        if found:
            return found.at, found.grain
    return None, None


def _section(text: str, segments: list[Segment]) -> str | None:
    for surface in _surfaces(text, segments, "section"):
        signed = bylines.read(surface)
        if outlets.closing(surface) is None and (signed is None or signed.kind != "source"):
            return surface
    return None


def _outlet(text: str, segments: list[Segment]) -> str | None:
    """The agency prefix of the first sentences; failing that, the source label at the foot."""
    openings = [s for s in segments if s.role == "lead"] + [s for s in segments if s.role == "paragraph"][:2]
    for segment in openings:
        found = outlets.prefix(text[segment.char_start : segment.char_end])
        if found:
            return found[0]
    return _source_label(text, segments)


def _source_label(text: str, segments: list[Segment]) -> str | None:
    dated = False
    last = next((i for i, s in enumerate(segments) if s.role == "paragraph"), 0)
    labels = []
    for segment in segments[last:]:
        surface = text[segment.char_start : segment.char_end]
        dated = dated or segment.role == "dateline"
        if segment.role == "section" and (closing := outlets.closing(surface)):
            return closing
        if segment.role == "section" and dated:
            labels.append(surface)
    return labels[-1] if len(labels) > 1 else None


def _lead(text: str, segments: list[Segment]) -> str | None:
    """The summary set apart; where none is, the opening paragraph, if short beside the paragraphs after it."""
    leads = _surfaces(text, segments, "lead")
    if leads:
        return "\n".join(leads)
    paragraphs = _surfaces(text, segments, "paragraph")
    if len(paragraphs) > 1 and len(paragraphs[0]) in OPENING_LENGTH and not paragraphs[0].endswith(":"):
        return paragraphs[0]
    return None
