"""`onrecord compare`: two or more accounts of one meeting, point by point."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Side(StrEnum):
    """How a comparison is printed."""

    text = "text"
    json = "json"
    html = "html"
    csv = "csv"


def compare(
    pages: Annotated[list[str], typer.Argument(help="Two or more accounts of one meeting: files or addresses.")],
    format: Annotated[
        Side, typer.Option(help="text or html (one file) for people; json or csv for programs.")
    ] = Side.text,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline, by package name.")] = None,
) -> None:
    """Set accounts of one meeting side by side: what both say, what only one says, where they disagree."""
    from onrecord import comparing as room
    from onrecord.language import DEFAULT_PIPELINE
    from onrecord.reader import Reader

    reader = Reader(pipeline or DEFAULT_PIPELINE)
    comparison = room.compare([reader.read(page) for page in pages])
    renderers = {
        Side.text: room.render_text,
        Side.json: room.render_json,
        Side.html: room.render_html,
        Side.csv: room.render_csv,
    }
    printed = renderers[format](comparison)
    sys.stdout.write(printed if printed.endswith("\n") else printed + "\n")
