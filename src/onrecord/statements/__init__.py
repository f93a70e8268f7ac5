"""Statements: who said what, to whom, through whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Statement, Time

__all__ = ["read_statements"]


def read_statements(document: Document, times: Sequence[Time], cast: Cast, notes: Notes) -> list[Statement]:
    """Return the statements of a page in order of the text."""
    return []
