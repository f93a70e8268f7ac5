"""Periods of the calendar: what a resolved time expression names, and how TIMEX3 and EDTF write it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month", "fortnight", "week", "weekend", "day",
]  # fmt: skip

SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month that a season opens with, by the meteorologists' seasons of the northern half of the earth."""
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 2, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar, named by its grain and its first day.

    `detail` is what TIMEX3 writes after a day: a part of it (`TMO TAF TEV TNI`) or a clock time (`T16:30`), empty
    otherwise. `zone` is the clock time's offset (`+05:30`), empty when the page gives none.
    """

    grain: Grain
    first: date
    detail: str = ""
    zone: str = ""

    @property
    def last(self) -> date:
        """The last day of the period.

        Raises:
            OverflowError: when it lies outside the years 1 to 9999.
        """
        if self.grain in _DAYS:
            return self.first + timedelta(days=_DAYS[self.grain] - 1)
        return _move_months(self.first, _MONTHS[self.grain]) - timedelta(days=1)

    @property
    def value(self) -> str:
        """The TIMEX3 value, as TimeBank writes it: a decade is its first three digits, a century its first two."""
        year = f"{self.first.year:04d}"
        match self.grain:
            case "century":
                return year[:2]
            case "decade":
                return year[:3]
            case "year":
                return year
            case "half":
                return f"{year}-H{(self.first.month + 5) // 6}"
            case "quarter":
                return f"{year}-Q{(self.first.month + 2) // 3}"
            case "season":
                return f"{year}-{_season(self.first)}"
            case "month":
                return f"{year}-{self.first.month:02d}"
            case "fortnight":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
            case "week" | "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
        return self.first.isoformat() + self.detail

    @property
    def edtf(self) -> str:
        """The EDTF level 1 string; what level 1 cannot name is an interval of its months or days."""
        match self.grain:
            case "century" | "decade" | "year" | "month":
                return self.value + {"century": "XX", "decade": "X"}.get(self.grain, "")
            case "season":
                return f"{self.first.year:04d}-{_SEASON_EDTF[_season(self.first)]}"
            case "half" | "quarter":
                return f"{self.first:%Y-%m}/{self.last:%Y-%m}" if self.first.year >= 1000 else self.first.isoformat()
            case "fortnight" | "week" | "weekend":
                return f"{self.first.isoformat()}/{self.last.isoformat()}"
        if self.detail[1:2].isdigit() and self.detail != "T24:00":
            return self.first.isoformat() + self.detail + ":00" * (3 - self.detail.count(":") - 1) + self.zone
        return self.first.isoformat()

    def shift(self, count: int, unit: Grain) -> Period:
        """Return the period of the same grain that lies `count` units later.

        Raises:
            OverflowError: when it lies outside the years 1 to 9999.
        """
        if unit in _DAYS:
            days = 7 if unit == "weekend" else _DAYS[unit]
            return replace(self, first=self.first + timedelta(days=count * days))
        return replace(self, first=_move_months(self.first, count * _MONTHS[unit]))

    def widen(self, grain: Grain) -> Period:
        """Return the period of the grain that holds this one's first day; a finer grain gives the first day's own."""
        return holding(self.first, grain)


def holding(day: date, grain: Grain) -> Period:
    """Return the period of the grain that holds the day."""
    month = day.month
    match grain:
        case "century":
            return Period(grain, date(max(1, day.year // 100 * 100), 1, 1))
        case "decade":
            return Period(grain, date(max(1, day.year // 10 * 10), 1, 1))
        case "year":
            return Period(grain, date(day.year, 1, 1))
        case "half":
            return Period(grain, date(day.year, 1 if month <= 6 else 7, 1))
        case "quarter":
            return Period(grain, date(day.year, (month - 1) // 3 * 3 + 1, 1))
        case "season":
            opening = month // 3 * 3
            return Period(grain, date(day.year, opening, 1) if opening else date(max(1, day.year - 1), 12, 1))
        case "month":
            return Period(grain, date(day.year, month, 1))
        case "week":
            return Period(grain, day - timedelta(days=day.weekday()))
        case "weekend":
            return Period(grain, day - timedelta(days=day.weekday()) + timedelta(days=5))
    return Period(grain, day)


def season(year: int, code: str) -> Period:
    """Return the season that opens in the year: the winter of 1998 runs from December 1998."""
    return Period("season", date(year, SEASON_MONTH[code], 1))


def day_of(year: int, month: int, day: int) -> Period | None:
    """Return the day, or None when the calendar has no such day."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Period("day", date(year, month, day))


def _season(day: date) -> str:
    return next(code for code, month in SEASON_MONTH.items() if month == day.month)


def _move_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} lies outside the calendar")
    return date(year, month, min(day.day, monthrange(year, month)[1]))
