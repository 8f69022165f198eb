"""Object stores: `s3://` read through the protocol itself, from a server on this machine."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.rejections import Rejection
from tasks.inputs import Input, find, read
from tasks.inputs.sources import NotListed
from tests.s3_server import s3_server

TEXT = "Hội nghị tổng kết\n\nNgày 5/6, Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết công tác công đoàn năm."
LIMIT = 1 << 20
OBJECTS = {
    "raw/a.txt": TEXT.encode(),
    "raw/sub/b.jsonl.gz": gzip.compress(json.dumps({"id": "b1", "text": TEXT + " Kết quả tốt."}).encode()),
    "raw/Tin tức/c d.txt": (TEXT + " Có dấu cách.").encode(),
    "raw/.hidden/e.txt": b"x",
    "raw/empty.txt": b"",
    "raw/large.txt": b"a" * (LIMIT + 1),
    "rawer/other.txt": b"not below raw",
    **{f"many/{number:02}.txt": f"Tin {number}. {TEXT}".encode() for number in range(40)},
}


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket with the objects; the environment says where the store is, as it would for a user."""
    from pyarrow import fs

    with s3_server():
        store, _ = fs.FileSystem.from_uri("s3://news?allow_bucket_creation=true")
        store.create_dir("news")
        for name, content in OBJECTS.items():
            with store.open_output_stream(f"news/{name}") as stream:
                stream.write(content)
        yield "s3://news"


def found(url: str, spool: Path) -> list[Input | Rejection]:
    return list(find(Path(url), LIMIT, spool))


def test_objects_below_a_url(bucket: str, tmp_path: Path) -> None:
    """Addresses are relative to the URL, a neighbour that begins alike is none of them, bad objects have reasons."""
    listed = found(f"{bucket}/raw", tmp_path)
    articles, rejections = read(each for each in listed if isinstance(each, Input))
    rejections += [each for each in listed if isinstance(each, Rejection)]
    assert {each.source_uri for each in articles} == {"a.txt", "sub/b.jsonl.gz#1", "Tin tức/c d.txt"}
    assert {each.source_uri: each.reason for each in rejections} == {"empty.txt": "empty", "large.txt": "too_large"}
    assert next(each.text for each in articles if each.source_uri == "a.txt") == TEXT


def test_a_folder_and_its_copy_in_a_store_are_read_alike(bucket: str, tmp_path: Path) -> None:
    """Addresses, hashes and ids do not depend on where the files lie."""
    for name, content in OBJECTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def known(listed: list[Input | Rejection]) -> list[tuple[str, object]]:
        return [(e.source_uri, e.article_id if isinstance(e, Input) else e.reason) for e in listed]

    below = known(found(f"{bucket}/raw", tmp_path / "spool"))
    assert below == known(list(find(tmp_path / "raw", LIMIT, tmp_path / "spool2")))


def test_one_object_and_many(bucket: str, tmp_path: Path) -> None:
    (one,) = found(f"{bucket}/raw/a.txt", tmp_path / "1")
    assert isinstance(one, Input) and one.source_uri == "a.txt"
    many = [each.source_uri for each in found(f"{bucket}/many", tmp_path / "2")]
    assert many == [f"{number:02}.txt" for number in range(40)]


@pytest.mark.parametrize("url", ["s3://nowhere/raw", "s3://news/nowhere"])
def test_a_store_that_is_not_there_stops_the_run(url: str, bucket: str, tmp_path: Path) -> None:
    with pytest.raises(NotListed, match="nowhere"):
        found(url, tmp_path)


@pytest.mark.parametrize("query", ["endpoint_override={}&scheme=http", "scheme=http&endpoint_override=http://{}"])
def test_the_endpoint_in_the_url(query: str, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store can be named in the URL itself, instead of in the environment."""
    address = os.environ["AWS_ENDPOINT_URL"].removeprefix("http://")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    (one,) = found(f"{bucket}/raw/a.txt?{query.format(address)}&region=us-east-1", tmp_path)
    assert isinstance(one, Input) and one.source_uri == "a.txt"
