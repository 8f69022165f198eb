"""Storage that fails under a listing or a reading: a folder, a file, a store, the run's own workspace."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.rejections import Rejection
from tasks.batch import fill
from tasks.inputs import Input, find, read
from tasks.inputs.sources import NotListed, SecretInUrl, refuse_secrets
from tasks.inputs.spool import Spool, WorkspaceError
from tasks.inputs.streams import Noting
from tests.test_inputs import LIMIT, RECORD, TEXT, lines, parquet, zipped

LISTING = sys.modules["tasks.inputs.find"]
SOURCES = sys.modules["tasks.inputs.sources"]
FULL = Path("/dev/full")
on_a_full_disk = pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")


def listed(raw: Path, spool: Path | None = None) -> dict[str, str]:
    """What comes of each input: `input`, or the reason of its rejection."""
    found = find(raw, LIMIT, spool)
    return {each.source_uri: each.reason if isinstance(each, Rejection) else "input" for each in found}


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Closes a folder, also to the superuser."""
    scandir = os.scandir

    def close(folder: Path) -> None:
        def refuse(path: Any) -> Any:
            if Path(path) == folder:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)

    return close


def two_folders(raw: Path) -> None:
    for name in ("open/a.txt", "shut/b.txt"):
        (raw / name).parent.mkdir(parents=True)
        (raw / name).write_text(TEXT + name, encoding="utf-8")


@pytest.mark.parametrize("pattern", ["", "**/*.txt", "*/*.txt", "sh*/**"])
def test_a_closed_folder_is_a_rejection(pattern: str, tmp_path: Path, closed: Callable[[Path], None]) -> None:
    two_folders(tmp_path)
    closed(tmp_path / "shut")
    seen = {} if pattern.startswith("sh") else {"open/a.txt": "input"}
    assert listed(tmp_path / pattern) == {**seen, "shut": "unreadable"}


def test_a_closed_folder_that_a_pattern_passes_by_is_none(tmp_path: Path, closed: Callable[[Path], None]) -> None:
    two_folders(tmp_path)
    closed(tmp_path / "shut")
    assert listed(tmp_path / "op*" / "*.txt") == {"open/a.txt": "input"}


@pytest.mark.parametrize("pattern", ["", "*/*.txt"])
def test_files_that_may_not_be_looked_up_are_rejections(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_folders(tmp_path)
    stat = Path.stat

    def refuse(path: Path, **how: Any) -> os.stat_result:
        if path.name == "b.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", refuse)
    assert listed(tmp_path / pattern) == {"open/a.txt": "input", "shut/b.txt": "unreadable"}


def test_a_pattern_below_a_folder_that_is_not_there_names_nothing(tmp_path: Path) -> None:
    assert listed(tmp_path / "nowhere" / "*.txt") == {}


@pytest.mark.parametrize("pattern", ["", "*.txt"])
def test_where_nothing_can_be_seen_nothing_is_said(
    pattern: str, tmp_path: Path, closed: Callable[[Path], None]
) -> None:
    closed(tmp_path)
    with pytest.raises(NotListed, match=r"cannot be read: Permission denied"):
        listed(tmp_path / pattern)


def test_a_store_that_does_not_answer_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(NotListed, match="nosuch://bucket"):
        listed(Path("nosuch://bucket"), tmp_path)


class Flaky:
    """A store that gives out all of its objects but one."""

    def __init__(self, store: Any, refused: str) -> None:
        self._store, self._refused = store, refused

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def open_input_stream(self, name: str, **how: Any) -> Any:
        if name.endswith(self._refused):
            raise OSError("slow down")
        return self._store.open_input_stream(name, **how)


def test_an_object_that_cannot_be_fetched_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_folders(tmp_path / "raw")
    store_of = SOURCES._store
    monkeypatch.setattr(SOURCES, "_store", lambda url: (Flaky(store_of(url)[0], "b.txt"), store_of(url)[1]))
    found = listed(Path(f"file://{tmp_path}/raw"), tmp_path / "spool")
    assert found == {"open/a.txt": "input", "shut/b.txt": "unreachable"}


class Torn(io.FileIO):
    """A file that the medium gives out up to some place."""

    readable_bytes = 0

    def readinto(self, buffer: Any) -> int | None:
        left = self.readable_bytes - self.tell()
        if left <= 0:
            raise OSError(errno.EIO, "Input/output error")
        return super().readinto(memoryview(buffer)[:left])

    def readall(self) -> bytes:
        raise OSError(errno.EIO, "Input/output error")


class NotingTorn(Noting, Torn):
    """What is opened instead of a file."""


