"""Steps repeat what a storage may fail at, and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from prefect.task_engine import TaskRunTimeoutError

from tasks.snapshot.errors import PublicationError, told
from tasks.step import _storage_failed


def failed(error: Exception) -> bool:
    return _storage_failed(None, None, SimpleNamespace(result=lambda raise_on_failure: error))


def test_a_failure_of_the_storage_is_repeated_also_where_it_is_told_in_our_words() -> None:
    with pytest.raises(PublicationError) as refused, told(Path("curated")):
        raise OSError(5, "Input/output error")
    assert failed(refused.value)
    assert failed(OSError(5, "Input/output error"))


def test_anything_else_is_not_repeated() -> None:
    assert not failed(PublicationError("the folder holds something else"))
    assert not failed(ValueError("wrong"))
    assert not failed(TaskRunTimeoutError("exceeded its limit"))
