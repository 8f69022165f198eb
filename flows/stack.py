"""`make up` and `make down`: server, work pool, deployments, worker and watcher of this machine, on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import typer

from flows import server
from flows.processes import Process

FOLDER = Path(".operate")
"""Below the working folder: pid files and logs."""
POOL, QUEUE = "trichluc", "curated"
NAMES = ("server", "worker", "watcher")

app = typer.Typer(help="Bring up what runs the deployments, and take it down.", no_args_is_help=True)


class NotUp(Exception):
    """Something did not come up; the message says what, and where its log is."""


@app.command()
def up(deployments: Path = Path("prefect.yaml")) -> None:
    """Start what does not run yet, deploy, and print the dashboard's address."""
    api = server.prepare_environment()
    os.environ.setdefault("TRICHLUC_FOLDER", str(Path.cwd()))
    try:
        _start_server(api)
        _provide(api)
        _deploy(deployments)
        python = [sys.executable, "-m"]
        _process("worker").start([*python, "prefect", "worker", "start", "--pool", POOL, "--name", _name()], os.environ)
        _process("watcher").start([*python, "flows.watch"], os.environ)
        _wait_for_worker()
    except NotUp as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"The dashboard is at {server.dashboard(api)}; the logs are in {FOLDER}. `make down` stops it all.")


@app.command()
def down() -> None:
    """Stop what `up` started, and nothing else. Runs under way are cancelled; nothing of them is published."""
    api = server.prepare_environment()
    if _process("worker").pid() and server.healthy(api):
        from flows.pool import cancel_runs

        cancel_runs(POOL)
    stopped = [name for name in reversed(NAMES) if _process(name).stop()]
    typer.echo(f"Stopped: {', '.join(stopped) or 'nothing, since nothing ran'}.")


def _process(name: str) -> Process:
    return Process(name, FOLDER)


def _name() -> str:
    """One worker a folder: one that is started again is the same one on the dashboard."""
    return f"{os.uname().nodename} {Path.cwd().name}"


def _start_server(api: str) -> None:
    own = _process("server")
    if server.healthy(api):
        if own.pid() is None:
            typer.echo(f"Using the server that answers at {api}.")
        return
    if not server.is_local(api):
        raise NotUp(f"{api} does not answer, and is not on this machine to be started.")
    own.start(server.COMMAND, os.environ)
    if not server.healthy_within(api, lambda: own.pid() is not None):
        raise NotUp(f"The server at {api} did not come up: see {own.log}.")


def _provide(api: str) -> None:
    from flows.pool import provide

    try:
        provide(POOL, QUEUE)
    except Exception as error:  # whatever the client raises, a person needs the address and the cause
        raise NotUp(f"The server at {api} refused: {error}") from error


def _deploy(deployments: Path) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(deployments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotUp(f"The deployments of {deployments} could not be made:\n{done.stdout}{done.stderr}")


def _wait_for_worker() -> None:
    from flows.pool import has_worker

    worker = _process("worker")
    deadline = time.monotonic() + server.PATIENCE
    while not has_worker(POOL):
        if worker.pid() is None or time.monotonic() > deadline:
            raise NotUp(f"The worker did not come up: see {worker.log}.")
        time.sleep(0.5)


if __name__ == "__main__":
    app()
