"""A record laid out for comparing: who an id is, what a time says, where words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.evaluate.matching import places, plain, same_name
from onrecord.record import Actor, Extent, Fact, Record

OFFSETS = {"start", "end", "evidence", "id"}
"""Fields that say where a fact stands, not what it is."""
DATES = frozenset({"date", "due"})
"""Fields that hold an index into the record's times."""


class Sheet:
    """Answers questions about one record; `text` is its text with plain spaces and apostrophes, offsets unchanged."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = plain(record.article.text)
        self._actors: dict[str, Actor] = {actor.id: actor for actor in record.actors}
        self._names = {
            actor.id: (actor.name, *(m.text for m in actor.mentions if m.form != "pronoun")) for actor in record.actors
        }

    def names(self, id: str | None) -> Sequence[str]:
        """Return the name of an actor and the words that refer to it, pronouns left out; empty for None."""
        return self._names.get(id, ()) if id is not None else ()

    def name(self, id: str | None) -> str | None:
        """Return an actor's name, None for None."""
        return self._actors[id].name if id in self._actors else None

    def country(self, id: str | None) -> str | None:
        """Return an actor's country, None where the record has none."""
        return self._actors[id].country if id in self._actors else None

    def is_actor(self, id: str | None, wanted: str) -> bool:
        """Say whether an actor is the wanted one: by name, or by the code of its country."""
        return id is not None and (self.country(id) == wanted or same_name(wanted, self.names(id)))

    def are_among(self, wanted: Iterable[str], ids: Iterable[str]) -> bool:
        """Say whether each wanted actor is one of those with these ids."""
        held = tuple(ids)
        return all(any(self.is_actor(id, want) for id in held) for want in wanted)

    def any_of(self, wanted: Iterable[str], ids: Iterable[str]) -> bool:
        """Say whether one of the wanted actors is one of those with these ids."""
        held = tuple(ids)
        return any(self.is_actor(id, want) for want in wanted for id in held)

    def dated(self, index: int | None, wanted: Iterable[str]) -> bool:
        """Say whether the time at an index has one of the wanted values, or a finer one within it."""
        if index is None:
            return False
        time = self.record.times[index]
        forms = [form for form in (time.value, time.edtf) if form]
        return any(form == want or form.startswith((f"{want}-", f"{want}T")) for form in forms for want in wanted)

    def when(self, index: int | None) -> str | None:
        """Return the value of the time at an index, for telling a miss."""
        return None if index is None else f"{self.record.times[index].text} = {self.record.times[index].value}"

    def describe(self, thing: Fact) -> dict[str, object]:
        """Return a fact of the record as people read it: names for ids, values for times, no offsets."""
        told: dict[str, object] = {}
        for name, value in thing.model_dump(exclude=OFFSETS, exclude_defaults=True).items():
            if name in DATES:
                told[name] = self.when(value)
            elif isinstance(value, tuple):
                told[name] = [self.name(part) or part for part in value]
            else:
                told[name] = self.name(value) or value if isinstance(value, str) else value
        return told

    def stands_in(self, needles: Iterable[str], extents: Iterable[Extent]) -> bool:
        """Say whether one of the extents overlaps one of the strings, wherever it stands in the text."""
        spans = tuple(extents)
        return any(
            start < span.end and span.start < end
            for needle in needles
            for start, end in places(self.text, plain(needle))
            for span in spans
        )
