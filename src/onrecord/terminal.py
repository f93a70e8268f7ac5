"""The record as a terminal page, for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.record import Actor, Event, Figure, Record, Statement, Time

WIDTH = 100
"""The page is set no wider than this, however wide the terminal: longer lines tire the eye."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters of a page that a terminal would obey rather than show: control codes and changes of direction."""

STATUS_STYLE: Mapping[str, str] = {
    "happened": "green",
    "ongoing": "green",
    "planned": "cyan",
    "proposed": "cyan",
    "threatened": "yellow",
    "hypothetical": "yellow",
    "unconfirmed": "yellow",
    "denied": "red",
    "cancelled": "red",
}


def print_record(record: Record, *, explain: bool = False, console: Console | None = None) -> None:
    """Print a record as a page to read; with `explain`, the rules that decided under each fact."""
    page = _Page(record, explain=explain)
    out = console or Console(highlight=False)
    if out.width > WIDTH:
        out.width = WIDTH
    out.print(page.head())
    for heading, body in page.sections():
        out.print(Text(f"\n{heading}", style="bold"))
        out.print(Padding(body, (0, 0, 0, 2)))
    out.print()


def print_actors(record: Record, *, console: Console | None = None) -> None:
    """Print who is on the page: codes, office, and the words that refer to each."""
    table = _table("id", "actor", "kind", "country", "sector", "office", "mentions")
    for actor in record.actors:
        words = list(dict.fromkeys(m.text for m in actor.mentions if m.text != actor.name))
        shown = "; ".join(words[:6]) + ("; …" if len(words) > 6 else "")
        table.add_row(
            *(_clean(v or "") for v in (actor.id, actor.name, actor.kind, actor.country, actor.sector, actor.office)),
            _clean(f"{len(actor.mentions)}: {shown}" if shown else str(len(actor.mentions))),
        )
    (console or Console(highlight=False)).print(table)


