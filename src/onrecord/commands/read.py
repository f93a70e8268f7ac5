"""`onrecord read`: put one page, or a file of pages, on record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.reader import Reader
    from onrecord.record import Record

Gazetteer = Annotated[
    Path | None,
    typer.Option(help="A table of your own (TSV: name, aliases, country, sector, office, from, to)."),
]

SOME_UNREAD = 3
"""Exit status when some pages of many could not be read."""


class Format(StrEnum):
    """How a record is printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"


class Input(StrEnum):
    """What the input is, where its name does not tell."""

    page = "page"
    jsonl = "jsonl"


def read(
    page: Annotated[
        str, typer.Argument(help="A file, an http(s) address, a .jsonl file of pages, or - for standard input.")
    ],
    format: Annotated[
        Format, typer.Option(help="text or html (one file) for people; json or jsonl for programs.")
    ] = Format.text,
    input: Annotated[Input | None, typer.Option(help="What the input is, where its name does not tell.")] = None,
    published: Annotated[str | None, typer.Option(help="The page's date, ISO 8601, where it gives none.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say for each fact which rules decided.")] = False,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline, by package name.")] = None,
    gazetteer: Gazetteer = None,
) -> None:
    """Put one page, or a file of pages, on record."""
    from onrecord.language import DEFAULT_PIPELINE
    from onrecord.reader import Reader

    reader = Reader(pipeline or DEFAULT_PIPELINE, gazetteer=gazetteer)
    if input is Input.jsonl or (input is None and page.endswith(".jsonl")):
        raise typer.Exit(_read_lines(reader, page, format, explain))
    if page == "-":
        record = reader.read_bytes(sys.stdin.buffer.read(), published=published)
    else:
        record = reader.read(page, published=published)
    _print(record, format, explain, indent=format is Format.json)


def _read_lines(reader: Reader, page: str, format: Format, explain: bool) -> int:
    """Print a record, or what went wrong, for each line; return the exit status."""
    import json

    from onrecord.jsonl import pages_of
    from onrecord.reader import Unread

    unread = 0
    for result in reader.read_many(pages_of(_lines(page))):
        if isinstance(result, Unread):
            unread += 1
            sys.stdout.write(json.dumps(result.envelope(), ensure_ascii=False) + "\n")
        else:
            _print(result, format, explain, indent=False)
    return SOME_UNREAD if unread else 0


def _lines(page: str) -> Iterator[bytes]:
    if page == "-":
        yield from sys.stdin.buffer
        return
    from onrecord.errors import PageNotFoundError

    try:
        with Path(page).open("rb") as lines:
            yield from lines
    except OSError as error:
        raise PageNotFoundError(f"{page!r} cannot be opened: {error.strerror}") from error


def _print(record: Record, format: Format, explain: bool, *, indent: bool) -> None:
    if format is Format.text:
        from onrecord.terminal import print_record

        print_record(record, explain=explain)
    elif format is Format.html:
        from onrecord.web.pages import record_file

        sys.stdout.write(record_file(record))
    else:
        sys.stdout.write(record.model_dump_json(by_alias=True, indent=1 if indent else None) + "\n")
