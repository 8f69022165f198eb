"""The articles of the report, each with its text marked up and its findings, in script files by the start of their id."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from schemas import TABLES
from schemas.table import TIME_ZONE
from tasks.report.books import Progress
from tasks.report.markup import Span, mark_up
from tasks.report.script import write_rows

IN_A_FILE = 32
"""Articles in one script file, at most and on average; a file of real articles is then some 300 KB."""
AT_ONCE = 16
"""Parts in which the tables are read: what is in memory is one of them."""
_OF_EVERY_ROW = {"article_id", "char_start", "char_end", "surface"}
_HEAD = ("source_uri", "section", "outlet", "author", "author_affiliation", "published_at", "reference_date")
_HEAD_END = ("reference_basis", "media_type", "encoding", "engine_version")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its table, what it leads to (`document`, `entity`, `campaign`), and how to find its number."""

    name: str
    table: str
    leads_to: str
    number: str
    only: str = "true"

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that tell about a finding: all that are no place in the text and no id."""
        names = TABLES[self.table].column_names
        return tuple(name for name in names if name not in _OF_EVERY_ROW and not name.endswith("_id"))


def _mention(kind: str) -> Kind:
    number = "(SELECT e FROM ents WHERE ents.entity_id = x.entity_id)"
    return Kind(kind, "mentions", "entity", number, f"type = '{kind}'")


KINDS = (
    Kind("citations", "citations", "document", "(SELECT d FROM docs WHERE docs.document_id = x.document_id)"),
    Kind("campaigns", "campaigns", "campaign", "(SELECT c FROM camps WHERE camps.campaign_id = x.campaign_id)"),
    Kind("periods", "periods", "", "NULL"),
    Kind("quantities", "quantities", "", "NULL"),
    Kind("roles", "roles", "entity", "(SELECT e FROM ents WHERE ents.entity_id = x.person_id)"),
    _mention("PERSON"),
    _mention("ORG"),
    _mention("LOC"),
    Kind("document_links", "document_links", "document", "(SELECT d FROM docs WHERE document_id = target_document_id)"),
)
"""In this order they lie on each other where they cover the same stretch: what comes first is outermost."""


def prefix_length(articles: int) -> int:
    """Digits of an article's id that name its file: so many that a file holds no more than IN_A_FILE on average.

    >>> [prefix_length(count) for count in (5, 100, 100_000)]
    [0, 1, 3]
    """
    return next(length for length in range(17) if articles <= IN_A_FILE * 16**length)


def write_articles(
    connection: duckdb.DuckDBPyConnection, data: Path, written: int, progress: Progress
) -> dict[str, Any]:
    """Write the first `written` articles by number; returns what pages must know of them."""
    length, done = prefix_length(written), 0
    for low, high in _parts(written):
        articles = _articles(connection, low, high, written)
        for prefix, shard in groupby(articles, key=lambda article: article[0][:length]):
            rows = list(shard)
            folder = data / "text" / prefix[:2] if length > 2 else data / "text"
            write_rows(folder / f"{prefix or 'all'}.js", "shard", prefix, 0, rows)
            done += len(rows)
            progress("text", done, written)
    fields = [[kind.name, kind.table, kind.leads_to, kind.shown] for kind in KINDS]
    return {"prefix": length, "written": written, "head": [*_HEAD, *_HEAD_END], "kinds": fields}


def _parts(articles: int) -> Iterator[tuple[str, str]]:
    """Ranges of ids, each with some thousands of articles; a file never lies in two of them."""
    digits = 0 if articles < 16 * IN_A_FILE * AT_ONCE else 2 if articles > 64 * 16 * IN_A_FILE * AT_ONCE else 1
    for number in range(16**digits):
        low = f"{number:0{digits}x}" if digits else ""
        yield low, low + "g"


def _articles(connection: duckdb.DuckDBPyConnection, low: str, high: str, written: int) -> Iterator[list[Any]]:
    cursor = connection.cursor()
    within = "x.article_id >= ? AND x.article_id < ? AND n < ?"
    found = _Findings(cursor, (low, high, written), within)
    segments = _Rows(connection.cursor(), _SEGMENTS.format(within=within), (low, high, written))
    head = connection.cursor().execute(_heads().format(within=within), (low, high, written))
    while rows := head.fetchmany(100):
        for article_id, title, text, duplicate_of, *values in rows:
            findings = found.of(article_id)
            spans = [(row[1], row[2], number) for number, row in enumerate(findings, 1)]
            marked = _body(text, segments.of(article_id), spans)
            yield [article_id, title, duplicate_of, _readable(values), marked, findings]


_SEGMENTS = (
    "SELECT x.article_id, role, char_start, char_end FROM segments x JOIN numbered USING (article_id) "
    "WHERE {within} ORDER BY x.article_id, segment_no"
)


def _heads() -> str:
    named = ["epoch_us(published_at)" if name == "published_at" else name for name in (*_HEAD, *_HEAD_END)]
    return (
        f"SELECT x.article_id, title, text, duplicate_of, published_grain, {', '.join(named)} FROM articles x "
        "JOIN numbered USING (article_id) WHERE {within} ORDER BY x.article_id"
    )


def _readable(values: list[Any]) -> list[Any]:
    """The values of the head, the moment of publication as exact as it is known and in its own time zone."""
    grain, *head = values
    place = _HEAD.index("published_at")
    if head[place] is not None:
        moment = datetime.fromtimestamp(head[place] / 1e6, UTC).astimezone(ZoneInfo(TIME_ZONE))
        head[place] = moment.strftime("%Y-%m-%d" if grain == "day" else "%Y-%m-%d %H:%M")
    return head


def _body(text: str, segments: list[Any], spans: list[Span]) -> list[list[Any]]:
    """The segments in order, each as its role and its tokens; the blanks between them are left out."""
    body, first = [], 0
    for _, role, begin, end in segments:
        while first < len(spans) and spans[first][1] <= begin:
            first += 1
        last = bisect_left(spans, end, first, key=itemgetter(0))
        body.append([role, mark_up(text, begin, end, spans[first:last])])
    return body


class _Rows:
    """Rows in order of their article, handed out article by article."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, query: str, arguments: tuple[Any, ...]) -> None:
        self._found = cursor.execute(query, arguments)
        self._groups = groupby(self._stream(), key=itemgetter(0))
        self._next = next(self._groups, None)

    def _stream(self) -> Iterator[tuple[Any, ...]]:
        while rows := self._found.fetchmany(2000):
            yield from rows

    def of(self, article_id: str) -> list[tuple[Any, ...]]:
        """The rows of an article; to be asked in the order of ids."""
        if self._next is None or self._next[0] != article_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


class _Findings:
    """The findings of every kind."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, arguments: tuple[Any, ...], within: str) -> None:
        self._kinds = [_Rows(cursor.cursor(), _query(kind, within), arguments) for kind in KINDS]

    def of(self, article_id: str) -> list[list[Any]]:
        """An article's findings from outer to inner: number of the kind, place, what it leads to, values."""
        rows = [[number, *row[1:]] for number, kind in enumerate(self._kinds) for row in kind.of(article_id)]
        return sorted(rows, key=lambda row: (row[1], -row[2], row[0]))


def _query(kind: Kind, within: str) -> str:
    values = ", ".join(f'x."{name}"' for name in kind.shown)
    rest = ", ".join(map(str, range(4, 5 + len(kind.shown))))
    return (
        f"SELECT x.article_id, char_start, char_end, {kind.number} AS number, {values} FROM {kind.table} x "
        f"JOIN numbered USING (article_id) WHERE {kind.only} AND {within} "
        f"ORDER BY 1, 2, 3 DESC, {rest}"
    )
