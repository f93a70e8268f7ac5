"""`onrecord evaluate`: score what is read against annotated pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

SOME_UNREAD = 3
"""Exit status when some of the pages could not be read, as for `onrecord read`."""


def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of pages NAME.txt or NAME.html with NAME.gold.json.")],
    json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print each miss as well.")] = False,
    layer: Annotated[str, typer.Option(metavar="PREFIX", help="Only layers whose name begins so.")] = "",
    page: Annotated[str, typer.Option(metavar="PREFIX", help="Only pages whose name begins so.")] = "",
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline, by package name.")] = None,
) -> None:
    """Score what is read against pages that people have annotated: recall, precision, F1 and misses, by layer."""
    from onrecord import evaluate as room
    from onrecord.language import DEFAULT_PIPELINE
    from onrecord.reader import Reader

    cases = [case for case in room.load_cases(gold) if case.page.name.startswith(page)]
    result = room.evaluate(cases, room.load_pairs(gold), reader=Reader(pipeline or DEFAULT_PIPELINE))
    render = room.render_json if json else room.render_text
    sys.stdout.write(render(result, show=show, layer=layer))
    if result.unread:
        raise typer.Exit(SOME_UNREAD)
