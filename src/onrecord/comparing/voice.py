"""Voice: whose words are followed from page to page, a country's or one person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.errors import NothingToCompareError
from onrecord.record import Actor, Record, Statement

_OTHERS = frozenset(
    {"OPP", "PTY", "CVL", "JRN", "BUS", "LAB", "NGO", "EDU", "MED", "REL", "REB", "CRM", "AGR", "ELI", "LEG", "JUD",
     "MNC"}
)  # fmt: skip
"""Sectors whose words are not a government's."""
_SPEAKING = frozenset({"state", "person", "organisation", "unnamed"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words: `label` as shown; a `country` (ISO 3166-1 alpha-3), or else the last word of a `name`."""

    label: str
    country: str | None = None
    name: str | None = None

    def is_of(self, actor: Actor) -> bool:
        """Say whether an actor speaks with this voice: a country speaks through its government, not its opposition."""
        if self.name is not None:
            return actor.name.lower().split()[-1:] == [self.name]
        return actor.kind in _SPEAKING and actor.country == self.country and actor.sector not in _OTHERS

    def statements(self, record: Record) -> list[Statement]:
        """Return what the voice says on a page, headlines and questions apart."""
        own = {a.id for a in record.actors if self.is_of(a)}
        return [s for s in record.statements if s.speaker in own and not s.headline and s.polarity != "questioned"]

    def ids(self, record: Record) -> frozenset[str]:
        """Return the ids of the actors of a page that speak with the voice."""
        return frozenset(a.id for a in record.actors if self.is_of(a))


def voice_of(records: Sequence[Record], by: str | None) -> Voice:
    """Return whose words to follow: a country by name or code, a person by name; by default who speaks on most pages.

    Raises:
        NothingToCompareError: when nobody of that name, or nobody at all, speaks on the pages.
    """
    if by is None:
        counts = Counter(country for record in records for country in _speaking(record))
        if not counts:
            raise NothingToCompareError("nobody whose country is known speaks on these pages; name somebody with --by")
        country = max(counts, key=lambda c: (counts[c], c))
        return Voice(_name_of(records, country), country)
    wanted = by.strip().lower()
    for actor in _actors(records):
        if actor.kind == "state" and actor.country and wanted in _names(actor):
            return Voice(_name_of(records, actor.country), actor.country)
    if re.fullmatch(r"[a-z]{3}", wanted) and any(a.country == wanted.upper() for a in _actors(records)):
        return Voice(_name_of(records, wanted.upper()), wanted.upper())
    for actor in _actors(records):
        if wanted == actor.name.lower() or wanted in actor.name.lower().split():
            return Voice(actor.name, name=actor.name.lower().split()[-1])
    raise NothingToCompareError(f"no country and nobody by the name of {by!r} is on these pages")


def _actors(records: Iterable[Record]) -> Iterable[Actor]:
    return (actor for record in records for actor in record.actors)


def _names(actor: Actor) -> set[str]:
    told = {m.text.lower() for m in actor.mentions if m.form in ("name", "alias")}
    return {actor.name.lower(), (actor.country or "").lower(), *told}


def _name_of(records: Iterable[Record], country: str) -> str:
    return next((a.name for a in _actors(records) if a.kind == "state" and a.country == country), country)


def _speaking(record: Record) -> set[str]:
    by_id = {a.id: a for a in record.actors}
    speakers = [by_id[s.speaker] for s in record.statements if s.speaker in by_id]
    return {a.country for a in speakers if a.country and a.kind in _SPEAKING and a.sector not in _OTHERS}
