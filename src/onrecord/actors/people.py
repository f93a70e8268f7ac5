"""People: who is named on the page, in which office, and which titles and descriptions are theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.cast import Part
from onrecord.actors.lexicon import honorific_of, honorifics, roles
from onrecord.actors.names import LONG_ENOUGH, LONGEST_NAME, fits, sounds, words_of_name
from onrecord.actors.offices import office_fits, office_words
from onrecord.actors.roles import RolePhrase, role_phrase
from onrecord.actors.scan import PARTICLES, Scan, looks_like_name
from onrecord.actors.spotting import NameSpan, Spotter
from onrecord.actors.tables import fold

LONGEST_LETTERHEAD = 12
"""Tokens of a line that holds an office and its holder's name and nothing else."""


@dataclass(slots=True)
class Person:
    """What is known of a person on the page besides the actor's part."""

    id: str
    words: tuple[str, ...]
    offices: list[frozenset[str]] = field(default_factory=list)
    phrases: list[RolePhrase] = field(default_factory=list)
    honorifics: set[str] = field(default_factory=set)


_OF_CONGRESS = re.compile(r"\s?\((?:R|D|I)[-–](?:[A-Z][a-z]{2,5}\.?|[A-Z]{2}|[A-Z]\.[A-Z]\.)\)")
"""Party and state after the name of a member of the Congress of the United States: "(R-Okla.)"."""


