"""The page's home: the state that it is written from, as far as the page says so itself."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.actors.scan import Scan

_GOVERNMENT_SITE = re.compile(r"^https?://[^/]*\.(?:gov|govt|gob|gouv|go|gc|mil)\.([a-z]{2})(?:/|$)")

CLEAR_LEAD = 2
"""A state named this many times as often as the next one is what a page without a place of filing is about."""


def find_home(scan: Scan, dateline: str | None) -> str | None:
    """Return the page's home state, None when nothing tells it.

    It is told, in this order, by the place of filing, a government's own web address, the first place that the opening
    locates in, and a state named far more often than any other.
    """
    if dateline:
        return dateline
    address = _GOVERNMENT_SITE.match(scan.document.article.url or "")
    if address:
        code = address.group(1).upper()
        return next((s.iso3 for s in scan.tables.states.values() if s.iso2 == code), None)
    opening = scan.document.article.paragraphs[:4]
    limit = opening[-1].end if opening else 0
    places = [p for p in scan.cast.places if p.start < limit and p.country and _holds_the_scene(scan, p.start)]
    if places and len({p.country for p in places}) == 1:
        return places[0].country
    named = Counter(p.country for p in scan.cast if p.kind == "state" for _ in p.mentions if p.country)
    ranked = named.most_common(2)
    if len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] >= CLEAR_LEAD * ranked[1][1]):
        return ranked[0][0]
    return None


def _holds_the_scene(scan: Scan, offset: int) -> bool:
    """Return whether a place is where something happens ("at the Palace, Jakarta", "in Lima"), not where one goes."""
    token = scan.document.token_at(offset)
    before = scan.doc[token.i - 1] if token.i > token.sent.start else None
    return before is not None and (before.lower_ in {"in", "at"} or before.text == ",")
