"""Titles and descriptions of office: which of the persons named on the page one may mean."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.offices import HEADS, RAISED, office_fits, office_words
from onrecord.actors.people import People, Person, one_of_many
from onrecord.actors.roles import POSTED, RolePhrase
from onrecord.actors.scan import Scan
from onrecord.actors.trail import RECENT, SUBJECT, Trail

OPENING = 4
"""Paragraphs, title and standfirst with them, in which a page names whom its title speaks of."""


@dataclass(slots=True)
class Titles:
    """Who is meant by a title; asked by the resolver, in the order of the text."""

    scan: Scan
    people: People
    trail: Trail

    def fitting(self, phrase: RolePhrase) -> list[Person]:
        """Return the persons whose office and country a title fits."""
        said = office_words(one_of_many(phrase.office, self.scan.doc[phrase.head]) if phrase.plural else phrase.office)
        found = []
        for person in self.people.persons:
            part = self.scan.cast[person.id]
            if phrase.country and part.country and phrase.country != part.country:
                continue
            if any(office_fits(said, held) for held in person.offices):
                found.append(person)
        if phrase.country:
            found = [p for p in found if self.scan.cast[p.id].country == phrase.country] or [
                p for p in found if self.may_be_of(p, phrase)
            ]
        if not found and said == {"leader"} and phrase.country:
            found = [
                p for p in self.people.persons
                if self.scan.cast[p.id].country == phrase.country and any(o in HEADS for o in p.offices)
            ]  # fmt: skip
        if not found and phrase.article in {"the", "'s"} and phrase.noun.type in {"office", "side"}:
            # "The EU's special envoy" is the one whom the page calls just "Envoy Brandt".
            bare = office_words(phrase.noun.lemma)
            found = [
                p for p in self.people.persons
                if bare in p.offices and said > bare and not said & RAISED
                and (phrase.country is None or self.scan.cast[p.id].country in {None, phrase.country})
            ]  # fmt: skip
            if len(found) > 1:
                best = max(self._overlap(p, said) for p in found)
                found = [p for p in found if self._overlap(p, said) == best]
            found = found if len(found) == 1 else []
        return found or self._once_in_office(said, phrase)

    def _overlap(self, person: Person, said: frozenset[str]) -> int:
        """Return how many words of a title the office of somebody shares that says nothing more."""
        return max((len(o) for o in person.offices if o <= said), default=0)

    def _once_in_office(self, said: frozenset[str], phrase: RolePhrase) -> list[Person]:
        """Return the one whom a bare title may mean where nobody holds it: a former holder, a secretary as minister.

        "The general" may be the only "former general" of a page, "the minister" its only "trade secretary".
        """
        if phrase.country or phrase.owner is not None or not said:
            return []
        found = [p for p in self.people.persons if any(said < o and o - said <= _ONCE for o in p.offices)]
        if not found and "minister" in said and said <= _CABINET:
            found = [
                p for p in self.people.persons
                if any("secretary" in o and len(o) > 1 and "shadow" not in o for o in p.offices)
            ]  # fmt: skip
            if len(found) > 1:
                last = self.trail.last_subject({p.id for p in found}, phrase.head)
                found = [p for p in found if p.id == last]
        return found if len(found) == 1 else []

    def may_be_of(self, person: Person, phrase: RolePhrase) -> bool:
        """Return whether an official of no state told is in view where a phrase tells one.

        A title speaks of whom the opening names, a heading of whom the paragraph below it names; elsewhere it is
        somebody of the same paragraph or the one before, in a transcript of the same turn.
        """
        mentioned = [self.trail.paragraph_at(m.start) for m in self.scan.cast[person.id].mentions]
        here = self.trail.paragraph_of(phrase.head)
        role = self.role_of_paragraph(phrase)
        if role in {"title", "standfirst"}:
            return bool(mentioned) and min(mentioned) <= OPENING
        if role == "heading":
            return here + 1 in mentioned
        if any(-1 <= here - at <= (0 if self.scan.turns else 1) for at in mentioned):
            return True
        # "The ambassador, X, was called in" takes up "Peru's ambassador".
        return any(p.article == "the" and p.start > phrase.head and self._apposed(p) for p in person.phrases)

    def _apposed(self, phrase: RolePhrase) -> bool:
        """Return whether a name stands after a phrase and a comma."""
        doc = self.scan.doc
        return phrase.end + 1 < len(doc) and doc[phrase.end].text == "," and phrase.end + 1 in self.scan.named

    def role_of_paragraph(self, phrase: RolePhrase) -> str | None:
        """Return the role of the paragraph that a phrase stands in."""
        paragraph = self.scan.document.paragraph_at(self.scan.doc[phrase.head].idx)
        return paragraph.role if paragraph is not None else None

    def nearest(self, fitting: list[Person], phrase: RolePhrase) -> list[Person]:
        """Return the one person of several whom the page has in view: of its home, and the last one who acted."""
        if phrase.country:
            exact = [p for p in fitting if self.scan.cast[p.id].country == phrase.country]
            return exact if len(exact) == 1 else fitting
        here = set(self.trail.persons_of_paragraph(phrase.head)) & {p.id for p in fitting}
        if len(here) == 1:
            return [p for p in fitting if p.id in here]
        if phrase.noun.lemma in POSTED:
            abroad = [p for p in fitting if self.scan.cast[p.id].country not in {None, self.scan.cast.home}]
            return abroad if len(abroad) == 1 else fitting
        at_home = [p for p in fitting if self.scan.cast.home and self.scan.cast[p.id].country == self.scan.cast.home]
        last = self.trail.last_subject({p.id for p in fitting}, phrase.start)
        if len(at_home) == 1 and last in {None, at_home[0].id}:
            return at_home
        if last is not None and not at_home:
            return [p for p in fitting if p.id == last]
        if last is not None and at_home and last != at_home[0].id and self._just_acted(last, phrase):
            return [p for p in fitting if p.id == last]
        return at_home if len(at_home) == 1 and phrase.noun.type == "office" else fitting

    def _just_acted(self, actor: str, phrase: RolePhrase) -> bool:
        """Return whether somebody was a subject within three sentences before a phrase, a paragraph back at most."""
        sentence = self.trail.sentence_of(phrase.head)
        here = self.trail.paragraph_of(phrase.head)
        return any(
            s.actor == actor and s.weight >= SUBJECT and 0 < sentence - s.sentence <= 3
            and here - self.trail.paragraph_of(s.token) <= 1
            for s in self.trail.steps[-RECENT:]
        )  # fmt: skip

    def said_of(self, phrase: RolePhrase) -> Person | None:
        """Return the person of whom a role is said: "Warsame, the Somali minister, said", "X, who was premier"."""
        doc, head = self.scan.doc, self.scan.doc[phrase.head]
        at = phrase.start - 1
        while at > head.sent.start and doc[at].lower_ in {"the", "a", "an", "then"}:
            at -= 1
        if at > head.sent.start and doc[at].text == "," and at - 1 in self.scan.named:
            closing = doc[phrase.end] if phrase.end < len(doc) else None
            if closing is None or closing.is_punct or closing.is_space or closing.lower_ in {"who", "and", "from"}:
                return self.people.person(self.scan.named[at - 1])
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            name = next((c for c in head.head.rights if c.dep_ == "attr" and c.i in self.scan.named), None)
            return self.people.person(self.scan.named[name.i]) if name is not None else None
        if head.dep_ != "attr" or head.head.lemma_ not in {"be", "become", "remain"}:
            return None
        subject = next((c for c in head.head.lefts if c.dep_ == "nsubj"), None)
        if subject is not None and subject.lower_ in {"who", "that"}:
            subject = head.head.head
        if subject is None:
            return None
        within = range(subject.left_edge.i, min(subject.right_edge.i, head.i) + 1)
        named = next((i for i in within if i in self.scan.named), None)
        return self.people.person(self.scan.named[named]) if named is not None else None


_ONCE = frozenset(("former", "ex", "retired"))
_CABINET = frozenset(("minister", "cabinet"))
