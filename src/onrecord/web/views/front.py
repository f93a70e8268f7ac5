"""The front page: latest pages, what is planned next, who speaks to whom, topics."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from onrecord.store import front
from onrecord.store.countries import country_names
from onrecord.web import urls
from onrecord.web.answers import Sheet, Table, is_twin, kept_of, offer, store_of

MATRIX = 8
"""Countries on the table of who speaks to whom: as many as fit half a window."""
SHADES = 5
OPENING = 320
"""Characters of the newest page that are shown under its title."""

router = APIRouter()


def home(request: Request) -> Sheet:
    """Latest pages, what is planned next, who speaks to whom, topics."""
    db = store_of(request).db
    latest = front.latest(db, limit=100 if is_twin(request) else 12)
    due = front.due(db, since=datetime.now(UTC).date().isoformat(), limit=100 if is_twin(request) else 7)
    exchanges = front.exchanges(db)
    topics = front.tally(db, "topic", limit=24)
    counts = {facet: dict(front.tally(db, facet[:-1])).get("all", 0) for facet in ("statements", "events")}
    return Sheet(
        "home.html",
        shown={
            "latest": latest,
            "opening": _opening(request, latest[0].page) if latest else "",
            "due": due,
            "topics": topics,
            "matrix": matrix(exchanges),
            "names": country_names(),
            "counts": counts,
            "today": datetime.now(UTC).date().isoformat(),
        },
        data=lambda: {
            **counts,
            "pages": [asdict(p) for p in latest],
            "planned": [asdict(d) for d in due],
            "exchanges": [{"from": a, "to": b, "statements": n} for a, b, n in exchanges],
            "topics": [{"topic": topic, "statements": n} for topic, n in topics],
        },
        table=lambda: Table(
            ("page", "title", "outlet", "url", "published", "day", "copies", "statements", "events"),
            [list(asdict(p).values()) for p in latest],
        ),
    )


def matrix(exchanges: list[tuple[str, str, int]]) -> tuple[list[str], dict[tuple[str, str], tuple[int, int]]]:
    """Return those that speak and are spoken to most, and for each pair how often and in which of `SHADES` shades."""
    total: dict[str, int] = {}
    for speaker, addressee, n in exchanges:
        for country in (speaker, addressee):
            total[country] = total.get(country, 0) + n
    most = sorted(total, key=lambda c: (-total[c], c))[:MATRIX]
    held = [(a, b, n) for a, b, n in exchanges if a in most and b in most]
    top = max((n for _, _, n in held), default=1)
    return most, {(a, b): (n, -(-n * SHADES // top)) for a, b, n in held}


def _opening(request: Request, page: int) -> str:
    """Return how a page begins: its standfirst, else its first paragraph, cut at a word."""
    article = kept_of(request).record(page).article
    text = article.standfirst or ""
    for paragraph in article.paragraphs if not text else ():
        if paragraph.role == "body":
            text = article.text[paragraph.start : paragraph.end]
            break
    return text if len(text) <= OPENING else text[:OPENING].rpartition(" ")[0] + " …"


offer(router, urls.HOME, home)


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Ask crawlers to leave a private desk alone."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
