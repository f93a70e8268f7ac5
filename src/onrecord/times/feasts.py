"""Feasts: the day of a holiday in a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from onrecord.times.lexicon import rows


@cache
def feast_rules() -> MappingProxyType[str, str]:
    """Return the rule of every feast by its phrase (`feasts.tsv`)."""
    return MappingProxyType({row[0]: row[1] for row in rows("feasts.tsv")})


@cache
def feast_day(name: str, year: int) -> date | None:
    """Return the day of a feast in a year, None where its calendar is not known for that year.

    The libraries that know Easter and the moon's calendars are loaded when the first such feast is met.
    """
    kind, _, rest = feast_rules()[name].partition(" ")
    match kind:
        case "fixed":
            return _fixed(rest, year)
        case "easter" | "orthodox":
            from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

            if not 1583 <= year <= 4099:  # the range of the Gregorian computus in dateutil
                return None
            sunday: date = easter(year, EASTER_WESTERN if kind == "easter" else EASTER_ORTHODOX)
            return sunday + timedelta(days=int(rest))
        case "nth":
            month, weekday, count = (int(part) for part in rest.split())
            return nth_weekday(year, month, weekday, count)
        case "after":
            fixed, weekday_text = rest.split()
            start = _fixed(fixed, year) + timedelta(days=1)
            return start + timedelta(days=(int(weekday_text) - start.isoweekday()) % 7)
    return _lunar(rest, year)


def _fixed(month_day: str, year: int) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, day)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """Return the so manieth such weekday of a month, -1 the last; the fifth of a month with four is in the next one."""
    if count < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def _lunar(rule: str, year: int) -> date | None:
    from holidays import country_holidays

    country, _, name = rule.partition(" ")
    found = country_holidays(country, years=year, language="en_US")
    days = [day for day, called in found.items() if any(part.startswith(name) for part in called.split("; "))]
    eve = name + "'s Eve"
    return min((day for day in days if day.year == year and eve not in found[day]), default=None)
