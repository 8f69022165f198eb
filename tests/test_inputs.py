"""Inputs: whatever a user hands in becomes articles or rejections, each with its reason; nothing raises."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import re
import stat
import sys
import tarfile
import tracemalloc
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.rejections import Rejection
from tasks.inputs import Input, find, read
from tasks.inputs.listed import Limits
from tasks.inputs.reasons import REASONS
from tasks.inputs.sources import ReadsItself, exists, refuse_output
from trichluc.article import RawArticle

TEXT = "Hội nghị tổng kết\n\nNgày 5/6, Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết công tác công đoàn năm."
LIMIT = 200_000
RECORD = {"id": "a1", "text": TEXT, "title": "Hội nghị tổng kết", "published_at": "2019-05-12T15:00"}
PAGE = f"""<!DOCTYPE html><html><head><title>Hội nghị tổng kết</title><meta name="author" content="Lê An">
<meta property="article:published_time" content="2019-05-12T15:00:00+07:00"></head><body><nav><a href="/">Trang chủ</a>
</nav><article><h1>Hội nghị tổng kết</h1>
<p>{"Liên đoàn Lao động huyện đã tổ chức hội nghị tổng kết năm. " * 8}</p></article>
<script>alert("mã độc")</script><footer>Bản quyền thuộc về báo</footer></body></html>"""


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w", links: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return packed.getvalue()


def parquet(**columns: list[Any]) -> bytes:
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    return packed.getvalue()


def warc(kind: str, content_type: str, body: bytes, status: str = "200 OK") -> bytes:
    payload = (
        body if kind == "conversion" else f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    )
    inner = "text/plain" if kind == "conversion" else "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: {inner}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def encrypted() -> bytes:
    raw = bytearray(zipped(("a.txt", TEXT.encode())))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    return bytes(raw)


def odd_method() -> bytes:
    """An archive whose second member of three is packed in a way that nobody opens."""
    raw = bytearray(zipped(*((f"{name}.txt", TEXT.encode()) for name in "abc")))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        second = raw.index(mark, raw.index(mark) + 1)
        raw[second + offset] = 99
    return bytes(raw)


def short_length() -> bytes:
    """A crawl archive whose only record is longer than it says."""
    record = warc("conversion", "text/plain", TEXT.encode())
    length = len(TEXT.encode())
    return record.replace(f"Content-Length: {length}".encode(), f"Content-Length: {length - 20}".encode())


def nested(depth: int) -> bytes:
    packed = zipped(("a.txt", TEXT.encode()))
    for _ in range(depth):
        packed = zipped(("inner.zip", packed))
    return packed


BOMB = b"a" * 9_000_000
ARTICLE = "article"

# name → (content, what comes of it: `article`, or a reason code, once for each record in order)
HOSTILE: dict[str, tuple[bytes, list[str]]] = {
    "plain.txt": (TEXT.encode(), [ARTICLE]),
    "note.md": (TEXT.encode(), [ARTICLE]),
    "no_suffix": (TEXT.encode(), [ARTICLE]),
    "odd.suffix": (TEXT.encode(), [ARTICLE]),
    "UPPER.TXT": (TEXT.encode(), [ARTICLE]),
    "bom.txt": (b"\xef\xbb\xbf" + TEXT.encode(), [ARTICLE]),
    "utf16.txt": (TEXT.encode("utf-16"), [ARTICLE]),
    "utf16le_bare.txt": (TEXT.encode("utf-16-le"), [ARTICLE]),
    "utf16be_bare.txt": (TEXT.encode("utf-16-be"), [ARTICLE]),
    "utf16_odd_tail.txt": (TEXT.encode("utf-16") + b"\x00", [ARTICLE]),
    "utf32.txt": (TEXT.encode("utf-32"), [ARTICLE]),
    "crlf.txt": (TEXT.replace("\n", "\r\n").encode(), [ARTICLE]),
    "cr.txt": (TEXT.replace("\n", "\r").encode(), [ARTICLE]),
    "cut_letter.txt": (TEXT.encode() + "ế".encode()[:2], [ARTICLE]),
    "twice.txt": (TEXT.encode().decode("latin-1").encode(), [ARTICLE]),
    "ascii.txt": (b"Plain words only.", [ARTICLE]),
    "controls.txt": (b"\x01\x02\x03" + TEXT.encode(), [ARTICLE]),
    "rtl.txt": (("\u202e" + TEXT).encode(), [ARTICLE]),
    "zero_width.txt": (TEXT.replace("đoàn", "đo\u200bàn").encode(), [ARTICLE]),
    "soft_hyphen.txt": (TEXT.replace("đoàn", "đo\u00adàn").encode(), [ARTICLE]),
    "eth.txt": (TEXT.replace("đ", "ð").encode(), [ARTICLE]),
    "one_line.txt": (("Công đoàn " * 15_000).encode(), [ARTICLE]),
    "many_lines.txt": (b"a\n" * 90_000, [ARTICLE]),
    "empty.txt": (b"", ["empty"]),
    "blank.txt": (b" \n\t\r\n", ["empty"]),
    "only_bom.txt": (b"\xef\xbb\xbf", ["empty"]),
    "only_zero_width.txt": ("\u200b\ufeff".encode(), ["empty"]),
    "nul.txt": (b"Ng\0y", ["binary"]),
    "noise.txt": (bytes(range(1, 256)) * 8, ["binary"]),
    "noise_controls.txt": (bytes([1, 2, 3, 200, 4, 255]) * 50, ["binary"]),
    "huge.txt": (b"a" * (LIMIT + 1), ["too_large"]),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ["unsupported_format"]),
    "program.txt": (b"\x7fELF" + b"\0" * 50, ["unsupported_format"]),
    "paper.pdf": (b"%PDF-1.7", ["unsupported_format"]),
    "paper.txt": (b"%PDF-1.7", ["unsupported_format"]),
    "letter.docx": (zipped(("word/document.xml", b"<a/>")), ["unsupported_format"]),
    "old.doc": (b"\xd0\xcf\x11\xe0", ["unsupported_format"]),
    "page.html": (PAGE.encode(), [ARTICLE]),
    "page_as.txt": (PAGE.encode(), [ARTICLE]),
    "empty.html": (b"", ["empty"]),
    "tags_only.html": (b"<html><body><img src=x></body></html>", ["no_main_text"]),
    "scripts_only.html": (b"<html><script>while(1){}</script></html>", ["no_main_text"]),
    "deep.html": (b"<div>" * 20_000 + TEXT.encode(), [ARTICLE]),
    "unclosed.html": (f"<html><p>{TEXT * 5}<p <b".encode(), [ARTICLE]),
    "records.jsonl": (lines(RECORD, {**RECORD, "id": "a2", "text": TEXT + "."}), [ARTICLE, ARTICLE]),
    "blank_lines.jsonl": (b"\n" + lines(RECORD) + b"  \n\n", [ARTICLE]),
    "no_newline.jsonl": (lines(RECORD).rstrip(), [ARTICLE]),
    "bad.jsonl": (b"{not json}\n" + lines(RECORD), ["bad_json", ARTICLE]),
    "scalar.jsonl": (b"1\n[1]\nnull\n", ["bad_json"] * 3),
    "no_text.jsonl": (lines({"id": 1}, {"text": 5}, {"text": " "}), ["no_text", "bad_field", "empty"]),
    "empty.jsonl": (b"", ["no_records"]),
    "blank.jsonl": (b"\n \n", ["no_records"]),
    "empty.jsonl.gz": (gzip.compress(b""), ["no_records"]),
    "bad_fields.jsonl": (lines({**RECORD, "title": 5}, {**RECORD, "published_at": "hôm qua"}), ["bad_field"] * 2),
    "surrogate.jsonl": (b'{"text": "a \\ud800 b", "id": "\\udfff"}\n', [ARTICLE]),
    "nan.jsonl": (b'{"text": "a b c", "x": NaN, "id": 1e999}\n', [ARTICLE]),
    "deep.jsonl": (b'{"text": "a", "x": ' + b"[" * 90_000 + b"]" * 90_000 + b"}\n", ["bad_json"]),
    "long_line.jsonl": (b'{"text": "' + b"a" * LIMIT + b'"}\n' + lines(RECORD), ["too_large", ARTICLE]),
    "climbing_id.jsonl": (lines({**RECORD, "id": "../../../etc/passwd"}), [ARTICLE]),
    "epoch.jsonl": (lines({**RECORD, "published_at": 1557648000}), [ARTICLE]),
    "html.jsonl": (lines({"html": PAGE}), [ARTICLE]),
    "array.json": (json.dumps([RECORD, {**RECORD, "text": TEXT + "!"}]).encode(), [ARTICLE, ARTICLE]),
    "object.json": (json.dumps(RECORD).encode(), [ARTICLE]),
    "wrapped.json": (json.dumps({"articles": [RECORD], "n": 1}).encode(), [ARTICLE]),
    "concatenated.json": (lines(RECORD, RECORD), [ARTICLE, ARTICLE]),
    "cut.json": (b'[{"text": "a b c"}, {"text": "d', [ARTICLE, "cut_json"]),
    "empty_array.json": (b"[]", ["no_records"]),
    "empty.json": (b"", ["no_records"]),
    "deep.json": (b"[" * 100_000, ["bad_json"]),
    "table.csv": (f'id,text,title\n1,"{TEXT}",Hội nghị\n2,"{TEXT}",Hội nghị\n'.encode(), [ARTICLE, ARTICLE]),
    "semicolon.csv": (f'id;text\n1;"{TEXT}"\n'.encode(), [ARTICLE]),
    "utf16.csv": (f'id,text\n1,"{TEXT}"\n'.encode("utf-16"), [ARTICLE]),
    "table.tsv": ("id\ttext\n1\tMột hai ba\n".encode(), [ARTICLE]),
    "unclosed.csv": (b'id,text\n1,"' + b"a" * (LIMIT + 200_000), ["bad_csv"]),
    "header_only.csv": (b"id,text\n", ["no_records"]),
    "empty.csv": (b"", ["no_records"]),
    "ragged.csv": ("id,text\n1,Một hai,ba,bốn\n2\n3,Năm sáu,\n".encode(), ["long_row", "empty", ARTICLE]),
    "other_columns.csv": ("ma,noidung\n1,Một hai ba\n".encode(), ["no_text"]),
    "rows.parquet": (parquet(id=["1", "2"], text=[TEXT, TEXT + "."], tags=[["a"], []]), [ARTICLE, ARTICLE]),
    "no_rows.parquet": (parquet(text=pa.array([], pa.string())), ["no_records"]),
    "no_text.parquet": (parquet(x=[1]), ["no_text"]),
    "null.parquet": (parquet(text=pa.array([None], pa.string())), ["empty"]),
    "broken.parquet": (b"PAR1" + b"\0" * 100 + b"PAR1", ["bad_parquet"]),
    "not.parquet": (TEXT.encode(), ["bad_parquet"]),
    "crawl.warc": (warc("response", "text/html", PAGE.encode()), [ARTICLE]),
    "crawl.warc.gz": (gzip.compress(warc("response", "text/html", PAGE.encode())), [ARTICLE]),
    "crawl.wet": (warc("conversion", "text/plain", TEXT.encode()), [ARTICLE]),
    "redirects.warc": (warc("response", "text/html", b"", "301 Moved"), ["no_pages"]),
    "cut.warc": (warc("conversion", "", TEXT.encode())[:150], ["empty"]),
    "short_length.warc": (short_length(), [ARTICLE, "bad_archive"]),
    "not.warc": (TEXT.encode(), ["bad_archive"]),
    "text.txt.gz": (gzip.compress(TEXT.encode()), [ARTICLE]),
    "text.txt.bz2": (bz2.compress(TEXT.encode()), [ARTICLE]),
    "text.txt.xz": (lzma.compress(TEXT.encode()), [ARTICLE]),
    "text.txt.zst": (pa.compress(TEXT.encode(), codec="zstd", asbytes=True), [ARTICLE]),
    "records.jsonl.gz": (gzip.compress(lines(RECORD, RECORD)), [ARTICLE, ARTICLE]),
    "two_members.txt.gz": (gzip.compress(TEXT.encode()) + gzip.compress(b" x"), [ARTICLE]),
    "lying.txt": (gzip.compress(TEXT.encode()), [ARTICLE]),
    "lying.gz": (TEXT.encode(), ["bad_archive"]),
    "cut.txt.gz": (gzip.compress(TEXT.encode())[:-12], ["bad_archive"]),
    "cut.txt.zst": (pa.compress(os.urandom(5000), codec="zstd", asbytes=True)[:50], ["bad_archive"]),
    "bomb.txt.gz": (gzip.compress(BOMB, 9), ["bomb"]),
    "bomb.jsonl.bz2": (bz2.compress(BOMB), ["bomb"]),
    "bomb.zip": (zipped(("a.txt", BOMB)), ["bomb"]),
    "bombs.zip": (zipped(*((f"{n}.jsonl", b"a" * 1_500_000) for n in range(6))), ["too_large"] * 2 + ["bomb"]),
    "bomb.tar.gz": (tarred(("a.txt", BOMB), mode="w:gz"), ["bomb"]),
    "gz_in_gz.txt.gz.gz": (gzip.compress(gzip.compress(TEXT.encode())), [ARTICLE]),
    "archive.zip": (zipped(("a/b.txt", TEXT.encode()), ("c.jsonl", lines(RECORD))), [ARTICLE, ARTICLE]),
    "archive.tar": (tarred(("a/b.txt", TEXT.encode())), [ARTICLE]),
    "archive.tgz": (tarred(("a.txt", TEXT.encode()), mode="w:gz"), [ARTICLE]),
    "archive.tar.bz2": (tarred(("a.txt", TEXT.encode()), mode="w:bz2"), [ARTICLE]),
    "climbing.zip": (zipped(("../../evil.txt", b"x"), ("a.txt", TEXT.encode())), ["unsafe_path", ARTICLE]),
    "absolute.zip": (zipped(("/etc/evil.txt", b"x")), ["unsafe_path"]),
    "windows.zip": (zipped(("..\\..\\evil.txt", b"x"), ("C:\\evil.txt", b"x")), ["unsafe_path"] * 2),
    "climbing.tar": (tarred(("../evil.txt", b"x")), ["unsafe_path"]),
    "links.tar": (tarred(links={"a.txt": "/etc/passwd"}), ["not_a_file"]),
    "twins.zip": (zipped(("a.txt", b"x y"), ("a.txt", b"y z")), [ARTICLE, ARTICLE]),
    "control_name.zip": (zipped(("a\nb.txt", b"x")), ["unsafe_name"]),
    "hidden.zip": (zipped((".git/config", b"x"), ("__MACOSX/a.txt", b"x")), ["no_records"]),
    "odd_method.zip": (odd_method(), [ARTICLE, "bad_member", ARTICLE]),
    "encrypted.zip": (encrypted(), ["encrypted"]),
    "empty.zip": (zipped(), ["no_records"]),
    "cut.zip": (zipped(("a.txt", TEXT.encode()))[:-30], ["bad_archive"]),
    "not.zip": (TEXT.encode(), ["bad_archive"]),
    "not.tar": (TEXT.encode(), ["bad_archive"]),
    "deep.zip": (nested(2), [ARTICLE]),
    "deeper.zip": (nested(5), ["nested_archive"]),
    "itself.zip": (zipped(("empty.zip", zipped())), ["no_records"]),
}


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bombs of a few megabytes do for the test."""
    monkeypatch.setattr(sys.modules["tasks.inputs.find"], "Limits", partial(Limits, unpacked_bytes=1 << 22))


