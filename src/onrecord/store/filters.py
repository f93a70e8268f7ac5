"""The filters of a search: each carries what it asks of the index, and its sentence."""

from __future__ import annotations

import re
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from onrecord.errors import FilterError
from onrecord.record import Act, EventType, Polarity, StatementKind, Status
from onrecord.store.countries import countries_named
from onrecord.store.keys import first_id, tag
from onrecord.store.people import ids_named

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search asks for; several values of one filter mean any of them, several filters all of them.

    `query` is what a reader types (see `query`). `since` and `until` are days, months or years, both included. Names of
    actors may be any part of a name in whole words, a Wikidata item, a country's code, or `@` with an actor's number.
    """

    query: str = ""
    speaker: Terms = ()
    actor: Terms = ()
    country: Terms = ()
    about: Terms = ()
    type: Terms = ()
    status: Terms = ()
    topic: Terms = ()
    outlet: Terms = ()
    since: str | None = None
    until: str | None = None
    kind: Terms = ()
    act: Terms = ()
    polarity: Terms = ()

    def without(self, name: str) -> Filters:
        """Return the same search without one filter."""
        changes: dict[str, Any] = {f.name: f.default for f in fields(self) if f.name == name}
        return replace(self, **changes)

    def sentence(self, find: str = "statements") -> str:
        """Return what is asked for, in English: `statements by "Orlova" about RUS since 2024-03`."""
        said = [FILTERS[name].sentence(getattr(self, name)) for name in FILTERS if getattr(self, name)]
        days = [f"{word} {value}" for word, value in (("since", self.since), ("until", self.until)) if value]
        words = [f"with the words {self.query.strip()}"] if self.query.strip() else []
        return " ".join([find, *said, *words, *days])


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its help, the tags of the index that hold for a value, and the sentence for its values."""

    help: str
    tags: Callable[[sqlite3.Connection, str], Terms]
    words: str
    known: Terms = ()

    def sentence(self, values: Terms) -> str:
        """Return the words for the values."""
        return self.words.format(" or ".join(values))


def _plain(name: str, known: Terms = (), *, upper: bool = False) -> Callable[[sqlite3.Connection, str], Terms]:
    def tags(_: sqlite3.Connection, value: str) -> Terms:
        value = value.strip().upper() if upper else value.strip()
        if known and value not in known:
            raise FilterError(f"--{name} {value!r} is none of: {', '.join(known)}")
        return (tag(name, value),)

    return tags


def _actors(name: str) -> Callable[[sqlite3.Connection, str], Terms]:
    def tags(db: sqlite3.Connection, value: str) -> Terms:
        if name == "speaker" and value.strip().lower() == "unnamed":
            return (tag("speaker", "unnamed"),)
        return tuple(tag(name, id) for id in ids_named(db, value))

    return tags


def _country(_: sqlite3.Connection, value: str) -> Terms:
    return tuple(tag("country", code) for code in countries_named(value))


def _about(db: sqlite3.Connection, value: str) -> Terms:
    """Return the tags of an actor or, for a country, of anyone of that country."""
    named = tuple(tag("about", id) for id in ids_named(db, value))
    return named + tuple(tag("about", code) for code in countries_named(value))


_TYPES, _STATUSES, _KINDS, _ACTS, _POLARITIES = map(get_args, (EventType, Status, StatementKind, Act, Polarity))

FILTERS: Mapping[str, Filter] = MappingProxyType({
    "kind": Filter("direct, indirect or mixed", _plain("kind", _KINDS), "of kind {}", _KINDS),
    "act": Filter("speech, thought or intention", _plain("act", _ACTS), "of act {}", _ACTS),
    "polarity": Filter("asserted, denied, declined or questioned", _plain("polarity", _POLARITIES), "{}", _POLARITIES),
    "type": Filter("event type of PLOVER: AGREE ... ASSAULT", _plain("type", _TYPES, upper=True), "of type {}", _TYPES),
    "status": Filter("happened, planned, denied ...", _plain("status", _STATUSES), "{}", _STATUSES),
    "speaker": Filter("who says it; `unnamed` for sources without a name", _actors("speaker"), "by {}"),
    "actor": Filter("who has any part in it", _actors("actor"), "with {}"),
    "country": Filter("country of the speaker, or of who acts", _country, "from {}"),
    "about": Filter("actor or country that it speaks of, or that it is done to", _about, "about {}"),
    "topic": Filter("topic of the statement", _plain("topic"), "on {}"),
    "outlet": Filter("outlet that printed it", _plain("outlet"), "in {}"),
})  # fmt: skip
"""Every filter but the words and the days, in the order of the sentence."""


def tags_of(db: sqlite3.Connection, filters: Filters) -> tuple[Terms, ...] | None:
    """Return groups of tags, of which one must hold each; None when a value is of nobody in the store.

    Raises:
        FilterError: when a filter has a value that it does not know.
    """
    groups = []
    for name, known in FILTERS.items():
        values: Terms = getattr(filters, name)
        if not values:
            continue
        group = tuple(dict.fromkeys(t for value in values for t in known.tags(db, value)))
        if not group:
            return None
        groups.append(group)
    return tuple(groups)


def id_range(filters: Filters) -> tuple[int, int]:
    """Return the ids from (included) and to (not included) which facts lie in the days asked for.

    A fact without a day lies in no days.

    Raises:
        FilterError: when a day is not a day, month or year.
    """
    low, high = 0, (1 << 63) - 1
    if filters.since or filters.until:
        low = first_id("0001-01-01")
    if filters.since:
        low = first_id(_bounds("since", filters.since)[0])
    if filters.until:
        last = date.fromisoformat(_bounds("until", filters.until)[1]).toordinal()
        high = first_id(date.fromordinal(min(last + 1, date.max.toordinal())).isoformat())
    return low, high


def _bounds(name: str, value: str) -> tuple[str, str]:
    """Return the first and last day of a day, month or year."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value.strip())
    try:
        if found:
            year, month, day = (int(g) if g else 0 for g in found.groups())
            first = date(year, month or 1, day or 1)
            last = date(year, month or 12, day or monthrange(year, month or 12)[1])
            return first.isoformat(), last.isoformat()
    except ValueError:
        pass
    raise FilterError(f"--{name} {value!r} is not a day (2024-03-01), month (2024-03) or year (2024)")
