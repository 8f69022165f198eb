"""The generated pages are what the declarations say."""

from __future__ import annotations

from schemas import TABLES
from schemas.dictionary import main, pages, table_section


def test_the_committed_pages_are_up_to_date() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path}: make docs"
    assert main(["--check"]) == 0


def test_every_table_and_column_is_in_the_dictionary() -> None:
    for path, text in pages().items():
        for name, table in TABLES.items():
            assert f"\n## {name}\n" in text, path
            assert all(f"| `{column}` |" in table_section(table) for column in table.column_names)


def test_a_reference_leads_to_a_declared_column() -> None:
    for table in TABLES.values():
        for field in table.fields:
            if field.column.references:
                target, column = field.column.references.split(".")
                assert column in TABLES[target].column_names
