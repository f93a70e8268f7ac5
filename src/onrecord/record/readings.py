"""Readings: what follows from the layers below (meetings, commitments, positions, figures, terms)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.record.span import Fact, Span
from onrecord.record.statement import Channel

CommitmentState = Literal["open", "conditional", "done", "withdrawn", "disputed"]
Stance = Literal["supports", "opposes", "neutral", "concerned", "unclear"]
FigureKind = Literal["amount", "share", "rank", "ratio"]
TermKind = Literal["scare-quote", "euphemism", "label", "slogan"]


class Meeting(Fact):
    """A call, visit or round of talks.

    `accounts` maps a side (actor id) to the ids of the statements that are its account; `only_in` maps a side to what
    it mentions and the other side does not, as topics in the article's words. `speaking_time` maps an actor to a
    TIMEX3 duration (`PT8M`) or to a ratio of another's time (`0.25`). `event` is the id of the event it is.
    """

    id: str
    channel: Channel = "unknown"
    participants: tuple[str, ...] = ()
    date: int | None = None
    length: str | None = None
    accounts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    only_in: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    speaking_time: dict[str, str | float] = Field(default_factory=dict)
    event: str | None = None
    evidence: tuple[Span, ...] = ()


class Commitment(Fact):
    """Something an actor undertook, or was announced to do; `due` is an index into the record's `times`."""

    id: str
    what: str
    who: tuple[str, ...]
    to: tuple[str, ...] = ()
    announced_by: str | None = None
    due: int | None = None
    state: CommitmentState = "open"
    evidence: tuple[Span, ...] = ()


class Position(Fact):
    """The stance that an actor takes on an issue, in the article's words, and toward whom."""

    id: str
    actor: str
    issue: str
    stance: Stance
    toward: str | None = None
    evidence: tuple[Span, ...] = ()


class Figure(Span):
    """A quantity; `value` is None for a range, which has `low` and `high` instead.

    `unit` is `percent`, an ISO 4217 code, a unit of time, `ratio`, `rank` or the counted noun in the singular.
    `previous` is the value before a change, `change` the difference or factor as told (`+11 percent`, `x2`).
    `of` is what the quantity measures; `by` the actor whose figure it is; `date` an index into the record's `times`.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    previous: float | None = None
    change: str | None = None
    of: str | None = None
    by: str | None = None
    date: int | None = None
    kind: FigureKind = "amount"


class Term(Span):
    """A loaded or scare-quoted word, whose word it is, and the page's own word for the same thing."""

    term: str
    used_by: str | None = None
    report_says: str | None = None
    kind: TermKind = "scare-quote"
