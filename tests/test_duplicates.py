"""Duplicates: near and exact copies of made-up stories, and stories that only sound alike."""

from __future__ import annotations

import random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tasks import duplicates as over_all
from trichluc import duplicates
from trichluc.duplicates import fingerprint

WORDS = [
    "công",
    "đoàn",
    "huyện",
    "tỉnh",
    "thành",
    "trường",
    "hội",
    "nghị",
    "tổng",
    "kết",
    "phong",
    "trào",
    "thi",
    "đua",
    "người",
    "lao",
    "động",
    "chương",
    "trình",
    "hoạt",
    "động",
    "nghiệp",
    "trong",
    "những",
    "được",
    "thực",
    "hiện",
    "kế",
    "hoạch",
    "tuyên",
    "truyền",
    "phường",
    "nghiên",
    "cứu",
    "phương",
    "hướng",
    "thương",
    "binh",
    "gương",
    "điển",
    "hình",
]


def story(seed: int, length: int = 400) -> str:
    """A story of its own for every seed."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def table(*articles: tuple[str, str]) -> pa.Table:
    """Articles from (source_uri, body); equal bodies are equal bytes."""
    return pa.table(
        {
            "article_id": [f"id-{uri}" for uri, _ in articles],
            "source_uri": [uri for uri, _ in articles],
            "source_sha256": [body for _, body in articles],
            "fingerprint": pa.array([fingerprint(body) for _, body in articles], pa.string()),
            "body_chars": [len(body) for _, body in articles],
        }
    )


def copies(articles: pa.Table) -> dict[str, str]:
    """Article id → id of the original, for every copy."""
    ordered = articles.sort_by("source_uri")
    found, originals = over_all.copies(ordered.to_batches(max_chunksize=7))
    ids = ordered["article_id"].to_pylist()
    return {ids[copy]: ids[original] for copy, original in zip(found.tolist(), originals.tolist(), strict=True)}


def test_exact_copy() -> None:
    """The first address is the original, short texts too."""
    found = copies(table(("b", "Tin ngắn"), ("a", "Tin ngắn"), ("c", "Tin khác")))
    assert found == {"id-b": "id-a"}


def test_near_copies() -> None:
    """The same story with another byline, with some words changed, and its first half."""
    text = story(1)
    words = text.split()
    changed = " ".join([*words[:100], "sửa", *words[101:250], "thêm", *words[250:]])
    found = copies(
        table(("a", text), ("b", "Theo báo bạn " + text + " Lê An"), ("c", changed), ("d", " ".join(words[:260])))
    )
    assert found == {"id-b": "id-a", "id-c": "id-a", "id-d": "id-a"}


def test_different_stories() -> None:
    """Hundreds of stories in the same words are no copies."""
    assert copies(table(*((f"{seed:03}", story(seed)) for seed in range(300)))) == {}


def test_half_new() -> None:
    """A story of which only a part is old is no copy."""
    old, new = story(1, 200), story(2, 400)
    assert copies(table(("a", old + " " + story(3, 200)), ("b", old + " " + new))) == {}


def test_order_does_not_matter() -> None:
    """Whatever order the articles come in, the result is the same; a copy of a copy has the same original."""
    text = story(5)
    articles = [(f"{number}", text + " " + story(number, number)) for number in range(8)] + [("z", story(9))]
    expected = copies(table(*articles))
    assert set(expected.values()) == {"id-0"}
    assert "id-z" not in expected
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert copies(table(*articles)) == expected


def test_nothing() -> None:
    """No articles, or none with a fingerprint."""
    assert copies(table()) == {}
    assert copies(table(("a", ""), ("b", "x"))) == {}


def test_fingerprint_follows_the_wording() -> None:
    """The same words have the same fingerprint, whatever the line ends and capitals; it is stable over time."""
    text = story(1)
    mark = fingerprint(text)
    assert mark is not None
    assert mark == fingerprint(text.upper().replace(" ", "\n"))
    assert len(mark) == 2 * duplicates.VALUES
    assert mark.startswith(STABLE)


STABLE = "9c2c5402a2a7b554"
"""The beginning of a fingerprint as it was published; a change would make every old one worthless."""


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """No text breaks it."""
    mark = fingerprint(text)
    assert mark is None or len(mark) == 256
