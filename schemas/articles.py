"""Table `articles`: one row an input record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from schemas.table import ARTICLE_ID, Column, Declaration


@dataclass(frozen=True, slots=True)
class Article:
    """One input record, read."""

    TABLE: ClassVar = Declaration(
        "One row an input record: its header, its text, and where it came from.",
        key=("article_id",),
        minimum_rows=1,
    )

    article_id: Annotated[
        str,
        Column("Hash of the raw bytes or record (of content and `source_uri` for an exact copy).", pattern=ARTICLE_ID),
    ]
    source_uri: Annotated[
        str,
        Column("Path below the input folder, as in a URL (`%20` for a blank); `#record` for a record of a container."),
    ]
    external_id: Annotated[str | None, Column("The `id` that the input record carried.")]
    source_sha256: Annotated[str, Column("SHA-256 of the raw bytes of the input record.", pattern=r"^[0-9a-f]{64}$")]
    source_bytes: Annotated[int, Column("Size of the raw input record in bytes.", minimum=0)]
    media_type: Annotated[str, Column("Media type of the input, such as `text/plain`.")]
    encoding: Annotated[str, Column("Character encoding in which the input was read.")]
    section: Annotated[str | None, Column("Rubric above (or label below) the text.")]
    outlet: Annotated[str | None, Column("Agency prefix of the first sentence, without brackets.")]
    title: Annotated[str | None, Column("The headline alone.")]
    author: Annotated[str | None, Column("Who signs the text, as written.")]
    author_affiliation: Annotated[str | None, Column("The office or agency after the author's name.")]
    published_at: Annotated[datetime | None, Column("When the article was published, Asia/Ho_Chi_Minh.")]
    published_grain: Annotated[
        str | None,
        Column("How exact `published_at` is; midnight stands for an unknown time.", values=("day", "minute")),
    ]
    reference_date: Annotated[
        date | None,
        Column(
            "Against which year-less and relative dates are read: the day of publication, else the last day that is told."
        ),
    ]
    reference_basis: Annotated[
        str,
        Column("What `reference_date` rests on.", values=("published", "dates_in_text", "unknown")),
    ]
    lead: Annotated[
        str | None,
        Column(
            "The summary set apart from the body (sapo); where none is, the opening paragraph, if several follow it."
        ),
    ]
    body: Annotated[str, Column("Lead, subheadings and paragraphs in order, one a line.")]
    text: Annotated[str, Column("The whole input, decoded, line ends as \\n, Unicode NFC. All offsets point into it.")]
    body_chars: Annotated[int, Column("Length of `body` in code points.", minimum=0)]
    fingerprint: Annotated[
        str | None,
        Column(
            "Signature of the body's wording: 128 values of 8 bits in hexadecimal; near copies share most of them.",
            pattern=r"^[0-9a-f]{256}$",
        ),
    ]
    duplicate_of: Annotated[
        str | None, Column("The article of which this is an exact or near copy.", references="articles.article_id")
    ]
    engine_version: Annotated[str, Column("Version of the engine that read the article.")]
