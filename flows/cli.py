"""The command `trichluc`. Everything slow is imported by the command that needs it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows import snapshots_cli
from trichluc import __version__

app = typer.Typer(
    help="""Trích Lục reads raw Vietnamese administrative news and publishes validated Parquet tables: campaigns and
their periods, official documents and who cites them, people, bodies and places, each with its place in the text.

Begin with `trichluc run`: it reads data/raw and publishes data/curated. `trichluc extract FILE --pretty` shows what
is found in one text.""",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Raw = Annotated[
    Path | None,
    typer.Option(
        help="Folder (read recursively), file, quoted pattern, URL of an object store, or - for standard input.  [data/raw]"
    ),
]
Curated = Annotated[Path | None, typer.Option(help="Folder to publish the tables to.  [data/curated]")]


class Runner(StrEnum):
    """What batches go on in."""

    threads = "threads"
    processes = "processes"
    dask = "dask"
    ray = "ray"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"trichluc {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    """Options of the command as a whole."""


@app.command()
def run(
    raw: Raw = None,
    curated: Curated = None,
    full: Annotated[bool, typer.Option("--full", help="Read every input again, also what is published.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop the rows of inputs that are gone.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Take up rejected inputs again.")] = False,
    accept_volumes: Annotated[
        bool, typer.Option("--accept-volumes", help="Publish although less came out than from the runs before.")
    ] = False,
    runner: Annotated[
        Runner | None, typer.Option(help="What does the batches: threads, processes, dask or ray.  [processes]")
    ] = None,
    address: Annotated[str | None, typer.Option(help="Scheduler of a cluster (tcp://host:port).")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the log of the flow run.")] = False,
) -> None:
    """Curate a folder of articles and publish the tables.

    Text, Markdown and HTML files are read, records in JSON, JSON Lines, CSV and Parquet (`text` or `html`, and
    optionally `id` or `url`, `title`, `author`, `published_at`, `section`, `outlet`), WARC and WET; each also compressed
    or in an archive. What cannot be read goes to the table `rejections` with a reason and does not stop the run. What
    is published already and has not changed is left as it is. Readers of the curated folder see the old tables or the
    new ones, never a mixture.
    """
    from flows.run import run_and_report

    if verbose:
        os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "INFO"
    for name, value in (("TRICHLUC_RUNNER", runner), ("TRICHLUC_ADDRESS", address)):
        if value:
            os.environ[name] = value  # read as a setting: also by what this process starts
    raise typer.Exit(run_and_report(raw, curated, full=full, prune=prune, retry=retry, accept_volumes=accept_volumes))


@app.command()
def serve(
    raw: Raw = None,
    curated: Curated = None,
    deployments: Annotated[Path, typer.Option(help="The file that declares the deployments.")] = Path("prefect.yaml"),
) -> None:
    """Run on schedules and as files arrive, with a dashboard, until Ctrl-C.

    Everything is in this process and, where none answers yet, a Prefect server beside it on 127.0.0.1:4200. For a work
    pool with workers of its own see `make up`.
    """
    from flows.serve import serve as serve_deployments

    raise typer.Exit(serve_deployments(raw, curated, deployments))


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file of any kind that `run` reads, or - for standard input.")],
    pretty: Annotated[bool, typer.Option(help="Show the text in colour instead of JSON.")] = False,
) -> None:
    """Show everything that is found in one text, or in each record of a file, as JSON or in colour."""
    from flows.show import show

    raise typer.Exit(show(file, pretty))


@app.command()
def tables(
    table: Annotated[str | None, typer.Argument(help="One table; all of them without.")] = None,
) -> None:
    """Explain the curated tables and their columns."""
    from flows.show import explain_tables

    raise typer.Exit(explain_tables(table))


@app.command()
def rejections(
    curated: Curated = None,
) -> None:
    """List the inputs that became no article, and what to do about each."""
    from flows.show import list_rejections

    raise typer.Exit(list_rejections(curated))


@app.command()
def report(
    curated: Curated = None,
    output: Annotated[Path, typer.Option(help="Folder to write the pages to.")] = Path("report"),
    articles: Annotated[
        str, typer.Option(help="How many articles get a page with their text, the newest first; or `all`.")
    ] = "all",
) -> None:
    """Write a report on what is published: pages that open from disk, without a network, in Vietnamese and English.

    The timeline of campaigns, the documents and who implements which, people, bodies and places, the quality of the
    data; every number leads to its rows, every row to its article with the findings marked in the text.
    """
    from flows.report import write_report

    raise typer.Exit(write_report(curated, output, articles))


@app.command()
def furniture(
    raw: Annotated[Path, typer.Argument(help="What to read, as for `run`.")],
) -> None:
    """Suggest rules of page furniture: the lines that repeat across the articles of an outlet, as CSV.

    Keep those that are right in a file, and name it in the setting `furniture`.
    """
    from flows.show import suggest_furniture

    raise typer.Exit(suggest_furniture(raw))


snapshots_cli.register(app)


def main() -> None:
    """Entry point of the command."""
    app()


if __name__ == "__main__":
    main()
