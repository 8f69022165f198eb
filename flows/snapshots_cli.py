"""Commands about what is published: snapshots listed, compared, shown again, removed, asked in SQL, exported; a retry."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tasks.snapshot import Retention, Target

Curated = Annotated[Path | None, typer.Option(help="Curated folder.  [data/curated]")]
Raw = Annotated[Path | None, typer.Option(help="What to read, as for `run`.  [data/raw]")]
Name = Annotated[str, typer.Argument(help="Number, beginning of the id, `current` or `previous`.")]


class Format(StrEnum):
    """What an export is made of."""

    PARQUET = "parquet"
    DELTA = "delta"


class Answer(StrEnum):
    """How the answer to a query is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (retry, snapshots, rollback, diff, vacuum, sql, database, export):
        app.command()(command)


def retry(raw: Raw = None, curated: Curated = None) -> None:
    """Take up again what was rejected, and whatever is new: `trichluc run --retry`.

    An input that was mended comes back with any run; this also reads again what has not changed, for a rejection that
    lay in the settings or in the engine.
    """
    from flows.run import run_and_report

    raise typer.Exit(run_and_report(raw, curated, retry=True))


def snapshots(curated: Curated = None) -> None:
    """List the kept snapshots: number, id, time, rows, inputs, engine; `*` marks the one that readers see."""
    from tasks.snapshot import history

    folder = _folder(curated)
    with _told():
        kept = history.snapshots(folder)
        shown = history.find(folder).sequence if kept else 0
    for snapshot in kept:
        inputs = ", ".join(f"{count:,} {status}" for status, count in snapshot.inputs.items())
        typer.echo(
            f"{'*' if snapshot.sequence == shown else ' '} {snapshot.sequence:>4}  {snapshot.snapshot_id}  "
            f"{_local(snapshot.published_at)}  {sum(snapshot.rows.values()):>10,} rows  "
            f"inputs: {inputs}  engine {snapshot.engine_version}"
        )
    if not kept:
        typer.echo(f"Nothing is published in {folder}.", err=True)
        raise typer.Exit(1)


def rollback(name: Name = "previous", curated: Curated = None) -> None:
    """Show an earlier snapshot to readers again. What was published since stays kept."""
    from flows.settings import settings
    from tasks.snapshot import history

    folder = _folder(curated)
    with _told(), _target(folder, settings().retention()) as target:
        back = history.find(folder, name)
        now = target.rollback(back)
    typer.echo(f"Snapshot {now.sequence} shows again what {back.sequence} ({now.id}) showed.")


def diff(before: Name = "previous", after: Name = "current", curated: Curated = None) -> None:
    """Say what changed from one snapshot to another: inputs by name, rows by table."""
    from tasks.snapshot import diff as comparison
    from tasks.snapshot import history

    folder = _folder(curated)
    with _told():
        first, last = history.find(folder, before), history.find(folder, after)
        with history.pinned(folder, first.snapshot_id) as old, history.pinned(folder, last.snapshot_id) as new:
            found = comparison.diff((old, first), (new, last))
    for sign, names in (("+", found.inputs_added), ("~", found.inputs_changed), ("-", found.inputs_removed)):
        for name in names:
            typer.echo(f"{sign} {name}")
    for name, rows in found.tables.items():
        typer.echo(f"{name:<15} {rows.before:>10,} → {rows.after:>10,} rows  +{rows.added:,} -{rows.removed:,}")


def vacuum(
    keep: Annotated[
        int | None, typer.Option(min=1, help="Snapshots to keep at least, the current one included.  [5]")
    ] = None,
    hours: Annotated[
        float | None, typer.Option(min=0, help="Hours to keep a snapshot for after another took its place.  [1]")
    ] = None,
    curated: Curated = None,
) -> None:
    """Remove old snapshots; never the current one, nor one that somebody reads pinned.

    `--keep 1 --hours 0` leaves no trace of anything that the current snapshot does not hold.
    """
    from flows.settings import settings
    from tasks.snapshot import Retention
    from tasks.snapshot import vacuum as removal

    usual = settings().retention()
    rule = Retention(usual.last if keep is None else keep, usual.hours if hours is None else hours)
    with _told(), _target(_folder(curated), rule) as target:
        removed = removal.vacuum(target.store, rule)
    typer.echo(f"Removed {len(removed)} snapshots: {', '.join(str(s.sequence) for s in removed) or 'none'}.")