class _Page:
    """Sets one record; each section is left out when the record has nothing for it."""

    def __init__(self, record: Record, *, explain: bool) -> None:
        self.record = record
        self.explain = explain
        self.actors: dict[str, Actor] = {a.id: a for a in record.actors}

    def head(self) -> RenderableType:
        article = self.record.article
        lines = [Text(_clean(article.title or "(no title)"), style="bold")]
        if article.standfirst:
            lines.append(Text(_clean(article.standfirst), style="italic"))
        stamps = [f"published {_when(article.published)}"] if article.published else []
        stamps += [f"updated {_when(article.modified)}"] if article.modified else []
        facts = [article.publisher, ", ".join(article.byline), *(stamps or ["no date on the page"]), article.url]
        lines.append(Text(" · ".join(_clean(f) for f in facts if f), style="dim"))
        return Group(*lines)

    def sections(self) -> Iterable[tuple[str, RenderableType]]:
        record = self.record
        parts: list[tuple[str, Sequence[object], Callable[[], RenderableType]]] = [
            ("WHO SAID WHAT", record.statements, self.statements),
            ("WHAT HAPPENED, WHAT IS PLANNED", record.events, self.events),
            ("MEETINGS", record.meetings, self.meetings),
            ("UNDERTAKINGS", record.commitments, self.commitments),
            ("POSITIONS", record.positions, self.positions),
            ("FIGURES", record.figures, self.figures),
            ("WHOSE WORDS", record.terms, self.terms),
            ("TIMES", record.times, self.times),
            ("NOT SETTLED", record.unresolved, self.unresolved),
            ("NOT PART OF THE ARTICLE", record.article.furniture, self.furniture),
            ("WARNINGS", record.warnings, self.warnings),
        ]
        for heading, holds, body in parts:
            if holds:
                yield heading, body()

    def statements(self) -> RenderableType:
        return Group(*(self._statement(s) for s in self.record.statements))

    def _statement(self, statement: Statement) -> RenderableType:
        who = Text(_clean(self._speaker(statement)), style="bold cyan")
        if statement.chain[:-1]:
            who.append(f" (by way of {self._names(statement.chain[:-1])})", style="cyan")
        if statement.addressees:
            who.append(f" to {self._names(statement.addressees)}", style="cyan")
        notes = [self._time(statement.said), statement.channel if statement.channel != "unknown" else None]
        notes += [x for x, plain in ((statement.act, "speech"), (statement.polarity, "asserted")) if x != plain]
        notes += ["headline"] if statement.headline else []
        told = [n for n in notes if n]
        if told:
            who.append("  " + ", ".join(told), style="dim")
        words = _clean(statement.text)
        body = Text(f"“{words}”" if statement.kind == "direct" else words)
        return Padding(Group(who, Padding(body, (0, 0, 0, 2)), *self._why(statement.why)), (0, 0, 1, 0))

    def events(self) -> RenderableType:
        table = _table("status", "when", "what", "who", "words")
        for event in self.record.events:
            status = Text(event.status, style=STATUS_STYLE[event.status])
            kind = f"{event.type} {event.mode}" if event.mode else event.type
            table.add_row(status, self._event_time(event), kind, self._who(event), _clean(event.trigger.text))
            for why in self._why(event.why):
                table.add_row("", "", "", "", why)
        return table

    def _event_time(self, event: Event) -> str:
        when = self._time(event.date) or "—"
        return f"{when} (background)" if event.historical else when

    def _who(self, event: Event) -> str:
        actors, recipients = self._names(event.actors) or "—", self._names(event.recipients)
        teller = next((s for s in self.record.statements if s.id == event.according_to), None)
        who = f"{actors} → {recipients}" if recipients else actors
        return f"{who} (says {_clean(self._speaker(teller))})" if teller else who

    def meetings(self) -> RenderableType:
        lines = []
        for meeting in self.record.meetings:
            facts = [
                self._time(meeting.date),
                meeting.channel if meeting.channel != "unknown" else None,
                meeting.length,
            ]
            line = Text(self._names(meeting.participants), style="bold")
            line.append("  " + ", ".join(f for f in facts if f), style="dim")
            lines.append(line)
            for side, topics in meeting.only_in.items():
                lines.append(Text(f"  only {self._name(side)} mentions: {_clean('; '.join(topics))}"))
            for actor, spoke in meeting.speaking_time.items():
                lines.append(Text(f"  {self._name(actor)} spoke for {spoke}"))
        return Group(*lines)

    def commitments(self) -> RenderableType:
        table = _table("state", "by when", "who", "to whom", "what", "announced by")
        for c in self.record.commitments:
            announced = self._name(c.announced_by) if c.announced_by else "—"
            due = self._time(c.due) or "no date"
            table.add_row(c.state, due, self._names(c.who), self._names(c.to) or "—", _clean(c.what), announced)
        return table

    def positions(self) -> RenderableType:
        table = _table("who", "stance", "on", "toward")
        for p in self.record.positions:
            table.add_row(self._name(p.actor), p.stance, _clean(p.issue), self._name(p.toward) if p.toward else "—")
        return table

    def figures(self) -> RenderableType:
        table = _table("figure", "unit", "words", "whose")
        for f in self.record.figures:
            table.add_row(_amount(f), f.unit or "—", _clean(f.text), self._name(f.by) if f.by else "—")
        return table

    def terms(self) -> RenderableType:
        table = _table("term", "whose", "the page's own word")
        for t in self.record.terms:
            table.add_row(
                f"“{_clean(t.term)}”", self._name(t.used_by) if t.used_by else "—", _clean(t.report_says or "—")
            )
        return table

    def times(self) -> RenderableType:
        table = _table("words", "value", "edtf", "kind")
        for t in self.record.times:
            kind = f"{t.type} {t.mod}" if t.mod else t.type
            table.add_row(_clean(t.text), t.value or "not settled", t.edtf or "—", kind)
            for why in self._why(t.why):
                table.add_row("", why, "", "")
        return table

    def unresolved(self) -> RenderableType:
        return Group(*(Text(f"{u.layer} {u.id}: {u.field} ({u.reason})") for u in self.record.unresolved))

    def furniture(self) -> RenderableType:
        return Text(" · ".join(_clean(line) for line in self.record.article.furniture), style="dim")

    def warnings(self) -> RenderableType:
        return Group(*(Text(_clean(w), style="yellow") for w in self.record.warnings))

    def _speaker(self, statement: Statement) -> str:
        if statement.speaker:
            return self._name(statement.speaker)
        return f"{statement.speaker_text.text} (not settled)" if statement.speaker_text else "(nobody named)"

    def _name(self, actor: str) -> str:
        known = self.actors.get(actor)
        if known is None:
            return actor
        name = _clean(known.name)
        return f"{name} [{known.country}]" if known.country and known.kind != "state" else name

    def _names(self, actors: Iterable[str]) -> str:
        return ", ".join(self._name(a) for a in actors)

    def _time(self, index: int | None) -> str | None:
        if index is None:
            return None
        time: Time = self.record.times[index]
        return time.edtf or time.value or f"“{_clean(time.text)}”"

    def _why(self, why: Sequence[str]) -> list[Text]:
        return [Text(f"  because: {'; '.join(why)}", style="dim italic")] if self.explain and why else []


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="dim", pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _amount(figure: Figure) -> str:
    number = f"{figure.low:,g}–{figure.high:,g}" if figure.low is not None and figure.high is not None else "—"
    if figure.value is not None:
        number = f"{figure.value:,.10g}"
    return f"{number} (before: {figure.previous:,g})" if figure.previous is not None else number


def _when(stamp: str) -> str:
    return stamp.replace("T", " ")


def _clean(text: str) -> str:
    """Return the text on one line, without what a terminal would obey rather than show."""
    return CONTROLS.sub("", " ".join(text.split()))
