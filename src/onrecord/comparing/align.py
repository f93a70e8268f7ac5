"""Alignment: which point of one account is which point of the other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.comparing.points import Point
from onrecord.comparing.words import deeds

SAME = 0.42
"""Likeness from which two clauses make the same point. Tuned on two annotated pairs of readouts and on this project's
own: below it, points about one region or treaty run together; above it, a translation's choice of words is lost."""
TOPIC = 0.17
"""Likeness from which two clauses have a topic in common, though each may say more about it. Tuned as `SAME`."""
_LIGHT = 0.15
"""Weight of a party's name, which stands in most clauses, beside 1 for another word."""
_OFTEN = 5
"""Clauses in which a country is named before it counts as a party, where no sentence tells of the meeting."""
_DATED = 0.5
"""Share of the floors that is enough where one side names a date and the other says that there is none: such sentences
share little but what they take up ("the approvals", "its conclusion")."""
_APART = 0.35
"""What is left of the likeness of two points that each name something else: one treaty is not another."""
_ASKED = 0.99
"""Likeness of two clauses that say who asked for the meeting: less than that of two that say that it took place."""
NEXT = "=next meeting"
"""What two clauses share that tell when or where the sides meet next, in whatever words."""
_ECHO = 0.5
"""Weight of a word taken over from the clause before."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two points, how alike they are (0 to 1), and the word families that they share."""

    first: int
    second: int
    likeness: float
    shared: tuple[str, ...]
    named: bool = True
    """Whether both name something of it, and neither only takes it up from the clause before."""


def weights(first: Sequence[Point], second: Sequence[Point]) -> dict[str, float]:
    """Return the weight of each word family: the rarer in the two accounts, the heavier."""
    counts = Counter(k for point in (*first, *second) for k in point.keys)
    total = len(first) + len(second)
    parties = party_keys(first, second)
    return {k: (_LIGHT if k in parties else 1.0) * math.log(1 + total / n) for k, n in counts.items()}


def party_keys(first: Sequence[Point], second: Sequence[Point]) -> frozenset[str]:
    """Return the word families that name the parties: names of persons, and countries named where they meet."""
    points = (*first, *second)
    named = {k for point in points for k in point.light}
    countries = {k for point in points if point.encounter or point.initiative for k in point.parties}
    counts = Counter(k for point in points for k in point.keys if k.startswith("@"))
    return frozenset(named | countries | {k for k, n in counts.items() if n >= _OFTEN})


def matches(first: Sequence[Point], second: Sequence[Point]) -> list[Match]:
    """Return every two points with a topic in common, the most alike first; the order is the same from either side."""
    weight = weights(first, second)
    parties = party_keys(first, second)
    found: list[Match] = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            likeness, shared = _likeness(a, b, weight, parties)
            if set(shared) <= a.venues | b.venues | a.places | b.places:
                continue  # something happened in a town, and something else is to be held there
            open_ = (a.undated != b.undated and (a.dated or b.dated)) or (
                a.unplaced != b.unplaced and bool(a.venues or b.venues)
            )
            floor = TOPIC if _is_topic(shared, a, b, fewest=1 if open_ else 2) else SAME
            if open_:
                floor *= _DATED
            if _stands_against(a, b) and (len(shared) > 1 or (shared and set(a.keys) & set(b.keys) & parties)):
                floor = TOPIC
            if likeness >= floor and shared:
                named = (
                    any(k.startswith("=next") or (k in a.keys and k in b.keys) for k in shared) or likeness >= _ASKED
                )
                found.append(Match(i, j, likeness, shared, named))

    def rank(m: Match) -> tuple[float, str, str]:
        texts = sorted((first[m.first].span.text, second[m.second].span.text))
        return -m.likeness, texts[0], texts[1]

    return sorted(found, key=rank)


def _stands_against(a: Point, b: Point) -> bool:
    """Say whether one denies, or only considers, where the other tells or settles: that ties by fewer words."""
    settled = {"agreed", "committed"}
    return a.denied != b.denied or (a.considered != b.considered and (b if a.considered else a).strength in settled)


def _is_topic(shared: Collection[str], a: Point, b: Point, *, fewest: int) -> bool:
    """Say whether what two points share is a topic, and not only a deed: a ban here and a ban there are two things.

    A word that is a verb or an adjective on either side ("put", "closed") is none; of words taken over from the clause
    before it takes `fewest`.
    """
    topics = [k for k in shared if k not in deeds() and k not in a.verbal | b.verbal]
    return any(k in a.keys and k in b.keys for k in topics) or len(topics) >= fewest


def _likeness(a: Point, b: Point, weight: dict[str, float], parties: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    if a.span.text == b.span.text and not a.encounter:
        return 1.0, tuple(sorted(a.keys)) or ("same",)
    if a.encounter and b.encounter:
        return 1.0, ("meeting",)
    if a.again and b.again:
        return _ASKED, (NEXT,)
    if a.encounter or b.encounter or a.initiative or b.initiative:
        return (_ASKED, ("initiative",)) if a.initiative and b.initiative else (0.0, ())
    own = set(a.keys) & set(b.keys)
    echoed = ((set(a.echoed) & set(b.keys)) | (set(b.echoed) & set(a.keys))) - own
    twice: set[str] = set()
    if a.undated != b.undated or a.unplaced != b.unplaced:
        twice = (set(a.echoed) & set(b.echoed)) - own - echoed  # "no date has been set for it"
    heavy = sorted((k for k in own if k not in parties), key=lambda k: (-weight[k], k))
    tied = sorted(k for k in echoed | twice if k in weight and k not in parties)
    if not heavy and not tied:
        return 0.0, ()
    common = sum(weight[k] for k in own) + _ECHO * sum(weight[k] for k in echoed if k in weight)
    common += _ECHO * _ECHO * sum(weight[k] for k in twice if k in weight)
    common += _agreement(a, b)
    size = [sum(weight[k] for k in p.keys) + (_ECHO * sum(weight[k] for k in echoed if k in p.echoed)) for p in (a, b)]
    smaller, larger = sorted(max(s, 1.0) for s in size)
    likeness = 0.6 * common / (smaller + 1.0) + 0.4 * 2 * common / (smaller + larger + 1.0)
    if _name_apart(a, b, parties):
        likeness *= _APART
    return min(1.0, likeness), tuple(heavy or tied)


def _name_apart(a: Point, b: Point, parties: frozenset[str]) -> bool:
    """Say whether both points name something, and nothing that the other names: two treaties, two rivers."""
    names = [{k for k in (*p.keys, *p.echoed) if k.startswith("@") and k not in parties | p.venues} for p in (a, b)]
    return bool(names[0]) and bool(names[1]) and names[0].isdisjoint(names[1])


def _agreement(a: Point, b: Point) -> float:
    """Return what dates, numbers and quoted strength add where both points have them."""
    bonus = 0.0
    if {n[:2] for n in a.numbers} & {n[:2] for n in b.numbers}:
        bonus += 1.0
    if set(a.dates) & set(b.dates):
        bonus += 0.7
    if a.strength == b.strength and a.strength != "raised":
        bonus += 0.2
    return bonus
