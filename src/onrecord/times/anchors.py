"""Event anchors: the times that hang on an event, settled once the record dates it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Event, Time
from onrecord.times.period import Grain, Period, holding
from onrecord.times.telling import dated

_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")
_UNITS: dict[str, Grain] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_REACH = 12
"""How many tokens after "before" or "after" the event's own words may start; its noun or verb stands there."""


def settle(document: Document, times: Sequence[Time], events: Sequence[Event], notes: Notes) -> list[Time]:
    """Return the times with those resolved that hang on a dated event ("two days before the vote").

    The event is the one whose trigger, or another telling of it, stands first in the words after the length, in the
    same sentence; its date has to be a day. What is settled leaves `unresolved`.
    """
    out = list(times)
    waiting = {u.id for u in notes.unresolved if u.layer == "times" and u.reason == "event-anchored"}
    if not waiting:
        return out
    spots = sorted(
        (span.start, index) for index, event in enumerate(events) for span in (event.trigger, *event.evidence)
    )
    settled: set[str | int] = set()
    for index, time in enumerate(times):
        if index not in waiting:
            continue
        event = _event_after(document, time, spots, events)
        day = _day(times, event)
        period = _shifted(time, day) if day else None
        if period is not None and event is not None:
            anchor = times[event.date].start if event.date is not None else event.trigger.start
            out[index] = dated(time, period, anchor, (*time.why, f"base:{event.id}"))
            settled.add(index)
    notes.unresolved[:] = [
        u for u in notes.unresolved if not (u.layer == "times" and u.reason == "event-anchored" and u.id in settled)
    ]
    return out


def _event_after(
    document: Document, time: Time, spots: Sequence[tuple[int, int]], events: Sequence[Event]
) -> Event | None:
    token = document.token_at(time.end - 1)
    sentence = token.sent
    stop = document.doc[min(token.i + _REACH, sentence.end - 1)]
    reach = stop.idx + len(stop)
    found = next((index for start, index in spots if time.end < start < reach), None)
    return None if found is None else events[found]


def _day(times: Sequence[Time], event: Event | None) -> date | None:
    """Return the day of an event, None when the record has none or only a longer stretch."""
    if event is None or event.date is None or not event.date < len(times):
        return None
    time = times[event.date]
    return date.fromisoformat(time.earliest) if time.earliest and time.earliest == time.latest else None


def _shifted(time: Time, day: date) -> Period | None:
    length = _LENGTH.fullmatch(time.value or "")
    if length is None or time.mod is not None:
        return None
    unit = _UNITS[length[2]]
    step = -1 if "event-anchored:before" in time.why else 1
    base = holding(day, "day" if unit in ("day", "week") else unit)
    try:
        return base.shift(step * int(length[1]), unit)
    except OverflowError:
        return None
