"""Whose words a stretch of the page is: the statement that holds it, and the parts named in a stretch."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from spacy.tokens import Token

from onrecord.actors import Cast
from onrecord.layers import Layers
from onrecord.record import Statement, Time

_BUCKET = 512
"""Characters of a stretch of text in the index of statements."""
_SIDES = frozenset({"state", "person", "organisation"})
_CLEARLY = 1.5
"""How many times as often as any third country the second party must be named for a page to be about two."""
_TOGETHER = frozenset(
    {"side", "leader", "minister", "party", "country", "nation", "president", "government", "army", "state"}
)


class Voices:
    """Looks up, for one page, which statement holds an offset, which times and which actors stand in a stretch."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.cast: Cast = layers.cast

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """The page's statements by id."""
        return {s.id: s for s in self.layers.statements}

    def statement_at(self, offset: int, *, headline: bool = False) -> Statement | None:
        """Return the innermost statement that holds the offset: the shortest span wins."""
        best: tuple[int, Statement] | None = None
        for start, end, size, statement in self._spans.get(offset // _BUCKET, ()):
            if start <= offset < end and (headline or not statement.headline) and (best is None or size < best[0]):
                best = (size, statement)
        return best[1] if best else None

    @cached_property
    def _spans(self) -> dict[int, list[tuple[int, int, int, Statement]]]:
        """The spans of the statements by stretch of text, so that a look-up does not walk through all of them."""
        buckets: dict[int, list[tuple[int, int, int, Statement]]] = {}
        for statement in self.layers.statements:
            size = sum(s.end - s.start for s in statement.spans)
            for span in statement.spans:
                for bucket in range(span.start // _BUCKET, span.end // _BUCKET + 1):
                    buckets.setdefault(bucket, []).append((span.start, span.end, size, statement))
        return buckets

    def statement_by_cue(self, offset: int) -> Statement | None:
        """Return the first statement whose cue holds the offset, headlines apart."""
        return self._cues.get(self.layers.document.token_at(offset).i)

    @cached_property
    def _cues(self) -> dict[int, Statement]:
        cues: dict[int, Statement] = {}
        for statement in self.layers.statements:
            if statement.cue is not None and not statement.headline:
                for token in self.layers.document.tokens(statement.cue.start, statement.cue.end):
                    cues.setdefault(token.i, statement)
        return cues

    def state_of(self, actor: str | None) -> str | None:
        """Return the id of the state on the page that a person or office speaks for, else the actor itself."""
        if actor is None or actor not in self.cast:
            return None
        part = self.cast[actor]
        if part.kind == "state" or part.country is None:
            return actor
        for other in self.cast:
            if other.kind == "state" and other.country == part.country:
                return other.id
        return actor

    def country_of(self, actor: str | None) -> str | None:
        """Return the country of an actor, None where it has none or is not known."""
        return self.cast[actor].country if actor is not None and actor in self.cast else None

    def same_side(self, one: str | None, other: str | None) -> bool:
        """Say whether two actors are the same, or of the same country."""
        if one is None or other is None:
            return False
        return one == other or (self.country_of(one) is not None and self.country_of(one) == self.country_of(other))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The two sides that the page is about, as actor ids (states, else persons), or none where it is not about two.

        They are the countries that meet or agree on the page, where no third one is named more often, else the two
        that are named most by far.
        """
        counts = Counter(
            part.country for part in self.cast for _ in part.mentions if part.country and part.kind in _SIDES
        )
        ranked = [*counts.most_common(), (None, 0), (None, 0), (None, 0)]
        for event in self.layers.events:
            if event.type in ("CONSULT", "AGREE", "COOPERATE") and not event.historical:
                sides = self._by_country([*event.actors, *event.recipients])
                named = {self.country_of(s) for s in sides}
                others = [n for country, n in ranked if country not in named]
                if len(sides) == 2 and min(counts[self.country_of(s) or ""] for s in sides) > others[0]:
                    return sides
        if ranked[1][1] < _CLEARLY * ranked[2][1] or not ranked[1][1]:
            return ()
        return self._by_country([p.id for p in self.cast if p.country in (ranked[0][0], ranked[1][0])])

    def _by_country(self, actors: list[str]) -> tuple[str, ...]:
        """Return one actor for each country among these, a state before a person."""
        sides: dict[str, str] = {}
        for actor in (m for a in actors for m in self.expand(a)):
            country = self.country_of(actor)
            if country is not None and country not in sides:
                sides[country] = self.state_of(actor) or actor
        return tuple(sides.values())

    def other_side(self, actor: str | None) -> str | None:
        """Return the other of the page's two parties, None where it has no two or the actor is of neither."""
        if len(self.parties) != 2:
            return None
        for i, party in enumerate(self.parties):
            if self.same_side(actor, party):
                return self.parties[1 - i]
        return None

    def expand(self, actor: str) -> tuple[str, ...]:
        """Return the members of a group of parties, or the actor itself."""
        if actor not in self.cast:
            return ()
        part = self.cast[actor]
        return tuple(part.members) or (actor,)

    def named_by(self, noun: Token) -> tuple[str, ...]:
        """Return the actors that a noun phrase stands for, by its head: "both sides" are two."""
        parts: list[str] = []
        for token in (noun, *noun.conjuncts):
            actor = self.cast.covering(token.idx)
            if actor is None and token.pos_ == "NOUN":
                actor = self._by_head(token)
            if actor is not None and not self._is_the_two(token, actor):
                parts.extend(self.expand(actor))
        plural = noun.lemma_.lower() in _TOGETHER and any(
            c.lower_ in ("both", "two", "each", "either") for c in noun.children
        )
        if not parts and self._is_the_two(noun, self.cast.covering(noun.idx)):
            return self.parties
        if len(parts) < 2 and (plural or noun.lower_ in ("both", "we both")) and len(self.parties) == 2:
            return self.parties
        return tuple(dict.fromkeys(parts))

    def _is_the_two(self, noun: Token, actor: str | None) -> bool:
        """Say whether "the Presidents" and "they", of a page about two, are those of the two."""
        if len(self.parties) != 2:
            return False
        if actor is not None and (self.cast[actor].country is not None or self.cast[actor].members):
            return False
        if noun.pos_ == "PRON" and actor is not None and noun.lower_ in ("they", "their", "them"):
            return self.cast[actor].name.lower().removeprefix("the ").removesuffix("s") in _TOGETHER
        if noun.tag_ not in ("NNS", "NNPS") or noun.lemma_.lower() not in _TOGETHER:
            return False
        return all(c.lower_ in ("the", "both", "two", "their") or c.is_punct for c in noun.children)

    def _by_head(self, noun: Token) -> str | None:
        """Return the body whose name ends in this noun, for "the union" said of a drivers' union named before."""
        if not any(c.lower_ in ("the", "this", "that") for c in noun.children):
            return None
        for part in self.cast:
            if part.kind in ("organisation", "group", "bloc") and part.name.lower().split()[-1:] == [noun.lower_]:
                return part.id
        return None

    def subject_of(self, verb: Token) -> Token | None:
        """Return the subject of a verb, found along coordination and control."""
        here = verb
        for _ in range(5):
            for child in here.children:
                if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                    return _after_dateline(child)
            if here.dep_ == "conj" and here.head.dep_ == "relcl" and _after_comma(here):
                here = here.sent.root  # "thanked the mission, whose men keep the border, and agreed"
                if here.dep_ == "ROOT" and any(c.dep_ in ("nsubj", "nsubjpass") for c in here.children):
                    continue
            if here.dep_ not in ("conj", "xcomp", "advcl", "acl", "pcomp") or here.head is here:
                return None
            here = here.head
        return None

    def times_in(self, start: int, end: int) -> list[tuple[int, Time]]:
        """Return the times that stand wholly within a stretch, as (index, time)."""
        return [(i, t) for i, t in enumerate(self.layers.times) if start <= t.start and t.end <= end]


def _after_dateline(subject: Token) -> Token:
    """Return the true subject where the parser took a dateline's place for it: "OSLO, May 3 (Wire) - Norway agreed"."""
    for child in subject.children:
        if child.dep_ in ("appos", "conj") and any(
            t.text in ("-", "--", "—", "–") for t in subject.doc[subject.i + 1 : child.i]
        ):
            return child
    return subject


def _after_comma(verb: Token) -> bool:
    """Say whether a coordinate verb stands after ", and"."""
    left = verb.i - 1
    return left >= 2 and verb.doc[left].dep_ == "cc" and verb.doc[left - 1].text == ","
