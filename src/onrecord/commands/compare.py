"""`onrecord compare`: accounts of one meeting point by point, or one side's words over time."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.record import Record

MOST = 200
"""Pages that are followed at most: more make no table that anybody reads, and --since and --until narrow them."""


class Side(StrEnum):
    """How a comparison is printed."""

    text = "text"
    json = "json"
    html = "html"
    csv = "csv"


def compare(
    pages: Annotated[
        list[str] | None, typer.Argument(help="Two or more accounts of one meeting: files or addresses.")
    ] = None,
    format: Annotated[
        Side, typer.Option(help="text or html (one file) for people; json or csv for programs.")
    ] = Side.text,
    over_time: Annotated[
        bool, typer.Option("--over-time", help="Follow one side's words through the pages, in order of date.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(help="Over time: whose words, a country or a person; else who speaks on most pages.")
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Over time: only points in which these words stand.")] = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Over time: the pages of this store on which they speak; needs --by."),
    ] = None,
    since: Annotated[str | None, typer.Option(help="Of the store: first day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(help="Of the store: last day, month or year.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline, by package name.")] = None,
) -> None:
    """Set accounts of one meeting side by side: what both say, what only one says, where they disagree.

    With --over-time: what one side said from page to page, what was new, hardened, softened, or not said again.
    """
    from onrecord import comparing as room
    from onrecord.language import DEFAULT_PIPELINE
    from onrecord.reader import Reader

    if not over_time and (by or topic or store or since or until):
        raise typer.BadParameter("--by, --topic, --store, --since and --until go with --over-time")
    if store is not None and by is None:
        raise typer.BadParameter("a store holds many voices: say with --by whose words to follow")
    records: list[Record] = []
    if pages:
        reader = Reader(pipeline or DEFAULT_PIPELINE)
        records = [reader.read(page) for page in pages]
    if store is not None and by is not None:
        records += _from_store(store, by, since, until)
    if over_time:
        course = room.follow(records, by=by, topic=topic)
        tellers = {
            Side.text: room.course_text,
            Side.json: room.render_course_json,
            Side.html: room.course_html,
            Side.csv: room.course_csv,
        }
        _print(tellers[format](course))
        return
    renderers = {
        Side.text: room.render_text,
        Side.json: room.render_json,
        Side.html: room.render_html,
        Side.csv: room.render_csv,
    }
    _print(renderers[format](room.compare(records)))


def _from_store(path: str, by: str, since: str | None, until: str | None) -> list[Record]:
    """Return the pages of a store on which somebody speaks, copies of one page once, at most the newest `MOST`."""
    from onrecord.store import Filters, open_store
    from onrecord.store.countries import countries_named, country_names

    named = [code for code in countries_named(by) if code in country_names()]
    filters = Filters(country=tuple(named), since=since, until=until) if named else None
    with open_store(path) as opened:
        found = opened.search(
            filters or Filters(speaker=(by,), since=since, until=until), find="statements", limit=100_000, count=False
        )
        numbers: list[int] = []
        for page in dict.fromkeys(hit.page for hit in found.hits):
            if not any(copy in numbers for copy, _, _ in opened.copies(page)):
                numbers.append(page)
        return [opened.get(page) for page in numbers[:MOST]]


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
