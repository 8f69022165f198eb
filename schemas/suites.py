"""The Great Expectations suites of a table, rendered from its declaration.

The *row suite* holds what every row must satisfy by itself or within its article; it runs on each batch. The *table
suite* holds what only the whole snapshot can show: unique keys, references, volumes. Conditions that no expectation
expresses well are boolean columns (`Checked`), computed beside the table and expected to be true throughout.

Importing this module imports Great Expectations, which takes seconds: import it where validation runs, nowhere else.
"""

from __future__ import annotations

from great_expectations import ExpectationSuite
from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation

from schemas.table import Field, RowRule, Table

SURFACE_QUOTED = "surface = text[char_start:char_end]"
"""Boolean column of the row suite: the surface is the slice of its article's text."""
SPAN_INSIDE = "char_end within text"
"""Boolean column of the table suite: the span ends within its article's text."""


def resolves(field: Field) -> str:
    """Name of the boolean column that says whether a reference leads to a row."""
    return f"{field.name} in {field.column.references}"


def row_suite(table: Table) -> ExpectationSuite:
    """What each row must satisfy, and what no other row of its article may repeat; failing rows name their article."""
    expectations = [e for field in table.fields for e in _value_expectations(field)]
    if table.declaration.key[0] == "article_id":
        expectations.append(_unique(table.declaration.key))
    expectations += [_row_rule(rule) for rule in table.declaration.rules]
    if "surface" in table.column_names:
        expectations.append(_true(SURFACE_QUOTED))
    return ExpectationSuite(name=f"{table.name}_rows", expectations=expectations)


def table_suite(table: Table) -> ExpectationSuite:
    """What the whole table must satisfy before it is published."""
    declared = table.declaration
    expectations: list[Expectation] = [_unique(declared.key)]
    expectations += [_true(resolves(field)) for field in table.fields if field.column.references]
    if "surface" in table.column_names:
        expectations += [_true(SPAN_INSIDE), _true(SURFACE_QUOTED)]
    if declared.minimum_rows:
        expectations.append(gxe.ExpectTableRowCountToBeBetween(min_value=declared.minimum_rows))
    if "article_id" not in declared.key:  # no batch held these rows: nothing has looked at them yet
        expectations += [e for field in table.fields for e in _value_expectations(field)]
        expectations += [_row_rule(rule) for rule in declared.rules]
    return ExpectationSuite(name=f"{table.name}_table", expectations=expectations)


def _value_expectations(field: Field) -> list[Expectation]:
    name, column = field.name, field.column
    expectations: list[Expectation] = []
    if not field.nullable:
        expectations.append(gxe.ExpectColumnValuesToNotBeNull(column=name))
    if column.pattern:
        expectations.append(gxe.ExpectColumnValuesToMatchRegex(column=name, regex=column.pattern))
    if column.values:
        expectations.append(gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.values)))
    if column.minimum is not None or column.maximum is not None:
        expectations.append(
            gxe.ExpectColumnValuesToBeBetween(column=name, min_value=column.minimum, max_value=column.maximum)
        )
    return expectations


def _row_rule(rule: RowRule) -> Expectation:
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=rule.column, column_B=rule.at_least, or_equal=not rule.strict, ignore_row_if="either_value_is_missing"
    )


def _true(column: str) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(column=column, value_set=[True])


def _unique(key: tuple[str, ...]) -> Expectation:
    if len(key) == 1:
        return gxe.ExpectColumnValuesToBeUnique(column=key[0])
    return gxe.ExpectCompoundColumnsToBeUnique(column_list=list(key))
