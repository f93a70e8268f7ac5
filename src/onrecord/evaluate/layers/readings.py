"""Readings: figures, commitments, positions, terms and the meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from onrecord.evaluate.gold import Gold, GoldFigure, GoldMeeting, GoldPosition, Wanted
from onrecord.evaluate.matching import bare, likeness, same_name, words
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book
from onrecord.record import Fact, Figure, Meeting, Position

G = TypeVar("G", bound=Wanted)
S = TypeVar("S", bound=Fact)

NEAR = 0.005
"""How far a figure may lie from the gold one: rounding to three digits, not another number."""
FIGURE = 0.2
"""How alike the words of two figures must be: the number and little else."""
COMMITMENT = 0.4
"""How alike two undertakings must be: annotators cut them shorter than the record does."""

Field = tuple[str, Callable[[G], object], Callable[[G, S], bool]]
"""A field to score for what was found: its name, what the gold wants (empty: nothing), whether one is right."""


def score_readings(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `figures`, `commitments`, `positions`, `terms` and `meeting`, each with its fields."""
    record = sheet.record
    _score(
        "figures",
        gold.figures,
        record.figures,
        lambda g, s: likeness(g.text, s.text) > FIGURE and _same_number(g, s) and _same_unit(g, s),
        (
            ("previous", lambda g: g.previous, lambda g, s: s.previous == g.previous),
            ("by", lambda g: g.by, lambda g, s: sheet.is_actor(s.by, g.by or "")),
            ("date", lambda g: g.date, lambda g, s: sheet.dated(s.date, (g.date or "",))),
            ("kind", lambda g: g.kind, lambda g, s: s.kind == g.kind),
        ),
        sheet,
        book,
    )
    _score(
        "commitments",
        gold.commitments,
        record.commitments,
        lambda g, s: likeness(g.what, s.what) > COMMITMENT and sheet.any_of(g.who, s.who),
        (
            ("state", lambda g: g.state, lambda g, s: s.state in (g.state, g.alt_state)),
            ("to", lambda g: g.to, lambda g, s: sheet.any_of(g.to, s.to)),
            ("announced by", lambda g: g.announced_by, lambda g, s: sheet.any_of(g.announced_by, _one(s.announced_by))),
            ("due", lambda g: g.due, lambda g, s: sheet.dated(s.due, (g.due or "",))),
        ),
        sheet,
        book,
    )
    _score(
        "positions",
        gold.positions,
        record.positions,
        lambda g, s: _same_position(g, s, sheet),
        (("toward", lambda g: g.toward, lambda g, s: sheet.is_actor(s.toward, g.toward or "")),),
        sheet,
        book,
    )
    _score(
        "terms",
        gold.terms,
        record.terms,
        lambda g, s: bare(g.term) == bare(s.term),
        (
            ("used by", lambda g: g.used_by, lambda g, s: sheet.is_actor(s.used_by, g.used_by or "")),
            (
                "report says",
                lambda g: g.report_says,
                lambda g, s: _words(g.report_says) <= _words(s.report_says),
            ),
        ),
        sheet,
        book,
    )
    if gold.meeting:
        _score_meeting(gold.meeting, sheet, book)


def _score(
    layer: str,
    wanted: Sequence[G],
    got: Sequence[S],
    same: Callable[[G, S], bool],
    fields: Sequence[Field[G, S]],
    sheet: Sheet,
    book: Book,
) -> None:
    """Score a list: what was wanted and found, what was found and not wanted, and the fields of what was found."""
    known: set[int] = set()
    hits = 0
    for want in wanted:
        fits = [k for k, thing in enumerate(got) if same(want, thing)]
        known.update(fits)
        if want.optional:
            continue
        hits += bool(fits)
        if not fits:
            book.miss(layer, "not found", want.model_dump(exclude_defaults=True), None)
            continue
        for name, asked, right in fields:
            if asked(want):
                fine = any(right(want, got[k]) for k in fits)
                book.check(
                    f"{layer}: {name}",
                    fine,
                    want.model_dump(exclude_defaults=True),
                    asked(want),
                    sheet.describe(got[fits[0]]),
                )
    extra = [thing for k, thing in enumerate(got) if k not in known]
    for thing in extra:
        book.miss(layer, "not wanted", None, sheet.describe(thing))
    book.count(layer, right=hits, wanted=sum(not w.optional for w in wanted), found=hits + len(extra))


def _one(id: str | None) -> tuple[str, ...]:
    return () if id is None else (id,)


def _words(text: str | None) -> set[str]:
    return set(bare(text or ""))


def _same_number(want: GoldFigure, got: Figure) -> bool:
    told = [value for value in (got.value, got.low, got.high) if value is not None]
    wanted = (want.value, *want.alt_values)
    return any(abs(value - w) <= NEAR * abs(w) for value in told for w in wanted)


def _same_unit(want: GoldFigure, got: Figure) -> bool:
    def singular(unit: str) -> str:
        return unit.lower().removesuffix("s")

    return want.unit is None or singular(got.unit or "") in {singular(u) for u in (want.unit, *want.alt_units)}


def _same_position(want: GoldPosition, got: Position, sheet: Sheet) -> bool:
    about = set(words(want.issue)) & set(words(got.issue))
    return bool(about) and want.stance == got.stance and sheet.is_actor(got.actor, want.actor)


def _score_meeting(want: GoldMeeting, sheet: Sheet, book: Book) -> None:
    meetings = sheet.record.meetings
    fits = [m for m in meetings if _same_meeting(want, m, sheet)]
    told = [(m.channel, [sheet.name(id) for id in m.participants], sheet.when(m.date)) for m in meetings]
    book.check("meeting", bool(fits), "the page's meeting", want.model_dump(exclude_defaults=True), told)
    if fits and want.length:
        lengths = [m.length for m in fits]
        book.check("meeting: length", want.length in lengths, "the page's meeting", want.length, lengths)
    for topics, side in zip((want.only_first, want.only_second), want.participants, strict=False):
        own = [t for m in fits for id, only in m.only_in.items() if same_name(side, sheet.names(id)) for t in only]
        for topic in topics:
            fine = any(set(words(topic)) & set(words(t)) for t in own)
            book.check("meeting: one side only", fine, side, topic, own)


def _same_meeting(want: GoldMeeting, got: Meeting, sheet: Sheet) -> bool:
    channel = (want.channel or "").replace(" ", "-")
    return (
        channel in ("", got.channel)
        and (not want.date or sheet.dated(got.date, (want.date,)))
        and all(any(same_name(name, sheet.names(id)) for id in got.participants) for name in want.participants)
    )
