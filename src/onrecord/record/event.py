"""Events: what happened, is planned, was threatened or denied."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.record.span import Fact, Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal[
    "happened", "ongoing", "planned", "proposed", "threatened", "hypothetical", "denied", "cancelled", "unconfirmed",
]  # fmt: skip


class Place(Span):
    """Where an event took place; `country` is ISO 3166-1 alpha-3, `geonames` a GeoNames id, None where unknown."""

    country: str | None = None
    geonames: int | None = None


class Event(Fact):
    """One event in PLOVER's terms, told once however often the article tells it.

    `actors` and `recipients` are actor ids; for a reciprocal event all parties are actors. `date` is an index into the
    record's `times`, None when the article does not date the event. `according_to` is the statement that carries it,
    None for the page's own voice. `evidence` holds the other tellings. `goldstein` and `quad` are PLOVER's.
    """

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: int = Field(ge=1, le=4)
    goldstein: float
    trigger: Span
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: int | None = None
    place: Place | None = None
    status: Status
    according_to: str | None = None
    evidence: tuple[Span, ...] = ()
    historical: bool = False
    confidence: float = Field(ge=0, le=1)
    why: tuple[str, ...] = ()
