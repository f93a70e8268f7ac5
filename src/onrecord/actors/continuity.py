"""Descriptions that bring up again whom the page has just named, or is about to name."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.actors.lexicon import words
from onrecord.actors.offices import office_words
from onrecord.actors.people import People, Person
from onrecord.actors.roles import RolePhrase
from onrecord.actors.scan import Scan
from onrecord.actors.trail import SUBJECT, Trail

AHEAD = 2
"""Sentences after a nameless opening within which the page names whom it opened with."""

OPENING_PARAGRAPHS = 4
"""Paragraphs, title and standfirst with them, that may open with somebody still nameless."""

_ELECTED = frozenset(("GOV", "LEG", "PTY", "OPP"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_HE, _SHE = frozenset(("he", "his", "him", "himself")), frozenset(("she", "her", "hers", "herself"))


@dataclass(slots=True)
class Continuity:
    """Who is in view around a description; asked by the resolver, in the order of the text."""

    scan: Scan
    people: People
    trail: Trail

    def of_age(self, token: Token) -> tuple[int, int, Person] | None:
        """Return (start, end, person) of "the 58-year-old" and "the father-of-three": the subject before."""
        doc = self.scan.doc
        start, end = None, token.i + 1
        if token.lower_ == "old" and token.i >= 4 and doc[token.i - 2].lower_ == "year" and doc[token.i - 4].like_num:
            start = token.i - 4
        elif token.lower_ in words("nouns_of_parents") and doc[token.i : token.i + 4].text.lower().endswith("-of-"):
            start, end = token.i, token.i + 5
        if start is None or start == 0 or doc[start - 1].lower_ != "the":
            return None
        verb = end < len(doc) and doc[end].pos_ in {"VERB", "AUX"}  # the parser may take the age for an adverb
        if not verb and not any(self.trail.leads(i) for i in range(token.i, min(end, len(doc)))):
            return None
        following = doc[end] if end < len(doc) else None
        if following is not None and following.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"amod", "compound", "nmod"}:
            return None
        person = self.subject_before(token)
        if person is None:
            alone = dict.fromkeys(self.trail.persons_of_paragraph(token.i))
            person = self.people.person(next(iter(alone))) if len(alone) == 1 else None
        return (start, end, person) if person is not None else None

    def of_nationality(self, token: Token) -> tuple[str, Person | None] | None:
        """Return (country, person) of "the Peruvian" said of one person; the person is None where none or several fit.

        The only one near of that country, else the only one near of a country not told.
        """
        country = self.scan.demonyms.get(token.i)
        if country is None:
            return None
        near = [self.people.person(a) for a in dict.fromkeys(self.trail.persons_of_paragraph(token.i, back=1))]
        known = [p for p in near if p is not None and self.scan.cast[p.id].country == country]
        open_ = [p for p in near if p is not None and self.scan.cast[p.id].country is None]
        found = known or open_
        return country, found[0] if len(found) == 1 else None

    def latter(self, token: Token) -> str | None:
        """Return the actor that "the latter" or "the former" stands for: of the two in the sentence before, or so far.

        None unless exactly two of one kind are there.
        """
        doc = self.scan.doc
        if token.lower_ not in {"latter", "former"} or token.i == 0 or doc[token.i - 1].lower_ != "the":
            return None
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ"} and token.dep_ in {"amod", "compound"}:
            return None
        sentence = self.trail.sentence_of(token.i)
        for back in (0, 1):
            steps = [s for s in self.trail.steps if s.sentence == sentence - back and s.token < token.i]
            for kinds in ({"person", "unnamed"}, {"state", "organisation", "bloc"}):
                named = list(dict.fromkeys(s.actor for s in steps if self.scan.cast[s.actor].kind in kinds))
                if len(named) == 2:
                    return named[token.lower_ == "latter"]
        return None

    def other_of_two(self, phrase: RolePhrase) -> Person | None:
        """Return the other one of the pair where "his guest" or "her interlocutor" is said of one of two persons.

        The two are the only persons in the paragraph so far, or with the one before, and not known to be of one state.
        """
        owner = self.scan.cast.innermost(self.scan.doc[phrase.owner].idx) if phrase.owner is not None else None
        if owner is None or self.people.person(owner) is None:
            return None
        for back in (0, 1):
            near = [a for a in dict.fromkeys(self.trail.persons_of_paragraph(phrase.head, back=back)) if a != owner]
            others = [p for a in near if (p := self.people.person(a)) is not None and not self._allied(owner, a)]
            if others:
                return others[0] if len(others) == 1 else None
        return None

    def _allied(self, one: str, other: str) -> bool:
        return self.scan.cast.allied(one, other)

    def subject_before(self, token: Token) -> Person | None:
        """Return the person who was the last subject of a main clause, in a token's sentence or the one before.

        Somebody else who is a subject nearer leaves it open.
        """
        sentence = self.trail.sentence_of(token.i)
        for step in reversed(self.trail.steps):
            if step.token >= token.i or step.weight < SUBJECT:
                continue
            if sentence - step.sentence > 1:
                return None
            person = self.people.person(step.actor)
            if person is not None:
                return person
            if self.scan.cast[step.actor].kind in {"person", "unnamed"}:
                return None
        return None

    def recalled(self, phrase: RolePhrase) -> Person | None:
        """Return the subject before whom a description by trade or rank takes up ("The veteran diplomat said").

        It may be nobody in an office that says otherwise, and nobody of another state.
        """
        noun = phrase.noun.lemma
        former = self.scan.doc[phrase.core].lower_ in {"former", "ex"}
        if phrase.article != "the" or not self.trail.leads(phrase.head):
            return None
        if noun not in words("nouns_that_recall") and not (former and phrase.noun.type == "rank"):
            return None
        person = self.subject_before(self.scan.doc[phrase.head])
        if person is None:
            return None
        part = self.scan.cast[person.id]
        agreeing = phrase.country is None or part.country in {None, phrase.country}
        sector = phrase.sector if phrase.sector not in {"=", "CVL", None} else part.sector
        alike = part.sector is None or sector == part.sector or phrase.noun.lemma == "politician"
        alike = alike or (sector in _ELECTED and part.sector in _ELECTED)
        return person if agreeing and alike else None

    def presumed(self, phrase: RolePhrase) -> Person | None:
        """Return the person of no office told whom an office of a state means, by "his" or "her" in its own clause.

        "When X received Y, her guest ... Earlier the Peruvian president had closed the port, blaming his rivals."
        """
        gender = self._pronoun_of(phrase.head)
        near = [self.people.person(a) for a in dict.fromkeys(self.trail.persons_of_paragraph(phrase.head, back=1))]
        unheld = [
            p for p in near
            if p is not None and not p.offices and self.scan.cast[p.id].country in {None, phrase.country}
        ]  # fmt: skip
        if gender is not None:
            unheld = [p for p in unheld if self._called(p) in {None, gender}]
        return unheld[0] if len(unheld) == 1 and phrase.article in {"the", "'s"} else None

    def _called(self, person: Person) -> str | None:
        """Return "he" or "she" as the page has called a person so far, None when it has not."""
        return self.scan.cast[person.id].pronoun or self.trail.called.get(person.id)

    def _pronoun_of(self, head: int) -> str | None:
        """Return "he" or "she" where the rest of a subject's sentence calls it so."""
        token = self.scan.doc[head]
        if token.dep_ not in _SUBJECTS:
            return None
        for after in self.scan.doc[head + 1 : token.sent.end]:
            if after.lower_ in _HE | _SHE:
                return "he" if after.lower_ in _HE else "she"
            if after.i in self.scan.named:
                return None
        return None

    def foretold(self, phrase: RolePhrase) -> Person | None:
        """Return the person whom a nameless opening means ("Peru's president flew home. Ana Quispe had spent ...").

        The phrase is a subject in one of the first paragraphs or in a heading; the name opens one of the next sentences
        as its subject, without an office of its own.
        """
        if phrase.plural or phrase.noun.lemma in words("nouns_kept_nameless"):
            return None
        doc = self.scan.doc
        token = doc[phrase.head]
        here = self.trail.paragraph_of(phrase.head)
        paragraph = self.scan.document.paragraph_at(token.idx)
        heading = paragraph is not None and paragraph.role in {"title", "standfirst", "heading"}
        if not heading and (token.dep_ not in _SUBJECTS or here >= OPENING_PARAGRAPHS):
            return None
        gender = self._pronoun_of(phrase.head)
        at = token.sent.end
        limit = here + (OPENING_PARAGRAPHS if paragraph is not None and paragraph.role != "heading" else 1)
        for _ in range(AHEAD if not heading else 1):
            while at < len(doc) and (doc[at].is_space or (heading and self.trail.paragraph_of(at) == here)):
                at += 1
            if at >= len(doc) or self.trail.paragraph_of(at) > limit:
                return None
            below = self.scan.document.paragraph_at(doc[at].idx)
            if below is not None and below.role == "heading" and not heading:
                return None
            actor = self.scan.named.get(at)
            person = self.people.person(actor) if actor is not None else None
            if person is not None:
                return person if self._takes(person, phrase, at, gender) else None
            at = doc[at].sent.end
        return None

    def opened(self, phrase: RolePhrase) -> Person | None:
        """Return the one office holder whom a page opens with as "a senator" and names in title or next paragraphs."""
        noun = phrase.noun
        if self.trail.paragraph_of(phrase.head) >= OPENING_PARAGRAPHS or noun.lemma in words("nouns_kept_nameless"):
            return None
        if noun.type not in {"office", "trade", "rank"} or noun.sector not in {"GOV", "LEG", "MIL"}:
            return None
        said = office_words(noun.lemma)
        here = self.trail.paragraph_of(phrase.head)
        fitting = []
        for person in self.people.persons:
            part = self.scan.cast[person.id]
            at = [self.trail.paragraph_at(m.start) for m in part.mentions]
            near = (
                bool(at)
                and min(at) <= here + 2
                and not any(self.trail.paragraph_of(p.head) == here for p in person.phrases)
            )
            if near and said in person.offices and phrase.country in {None, part.country}:
                fitting.append(person)
        return fitting[0] if len(fitting) == 1 else None

    def _takes(self, person: Person, phrase: RolePhrase, at: int, gender: str | None) -> bool:
        """Return whether a name that opens a sentence may be whom a nameless opening meant."""
        part = self.scan.cast[person.id]
        last = at
        while last + 1 < len(self.scan.doc) and self.scan.named.get(last + 1) == person.id:
            last += 1
        subject = any(self.scan.doc[i].dep_ in _SUBJECTS for i in range(at, last + 1))
        agreeing = part.country in {None, phrase.country} and (gender is None or part.pronoun in {None, gender})
        return subject and agreeing and all(o & {"former", "ex"} for o in person.offices)
