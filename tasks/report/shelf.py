"""Every book of the report, in the order in which they are written: what a row leads to comes before it."""

from __future__ import annotations

import duckdb

from tasks.report.books import Book, Column

_ARTICLE = Column("article", "article")
_SURFACE = Column("surface", "quote")
_STARTS, _ENDS = Column("starts_on", "date"), Column("ends_on", "date")


def number_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every article, document, entity and campaign the number by which the report's files call it."""
    for statement in (_ARTICLES, _DOCUMENTS, _ENTITIES, _CAMPAIGNS):
        connection.execute(statement)


_ARTICLES = """
CREATE TABLE numbered AS
SELECT article_id, row_number() OVER (ORDER BY reference_date DESC NULLS LAST, article_id) - 1 AS n FROM articles
"""
_DOCUMENTS = """
CREATE TABLE docs AS
SELECT row_number() OVER (ORDER BY articles DESC, citations DESC, document_id) - 1 AS d, document_id,
       concat_ws(' ', doc_type, coalesce(symbol, if(length(subject) > 70, left(subject, 69) || '…', subject), issuer)) AS label
FROM documents
"""
_ENTITIES = """
CREATE TABLE ents AS
SELECT row_number() OVER (ORDER BY type, mentions DESC, articles DESC, entity_id) - 1 AS e, entity_id, canonical
FROM entities
"""
_CAMPAIGNS = """
CREATE TABLE camps AS
SELECT row_number() OVER (ORDER BY articles DESC, mentions DESC, campaign_id) - 1 AS c, *
FROM (
    SELECT campaign_id, first(name ORDER BY n, char_start) AS name, first(form ORDER BY n, char_start) AS form,
           min(starts_on) AS starts_on, max(ends_on) AS ends_on,
           first(organiser_id ORDER BY n, char_start) FILTER (organiser_id IS NOT NULL) AS organiser_id,
           first(organiser ORDER BY n, char_start) FILTER (organiser IS NOT NULL) AS organiser,
           first(place ORDER BY n, char_start) FILTER (place IS NOT NULL) AS place,
           list_sort(list_distinct(flatten(list(basis)))) AS basis,
           count(DISTINCT article_id) AS articles, count(*) AS mentions
    FROM campaigns JOIN numbered USING (article_id)
    GROUP BY campaign_id
)
"""

_LEAVES = (
    Book(
        "citations",
        (
            Column("document", "document", "own"),
            _ARTICLE,
            Column("relation", "term"),
            _SURFACE,
            Column("subject"),
            Column("pinpoint"),
        ),
        "SELECT d AS k, d, label, n, char_start, relation, surface, subject, pinpoint "
        "FROM citations JOIN docs USING (document_id) JOIN numbered USING (article_id)",
        "k, n, char_start",
    ),
    *(
        Book(
            name,
            (Column("relation", "term"), Column("document", "document"), _SURFACE, _ARTICLE),
            f"SELECT mine.d AS k, relation, other.d, other.label, surface, n, char_start FROM document_links "
            f"JOIN docs mine ON mine.document_id = {mine}_document_id "
            f"JOIN docs other ON other.document_id = {other}_document_id JOIN numbered USING (article_id)",
            "k, relation, d, n, char_start",
        )
        for name, mine, other in (("acts_on", "source", "target"), ("acted_on_by", "target", "source"))
    ),
    Book(
        "conflicts",
        (Column("document", "document"), Column("conflict")),
        "SELECT d AS k, d, label, conflict, conflict_no FROM document_conflicts JOIN docs USING (document_id)",
        "k, conflict_no",
    ),
    Book(
        "mentions",
        (_ARTICLE, Column("times", "number"), _SURFACE),
        "SELECT e AS k, n, min(char_start) AS char_start, count(*) AS times, arg_min(surface, char_start) AS surface "
        "FROM mentions JOIN ents USING (entity_id) JOIN numbered USING (article_id) GROUP BY e, n",
        "k, n",
    ),
    Book(
        "offices",
        (Column("person", "entity", "own"), Column("office"), Column("body", "entity"), _ARTICLE),
        "SELECT mine.e AS k, mine.e AS own_no, person, office, bodies.e, body, n, char_start, char_end FROM roles "
        "JOIN ents mine ON mine.entity_id = person_id LEFT JOIN ents bodies ON bodies.entity_id = body_id "
        "JOIN numbered USING (article_id)",
        "k, n, char_start, char_end, office, body",
    ),
    Book(
        "holders",
        (Column("person", "entity"), Column("office"), _ARTICLE),
        "SELECT mine.e AS k, persons.e, person, office, n, char_start, char_end FROM roles "
        "JOIN ents mine ON mine.entity_id = body_id JOIN ents persons ON persons.entity_id = person_id "
        "JOIN numbered USING (article_id)",
        "k, n, char_start, char_end, office, e",
    ),
    Book(
        "named",
        (
            Column("campaign", "campaign", "own"),
            _ARTICLE,
            _SURFACE,
            _STARTS,
            _ENDS,
            Column("organiser"),
            Column("place"),
        ),
        "SELECT c AS k, c, camps.name, n, char_start, surface, a.starts_on, a.ends_on, a.organiser, a.place FROM campaigns a "
        "JOIN camps USING (campaign_id) JOIN numbered USING (article_id)",
        "k, n, char_start",
    ),
    Book(
        "runs",
        (Column("campaign", "campaign"), _STARTS, _ENDS),
        "SELECT e AS k, c, name, starts_on, ends_on FROM camps JOIN ents ON entity_id = organiser_id",
        "k, starts_on DESC NULLS LAST, c",
    ),
    Book(
        "parts",
        (Column("entity", "entity"), Column("mentions", "number")),
        "SELECT mine.e AS k, e.e AS e, e.canonical, mentions FROM entities x JOIN ents e USING (entity_id) "
        "JOIN ents mine ON mine.entity_id = parent_id",
        "k, e",
    ),
)

