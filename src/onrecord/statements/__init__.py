"""Statements: who said what, to whom, through whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Statement, Time
from onrecord.statements.ahead import TaggingAhead
from onrecord.statements.build import build
from onrecord.statements.gather import found, passed_on, third_voices
from onrecord.statements.join import joined, tag
from onrecord.statements.settle import settle
from onrecord.statements.tagger import TaggedPage

__all__ = ["TaggedPage", "TaggingAhead", "read_statements"]


def read_statements(
    document: Document, times: Sequence[Time], cast: Cast, notes: Notes, tagged: TaggedPage | None = None
) -> list[Statement]:
    """Return what the page reports as said, thought and meant, in order of the text.

    `tagged` is what the tagger says of the page, when it has been asked before.

    1. Drafts by rule: quotations, reported speech, turns and labelled headlines, each statement once.
    2. The tagger weighs them, and adds what no rule finds; then voices within voices are thinned out.
    3. Parties: speakers, hearers and relays led to the cast; what cannot be told stays open.
    4. Statements, with kind, cue, polarity and date.
    """
    drafts = found(document)  # 1
    drafts = passed_on(third_voices(joined(document, drafts, tagged or tag(document.article)), cast))  # 2
    settled = settle(document, drafts, cast, times)  # 3
    return build(document, settled, notes)  # 4
