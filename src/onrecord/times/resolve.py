"""Resolution: from what the words mean to the calendar, by the page's date and the times told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from onrecord.page.zones import PageCountry, offset_at
from onrecord.record import Reason
from onrecord.times.direction import EVENT_NOUN, Direction
from onrecord.times.feasts import feast_day, nth_weekday
from onrecord.times.period import Grain, Period, day_of, holding, season
from onrecord.times.sense import (
    At,
    Clock,
    DayPart,
    Feast,
    Holding,
    Length,
    NthWeekday,
    Related,
    SameQuarter,
    Season,
    Section,
    Sense,
    Shift,
    WeekdayOf,
    Yearless,
)  # fmt: skip

_SIZE: dict[Grain, int] = {
    "day": 0, "weekend": 1, "week": 2, "fortnight": 3, "month": 4, "quarter": 5, "season": 5, "half": 6, "year": 7,
    "decade": 8, "century": 9,
}  # fmt: skip
_NEAR = 4
"""How many sentences back a time may stand that another hangs on; beyond that it hangs on the page's date."""


_AHEAD = 100
"""How many days further off a time ahead counts where no tense points to it: news tells of what has been."""
_FILED_DAYS = 3
"""How many days a page may be published after its dateline and still be that report, not a later page's quotation."""
_RESULTS_DAYS = 100
"""For how many days after its end a quarter is what a sentence in the future still speaks of."""
_AGAINST_DAY, _AGAINST_MONTH = 200, 400
"""How many days further off than it is a day or a month counts that lies against its tense.

News leaves out the year of a day in the same calendar year: "payable Dec. 7" told in October is ahead whatever its
tense, but "in December" after a past tense is last year's. Chosen on one half of TimeBank and AQUAINT.
"""


