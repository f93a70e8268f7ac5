"""Events: what happened, is planned, was threatened or denied, in PLOVER's terms."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Cast
from onrecord.events.reading import read
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Event, Statement, Time

__all__ = ["read_events"]


def read_events(
    document: Document, times: Sequence[Time], cast: Cast, statements: Sequence[Statement], notes: Notes
) -> list[Event]:
    """Return the events of a page in order of the text, each told once.

    What is only a statement is none; nor is a thing that did not happen and that nobody had claimed. A date is an index
    into `times`, never the day of publication by default.
    """
    return read(document, times, cast, statements, notes)
