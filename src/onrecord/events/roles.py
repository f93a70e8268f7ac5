"""Roles: who does an event and to whom, as actors of the cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.events.lexicon import classes, embedders, frames, lemma
from onrecord.events.naming import Naming
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import (
    agents,
    carriers,
    children,
    is_condition,
    is_passive,
    kernels,
    objects,
    possessors,
    preposition,
    surface_subjects,
)  # fmt: skip

USUAL = ("obj", "with", "to", "against", "on", "for", "from", "at", "toward", "towards", "objmod")
"""Where a recipient stands when the frame does not say."""


_SENDING = frozenset({"send", "dispatch", "deploy", "provide", "lend", "station", "withdraw"})
_PARTNER = frozenset({"with", "between", "to", "from"})
_CARRYING_OUT = frozenset(["announce", "order", "begin", "start", "complete", "finish", "confirm", "speed", "conduct"])
_COURTS = frozenset({"court", "tribunal", "council", "panel"})
_TRAVELLING = frozenset({"GOV", "MIL", "LEG", "IGO", "SPY", "JUD"})
_LATE = frozenset({"on", "against", "to"})
_CONTENT_PREPOSITIONS = ("to", "with", "from", "against", "for", "by", "of", "in")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did it and to whom, as actor ids without repetition."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]


class Casting(Naming):
    """Gives one page's sightings their roles."""

    def roles(self, sighting: Sighting, speaker: str | None = None, *, ahead: bool = False) -> Roles | None:
        """Return the roles of a sighting; None when the frame needs a journey abroad and the words tell of none.

        `speaker` is who says the words, when they are somebody's own words: the actor of what is told without a
        subject, and of what is still to come (`ahead`) and told in the passive without an agent ("tents will be
        sent").
        """
        frame = sighting.frame
        self._speaker = speaker
        doers = self._doers(sighting)
        if not doers and speaker is not None and not self._has_subject(sighting):
            doers = [speaker]
        if not doers and speaker is not None and self._may_be_speaker(sighting, speaker):
            doers = [speaker]
        if not doers and ahead and speaker is not None and is_passive(sighting.governor):
            doers = [self._cast.side(speaker) or speaker]
        if not doers and sighting.type in ("CONCEDE", "RETREAT") and is_passive(sighting.head):
            # "Norway's ban was lifted": whose the thing is that was undone
            owners = [p for noun in objects(sighting.head) for p in possessors(noun)]
            doers = [a for owner in owners for a in self.actors_of(owner)]
        if not doers and (sighting.type == "COERCE" or sighting.frame.mode in ("investigate", "convict")):
            doers = self._host_of_arrest(sighting)
        acting = [a for a in doers if self._cast[a].kind != "outlet"]
        doers = acting or doers  # "Lake Radio: Has Oslo stopped ...?"
        if "retort" in frame.flags:
            doers = [speaker] if speaker is not None else []
        if "move" in frame.flags:
            return self._journey(sighting, doers)
        reciprocal = "recip" in frame.flags
        # "It was agreed to send the file to a committee": whom the content names has not agreed.
        nobody = not doers and "content" in frame.flags
        jointly = reciprocal and (len(doers) > 1 or nobody or self._are_parties(sighting))
        done_to = self._done_to(sighting, doers, _PARTNER if jointly else None)
        if not done_to and not jointly:
            done_to = [a for a in self._of_main_clause(sighting) if a not in doers]
        if "swap" in frame.flags:
            doers, done_to = (done_to, doers) if not sighting.nominal else ([], done_to or doers)
        if reciprocal and done_to:
            doers, done_to = doers + [a for a in done_to if a not in doers], []
        if "actoronly" in frame.flags and not doers:
            return None
        return Roles(tuple(dict.fromkeys(doers)), tuple(a for a in dict.fromkeys(done_to) if a not in doers))

    def _doers(self, sighting: Sighting) -> list[str]:
        head, governor = sighting.head, sighting.governor
        found: list[str] = []
        if head.pos_ == "NOUN":
            if not sighting.nominal:
                for noun in agents(governor):
                    found += self.actors_of(noun)
                if governor.head == head:  # "talks held by X": only the by-agent counts
                    found = (
                        [a for noun in agents(governor) for a in self.actors_of(noun)]
                        if governor.dep_ == "acl"
                        else found
                    )
            if not found:
                found = self._noun_doers(sighting)
            return list(dict.fromkeys(found))
        if head.pos_ == "ADJ":
            verb = head.head if head.head.pos_ in ("AUX", "VERB") else head
            nouns = surface_subjects(verb) or ([head.head] if head.dep_ == "amod" else [])
            return [a for noun in nouns for a in self.actors_of(noun)]
        return list(dict.fromkeys(a for noun in agents(head) for a in self.actors_of(noun)))

    def _noun_doers(self, sighting: Sighting) -> list[str]:
        """Who does what a noun tells: "Russia's invasion", "Chinese help", "the visit of", "an attack by"."""
        noun = sighting.head
        found: list[str] = []
        thanked = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else noun
        credited = objects(thanked) if lemma(thanked) in classes()["credited"] else []
        for owner in possessors(noun):
            if not (credited and owner.pos_ == "PRON"):  # "thanked Oslo for its help": Oslo's
                found += self.actors_of(owner)
        if "swap" in sighting.frame.flags:
            return found
        found += [a for whom in credited for a in self.actors_of(whom)]
        for prep in ("by", "between"):
            for inner in preposition(noun, prep) or (preposition(noun.head, prep) if noun.dep_ == "dobj" else ()):
                found += self.actors_of(inner)
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod"):
                actor = self._named(child)
                if actor is not None:
                    found += self._members(actor)
        announced = noun.dep_ == "dobj" and lemma(noun.head) in _CARRYING_OUT
        if not found and announced and sighting.type in ("RETREAT", "CONCEDE", "SANCTION", "MOBILIZE"):
            found += [a for subject in agents(noun.head) for a in self.actors_of(subject)]
        weighed = noun.dep_ == "dobj" and embedders().get(("v", lemma(noun.head))) in ("want", "plan", "threat")
        if not found and sighting.type == "SANCTION" and weighed:  # "is weighing sanctions"
            found += [a for subject in agents(noun.head) for a in self.actors_of(subject)]
        if not found and (sighting.type in ("CONSULT", "REQUEST") or "ofdoer" in sighting.frame.flags):
            for inner in preposition(noun, "of"):
                found += self.actors_of(inner)
        if not found and sighting.nominal and ("recip" in sighting.frame.flags or sighting.frame.mode == "visit"):
            found += [a for subject in carriers(noun) for a in self.actors_of(subject)]
        return found

    def _has_subject(self, sighting: Sighting) -> bool:
        verb = sighting.governor
        return sighting.nominal or bool(agents(verb)) or bool(surface_subjects(verb))

    def _may_be_speaker(self, sighting: Sighting, speaker: str) -> bool:
        """Return whether the subject is an open pronoun that fits who says it ("Norway says it is willing")."""
        part = self._cast[speaker]
        fits = {"he", "she", "i", "we"} if part.kind == "person" else {"it", "they", "we"}
        return any(noun.lower_ in fits and self._named(noun) is None for noun in agents(sighting.governor))

    def _are_parties(self, sighting: Sighting) -> bool:
        """Return whether the subject stands for all parties: "the two sides", "the leaders"."""
        return any(
            noun.tag_ in ("NNS", "NNPS")
            and lemma(noun) in classes()["parties"]
            and not any(c.pos_ == "PROPN" for c in noun.children)
            for noun in agents(sighting.governor)
        )

    def _done_to(self, sighting: Sighting, doers: Sequence[str], only: frozenset[str] | None = None) -> list[str]:
        """Return the recipients: of the places where they may stand, the first that names somebody known.

        A group that the page only describes ("one person", "an opposition newspaper") gives way to a later place that
        names a state, a person or a body.
        """
        described: list[str] = []
        slots = list(sighting.frame.to or USUAL)
        if "obj" in slots and "objmod" not in slots:
            slots.insert(slots.index("obj") + 1, "objmod")
        for slot in slots:
            if only is not None and slot not in only:
                continue
            found = [a for a in self._slot(slot, sighting, doers) if a not in doers]
            own = slot == "clause" and sighting.type == "THREATEN"  # "warned that Oslo would close it": Oslo warned
            if own or slot in ("objmod", "contentobj", "contentmod"):
                # "Canada's intention" is not done to Canada: what the object has for an owner may be the doer's own.
                found = [a for a in found if not any(self._cast.allied(a, d) for d in doers)]
            if any(self._cast[a].country is not None or self._cast[a].kind not in ("group", "unnamed") for a in found):
                return found
            described = described or found
        return described

    def _slot(self, slot: str, sighting: Sighting, doers: Sequence[str]) -> list[str]:
        head, governor = sighting.model or sighting.head, sighting.model or sighting.governor
        if slot == "none":
            return []
        if slot == "obj":
            nouns = [k for noun in objects(head) for k in kernels(noun)]
            if sighting.type == "AID":  # "provided two helicopters": they are what was given
                nouns = [k for k in nouns if lemma(k) not in classes()["arms"] | classes()["relief"]]
            return [a for k in nouns for a in self._of_one(k, modifiers=False)]
        if slot == "objmod":
            nouns = objects(head) if head.pos_ == "VERB" else [head]
            found = [a for noun in nouns for k in kernels(noun) for a in self._of_modifiers(k)]
            return found or [a for noun in nouns for a in self._makers(noun)]
        if slot == "subjmod":
            return [a for noun in surface_subjects(head) for a in self._of_modifiers(noun)]
        if slot == "makers":  # "for the release of two pilots held by Oslo"
            return [a for noun in preposition(head, "for") for a in self._makers(noun)]
        if slot == "name":
            return [a for noun in children(head, "dobj", "oprd") for a in self.actors_of(noun)]
        if slot == "subjprep":
            subjects = surface_subjects(head)
            nouns = [p for noun in subjects for word in ("on", "against", "to") for p in preposition(noun, word)]
            return [a for noun in nouns for a in self.actors_of(noun)]
        if slot == "subj":
            return [a for noun in surface_subjects(head) for a in self.actors_of(noun)]
        if slot == "victims":
            rest = head.doc[head.i + 1 : head.sent.end]
            fatal = [
                v
                for v in rest
                if v.dep_ == "relcl" and lemma(v) in ("lose", "die", "perish", "kill", "wound", "injure")
            ]
            return [a for v in fatal for noun in surface_subjects(v) for a in self.actors_of(noun)]
        if slot == "poss":
            return [a for noun in possessors(head) for a in self.actors_of(noun)]
        if slot == "dative":
            return [
                a
                for noun in children(head, "dative")
                for a in self.actors_of(noun if noun.pos_ != "ADP" else next(iter(children(noun, "pobj")), noun))
            ]
        if slot == "clause":
            content = sighting.content
            if content is None:
                return []
            return [
                a
                for noun in children(content, "nsubj", "nsubjpass") or surface_subjects(content)
                for a in self.actors_of(noun)
            ]
        if slot in ("contentobj", "contentmod"):
            return self._content(sighting, doers, modifiers=slot == "contentmod")
        if slot == "condition":
            clauses = [
                c
                for v in (head, *([sighting.content] if sighting.content else []))
                for c in children(v, "advcl")
                if is_condition(c)
            ]
            return [a for c in clauses for noun in children(c, "nsubj", "nsubjpass") for a in self.actors_of(noun)]
        if slot == "aim":
            return self._aim(head, doers)
        held = [k for noun in objects(head) for k in kernels(noun)] if head.pos_ == "VERB" else []
        places = [head, *([governor] if governor != head else []), *held]
        found = [a for place in places for noun in preposition(place, slot) for a in self.actors_of(noun)]
        if found:
            return found
        # The parser hangs a late "with" on whatever noun stands before it ("held talks at noon with ...").
        late = [t for t in governor.subtree if t.lower_ == slot and t.dep_ == "prep" and _within(t, governor)]
        if slot == "with" or (slot in _LATE and sighting.type in ("SANCTION", "CONCEDE", "COERCE", "AID")):
            found = [a for t in late for noun in children(t, "pobj") for a in self.actors_of(noun)]
            if found:
                return found
        deeper = [p for c in children(head, "prep") if c.lower_ != slot for p in children(c, "pobj")]
        return [a for place in deeper for noun in preposition(place, slot) for a in self.actors_of(noun)]

    def _of_main_clause(self, sighting: Sighting) -> list[str]:
        """Return whom an open pronoun of a relative clause stands for: the subject of the clause that it hangs on.

        "Oslo never stopped its sales to Lima, which bought boats from it": from Oslo.
        """
        verb = sighting.governor
        within = verb.subtree if verb.dep_ == "relcl" else ()
        nouns = [t for t in within if t.dep_ == "pobj" and t.head.lower_ in sighting.frame.to]
        if not any(p.lower_ in ("it", "them", "him", "her") and self._named(p) is None for p in nouns):
            return []
        at = verb.head
        while at.head != at and at.pos_ not in ("VERB", "AUX"):
            at = at.head
        return [a for subject in surface_subjects(at) for a in self.actors_of(subject)]

    def _makers(self, noun: Token) -> list[str]:
        """Return whose doing a noun is by its own clause: "a plan that Oman had offered", "the sum promised by"."""
        held = [noun, *preposition(noun, "of")]
        held += [p for n in held[1:] for p in preposition(n, "of")]  # "the contribution of 30 million promised by"
        clauses = [c for n in held for c in children(n, "relcl", "acl") if c.pos_ == "VERB"]
        return [a for c in clauses for maker in agents(c) if maker != noun for a in self.actors_of(maker)]

    def _aim(self, verb: Token, doers: Sequence[str]) -> list[str]:
        """Return whom a protest is about: whoever its "calling for", "demanding", "to press" clause names first."""
        for clause in children(verb, "advcl", "xcomp"):
            for token in clause.subtree:
                actor = self._named(token) if token.i > clause.i else None
                if (
                    actor is not None
                    and actor not in doers
                    and self._cast[actor].kind in ("state", "person", "organisation", "bloc")
                ):
                    return self._members(actor)
        return []

    def _content(self, sighting: Sighting, doers: Sequence[str], *, modifiers: bool) -> list[str]:
        """Return whom the content of a promise, threat or refusal names: "agreed to sell drones to Armenia"."""
        content = sighting.content
        if content is None:
            return []
        found: list[str] = []
        for verb in _with_inner(content):
            nouns = [
                *children(verb, "dobj", "dative", "attr"),
                *(p for c in children(verb, "prep", "dative", "agent") for p in children(c, "pobj")),
            ]
            for noun in nouns:
                sent = lemma(verb) in _SENDING and noun.dep_ == "dobj"
                for kernel in (noun, *(k for k in kernels(noun) if k != noun)):
                    if modifiers:
                        seat = lemma(kernel) in _COURTS  # a court's seat is not threatened with it
                        found += [] if seat else self._of_modifiers(kernel)
                        continue
                    # "offered to send forty inspectors": who is sent is not whom it is offered to
                    found += [] if sent else self._of_one(kernel, deep=False)
                    words = _CONTENT_PREPOSITIONS if sighting.type != "THREATEN" else _CONTENT_PREPOSITIONS[:-1]
                    for word in words:  # "threatened to go to the court in The Hague" threatens no Dutchman
                        found += [a for p in preposition(kernel, word) for a in self.actors_of(p)]
                found = [a for a in found if a not in doers and not any(self._cast.allied(a, d) for d in doers)]
                if found:
                    return found
        return [] if modifiers else self._content(sighting, doers, modifiers=True)

    def _is_official(self, actor: str) -> bool:
        """Return whether a journey of the actor is one of a state: an officeholder, a delegation, a state itself."""
        part = self._cast[actor]
        if part.kind == "outlet" or (part.kind == "organisation" and part.sector not in _TRAVELLING):
            return False  # "the airline will return to Nauru"
        return part.country is not None or part.office is not None

    def _host_of_arrest(self, sighting: Sighting) -> list[str]:
        """Return the state that holds whom somebody unnamed arrested, tried or investigated at a place of it."""
        held = [*objects(sighting.head)] if sighting.head.pos_ == "VERB" else [sighting.head]
        places = [
            sighting.head,
            *held,
            *(p for c in (*held, sighting.head) for prep in children(c, "prep") for p in children(prep, "pobj")),
        ]
        for place in places:
            for noun in preposition(place, "in"):
                country = self.country_at(noun)
                actor = self._named(noun)
                if country is None and actor is not None and self._cast[actor].kind == "state":
                    country = self._cast[actor].country
                if country is not None:
                    return [self._cast.state(country)]
        return []

    def _journey(self, sighting: Sighting, doers: Sequence[str]) -> Roles | None:
        """Return traveller and host of a journey to another state; None for a journey of any other kind."""
        travellers = [a for a in doers if self._is_official(a)]
        if not travellers:
            return None
        home = {self._cast[a].country for a in travellers}
        if any(c.lower_ == "here" for c in sighting.head.children) and self._cast.home not in (None, *home):
            return Roles(tuple(travellers), (self._cast.state(self._cast.home),)) if self._cast.home else None
        for slot in sighting.frame.to:
            for noun in preposition(sighting.head, slot):
                country = self.country_at(noun)
                actor = self._named(noun)
                if country is None and actor is not None and self._cast[actor].kind == "state":
                    country = self._cast[actor].country
                if country is None and lemma(noun) in ("capital", "city"):  # "arrived in the Tajik capital"
                    country = next((self._cast[a].country for a in self._of_modifiers(noun)), None)
                if country is not None and country not in home:
                    return Roles(tuple(travellers), (self._cast.state(country),))
        return None


def _within(token: Token, verb: Token) -> bool:
    """Return whether nothing but nouns and prepositions stands between a token and the verb above it."""
    at = token.head
    for _ in range(8):
        if at == verb:
            return True
        if (
            at.pos_ in ("VERB", "AUX")
            or at.head == at
            or (at.pos_ == "NOUN" and ("n", lemma(at)) in frames() and at not in children(verb, "dobj"))
        ):
            return False
        at = at.head
    return False


def _with_inner(content: Token) -> list[Token]:
    """Return the verbs of a content, the nearer first: "willing to send material to help defend them"."""
    verbs = [content]
    for verb in verbs:
        verbs += [
            c for c in children(verb, "xcomp", "conj", "advcl") if c.pos_ == "VERB" and c.i > verb.i and len(verbs) < 6
        ]
    return verbs