def sql(
    query: Annotated[str, typer.Argument(help="A query, or - for standard input.")],
    snapshot: Annotated[str, typer.Option(help="Which snapshot to ask.")] = "current",
    output: Annotated[Answer, typer.Option(help="How to print the rows.")] = Answer.TABLE,
    curated: Curated = None,
) -> None:
    """Ask a snapshot in SQL (DuckDB's): every table is a view; `trichluc tables` says what is in them.

    The snapshot stays the same while the query runs, whatever is published meanwhile.
    """
    from flows.answer import print_answer
    from tasks.snapshot import history, views

    with _told(), history.pinned(_folder(curated), snapshot) as path, views.connect(path) as connection:
        print_answer(connection, sys.stdin.read() if query == "-" else query, output)


def database(
    file: Annotated[Path, typer.Argument(help="The database file to make; it must not exist yet.")],
    curated: Curated = None,
) -> None:
    """Make a DuckDB file of views on the curated folder, for tools that open databases.

    It holds no rows: it shows whatever is published when a query runs, and is to be made again only when tables or
    columns have changed.
    """
    from tasks.snapshot import history, views

    folder = _folder(curated)
    with _told():
        history.find(folder)
        if file.exists():
            raise FileExistsError(f"{file} exists already: name another, or remove it.")
        views.connect(folder, str(file)).close()
    typer.echo(f"{file} shows the tables of {folder}.")


def export(
    target: Annotated[str, typer.Argument(help="A folder, or a URL such as s3://bucket/prefix.")],
    formats: Annotated[
        list[Format] | None, typer.Option("--format", help="Parquet files or Delta tables; give it twice for both.")
    ] = None,
    snapshot: Annotated[str, typer.Option(help="Which snapshot to export.")] = "current",
    keep: Annotated[
        int | None, typer.Option(min=1, help="Remove what none of the last so many exports needs.  [remove nothing]")
    ] = None,
    curated: Curated = None,
) -> None:
    """Copy a snapshot to another folder or to object storage, where `latest.json` names it once all of it is there.

    What is there already is not sent again; an export that died is completed by the next one.
    """
    from tasks.snapshot.export import export as send

    with _told():
        done = send(_folder(curated), target, formats or [Format.PARQUET], snapshot, keep)
    typer.echo(
        f"Snapshot {done.sequence} ({done.snapshot_id}) is in {target}: {done.manifest}; "
        f"{done.sent:,} files sent ({done.sent_bytes:,} bytes), {done.already:,} there before, {done.removed:,} removed."
    )
    if done.delta_versions:
        versions = ", ".join(f"{name} {version}" for name, version in done.delta_versions.items())
        typer.echo(f"Delta versions: {versions}.")


def _folder(curated: Path | None) -> Path:
    from flows.settings import settings

    return curated or settings().curated


def _local(time: str) -> str:
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M:%S")


@contextmanager
def _target(folder: Path, retention: Retention) -> Iterator[Target]:
    """A folder in which something is published: in any other, a target would be made."""
    from tasks.snapshot import Target, history

    history.find(folder)
    with Target.open(folder, retention=retention) as target:
        yield target


@contextmanager
def _told() -> Iterator[None]:
    """A sentence and exit code 1 instead of a trace, for what a person can mend."""
    import duckdb

    from tasks.snapshot import PublicationError

    try:
        yield
    except BrokenPipeError:  # whoever reads has read enough
        sys.stdout = None  # nothing is left to flush at the end
        raise typer.Exit(0) from None
    except (PublicationError, duckdb.Error, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
