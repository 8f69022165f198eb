"""The dimension of documents: fullest statements, visible conflicts, the same rows whatever the order."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trichluc.documents import Statement, document_rows

KEY = "union:lien-doan-lao-dong-thanh-pho-ha-noi:ke-hoach:42:2019"


def said(article: str, cited_on: date | None = None, **stated: Any) -> Statement:
    plain = Statement(KEY, article, cited_on, "union", "Kế hoạch", "42/KH-LĐLĐ", "LĐLĐ", None, None, None)
    return plain._replace(**stated)


def test_a_document_has_the_fullest_statement_of_each_field() -> None:
    (row,) = document_rows(
        [
            said("a", date(2019, 6, 11), issuer="Liên đoàn Lao động"),
            said("b", date(2019, 7, 1), issuer="Liên đoàn Lao động thành phố Hà Nội", issued_on=date(2019, 6, 10)),
            said("b", date(2019, 7, 1), subject="công tác dân vận", citations=3),
        ]
    )
    assert (row.issuer, row.issued_on, row.subject) == (
        "Liên đoàn Lao động thành phố Hà Nội",
        date(2019, 6, 10),
        "công tác dân vận",
    )
    assert (row.first_cited_on, row.last_cited_on) == (date(2019, 6, 11), date(2019, 7, 1))
    assert (row.citations, row.articles, row.conflicts) == (5, 2, ())


def test_what_articles_state_differently_stays_visible() -> None:
    (row,) = document_rows(
        [
            said("a", issued_on=date(2019, 6, 10)),
            said("b", issued_on=date(2019, 6, 10), subject="công tác dân vận"),
            said("c", issued_on=date(2019, 10, 6), subject="thi đua, khen thưởng", symbol="42-KH/LĐLĐ"),
        ]
    )
    assert row.issued_on == date(2019, 6, 10)
    assert row.conflicts == ("issued_on=2019-10-06 (1)", "subject=công tác dân vận (1)")


def test_documents_are_never_merged_beyond_their_key() -> None:
    rows = document_rows([said("a"), said("a", document_id=KEY + "x"), said("b")])
    assert [(row.document_id, row.citations) for row in rows] == [(KEY, 2), (KEY + "x", 1)]
    assert document_rows([]) == []


STATEMENTS = st.builds(
    said,
    article=st.sampled_from("abc"),
    cited_on=st.sampled_from([None, date(2019, 1, 1), date(2020, 1, 1)]),
    document_id=st.sampled_from(["x", "y"]),
    issuer=st.sampled_from([None, "UBND tỉnh", "Ủy ban nhân dân tỉnh Bắc Kạn", "Tỉnh ủy"]),
    issued_on=st.sampled_from([None, date(2018, 1, 1), date(2018, 1, 2)]),
    subject=st.sampled_from([None, "dân vận", "công tác dân vận", "thi đua"]),
)


@given(st.lists(STATEMENTS, max_size=12), st.integers(0, 99))
def test_order_and_grouping_do_not_matter(statements: list[Statement], seed: int) -> None:
    shuffled = statements[:]
    Random(seed).shuffle(shuffled)
    counted = [s._replace(citations=statements.count(s)) for s in dict.fromkeys(shuffled)]
    assert document_rows(statements) == document_rows(shuffled) == document_rows(counted)
    assert sum(row.citations for row in document_rows(statements)) == len(statements)
