"""What of a record can be corrected: its layers, the ids and places of their facts, and their fields, declared once.

From this come the checks of `onrecord correct`, the form of the web page, the annotated pages and the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from onrecord.record import (
    Actor,
    Event,
    EventType,
    Extent,
    Modifier,
    Polarity,
    Record,
    Statement,
    StatementKind,
    Status,
    Time,
)  # fmt: skip
from onrecord.store.corrections import CorrectionLayer

Fact = Statement | Event | Time | Actor
Kind = Literal["text", "name", "names", "date", "country", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be corrected: what it means, what it takes, and what a record says of it, as a plain value."""

    name: str
    kind: Kind
    meaning: str
    found: Callable[[Record, Any], Any]
    choices: tuple[str, ...] = ()


def _name(record: Record, id: str | None) -> str:
    return next((a.name for a in record.actors if a.id == id), "")


def _names(record: Record, ids: tuple[str, ...]) -> list[str]:
    return [name for id in ids if (name := _name(record, id))]


def _when(record: Record, index: int | None) -> str:
    return "" if index is None else (record.times[index].value or "")


FIELDS: Mapping[CorrectionLayer, tuple[Field, ...]] = MappingProxyType({
    "statement": (
        Field("speaker", "name", "who says it; empty for nobody that the page names", lambda r, s: _name(r, s.speaker)),
        Field("text", "text", "what is said, in the page's words", lambda r, s: s.text),
        Field("addressees", "names", "to whom", lambda r, s: _names(r, s.addressees)),
        Field("through", "names", "voices between the page and the speaker, the outermost first",
              lambda r, s: _names(r, s.chain[:-1])),
        Field("said", "date", "when it was said", lambda r, s: _when(r, s.said)),
        Field("kind", "choice", "the speaker's own words or not", lambda r, s: s.kind, get_args(StatementKind)),
        Field("polarity", "choice", "what is done with it", lambda r, s: s.polarity, get_args(Polarity)),
    ),
    "event": (
        Field("type", "choice", "PLOVER event type", lambda r, e: e.type, get_args(EventType)),
        Field("status", "choice", "whether it took place", lambda r, e: e.status, get_args(Status)),
        Field("actors", "names", "who does it; all parties of a reciprocal event", lambda r, e: _names(r, e.actors)),
        Field("recipients", "names", "to whom it is done", lambda r, e: _names(r, e.recipients)),
        Field("date", "date", "when it is; empty when the page does not tell", lambda r, e: _when(r, e.date)),
        Field("mode", "text", "PLOVER mode", lambda r, e: e.mode or ""),
    ),
    "time": (
        Field("value", "date", "what is meant; empty when it has to stay open", lambda r, t: t.value or ""),
        Field("mod", "choice", "TIMEX3 modifier", lambda r, t: t.mod or "", get_args(Modifier)),
    ),
    "actor": (
        Field("name", "text", "fullest name", lambda r, a: a.name),
        Field("country", "country", "ISO 3166-1 alpha-3", lambda r, a: a.country or ""),
        Field("sector", "text", "primary sector, PLOVER's code", lambda r, a: a.sector or ""),
        Field("office", "text", "office", lambda r, a: a.office or ""),
    ),
})  # fmt: skip
"""The fields of each layer, the one that is asked for most first."""


def facts_of(record: Record, layer: CorrectionLayer) -> dict[str, Fact]:
    """Return the facts of a layer by id; a time goes by `time` and its index, as on the web page."""
    match layer:
        case "statement":
            return {s.id: s for s in record.statements}
        case "event":
            return {e.id: e for e in record.events}
        case "time":
            return {f"time{number}": t for number, t in enumerate(record.times)}
        case "actor":
            return {a.id: a for a in record.actors}
        case "page":
            return {}


def fact_at(record: Record, local: str) -> tuple[CorrectionLayer, Fact] | None:
    """Return the layer and the fact of an id, None when the record has no such fact that can be corrected."""
    for layer in FIELDS:
        if (found := facts_of(record, layer).get(local)) is not None:
            return layer, found
    return None


def places_of(fact: Fact) -> tuple[Extent, ...]:
    """Return where a fact stands: its own place first, then the others; empty for an actor without a mention."""
    match fact:
        case Statement():
            return (Extent(start=min(e.start for e in fact.spans), end=max(e.end for e in fact.spans)),)
        case Event():
            return (fact.trigger, *fact.evidence)
        case Time():
            return (fact,)
        case Actor():
            # A name is a better mark than the pronoun that may stand before it.
            return tuple(sorted(fact.mentions, key=lambda m: (m.form != "name", m.start)))


def names_of(record: Record, name: str) -> frozenset[str]:
    """Return every name by which the page calls the actors that have this one; the name alone when it has none."""
    found = {name}
    for actor in record.actors:
        called = {actor.name, *(m.text for m in actor.mentions if m.form not in ("pronoun", "metonym"))}
        if name in called:
            found |= called
    return frozenset(found)
