"""Draws the rows of one record: statements, events and readings, with the tags that filters find them by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.record import Actor, Event, Record, Statement, Time
from onrecord.store.keys import MOST_FACTS, day_of, fact_id, tag, week_of

Row = tuple[object, ...]

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
REACH = 300
"""Characters around a trigger that may be shown for its sentence where no sentence end is nearer."""


@dataclass(slots=True)
class Facts:
    """The rows of one record, column by column as the schema has them.

    `tallies` counts (facet, value, week); `tag_values` holds what topics and outlets are called.
    """

    statements: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    parts: list[tuple[int, str, int]] = field(default_factory=list)
    commitments: list[Row] = field(default_factory=list)
    commitment_actors: list[Row] = field(default_factory=list)
    positions: list[Row] = field(default_factory=list)
    meetings: list[Row] = field(default_factory=list)
    tag_values: dict[str, str] = field(default_factory=dict)
    tallies: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def draw(record: Record, *, version: int, outlet: str | None, actors: Mapping[str, int]) -> Facts:
    """Return the rows of a record.

    Args:
        version: the id of the version in the store.
        outlet: the name of the outlet, None when unknown.
        actors: for each actor id of the record its id in the store; unnamed actors are not in it.
    """
    return _Drawing(record, version, outlet, actors).facts()


class _Drawing:
    def __init__(self, record: Record, version: int, outlet: str | None, actors: Mapping[str, int]) -> None:
        self.record, self.version, self.outlet, self.ids = record, version, outlet, actors
        self.text = record.article.text
        self.page_day = day_of(record.article.published or record.article.modified)
        self.by_id: dict[str, Actor] = {a.id: a for a in record.actors}
        self.mentions = sorted((m.start, a.id) for a in record.actors for m in a.mentions)
        self.starts = [start for start, _ in self.mentions]
        self.statement_ids: dict[str, int] = {}
        self.statement_by_id = {s.id: s for s in record.statements}
        self.carried: dict[str, list[Event]] = {}
        for event in record.events:
            if event.according_to is not None:
                self.carried.setdefault(event.according_to, []).append(event)
        self.made = Facts()

    def facts(self) -> Facts:
        for place, statement in enumerate(self.record.statements[:MOST_FACTS]):
            self._statement(place, statement)
        for place, event in enumerate(self.record.events[:MOST_FACTS]):
            self._event(place, event)
        self._commitments()
        self._positions()
        self._meetings()
        return self.made

    def _statement(self, place: int, statement: Statement) -> None:
        day = self._said(statement) or self.page_day
        id = fact_id(day, self.version, place)
        self.statement_ids[statement.id] = id
        speaker = self.by_id.get(statement.speaker or "")
        who = speaker.name if speaker else (statement.speaker_text.text if statement.speaker_text else "")
        office = f", {speaker.office}" if speaker and speaker.office else ""
        about = [a for a in self._mentioned(statement) if a != statement.speaker]
        parts = self._parts(
            id, speaker=[statement.speaker], addressee=statement.addressees, voice=statement.chain, about=about
        )
        events = self.carried.get(statement.id, ())
        tags = {"any=", *self._voice_tags(statement), *parts, *self._countries("about", about)}
        for event in events:
            tags |= {tag("type", event.type), tag("status", event.status)}
        start, end = min(e.start for e in statement.spans), max(e.end for e in statement.spans)
        self.made.statements.append((
            id, self.version, statement.id, day, statement.act, statement.kind, statement.polarity, statement.channel,
            self.ids.get(statement.speaker or ""), speaker.country if speaker else None,
            statement.cue.lemma if statement.cue else None, start, end, statement.confidence, statement.text,
            who + office, " ".join(sorted(tags)),
        ))  # fmt: skip
        country = speaker.country if speaker else None
        self._count(day, statement="all", kind=statement.kind, act=statement.act, country=country, outlet=self.outlet)
        for topic in statement.topics:
            self._count(day, topic=topic)
            self.made.tag_values[tag("topic", topic)] = topic
        for other in {a.country for a in map(self.by_id.get, statement.addressees) if a and a.country}:
            if country and other != country:
                self._count(day, exchange=f"{country} {other}")

    def _voice_tags(self, statement: Statement) -> set[str]:
        """Return the tags of who says it and how, which the events that it carries share."""
        speaker = self.by_id.get(statement.speaker or "")
        tags = {
            tag("kind", statement.kind), tag("act", statement.act), tag("polarity", statement.polarity),
            tag("channel", statement.channel), *self._outlet_tags(), *(tag("topic", t) for t in statement.topics),
        }  # fmt: skip
        if speaker and speaker.country:
            tags.add(tag("country", speaker.country))
        if speaker and speaker.kind == "unnamed":
            tags.add(tag("speaker", "unnamed"))
        if speaker and speaker.id in self.ids:
            tags.add(tag("speaker", self.ids[speaker.id]))
        if statement.headline:
            tags.add(tag("headline", "yes"))
        return tags

    def _event(self, place: int, event: Event) -> None:
        when = self._time(event.date)
        earliest, latest = (when.earliest, when.latest) if when else (None, None)
        day = day_of(earliest) or day_of(latest) or self.page_day
        id = fact_id(day, self.version, place)
        carrier = self.statement_by_id.get(event.according_to or "")
        tags = {
            "any=", tag("type", event.type), tag("status", event.status), tag("quad", event.quad),
            *(tag("context", c) for c in event.contexts), *self._outlet_tags(),
            *self._parts(id, actor=event.actors, recipient=event.recipients),
            *self._countries("country", event.actors), *self._countries("about", event.recipients),
        }  # fmt: skip
        if event.mode:
            tags.add(tag("mode", event.mode))
        if event.historical:
            tags.add(tag("historical", "yes"))
        if carrier:
            tags |= {t for t in self._voice_tags(carrier) if not t.startswith("country=")}
        names = [a.name for a in map(self.by_id.get, (*event.actors, *event.recipients)) if a]
        place_ = event.place
        self.made.events.append((
            id, self.version, event.id, day, earliest, latest, event.type, event.mode, event.quad, event.goldstein,
            event.status, int(event.historical), self.statement_ids.get(event.according_to or ""),
            place_.text if place_ else None, place_.country if place_ else None, place_.geonames if place_ else None,
            event.trigger.start, event.trigger.end, event.confidence, self._line(event.trigger.start),
            "; ".join(names), " ".join(sorted(tags)),
        ))  # fmt: skip
        self._count(day, event="all", type=event.type, status=event.status)

    def _commitments(self) -> None:
        for c in self.record.commitments:
            due = self._time(c.due)
            self.made.commitments.append((
                self.version, c.id, self.page_day, c.what, self._names(c.who), c.state, due.text if due else None,
                due.earliest if due else None, due.latest if due else None, self.ids.get(c.announced_by or ""),
            ))  # fmt: skip
            for role, actors in (("who", c.who), ("to", c.to)):
                self.made.commitment_actors.extend(
                    (self.ids[a], self.version, c.id, role) for a in dict.fromkeys(actors) if a in self.ids
                )

    def _positions(self) -> None:
        for p in self.record.positions:
            if p.actor in self.ids:
                toward = self.ids.get(p.toward or "")
                row = (self.version, p.id, self.ids[p.actor], p.issue, p.stance, toward, self.page_day)
                self.made.positions.append(row)

    def _meetings(self) -> None:
        for m in self.record.meetings:
            when = self._time(m.date)
            day = (day_of(when.earliest) if when else None) or self.page_day
            sides = sorted({a.country for a in map(self.by_id.get, m.participants) if a and a.country})
            self.made.meetings.append(
                (self.version, m.id, day, m.channel, self._names(m.participants), " ".join(sides))
            )

    def _said(self, statement: Statement) -> str | None:
        """Return the day of a statement where the page tells it to the day."""
        when = self._time(statement.said)
        if when is None or when.earliest is None or when.earliest != when.latest:
            return None
        return day_of(when.earliest)

    def _time(self, index: int | None) -> Time | None:
        return self.record.times[index] if index is not None and index < len(self.record.times) else None

    def _mentioned(self, statement: Statement) -> list[str]:
        """Return the actors that the words of a statement refer to, in order, each once."""
        found: dict[str, None] = {}
        for span in statement.spans:
            for start, actor in self.mentions[bisect_left(self.starts, span.start) :]:
                if start >= span.end:
                    break
                found[actor] = None
        return list(found)

    def _parts(self, fact: int, **roles: Iterable[str | None]) -> set[str]:
        """Note who has which part in a fact and return the tags for it."""
        tags: set[str] = set()
        for role, actors in roles.items():
            for id in dict.fromkeys(self.ids[a] for a in actors if a is not None and a in self.ids):
                self.made.parts.append((id, role, fact))
                tags.add(tag("actor", id))
                if role in ("about", "recipient"):
                    tags.add(tag("about", id))
        return tags

    def _countries(self, field_name: str, actors: Iterable[str]) -> set[str]:
        return {tag(field_name, a.country) for a in map(self.by_id.get, actors) if a and a.country}

    def _outlet_tags(self) -> set[str]:
        if not self.outlet:
            return set()
        self.made.tag_values[tag("outlet", self.outlet)] = self.outlet
        return {tag("outlet", self.outlet)}

    def _names(self, actors: Sequence[str]) -> str:
        return "; ".join(a.name for a in map(self.by_id.get, actors) if a)

    def _line(self, offset: int) -> str:
        """Return the sentence that holds the offset, cut to a readable length."""
        start = self.text.rfind("\n", 0, offset) + 1
        stop = self.text.find("\n", offset)
        stop = len(self.text) if stop < 0 else stop
        start, stop = max(start, offset - REACH), min(stop, offset + REACH)
        for end in _SENTENCE_END.finditer(self.text, start, stop):
            if end.end() <= offset:
                start = end.end()
            else:
                stop = end.start() + 1
                break
        return self.text[start:stop].strip()

    def _count(self, day: str | None, **values: str | None) -> None:
        for facet, value in values.items():
            if value is not None:
                self.made.tallies[facet, value, ""] += 1
                if week := week_of(day):
                    self.made.tallies[facet, value, week] += 1
