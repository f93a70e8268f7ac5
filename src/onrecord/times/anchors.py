"""Event anchors: the times that hang on an event, settled once the record dates it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Event, Span, Time
from onrecord.times.period import Grain, Period, holding
from onrecord.times.telling import dated

_LENGTH = re.compile(r"P(\d{1,4})([DWMY])")
_UNITS: dict[str, Grain] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_STEM = 4
"""How many letters two words share that tell of one event: "the attack" and "attacked", "the signing" and "signed"."""


def settle(document: Document, times: Sequence[Time], events: Sequence[Event], notes: Notes) -> list[Time]:
    """Return the times with those resolved that hang on a dated event ("two days before the vote").

    The event is the one that the words after "before" or "after" tell, or else the one that another sentence tells by
    the same word; its date has to be a day, and events of different days leave the time open. What is settled leaves
    `unresolved`.
    """
    out = list(times)
    waiting = {u.id for u in notes.unresolved if u.layer == "times" and u.reason == "event-anchored"}
    settled: set[str | int] = set()
    for index, time in enumerate(times):
        if index not in waiting:
            continue
        dates = {event.date for event in _events_of(document, time, events) if event.date not in (None, index)}
        days = {_day(times, at): at for at in dates if at is not None and at < len(times)}
        if len(days) != 1:
            continue
        ((day, anchor),) = days.items()
        period = _shifted(time, day) if day else None
        if period is not None:
            out[index] = dated(time, period, times[anchor].start, (*time.why, "base:event"))
            settled.add(index)
    notes.unresolved[:] = [
        u for u in notes.unresolved if not (u.layer == "times" and u.reason == "event-anchored" and u.id in settled)
    ]
    return out


def _events_of(document: Document, time: Time, events: Sequence[Event]) -> list[Event]:
    words = _anchor_words(document, time)
    if not words:
        return []
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    told = [e for e in events if any(start <= span.start < end for span in _spans(e))]
    if told:
        return told
    link = words[0].nbor(-1)
    node = link.head if link.dep_ == "mark" else next((c for c in link.children if c.dep_ == "pobj"), None)
    head = node if node in words else next((t for t in words if t.pos_ in ("VERB", "NOUN")), None)
    return [] if head is None else [e for e in events if any(_alike(document, head, span) for span in _spans(e))]


def _anchor_words(document: Document, time: Time) -> list[Token]:
    """Return the words that "before" or "after" governs, up to the first comma."""
    link = document.token_at(time.end + 1)
    if link.lower_ not in ("before", "after"):
        return []
    node = link.head if link.dep_ == "mark" else link
    words: list[Token] = []
    for token in document.doc[link.i + 1 : node.right_edge.i + 1]:
        if token.is_punct or token.is_space:
            break
        words.append(token)
    return words


def _spans(event: Event) -> Iterator[Span]:
    yield event.trigger
    yield from event.evidence


def _alike(document: Document, head: Token, span: Span) -> bool:
    """Say whether one of the first words of an event's telling is the head's own, by its first letters."""
    token = document.token_at(span.start)
    return len(head.lemma_) >= _STEM and token.lemma_.lower()[:_STEM] == head.lemma_.lower()[:_STEM]


def _day(times: Sequence[Time], index: int) -> date | None:
    """Return the day that a time names, None when it is a longer stretch or open."""
    time = times[index]
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
