"""Naming: which actors of the cast a noun phrase names, by itself, through its modifiers or through its owner."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.actors import Cast
from onrecord.actors.cast import PlaceMention
from onrecord.events.lexicon import classes, frames, lemma
from onrecord.events.syntax import REACH, children, conjuncts, possessors, preposition

_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})


class Naming:
    """Leads the nouns of one page to its cast."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        # Who says the words that are being read: whose "its" stands at the head of a reported clause.
        self._speaker: str | None = None

    def actors_of(self, noun: Token, *, deep: bool = True) -> list[str]:
        """Return the actors that a noun phrase names, coordinated ones each; `deep` looks into its modifiers too."""
        found: list[str] = []
        for one in conjuncts(noun):
            found += self._of_nations(one) or self._of_one(one, deep=deep)
        return list(dict.fromkeys(found))

    def country_at(self, token: Token) -> str | None:
        """Return the country of the place that a token names, None when it names none that is known."""
        place = self.place_at(token)
        return place.country if place else None

    def place_at(self, token: Token) -> PlaceMention | None:
        """Return the place mention that holds a token, or None."""
        for place in self._cast.places:
            if place.start <= token.idx < place.end:
                return place
        return None

    def _of_nations(self, noun: Token) -> list[str]:
        """Return the states of a plural that several of them share ("Norwegian and Chilean negotiators")."""
        if noun.tag_ not in ("NNS", "NNPS") or noun.pos_ == "PRON":
            return []
        for child in children(noun, "amod", "compound", "nmod"):
            named = [
                a for c in conjuncts(child) if (a := self._named(c)) is not None and self._cast[a].country is not None
            ]
            if len(named) > 1 and len({self._cast[a].country for a in named}) > 1:
                return named
        if lemma(noun) in classes()["agentive"]:
            # "the foreign ministers of Norway and Chile": one of each
            owners = [a for p in preposition(noun, "of") for one in conjuncts(p) for a in self._of_one(one, deep=False)]
            if len({self._cast[a].country for a in owners} - {None}) > 1:
                return owners
        return []

    def _named(self, noun: Token) -> str | None:
        """Return the actor that a noun names by itself: of "its ambassador to Ecuador", "Ecuador" is Ecuador."""
        first = noun
        for child in noun.children:
            if child.i < first.i and child.dep_ in ("compound", "amod", "det", "nmod", "poss", "nummod"):
                first = child if child.left_edge.i >= first.i else child.left_edge
        return self._cast.head_actor(noun.doc[first.i : noun.i + 1])

    def _of_one(self, noun: Token, *, deep: bool = True, modifiers: bool = True) -> list[str]:
        if noun.tag_ == "NNPS":
            # "Bosnian Serbs" are of Bosnia, "ethnic Albanians in Serbia" of Serbia: the state goes before the people.
            narrower = [c for c in noun.children if c.dep_ in ("amod", "compound") and c.is_title and c.i < noun.i]
            if not narrower and any(c.lower_ == "ethnic" for c in noun.children):
                narrower = preposition(noun, "in")
            named = [a for c in narrower for a in ([self._named(c)] if self._named(c) != self._named(noun) else [])]
            states = [a for a in named if a is not None] or [
                self._cast.state(k) for c in narrower if (k := self.country_at(c)) is not None
            ]
            if states:
                return states
        actor = self._named(noun)
        if actor is not None and noun.ent_type_ == "GPE" and self._cast[actor].kind in ("group", "unnamed"):
            actor = None if self._cast[actor].country is None else actor  # a place that no table knows is nobody
        if actor is not None:
            return self._members(actor) if self._cast[actor].members else self._or_owner(actor, noun)
        country = self.country_at(noun)
        if country is not None and deep:
            return [self._cast.state(country)]
        if (lemma(noun) in classes()["agentive"] or noun.ent_type_ in _NAMES) and deep:
            phrase = _phrase(noun)
            described = self._cast.describe(phrase)
            if described is not None and noun.ent_type_ == "GPE" and self._cast[described].country is None:
                return []  # a place that no table knows is nobody
            if described is not None:
                return self._or_owner(described, noun)
        return self._of_modifiers(noun) if deep and modifiers else []

    def _or_owner(self, actor: str, noun: Token) -> list[str]:
        """Return a described actor of no known country, or whose it is: its owner acts through it ("their navies")."""
        if self._cast[actor].country is not None or lemma(noun) not in classes()["organ"]:
            return [actor]
        return self._owners(noun) or [actor]

    def _owners(self, noun: Token) -> list[str]:
        """Return whose a described group is, when some state has it: "its troops", "the crew of a Peruvian boat"."""
        owners = [_whose(child) for child in possessors(noun)]
        found = [a for owner in owners if (a := self._named(owner)) is not None]
        if not found and ("n", lemma(noun)) not in frames():
            found = [
                a
                for owned in preposition(noun, "of")
                for child in children(owned, "amod", "poss", "compound")
                if (a := self._named(child)) is not None
            ]
        subject = noun.dep_ in ("nsubj", "nsubjpass")
        if not found and self._speaker is not None and subject and any(c.pos_ == "PRON" for c in possessors(noun)):
            found = [self._speaker]  # "Norway says its soldiers were killed"
        return [a for a in found if self._cast[a].country is not None]

    def _of_modifiers(self, noun: Token, depth: int = 0) -> list[str]:
        """Return whom the modifiers of a noun name: "Norwegian artillery", "the army's shells", "a port in Chile"."""
        found: list[str] = []
        for child in noun.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod", "nummod"):
                actor = self._named(child)
                if actor is not None and actor == self._named(noun):
                    continue  # "forty border inspectors" are no border's
                if actor is not None:
                    found += self._members(actor)
                elif child.dep_ == "poss":
                    found += self._of_one(child, deep=True)
        if found:
            return found
        # Whose doing it is goes before whom it is done to: "the shelling of a village by ...".
        for prep in sorted(children(noun, "prep", "agent"), key=lambda p: p.lower_ != "by"):
            if prep.lower_ in (
                "of",
                "in",
                "from",
                "by",
                "with",
                "for",
                "between",
                "among",
                "on",
                "against",
                "to",
                "at",
            ):
                for inner in children(prep, "pobj"):
                    for one in conjuncts(inner):
                        actor = self._named(one)
                        country = self.country_at(one)
                        if actor is not None:
                            found += self._members(actor)
                        elif country is not None:
                            found.append(self._cast.state(country))
                        elif prep.lower_ in ("of", "in", "for", "against"):
                            found += self._mods_only(one) or (self._of_modifiers(one, depth + 1) if depth < 2 else [])
                if found:
                    return found
        return found

    def _mods_only(self, noun: Token) -> list[str]:
        found: list[str] = []
        for child in noun.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                actor = self._named(child)
                if actor is not None:
                    found += self._members(actor)
        return found

    def _members(self, actor: str) -> list[str]:
        """Return the members of a group that the page made of several actors, or the actor itself."""
        part = self._cast[actor]
        return list(part.members) if part.kind == "group" and part.members else [actor]


def _whose(owner: Token) -> Token:
    """Return the noun that a relative "whose" stands for, or the owner itself."""
    at = owner.head
    for _ in range(REACH if owner.lower_ == "whose" else 0):
        if at.dep_ == "relcl":
            return at.head
        at = at.head
    return owner


def _phrase(noun: Token) -> Span:
    """Return a noun with what stands before it and its "of" or "in" phrase, as far as it is one actor's description."""
    start = noun.left_edge.i
    end = noun.i + 1
    for child in noun.children:
        if child.i == end and child.dep_ == "prep" and child.lower_ in ("of", "in", "from"):
            end = child.right_edge.i + 1
            break
    before = [c.i for c in noun.children if c.i < noun.i and c.dep_ in ("punct", "cc")]
    if before:
        start = max(start, before[-1] + 1)
    return noun.doc[start:end]