_ROWS_OF_ENTITY = ("offices", "holders", "runs", "parts", "mentions")

_ROOTS = (
    Book(
        "documents",
        (
            Column("document", "self"),
            Column("articles", "number"),
            Column("citations", "rows", "citations"),
            Column("issuer"),
            Column("issued_on", "date"),
            Column("subject"),
            Column("system", "term", listed=False),
            Column("acts_on", "rows", "acts_on"),
            Column("acted_on_by", "rows", "acted_on_by"),
            Column("conflicts", "rows", "conflicts", listed=False),
            Column("document_id", "code", listed=False),
        ),
        "SELECT 0 AS k, docs.label, articles, c.first, c.size, issuer, issued_on, subject, system, "
        "o.first, o.size, i.first, i.size, f.first, f.size, document_id, d "
        "FROM documents JOIN docs USING (document_id) LEFT JOIN citations_at c ON c.k = d "
        "LEFT JOIN acts_on_at o ON o.k = d LEFT JOIN acted_on_by_at i ON i.k = d LEFT JOIN conflicts_at f ON f.k = d",
        "d",
    ),
    Book(
        "entities",
        (
            Column("entity", "self"),
            Column("mentions", "number"),
            Column("articles", "number"),
            *(Column(name, "rows", name) for name in _ROWS_OF_ENTITY[:-1]),
            Column("articles_named", "rows", "mentions", listed=False),
            Column("parent", "entity"),
            Column("unit_level", "term"),
            Column("first_named_on", "date", listed=False),
            Column("last_named_on", "date", listed=False),
            Column("unit_code", "code", listed=False),
            Column("unit_code_2025", "code", listed=False),
            Column("entity_id", "code", listed=False),
        ),
        "SELECT type AS k, mine.canonical, mentions, articles, "
        + ", ".join(f"{name}_at.first, {name}_at.size" for name in _ROWS_OF_ENTITY)
        + ", up.e AS parent_no, up.canonical AS parent, unit_level, first_named_on, last_named_on, unit_code, "
        "unit_code_2025, x.entity_id, mine.e AS own_no FROM entities x JOIN ents mine USING (entity_id) "
        "LEFT JOIN ents up ON up.entity_id = x.parent_id "
        + " ".join(f"LEFT JOIN {name}_at ON {name}_at.k = mine.e" for name in _ROWS_OF_ENTITY),
        "own_no",
    ),
    Book(
        "campaigns",
        (
            Column("campaign", "self"),
            Column("form", "term"),
            _STARTS,
            _ENDS,
            Column("organiser", "entity"),
            Column("place"),
            Column("basis", "list"),
            Column("articles", "number"),
            Column("named", "rows", "named", listed=False),
            Column("campaign_id", "code", listed=False),
        ),
        "SELECT 0 AS k, name, form, starts_on, ends_on, e, organiser, place, basis, articles, first, size, campaign_id, c "
        "FROM camps LEFT JOIN ents ON entity_id = organiser_id LEFT JOIN named_at n ON n.k = c",
        "c",
    ),
)

