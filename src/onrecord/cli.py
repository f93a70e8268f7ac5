"""The command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import OnrecordError

app = typer.Typer(
    name="onrecord", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False,
    help="Put news about relations between states on record.",
)  # fmt: skip

SOME_UNREAD = 3
"""Exit status when some pages of many could not be read."""


class Format(StrEnum):
    """How a record is printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class Input(StrEnum):
    """What the input is, where its name does not tell."""

    page = "page"
    jsonl = "jsonl"


@app.callback()
def _root() -> None:
    """Put news about relations between states on record."""


@app.command()
def read(
    page: Annotated[str, typer.Argument(help="A file, an http(s) address, a .jsonl file, or - for standard input.")],
    format: Annotated[Format, typer.Option(help="text for people; json or jsonl for programs.")] = Format.text,
    input: Annotated[Input | None, typer.Option(help="What the input is, where its name does not tell.")] = None,
    published: Annotated[str | None, typer.Option(help="The page's date, ISO 8601, where it gives none.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline.")] = None,
) -> None:
    """Put one page, or a file of pages, on record."""
    from onrecord.language import DEFAULT_PIPELINE
    from onrecord.reader import Reader, Unread

    reader = Reader(pipeline or DEFAULT_PIPELINE)
    if input is Input.jsonl or (input is None and page.endswith(".jsonl")):
        unread = 0
        for result in reader.read_many(_lines(page)):
            if isinstance(result, Unread):
                unread += 1
                print(json.dumps(result.envelope(), ensure_ascii=False))  # noqa: T201
            else:
                print(result.model_dump_json(by_alias=True))  # noqa: T201
        raise typer.Exit(SOME_UNREAD if unread else 0)
    record = reader.read(page, published=published)
    print(record.model_dump_json(by_alias=True, indent=1 if format is Format.json else None))  # noqa: T201


def _lines(page: str) -> Iterator[dict[str, Any]]:
    for line in Path(page).read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def main() -> None:
    """Run the command line; an error of the package becomes a sentence and an exit status."""
    try:
        app()
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(error.exit_code) from None
