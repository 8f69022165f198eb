"""Great Expectations, as little of it as is needed: a frame and a suite in, the unmet expectations out."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.data_context.types.base import ProgressBarsConfig

logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)

LOCK = threading.RLock()
"""Held around every use of the library: in threads it gives wrong results without any sign of it."""


class BrokenExpectation(Exception):
    """An expectation could not be evaluated: a fault of the suite, never of the data."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """An expectation that some rows do not meet; `rows` are their index columns, with the value found."""

    expectation: str
    subject: str
    observed: str
    rows: tuple[dict[str, Any], ...]


@cache
def context() -> Any:
    """The one context of the process; it keeps nothing on disk and sends nothing anywhere."""
    made = gx.get_context(mode="ephemeral")
    made.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return made


@cache
def frame_definition(name: str) -> BatchDefinition[Any]:
    """How the library wants a frame announced."""
    source = context().data_sources.add_pandas(name)
    definition: BatchDefinition[Any] = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    return definition


@cache
def suite(name: str, table: str) -> gx.ExpectationSuite:
    """The row or table suite of a table, rendered once a process."""
    from schemas import TABLES, suites

    render = {"rows": suites.row_suite, "table": suites.table_suite}[name]
    made: gx.ExpectationSuite = context().suites.add(render(TABLES[table]))
    return made


def validate(kind: str, table: str, frame: pd.DataFrame, index: tuple[str, ...], record: bool) -> list[Unmet]:
    """The expectations of the suite that the frame does not meet.

    `index` names the columns by which failing rows are told. With `record` the result is kept for the Data Docs.
    Raises `BrokenExpectation` where one could not be evaluated.
    """
    told = {"result_format": "COMPLETE", "unexpected_index_column_names": list(index)}
    with LOCK:
        expected = suite(kind, table)
        name = f"{table}_{kind}"
        if record:
            outcome = _definition(name, expected).run(batch_parameters={"dataframe": frame}, result_format=told)
        else:
            batch = frame_definition(name).get_batch(batch_parameters={"dataframe": frame})
            outcome = batch.validate(expected, result_format={"result_format": "BOOLEAN_ONLY"})
            if not outcome.success:  # which rows, asked for only here: it costs as much again, in time and memory
                outcome = batch.validate(expected, result_format=told)
    return _unmet(outcome)


@cache
def _definition(name: str, expected: gx.ExpectationSuite) -> gx.ValidationDefinition:
    definition = gx.ValidationDefinition(name=name, data=frame_definition(name), suite=expected)
    made: gx.ValidationDefinition = context().validation_definitions.add(definition)
    return made


def _unmet(outcome: ExpectationSuiteValidationResult) -> list[Unmet]:
    failed = [result for result in outcome.results if not result.success]
    for result in failed:
        _raise_if_broken(result)
    return [_described(result) for result in failed]


def _described(result: ExpectationValidationResult) -> Unmet:
    configured = result.expectation_config
    asked = dict(configured.kwargs) if configured else {}
    subject = asked.get("column") or " and ".join(
        str(part) for key in ("column_A", "column_B", "column_list") if (part := asked.get(key))
    )
    details = result.result or {}
    observed = details.get("observed_value", details.get("partial_unexpected_list", ""))
    kind = configured.type if configured else "unknown"
    return Unmet(kind, str(subject), str(observed), tuple(details.get("unexpected_index_list") or ()))


def _raise_if_broken(result: ExpectationValidationResult) -> None:
    """An expectation that raised reports `success=False` too; its exception comes in two shapes."""
    info = result.exception_info or {}
    shapes = [info] if "raised_exception" in info else [each for each in info.values() if isinstance(each, dict)]
    for shape in shapes:
        if shape.get("raised_exception"):
            kind = result.expectation_config.type if result.expectation_config else "expectation"
            raise BrokenExpectation(f"{kind}: {shape.get('exception_message')}")
