"""Whatever stops a publication, readers see the snapshot before it or the one after it, and the next run is clean."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest

from tasks.snapshot import PublicationError, Target, disk
from tasks.snapshot.exchange import ExchangeUnsupported
from tests import snapshot_faults as faults
from tests.test_snapshot import files

EVERY = "TRICHLUC_TEST_EVERY_OPERATION" in os.environ
"""Whether to strike each operation; otherwise a spread of them, so that the test stays short."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory, where there is one: hundreds of publications wait for no medium."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def editions(folder: Path) -> dict[str, Any]:
    """The files of both editions, a target that shows the first, and the number of operations between them."""
    expected = []
    for edition in (0, 1):
        faults.publish(folder / str(edition) / "curated", edition)
        expected.append(files(folder / str(edition) / "curated"))
    shutil.copytree(folder / "0", folder / "counted")
    operations = faults.operations(folder / "counted" / "curated", 1)
    assert files(folder / "counted" / "curated") == expected[1]
    return {"files": expected, "start": folder / "0", "operations": operations}


@pytest.mark.parametrize(
    ("fault", "after", "strikes"),
    [
        (faults.kill, False, 14),
        (faults.cut_short, False, 8),
        (faults.kill, True, 4),
        (faults.disk_full, False, 6),
        (faults.medium_broken, False, 4),
    ],
)
def test_a_struck_publication_leaves_the_old_or_the_new_snapshot(
    folder: Path, editions: dict[str, Any], fault: Callable[..., None], after: bool, strikes: int
) -> None:
    curated = folder / "struck" / "curated"
    total = editions["operations"]
    faults.publish(curated, 0)
    for strike, at in enumerate(range(total) if EVERY else range(0, total, total // strikes)):
        old, new = strike % 2, 1 - strike % 2
        assert faults.publish_with(curated, new, fault, at, after) or at > total // 2
        assert files(curated) in editions["files"], f"operation {at}"
        faults.publish(curated, new)
        assert files(curated) == editions["files"][new], f"run after operation {at}, from {old}"
        store = curated.with_name(".curated-snapshots")
        left = [path.name for path in store.iterdir() if path.name[0].isalpha()]
        assert sorted(left) == ["lock", "published"], f"left behind by operation {at}"
    shutil.rmtree(folder / "struck")


@pytest.mark.parametrize("at", range(4))
def test_a_failed_fsync_publishes_nothing_that_may_be_lost(tmp_path: Path, editions: dict[str, Any], at: int) -> None:
    shutil.copytree(editions["start"], tmp_path, dirs_exist_ok=True)
    calls = iter(range(10_000))
    fsync = os.fsync

    def failing(descriptor: int) -> None:
        if next(calls) == at * 20:
            raise OSError(5, "Input/output error")
        fsync(descriptor)

    with mock.patch("os.fsync", failing), pytest.raises(PublicationError, match=r"not published: Input/output error"):
        faults.publish(tmp_path / "curated", 1)
    assert files(tmp_path / "curated") == editions["files"][0]


def test_a_read_only_target_is_refused_with_a_sentence(tmp_path: Path, editions: dict[str, Any]) -> None:
    shutil.copytree(editions["start"], tmp_path, dirs_exist_ok=True)
    refusal = OSError(30, "Read-only file system", "data")
    with mock.patch("os.open", side_effect=refusal), pytest.raises(PublicationError, match="Read-only file system"):
        faults.publish(tmp_path / "curated", 1)


def test_without_exchange_two_renames_do_it(tmp_path: Path, editions: dict[str, Any]) -> None:
    shutil.copytree(editions["start"], tmp_path, dirs_exist_ok=True)
    with mock.patch("tasks.snapshot.switch.exchange", side_effect=ExchangeUnsupported(38, "none")):
        faults.publish(tmp_path / "curated", 1)
    assert files(tmp_path / "curated") == editions["files"][1]


def test_a_switch_broken_between_two_renames_is_mended_by_the_next_run(
    tmp_path: Path, editions: dict[str, Any]
) -> None:
    shutil.copytree(editions["start"], tmp_path, dirs_exist_ok=True)
    rename = disk.rename

    def once(source: Path, path: Path) -> None:
        if path.name == "curated":
            raise OSError(5, "Input/output error")
        rename(source, path)

    with (
        mock.patch("tasks.snapshot.switch.exchange", side_effect=ExchangeUnsupported(38, "none")),
        mock.patch("tasks.snapshot.disk.rename", once),
        pytest.raises(PublicationError),
    ):
        faults.publish(tmp_path / "curated", 1)
    with Target.open(tmp_path / "curated"):
        assert files(tmp_path / "curated") == editions["files"][0]