class OpenError(Exception):
    """A time that cannot be resolved, and why; never leaves the room."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Told(NamedTuple):
    """A time that was resolved: where it starts, in which sentence, and its period."""

    start: int
    sentence: int
    period: Period


@dataclass(slots=True)
class Resolver:
    """Resolves the senses of one page in order of the text.

    `day` is the day that the page speaks from, `updated` the later day it was last changed, `filed` the day of its
    dateline; None when unknown. `told` holds the times resolved before, `quarter` the one that the figures near by
    are of. `sentence`, `way` (asks for the direction) and `floor` (the opening of a range) belong to the expression in
    hand; `why` and `anchor` are what its resolution rested on.
    """

    day: date | None
    updated: date | None = None
    told: list[Told] = field(default_factory=list)
    sentence: int = 0
    way: Callable[[], Direction] = lambda: Direction(0, "no-verb")
    floor: Period | None = None
    quarter: Told | None = None
    filed: date | None = None
    why: list[str] = field(default_factory=list)
    anchor: str | int | None = None

    def begin(self, sentence: int, way: Callable[[], Direction], floor: Period | None) -> None:
        """Turn to the next expression; `floor` is the opening of a range that it closes."""
        self.sentence, self.way, self.floor = sentence, way, floor
        self.why, self.anchor = [], None

    def tell(self, start: int, period: Period) -> None:
        """Keep a resolved time for those that hang on it."""
        self.told.append(Told(start, self.sentence, period))
        if period.grain in ("quarter", "half"):
            self.quarter = self.told[-1]

    def file(self, day: date) -> None:
        """Take the day of a dateline: "today" hangs on it where the page was published soon after."""
        if self.day is not None and 0 <= (self.day - day).days <= _FILED_DAYS:
            self.filed = day

    def tell_length(self, length: Length) -> None:
        """Note a length of months: "the nine months" end what a quarter's figures are compared with."""
        if length.unit in ("month", "year"):
            self.quarter = None

    def now(self) -> date:
        """Return the page's day.

        Raises:
            OpenError: when the page has no date.
        """
        if self.day is None:
            raise OpenError("no-date-on-page")
        if self.anchor is None:
            self.anchor = "published"
        return self.day

    def point(self, sense: Sense) -> Period:
        """Return the period that the sense names.

        Raises:
            OpenError: when it cannot be known.
            OverflowError: when it lies outside the calendar.
        """
        match sense:
            case At(period):
                return period
            case Yearless():
                return self._yearless(sense)
            case Related():
                return self._related(sense)
            case Shift():
                return self._shift(sense)
            case Section():
                return self._section(sense)
            case Holding(grain, None, "now"):
                return self._definite(grain)
            case Holding():
                return self._holding(sense)
            case SameQuarter(year):
                return self._same_quarter(self.point(year))
            case Feast():
                return self._feast(sense)
            case Season(code, year):
                return season(year, code)
            case WeekdayOf(number, week):
                return Period("day", self.point(week).first + timedelta(days=number - 1))
            case NthWeekday(number, weekday, month):
                first = self.point(month).first
                found = nth_weekday(first.year, first.month, weekday, number)
                if found.month != first.month:
                    raise OpenError("out-of-range")
                return Period("day", found)
            case DayPart(code, of):
                return Period("day", self._day_of(of), "T" + code)
            case Clock():
                return self._clock(sense)
        raise OpenError("ambiguous")

    def text_base(self) -> Told | None:
        """Return the time told last, when it was told near enough to hang on."""
        last = self.told[-1] if self.told else None
        return last if last and self.sentence - last.sentence <= _NEAR else None

    def _base(self) -> Period:
        """Return the time that the text speaks of, the page's day where it speaks of none."""
        told = self.text_base()
        if told is None:
            self.why.append("base:published")
            return Period("day", self.now())
        self.why.append("base:text")
        self.anchor = told.start
        return told.period

    def _toward(self) -> Direction:
        found = self.way()
        self.why.append(found.why)
        return found

    def _yearless(self, sense: Yearless) -> Period:
        if sense.of is not None and sense.day is not None:
            named = day_of(self.point(sense.of).first.year, sense.month, sense.day)
            if named is None:
                raise OpenError("out-of-range")
            return named
        now = self.now()
        years = (now.year - 1, now.year, now.year + 1)
        if sense.day is None:
            found = [Period("month", date(y, sense.month, 1)) for y in years if 1 <= y <= 9999]
        else:
            near = (*years, now.year - 2, now.year + 2, now.year - 3, now.year + 3) if sense.month == 2 else years
            days = (day_of(y, sense.month, sense.day) for y in near)
            found = [d for d in days if d is not None]
            fitting = [d for d in found if d.first.isoweekday() == sense.weekday]
            if sense.weekday and fitting:
                found = fitting
                self.why.append("weekday-fits")
        if not found:
            raise OpenError("out-of-range")
        if self.floor is not None:
            later = [p for p in found if p.last >= self.floor.first]
            if later:
                self.why.append("range")
                return min(later, key=lambda p: p.first)
        here = [p for p in found if p.first <= now <= p.last]
        if here:
            self.why.append("same")
            return here[0]
        toward = self._toward()
        against = _AGAINST_MONTH // 2 if toward.weak else _AGAINST_MONTH
        return self._nearest(found, toward.way, _AGAINST_DAY if sense.day else against)

    def _nearest(self, found: list[Period], toward: int, against: int) -> Period:
        """Return the period nearest to the page's day; one that lies against the direction counts as further off."""
        now = self.now()

        def distance(period: Period) -> tuple[int, date]:
            days = (period.first - now).days
            ahead = _AHEAD if days > 0 and toward == 0 else 0
            return abs(days) + ahead + (against if toward * days < 0 else 0), period.first

        self.why.append("nearest")
        return min(found, key=distance)

    def _related(self, sense: Related) -> Period:
        if sense.kind == "weekday":
            return self._weekday(int(sense.name), sense)
        base = self._base() if sense.base == "text" else Period("day", self.now())
        day = base.first
        if sense.kind == "month":
            candidates = [Period("month", date(y, int(sense.name), 1)) for y in (day.year - 1, day.year, day.year + 1)]
        else:
            candidates = [season(y, str(sense.name)) for y in (day.year - 2, day.year - 1, day.year, day.year + 1)]
        step = sense.step
        here = [p for p in candidates if p.first <= day <= p.last]
        if step is None:
            if here:
                self.why.append("same")
                return here[0]
            step = self._toward().way or -1
        if step == 0:
            return next(p for p in candidates if p.first.year == day.year)
        if step < 0:
            return max((p for p in candidates if p.last < day), key=lambda p: p.first)
        return min((p for p in candidates if p.first > day), key=lambda p: p.first)

    def _weekday(self, number: int, sense: Related) -> Period:
        if sense.base == "text":
            base = self._base()
            if sense.step == 0:
                week = holding(base.first, "week").first
                return Period("day", week + timedelta(days=number - 1))
            day = base.first
        else:
            day = self.now()
        if sense.step is None:
            toward = self._toward()
            ahead = toward.way > 0 and toward.why != EVENT_NOUN
            found = _weekday_from(day, number, 1, same=True) if ahead else self._weekday_behind(day, number)
            if self.floor is not None and found < self.floor.first:
                self.why.append("range")
                found = _weekday_from(self.floor.first, number, 1, same=True)
            return Period("day", found)
        if sense.step == 0:
            found = holding(day, "week").first + timedelta(days=number - 1)
            if found < day and self._toward().way > 0:
                found += timedelta(days=7)
            return Period("day", found)
        return Period("day", _weekday_from(day, number, sense.step, same=False))

    def _weekday_behind(self, day: date, number: int) -> date:
        """Return the last such weekday, by the day of the page's last change where that lies between the two.

        A page of Thursday that was changed on Saturday and tells of a call "on Friday" tells of the Friday between.
        """
        found = _weekday_from(day, number, -1, same=True)
        if self.updated and day < self.updated <= day + timedelta(days=6):
            later = _weekday_from(self.updated, number, -1, same=True)
            if later > day and found != day:
                self.why.append("modified")
                return later
        return found

    def _shift(self, sense: Shift) -> Period:
        told = None
        if isinstance(sense.base, str):
            told = self._quarter_told() if sense.keep else None
            if sense.base == "text" and told is None:
                base = self._base()
            else:
                base = Period("day", (self.filed if sense.unit == "day" else None) or self.now())
                if told:
                    base, self.anchor = told.period, told.start
                    self.why.append("base:quarter")
        else:
            base = self.point(sense.base)
        if sense.keep and base.grain in ("quarter", "half") and (told or not isinstance(sense.base, str)):
            return base.shift(sense.count, sense.unit)
        if sense.unit == "weekend":
            return self._weekend(base.first, sense.count)
        return holding(base.first, sense.unit).shift(sense.count, sense.unit)

    def _quarter_told(self) -> Told | None:
        """Return the quarter that figures near by belong to: "a year ago" beside them means a year before it."""
        told = self.quarter
        return told if told and self.sentence - told.sentence <= _NEAR else None

    def _same_quarter(self, year: Period) -> Period:
        told = self._quarter_told()
        if told is None or told.period.grain != "quarter":
            return year
        self.why.append("base:quarter")
        return Period("quarter", told.period.first.replace(year=year.first.year))

    def _feast(self, sense: Feast) -> Period:
        year = sense.year if sense.of is None else self.point(sense.of).first.year
        if year is not None:
            named = feast_day(sense.name, year)
            if named is None:
                raise OpenError("out-of-range")
            return Period("day", named)
        now = self.now()
        days = (feast_day(sense.name, now.year + step) for step in (-1, 0, 1) if 1 <= now.year + step <= 9999)
        found = [Period("day", day) for day in days if day is not None]
        step = sense.step
        if step:
            found = [p for p in found if (p.first - now).days * step > 0]
        elif step == 0:
            found = [p for p in found if p.first.year == now.year]
        if not found:
            raise OpenError("out-of-range")
        return self._nearest(found, step or self._toward().way, _AGAINST_DAY)

    def _weekend(self, day: date, step: int) -> Period:
        here = holding(day, "weekend")
        if step < 0:
            return here if here.last < day else here.shift(-1, "weekend")
        if step > 0:
            return here if here.first > day and day.isoweekday() < 4 else here.shift(1, "weekend")
        return here

    def _section(self, sense: Section) -> Period:
        if sense.of is not None:
            year = self.point(sense.of)
            if sense.grain == "half" and year.grain == "decade":
                raise OpenError("ambiguous")
            return _section_of(year.first.year, sense)
        now = self.now()
        found = [_section_of(y, sense) for y in (now.year - 1, now.year, now.year + 1)]
        begun = max((p for p in found if p.first <= now), key=lambda p: p.first)
        ahead = min((p for p in found if p.last >= now), key=lambda p: p.first)
        # Results of a quarter that has just ended are told in the future: "will report third-quarter earnings".
        if self._toward().way > 0 and (now - begun.last).days > _RESULTS_DAYS:
            return ahead
        return begun

    def _holding(self, sense: Holding) -> Period:
        if sense.of is not None:
            return self.point(sense.of).widen(sense.grain)
        told = next((t for t in reversed(self.told[-6:]) if _SIZE[t.period.grain] <= _SIZE[sense.grain]), None)
        if told and self.sentence - told.sentence <= _NEAR:
            self.anchor = told.start
            self.why.append("base:text")
            return told.period if told.period.grain == sense.grain else told.period.widen(sense.grain)
        self.why.append("base:published")
        return holding(self.now(), sense.grain)

    def _definite(self, grain: Grain) -> Period:
        """Return what "the week", "the quarter", "the weekend" without more mean."""
        now = self.now()
        if grain == "quarter":
            told = next((t for t in reversed(self.told[-6:]) if t.period.grain == "quarter"), None)
            if told:
                self.anchor = told.start
                self.why.append("base:text")
                return told.period
            return holding(now, "quarter").shift(-1, "quarter")
        if grain == "weekend":
            here = holding(now, "weekend")
            early = now.isoweekday() < 3 or (now.isoweekday() < 5 and self._toward().way <= 0)
            return here.shift(-1, "weekend") if early else here
        return holding(now, grain)

    def _day_of(self, sense: Sense | None) -> date:
        if sense is not None:
            return self.point(sense).first
        told = self.text_base()
        if told and told.period.grain == "day":
            self.anchor = told.start
            self.why.append("base:text")
            return told.period.first
        return self.now()

    def _clock(self, sense: Clock) -> Period:
        day = self._day_of(sense.of)
        zone = sense.zone
        if zone and zone[0].isalpha() and zone != "Z":
            hour, minute = (int(n) for n in sense.time.split(":")[:2])
            known = offset_at(zone, datetime(day.year, day.month, day.day, hour % 24, minute), PageCountry())
            zone = _offset(known.utcoffset(None)) if known else ""
        return Period("day", day, "T" + sense.time, zone)


def _offset(delta: timedelta | None) -> str:
    if delta is None:
        return ""
    minutes = int(delta.total_seconds()) // 60
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _section_of(year: int, sense: Section) -> Period:
    length = {"quarter": 3, "half": 6, "month": 1}[sense.grain]
    return Period(sense.grain, date(year, (sense.number - 1) * length + 1, 1))


def _weekday_from(day: date, number: int, step: int, *, same: bool) -> date:
    """Return the nearest such weekday before or after a day, the day itself only when `same`."""
    apart = (number - day.isoweekday()) % 7 if step > 0 else -((day.isoweekday() - number) % 7)
    if apart == 0 and not same:
        apart = 7 * step
    return day + timedelta(days=apart)
