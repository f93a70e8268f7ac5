"""Telling: a page's times in order, each resolved against the page's date and those told before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Reason, Time, TimeType
from onrecord.times.direction import Direction, direction
from onrecord.times.find import Found, find
from onrecord.times.period import Period, holding
from onrecord.times.resolve import OpenError, Resolver
from onrecord.times.sense import At, Clock, DayPart, Length, Repeat, Shift, Stretch, Vague

_DATELINE = re.compile(r"(?:, \d{4})?,? ?(?:\(|--|–|—|\[|\. ?/)")
"""What follows the day in an agency's dateline: "ASTANA, Sept. 12 (Agency) --"."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A time on its way to the record, its period still at hand; `reason` says why it could not be resolved."""

    found: Found
    period: Period | None
    time: Time
    reason: Reason | None = None


def read(document: Document, notes: Notes) -> list[Time]:
    """Return the times of a page in order of the text, and note those left open."""
    article = document.article
    resolver = Resolver(_day(article.published or article.modified), _day(article.modified))
    starts = [sentence.start_char for sentence in document.sentences]
    drafts: list[Draft] = []
    for paragraph in article.paragraphs:
        for found in find(document, paragraph.start, paragraph.end):
            opening = drafts[-1].period if drafts and found.joint else None
            resolver.begin(bisect_right(starts, found.start), _way(document, found), opening)
            draft = _apart(_draft(document, found, resolver), resolver)
            if opening is not None and draft.period is not None and opening.first <= draft.period.first:
                drafts[-1] = _opening(drafts[-1], draft)
            _tell(resolver, document, draft)
            drafts.append(draft)
    for index, draft in enumerate(drafts):
        if draft.reason is not None:
            field = "edtf" if draft.reason == "event-anchored" else "value"
            notes.leave_open("times", index, field, draft.reason)
    return [draft.time for draft in drafts]


def _tell(resolver: Resolver, document: Document, draft: Draft) -> None:
    """Let the times that follow hang on this one; a comparison ("a year earlier") is not what the text speaks of."""
    found, period = draft.found, draft.period
    if isinstance(found.sense, Length):
        resolver.tell_length(found.sense)
    if period is None or (isinstance(found.sense, Shift) and found.sense.keep):
        return
    resolver.tell(found.start, period)
    if period.grain == "day" and len(resolver.told) == 1 and _DATELINE.match(document.text, found.end):
        resolver.file(period.first)


def _apart(draft: Draft, resolver: Resolver) -> Draft:
    """Return a length before or after an event ("two days after the vote") with what can be said of it.

    "They agreed on Monday, a day after the envoy was summoned" dates the summons by the time of its own sentence;
    any other waits for the event's date, with its direction in `why`.
    """
    found, time = draft.found, draft.time
    if not found.apart:
        return draft
    why = (*time.why, f"event-anchored:{'before' if found.apart < 0 else 'after'}")
    told = resolver.told[-1] if resolver.told else None
    length = found.sense
    if (
        isinstance(length, Length) and length.count is not None and length.unit in ("day", "week") and found.mod is None
        and told is not None and told.sentence == resolver.sentence and told.period.grain == "day"
    ):  # fmt: skip
        try:
            period = holding(told.period.first, "day").shift(-found.apart * length.count, length.unit)
        except OverflowError:
            return Draft(found, None, time.model_copy(update={"why": why}), "out-of-range")
        return Draft(found, None, dated(time, period, told.start, (*why, "base:sentence")))
    return Draft(found, None, time.model_copy(update={"why": why}), "event-anchored")


def dated(time: Time, period: Period, anchor: int, why: tuple[str, ...]) -> Time:
    """Return a length that turned out to name a period as the time that it is."""
    return time.model_copy(
        update={
            "type": "DATE", "value": period.value, "edtf": period.edtf, "earliest": period.first.isoformat(),
            "latest": period.last.isoformat(), "anchor": anchor, "why": why,
        }
    )  # fmt: skip


