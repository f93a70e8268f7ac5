"""Statements: who said what, to whom, through whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Statement, Time
from onrecord.statements.build import build
from onrecord.statements.gather import gather
from onrecord.statements.settle import settle

__all__ = ["read_statements"]


def read_statements(document: Document, times: Sequence[Time], cast: Cast, notes: Notes) -> list[Statement]:
    """Return what the page reports as said, thought and meant, in order of the text.

    1. Drafts: quotations, reported speech, turns and labelled headlines, each statement once.
    2. Parties: speakers, hearers and relays led to the cast; what cannot be told stays open.
    3. Statements, with kind, cue, polarity and date.
    """
    drafts = gather(document, cast)  # 1
    settled = settle(document, drafts, cast, times)  # 2
    return build(document, settled, notes)  # 3
