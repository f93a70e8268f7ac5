"""Senses: what the words of a time expression mean, before the page's date is brought to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.times.period import Grain, Period

Base = Literal["now", "text"]
"""What a relative expression hangs on: the page's date, or the time that the text speaks of."""


@dataclass(frozen=True, slots=True)
class At:
    """A period that the words name in full."""

    period: Period


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, or a day of it, without a year; `weekday` where one stands with it, `of` a year told by its relation."""

    month: int
    day: int | None = None
    weekday: int | None = None
    of: Sense | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A month, season or weekday seen from a base: "last May" -1, "this Thursday" 0, "next Friday" 1.

    `kind` is `month`, `season` or `weekday`, `name` its number (Monday is 1) or its TIMEX3 code; `step` None leaves the
    direction to tense and cues.
    """

    kind: Literal["month", "season", "weekday"]
    name: int | str
    step: int | None = None
    base: Base = "now"


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from a base: "last year", "three days ago", "the following month".

    `keep` says that a finer base keeps its grain: "a year earlier" of a quarter is a quarter.
    """

    count: int
    unit: Grain
    base: Base | Sense = "now"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a longer period: "the third quarter of 1989"; `of` None leaves the year to the context."""

    grain: Literal["quarter", "half", "month"]
    number: int
    of: Sense | None = None


@dataclass(frozen=True, slots=True)
class SameQuarter:
    """The quarter that the figures near by are of, in another year; that year where no quarter was told."""

    year: Sense


@dataclass(frozen=True, slots=True)
class Holding:
    """The week, weekend, month ... that holds another time: "the week of March 6", "that weekend".

    With base `now` and nothing it is of, it is one that the reader knows: "the quarter", "the weekend".
    """

    grain: Grain
    of: Sense | None = None
    base: Base = "text"


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a named year."""

    code: str
    year: int


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday or a fixed day with a date of its own in each year; `step` as in `Related`."""

    name: str
    step: int | None = None
    year: int | None = None
    of: Sense | None = None


@dataclass(frozen=True, slots=True)
class WeekdayOf:
    """A weekday of a named week: "Friday of last week"."""

    weekday: int
    week: Sense


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday of a month by its number: "the second Tuesday of April"; -1 is the last."""

    number: int
    weekday: int
    month: Sense


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day: TIMEX3 `MO AF EV NI DT`; `of` None is the day that the text speaks of."""

    code: str
    of: Sense | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as `16:30`; `zone` as its offset, empty when none is given; `of` None leaves the day open."""

    time: str
    zone: str = ""
    of: Sense | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A reference without a date: TIMEX3 `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`."""

    value: str


@dataclass(frozen=True, slots=True)
class Length:
    """A duration by its TIMEX3 value. `count` and `unit` are None where it is not a whole number of one unit."""

    value: str
    count: int | None = None
    unit: Grain | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A set: what recurs, by its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch from one time to another, both ends included: "13 to 15 May 2025"."""

    first: Sense
    last: Sense


Sense = (
    At | Yearless | Related | Shift | Section | SameQuarter | Holding | Season | Feast | WeekdayOf | NthWeekday
    | DayPart | Clock | Vague | Length | Repeat | Stretch
)  # fmt: skip
