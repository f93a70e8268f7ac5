"""Home: which country's own page this is, for what the page leaves unsaid ("$15 million" on a Canadian page)."""

from __future__ import annotations

import re

from onrecord.page.origin import parts_of
from onrecord.readings.tables import rows
from onrecord.record import Article

_HEAD = 400
"""Characters of the text in which a seat of government counts as the page's own place: a title and a dateline."""
_SPOKESMAN = re.compile(r"\bspokes(?:person|man|woman)\b", re.I)


def home_dollar(article: Article) -> str:
    """Return the ISO 4217 code that a bare dollar sign stands for on this page; USD where nothing else is shown.

    A page that names a news agency writes for the world, so its dollars are the American ones.
    """
    host = parts_of(article.url).hostname or ""
    agency = article.dateline is not None and article.dateline.agency is not None
    place = article.dateline.place if article.dateline else None
    for _, code, places, ends in rows("home_dollars.tsv"):
        if host and any(
            host.endswith(end) if end[0] == "." else host == end or host.endswith("." + end) for end in ends.split("|")
        ):
            return code
        if not agency and any(_is_place(name, place, article) for name in places.split("|")):
            return code
    return "USD"


def _is_place(name: str, place: str | None, article: Article) -> bool:
    if place is not None:
        return re.search(rf"\b{re.escape(name)}\b", place) is not None
    # A dateline that stands on a line of its own, or right before or after the date, at the head of the page.
    return re.search(rf"(?m)(?:^|\d{{4}},?\s?){re.escape(name)}(?:$|,|\s[—–-])", article.text[:_HEAD]) is not None


def is_official(article: Article) -> bool:
    """Say whether a page speaks for a government itself (a readout, a communique): no reporter, no agency signs it."""
    agency = article.dateline is not None and article.dateline.agency is not None
    # The letterhead of a briefing names the spokesman where a news page names the reporter.
    reporters = [name for name in article.byline if not _SPOKESMAN.search(name)]
    return not agency and not reporters
