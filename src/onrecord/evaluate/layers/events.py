"""Events: what happened or did not, who did it to whom, when; each told once, and traps avoided."""

from __future__ import annotations

from collections import Counter

from onrecord.evaluate.gold import Gold, GoldEvent
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book
from onrecord.record import Event, EventType

RECIPROCAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties act alike: each may stand on either side."""


def score_events(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `events`, the fields of those found, `events: told once` and `events: traps avoided`."""
    events = sheet.record.events
    fits = [(want, [e for e in events if _is(want, e, sheet)]) for want in gold.events]
    for want, found in fits:
        if want.optional:
            continue
        if found:
            _score_fields(want, max(found, key=lambda e: _fitness(want, e, sheet)), sheet, book)
        else:
            near = [(e.type, e.trigger.text) for e in events if _at(want.trigger, *want.alt_triggers, e=e, sheet=sheet)]
            book.miss("events", want.trigger, want.type, near or None)
    known = {e.id for _, found in fits for e in found}
    extra = [e for e in events if e.id not in known]
    for event in extra:
        book.miss("events", "not wanted", None, f"{event.type} {event.status}: {event.trigger.text}")
    needed = [found for want, found in fits if not want.optional]
    hits = sum(bool(found) for found in needed)
    book.count("events", right=hits, wanted=len(needed), found=hits + len(extra))
    book.count("events: told once", right=len(events) - _told_again(fits), wanted=len(events))
    _score_traps(gold, fits, sheet, book)


def _at(*needles: str, e: Event, sheet: Sheet) -> bool:
    """Say whether an event, or another telling of it, stands at one of these words."""
    return sheet.stands_in(needles, (e.trigger, *e.evidence))


def _is(want: GoldEvent, got: Event, sheet: Sheet) -> bool:
    fits = got.type in (want.type, *want.alt_types)
    return fits and _at(want.trigger, *want.alt_triggers, e=got, sheet=sheet)


def _fitness(want: GoldEvent, got: Event, sheet: Sheet) -> tuple[bool, bool, bool]:
    dated = bool(want.date) and sheet.dated(got.date, (want.date or "", *want.alt_dates))
    return _by_whom(want, got, sheet), got.status in (want.status, *want.alt_statuses), dated


def _by_whom(want: GoldEvent, got: Event, sheet: Sheet) -> bool:
    """Say whether all wanted parties are there, each on its side; further parties are allowed, swapped ones not."""
    if want.type in RECIPROCAL:
        return sheet.are_among((*want.actors, *want.recipients), (*got.actors, *got.recipients))
    if not sheet.are_among(want.actors, got.actors) or not sheet.are_among(want.recipients, got.recipients):
        return False
    return not (
        _strays(want.recipients, want.actors, got.actors, sheet)
        or _strays(want.actors, want.recipients, got.recipients, sheet)
    )


def _strays(wrong: tuple[str, ...], right: tuple[str, ...], ids: tuple[str, ...], sheet: Sheet) -> bool:
    """Say whether one of these ids is wanted on the other side only."""
    return bool(right) and any(sheet.any_of(wrong, (id,)) and not sheet.any_of(right, (id,)) for id in ids)


def _score_fields(want: GoldEvent, got: Event, sheet: Sheet, book: Book) -> None:
    what = f"{want.type}: {want.trigger}"
    parties = [[sheet.name(id) for id in ids] for ids in (got.actors, got.recipients)]
    book.check(
        "events: who",
        _by_whom(want, got, sheet),
        what,
        " -> ".join(", ".join(side) for side in (want.actors, want.recipients)),
        " -> ".join(", ".join(n or "-" for n in side) for side in parties),
    )
    statuses = (want.status, *want.alt_statuses)
    book.check("events: status", got.status in statuses, what, statuses, got.status)
    if want.date:
        dates = (want.date, *want.alt_dates)
        book.check("events: date", sheet.dated(got.date, dates), what, dates, sheet.when(got.date))
    if want.mode:
        modes = (want.mode, *want.alt_modes)
        book.check("events: mode", got.mode in modes, what, modes, got.mode)
    if want.context:
        book.check("events: context", want.context in got.contexts, what, want.context, got.contexts)


def _told_again(fits: list[tuple[GoldEvent, list[Event]]]) -> int:
    """Count events that tell again what another one tells: of those that fit one gold event only, all but one."""
    owners = Counter(e.id for _, found in fits for e in found)
    return sum(max(0, sum(owners[e.id] == 1 for e in found) - 1) for _, found in fits)


def _score_traps(gold: Gold, fits: list[tuple[GoldEvent, list[Event]]], sheet: Sheet, book: Book) -> None:
    for trap in gold.not_events:
        excused = {
            e.id for want, found in fits for e in found if trap.wrong_status in (want.status, *want.alt_statuses)
        }
        caught = [
            f"{e.type} {e.status}: {e.trigger.text}"
            for e in sheet.record.events
            if e.id not in excused and e.status == trap.wrong_status and _at(trap.trigger, e=e, sheet=sheet)
        ]
        book.check("events: traps avoided", not caught, trap.trigger, f"not {trap.wrong_status}: {trap.why}", caught)
