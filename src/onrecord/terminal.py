"""The record as a terminal page, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.plain import one_line
from onrecord.record import Record, Statement
from onrecord.telling import Teller, amount

if TYPE_CHECKING:
    from onrecord.actors import Tables

WIDTH = 100
"""The page is set no wider than this, however wide the terminal: longer lines tire the eye."""

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
    from onrecord.actors import load_tables

    tables = load_tables()
    table = _table("id", "actor", "kind", "country", "sector", "office", "QID", "mentions")
    for actor in record.actors:
        words = list(dict.fromkeys(m.text for m in actor.mentions if m.text != actor.name))
        shown = "; ".join(words[:6]) + ("; …" if len(words) > 6 else "")
        table.add_row(
            *(one_line(v or "") for v in (actor.id, actor.name, actor.kind, _codes(actor.country, tables))),
            *(one_line(v or "") for v in (" ".join(actor.sectors) or actor.sector, actor.office, actor.wikidata)),
            one_line(f"{len(actor.mentions)}: {shown}" if shown else str(len(actor.mentions))),
        )
    (console or Console(highlight=False)).print(table)


def _codes(country: str | None, tables: Tables) -> str:
    """Return a country's ISO alpha-3 and alpha-2 codes and its number in the Correlates of War project."""
    state = tables.states.get(country or "")
    cow = tables.cow.get(country or "")
    return " ".join(str(c) for c in (country, state.iso2 if state else None, f"COW {cow}" if cow else None) if c)


class _Page:
    """Sets one record; each section is left out when the record has nothing for it."""

    def __init__(self, record: Record, *, explain: bool) -> None:
        self.record = record
        self.explain = explain
        self.tell = Teller(record)

    def head(self) -> RenderableType:
        article = self.record.article
        lines = [Text(one_line(article.title or "(no title)"), style="bold")]
        if article.standfirst:
            lines.append(Text(one_line(article.standfirst), style="italic"))
        stamps = [f"published {_stamp(article.published)}"] if article.published else []
        stamps += [f"updated {_stamp(article.modified)}"] if article.modified else []
        facts = [article.publisher, ", ".join(article.byline), *(stamps or ["no date on the page"]), article.url]
        lines.append(Text(" · ".join(one_line(f) for f in facts if f), style="dim"))
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
        who = Text(one_line(self.tell.speaker(statement)), style="bold cyan")
        if relay := self.tell.relay(statement):
            who.append(" " + one_line(f"(by way of {relay})"), style="cyan")
        if statement.addressees:
            who.append(" " + one_line(f"to {self.tell.names(statement.addressees)}"), style="cyan")
        if told := self.tell.circumstances(statement):
            who.append("  " + one_line(", ".join(told)), style="dim")
        body = Padding(Text(one_line(self.tell.words(statement))), (0, 0, 0, 2))
        return Padding(Group(who, body, *self._why(statement.why)), (0, 0, 1, 0))

    def events(self) -> RenderableType:
        table = _table("status", "when", "what", "who", "words")
        for event in self.record.events:
            status = Text(event.status, style=STATUS_STYLE[event.status])
            when = self.tell.when(event.date) or "—"
            when = f"{when} (background)" if event.historical else when
            kind = f"{event.type} {event.mode}" if event.mode else event.type
            source = self.tell.source(event)
            who = self.tell.parties(event) + (f" (says {source})" if source else "")
            table.add_row(status, when, kind, one_line(who), one_line(event.trigger.text))
            for why in self._why(event.why):
                table.add_row("", "", "", "", why)
        return table

    def meetings(self) -> RenderableType:
        lines = []
        for meeting in self.record.meetings:
            channel = meeting.channel if meeting.channel != "unknown" else None
            facts = [self.tell.when(meeting.date), channel, meeting.length]
            line = Text(one_line(self.tell.names(meeting.participants)), style="bold")
            line.append("  " + one_line(", ".join(f for f in facts if f)), style="dim")
            lines.append(line)
            for side, topics in meeting.only_in.items():
                lines.append(Text(one_line(f"only {self.tell.name(side)} mentions: {'; '.join(topics)}")))
            for actor, spoke in meeting.speaking_time.items():
                lines.append(Text(one_line(f"{self.tell.name(actor)} spoke for {spoke}")))
        return Group(*lines)

    def commitments(self) -> RenderableType:
        table = _table("state", "by when", "who", "to whom", "what", "announced by")
        for c in self.record.commitments:
            announced = self.tell.name(c.announced_by) if c.announced_by else "—"
            cells = (self.tell.when(c.due) or "no date", self.tell.names(c.who), self.tell.names(c.to) or "—", c.what)
            table.add_row(c.state, *(one_line(cell) for cell in cells), one_line(announced))
        return table

    def positions(self) -> RenderableType:
        table = _table("who", "stance", "on", "toward")
        for p in self.record.positions:
            toward = self.tell.name(p.toward) if p.toward else "—"
            table.add_row(one_line(self.tell.name(p.actor)), p.stance, one_line(p.issue), one_line(toward))
        return table

    def figures(self) -> RenderableType:
        table = _table("figure", "unit", "words", "whose")
        for f in self.record.figures:
            whose = self.tell.name(f.by) if f.by else "—"
            table.add_row(amount(f), one_line(f.unit or "—"), one_line(f.text), one_line(whose))
        return table

    def terms(self) -> RenderableType:
        table = _table("term", "whose", "the page's own word")
        for t in self.record.terms:
            whose = self.tell.name(t.used_by) if t.used_by else "—"
            table.add_row(one_line(f"“{t.term}”"), one_line(whose), one_line(t.report_says or "—"))
        return table

    def times(self) -> RenderableType:
        table = _table("words", "value", "edtf", "kind")
        for t in self.record.times:
            kind = f"{t.type} {t.mod}" if t.mod else t.type
            table.add_row(one_line(t.text), t.value or "not settled", t.edtf or "—", kind)
            for why in self._why(t.why):
                table.add_row("", why, "", "")
        return table

    def unresolved(self) -> RenderableType:
        return Group(*(Text(one_line(f"{u.layer} {u.id}: {u.field} ({u.reason})")) for u in self.record.unresolved))

    def furniture(self) -> RenderableType:
        return Text(" · ".join(one_line(line) for line in self.record.article.furniture), style="dim")

    def warnings(self) -> RenderableType:
        return Group(*(Text(one_line(w), style="yellow") for w in self.record.warnings))

    def _why(self, why: Sequence[str]) -> list[Text]:
        return [Text(one_line(f"because: {'; '.join(why)}"), style="dim italic")] if self.explain and why else []


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="dim", pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _stamp(stamp: str) -> str:
    return stamp.replace("T", " ")
