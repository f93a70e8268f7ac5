"""`onrecord add` and `onrecord load`: pages, or shards of records, into a store."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.commands.read import SOME_UNREAD

if TYPE_CHECKING:
    from onrecord.corpus import Summary

StoreFile = Annotated[
    str, typer.Option("--store", metavar="FILE", envvar="ONRECORD_STORE", help="The store, an SQLite file.")
]
KINDS = "Folders and files: HTML, text, JSON lines, CSV, RSS, Atom, WARC; packed with .gz or .zst, too."


def add(
    paths: Annotated[list[str], typer.Argument(help=KINDS)],
    store: StoreFile,
    workers: Annotated[int, typer.Option(help="Processes that read; 0 for one for each core.", min=0)] = 0,
    text_column: Annotated[str | None, typer.Option(help="The column of a CSV file that holds the text.")] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers read (onrecord[cluster]).")
    ] = None,
    shards: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="With --cluster: where the Parquet shards are kept.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Put pages on record and into a store. Stop it whenever you like: the same command goes on where it was."""
    from onrecord.corpus import Choices, add_on_cluster, executors
    from onrecord.corpus import add as add_files
    from onrecord.corpus.files import files_at
    from onrecord.store import open_store

    total = sum(file.size for file in files_at(paths))
    choices = Choices(text_column)
    with open_store(store, write=True) as opened, _progress(total, quiet) as watch, _stopping():
        if cluster is None:
            summary = add_files(paths, opened, workers=workers or os.cpu_count() or 1, choices=choices, watch=watch)
        else:
            folder = shards or f"{store}.shards"
            with executors.cluster(cluster) as executor:
                summary = add_on_cluster(paths, opened, executor, folder, choices=choices, watch=watch)
    _tell(summary, store)


def load(
    shards: Annotated[list[str], typer.Argument(help="Shards of records, Parquet or JSON lines, or folders of them.")],
    store: StoreFile,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Bring shards of records, as workers on other machines make them, into a store."""
    from onrecord.corpus import load as load_shards
    from onrecord.corpus.files import files_at
    from onrecord.store import open_store

    total = sum(file.size for file in files_at(shards))
    with open_store(store, write=True) as opened, _progress(total, quiet) as watch, _stopping():
        summary = load_shards(shards, opened, watch=watch)
    _tell(summary, store)


@contextmanager
def _stopping() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was read is in the store; the same command goes on from there.\n")
        raise


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[Summary, int], None]]:
    """Show a bar over the bytes of the files, with the rate in pages and the time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[pages]:,} pages, {task.fields[rate]:.1f}/s"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=max(total, 1), pages=0, rate=0.0)

        def watch(summary: Summary, done: int) -> None:
            elapsed = bar.tasks[task].elapsed or 0
            pages = summary.read + summary.pages["failed"]
            bar.update(task, completed=done, pages=pages, rate=pages / elapsed if elapsed else 0.0)

        yield watch


def _tell(summary: Summary, store: str) -> None:
    """Say what was done, and end with the status for failures where there were any."""
    pages = summary.pages
    parts = [f"{pages['new']:,} new"]
    if pages["version"]:
        parts.append(f"{pages['version']:,} changed")
    if pages["known"]:
        parts.append(f"{pages['known']:,} already there")
    if pages["failed"]:
        why = ", ".join(f"{n:,} {code}" for code, n in summary.failures.most_common())
        parts.append(f"{pages['failed']:,} not read ({why}; see `onrecord failures --store {store}`)")
    sys.stderr.write(f"Pages: {'; '.join(parts)}.\n")
    for reason, n in summary.left.most_common():
        sys.stderr.write(f"Left out: {n:,} {'file' if n == 1 else 'files'}, {reason}.\n")
    if pages["failed"]:
        raise typer.Exit(SOME_UNREAD)