def _day(stamp: str | None) -> date | None:
    """Return the local date of an ISO 8601 stamp, None for none."""
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


def _way(document: Document, found: Found) -> Callable[[], Direction]:
    return lambda: direction(document.tokens(found.start, found.end).root, found.opener)


def _draft(document: Document, found: Found, resolver: Resolver) -> Draft:
    text = document.text[found.start : found.end]
    sense, trace = found.sense, tuple(dict.fromkeys(found.trace))
    at: dict[str, Any] = {"start": found.start, "end": found.end, "text": text}
    match sense:
        case Length(value):
            return Draft(found, None, Time(**at, type="DURATION", value=value, mod=found.mod, why=trace))
        case Repeat(value):
            return Draft(found, None, Time(**at, type="SET", value=value, mod=found.mod, why=trace))
        case Vague(value):
            return Draft(found, None, Time(**at, type="DATE", value=value, mod=found.mod, why=trace))
    kind: TimeType = "TIME" if isinstance(sense, DayPart | Clock) else "DATE"
    try:
        if isinstance(sense, Stretch):
            return _stretch(found, sense, resolver, at, trace)
        period = resolver.point(sense)
        last = period.last
    except OpenError as error:
        return Draft(found, None, Time(**at, type=kind, mod=found.mod, why=trace), error.reason)
    except (OverflowError, ValueError):
        return Draft(found, None, Time(**at, type=kind, mod=found.mod, why=trace), "out-of-range")
    bounds = _shaded(found, period, resolver)
    if bounds is not None:
        time = Time(
            **at, type=kind, value=period.value, mod=found.mod, edtf="/".join(bounds), earliest=bounds[0],
            latest=bounds[1], anchor=resolver.anchor, why=(*trace, *resolver.why),
        )  # fmt: skip
        return Draft(found, period, time)
    open_end = found.opener == "since"
    edtf = f"{period.edtf}/.." if open_end and "/" not in period.edtf and "T" not in period.edtf else period.edtf
    time = Time(
        **at, type=kind, value=period.value, mod=found.mod, edtf=edtf,
        earliest=period.first.isoformat(), latest=None if edtf.endswith("/..") else last.isoformat(),
        anchor=None if isinstance(sense, At) else resolver.anchor, why=(*trace, *resolver.why),
    )  # fmt: skip
    return Draft(found, period, time)


def _shaded(found: Found, period: Period, resolver: Resolver) -> tuple[str, str] | None:
    """Return the bounds of "earlier this month" or "later in the week": up to the page's day, or from the next."""
    now = resolver.day
    if "shade" not in found.trace or period.grain == "day" or now is None or not period.first <= now <= period.last:
        return None
    if found.mod == "START":
        return period.first.isoformat(), now.isoformat()
    return min(now + timedelta(days=1), period.last).isoformat(), period.last.isoformat()


def _stretch(found: Found, sense: Stretch, resolver: Resolver, at: dict[str, Any], trace: tuple[str, ...]) -> Draft:
    first = resolver.point(sense.first)
    resolver.floor = first
    last = resolver.point(sense.last)
    edtf = f"{first.edtf}/{last.edtf}"
    time = Time(
        **at, type="DATE", value=edtf, mod=found.mod, edtf=edtf, earliest=first.first.isoformat(),
        latest=last.last.isoformat(), anchor=resolver.anchor, why=(*trace, *resolver.why),
    )  # fmt: skip
    return Draft(found, first, time)


def _opening(first: Draft, last: Draft) -> Draft:
    """Return the time that opens a range with the range as its EDTF: its value stays its own day."""
    opening, closing = first.period, last.period
    if opening is None or closing is None or "/" in opening.edtf + closing.edtf or "T" in opening.edtf + closing.edtf:
        return first
    time = first.time.model_copy(
        update={
            "edtf": f"{opening.edtf}/{closing.edtf}",
            "latest": closing.last.isoformat(),
            "why": (*first.time.why, "range"),
        }
    )
    return Draft(first.found, opening, time)
