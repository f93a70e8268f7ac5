"""Times: find time expressions and resolve them, or say why they could not be."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Event, Time
from onrecord.times.anchors import settle
from onrecord.times.telling import read

__all__ = ["read_times", "settle_event_anchors"]


def read_times(document: Document, notes: Notes) -> list[Time]:
    """Return the time expressions of a page in order of the text."""
    return read(document, notes)


def settle_event_anchors(
    document: Document, times: Sequence[Time], events: Sequence[Event], notes: Notes
) -> list[Time]:
    """Resolve the times that hang on an event ("a few days before the invasion") whose date the record now knows."""
    return settle(document, times, events, notes)
