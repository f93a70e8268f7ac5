"""`onrecord failures` and `onrecord refresh`: what a store could not read, and what it should read again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.commands.add import StoreFile
from onrecord.commands.read import SOME_UNREAD


def failures(store: StoreFile) -> None:
    """List the pages that could not be read, and why. `onrecord add` tries them again when it meets them."""
    from onrecord.store import open_store

    with open_store(store) as opened:
        for failure in opened.failures():
            tries = f"{failure.tries} times" if failure.tries > 1 else "once"
            sys.stdout.write(f"{failure.source}\t{failure.code}\t{failure.reason} (tried {tries})\n")


def refresh(
    store: StoreFile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many pages are behind.")] = False,
) -> None:
    """Read again the pages whose records an older reader, or older models, made."""
    from onrecord.corpus.refreshing import refresh as read_again
    from onrecord.store import open_store

    with open_store(store, write=True) as opened:
        if dry_run:
            from onrecord.corpus.identity import this_reader

            sys.stdout.write(f"{len(opened.behind(this_reader())):,} pages are behind.\n")
            return
        done, failed = read_again(opened)
    sys.stderr.write(f"Pages: {done:,} read again; {failed:,} not read and left as they were.\n")
    if failed:
        raise typer.Exit(SOME_UNREAD)
