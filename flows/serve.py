"""`trichluc serve`: schedules, watcher and runs in one process, with a server beside it where none answers yet."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows import server
from flows.settings import settings


def serve(raw: Path | None, curated: Path | None, deployments: Path) -> int:
    """Serve the deployments until Ctrl-C or SIGTERM; 1 where that is not possible."""
    if not deployments.exists():
        print(f"{deployments} does not exist: go to the folder where it lies, or name it.", file=sys.stderr)
        return 1
    for name, path in (("TRICHLUC_RAW", raw), ("TRICHLUC_CURATED", curated)):
        if path is not None:
            os.environ[name] = str(path)
    settings.cache_clear()
    api = server.prepare_environment()
    # A script's `&` has SIGINT ignored, and SIGTERM alone would leave the server behind.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt), kept_server(api):
            print(f"The dashboard is at {server.dashboard(api)}; Ctrl-C ends it all.", flush=True)
            _serve(deployments)
    except server.ServerDidNotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve(deployments: Path) -> None:
    from flows.deployments import OneByOne, served
    from flows.pool import end_silent_runs
    from flows.watch import watch_folder

    end_silent_runs()
    runner = OneByOne()
    for deployment in served(deployments):
        runner.add_deployment(deployment)
    # Only now: a run that the watcher starts earlier would still go to the work pool of an earlier `make up`.
    threading.Thread(target=watch_folder, args=(settings().raw, settings().watch_quiet), daemon=True).start()
    signal.signal(signal.SIGINT, runner.handle_sigterm)
    asyncio.run(runner.start())


@contextmanager
def kept_server(api: str) -> Iterator[None]:
    """Within the block, the API answers: it did before, or a server of this process does."""
    if server.healthy(api):
        yield
        return
    if not server.is_local(api):
        raise server.ServerDidNotStart(f"{api} does not answer, and is not on this machine to be started.")
    # In a session of its own, Ctrl-C does not reach it before the runs have said that they end.
    child = subprocess.Popen(
        server.COMMAND, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        if not server.healthy_within(api, lambda: child.poll() is None):
            raise server.ServerDidNotStart(f"The Prefect server at {api} did not come up.")
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
