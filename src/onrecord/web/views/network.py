"""The network of who speaks to whom, drawn and as a table."""

from __future__ import annotations

from fastapi import APIRouter, Request

from onrecord.store import front
from onrecord.store.countries import country_names
from onrecord.web import urls
from onrecord.web.answers import Sheet, Table, absolute, offer, store_of
from onrecord.web.citing import cite_view
from onrecord.web.network import network_svg, strongest

MOST = 2_000
"""Pairs of countries that are looked at, those that speak most."""
LISTED = 60

router = APIRouter()


def network(request: Request) -> Sheet:
    """Countries whose speakers address each other, all of them or those around one."""
    country = request.query_params.get("country", "").strip().upper()[:3]
    names = country_names()
    ties = front.exchanges(store_of(request).db, limit=MOST)
    if country:
        around = {c for a, b, _ in ties if country in (a, b) for c in (a, b)}
        ties = [t for t in ties if country in t[:2]] + [
            t for t in ties if country not in t[:2] and around.issuperset(t[:2])
        ]
    drawn = strongest(ties)
    listed = [t for t in ties if country in t[:2]] if country else ties
    link = urls.with_query(urls.NETWORK, [("country", country)])
    return Sheet(
        "network.html",
        shown={
            "country": country,
            "names": names,
            "ties": listed[:LISTED],
            "more": max(0, len(listed) - LISTED),
            "drawing": network_svg(drawn, names),
            "undrawn": len(drawn) < len(ties),
            "drawn": len({c for t in drawn for c in t[:2]}),
            "share": cite_view("On record: who speaks to whom", absolute(request, link)),
        },
        data=lambda: {"exchanges": [{"from": a, "to": b, "statements": n} for a, b, n in listed]},
        table=lambda: Table(("from", "to", "statements"), listed),
    )


offer(router, urls.NETWORK, network)
