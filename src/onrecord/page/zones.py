"""Time zones as pages name them: an abbreviation, a number of hours, a city's time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onrecord.page.vocabulary import plain, table

_NUMBER = re.compile(r"(?:UTC|GMT)?\s?([+−-])(\d{1,2}):?(\d\d)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageCountry:
    """What is known of where a page comes from.

    `codes` are ISO 3166-1 alpha-2 countries that its address or language tag names; `text` is its text in lower case,
    searched for the places a zone belongs to; `day_first` says how it writes 03/04/2025, None when unknown.
    """

    codes: frozenset[str] = frozenset()
    text: str = ""
    day_first: bool | None = None


def offset_at(name: str, moment: datetime, country: PageCountry) -> tzinfo | None:
    """Return a zone's offset at a moment; None when its name is unknown, or stands for several and none is settled."""
    number = _NUMBER.fullmatch(name.strip())
    if number:
        sign = 1 if number[1] == "+" else -1
        hours, minutes = int(number[2]), int(number[3] or 0)
        return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours <= 14 and minutes < 60 else None
    name = name.strip()
    rows = [row for row in table("timezones") if row[0] == (plain(name) if " " in name else name.upper())]
    if len(rows) > 1:
        rows = _of_country(rows, country) or _named_on_page(rows, country)
    return _zone(rows[0][1], moment) if len(rows) == 1 else None


def _of_country(rows: list[tuple[str, ...]], country: PageCountry) -> list[tuple[str, ...]]:
    return [row for row in rows if country.codes & set(row[2].split())]


def _named_on_page(rows: list[tuple[str, ...]], country: PageCountry) -> list[tuple[str, ...]]:
    places = ((row, row[3].split(", ")) for row in rows)
    return [row for row, ps in places if any(re.search(rf"\b{re.escape(p)}\b", country.text) for p in ps)]


def _zone(value: str, moment: datetime) -> tzinfo | None:
    if "/" in value:
        try:
            offset = moment.replace(tzinfo=ZoneInfo(value)).utcoffset()
        except ZoneInfoNotFoundError:  # a system without the time zone database
            return None
        return None if offset is None else timezone(offset)
    hours, minutes = value[1:].split(":")
    sign = -1 if value[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
