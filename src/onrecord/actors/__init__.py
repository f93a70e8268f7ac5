"""Actors: who is on the page, under which names, in which office, and which mention is whose."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.cast import Cast, Part, PlaceMention
from onrecord.actors.reading import read_cast
from onrecord.actors.speech import settle_first_and_second
from onrecord.actors.tables import Tables, load_tables
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Statement

__all__ = ["Cast", "Part", "PlaceMention", "Tables", "load_tables", "read_actors", "settle_speech_pronouns"]


def read_actors(document: Document, notes: Notes, tables: Tables | None = None) -> Cast:
    """Return the cast of a page: every mention outside first and second person, led to its actor.

    `tables` are the project's own when None; `load_tables(path)` lays a user's table over them.
    """
    return read_cast(document, notes, tables or load_tables())


def settle_speech_pronouns(document: Document, cast: Cast, statements: Sequence[Statement]) -> None:
    """Lead "I", "we" and "you" within quoted words to the speaker, the speaker's side and the addressee."""
    settle_first_and_second(document, cast, statements)
