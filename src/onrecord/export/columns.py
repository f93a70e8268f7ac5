"""The columns of every table that is exported, declared once.

From this come the header of CSV and JSON lines, the schema of Parquet, the CSVW description, the reference page and
the tests. `polecat` names the column of POLECAT that a column is the twin of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar

from onrecord.corrections.standing import Standing, standing
from onrecord.export.codes import cow_of
from onrecord.export.page import Page
from onrecord.record import Actor, Commitment, Event, Statement

Type = Literal["string", "integer", "number", "boolean", "date", "strings"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its name, its type (`strings` is a list), what it means, and how a row gets its value.

    A value that is not known is None, never a guess.
    """

    name: str
    type: Type
    meaning: str
    value: Callable[[Page, T], Any]
    polecat: str | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """A table: what one row is, where rows come from, and its columns."""

    name: str
    row: str
    rows: Callable[[Page], Sequence[T]]
    columns: tuple[Column[T], ...]

    def of(self, page: Page) -> Iterator[dict[str, Any]]:
        """Yield the rows of a page, each a mapping from the name of a column to its value."""
        for item in self.rows(page):
            yield {column.name: column.value(page, item) for column in self.columns}


def _names(actors: list[Actor]) -> list[str]:
    return [a.name for a in actors]


def _countries(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(a.country for a in actors if a.country))


def _each(field: str) -> Callable[[list[Actor]], list[str]]:
    return lambda actors: [str(getattr(a, field) or "") for a in actors]


def _cows(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(code for a in actors if (code := cow_of(a.country))))


def _sectors(actors: list[Actor]) -> list[str]:
    return list(dict.fromkeys(s for a in actors for s in a.sectors or ((a.sector,) if a.sector else ())))


def _raw(actors: list[Actor], event: Event) -> list[str]:
    """Return for each actor the words that name it nearest to the event's trigger."""
    return [
        min(a.mentions, key=lambda m: abs(m.start - event.trigger.start)).text if a.mentions else "" for a in actors
    ]


def _first_sector(actors: list[Actor]) -> str | None:
    return actors[0].sector if actors else None


def _places(page: Page, _: Any) -> list[str]:
    states = [a.name for a in page.record.actors if a.kind == "state"]
    return list(dict.fromkeys([*states, *(e.place.text for e in page.record.events if e.place)]))


def _speaker(field: str) -> Callable[[Page, Statement], Any]:
    return lambda page, statement: getattr(page.actor(statement.speaker), field, None)


def _parties(
    side: Literal["actors", "recipients"], value: Callable[[list[Actor]], Any]
) -> Callable[[Page, Event], Any]:
    return lambda page, event: value(page.actors(getattr(event, side)))


def _event_columns(side: Literal["actors", "recipients"], meaning: str) -> tuple[Column[Event], ...]:
    """Return the columns of one side of an event, with their twins."""
    one = side.removesuffix("s")
    twin = one.capitalize()
    return (
        Column(side, "strings", meaning, _parties(side, _names), f"{twin} Name"),
        Column(f"{one}_countries", "strings", "ISO 3166-1 alpha-3", _parties(side, _countries), f"{twin} Country"),
        Column(f"{one}_cow", "strings", "Correlates of War numbers", _parties(side, _cows), f"{twin} COW"),
        Column(f"{one}_sector", "string", "primary sector of the first", _parties(side, _first_sector),
               f"Primary {twin} Sector"),
        Column(f"{one}_sectors", "strings", "sectors of all", _parties(side, _sectors), f"{twin} Sectors"),
        Column(f"{one}_offices", "strings", "offices, one for each", _parties(side, _each("office")), f"{twin} Title"),
        Column(f"{one}_texts", "strings", "the page's words for each, nearest to the trigger",
               lambda p, e: _raw(p.actors(getattr(e, side)), e), f"{twin} Name Raw"),
        Column(f"{one}_wikidata", "strings", "Wikidata items, one for each", _parties(side, _each("wikidata"))),
    )  # fmt: skip


