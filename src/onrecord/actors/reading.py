"""Reads the actors of a page, stage by stage."""

from __future__ import annotations

from functools import partial

from onrecord.actors.bodies import Bodies
from onrecord.actors.cast import Cast
from onrecord.actors.describe import describe
from onrecord.actors.discover import discover
from onrecord.actors.home import find_home
from onrecord.actors.parties import Parties
from onrecord.actors.people import People
from onrecord.actors.resolve import Resolver
from onrecord.actors.scan import scan_page
from onrecord.actors.settle import settle_people
from onrecord.actors.states import learn_places, note_states
from onrecord.actors.tables import Tables
from onrecord.actors.trail import Trail
from onrecord.language import Document
from onrecord.notes import Notes


def _state_names(tables: Tables, iso3: str) -> tuple[str, str | None]:
    """Return the name and the QID of a state; a code that the tables lack names itself."""
    state = tables.states.get(iso3)
    return (state.name, state.wikidata) if state else (iso3, None)


def read_cast(document: Document, notes: Notes, tables: Tables) -> Cast:
    """Return the cast of a page.

    1. Names of the tables are found in the text, in one pass; then outlets and bodies that the page itself introduces.
    2. People: full names, shorter names, the titles at them.
    3. States: names, nationalities, capitals that act; places that locate; then bodies by name, and the page's home.
    4. What is left to say of the people: country and sector from whom they serve.
    5. In the order of the text: titles and descriptions, bodies, groups and pronouns, each led to an actor.
    6. What that told: countries and offices that hang on somebody else's.
    """
    cast = Cast(document.text)
    scan = scan_page(document, tables, cast, notes)  # 1
    cast.lean_on(partial(_state_names, tables), partial(describe, scan))
    discover(scan)
    people = People(scan)
    people.find_names()  # 2
    filed = note_states(scan)  # 3
    learn_places(scan)
    bodies = Bodies(scan)
    bodies.note_named()
    cast.home = find_home(scan, people, filed)
    bodies.give_to_home()
    settle_people(scan, people, last=False)  # 4
    trail = Trail(scan)
    resolver = Resolver(scan, people, trail, Parties(scan, people, bodies, trail))
    resolver.resolve()  # 5
    settle_people(scan, people, last=True)  # 6
    resolver.settle_owned()
    return cast
