"""Every curated table, declared once."""

from __future__ import annotations

from schemas.articles import Article
from schemas.campaigns import Campaign
from schemas.citations import Citation
from schemas.document_links import DocumentLink
from schemas.documents import Document
from schemas.entities import Entity
from schemas.loads import Load
from schemas.mentions import Mention
from schemas.periods import Period
from schemas.quantities import Quantity
from schemas.rejections import Rejection
from schemas.roles import Role
from schemas.segments import Segment
from schemas.table import Table, table_of

TABLES: dict[str, Table] = {
    name: table_of(name, row)
    for name, row in (
        ("articles", Article),
        ("segments", Segment),
        ("mentions", Mention),
        ("roles", Role),
        ("periods", Period),
        ("citations", Citation),
        ("campaigns", Campaign),
        ("quantities", Quantity),
        ("documents", Document),
        ("document_links", DocumentLink),
        ("entities", Entity),
        ("rejections", Rejection),
        ("loads", Load),
    )
}
"""All tables by name, in the order in which a reader meets them."""
