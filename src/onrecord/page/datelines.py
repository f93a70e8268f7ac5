"""Datelines: "ANKARA, March 3 (Northline) -" at the head of a report's first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.page.stamps import is_place
from onrecord.page.vocabulary import values

_LONGEST = 120
"""Characters looked at: the longest dateline seen in wire copy has place, region, date and two agencies in about 90."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline as printed: where, by which agency, and the day (`year` None when the line names none)."""

    place: str
    agency: str | None
    day: tuple[int | None, int, int] | None
    end: int  # offset just after the dash, where the report begins


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted((m.capitalize() for m in values("stamps", "month")), key=len, reverse=True))
    month = rf"(?:{months}|{months.upper()})"
    day = (
        rf"(?:(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}})(?:,?\s+(?P<y1>(?:19|20)\d\d))?"
        rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{month})\.?(?:,?\s+(?P<y2>(?:19|20)\d\d))?)"
    )
    place = (
        r"(?P<place>[A-Z][\w.'’-]*(?:[ /-](?:[A-Za-z][\w.'’-]*)){0,4}(?:,\s+(?!"
        + month
        + r"\b)[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})?(?:\s\[[^\]]{2,40}\])?)"
    )
    agency = r"(?:\((?P<a1>[^()]{2,60})\)|/(?P<a2>[\w. -]{2,40})/)"
    dash = r"(?:--|—|–|-|_|:)"
    return re.compile(
        rf"{place}(?:\s*[,(]\s*{day}\)?)?\s*\.?\s*(?:{agency})?\s*\.?\s*(?P<dash>{dash})?(?:\s+|$)"
    )  # fmt: skip


def read_dateline(text: str) -> Filed | None:
    """Return the dateline a paragraph begins with, or None.

    Without a date and an agency, only a place in capitals before a dash is one: "NEW DELHI: The talks" and
    "OSLO — For months" are, "Menon: We agreed" is not.
    """
    match = _pattern().match(text[:_LONGEST])
    if match is None:
        return None
    place = re.sub(r"\s*\[([^\]]+)\]", r", \1", match["place"]).strip(" ,.")
    dated = match["m1"] is not None or match["m2"] is not None
    agency = match["a1"] or match["a2"]
    head = match["place"].split(",")[0].split("[")[0].strip()
    named = head.replace("/", " ")  # one report filed from two places
    if not is_place(named.title() if named.isupper() else named):
        return None
    if not match["dash"] and not match["a2"] and not (dated and agency):
        return None
    if not dated and agency is None and not (head.isupper() and len(head) > 3 and match["dash"] not in "_:"):
        return None
    if not dated and agency and not (agency.isupper() or (agency[:1].isupper() and head.isupper())):
        return None
    day = None
    if dated:
        year, month, number = (match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"] or match["d2"])
        day = (int(year) if year else None, int(values("stamps", "month")[month.lower()]), int(number))
    return Filed(place, agency.strip() if agency else None, day, match.end())


def filed_on(filed: Filed, published: str | None) -> str | None:
    """Return a dateline's day as an ISO date; one without a year takes that which lies nearest to the page's date.

    None when it names no day, no such day exists, or it has no year and the page no date.
    """
    if filed.day is None:
        return None
    year, month, number = filed.day
    try:
        if year:
            return date(year, month, number).isoformat()
        if not published:
            return None
        page = date.fromisoformat(published[:10])
        near = [date(page.year + step, month, number) for step in (-1, 0, 1)]
    except ValueError:
        return None
    nearest = min(near, key=lambda d: abs((d - page).days))
    # A report is filed within days of its page; another day without a year is not the page's business.
    return nearest.isoformat() if abs((nearest - page).days) <= 60 else None