def _of(kinds: tuple[str, ...]) -> Callable[[Page, Any], list[str]]:
    return lambda page, _: [a.name for a in page.record.actors if a.kind in kinds]


def _page_columns(outlet_twin: str | None = None) -> tuple[Column[Any], ...]:
    return (
        Column("page", "integer", "number of the page's version in the store", lambda p, _: p.number),
        Column("url", "string", "the page's address", lambda p, _: p.article.url),
        Column("outlet", "string", "publisher, or the host of the address", lambda p, _: p.outlet, outlet_twin),
        Column("title", "string", "title of the article", lambda p, _: p.article.title),
        Column("published", "string", "when it was published, ISO 8601, as the page says", lambda p, _:
               p.article.published),
        Column("published_day", "date", "the day of that", lambda p, _: p.day, outlet_twin and "Publication Date"),
        Column("language", "string", "language of the article, ISO 639-1", lambda p, _: p.article.language,
               outlet_twin and "Language"),
    )  # fmt: skip


STATEMENTS: Table[Statement] = Table(
    "statements",
    "a statement: something said, thought or meant by somebody, as the page reports it",
    lambda page: page.record.statements,
    (
        Column("id", "string", "PAGE/STATEMENT; it stays good when the page changes", lambda p, s: p.id_of(s)),
        Column("text", "string", "the statement, without outer quotation marks", lambda p, s: s.text),
        Column("act", "string", "speech, thought or intention", lambda p, s: s.act),
        Column("kind", "string", "direct, indirect or mixed", lambda p, s: s.kind),
        Column("polarity", "string", "asserted, denied, declined or questioned", lambda p, s: s.polarity),
        Column("quoted", "strings", "the parts within quotation marks", lambda p, s: [q.text for q in s.quoted]),
        Column("cue", "string", "lemma of the word that shows it was said", lambda p, s: s.cue and s.cue.lemma),
        Column("speaker", "string", "who says it, fullest name; empty when not settled", _speaker("name")),
        Column("speaker_text", "string", "the page's words for the speaker", lambda p, s: s.speaker_text and
               s.speaker_text.text),
        Column("speaker_kind", "string", "person, state, organisation ... or unnamed", _speaker("kind")),
        Column("speaker_country", "string", "ISO 3166-1 alpha-3", _speaker("country")),
        Column("speaker_sector", "string", "primary sector, PLOVER's code", _speaker("sector")),
        Column("speaker_office", "string", "office", _speaker("office")),
        Column("speaker_wikidata", "string", "Wikidata item", _speaker("wikidata")),
        Column("addressees", "strings", "to whom", lambda p, s: _names(p.actors(s.addressees))),
        Column("addressee_countries", "strings", "countries of those", lambda p, s: _countries(p.actors(s.addressees))),
        Column("through", "strings", "voices between the page and the speaker, the outermost first",
               lambda p, s: _names(p.actors(s.chain))),
        Column("said", "string", "when it was said, TIMEX3", lambda p, s: (t := p.time(s.said)) and t.value),
        Column("said_earliest", "date", "first day of that", lambda p, s: (t := p.time(s.said)) and t.earliest),
        Column("said_latest", "date", "last day of that", lambda p, s: (t := p.time(s.said)) and t.latest),
        Column("channel", "string", "video, phone, in-person ... unknown", lambda p, s: s.channel),
        Column("topics", "strings", "topics", lambda p, s: list(s.topics)),
        Column("headline", "boolean", "whether it stands in title or standfirst", lambda p, s: s.headline),
        Column("nested_in", "string", "the statement that it is part of", lambda p, s: s.nested_in and
               f"{p.number}/{s.nested_in}"),
        Column("start", "integer", "first character in the article's text, in code points", lambda p, s: min(
            e.start for e in s.spans)),
        Column("end", "integer", "the character after its last", lambda p, s: max(e.end for e in s.spans)),
        Column("confidence", "number", "0 to 1", lambda p, s: s.confidence),
        *_page_columns(),
    ),
)  # fmt: skip