def outcome(raw: Path, **options: Any) -> list[RawArticle | Rejection]:
    """Articles and rejections of an input, in the order in which they were listed."""
    found = list(find(raw, LIMIT, **options))
    articles, rejections = read(each for each in found if isinstance(each, Input))
    by_uri: dict[str, RawArticle | Rejection] = {each.source_uri: each for each in articles + rejections}
    listed = [each if isinstance(each, Rejection) else by_uri[each.source_uri] for each in found]
    assert len({each.source_uri for each in found if isinstance(each, Input)}) == len(by_uri)
    return listed


def summary(results: list[RawArticle | Rejection]) -> list[str]:
    return [each.reason if isinstance(each, Rejection) else ARTICLE for each in results]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file(name: str, tmp_path: Path) -> None:
    """Each kind of file becomes what it should, and writes nowhere but into the spool."""
    content, expected = HOSTILE[name]
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / name).write_bytes(content)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    results = outcome(folder, spool=tmp_path / "spool")
    reasons = summary(results)
    assert reasons == expected, results
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert {path.name for path in tmp_path.iterdir()} <= {"raw", "spool"}
    for each in results:
        if isinstance(each, Rejection):
            assert each.reason in REASONS
            assert each.detail.isprintable()
            assert "{" not in each.detail.replace(name, "")
        else:
            each.text.encode("utf-8")


