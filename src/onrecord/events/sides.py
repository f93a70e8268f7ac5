"""Sides: the two parties that a page is about, for events that name only one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.actors import Cast
from onrecord.events.roles import Roles
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import agents
from onrecord.record import Statement

# A page counts as being about two sides when they have this share of all mentions that have a country. Tuned on the
# development cases: bilateral pages have .75 and more, round-ups under .6.
_SHARE = 0.68
_RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_ADDRESSED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "RETREAT", "COERCE", "SANCTION", "AID", "AGREE", "COOPERATE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The two states that a page is about (ISO codes, the more mentioned first); empty when it is not about two."""

    pair: tuple[str, ...]

    def other(self, country: str | None) -> str | None:
        """Return the side across from a country, None when the country is neither."""
        if len(self.pair) != 2 or country not in self.pair:
            return None
        return self.pair[1] if country == self.pair[0] else self.pair[0]


def find_sides(cast: Cast) -> Sides:
    """Return the sides of a page, by how often its actors of each country are mentioned."""
    counts: Counter[str] = Counter()
    for part in cast:
        if part.country is not None and part.kind in ("state", "person", "organisation", "group"):
            counts[part.country] += len(part.mentions)
    if len(counts) < 2:
        return Sides(())
    (one, first), (two, second) = counts.most_common(2)
    if first + second < _SHARE * sum(counts.values()) or second < 2:
        return Sides(())
    return Sides((one, two))


def complete(sighting: Sighting, type_: str, roles: Roles, voice: Statement | None, cast: Cast, sides: Sides) -> tuple[Roles, str | None]:
    """Return the roles with the party that the sentence leaves to the page, and how it was found.

    1. What a side says that the other did, it did to the side that speaks ("the army said their troops fired first").
    2. Of what is done by one of the page's two sides to somebody unnamed, the other side is the recipient.
    3. What only both can do (talks, an agreement), or "both" or "each" do, and nobody is named for, both do.
    4. Who visits one of the sides and is not named is the other.
    """
    def countries(ids: tuple[str, ...]) -> set[str]:
        return {c for c in (cast[a].country for a in ids) if c is not None}

    doers, done_to = countries(roles.actors), countries(roles.recipients)
    speaker = cast[voice.speaker].country if voice is not None and voice.speaker is not None else None
    pair = tuple(cast.state(c) for c in sides.pair)
    none_named = not doers | done_to and all(cast[a].kind in ("group", "organisation", "state") for a in roles.actors)
    if pair and none_named and "none" not in sighting.frame.to and (type_ in _RECIPROCAL or "truce" in sighting.frame.flags or _of_both(sighting)):
        return Roles((*roles.actors, *pair), roles.recipients), "both sides of the page"
    if type_ == "CONSULT" and sighting.frame.mode == "visit" and not roles.actors and len(done_to) == 1:
        other = sides.other(next(iter(done_to)))
        if other is not None:
            return Roles((cast.state(other),), roles.recipients), "the page's other side"
    if type_ not in _ADDRESSED or len(doers) != 1 or done_to or "none" in sighting.frame.to:
        return roles, None
    (doer,) = doers
    if speaker is not None and speaker != doer and type_ != "REJECT":
        return Roles(roles.actors, (*roles.recipients, cast.state(speaker))), "the side that speaks"
    other = sides.other(doer)
    if other is not None and not roles.recipients and type_ != "ASSAULT":
        return Roles(roles.actors, (cast.state(other),)), "the page's other side"
    return roles, None


def _of_both(sighting: Sighting) -> bool:
    return any(c.lower_ in ("both", "each", "two") for noun in agents(sighting.governor) for c in noun.children)