EVENTS: Table[Event] = Table(
    "events",
    "an event in PLOVER's terms, told once however often the page tells it",
    lambda page: page.record.events,
    (
        Column("id", "string", "PAGE/EVENT; it stays good when the page changes", lambda p, e: p.id_of(e), "Event ID"),
        Column("day", "date", "day on which it is or begins; empty when the page does not tell",
               lambda p, e: p.event_day(e), "Event Date"),
        Column("earliest", "date", "first day that it may be on", lambda p, e: (t := p.time(e.date)) and t.earliest),
        Column("latest", "date", "last day that it may be on", lambda p, e: (t := p.time(e.date)) and t.latest),
        Column("type", "string", "PLOVER event type", lambda p, e: e.type, "Event Type"),
        Column("mode", "string", "PLOVER mode", lambda p, e: e.mode, "Event Mode"),
        Column("intensity", "number", "PLOVER's Goldstein-like score", lambda p, e: e.goldstein, "Intensity"),
        Column("quad", "integer", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict",
               lambda p, e: e.quad, "Quad Code"),
        Column("contexts", "strings", "PLOVER contexts", lambda p, e: list(e.contexts), "Contexts"),
        Column("status", "string", "happened, ongoing, planned, proposed, threatened, hypothetical, denied, cancelled "
               "or unconfirmed", lambda p, e: e.status),
        Column("historical", "boolean", "told as background", lambda p, e: e.historical),
        *_event_columns("actors", "who does it; all parties of a reciprocal event"),
        *_event_columns("recipients", "to whom it is done"),
        Column("place", "string", "where, in the page's words", lambda p, e: e.place and e.place.text, "Raw Placename"),
        Column("place_country", "string", "ISO 3166-1 alpha-3", lambda p, e: e.place and e.place.country, "Country"),
        Column("place_geonames", "integer", "GeoNames id", lambda p, e: e.place and e.place.geonames, "GeoNames ID"),
        Column("according_to", "string", "the statement that carries it; empty for the page's own voice", lambda p, e:
               e.according_to and f"{p.number}/{e.according_to}"),
        Column("according_to_speaker", "string", "whose statement that is", lambda p, e: (s := p.statement(
            e.according_to)) and (a := p.actor(s.speaker)) and a.name),
        Column("trigger", "string", "the words that tell it", lambda p, e: e.trigger.text),
        Column("start", "integer", "first character of them in the article's text, in code points", lambda p, e:
               e.trigger.start),
        Column("end", "integer", "the character after their last", lambda p, e: e.trigger.end),
        Column("confidence", "number", "0 to 1", lambda p, e: e.confidence),
        *_page_columns("Source"),
        Column("page_people", "strings", "people on the page", _of(("person",)), "Story People"),
        Column("page_organisations", "strings", "organisations on the page", _of(("organisation", "bloc", "outlet")),
               "Story Organizations"),
        Column("page_places", "strings", "states on the page, and places of its events", _places, "Story Locations"),
    ),
)  # fmt: skip

ACTORS: Table[Actor] = Table(
    "actors",
    "an actor of a page",
    lambda page: page.record.actors,
    (
        Column("id", "string", "PAGE/ACTOR", lambda p, a: p.id_of(a)),
        Column("name", "string", "fullest name", lambda p, a: a.name),
        Column("kind", "string", "person, state, organisation, bloc, group, outlet, document or unnamed", lambda p, a:
               a.kind),
        Column("country", "string", "ISO 3166-1 alpha-3", lambda p, a: a.country),
        Column("sector", "string", "primary sector, PLOVER's code", lambda p, a: a.sector),
        Column("sectors", "strings", "all sectors", lambda p, a: list(a.sectors)),
        Column("office", "string", "office", lambda p, a: a.office),
        Column("wikidata", "string", "Wikidata item", lambda p, a: a.wikidata),
        Column("mentions", "integer", "how often the page refers to it", lambda p, a: len(a.mentions)),
        *_page_columns(),
    ),
)  # fmt: skip