class People:
    """The persons of a page: full names first, then their shorter forms, then titles that stand for them."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.persons: list[Person] = []
        found = [p for t in scan.doc if not t.is_space and (p := role_phrase(scan, t))]
        # "Head" within "Head of Government" and "Deputy" within "Deputy Prime Minister" are no phrases of their own.
        parts = {i for p in found for i in range(p.head - len(p.noun.lemma.split()) + 1, p.head)}
        found = [p for p in found if p.head not in parts]
        inner = {i for p in found for i in range(p.core, p.end) if i != p.head}
        self.phrases = [p for p in found if p.head not in inner]
        self.spotter = Spotter(scan, self.phrases)
        self.named = self.spotter.named  # heads of role phrases that a name completes
        self.shared: dict[int, tuple[NameSpan, list[Person]]] = {}  # names that several share, by first token
        self.holders: dict[int, list[str]] = {}  # the persons named by a plural phrase, by its head

    def find_names(self) -> None:
        """Enter every person that the page names, and note the mentions by name."""
        plain: list[tuple[int, int]] = []
        headings: list[tuple[int, int]] = []
        for paragraph in self.scan.document.article.paragraphs:
            capitals = self.scan.is_title_case(paragraph.start, paragraph.end)
            capitals = capitals and not self._presents(paragraph.start, paragraph.end)
            (headings if capitals else plain).append((paragraph.start, paragraph.end))
        spans = [s for start, end in plain for s in self.spotter.spans(start, end)]
        self._enter_full(spans)
        known = frozenset(w for p in self.persons for w in p.words)
        titles = [s for start, end in headings for s in self.spotter.spans(start, end, known)]
        self._enter_full(titles)
        self._enter_short(sorted(spans + titles, key=lambda s: s.start))
        for person in self.persons:
            self._present(person)
        self._find_bare_names()

    def _presents(self, start: int, end: int) -> bool:
        """Return whether a line is a letterhead's: an office and a name, nothing else ("Ann Vale, Spokesperson")."""
        line = [t.i for t in self.scan.document.tokens(start, end) if not t.is_space]
        if len(line) > LONGEST_LETTERHEAD:
            return False
        phrase = next((p for p in self.phrases if line[0] <= p.head <= line[-1] and not p.plural), None)
        if phrase is None or phrase.noun.type not in {"office", "side"}:
            return False
        rest = [self.scan.doc[i] for i in line if not phrase.start <= i < phrase.end and self.scan.doc[i].text != ","]
        apart = phrase.start == line[0] or phrase.end == line[-1] + 1
        return apart and 2 <= len(rest) <= LONGEST_NAME and all(looks_like_name(t) and not t.is_punct for t in rest)

    def _present(self, person: Person) -> None:
        """Take full name and office of a turn's label from the line that heads the page.

        Both "Ann Vale, Spokesperson" and "Spokesperson: Ann Vale" are such lines.
        """
        part = self.scan.cast[person.id]
        if part.office is not None:
            return
        for line in self.scan.document.article.furniture:
            pieces = [piece.strip() for piece in re.split(r"[,:]", line)]
            words = [words_of_name(piece) for piece in pieces]
            if len(pieces) != 2 or sum(map(len, words)) > LONGEST_LETTERHEAD:
                continue
            named = next((i for i in (0, 1) if len(words[i]) > 1 and person.words in (words[i], words[i][-1:])), None)
            last = words[1 - named][-1] if named is not None and words[1 - named] else ""
            noun = roles().get(last)
            if named is None or noun is None:
                continue
            part.name, person.words, part.office = pieces[named], words[named], pieces[1 - named]
            person.offices.append(office_words(part.office))
            part.add_sector(noun.sector if noun.sector != "=" else "GOV")
            return

    def person(self, id: str) -> Person | None:
        """Return what is known of a person by the actor's id."""
        return next((p for p in self.persons if p.id == id), None)

    # -- entering them

    def _enter_full(self, spans: Sequence[NameSpan]) -> None:
        """Enter the persons named by two words or more, longest names first."""
        for span in sorted(spans, key=lambda s: (-len(s.words), s.start)):
            if len(span.words) < 2:
                continue
            person = self._one_of(self._fitting(span), span)
            if person is None:
                person = self._new(span)
            self._note(person, span)

    def _enter_short(self, spans: Sequence[NameSpan]) -> None:
        """Lead names of one word to the person they are part of; enter a new person where nobody fits."""
        for span in spans:
            if len(span.words) != 1:
                continue
            fitting = self._fitting(span)
            person = self._one_of(fitting, span)
            if person is None and len(fitting) > 1:
                self.shared[span.start] = (span, fitting)
                continue
            if person is None:
                if not span.titled and self.scan.hit_over.get(span.start):
                    continue
                person = self._new(span)
            self._note(person, span)

    def _find_bare_names(self) -> None:
        """Note words of known names that stand alone and were not seen as names ("Kisaragi conveyed")."""
        scan = self.scan
        owners: dict[str, list[Person]] = {}
        for person in self.persons:
            for word in person.words:
                if len(word) > 1 and word not in PARTICLES:
                    owners.setdefault(word, []).append(person)
                    if len(word) >= LONG_ENOUGH and sounds(word) != word:
                        owners.setdefault(sounds(word), []).append(person)
        for token in scan.doc:
            word = fold(token.text).lower()
            held = owners.get(word) or (owners.get(sounds(word)) if len(word) >= LONG_ENOUGH else None)
            if not held or token.i in scan.named or token.i in self.shared or not token.text[0].isupper():
                continue
            if token.i in scan.hit_over and not self._rather_person(token):
                continue
            if not looks_like_name(token) and not token.text.isupper():
                continue
            if len({p.id for p in held}) > 1:
                self.shared[token.i] = (self.spotter.span(token.i, token.i + 1), held)
                continue
            end = token.i + 1
            while (
                end < len(scan.doc)
                and held[0] in owners.get(fold(scan.doc[end].text).lower(), ())
                and end not in scan.named
            ):
                end += 1
            self._note(held[0], self.spotter.span(token.i, end))

    def _rather_person(self, token: Token) -> bool:
        """Return whether a word that names a place and a person stands for the person: nothing is located by it."""
        hit = self.scan.hit_over[token.i]
        if token.ent_type_ == "PERSON":
            return True
        before = self.scan.doc[token.i - 1] if token.i else None
        located = before is not None and before.pos_ == "ADP"
        known = all(e.kind in {"city", "person"} for e in hit.entries)
        acts = token.dep_ in {"nsubj", "poss"} or (
            token.dep_ in {"dobj", "dative"} and not any(e.capital for e in hit.entries)
        )
        return known and not located and acts

    def _fitting(self, span: NameSpan) -> list[Person]:
        return [
            p for p in self.persons if fits(span.words, p.words) or (len(span.words) > 1 and fits(p.words, span.words))
        ]

    def _one_of(self, fitting: Sequence[Person], span: NameSpan) -> Person | None:
        """Return the one person that a name may be of, told by title where several share it, else None."""
        held = honorifics().get(span.honorific or "") or honorifics().get(f"{span.honorific}.")
        if held is not None and held.pronoun:
            fitting = [p for p in fitting if self.scan.cast[p.id].pronoun in {None, held.pronoun}]
        whole = [p for p in fitting if p.words == span.words]
        if len(whole) == 1:
            return whole[0]
        if len(fitting) > 1 and span.honorific:
            fitting = [p for p in fitting if span.honorific in p.honorifics] or [p for p in fitting if not p.honorifics]
        if len(fitting) > 1 and span.phrases:
            said = office_words(span.phrases[0].office)
            fitting = [p for p in fitting if any(office_fits(said, o) for o in p.offices)]
        return fitting[0] if len(fitting) == 1 else None

    def _new(self, span: NameSpan) -> Person:
        name = self.scan.doc[span.start : span.end].text
        part = self.scan.cast.enter(" ".join(name.split()), "person")
        person = Person(part.id, span.words)
        self.persons.append(person)
        return person

    def _note(self, person: Person, span: NameSpan) -> None:
        """Note a mention by name, its title, and what they tell of the person."""
        scan, doc = self.scan, self.scan.doc
        part = scan.cast[person.id]
        name = " ".join(doc[span.start : span.end].text.split())
        if len(span.words) > len(person.words) or (name.isupper() is False and part.name.isupper()):
            part.name, person.words = name, max(span.words, person.words, key=len)
        for i in range(span.start, span.end):
            scan.named[i] = person.id
        end = doc[span.end - 1].idx + len(doc[span.end - 1])
        opening = span.start
        if span.honorific and span.opening is not None:
            opening = min(opening, span.opening)
            held = honorifics().get(span.honorific) or honorifics().get(span.honorific + ".")
            person.honorifics.add(span.honorific)
            if held is not None:
                part.pronoun = part.pronoun or held.pronoun
                part.add_sector(held.sector)
                if held.office:
                    person.offices.append(office_words(held.office))
                    if held.sector in {"LEG", "GOV"}:
                        part.office = part.office or held.office
        for phrase in span.phrases:
            direct = (phrase.end <= span.start and self._runs_into(phrase, span)) or (
                phrase.end <= span.start
                and all(honorific_of(doc[i]) or doc[i].text == "." for i in range(phrase.end, span.start))
            )
            if direct:
                opening = min(opening, phrase.start)
            else:
                last = doc[phrase.end - 1]
                if phrase.plural:
                    self.holders.setdefault(phrase.head, []).append(person.id)
                else:
                    scan.cast.mention(person.id, doc[phrase.start].idx, last.idx + len(last), "title")
            self.hold(person, phrase)
            if span.rank < len(phrase.countries):
                # "The Finnish and Estonian ministers, A and B": respectively.
                part.country = part.country or phrase.countries[span.rank]
        closing = self._of_state(span, part)
        part.country = part.country or self._owned_by(opening)
        if _OF_CONGRESS.match(scan.document.text, end):
            part.country = part.country or "USA"
            part.add_sector("LEG")
        if opening < span.start:
            scan.cast.mention(person.id, doc[opening].idx, closing or end, "title")
        if len(span.words) > 1 or opening == span.start:
            scan.cast.mention(person.id, doc[span.start].idx, end, "name")

    def settle_shared(self, at: int) -> None:
        """Lead a name that several share to the one whom "Mr" or "Mrs" leaves, or leave it open."""
        span, sharing = self.shared[at]
        held = honorifics().get(span.honorific or "") or honorifics().get(f"{span.honorific}.")
        said = held.pronoun if held else None
        left = [p for p in sharing if said and self.scan.cast[p.id].pronoun in {None, said}]
        sure = [p for p in left if self.scan.cast[p.id].pronoun == said]
        if len(sure) == 1 or len(left) == 1:
            self._note((sure or left)[0], span)
            return
        self.scan.notes.leave_open("actors", self.scan.doc[span.start].idx, "mention", "ambiguous")

    def _runs_into(self, phrase: RolePhrase, span: NameSpan) -> bool:
        """Return whether a title runs into a name through another that "and" joins to it."""
        return any(p is not phrase and p.start == phrase.end + 1 and p.end <= span.start for p in span.phrases)

    def _owned_by(self, opening: int) -> str | None:
        """Return the state whose person one is called ("Peru's Ann Vale"), by the token that opens the mention."""
        if opening < 2 or self.scan.doc[opening - 1].tag_ != "POS":
            return None
        hit = self.scan.hit_over.get(opening - 2)
        state = hit is not None and any(e.kind in {"state", "city"} for e in hit.entries)
        return self.scan.country_of(hit) if hit is not None and state else None

    def _of_state(self, span: NameSpan, part: Part) -> int | None:
        """Take the state told after a titled name ("Foreign Minister X of Peru"); return the offset where it ends."""
        doc, at = self.scan.doc, span.end
        if not span.phrases or at + 1 >= len(doc) or doc[at].lower_ != "of":
            return None
        hit = self.scan.hit_over.get(at + 1 + (doc[at + 1].lower_ == "the"))
        country = self.scan.country_of(hit) if hit and any(e.kind == "state" for e in hit.entries) else None
        if hit is None or country is None:
            return None
        part.country = part.country or country
        for phrase in span.phrases:
            if not phrase.plural and phrase.owner is None:
                phrase.country = phrase.country or country
        return hit.end

    def hold(self, person: Person, phrase: RolePhrase) -> None:
        """Note that a person is what a role phrase says."""
        part = self.scan.cast[person.id]
        person.phrases.append(phrase)
        part.country = part.country or phrase.country
        part.pronoun = part.pronoun or phrase.noun.pronoun
        if phrase.noun.lemma == "counterpart" or phrase.noun.type in {"kin", "relation"}:
            return
        office = phrase.office
        if phrase.plural:
            office = one_of_many(office, self.scan.doc[phrase.head])
        said = office_words(office)
        person.offices.append(said)
        if phrase.noun.type == "trade" and said & {"former", "ex"}:
            return  # "a former banker" is none any more
        general = (part.office or "").lower() in {"head of state", "head of government"}
        if part.office is None or office_words(part.office) < said or (general and office_words(part.office) == said):
            part.office = office
        if phrase.sector and phrase.sector != "=":
            part.add_sector(phrase.sector)


def one_of_many(office: str, head: Token) -> str:
    """Return an office in the singular ("community leaders" held by each of two)."""
    return office.removesuffix(head.text) + head.lemma_ if office.endswith(head.text) else office
