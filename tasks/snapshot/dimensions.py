"""What is known only over all articles: documents, entities, and which article is a copy of which.

Every function here reads published tables alone, so that a run which kept most articles gives the same as a full one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas import TABLES
from schemas.arrow import arrow_schema
from trichluc.entities import Named
from trichluc.entities import entity_rows as linked_rows

Rows = list[dict[str, Any]]

STATED = ("system", "doc_type", "symbol", "issuer_code", "issuer", "issued_on", "subject")


def copies(articles: pa.Table) -> dict[str, str]:
    """Article id → id of the article it repeats: equal raw bytes, the first `source_uri` counting as the original."""
    original: dict[str, str] = {}
    repeated = {}
    columns = (articles[name].to_pylist() for name in ("source_uri", "source_sha256", "article_id"))
    for _, sha256, article_id in sorted(zip(*columns, strict=True)):
        first = original.setdefault(sha256, article_id)
        if first != article_id:
            repeated[article_id] = first
    return repeated


def document_rows(citations: Rows, reference_dates: Mapping[str, Any]) -> Rows:
    """One row a cited document: each field as most citations state it."""
    by_document: dict[str, Rows] = defaultdict(list)
    for citation in citations:
        by_document[citation["document_id"]].append({**citation, "issuer": citation["issuer_canonical"]})
    return [_document(document_id, cited, reference_dates) for document_id, cited in sorted(by_document.items())]


def _document(document_id: str, cited: Rows, reference_dates: Mapping[str, Any]) -> dict[str, Any]:
    articles = {citation["article_id"] for citation in cited}
    dates = sorted(day for article in articles if (day := reference_dates[article]) is not None)
    return {
        "document_id": document_id,
        **{name: _most_stated(citation[name] for citation in cited) for name in STATED},
        "first_cited_on": dates[0] if dates else None,
        "last_cited_on": dates[-1] if dates else None,
        "citations": len(cited),
        "articles": len(articles),
        "conflicts": [],
    }


def entity_rows(mentions: Rows, named: Iterable[tuple[str | None, str | None, str]]) -> Rows:
    """One row an entity and each of its parents; `named` are (id, name, type) of those that other tables refer to."""
    by_entity: dict[str, Rows] = defaultdict(list)
    for mention in mentions:
        by_entity[mention["entity_id"]].append(mention)
    found = {entity_id: _named(entity_id, mentioned) for entity_id, mentioned in by_entity.items()}
    for entity_id, name, kind in sorted({entity for entity in named if entity[0]}, key=str):
        if entity_id is not None and entity_id not in found:
            found[entity_id] = Named(entity_id, kind, name or entity_id)
    columns = TABLES["entities"].column_names
    return [{name: getattr(row, name) for name in columns} for row in linked_rows(found.values())]


def _named(entity_id: str, mentioned: Rows) -> Named:
    return Named(
        entity_id,
        _most_stated(mention["type"] for mention in mentioned),
        _most_stated(mention["canonical"] for mention in mentioned),
        len(mentioned),
        len({mention["article_id"] for mention in mentioned}),
    )


def _most_stated(values: Iterable[Any]) -> Any:
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def documents(read: Mapping[str, pa.Table]) -> pa.Table:
    """The table `documents`, from all rows of `articles` and `citations`."""
    articles = read["articles"]
    reference_dates = dict(zip(articles["article_id"].to_pylist(), articles["reference_date"].to_pylist(), strict=True))
    return _table("documents", document_rows(read["citations"].to_pylist(), reference_dates))


def entities(read: Mapping[str, pa.Table]) -> pa.Table:
    """The table `entities`, from all rows of `mentions`, `roles` and `campaigns`."""
    roles, campaigns = read["roles"], read["campaigns"]
    named = [
        *((row["person_id"], row["person"], "PERSON") for row in roles.to_pylist()),
        *((row["body_id"], row["body"], "ORG") for row in roles.to_pylist()),
        *((row["organiser_id"], row["organiser"], "ORG") for row in campaigns.to_pylist()),
    ]
    return _table("entities", entity_rows(read["mentions"].to_pylist(), named))


def _table(name: str, rows: Rows) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name]))
