"""Writes events as POLECAT has them: tab-separated, its header to the letter."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

import onrecord
from onrecord.export.columns import EVENTS
from onrecord.export.page import Page
from onrecord.export.tables import cell
from onrecord.record import Status

HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""Columns of the yearly files of POLECAT, in their order."""

TAKEN: tuple[Status, ...] = ("happened", "ongoing")
"""POLECAT has only what took place, so what is planned, denied or unconfirmed stays out."""


def write_polecat(pages: Iterable[Page], out: IO[str]) -> None:
    """Write the events that took place.

    What the record does not know stays empty: coordinates, districts and Wikipedia titles. An event that the page does
    not date has no `Event Date`; POLECAT itself would put the day of publication there.
    """
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(HEADER)
    twins = {column.polecat: column for column in EVENTS.columns if column.polecat}
    for page in pages:
        for event in page.record.events:
            if event.status not in TAKEN:
                continue
            known = {twin: cell(column.value(page, event)) for twin, column in twins.items()}
            known["Version"] = f"onrecord-{onrecord.__version__}"
            writer.writerow([" ".join(known.get(name, "").split()) for name in HEADER])
