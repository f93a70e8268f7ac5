"""A record over its text, and single facts of it ready to paste."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from onrecord.record import Record
from onrecord.store import ties
from onrecord.telling import Teller
from onrecord.web import urls
from onrecord.web.answers import Sheet, Table, absolute, kept_of, number, offer, store_of
from onrecord.web.citing import cite, cite_view
from onrecord.web.correcting import standing_on
from onrecord.web.feeds import hits_table
from onrecord.web.marks import LAYERS, SHOWN
from onrecord.web.pages import record_context

SHOW = "show"
"""The field of an address that names the layers that are marked."""

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")

router = APIRouter()


def record(request: Request) -> Sheet:
    """A record over its text."""
    store, version = store_of(request), number(request, "version")
    found = kept_of(request).record(version)
    title = found.article.title or "A page"
    return Sheet(
        "record.html",
        shown={
            "versions": store.versions(version),
            "copies": store.copies(version),
            "beside": ties.accounts_beside(store.db, version),
            "share": cite_view(title, absolute(request, urls.record(version))),
            **record_context(
                found,
                version=version,
                shown=_layers(request),
                at=_at(request, found),
                stands=standing_on(store, found, version),
                correctable=not request.app.state.read_only,
            ),
        },
        data=lambda: found.model_dump(mode="json", by_alias=True),
        table=lambda: facts_table(found),
    )


def citation(request: Request) -> Sheet:
    """One statement or event, ready to paste."""
    id = f"{number(request, 'version')}/{request.path_params['local']}"
    hit = store_of(request).hit(id)
    share = cite(hit, absolute(request, urls.hit(id)))
    return Sheet(
        "cite.html",
        shown={"hit": hit, "share": share},
        data=lambda: {**asdict(share), "hit": asdict(hit)},
        table=lambda: hits_table([hit]),
    )


def facts_table(record: Record) -> Table:
    """Return the facts of a record, one to a row; `start` and `end` are offsets into the article's text."""
    tell = Teller(record)
    rows: list[tuple[Any, ...]] = []
    for s in record.statements:
        rows.append((
            "statement", s.id, s.spans[0].start, s.spans[-1].end, tell.speaker(s), tell.names(s.addressees),
            tell.when(s.said), f"{s.act} {s.kind} {s.polarity}", tell.relay(s), s.text,
        ))  # fmt: skip
    for e in record.events:
        kind = f"{e.type} {e.mode}" if e.mode else e.type
        rows.append((
            "event", e.id, e.trigger.start, e.trigger.end, tell.names(e.actors), tell.names(e.recipients),
            tell.when(e.date), f"{kind} {e.status}", tell.source(e), e.trigger.text,
        ))  # fmt: skip
    for c in record.commitments:
        told = c.evidence[0]
        announcer = tell.name(c.announced_by) if c.announced_by else None
        rows.append((
            "commitment", c.id, told.start, told.end, tell.names(c.who), tell.names(c.to), tell.when(c.due), c.state,
            announcer, c.what,
        ))  # fmt: skip
    for p in record.positions:
        told = p.evidence[0]
        toward = tell.name(p.toward) if p.toward else None
        rows.append(("position", p.id, told.start, told.end, tell.name(p.actor), toward, None, p.stance, None, p.issue))
    return Table(("layer", "id", "start", "end", "who", "to", "when", "what", "via", "words"), rows)


def _layers(request: Request) -> tuple[str, ...]:
    """Return the layers that an address asks to be marked."""
    asked = request.query_params.getlist(SHOW)
    return tuple(layer for layer in LAYERS if layer in asked) if asked else SHOWN


def _at(request: Request, record: Record) -> tuple[int, int] | None:
    """Return the words of the text that an address points at, None when it points at none."""
    found = _AT.fullmatch(request.query_params.get("at", ""))
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(record.article.text) else None


offer(router, "/record/{version:int}", record)
offer(router, "/cite/{version:int}/{local}", citation)