_LISTS = (
    Book(
        "links",
        (
            Column("source", "document"),
            Column("relation", "term"),
            Column("target", "document"),
            _SURFACE,
            _ARTICLE,
        ),
        "SELECT relation AS k, s.d AS source, s.label AS source_label, relation, t.d AS target, t.label, surface, n, "
        "char_start FROM document_links JOIN docs s ON s.document_id = source_document_id "
        "JOIN docs t ON t.document_id = target_document_id JOIN numbered USING (article_id)",
        "k, target, source, n, char_start",
    ),
    Book(
        "periods",
        (_ARTICLE, _SURFACE, Column("period_type", "term"), _STARTS, _ENDS, Column("grain", "term")),
        "SELECT CASE WHEN starts_on IS NULL AND ends_on IS NULL THEN 'undated' ELSE resolution END AS k, "
        "n, char_start, surface, type, starts_on, ends_on, grain FROM periods JOIN numbered USING (article_id)",
        "k, n, char_start",
    ),
    Book(
        "quantities",
        (_ARTICLE, _SURFACE, Column("value", "number"), Column("unit", "term"), Column("what")),
        "SELECT unit AS k, n, char_start, surface, value, unit, what FROM quantities JOIN numbered USING (article_id)",
        "k, value DESC, n, char_start",
    ),
    Book(
        "rejections",
        (Column("source_uri", "address"), Column("stage", "term"), Column("reason", "code"), Column("detail")),
        "SELECT stage || ': ' || reason AS k, source_uri, stage, reason, detail FROM rejections",
        "k, source_uri",
    ),
    Book(
        "loads",
        (Column("source_uri", "address"), Column("status", "term"), _ARTICLE),
        "SELECT status AS k, source_uri, status, n, 0 AS place_in_text FROM loads LEFT JOIN numbered USING (article_id)",
        "k, source_uri",
    ),
    Book(
        "doubts",
        (_ARTICLE,),
        "SELECT unnest(list_filter([if(reference_basis = 'unknown', 'no_date', NULL), "
        "if(reference_basis = 'dates_in_text', 'dates_in_text', NULL), if(title IS NULL, 'no_title', NULL), "
        "if(duplicate_of IS NOT NULL, 'duplicate', NULL)], lambda kind: kind IS NOT NULL)) AS k, n, 0 AS place_in_text "
        "FROM articles JOIN numbered USING (article_id)",
        "k, n",
    ),
    Book(
        "articles",
        (
            Column("title", "headline"),
            Column("reference_date", "date"),
            Column("section"),
            Column("outlet"),
            Column("campaigns", "number"),
            Column("citations", "number"),
            Column("source_uri", "address"),
        ),
        "SELECT coalesce(strftime(reference_date, '%Y-%m'), 'none') AS k, article_id, "
        "coalesce(title, '(' || left(regexp_replace(body, '\\s+', ' ', 'g'), 90) || '…)') AS title, reference_date, "
        "section, outlet, coalesce(c.rows, 0), coalesce(d.rows, 0), source_uri, n "
        "FROM articles JOIN numbered USING (article_id) "
        "LEFT JOIN (SELECT article_id, count(*) AS rows FROM campaigns GROUP BY ALL) c USING (article_id) "
        "LEFT JOIN (SELECT article_id, count(*) AS rows FROM citations GROUP BY ALL) d USING (article_id)",
        "n",
    ),
)

BOOKS = (*_LEAVES, *_ROOTS, *_LISTS)
