"""How the facts of a record are told in words; the terminal page and the web pages share it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record import Actor, Event, Figure, Record, Statement


class Teller:
    """Names the actors, times and figures of one record for people; every answer is the page's words or a code."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors: dict[str, Actor] = {a.id: a for a in record.actors}
        self.statements: dict[str, Statement] = {s.id: s for s in record.statements}

    def name(self, actor: str) -> str:
        """Return an actor's name, with its country's code unless it is the state itself."""
        known = self.actors.get(actor)
        if known is None:
            return actor
        return f"{known.name} [{known.country}]" if known.country and known.kind != "state" else known.name

    def names(self, actors: Iterable[str]) -> str:
        """Return the names of actors, parted by commas; empty for none."""
        return ", ".join(self.name(a) for a in actors)

    def when(self, index: int | None) -> str | None:
        """Return a time as EDTF or TIMEX3 or, where it was not settled, its words in quotation marks."""
        if index is None:
            return None
        time = self.record.times[index]
        return time.edtf or time.value or f"“{time.text}”"

    def speaker(self, statement: Statement) -> str:
        """Return who said it, or the words that name somebody who was not settled."""
        if statement.speaker:
            return self.name(statement.speaker)
        return f"{statement.speaker_text.text} (not settled)" if statement.speaker_text else "(nobody named)"

    def relay(self, statement: Statement) -> str:
        """Return the voices between the page and the speaker, outermost first; empty for none."""
        return self.names(statement.chain[:-1])

    def circumstances(self, statement: Statement) -> list[str]:
        """Return when and how it was said, and whatever sets it apart from a plain assertion."""
        told = [self.when(statement.said), statement.channel if statement.channel != "unknown" else None]
        told.append(statement.act if statement.act != "speech" else None)
        told.append(statement.polarity if statement.polarity != "asserted" else None)
        told.append("headline" if statement.headline else None)
        return [t for t in told if t]

    def words(self, statement: Statement) -> str:
        """Return what was said, within quotation marks when they are the speaker's own words."""
        return f"“{statement.text}”" if statement.kind == "direct" else statement.text

    def parties(self, event: Event) -> str:
        """Return who did it to whom."""
        actors, recipients = self.names(event.actors) or "—", self.names(event.recipients)
        return f"{actors} → {recipients}" if recipients else actors

    def source(self, event: Event) -> str | None:
        """Return who tells of the event, None for the page itself."""
        teller = self.statements.get(event.according_to or "")
        return self.speaker(teller) if teller else None


def amount(figure: Figure) -> str:
    """Return a figure's number or range, with the one before where the page gives it."""
    number = "—"
    if figure.low is not None and figure.high is not None:
        number = f"{figure.low:,.10g}–{figure.high:,.10g}"
    elif figure.value is not None:
        number = f"{figure.value:,.10g}"
    return f"{number} (before: {figure.previous:,.10g})" if figure.previous is not None else number
