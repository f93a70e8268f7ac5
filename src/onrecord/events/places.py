"""Places: where an event took place, by the place names that hang on its words."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors import Cast
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import children, objects
from onrecord.record import Place

_WHERE = ("in", "at", "near", "outside", "off", "inside")


def place_of(sighting: Sighting, cast: Cast, text: str) -> Place | None:
    """Return where a sighting took place, None when its words do not say.

    A place after "in", "at", "near" counts for any event, one after "to" or as the object only for a visit; "here" is
    where the page is written from, and has a country only.
    """
    visit = sighting.frame.mode == "visit"
    head, governor = sighting.head, sighting.governor
    for bearer in dict.fromkeys((head, governor, *(objects(head) if head.pos_ == "VERB" else ()))):
        if visit:
            for noun in objects(bearer) if bearer.pos_ == "VERB" else ():
                found = _place(noun, cast, text)
                if found is not None:
                    return found
        for preposition in children(bearer, "prep"):
            if preposition.lower_ in _WHERE or (visit and preposition.lower_ == "to"):
                for noun in children(preposition, "pobj"):
                    found = _place(noun, cast, text)
                    if found is not None:
                        return found
        for adverb in children(bearer, "advmod"):
            if adverb.lower_ == "here" and cast.home is not None:
                return Place(
                    start=adverb.idx, end=adverb.idx + 4, text=text[adverb.idx : adverb.idx + 4], country=cast.home
                )
    return None


def _place(noun: Token, cast: Cast, text: str) -> Place | None:
    for place in cast.places:
        if place.start <= noun.idx < place.end:
            return Place(
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
                country=place.country,
                geonames=place.geonames,
            )
    actor = cast.head_actor(noun)
    if actor is not None and cast[actor].kind == "state" and noun.pos_ == "PROPN":
        for start, end, other in cast.within(noun.left_edge.idx, noun.idx + len(noun)):
            if other == actor:
                return Place(start=start, end=end, text=text[start:end], country=cast[actor].country)
    return None
