"""Readings of parts of the day and of clock times: "Wednesday night", "8.30am", "5 p.m. EST Nov. 9"."""

from __future__ import annotations

from typing import Any

from onrecord.times.grammar import Match
from onrecord.times.sense import Clock, DayPart, Sense, Shift


def deixis_part(m: Match) -> Sense:
    """Read "tonight"."""
    days, part = m.get("DEIXISPART").split()
    return DayPart(part, Shift(int(days), "day"))


def part(m: Match) -> Sense:
    """Read "Wednesday night", "the morning of May 3"."""
    return DayPart(m.get("PART") or m.get("MIDPART"), m.get("DAY"))


def part_related(m: Match) -> Sense | None:
    """Read "this morning", "last night", "the next morning"."""
    if m.has("this", "current", "that"):
        return DayPart(m.get("PART"), Shift(0, "day", "text" if m.has("that") else "now"))
    base: Any = "text" if m.has("the", "previous", "following", "preceding") else "now"
    return DayPart(m.get("PART"), Shift(m.get("REL"), "day", base))


def part_open(m: Match) -> Sense:
    """Read "the morning" of the day that the text speaks of."""
    return DayPart(m.get("PART") or m.get("MIDPART"))


def part_overnight(m: Match) -> Sense:
    """Read "overnight": the night before the day that the text speaks of."""
    return DayPart("NI", Shift(-1, "day", "text"))


def clock(m: Match) -> Sense | None:
    """Read "10:35 a.m.", "8.30am", "5 p.m. EST", "noon"."""
    noon = m.get("NOON")
    if noon:
        return Clock(noon, m.get("ZONE") or "")
    text = m.get("CLOCK") or m.items[0].roles.get("DIGITS") or str(m.get("NUM") or "")
    hours, _, minutes = text.replace(".", ":").partition(":")
    if not hours.isdigit() or (minutes and len(minutes) < 2):
        return None
    half = m.get("AMPM")
    hour, minute = int(hours), minutes or "00"
    if half is None and not m.get("CLOCK"):
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or int(minute[:2]) > 59:
        return None
    return Clock(f"{hour:02d}:{minute}", m.get("ZONE") or "")


def clock_military(m: Match) -> Sense | None:
    """Read "1400 GMT", "0735 hours": four digits and a zone."""
    digits = m.items[0].roles.get("DIGITS", "")
    if len(digits) != 4 or not digits.isdigit() or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return Clock(f"{digits[:2]}:{digits[2:]}", m.get("ZONE") or "")


def clock_day(m: Match) -> Sense | None:
    """Read "Friday at 8 p.m.", "5 p.m. EST Nov. 9"."""
    found, day = m.get("CLK"), m.get("DAY") or m.get("TOD")
    if not isinstance(found, Clock):
        return None
    if isinstance(day, DayPart):
        day = day.of
    return Clock(found.time, found.zone, day)


def clock_open(m: Match) -> Sense:
    """Read a time of day without its day."""
    found: Clock = m.get("CLK")
    return found


def early_on(m: Match) -> Sense | None:
    """Read "early on Monday" as the start of its morning, "late on Monday" as the end of the day."""
    if m.get("EDGE") == "MID":
        return None
    day: Sense = m.get("DAY")
    return DayPart("MO", day) if m.get("EDGE") == "START" else day
