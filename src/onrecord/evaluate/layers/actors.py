"""Actors: who is there, which mentions are one, and which are not."""

from __future__ import annotations

from itertools import combinations

from onrecord.evaluate.gold import Gold, GoldActor
from onrecord.evaluate.matching import bare, same_name
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book
from onrecord.record import Actor


def score_actors(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `actors`, `actors: office`, `actors: joined` and `actors: kept apart`."""
    for want in gold.actors:
        if want.optional:
            continue
        got = [a for a in sheet.record.actors if same_name(want.name, sheet.names(a.id))]
        book.check("actors", any(_fits(want, a) for a in got), want.name, (want.country, want.sector), _told(got))
        if want.office:
            offices = [a.office for a in got]
            fits = any(" ".join(bare(want.office)) in " ".join(bare(o or "")) for o in offices)
            book.check("actors: office", fits, want.name, want.office, offices)
    holders = _holders(sheet)
    for a, b in gold.same_entity:
        joined = holders.get(_key(a), set()) & holders.get(_key(b), set())
        book.check("actors: joined", bool(joined), f"{a} = {b}", "one actor", "two, or not found")
    for a, b in (*gold.different_entity, *_surely_apart(gold.actors)):
        first, second = holders.get(_key(a), set()), holders.get(_key(b), set())
        if first and second:  # one that was not found is not thrown together with another
            book.check("actors: kept apart", not first & second, f"{a} / {b}", "two actors", "one")


def _fits(want: GoldActor, got: Actor) -> bool:
    return want.country in (None, got.country) and want.sector in (None, got.sector, *got.sectors)


def _told(actors: list[Actor]) -> list[tuple[str, str | None, str | None]]:
    return [(a.name, a.country, a.sector) for a in actors]


def _key(name: str) -> str:
    return " ".join(bare(name))


def _holders(sheet: Sheet) -> dict[str, set[str]]:
    """Return the ids of the actors that each name or mention, a pronoun too, leads to."""
    holders: dict[str, set[str]] = {}
    for actor in sheet.record.actors:
        for name in (actor.name, *(m.text for m in actor.mentions)):
            holders.setdefault(_key(name), set()).add(actor.id)
    return holders


def _surely_apart(actors: tuple[GoldActor, ...]) -> list[tuple[str, str]]:
    """Pairs of gold actors that cannot be one: of two countries, or one of them, or both, in an office."""
    return [
        (a.name, b.name)
        for a, b in combinations(actors, 2)
        if (a.country and b.country and a.country != b.country) or a.office or b.office
    ]
