"""`onrecord export`: a store's contents as files for other tools."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.add import StoreFile


def export(
    out: Annotated[str, typer.Argument(help="The file to write, or - for standard output; for gold a folder.")],
    store: StoreFile,
    format: Annotated[
        str,
        typer.Option(
            help="csv, jsonl, parquet, statements, records, polecat, dyads, web-annotation, json-ld, label-studio, "
            "label-studio-config, doccano, gexf, gold or csvw."
        ),
    ] = "csv",
    table: Annotated[
        str, typer.Option(help="For csv, jsonl, parquet, csvw: statements, events, actors, commitments or corrections.")
    ] = "statements",
) -> None:
    """Write what a store holds in the format of another tool."""
    from onrecord.export import export as write
    from onrecord.store import open_store

    with open_store(store) as opened:
        write(opened, format, out, table=table)
