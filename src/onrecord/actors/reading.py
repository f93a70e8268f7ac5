"""Reads the actors of a page, stage by stage."""

from __future__ import annotations

from onrecord.actors.cast import Cast
from onrecord.actors.people import People
from onrecord.actors.scan import scan_page
from onrecord.actors.states import note_states
from onrecord.actors.tables import Tables
from onrecord.language import Document
from onrecord.notes import Notes


def read_cast(document: Document, notes: Notes, tables: Tables) -> Cast:
    """Return the cast of a page.

    1. Names of the tables are found in the text, in one pass.
    2. People: full names, shorter names, titles at them.
    3. States: names, nationalities, capitals that act; places that locate.
    """
    cast = Cast(document.text)
    cast.lean_on(lambda iso3: (tables.states[iso3].name, tables.states[iso3].wikidata), lambda span: None)
    scan = scan_page(document, tables, cast, notes)  # 1
    people = People(scan)
    people.find_names()  # 2
    note_states(scan)  # 3
    return cast