def test_there_are_enough_kinds() -> None:
    """The collection stays as wide as it was promised to be."""
    assert len(HOSTILE) >= 100


Make = Callable[[Path], None]


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def _unreadable(folder: Path) -> None:
    (folder / "locked.txt").write_text(TEXT)
    (folder / "locked.txt").chmod(0)


def _ring(folder: Path) -> None:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")


def _named(name: str | bytes) -> Make:
    def make(folder: Path) -> None:
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")

    return make


FOLDERS: dict[str, tuple[Make, list[str]]] = {
    "loop of links": (lambda folder: (folder / "a").symlink_to(folder / "a"), ["dangling_link"]),
    "two links in a ring": (_ring, ["dangling_link"] * 2),
    "link to the folder itself": (lambda folder: (folder / "a").symlink_to(folder), ["not_a_file"]),
    "dangling link": (lambda folder: (folder / "a.txt").symlink_to("/nowhere"), ["dangling_link"]),
    "empty folder": (lambda folder: (folder / "sub").mkdir(), ["empty_folder"]),
    "hidden file": (_named(".secret.txt"), []),
    "a pipe": (_fifo, ["not_a_file"]),
    "control characters in the name": (_named("a\nb.txt"), ["unsafe_name"]),
    "a name in no encoding": (_named(b"\xff.txt"), ["unsafe_name"]),
    "a long name": (_named("a" * 240 + ".txt"), [ARTICLE]),
    "deep folders": (_named("d/" * 60 + "a.txt"), [ARTICLE]),
    "brackets in the name": (_named("a [b].txt"), [ARTICLE]),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_hostile_folder(case: str, tmp_path: Path) -> None:
    """Links, pipes and names that no one would choose."""
    make, expected = FOLDERS[case]
    make(tmp_path)
    assert summary(outcome(tmp_path)) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to the superuser")
def test_locked_file(tmp_path: Path) -> None:
    """A file without the right to read it."""
    _unreadable(tmp_path)
    assert summary(outcome(tmp_path)) == ["unreadable"]
    (tmp_path / "locked.txt").chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_page_states_its_metadata(tmp_path: Path) -> None:
    """A saved page: its main text without menus, scripts and footer, and what its metadata says."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (article,) = outcome(tmp_path)
    assert isinstance(article, RawArticle)
    assert (article.title, article.author, article.media_type) == ("Hội nghị tổng kết", "Lê An", "text/html")
    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.published_grain) == ("2019-05-12T15:00:00", "minute")
    assert article.text.startswith("Hội nghị tổng kết")
    for furniture in ("mã độc", "Trang chủ", "Bản quyền"):
        assert furniture not in article.text


def test_record_fields(tmp_path: Path) -> None:
    """A record's fields, under its own names."""
    record = {"ma": 7, "noidung": TEXT, "tieude": "Khác", "ngay": "2019-05-12", "author": "Lê An"}
    (tmp_path / "a.jsonl").write_bytes(lines(record))
    names = {"id": "ma", "text": "noidung", "title": "tieude", "published_at": "ngay"}
    (article,) = outcome(tmp_path, columns=names)
    assert isinstance(article, RawArticle)
    assert (article.external_id, article.title, article.author) == ("7", "Khác", "Lê An")
    assert (str(article.published_at), article.published_grain) == ("2019-05-12 00:00:00", "day")
    assert article.source_uri == "a.jsonl#1"


def test_a_record_without_an_id_is_known_by_its_url(tmp_path: Path) -> None:
    """`url` is the external id where there is no `id`."""
    url = "https://example.org/tin/1"
    (tmp_path / "a.jsonl").write_bytes(lines({"text": TEXT, "url": url}, {"text": TEXT, "url": url, "id": 0}))
    assert [each.external_id for each in outcome(tmp_path) if isinstance(each, RawArticle)] == [url, "0"]


def test_addresses(tmp_path: Path) -> None:
    """Members and records of containers are addressed below them, and twins apart."""
    (tmp_path / "a.zip").write_bytes(zipped(("x.txt", b"mot"), ("x.txt", b"hai"), ("c.jsonl", lines(RECORD, RECORD))))
    uris = [each.source_uri for each in outcome(tmp_path)]
    assert uris == ["a.zip#c.jsonl#1", "a.zip#c.jsonl#2", "a.zip#x.txt", "a.zip#x.txt~2"]


def test_a_damaged_crawl_archive_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is wrong with it is told by its rejection alone."""
    (tmp_path / "a.warc").write_bytes(short_length())
    assert len(outcome(tmp_path)) == 2
    assert capfd.readouterr() == ("", "")


def test_crawled_page_keeps_its_url(tmp_path: Path) -> None:
    """The URL of a crawled page is its external id."""
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(warc("response", "text/html", PAGE.encode())))
    (article,) = outcome(tmp_path)
    assert isinstance(article, RawArticle)
    assert (article.external_id, article.title) == ("http://example.org/a", "Hội nghị tổng kết")


def test_pattern(tmp_path: Path) -> None:
    """A pattern of names; `**` reaches into folders."""
    for name in ("a.txt", "b.md", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    assert [each.source_uri for each in outcome(tmp_path / "*.txt")] == ["a.txt"]
    assert [each.source_uri for each in outcome(tmp_path / "**/*.txt")] == ["a.txt", "sub/c.txt"]
    assert exists(tmp_path / "*.txt")
    assert not exists(tmp_path / "*.csv")
    assert not exists(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**", ["a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt"]),
        ("**/*.txt", ["a.txt", "sub/c.txt", "sub/deep/d.txt"]),
        ("**/deep/*", ["sub/deep/d.txt"]),
        ("*/**/*.txt", ["sub/c.txt", "sub/deep/d.txt"]),
        ("*/*", ["sub/c.txt"]),
        ("[ab].*", ["a.txt", "b.md"]),
        ("?.txt", ["a.txt"]),
        ("**/**/d.txt", ["sub/deep/d.txt"]),
        ("*.csv", []),
    ],
)
def test_patterns_name_what_a_shell_would(pattern: str, expected: list[str], tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt", ".hidden/e.txt", "sub/.f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    assert [each.source_uri for each in outcome(tmp_path / pattern)] == expected


def test_a_pattern_follows_no_link_to_a_folder(tmp_path: Path) -> None:
    """As below a folder: the link is told, and nothing is read twice."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "other").symlink_to(tmp_path / "sub")
    for raw in (tmp_path, tmp_path / "**/*.txt"):
        results = outcome(raw)
        assert [each.source_uri for each in results] == ["other", "sub/a.txt", "sub/up"], raw
        assert summary(results) == ["not_a_file", ARTICLE, "not_a_file"]


@pytest.mark.parametrize("raw", ["", "tables", "tables/inner", "*/*.parquet", "**/*.md"])
def test_what_runs_write_is_no_input(raw: str, tmp_path: Path) -> None:
    """Each run would feed on the last."""
    (tmp_path / "tables").mkdir()
    for name in ("tables/a.parquet", "tables/README.md", "a.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadsItself, match="tables"):
        refuse_output(tmp_path / raw, [tmp_path / "tables"])


@pytest.mark.parametrize("raw", ["in", "in/*.txt", "**/*.txt", "*.txt", "-", "s3://bucket/a"])
def test_what_lies_beside_what_runs_write_is_read(raw: str, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables/a.parquet").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in").mkdir()
    refuse_output(Path(raw) if raw[0] in "-s" else tmp_path / raw, [tmp_path / "tables"])


@pytest.mark.parametrize(
    ("content", "expected"), [(TEXT.encode(), 1), (lines(RECORD, RECORD), 2), (gzip.compress(TEXT.encode()), 1)]
)
def test_standard_input(content: bytes, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input: a text, JSON Lines, or anything that says what it is."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    results = outcome(Path("-"), spool=tmp_path)
    assert summary(results) == [ARTICLE] * expected


def test_object_store(tmp_path: Path) -> None:
    """The objects below a URL, by any file system that fsspec or Arrow know."""
    import fsspec  # type: ignore[import-untyped]

    store = fsspec.filesystem("memory")
    store.pipe("/bucket/raw/a.txt", TEXT.encode())
    store.pipe("/bucket/raw/sub/b.jsonl.gz", gzip.compress(lines(RECORD)))
    results = outcome(Path("memory://bucket/raw"), spool=tmp_path / "spool")
    assert [each.source_uri for each in results] == ["a.txt", "sub/b.jsonl.gz#1"]
    assert summary(results) == [ARTICLE] * 2
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(TEXT, encoding="utf-8")
    assert summary(outcome(Path(f"file://{tmp_path}/raw"), spool=tmp_path / "spool2")) == [ARTICLE]


def test_listing_does_not_grow_with_the_container(tmp_path: Path) -> None:
    """Memory while listing is bounded, however many records a compressed file holds."""
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", 1) as packed:
        for number in range(40_000):
            packed.write(lines({"id": number, "text": f"{number} " + "chữ " * 200}))
    tracemalloc.start()
    count = sum(1 for _ in find(tmp_path, LIMIT, spool=tmp_path / "spool"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 30_000_000


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_beyond_the_limit_are_told(
    pack: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an archive holds beyond the limit is not left out without a word."""
    monkeypatch.setattr(sys.modules["tasks.inputs.find"], "Limits", partial(Limits, members=2))
    (tmp_path / "a.zip").write_bytes(pack(*((f"{n}.txt", f"Tin {n}".encode()) for n in range(3))))
    results = outcome(tmp_path, spool=tmp_path / ".spool")
    assert summary(results) == [ARTICLE, ARTICLE, "too_many_members"]
    monkeypatch.setattr(sys.modules["tasks.inputs.find"], "Limits", partial(Limits, members=3))
    assert summary(outcome(tmp_path, spool=tmp_path / ".spool")) == [ARTICLE] * 3


DAY = ("2019-06-12T00:00:00", "day")
STATED: list[tuple[object, tuple[str, str] | None]] = [
    ("2019-06-12", DAY),
    (" 2019-06-12 ", DAY),
    ("20190612", DAY),
    (20190612, DAY),
    (20190612.0, DAY),
    ("12/06/2019", DAY),
    ("12-6-2019", DAY),
    ("2019-06-12T15:30", ("2019-06-12T15:30:00", "minute")),
    ("2019-06-12T08:30:00Z", ("2019-06-12T15:30:00", "minute")),
    ("Thứ tư, 12/06/2019 15:30 (GMT+7)", ("2019-06-12T15:30:00", "minute")),
    (1560328200, ("2019-06-12T15:30:00", "minute")),
    (1560328200000, ("2019-06-12T15:30:00", "minute")),
    ("1560328200", ("2019-06-12T15:30:00", "minute")),
    ("1560328200.0", ("2019-06-12T15:30:00", "minute")),
    ("1560328200000", ("2019-06-12T15:30:00", "minute")),
    ("", None),
    (" ", None),
    (float("nan"), None),
]


@pytest.mark.parametrize(("stated", "expected"), STATED)
def test_stated_time_of_publication(stated: object, expected: tuple[str, str] | None, tmp_path: Path) -> None:
    """Dates as records of all kinds state them."""
    (tmp_path / "a.jsonl").write_bytes(lines({**RECORD, "published_at": stated}))
    (article,) = outcome(tmp_path)
    assert isinstance(article, RawArticle)
    found = article.published_at and (article.published_at.isoformat(), article.published_grain)
    assert found == expected


NO_DATES = [0, 2019, -5, True, "2019", "31/02/2019", "12/06/2019 15:30 UTC", 20191350, 201906121530, 10**15]
OTHER_ORDERS = ["2019-13-01", "2019-13-01 08:00", "06/13/2019"]
PLACEHOLDERS = [
    "0001-01-01",
    "0001-01-01T00:00:00+07:00",
    "1850-01-01",
    "1970-01-01",
    "9999-12-31",
    "9999-12-31T23:59Z",
]


@pytest.mark.parametrize("stated", [*NO_DATES, *OTHER_ORDERS, *PLACEHOLDERS])
def test_a_stated_time_that_is_none_is_told(stated: object, tmp_path: Path) -> None:
    """Nothing is read as a date that may be another one."""
    (tmp_path / "a.jsonl").write_bytes(lines({**RECORD, "published_at": stated}))
    assert summary(outcome(tmp_path)) == ["bad_field"]


@pytest.mark.parametrize("nonsense", ["2019-02-30T", "0001-01-01T"])
def test_a_page_with_a_senseless_date_is_an_article(nonsense: str, tmp_path: Path) -> None:
    """What a site's template states costs no article."""
    (tmp_path / "a.html").write_text(PAGE.replace("2019-05-12T", nonsense), encoding="utf-8")
    (article,) = outcome(tmp_path)
    assert isinstance(article, RawArticle) and article.published_at is None


@pytest.mark.parametrize("name", ["a.jsonl", "a.html"])
def test_what_is_stated_is_normalised_as_the_text_is(name: str, tmp_path: Path) -> None:
    """A decomposed headline is found in the text."""
    content = lines(RECORD).decode() if name.endswith("jsonl") else PAGE
    (tmp_path / name).write_text(unicodedata.normalize("NFD", content), encoding="utf-8")
    (article,) = outcome(tmp_path)
    assert isinstance(article, RawArticle)
    assert article.title == "Hội nghị tổng kết"


def test_same_input_same_ids(tmp_path: Path) -> None:
    """Ids depend on content and address alone, and byte-equal copies have ids of their own."""
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    first, second = (list(find(tmp_path, LIMIT)) for _ in range(2))
    assert first == second
    assert len({each.article_id for each in first if isinstance(each, Input)}) == 2


FOR_ITSELF = {"changed", "engine_error"}
"""Reasons whose sentence says what happens next, since there is nothing to mend."""
DOES = re.compile(
    r"[.;] (?:Save|Put|Cut|Mend|Rename|Check|Pack|Unpack|Fetch|Write|Name|Crawl)\b|; the next run tries again| needs? "
)


def test_every_reason_says_what_to_do() -> None:
    """Every reason has a sentence that ends, and one that begins with what to do."""
    for reason, sentence in REASONS.items():
        assert sentence.endswith("."), reason
        assert reason in FOR_ITSELF or DOES.search(sentence), reason
