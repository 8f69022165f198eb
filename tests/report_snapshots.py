"""Snapshots for the tests of the report: the sample articles as the engine reads them, and one that means harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from tasks.snapshot import Target
from tests import golden
from trichluc.article import (
    Article,
    Campaign,
    Citation,
    DocumentLink,
    Header,
    Mention,
    Period,
    RawArticle,
    Role,
    Segment,
)
from trichluc.extract import extract
from trichluc.rows import gather

HARM = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "[bấm](javascript:alert(3))",
    "</script><svg onload=alert(4)>",
    "\x1b[31mđỏ\x07\x1b]0;tên\x07",
    "\u202eđảo ngược\u202c\u2066",
    '=HYPERLINK("http://harm.example";"x")',
    "{{ 7*7 }}${alert(5)}`",
    "__proto__",
)
"""What an article might carry to do something to whoever looks at it."""
ALL = " ".join(HARM)
ADDRESSES = ("javascript:alert(6)//trang.txt", 'https://harm.example/"><script>alert(7)</script>', "../../<b>a</b>.txt")


def publish(curated: Path, articles: list[Article], rejections: pa.Table | None = None) -> None:
    """Publish articles as a run would."""
    gathered = gather(articles)
    tables = {name: pa.table(columns, schema=arrow_schema(TABLES[name])) for name, columns in gathered.items()}
    with Target.open(curated) as target:
        staging = target.stage()
        staging.write(0, tables, rejections)
        target.publish(staging.assemble())


def publish_samples(curated: Path) -> None:
    """The five sample articles."""
    publish(curated, [extract(raw) for raw in golden.articles().values()])


def publish_harm(curated: Path) -> None:
    """Articles that carry harm in every field that is text, and a rejection that does."""
    articles = [_harmful(number, address) for number, address in enumerate(ADDRESSES)]
    row = {"source_uri": f"{ALL}.txt", "stage": "load", "reason": "empty", "detail": ALL, "source_sha256": None}
    publish(curated, articles, pa.Table.from_pylist([row], schema=arrow_schema(TABLES["rejections"])))


def _harmful(number: int, address: str) -> Article:
    """Findings that lie on each other, within each other, and across each other."""
    text = f"{ALL}\n{number} {ALL}"
    half, end = len(ALL) // 2, len(text)
    body = Mention("ORG", 5, half, text[5:half], ALL, entity_id=f"ORG:{ALL}", roles=[])
    person = Mention("PERSON", 0, half + 9, text[: half + 9], ALL, entity_id=f"PERSON:{ALL}", roles=[ALL])
    across = (half - 7, end - 3, text[half - 7 : end - 3])
    cited = Citation(*across, ALL, number="1", symbol=ALL, issuer=ALL, subject=ALL, citation_no=1, document_id=ALL)
    other = Citation(0, 9, text[:9], ALL, subject=ALL, citation_no=2, document_id=f"b{ALL}", relation="implements")
    days = (date(2019, 5, 1), date(2019, 5, 31), "month")
    raw = RawArticle(address, text, f"{number:016x}", f"{number:064x}", len(text.encode()))
    return Article(
        raw,
        text,
        Header(title=ALL, author=ALL, section=ALL, outlet=ALL),
        [Segment(0, len(ALL), "title"), Segment(len(ALL) + 1, end, "paragraph")],
        reference_date=date(2019, 5, 1),
        reference_basis="published",
        mentions=[person, body],
        roles=[Role(3, half, text[3:half], person, ALL, body)],
        citations=[cited, other],
        document_links=[DocumentLink(2, 8, text[2:8], other, cited, "implements")],
        periods=[Period(half - 3, half + 3, text[half - 3 : half + 3], "event", days[0], None, "day")],
        campaigns=[
            Campaign(
                1, 30, text[1:30], ALL, "month", *days, ALL, body.entity_id, place=ALL, basis=[ALL], campaign_id=ALL
            )
        ],
    )
