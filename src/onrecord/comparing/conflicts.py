"""Conflicts: two sentences about one thing that cannot both hold, or that commit differently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.comparing.align import NEXT, SAME, TOPIC, Match
from onrecord.comparing.comparison import Conflict, ConflictKind
from onrecord.comparing.length import length_of, lengths_differ
from onrecord.comparing.points import Number, Point
from onrecord.comparing.words import deeds, opposites

_STEADY = frozenset({"agreed", "committed"})
_CLOSE = 0.5
"""Likeness from which a number or a "not" on one side only counts as a contradiction: the clauses must say the same
but for it. Chosen above `SAME`, because a false conflict does more harm than a missed one."""
_EXACT: frozenset[ConflictKind] = frozenset({"date", "number", "place"})
_BESIDE = 2
"""Word families that the surroundings of two numbers must share for one thing to be counted: "a joint fund of ..."."""
_OF_ONE_SIZE = 2.0
"""How many times as large the larger of two sums may be when they are told of one thing: 40 and 45 million."""
_SAME_THING = 2
"""Topic words that two clauses must share before deeds that undo each other are deeds to one thing."""
_DEATH = frozenset({"=kill", "=hurt", "people", "person", "life", "body"})
_LEADS: dict[ConflictKind, str] = {
    "deadline": "a date for", "date": "the date of", "number": "the number of", "agreed": "whether it is settled:",
    "polarity": "whether", "place": "the place of",
}  # fmt: skip
_RANKS: dict[ConflictKind, int] = {
    "initiative": 0,
    "deadline": 1,
    "date": 2,
    "number": 3,
    "place": 4,
    "agreed": 5,
    "polarity": 6,
}


def find_conflicts(first: Sequence[Point], second: Sequence[Point], matches: Sequence[Match]) -> list[Conflict]:
    """Return the conflicts between two accounts, at most one for each point of either (two of a date and a number).

    Only points that were matched are looked at: what one account leaves out contradicts nothing. A sentence that both
    accounts hold word for word is agreed between them, whatever else each says.
    """
    agreed = {p.span.text for p in first} & {p.span.text for p in second}
    found: list[tuple[float, float, Match, ConflictKind]] = []
    for match in matches:
        if first[match.first].span.text in agreed or second[match.second].span.text in agreed:
            continue
        kind = contradiction(first[match.first], second[match.second], match)
        if kind is not None:
            weak = kind == "deadline" and "raised" in (first[match.first].strength, second[match.second].strength)
            # Of two that only take something up, the one whose other side names it goes first.
            unnamed = not any(k in first[match.first].keys or k in second[match.second].keys for k in match.shared)
            found.append((_RANKS[kind] + 0.5 * weak + 0.25 * unnamed, -match.likeness, match, kind))
    found.sort(key=lambda f: (f[0], f[1], *sorted((first[f[2].first].span.text, second[f[2].second].span.text))))
    lengths = length_of(first), length_of(second)
    conflicts: list[Conflict] = []
    if lengths[0] is not None and lengths[1] is not None and lengths_differ(*lengths):
        conflicts.append(Conflict(lengths[0].span, lengths[1].span, "the length of the meeting", "number"))
    conflicts.extend(_tolls(first, second))
    used_first: dict[int, set[ConflictKind]] = {}
    used_second: dict[int, set[ConflictKind]] = {}
    for _, _, match, kind in found:
        if kind in used_first.get(match.first, ()) or kind in used_second.get(match.second, ()):
            continue
        # A clause may hold two exact contradictions (a date and a sum); of other kinds one is enough.
        if kind not in _EXACT and (match.first in used_first or match.second in used_second):
            continue
        if any(
            not _EXACT.issuperset(u.get(m, ())) for u, m in ((used_first, match.first), (used_second, match.second))
        ):
            continue
        used_first.setdefault(match.first, set()).add(kind)
        used_second.setdefault(match.second, set()).add(kind)
        a, b = first[match.first], second[match.second]
        conflicts.append(Conflict(a.span, b.span, _about(a, b, match, kind), kind))
    return conflicts


def _tolls(first: Sequence[Point], second: Sequence[Point]) -> list[Conflict]:
    """Return the counts of dead or hurt that differ, of clauses that name or take up one thing in common."""
    pairs: list[tuple[int, list[str], Point, Point, bool, str]] = []
    for a in first:
        for b in second:
            if a.toll is None or b.toll is None or a.toll.kind != b.toll.kind:
                continue
            common = ({*a.keys, *a.echoed} & {*b.keys, *b.echoed}) - a.light - b.light - _DEATH
            if common:
                same = a.toll.value == b.toll.value
                pairs.append((-len(common), sorted((a.span.text, b.span.text)), a, b, same, a.toll.kind))
    found: list[Conflict] = []
    used: set[tuple[int, int]] = set()
    for _, _, a, b, same, kind in sorted(pairs, key=lambda p: (not p[4], p[0], p[1])):
        if (0, a.order) in used or (1, b.order) in used:
            continue
        used |= {(0, a.order), (1, b.order)}
        if not same:
            about = "the number of dead" if kind == "dead" else "the number of injured"
            found.append(Conflict(a.span, b.span, about, "number"))
    return found


def contradiction(a: Point, b: Point, match: Match) -> ConflictKind | None:
    """Return how two matched points contradict each other, or None."""
    if a.initiative and b.initiative:
        return "initiative" if a.initiative != b.initiative else None
    if a.encounter or b.encounter or set(match.shared) <= (a.places | b.places):
        return None  # a shared place alone is no shared matter
    if _disowned(a, b, match) or _disowned(b, a, match):
        return "polarity"
    if _deadline(a, b) or _deadline(b, a):
        return "deadline"
    if match.likeness >= SAME and _dates_differ(a, b):
        return "date"
    if _numbers_differ(a, b, near=match.likeness >= _CLOSE):
        return "number"
    if _places_differ(a, b, match) or _no_place(a, b) or _no_place(b, a):
        return "place"
    if _left_undone(a, b, match) or _left_undone(b, a, match):
        return "polarity"
    if _settled_against_considered(a, b) or _settled_against_considered(b, a):
        return "agreed"
    if match.likeness >= _CLOSE and a.negative != b.negative:
        return "polarity"
    if len(set(match.shared) - deeds()) >= _SAME_THING and _undo_each_other(a, b):
        return "polarity"
    return None


def _disowned(told: Point, denied: Point, match: Match) -> bool:
    """Say whether one side denies what the other tells: a promise with a topic in common, or a thing with two words.

    One word is enough where both name the same party as well: "guards beat migrants", "denied that its guards beat".
    """
    if not denied.denied or told.denied:
        return False
    light = told.light | denied.light
    common = [k for k in match.shared if k not in light]
    topics = [k for k in common if k not in deeds()]
    if told.promise and denied.promise and topics:
        return True
    if len(common) >= _SAME_THING and topics:
        return True
    return bool(common) and bool(set(told.keys) & set(denied.keys) & light) and match.likeness >= TOPIC


def _left_undone(done: Point, undone: Point, match: Match) -> bool:
    """Say whether one side says that it was done and the other that it was not: "initialled", "without initialling"."""
    return bool(
        {
            k
            for k in done.keys
            if k in undone.undone and k not in done.undone and k in done.verbal | undone.verbal | deeds()
        }
        and set(match.shared) - undone.undone
    )


def _deadline(dated: Point, open_: Point) -> bool:
    """Say whether one side names a date for what the other side says has none."""
    return dated.dated and not dated.undated and open_.undated and not open_.dated


def _dates_differ(a: Point, b: Point) -> bool:
    """Say whether both name dates and none of one side's can be one of the other's.

    A day's difference between two days is none: the accounts may come from different time zones.
    """
    if not a.dates or not b.dates:
        return False
    return not any(_meet(x, y) for x in a.dates for y in b.dates)


def _meet(x: tuple[str, str], y: tuple[str, str]) -> bool:
    try:
        starts = [date.fromisoformat(d[0][:10]) for d in (x, y)]
        ends = [date.fromisoformat(d[1][:10]) for d in (x, y)]
    except ValueError:
        return True
    days = all(d[0][:10] == d[1][:10] for d in (x, y))
    return max(starts).toordinal() - min(ends).toordinal() <= (1 if days else 0)


def _places_differ(a: Point, b: Point, match: Match) -> bool:
    """Say whether both name a town where one thing is to be held, and not the same town."""
    return bool(a.venues and b.venues) and a.venues.isdisjoint(b.venues) and match.likeness >= SAME


def _no_place(placed: Point, open_: Point) -> bool:
    """Say whether one side names a place for what the other side says has none."""
    return bool(placed.venues) and open_.unplaced and not open_.venues


def _numbers_differ(a: Point, b: Point, *, near: bool) -> bool:
    """Say whether both count the same thing and no count is the same.

    Of clauses that are not `near`, the words beside the numbers must show that one thing is counted.
    """
    for unit in {n[0] for n in a.numbers} & {n[0] for n in b.numbers}:
        ours, theirs = ([n for n in p.numbers if n[0] == unit] for p in (a, b))
        if not {n[1] for n in ours}.isdisjoint(n[1] for n in theirs):
            continue
        if _one_sum(a, b, unit, ours, theirs):
            return True
        if near or any(len(a.beside[x[2].start] & b.beside[y[2].start]) >= _BESIDE for x in ours for y in theirs):
            return True
    return False


def _one_sum(a: Point, b: Point, unit: str, ours: Sequence[Number], theirs: Sequence[Number]) -> bool:
    """Say whether a sum of money on either side is one that the two tell differently.

    Both clauses name one party and one thing beside the sum, and the sums are of one size.
    """
    if not (unit == "dollar" or (len(unit) == 3 and unit.isupper())) or a.parties.isdisjoint(b.parties):
        return False
    return any(
        (a.beside[x[2].start] & b.beside[y[2].start]) - deeds() - a.parties
        and max(x[1], y[1]) < _OF_ONE_SIZE * min(x[1], y[1])
        for x in ours
        for y in theirs
    )


def _undo_each_other(a: Point, b: Point) -> bool:
    """Say whether one clause has a deed that undoes a deed of the other, and neither says "not"."""
    if a.negative != b.negative:
        return False
    return any(
        (a.lemmas & one and b.lemmas & other and not a.lemmas & other and not b.lemmas & one)
        or (a.lemmas & other and b.lemmas & one and not a.lemmas & one and not b.lemmas & other)
        for one, other in opposites()
    )


def _settled_against_considered(settled: Point, open_: Point) -> bool:
    """Say whether one side has as agreed or promised what the other's account has as only looked at."""
    return (
        settled.strength in _STEADY and not settled.considered and not settled.denied
        and open_.considered and not open_.dates
    )  # fmt: skip


def _about(a: Point, b: Point, match: Match, kind: ConflictKind) -> str:
    if kind == "initiative":
        return "who asked for the meeting"
    if match.shared == (NEXT,):
        return f"{_LEADS[kind]} the next meeting"
    words = [a.keys.get(k) or b.keys.get(k) or a.echoed.get(k) or b.echoed.get(k) or "" for k in match.shared]
    topic = " ".join(w for w in words[:3] if w) or "the same point"
    return f"{_LEADS[kind]} {topic}"
