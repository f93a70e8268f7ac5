"""What a comparison holds: the points of two accounts, side by side, and of three or more two by two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.record import Span

Strength = Literal["agreed", "committed", "offered", "urged", "discussed", "raised"]
LADDER: tuple[Strength, ...] = ("agreed", "committed", "offered", "urged", "discussed", "raised")
"""Strengths of a point from the strongest to the weakest; below them stands "not mentioned"."""
PairKind = Literal["accounts", "versions"]
ConflictKind = Literal["date", "number", "deadline", "initiative", "place", "agreed", "polarity"]


@dataclass(frozen=True, slots=True)
class Account:
    """One page of a comparison, named as its readers know it."""

    name: str
    title: str | None
    publisher: str | None
    published: str | None
    words: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A point that stands in both accounts, in each one's words, with its strength on each side."""

    first: Span
    second: Span
    topic: str
    strength: tuple[Strength, Strength]


@dataclass(frozen=True, slots=True)
class Single:
    """A point that one account has and the other does not mention; that it does not is all that is said."""

    span: Span
    topic: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences about one thing that cannot both hold, or that commit differently."""

    first: Span
    second: Span
    about: str
    kind: ConflictKind


@dataclass(frozen=True, slots=True)
class Naming:
    """One thing under two names."""

    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that the accounts tell of, and whether they tell of the same one.

    `dates` are each account's own ISO dates, None where a page gives none. `reason` says what speaks against one
    meeting, None when nothing does.
    """

    participants: tuple[str, ...]
    dates: tuple[str | None, ...]
    channels: tuple[str, ...]
    same: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """How an account tells it: who is the subject of how many clauses, and in which order the topics come."""

    subjects: dict[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts side by side; `first` and `second` are indices into the comparison's accounts.

    `kind` is `versions` for two states of one page: what only the first has was cut, the rest added.
    """

    first: int
    second: int
    kind: PairKind
    meeting: Meeting
    both: tuple[Shared, ...]
    only_first: tuple[Single, ...]
    only_second: tuple[Single, ...]
    conflicts: tuple[Conflict, ...]
    terms: tuple[Naming, ...]
    framing: tuple[Framing, Framing]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts of one meeting, compared two by two."""

    accounts: tuple[Account, ...]
    pairs: tuple[Pair, ...]

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        from onrecord.notebook import comparison_html

        return comparison_html(self)
