"""The data dictionary in Markdown, from the declarations: `docs/tables.md`, and the README of a snapshot."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from schemas import TABLES
from schemas.table import Field, Table

INTRODUCTION = """\
Written by `trichluc`; every table is a folder of Parquet files. Every extracted row carries `article_id`,
`char_start`, `char_end` and `surface`: offsets are Unicode code points into `articles.text`, half-open, and
`articles.text[char_start:char_end]` is always the `surface`. Intervals of days include both ends; a null end is open
or unknown. An *article* is a news text, a *document* an official paper that it cites.

```sql
SELECT c.name, c.starts_on, c.ends_on, a.title
FROM 'campaigns/*.parquet' c JOIN 'articles/*.parquet' a USING (article_id)
```
"""

_TYPES: dict[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    date: "date",
    datetime: "timestamp, Asia/Ho_Chi_Minh",
    tuple[str, ...]: "list of texts",
}


def dictionary(title: str = "Tables") -> str:
    """The whole dictionary: an overview, then every table with its columns."""
    overview = ["| Table | One row is |", "| --- | --- |"]
    overview += [f"| [`{name}`](#{name}) | {table.declaration.description} |" for name, table in TABLES.items()]
    return "\n".join([f"# {title}\n\n{INTRODUCTION}", *overview, "", *map(table_section, TABLES.values())])


def table_section(table: Table) -> str:
    """One table: what a row is, its key and rules, and its columns."""
    declared = table.declaration
    lines = [f"## {table.name}", "", declared.description, ""]
    lines.append("Key: " + ", ".join(f"`{name}`" for name in declared.key) + ".")
    lines += [f"Always: `{r.column}` {'>' if r.strict else '≥'} `{r.at_least}`." for r in declared.rules]
    lines += ["", "| Column | Type | Null | Meaning |", "| --- | --- | --- | --- |"]
    lines += [_row(field) for field in table.fields]
    return "\n".join([*lines, ""])


def _row(field: Field) -> str:
    null = "yes" if field.nullable else ""
    return f"| `{field.name}` | {_TYPES[field.type]} | {null} | {_meaning(field)} |"


def _meaning(field: Field) -> str:
    column = field.column
    parts = [column.description]
    if column.values:
        parts.append("One of " + ", ".join(f"`{value}`" for value in column.values) + ".")
    if column.references:
        table, target = column.references.split(".")
        parts.append(f"→ [`{table}.{target}`](#{table}).")
    return " ".join(parts).replace("|", "\\|").replace("\n", " ")


def pages() -> dict[Path, str]:
    """The generated pages of the repository."""
    root = Path(__file__).parent.parent
    return {
        root / "docs" / "tables.md": dictionary(),
        root / "data" / "curated" / "README.md": dictionary("Curated tables"),
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which of them are out of date."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path} is out of date: make docs")
        else:
            path.write_text(pages()[path], encoding="utf-8")
    return len(stale) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
