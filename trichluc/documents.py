"""The dimension `documents`: one row a document, with everything that any article says of it.

The rows are a function of the published `citations` and `articles` alone, whatever the order of the statements, so
that a run over new articles and a run over all of them give the same rows. Citations are never merged here beyond
their `document_id`; what articles state differently of one document stays visible in `conflicts`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from schemas.documents import Document
from trichluc.citations.names import same_body

STATED = ("system", "doc_type", "symbol", "issuer_code", "issuer", "issued_on", "subject")
"""The fields of a statement that a document's row takes over, in order."""
_FULLEST = frozenset(["issuer"])


class Statement(NamedTuple):
    """What `citations` citations of one article say, in the same words, of one document.

    `cited_on` is `articles.reference_date`, `issuer` is `citations.issuer_canonical`; the other fields are named as
    the columns of `citations`. One tuple a citation (with `citations` 1) gives the same rows as distinct ones.
    """

    document_id: str
    article_id: str
    cited_on: date | None
    system: str | None
    doc_type: str
    symbol: str | None
    issuer_code: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    citations: int = 1


def document_rows(statements: Iterable[Statement]) -> list[Document]:
    """The documents that the statements speak of, by `document_id`."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_document[statement.document_id].append(statement)
    return [_document(document_id, by_document[document_id]) for document_id in sorted(by_document)]


def _document(document_id: str, said: list[Statement]) -> Document:
    support = {field: _support(said, field) for field in STATED}
    chosen = {field: _chosen(field, support[field]) for field in STATED}
    days = [statement.cited_on for statement in said if statement.cited_on]
    return Document(
        document_id=document_id,
        **chosen,
        first_cited_on=min(days, default=None),
        last_cited_on=max(days, default=None),
        citations=sum(statement.citations for statement in said),
        articles=len({statement.article_id for statement in said}),
        conflicts=tuple(
            f"{field}={value} ({count})"
            for field in STATED
            for value, count in _ranked(field, support[field])
            if _differs(field, value, chosen[field])
        ),
    )


def _support(said: list[Statement], field: str) -> Counter[Any]:
    """In how many articles each value of a field is stated."""
    pairs = {(statement.article_id, value) for statement in said if (value := getattr(statement, field)) is not None}
    return Counter(value for _, value in pairs)


def _ranked(field: str, support: Counter[Any]) -> list[tuple[Any, int]]:
    """Best first: an issuer by how much it says, all else by the number of articles; then longest, then by value."""

    def rank(item: tuple[Any, int]) -> tuple[int, int, str]:
        value, count = item
        length = len(str(value))
        return (-length, -count, str(value)) if field in _FULLEST else (-count, -length, str(value))

    return sorted(support.items(), key=rank)


def _chosen(field: str, support: Counter[Any]) -> Any:
    ranked = _ranked(field, support)
    return ranked[0][0] if ranked else None


def _differs(field: str, value: Any, chosen: Any) -> bool:
    """Whether a statement says something else, not merely less or in another spelling."""
    if field == "issuer":
        return not same_body(value, chosen)
    if field == "subject":
        mine, theirs = _words(value), _words(chosen)
        return not (mine <= theirs or theirs <= mine)
    if field == "symbol":
        return re.split(r"[-/]", str(value).casefold()) != re.split(r"[-/]", str(chosen).casefold())
    return bool(value != chosen)


def _words(subject: str) -> set[str]:
    return set(re.findall(r"\w+", subject.casefold()))
