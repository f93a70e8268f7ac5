"""The interface for programs, under /api/v1: objects at the top level, pages by cursor, one error envelope."""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from onrecord.comparing import as_json
from onrecord.corrections.telling import row
from onrecord.errors import NoArticleError
from onrecord.store import front, ties
from onrecord.store.chronicle import Moments, moments
from onrecord.store.filters import FILTERS, Filters
from onrecord.store.front import ActorCard, Due, PageCard, Stand
from onrecord.store.search import Count, Hit, Results
from onrecord.store.store import Version
from onrecord.web import urls
from onrecord.web.answers import LARGEST, bench_of, kept_of, store_of
from onrecord.web.correcting import standing_on
from onrecord.web.query import filters_of

Id = Annotated[int, Path(ge=0, lt=LARGEST)]
Number = Annotated[int, Field(ge=0, lt=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at once")]
Offset = Annotated[int, Query(ge=0, lt=LARGEST, description="how many to pass over: the `next` of the page before")]
After = Annotated[str | None, Query(description="the `next` of the page before")]
Find = Annotated[Literal["statements", "events"], Query(description="what to look for")]
Facet = Literal[
    "kind", "act", "polarity", "channel", "country", "speaker", "topic", "outlet", "type", "status", "mode", "context"
]


class Failure(BaseModel):
    """What went wrong: a code for programs and a sentence for people."""

    code: str
    message: str


class ErrorEnvelope(BaseModel):
    """The one shape of every error."""

    error: Failure


class CorrectionList(BaseModel):
    """The corrections of a page that stand, each with how it stands on what the reader finds now (`state`)."""

    corrections: list[dict[str, Any]]


class PageList(BaseModel):
    """Pages, the last added first."""

    pages: list[PageCard]


class DueList(BaseModel):
    """Open undertakings, the soonest due first."""

    planned: list[Due]


class ActorList(BaseModel):
    """Actors, those with most statements first; `next` is the offset of the next page, null on the last."""

    actors: list[ActorCard]
    next: int | None


class Facets(BaseModel):
    """Counts by facet; `part` is true where only the newest hits were counted."""

    facets: dict[str, list[Count]]
    part: bool


class Spoken(BaseModel):
    """How often an actor and another address each other."""

    actor: int
    name: str
    statements: int


class ActorPage(BaseModel):
    """An actor, its positions, what it undertook, whom it addresses and who addresses it."""

    actor: ActorCard
    positions: list[Stand]
    undertaken: list[Due]
    speaks_to: list[Spoken]
    spoken_to_by: list[Spoken]


class TopicCount(BaseModel):
    """A topic and how many statements are on it."""

    topic: str
    statements: int


class TopicList(BaseModel):
    """Topics, the commonest first; `next` is the offset of the next page, null on the last."""

    topics: list[TopicCount]
    next: int | None


class Exchange(BaseModel):
    """How many statements speakers of one country addressed to somebody of another."""

    speaker: str
    addressee: str
    statements: int


class ExchangeList(BaseModel):
    """Who speaks to whom, most first."""

    exchanges: list[Exchange]


class VersionList(BaseModel):
    """The versions of one article, the first one first."""

    versions: list[Version]


router = APIRouter(
    prefix=urls.API,
    responses={
        status: {"model": ErrorEnvelope, "description": told}
        for status, told in (
            (400, "a parameter has a value that is not known"),
            (404, "nothing of that number is in the store"),
            (422, "a page cannot be read"),
            (503, "the store cannot be read, or too many pages are being read"),
        )
    },
)


def asked_filters(
    request: Request,
    *,
    q: Annotated[str, Query(description='words, "phrases", prefix*, -without, one OR other')] = "",
    speaker: Annotated[list[str], Query(default_factory=list, description=FILTERS["speaker"].help)],
    actor: Annotated[list[str], Query(default_factory=list, description=FILTERS["actor"].help)],
    country: Annotated[list[str], Query(default_factory=list, description=FILTERS["country"].help)],
    about: Annotated[list[str], Query(default_factory=list, description=FILTERS["about"].help)],
    type: Annotated[list[str], Query(default_factory=list, description=FILTERS["type"].help)],
    status: Annotated[list[str], Query(default_factory=list, description=FILTERS["status"].help)],
    topic: Annotated[list[str], Query(default_factory=list, description=FILTERS["topic"].help)],
    outlet: Annotated[list[str], Query(default_factory=list, description=FILTERS["outlet"].help)],
    kind: Annotated[list[str], Query(default_factory=list, description=FILTERS["kind"].help)],
    act: Annotated[list[str], Query(default_factory=list, description=FILTERS["act"].help)],
    polarity: Annotated[list[str], Query(default_factory=list, description=FILTERS["polarity"].help)],
    since: Annotated[str | None, Query(description="first day, month or year")] = None,
    until: Annotated[str | None, Query(description="last day, month or year")] = None,
) -> Filters:
    """Return the filters of a request; they are those of `onrecord search`, and any may be given again."""
    return filters_of(request.query_params)


Asked = Annotated[Filters, Depends(asked_filters)]


@router.get("/search")
def search(
    request: Request, filters: Asked, find: Find = "statements", limit: Limit = 20, after: After = None
) -> Results:
    """Search statements or events, the newest first."""
    return store_of(request).search(filters, find=find, limit=limit, after=after)


@router.get("/facets")
def facets(
    request: Request,
    filters: Asked,
    facet: Annotated[list[Facet], Query(description="what to count by")],
    find: Find = "statements",
) -> Facets:
    """Count the hits of a search by facet."""
    counts, part = store_of(request).facets(filters, list(facet), find=find)
    return Facets(facets=counts, part=part)


@router.get("/timeline")
def timeline(request: Request, filters: Asked, limit: Limit = 50, after: After = None) -> Moments:
    """Return statements and events together, the newest first."""
    return moments(store_of(request).db, filters, limit=limit, after=after)


@router.get("/facts/{version}/{local}")
def fact(request: Request, version: int, local: str) -> Hit:
    """Return one statement or event."""
    return store_of(request).hit(f"{version}/{local}")


@router.get("/records/{version}")
def record(request: Request, version: Id) -> Response:
    """Return a record, as `onrecord read --format json` prints it."""
    made = kept_of(request).record(version).model_dump_json(by_alias=True)
    return Response(made, media_type="application/json")


@router.get("/records/{version}/corrections")
def corrections(request: Request, version: Id) -> CorrectionList:
    """Return what people say is wrong with a record; the record itself stays what the reader found."""
    stands = standing_on(store_of(request), kept_of(request).record(version), version)
    return CorrectionList(corrections=[{**row(s.correction), "fact_now": s.local, "state": s.state} for s in stands])


@router.get("/records/{version}/versions")
def versions(request: Request, version: Id) -> VersionList:
    """Return all versions of a record's article."""
    return VersionList(versions=store_of(request).versions(version))


@router.get("/pages")
def pages(request: Request, limit: Limit = 20) -> PageList:
    """Return the pages added last."""
    return PageList(pages=front.latest(store_of(request).db, limit=limit))


@router.get("/planned")
def planned(request: Request, since: str, limit: Limit = 50) -> DueList:
    """Return open undertakings that fall due on or after a day."""
    return DueList(planned=front.due(store_of(request).db, since=since, limit=limit))


@router.get("/actors")
def actors(
    request: Request,
    q: Annotated[str, Query(description="any part of a name, in whole words")] = "",
    country: Annotated[str | None, Query(pattern="^[A-Z]{3}$")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> ActorList:
    """Return actors, those with most statements first."""
    found = store_of(request).actors(q, country=country, limit=limit + 1, offset=offset)
    return ActorList(actors=found[:limit], next=_next(found, limit, offset))


@router.get("/actors/{id}")
def actor(request: Request, id: Id) -> ActorPage:
    """Return an actor with what it stands for, undertook, and whom it speaks with."""
    store = store_of(request)
    return ActorPage(
        actor=store.actor(id),
        positions=front.stands(store.db, id),
        undertaken=front.commitments_of(store.db, id),
        speaks_to=_spoken(front.speaks_to(store.db, id)),
        spoken_to_by=_spoken(ties.addressed_by(store.db, id)),
    )


@router.get("/topics")
def topics(request: Request, limit: Limit = 50, offset: Offset = 0) -> TopicList:
    """Return topics, the commonest first."""
    found = ties.topics(store_of(request).db, limit=limit + 1, offset=offset)
    counts = [TopicCount(topic=t.name, statements=t.n) for t in found[:limit]]
    return TopicList(topics=counts, next=_next(found, limit, offset))


@router.get("/exchanges")
def exchanges(request: Request, limit: Limit = 200) -> ExchangeList:
    """Return which countries address which."""
    found = front.exchanges(store_of(request).db, limit=limit)
    return ExchangeList(exchanges=[Exchange(speaker=a, addressee=b, statements=n) for a, b, n in found])


@router.get("/compare")
def comparison(
    request: Request,
    page: Annotated[
        list[Annotated[int, Field(ge=0, lt=LARGEST)]],
        Query(min_length=2, max_length=4, description="pages of one meeting"),
    ],
) -> dict[str, Any]:
    """Compare two to four accounts of one meeting."""
    made = kept_of(request).comparison(list(dict.fromkeys(page)))
    assert made is not None  # without a limit to its patience it waits
    return as_json(made)


@router.post("/read", openapi_extra={"requestBody": {"required": True, "content": {"text/html": {}, "text/plain": {}}}})
async def read(
    request: Request, published: Annotated[str | None, Query(description="its date, where the page gives none")] = None
) -> Response:
    """Read a page (HTML or plain text, the body of the request) and return its record; nothing is stored."""
    data = await request.body()
    if not data.strip():
        raise NoArticleError("the body of the request holds no page")
    made = await wrap_future(bench_of(request).read(data, published))
    return Response(made.model_dump_json(by_alias=True), media_type="application/json")


def _next(found: Sequence[object], limit: int, offset: int) -> int | None:
    return offset + limit if len(found) > limit else None


def _spoken(rows: Sequence[tuple[int, str, int]]) -> list[Spoken]:
    return [Spoken(actor=actor, name=name, statements=n) for actor, name, n in rows]
