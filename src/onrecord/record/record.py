"""The record of one page, and the check that every span of it quotes the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.record.actor import Actor
from onrecord.record.article import Article
from onrecord.record.event import Event
from onrecord.record.readings import Commitment, Figure, Meeting, Position, Term
from onrecord.record.span import Extent, Fact, Span
from onrecord.record.statement import Statement
from onrecord.record.time import Time

SCHEMA: Literal["onrecord/1"] = "onrecord/1"

Reason = Literal[
    "no-date-on-page", "event-anchored", "ambiguous", "no-candidate", "unknown-office", "out-of-range",
    "low-confidence",
]  # fmt: skip


class Unresolved(Fact):
    """Something found and not settled: which field of which thing, and why.

    `id` is that of the thing, or its index for a layer without ids (`times`, `figures`, `terms`).
    """

    layer: str
    id: str | int
    field: str
    reason: Reason


class Record(Fact):
    """What one page puts on record.

    Every span quotes `article.text` at its offsets; a record with one that does not is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    schema_: Literal["onrecord/1"] = Field(default=SCHEMA, alias="schema")
    id: str | None = None
    article: Article
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    terms: tuple[Term, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    warnings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """Return what a notebook shows; only here do the types reach below themselves, and only when it is called."""
        from onrecord.notebook import record_html

        return record_html(self)

    @model_validator(mode="after")
    def _spans_quote_the_page(self) -> Self:
        text = self.article.text
        for extent in _extents(self):
            if extent.end > len(text):
                raise ValueError(f"span {extent.start}..{extent.end} lies outside a text of {len(text)} characters")
            if isinstance(extent, Span) and text[extent.start : extent.end] != extent.text:
                raise ValueError(f"span {extent.start}..{extent.end} does not quote the page: {extent.text!r}")
        return self


def _extents(node: object) -> Iterator[Extent]:
    """Yield every extent and span within a record, at any depth."""
    if isinstance(node, Extent):
        yield node
    if isinstance(node, BaseModel):
        for value in vars(node).values():
            yield from _extents(value)
    elif isinstance(node, tuple):
        for value in node:
            yield from _extents(value)
