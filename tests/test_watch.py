"""Files that arrive start one run, once they have stopped arriving; no arrival is lost."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from flows import watch
from flows.deployments import FILE, served
from flows.pool import provide
from flows.stack import POOL, QUEUE
from tasks.inputs.sources import root_of

ROOT = Path(__file__).parent.parent


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox" / "deeper").mkdir(parents=True)
    return tmp_path / "inbox"


def heard(inbox: Path) -> queue.Queue[int]:
    """Arrivals as they come, from a thread that ends with the tests; the first says that it watches."""
    arrived: queue.Queue[int] = queue.Queue()

    def listen() -> None:
        for count in watch.arrivals(inbox, quiet=0.3):
            arrived.put(count)

    threading.Thread(target=listen, daemon=True).start()
    return arrived


def test_several_files_are_one_arrival_and_hidden_ones_are_none(inbox: Path) -> None:
    arrived = heard(inbox)
    assert arrived.get(timeout=20) == 0
    for name in ("a.txt", "deeper/b.txt", ".unfinished", "c.jsonl"):
        (inbox / name).write_text("Tin.")
        time.sleep(0.05)
    assert arrived.get(timeout=20) == 3
    (inbox / "a.txt").unlink()
    (inbox / ".unfinished").rename(inbox / "d.txt")
    assert arrived.get(timeout=20) == 1
    with pytest.raises(queue.Empty):
        arrived.get(timeout=1)


def test_a_folder_that_takes_anothers_place_is_watched(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "RETRY_SECONDS", 0.1)
    arrived = heard(inbox)
    assert arrived.get(timeout=20) == 0
    shutil.rmtree(inbox)
    time.sleep(0.5)
    inbox.mkdir()
    arrived.get(timeout=20)
    (inbox / "a.txt").write_text("Tin.")
    assert arrived.get(timeout=20) == 1


def test_a_server_that_does_not_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "RETRY_SECONDS", 0.01)
    answers: Iterator[Exception | bool] = iter([httpx.ConnectError("no server"), httpx.ConnectError("no server"), True])

    def start() -> bool:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    watch.start_surely(start)
    assert list(answers) == []


def test_a_run_that_waits_is_enough_unless_it_waits_where_nobody_looks(prefect_api: None) -> None:
    provide(POOL, QUEUE)
    (deployment,) = (each for each in served(ROOT / FILE) if each.full_name == watch.DEPLOYMENT)
    deployment.work_pool_name, deployment.work_queue_name = POOL, QUEUE
    deployment.apply()
    assert watch.start_run()
    assert not watch.start_run()
    (deployment,) = (each for each in served(ROOT / FILE) if each.full_name == watch.DEPLOYMENT)
    deployment.apply()
    assert watch.start_run()
    assert not watch.start_run()


@pytest.mark.parametrize(
    ("raw", "root"),
    [("inbox", "inbox"), ("inbox/2019-*/*.txt", "inbox"), ("*.txt", "."), ("-", None), ("s3://bucket/news", None)],
)
def test_what_can_be_watched(raw: str, root: str | None) -> None:
    assert root_of(Path(raw)) == (None if root is None else Path(root))