CONTAINERS = {
    "a.txt": TEXT.encode(),
    "a.jsonl": lines(RECORD),
    "a.zip": zipped(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode() * 500)),
    "a.csv": b"id,text\n" + b"".join(f"{n},{os.urandom(40).hex()}\n".encode() for n in range(9000)),
    "a.parquet": parquet(text=[os.urandom(40).hex() for _ in range(9000)]),
    "a.txt.gz": gzip.compress(os.urandom(50_000).hex().encode()),
}


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
@pytest.mark.parametrize("name", CONTAINERS)
def test_a_file_that_the_medium_does_not_give_out_is_not_taken_for_damaged(
    name: str, share: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(CONTAINERS[name])
    monkeypatch.setattr(Torn, "readable_bytes", int(share * len(CONTAINERS[name])))
    monkeypatch.setattr(LISTING, "Noting", NotingTorn)
    found = listed(tmp_path, tmp_path / ".spool")
    assert found.pop(name) == "unreadable"
    assert set(found.values()) <= {"input"}


def test_a_file_that_is_gone_when_it_is_looked_at_is_no_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SOURCES, "_below", lambda raw: iter([("a.txt", raw / "a.txt")]))
    assert listed(tmp_path) == {"a.txt": "unreadable"}


@on_a_full_disk
@pytest.mark.parametrize("raw", ["a.jsonl.gz", "a.zip.gz", "a.txt"])
def test_a_full_workspace_is_no_fault_of_an_input(raw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(b"".join(lines(RECORD) for _ in range(999))))
    (folder / "a.zip.gz").write_bytes(gzip.compress(zipped(("a.txt", TEXT.encode()))))
    (folder / "a.txt").write_text(TEXT)
    monkeypatch.setattr(Spool, "_new", lambda _: FULL)
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda _: FULL.open("wb"))
    place = f"file://{folder}/{raw}" if raw == "a.txt" else folder / raw
    with pytest.raises(WorkspaceError, match=r"No space left on device.*TRICHLUC_WORKSPACE"):
        listed(Path(place), tmp_path / "spool")


def one(raw: Path) -> Input:
    (found,) = find(raw, LIMIT)
    assert isinstance(found, Input)
    return found


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
@pytest.mark.parametrize("after", [b"", b"khac" * 400])
def test_what_changes_between_listing_and_reading_is_left_to_the_next_run(
    name: str, after: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(CONTAINERS[name])
    found = one(tmp_path)
    (tmp_path / name).write_bytes(after)
    articles, (rejection,) = read([found])
    assert (articles, rejection.reason, rejection.source_sha256) == ([], "changed", None)


@pytest.mark.parametrize("content", [lines(RECORD), lines(RECORD).rstrip(), lines(RECORD).replace(b"\n", b"\r\n")])
def test_a_line_is_known_again_however_it_ends(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    articles, rejections = read([one(tmp_path)])
    assert (len(articles), rejections) == (1, [])


def test_a_file_that_grows_while_it_is_hashed_is_read_as_far_as_it_was_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    grown = (TEXT + " Kết quả tốt.").encode()

    def growing(digest: Callable[..., Any]) -> Callable[..., Any]:
        def first_grow(*given: Any) -> Any:
            path.write_bytes(grown)
            return digest(*given)

        return first_grow

    monkeypatch.setattr(hashlib, "file_digest", growing(hashlib.file_digest))
    articles, rejections = read([one(tmp_path)])
    assert rejections == []
    assert articles[0].text.encode() == grown


def test_a_file_that_is_gone_when_it_is_read_is_looked_for_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = one(tmp_path)
    (tmp_path / "a.txt").unlink()
    _, (rejection,) = read([found])
    assert (rejection.reason, rejection.source_sha256) == ("unreadable", None)


def test_a_storage_that_fails_while_a_batch_is_read_is_tried_again_by_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = one(tmp_path)

    def fail(*_: object) -> Any:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("builtins.open", fail)
    with pytest.raises(OSError, match="Input/output"):
        read([found])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("s3://key:secret@bucket/a", "s3://key:…@bucket/a"),
        ("s3://key:se/cr:et@bucket?region=x", "s3://key:…@bucket?region=x"),
        ("abfs://box@account/a?tenant_id=1&client_secret=secret", "abfs://box@account/a?tenant_id=1&client_secret=…"),
    ],
)
def test_a_url_with_a_password_is_refused_and_not_shown(url: str, shown: str) -> None:
    with pytest.raises(SecretInUrl) as refusal:
        refuse_secrets(Path(url))
    assert str(refusal.value).startswith(f"{shown}: ")


@pytest.mark.parametrize(
    "raw",
    ["s3://bucket/a:b@c", "hdfs://host:8020/a@b", "abfs://box@account/a", "data/key:a@b", "-", "s3://b?scheme=http"],
)
def test_what_holds_no_password_is_not_refused(raw: str) -> None:
    refuse_secrets(Path(raw))


def test_a_listing_that_failed_half_way_can_begin_again(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}", encoding="utf-8")
    (tmp_path / ".work").mkdir()
    first = fill(find(tmp_path, LIMIT), tmp_path / ".work", max_bytes=1)
    next(first)
    again = list(fill(find(tmp_path, LIMIT), tmp_path / ".work", max_bytes=1))
    assert [each.source_uri for batch in again for each in batch.take("inputs")] == ["0.txt", "1.txt", "2.txt"]
