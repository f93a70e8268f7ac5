"""Readings: what follows from the layers: meetings, commitments, positions, figures, terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.layers import Layers
from onrecord.notes import Notes
from onrecord.readings.commitments import read_commitments
from onrecord.readings.figures import read_figures
from onrecord.readings.meetings import read_meetings
from onrecord.readings.positions import read_positions
from onrecord.readings.terms import read_terms
from onrecord.readings.topics import topics_of, with_topics
from onrecord.readings.voices import Voices
from onrecord.record import Commitment, Figure, Meeting, Position, Term

__all__ = ["Readings", "read_readings", "topics_of", "with_topics"]


@dataclass(frozen=True, slots=True)
class Readings:
    """All the readings of one page."""

    meetings: tuple[Meeting, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    terms: tuple[Term, ...] = ()


def read_readings(layers: Layers, notes: Notes) -> Readings:
    """Return what follows from the layers of a page."""
    voices = Voices(layers)
    commitments = read_commitments(voices)
    terms = read_terms(voices)
    meetings = read_meetings(voices)
    _leave_open(layers, meetings, terms, notes)
    return Readings(
        meetings=meetings,
        commitments=commitments,
        positions=read_positions(voices, terms),
        figures=read_figures(voices, commitments),
        terms=terms,
    )


def _leave_open(layers: Layers, meetings: Sequence[Meeting], terms: Sequence[Term], notes: Notes) -> None:
    """Note what was found and not settled: a word that is nobody's, a meeting without a day or a means."""
    article = layers.document.article
    dated = article.published or article.modified
    for meeting in meetings:
        if meeting.date is None:
            notes.leave_open("meetings", meeting.id, "date", "no-candidate" if dated else "no-date-on-page")
        if meeting.channel == "unknown":
            notes.leave_open("meetings", meeting.id, "channel", "no-candidate")
    for i, term in enumerate(terms):
        if term.used_by is None:
            notes.leave_open("terms", i, "used_by", "no-candidate")
