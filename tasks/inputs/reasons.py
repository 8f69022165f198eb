"""Why an input cannot become an article: reason codes, and the sentence that tells a person what to do."""

from __future__ import annotations

from schemas.rejections import Rejection

REASONS = {
    "empty": "There is no text in it. Save the article again, or remove it.",
    "empty_folder": "The folder holds no file. Put articles there, or remove it.",
    "no_records": "The file holds no record. Fetch or write it again, or remove it.",
    "binary": "The file is not text: {found}. Save the article as plain text in UTF-8.",
    "broken_encoding": "The text is in no encoding that makes sense of it: {found}. Save it again in UTF-8.",
    "too_large": "The record has {found} bytes, more than the limit of {limit} for one article "
    "(TRICHLUC_MAX_ARTICLE_BYTES). Cut it into articles.",
    "dangling_link": "The link leads to nothing: {found}. Mend or remove it.",
    "unsafe_name": "The file's name holds characters that no name should: {found}. Rename the file.",
    "not_a_file": "This is {found}, not a file. Put the file itself there, or name what it leads to as an input.",
    "unreadable": "This could not be read: {found}. Check its permissions; the next run tries again.",
    "changed": "The file was being written while it was read; the next run reads it again.",
    "unsupported_format": "This is no text: {found}. Save the article as plain text, HTML or JSON Lines.",
    "unsafe_path": "The path of this member leads out of its archive: {found}. Pack the archive again.",
    "bomb": "The file unpacks to more than {limit} times its size and was not read further. Unpack it by hand if that "
    "is right.",
    "nested_archive": "Archives in archives are opened {found} deep. Unpack this one.",
    "encrypted": "The member is encrypted. Pack the archive again without a password.",
    "bad_archive": "The file is damaged, and was read only as far as it goes: {found}. Fetch or pack it again.",
    "bad_member": "The member cannot be opened: {found}. Pack it again, by the usual method (Deflate).",
    "too_many_members": "The archive has more than {limit} members, and was not read further. Pack it in several.",
    "long_row": "The row has more fields than the table has names: {found}. A text in which the separator occurs needs "
    "quotation marks.",
    "bad_csv": "The table could not be read further: {found}. Check its quotation marks.",
    "bad_parquet": "The file is no readable Parquet: {found}. Write it again.",
    "no_pages": "The crawl archive holds no page and no text. Crawl the pages again, or remove it.",
    "bad_page": "The page could not be read: {found}. Save its text.",
    "no_main_text": "No text was found in the page. Save its text.",
    "unreachable": "The object could not be fetched: {found}. Check the rights to it; the next run tries again.",
    "bad_json": "This is not a JSON object: {found}. Write one object with the article's fields for each record.",
    "cut_json": "The file was read only as far as it is JSON: {found}. What stands behind is not read. Mend the file, or "
    "write JSON Lines, of which each line stands for itself.",
    "no_text": "The record has no field `text` (or `html`); it has {found}. Name the field in the setting `columns`.",
    "long_object": "The record is longer than the limit for one article (TRICHLUC_MAX_ARTICLE_BYTES); it has {found}. "
    "Cut it into articles.",
    "bad_field": "The record's field {found}. Mend it, or leave the field out.",
    "engine_error": "The engine failed on this article: {found}. Please report it.",
}

PASSING = frozenset({"unreadable", "unreachable", "changed", "dangling_link"})
"""Reasons that say nothing of an input's content, since it was not seen: what is published of it stays."""


def rejection(
    source_uri: str, reason: str, found: object = "", *, sha256: str | None = None, **more: object
) -> Rejection:
    """A rejection at stage `load` (the stage `extract` for an error of the engine), its sentence filled in."""
    stage = "extract" if reason == "engine_error" else "load"
    return Rejection(source_uri, stage, reason, REASONS[reason].format(found=printable(str(found)), **more), sha256)


_KINDS = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
}


def kind(value: object) -> str:
    """What a JSON value is, in words.

    >>> kind(1.5), kind({})
    ('a number', 'an object')
    """
    return _KINDS.get(type(value), "an object")


def printable(text: str, limit: int = 200) -> str:
    r"""`text` with control characters and broken code points spelled out, cut to `limit` characters.

    >>> printable("a\nb")
    'a\\nb'
    """
    spelled = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return spelled if len(spelled) <= limit else spelled[: limit - 1] + "…"
