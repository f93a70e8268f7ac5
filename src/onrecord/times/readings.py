"""Readings: from the words that a pattern took to what they mean."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from onrecord.times import clocks, lengths
from onrecord.times.grammar import Match, Reading, patterns
from onrecord.times.period import Grain, Period, day_of, holding
from onrecord.times.sense import (
    At,
    Clock,
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
    Stretch,
    Vague,
    WeekdayOf,
    Yearless,
)  # fmt: skip

GRAINS: dict[str, Grain] = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "10Y": "decade", "100Y": "century",
    "F": "fortnight", "WE": "weekend",
}  # fmt: skip
"""The unit codes of the vocabulary that are periods of the calendar; hours, minutes and seconds are not."""
_TEXT_STEPS = frozenset({"previous", "preceding", "following"})
_CENTURY_NOW = 2000


def _weekday(m: Match) -> int | None:
    found: int | None = m.get("WEEKDAY")
    return found


def month_day(m: Match) -> Sense | None:
    """Read "May 21, 2025", "Friday 10 October", "the first of December"."""
    month, year = m.get("MONTH"), m.get("YEAR")
    day = m.get("DAYNUM") or m.get("ORD")
    if year is not None:
        found = day_of(year, month, day)
        return At(found) if found else None
    return Yearless(month, day, _weekday(m)) if day_of(2000, month, day) else None


def month_day_of(m: Match) -> Sense | None:
    """Read "June 16 of last year"."""
    month, day = m.get("MONTH"), m.get("DAYNUM")
    return Yearless(month, day, of=Shift(m.get("REL"), "year")) if day_of(2000, month, day) else None


def day_range(m: Match) -> Sense | None:
    """Read "13 to 15 May 2025", "June 15 to 18"."""
    days, months, year = m.all("DAYNUM"), m.all("MONTH"), m.get("YEAR")
    if len(days) != 2 or (len(months) == 1 and days[0] >= days[1]):
        return None
    ends: list[Sense] = []
    for day, month in zip(days, (months[0], months[-1]), strict=True):
        found = day_of(year or 2000, month, day)
        if not found:
            return None
        ends.append(At(found) if year else Yearless(month, day))
    return Stretch(*ends)


def year_range(m: Match) -> Sense | None:
    """Read "2027-2029"; the second year is the later one, and not a far one."""
    first, last = m.all("YEAR")
    if not first < last <= first + 100:
        return None
    return Stretch(At(holding(date(first, 1, 1), "year")), At(holding(date(last, 1, 1), "year")))


def year_range_short(m: Match) -> Sense | None:
    """Read "2020-21", "the 1914-18 war": a second year of two digits, glued to the first."""
    first, digits = m.get("YEAR"), m.items[-1].roles.get("DIGITS", "")
    if not m.items[-1].glued or len(digits) != 2 or not digits.isdigit() or not first % 100 < int(digits):
        return None
    last = first // 100 * 100 + int(digits)
    return Stretch(At(holding(date(first, 1, 1), "year")), At(holding(date(last, 1, 1), "year")))


def month_year(m: Match) -> Sense:
    """Read "March 2021", or "March" alone."""
    year = m.get("YEAR")
    return At(Period("month", date(year, m.get("MONTH"), 1))) if year else Yearless(m.get("MONTH"))


def month_of(m: Match) -> Sense:
    """Read "March of last year"."""
    year = Shift(-1 if m.has("last") else 1 if m.has("next") else 0, "year", "text" if m.has("that") else "now")
    return Section("month", m.get("MONTH"), year)


def iso(m: Match) -> Sense | None:
    """Read "2025-05-22", "2024-09-12 21:18:40"."""
    text: str = m.get("ISO")
    found = day_of(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if not found:
        return None
    if len(text) == 10:
        return At(found)
    clock = text[11:].upper()
    cut = next((i for i, c in enumerate(clock) if c in "Z+-"), len(clock))
    return Clock(clock[:cut], clock[cut:], At(found))


def dotted(m: Match) -> Sense | None:
    """Read "22.05.2025": the day first, as everywhere where dots are used."""
    day, month, year = (int(part) for part in m.get("DOTTED").split("."))
    found = day_of(year, month, day)
    return At(found) if found else None


def slashed(m: Match) -> Sense | None:
    """Read "21/05/2025" and "(21/05)".

    The day comes first where the numbers allow no other reading; where both are possible none is taken. Without a
    year only a number above 12 or a bracket around it shows a date: "7/10" is a score.
    """
    parts = [int(part) for part in m.get("SLASHED").split("/")]
    first, second = parts[:2]
    if (first > 12) == (second > 12):
        return None
    day, month = (first, second) if first > 12 else (second, first)
    if len(parts) == 2:
        padded = len(m.items[0].word) == 5
        return Yearless(month, day) if padded and day_of(2000, month, day) else None
    year = parts[2] if parts[2] > 99 else _CENTURY_NOW + parts[2]
    found = day_of(year, month, day)
    return At(found) if found else None


def year(m: Match) -> Sense:
    """Read "1989", "fiscal 1989": the year by its number."""
    return At(holding(date(m.get("YEAR"), 1, 1), "year"))


def fiscal_short(m: Match) -> Sense | None:
    """Read "FY24"."""
    number = m.get("NUM")
    return At(holding(date(_CENTURY_NOW + number, 1, 1), "year")) if isinstance(number, int) and number < 100 else None


def decade(m: Match) -> Sense | None:
    """Read "the 1990s", "the '80s", "the nineties"; two digits are of the century that ended last, but for 00 to 20."""
    word = m.get("DECADEWORD")
    number = word if word is not None else int("".join(c for c in m.get("DECADE") if c.isdigit()))
    if number < 100:
        if word is None and not m.has("'"):
            return None
        number += 1900 if number > 20 else _CENTURY_NOW
    return At(holding(date(number, 1, 1), "decade"))


def century(m: Match) -> Sense | None:
    """Read "the 20th century", by its first two digits: 19."""
    number = m.get("ORD")
    return At(holding(date((number - 1) * 100, 1, 1), "century")) if 2 <= number <= 30 else None


def deixis(m: Match) -> Sense:
    """Read "today", "yesterday", "tomorrow"."""
    return Shift(m.get("DEIXIS"), "day")


def two_days(m: Match) -> Sense:
    """Read "the day before yesterday", "the day after tomorrow"."""
    return Shift(-2 if m.has("before") else 2, "day")


def weekday(m: Match) -> Sense:
    """Read "Friday"."""
    return Related("weekday", m.get("WEEKDAY"))


def weekday_related(m: Match) -> Sense | None:
    """Read "last Wednesday", "this Thursday", "the previous Friday"."""
    return _related(m, "weekday", m.get("WEEKDAY"))


def weekday_that(m: Match) -> Sense:
    """Read "that Friday"."""
    return Related("weekday", m.get("WEEKDAY"), 0, "text")


def weekday_week(m: Match) -> Sense:
    """Read "Friday of last week", "Monday next week"."""
    return WeekdayOf(m.get("WEEKDAY"), Shift(m.get("REL"), "week"))


def nth_weekday(m: Match) -> Sense | None:
    """Read "the second Tuesday of April", "the last Friday of March 2025", "the first Monday of next month"."""
    number = -1 if m.has("last") else m.get("ORD")
    month = month_year(m) if m.get("MONTH") else Shift(m.get("REL"), "month")
    return NthWeekday(number, m.get("WEEKDAY"), month) if number in (-1, 1, 2, 3, 4, 5) else None


def weekday_trailing(m: Match) -> Sense:
    """Read "Friday last"."""
    return Related("weekday", m.get("WEEKDAY"), -1 if m.has("last") else 1)


def month_related(m: Match) -> Sense | None:
    """Read "last May", "next March"."""
    return _related(m, "month", m.get("MONTH"))


def season_related(m: Match) -> Sense | None:
    """Read "last fall", "this summer"."""
    return _related(m, "season", m.get("SEASON"))


def season_year(m: Match) -> Sense | None:
    """Read "the summer of 2019", "spring 2023"."""
    year = m.get("YEAR")
    return Season(m.get("SEASON"), year) if year else None


def season(m: Match) -> Sense:
    """Read "the spring"."""
    return Related("season", m.get("SEASON"))


def _related(m: Match, kind: Any, name: int | str) -> Sense | None:
    step = m.get("REL")
    words = {item.word for item in m.items}
    if "following" in words and "the" not in words:  # "following Monday's vote": after it
        return None
    if step is None:
        step = -1 if words & {"last", "past"} else 1
    text = bool(words & _TEXT_STEPS)
    return Related(kind, name, step, "text" if text else "now")


def unit_related(m: Match) -> Sense | None:
    """Read "last week", "this year", "next quarter"; "past weeks" and hours are no period."""
    grain = GRAINS.get(m.get("UNIT"))
    if grain is None:
        return None
    if m.has("following"):
        return None
    if m.has("past", "previous", "preceding", "coming"):
        return _definite(m, grain)
    if m.has("present") and grain not in ("year", "month", "week", "century", "decade"):
        return None
    return Shift(m.get("REL"), grain)


def unit_definite(m: Match) -> Sense | None:
    """Read "the previous week", "the next day", "the past year", "the current quarter"."""
    grain = GRAINS.get(m.get("UNIT"))
    return None if grain is None else _definite(m, grain)


def _definite(m: Match, grain: Grain) -> Sense | None:
    if m.has("current", "present", "this", "coming"):
        return Shift(m.get("REL"), grain)
    if m.has("past", "last"):
        return Shift(-1, grain) if grain != "quarter" else None
    return Shift(m.get("REL"), grain, "text")


def unit_that(m: Match) -> Sense | None:
    """Read "that year", "the same day"."""
    grain = GRAINS.get(m.get("UNIT"))
    return None if grain is None else Holding(grain)


def unit_the(m: Match) -> Sense | None:
    """Read "the quarter", "the week", "the year"; which of them are times the context says."""
    grain = GRAINS.get(m.get("UNIT"))
    if grain is None or grain in ("century", "decade", "fortnight"):
        return None
    return Holding(grain, base="now")


def unit_latest(m: Match) -> Sense | None:
    """Read "the latest quarter": the last one that is over."""
    grain = "quarter" if m.has("period") else GRAINS.get(m.get("UNIT"))
    return Shift(-1, grain) if grain in ("quarter", "year", "month", "week") else None


def _count(m: Match) -> int | None:
    number = m.get("NUM")
    if number is None:
        return 1
    return number if isinstance(number, int) else None


def _unit(m: Match) -> str:
    units = m.all("UNIT") + m.all("UNITS")
    code: str = units[0]
    return code


def ago(m: Match) -> Sense | None:
    """Read "a year ago", "two months ago", "year-ago"; hours and minutes ago are today."""
    if m.has("half"):
        return Shift(-50 if m.has("century") else -5, "year")
    unit, count = _unit(m), _count(m)
    if count is None:
        return None
    if unit in ("TH", "TM", "TS"):
        return Shift(0, "day") if unit != "TH" or count <= 12 else None
    if unit in ("10Y", "100Y"):
        return Shift(-count * (10 if unit == "10Y" else 100), "year")
    if unit == "F":
        return Shift(-2 * count, "week")
    return Shift(-count, GRAINS[unit], keep=unit == "Y" and count == 1)


def ago_vague(m: Match) -> Sense:
    """Read "several years ago"."""
    return Vague("PAST_REF")


def from_now(m: Match) -> Sense | None:
    """Read "two weeks from now"."""
    found = ago(m)
    return Shift(-found.count, found.unit) if isinstance(found, Shift) and found.count else None


def earlier(m: Match) -> Sense | None:
    """Read "a year earlier", "three days before", "the day before"."""
    unit, count = _unit(m), _count(m)
    if count is None or unit not in GRAINS:
        return None
    return Shift(-count, GRAINS[unit], "text", keep=unit == "Y")


def later(m: Match) -> Sense | None:
    """Read "a week later", "three days later"."""
    found = earlier(m)
    return Shift(-found.count, found.unit, "text") if isinstance(found, Shift) else None


def feast(m: Match) -> Sense:
    """Read "Easter Monday", "last Thanksgiving", "Christmas 2023"."""
    return Feast(m.get("FEAST"), m.get("REL"), m.get("YEAR"))


def feast_of(m: Match) -> Sense:
    """Read "Easter next year"."""
    return Feast(m.get("FEAST"), of=Shift(m.get("REL"), "year"))


def section(m: Match) -> Sense | None:
    """Read "the third quarter", "the first half", "the last quarter"."""
    grain: Any = "half" if m.has("half") else "quarter"
    most = 2 if grain == "half" else 4
    number = m.get("ORD") or most
    return Section(grain, number) if number <= most else None


def section_code(m: Match) -> Sense | None:
    """Read "Q3", "H1", "2024-Q3"."""
    number = m.get("NUM")
    grain: Any = "half" if m.has("h") else "quarter"
    if not isinstance(number, int) or not 1 <= number <= (2 if grain == "half" else 4) or not m.items[-1].glued:
        return None
    return Section(grain, number, year(m) if m.get("YEAR") else None)


def section_of(m: Match) -> Sense | None:
    """Read "the third quarter of 1989", "this year's first half", "the 1988 third quarter"."""
    part = m.get("QTR")
    of = m.get("YR") or m.get("UNITREF") or m.get("DEFUNIT") or m.get("DECA")
    if not isinstance(part, Section) or part.of is not None or (isinstance(of, Shift) and of.unit != "year"):
        return None
    return Section(part.grain, part.number, of)


def half_of_month(m: Match) -> Sense | None:
    """Read "the first half of March": the month, with the modifier that says which end of it."""
    part = m.get("QTR")
    return m.get("MON") if isinstance(part, Section) and part.grain == "half" and part.of is None else None


def quarter_ago(m: Match) -> Sense | None:
    """Read "the year-ago quarter", "the corresponding period last year": the quarter in question a year before."""
    shift = m.get("AGO") or m.get("UNITREF")
    if not isinstance(shift, Shift) or shift.unit != "year":
        return None
    part = m.get("QTR")
    if isinstance(part, Section):
        return Section(part.grain, part.number, Shift(-1, "year"))
    return Shift(-1, "year", Holding("quarter"), keep=True)


def week_of(m: Match) -> Sense | None:
    """Read "the week of March 6", "the weekend of June 1"; "the year ended March 31" is a length and a day."""
    unit = m.get("DEFUNIT")
    return (
        Holding(unit.grain, m.get("DAY")) if isinstance(unit, Holding) and unit.grain in ("week", "weekend") else None
    )


def approximate(m: Match) -> Any:
    """Read "nearly forty years": the sense stays, the modifier is kept apart."""
    return m.get("LEN") or m.get("AGO") or m.get("REF")


def around(m: Match) -> Any:
    """Read "around Nov. 1", "circa 1890"."""
    found = m.get("DAY") or m.get("TOD") or m.get("YR") or m.get("MON")
    return None if isinstance(found, Related) else found  # "to get around Wednesday's ruling"


def quarter_same(m: Match) -> Sense:
    """Read "the 1988 period": the quarter that the figures are of, in the named year."""
    return SameQuarter(m.get("YR"))


def unit_this_past(m: Match) -> Sense | None:
    """Read "this past year", "this coming weekend"."""
    grain = GRAINS.get(m.get("UNIT"))
    return Shift(1 if m.has("coming") else -1, grain) if grain else None


def length_period(m: Match) -> Any:
    """Read "a three-year period"."""
    return m.get("LEN")


def edge(m: Match) -> Any:
    """Read "early 1990", "the end of the month"."""
    found = m.get("DATE")
    idiom = isinstance(found, Holding) and found.grain == "day"  # "at the end of the day"
    return None if idiom or isinstance(found, Clock | Length) else found


def shade(m: Match) -> Any:
    """Read "earlier this month", "later in the week"."""
    return m.get("DAY") or m.get("UNITREF") or m.get("TOD") or m.get("DEFUNIT")


def year_end(m: Match) -> Sense:
    """Read "year-end", "year's end"."""
    return Shift(0, "year")


def reference(m: Match) -> Sense:
    """Read "now", "recently"."""
    return Vague(m.get("NAMEDREF"))


def reference_adjective(m: Match) -> Sense:
    """Read "recent", "current" before a noun."""
    return Vague(m.get("ADJREF"))


def reference_past(m: Match) -> Sense:
    """Read "the past"."""
    return Vague("PAST_REF")


reference_recent = reference_past


def reference_future(m: Match) -> Sense:
    """Read "the future", "the near term"."""
    return Vague("FUTURE_REF")


@cache
def readings() -> dict[str, Reading]:
    """Return every reading that the grammar calls, by its name.

    Raises:
        KeyError: when `patterns.tsv` names one that is neither here nor in `lengths` and `clocks`.
    """
    known = {**vars(lengths), **vars(clocks), **globals()}
    return {pattern.reading: known[pattern.reading] for stage in patterns() for pattern in stage}
