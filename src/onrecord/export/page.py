"""A page of the store as the exports see it: its record with what its ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.record import Actor, Article, Event, Record, Statement, Time
from onrecord.store import Correction, Store
from onrecord.store.keys import day_of, host_of


@dataclass(frozen=True)
class Page:
    """A record under its number in the store, and the corrections of it that stand."""

    number: int
    record: Record
    corrections: tuple[Correction, ...] = ()

    @property
    def article(self) -> Article:
        """The record's article."""
        return self.record.article

    @property
    def outlet(self) -> str | None:
        """The publisher, or where the page names none the host of its address."""
        return self.article.publisher or host_of(self.article.url)

    @property
    def day(self) -> str | None:
        """The day of publication."""
        return day_of(self.article.published)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {a.id: a for a in self.record.actors}

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.record.statements}

    def actor(self, id: str | None) -> Actor | None:
        """Return the actor of an id, None for None."""
        return self._actors.get(id or "")

    def actors(self, ids: Iterable[str]) -> list[Actor]:
        """Return the actors of ids."""
        return [self._actors[id] for id in ids if id in self._actors]

    def statement(self, id: str | None) -> Statement | None:
        """Return the statement of an id, None for None."""
        return self._statements.get(id or "")

    def time(self, index: int | None) -> Time | None:
        """Return the time at an index, None for None."""
        return self.record.times[index] if index is not None else None

    def id_of(self, thing: Statement | Event | Actor) -> str:
        """Return the id that a thing of the page has in the store."""
        return f"{self.number}/{thing.id}"

    def words(self, start: int, end: int) -> str:
        """Return the words of the page at offsets."""
        return self.article.text[start:end]

    def event_day(self, event: Event) -> str | None:
        """Return the day on which an event is or begins, None when the page does not tell.

        It is never the day of publication put in its place.
        """
        when = self.time(event.date)
        return (day_of(when.earliest) or day_of(when.latest)) if when else None


def pages_of(store: Store) -> Iterator[Page]:
    """Yield the current pages of a store, each with its corrections, in the order in which they were added."""
    corrections: dict[int, list[Correction]] = {}
    for one in store.corrections():
        corrections.setdefault(store.current(one.page), []).append(one)
    for number, record in store.records():
        yield Page(number, record, tuple(corrections.get(number, ())))
