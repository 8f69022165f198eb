"""What a file is: by its first bytes where they say, else by the ending of its name. A lying name does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from tasks.inputs.listed import Form

HEAD = 4096
"""Bytes that are looked at."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: `family` names who reads it (see `families`), `media_type` what is recorded."""

    family: str
    media_type: str
    found: str = ""

    @property
    def form(self) -> Form:
        """How a record that is the whole file is read."""
        return _FORMS.get(self.family, "text")


_FORMS: dict[str, Form] = {"html": "html", "markdown": "markdown"}


_BY_MAGIC = (
    (0, b"\x1f\x8b", "compressed", "application/gzip"),
    (0, b"BZh", "compressed", "application/x-bzip2"),
    (0, b"\x28\xb5\x2f\xfd", "compressed", "application/zstd"),
    (0, b"\xfd7zXZ\x00", "compressed", "application/x-xz"),
    (0, b"PK\x03\x04", "zip", "application/zip"),
    (0, b"PK\x05\x06", "zip", "application/zip"),
    (257, b"ustar", "tar", "application/x-tar"),
    (0, b"PAR1", "parquet", "application/vnd.apache.parquet"),
    (0, b"WARC/", "warc", "application/warc"),
    (0, b"%PDF-", "unread", "a PDF file"),
    (0, b"\xd0\xcf\x11\xe0", "unread", "an old Word or Excel file"),
    (0, b"{\\rtf", "unread", "a rich text file"),
    (0, b"7z\xbc\xaf\x27\x1c", "unread", "a 7z archive"),
    (0, b"Rar!", "unread", "a RAR archive"),
    (0, b"\x89PNG", "unread", "a picture"),
    (0, b"\xff\xd8\xff", "unread", "a picture"),
    (0, b"GIF8", "unread", "a picture"),
    (0, b"\x7fELF", "unread", "a program"),
    (0, b"MZ\x90", "unread", "a program"),
)
_BY_ENDING = {
    **dict.fromkeys((".jsonl", ".ndjson"), Kind("lines", "application/x-ndjson")),
    ".json": Kind("json", "application/json"),
    ".csv": Kind("csv", "text/csv"),
    ".tsv": Kind("csv", "text/tab-separated-values"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind("html", "text/html")),
    **dict.fromkeys((".md", ".markdown"), Kind("markdown", "text/markdown")),
    **dict.fromkeys((".warc", ".wet", ".wat"), Kind("warc", "application/warc")),
    ".parquet": Kind("parquet", "application/vnd.apache.parquet"),
    ".zip": Kind("zip", "application/zip"),
    ".tar": Kind("tar", "application/x-tar"),
    **dict.fromkeys((".gz", ".tgz", ".bz2", ".zst", ".xz"), Kind("compressed", "application/octet-stream")),
}
_WORD = (".docx", ".odt", ".xlsx", ".pptx", ".ods", ".epub")
"""Packed documents: zip files by their first bytes, but no archives of articles."""
_UNREAD = {*_WORD, ".doc", ".xls", ".ppt", ".pdf", ".rtf", ".7z", ".rar", ".xml"}
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")
COMPRESSED = (".gz", ".tgz", ".bz2", ".zst", ".xz")


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of the file called `name` that begins with `head`.

    >>> kind_of("a.txt", b"PK\\x03\\x04").family, kind_of("a.csv", b"id,text").family
    ('zip', 'csv')
    """
    ending = PurePosixPath(name.lower()).suffix
    if ending in _UNREAD:
        return Kind("unread", "", ending)
    for offset, magic, family, media_type in _BY_MAGIC:
        if head.startswith(magic, offset):
            return Kind(family, media_type, media_type if family == "unread" else "")
    if found := _BY_ENDING.get(ending):
        return found
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if begin.startswith(_PAGE):
        return Kind("html", "text/html")
    if name == STDIN and begin.startswith(b"{"):
        return _BY_ENDING[".jsonl"]
    return Kind("text", "text/plain")


STDIN = "-"


def inner_name(name: str) -> str:
    """The name of what a compressed file holds.

    >>> inner_name("a.jsonl.gz"), inner_name("b.tgz"), inner_name("c")
    ('a.jsonl', 'b.tar', 'c')
    """
    path = PurePosixPath(name)
    if path.suffix.lower() == ".tgz":
        return f"{path.stem}.tar"
    return path.stem if path.suffix.lower() in COMPRESSED else name