COMMITMENTS: Table[Commitment] = Table(
    "commitments",
    "something that an actor undertook, or was announced to do",
    lambda page: page.record.commitments,
    (
        Column("id", "string", "PAGE/COMMITMENT", lambda p, c: f"{p.number}/{c.id}"),
        Column("what", "string", "what was undertaken", lambda p, c: c.what),
        Column("who", "strings", "who undertook it", lambda p, c: _names(p.actors(c.who))),
        Column("who_countries", "strings", "ISO 3166-1 alpha-3", lambda p, c: _countries(p.actors(c.who))),
        Column("to", "strings", "to whom", lambda p, c: _names(p.actors(c.to))),
        Column("announced_by", "string", "who announced it", lambda p, c: (a := p.actor(c.announced_by)) and a.name),
        Column("state", "string", "open, conditional, done, withdrawn or disputed", lambda p, c: c.state),
        Column("due", "string", "by when, TIMEX3", lambda p, c: (t := p.time(c.due)) and t.value),
        Column("due_earliest", "date", "first day of that", lambda p, c: (t := p.time(c.due)) and t.earliest),
        Column("due_latest", "date", "last day of that", lambda p, c: (t := p.time(c.due)) and t.latest),
        *_page_columns(),
    ),
)  # fmt: skip


def _typed(value: Any) -> str:
    """Return a value as `onrecord correct` takes it; the fields of a fact as JSON."""
    if value is None:
        return "?"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "; ".join(value) if isinstance(value, list) else str(value)


def _fact(number: int, local: str | None) -> str | None:
    return f"{number}/{local}" if local else None


CORRECTIONS: Table[Standing] = Table(
    "corrections",
    "something that a person says the reader got wrong; the other tables hold what the reader found",
    lambda page: standing(page.corrections, page.record),
    (
        Column("id", "integer", "number of the correction", lambda p, s: s.correction.id),
        Column("kind", "string", "field (it has another value), wrong (there is no such fact), missing (it was not "
               "found) or checked (the page was read whole, and all else is right)", lambda p, s:
               s.correction.draft.kind),
        Column("layer", "string", "statement, event, time, actor, or page", lambda p, s: s.correction.draft.layer),
        Column("fact", "string", "PAGE/FACT that it is about, as the page is read now", lambda p, s:
               _fact(p.number, s.local)),
        Column("field", "string", "the field that is wrong; empty for the whole fact", lambda p, s:
               s.correction.draft.field or None),
        Column("was", "string", "what the reader had found", lambda p, s: None if s.correction.draft.was is None else
               _typed(s.correction.draft.was)),
        Column("value", "string", "what is right, lists joined by ; and ? where that is not said", lambda p, s:
               _typed(s.correction.draft.value) if s.correction.draft.kind in ("field", "missing") else None),
        Column("words", "string", "the words of the page that it stands on", lambda p, s:
               s.correction.draft.words or None),
        Column("state", "string", "stands, mended (the reader says so now) or adrift (the words are gone)",
               lambda p, s: s.state),
        Column("by", "string", "who says so", lambda p, s: s.correction.made_by),
        Column("why", "string", "why", lambda p, s: s.correction.why),
        Column("made_at", "string", "when, ISO 8601 in UTC", lambda p, s: s.correction.made_at),
        Column("corrected_page", "integer", "the version that was looked at", lambda p, s: s.correction.page),
        *_page_columns(),
    ),
)  # fmt: skip

TABLES: Mapping[str, Table[Any]] = MappingProxyType(
    {table.name: table for table in (STATEMENTS, EVENTS, ACTORS, COMMITMENTS, CORRECTIONS)}
)
