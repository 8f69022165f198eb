"""Articles for the tests of publication: findings made by hand, so that every table has rows whatever the engine finds."""

from __future__ import annotations

import hashlib
from datetime import date

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from trichluc.article import (
    Article,
    Campaign,
    Citation,
    DocumentLink,
    Header,
    Mention,
    Period,
    Quantity,
    RawArticle,
    Role,
    Segment,
)
from trichluc.rows import gather

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Cường", "Phạm Dũng", "Hoàng Giang")
BODY = "Liên đoàn Lao động tỉnh Bắc Kạn"


def raw(number: int, edition: str = "") -> RawArticle:
    """Input number `number`; another `edition` is another content under the same name."""
    text = f"{NAMES[number % len(NAMES)]} chủ trì. {BODY} ban hành Kế hoạch {number % 9}. Tin số {number}. {edition}"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return RawArticle(f"{number:05d}.txt", text, sha256[:16], sha256, len(text.encode()))


def read(source: RawArticle) -> Article:
    """The raw article with one finding of every kind."""
    text = source.text
    name = text[: text.index(" chủ trì")]
    start = text.index(BODY)
    person = Mention("PERSON", 0, len(name), name, name, roles=["Chủ tịch"], entity_id=f"PERSON:{name}")
    body = Mention("ORG", start, start + len(BODY), BODY, BODY, entity_id=f"ORG:{BODY}")
    plan = text[text.index("Kế hoạch") :][:10]
    place = text.index(plan)
    cited = Citation(place, place + 10, plan, "Kế hoạch", number=plan[-1], citation_no=1, document_id=f"KH:{plan[-1]}")
    span = (0, len(name), name)
    return Article(
        source,
        text,
        Header(title=name),
        [Segment(0, len(text), "paragraph")],
        reference_date=date(2019, 5, 1 + len(text) % 28),
        reference_basis="published",
        mentions=[person, body],
        roles=[Role(*span, person, "Chủ tịch", body)],
        citations=[cited],
        document_links=[DocumentLink(*span, cited, cited, "implements")],
        periods=[Period(*span, "event", date(2019, 5, 1), None, "day")],
        campaigns=[_campaign(span, body)],
        quantities=[Quantity(*span, 1.0, "people")],
    )


def _campaign(span: tuple[int, int, str], body: Mention) -> Campaign:
    may = (date(2019, 5, 1), date(2019, 5, 31), "month")
    return Campaign(
        *span, "Tháng Công nhân", "month", *may, BODY, body.entity_id, basis=["02-KH/LĐLĐ"], campaign_id="tháng"
    )


def tables_of(raws: list[RawArticle]) -> dict[str, pa.Table]:
    """The tables of a batch."""
    gathered = gather(map(read, raws))
    return {name: pa.table(columns, schema=arrow_schema(TABLES[name])) for name, columns in gathered.items()}
