"""Writes who did what to whom, one pair of countries a row, as ICEWS and GDELT users have it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from typing import IO

from onrecord.export.page import Page
from onrecord.export.tables import cell
from onrecord.record import Actor, Event

HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "PLOVER Type",
    "PLOVER Mode", "Intensity", "Quad Class", "Target Name", "Target Sectors", "Target Country", "Status", "Story ID",
    "Publisher", "Publication Date", "Raw Placename", "Country", "Source URL",
)  # fmt: skip
"""Columns of ICEWS where there is such a thing, with PLOVER in the place of CAMEO, GDELT's quad class and address, and
the status, which neither has."""


def write_dyads(pages: Iterable[Page], out: IO[str]) -> None:
    """Write a row for each event and pair of a source and a target; all events, with their status.

    In a reciprocal event (several actors and no recipient) each party is a source for each other. An event without a
    target has a row with an empty one. A pair of one and the same actor is left out.
    """
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(HEADER)
    for page in pages:
        for event in page.record.events:
            for source, target in pairs(page, event):
                writer.writerow([" ".join(cell(value).split()) for value in _row(page, event, source, target)])


def pairs(page: Page, event: Event) -> Iterator[tuple[Actor | None, Actor | None]]:
    """Yield the pairs of source and target of an event."""
    sources: list[Actor | None] = [*page.actors(event.actors)]
    targets: list[Actor | None] = [*page.actors(event.recipients)]
    if targets:
        yield from ((s, t) for s, t in product(sources or [None], targets) if s is not t)
    elif len(sources) > 1:
        yield from permutations(sources, 2)
    else:
        yield (sources[0] if sources else None), None


def _row(page: Page, event: Event, source: Actor | None, target: Actor | None) -> tuple[object, ...]:
    return (
        page.id_of(event), page.event_day(event), source and source.name, list(source.sectors) if source else None,
        source and source.country, event.trigger.text, event.type, event.mode, event.goldstein, event.quad,
        target and target.name, list(target.sectors) if target else None, target and target.country, event.status,
        page.number, page.outlet, page.day, event.place and event.place.text, event.place and event.place.country,
        page.article.url,
    )  # fmt: skip
