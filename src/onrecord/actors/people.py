"""People: who is named on the page, in which office, and which titles and descriptions are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.actors.cast import Part
from onrecord.actors.lexicon import honorific_of, honorifics, institution_at, role_at
from onrecord.actors.names import LONG_ENOUGH, end_of_name, fits, sounds, words_of_name
from onrecord.actors.offices import office_fits, office_words
from onrecord.actors.roles import RolePhrase, role_phrase
from onrecord.actors.scan import PARTICLES, Scan, looks_like_name
from onrecord.actors.tables import fold


@dataclass(slots=True)
class NameSpan:
    """A person's name in the text (`start`..`end`, tokens), with the title that stands at it."""

    start: int
    end: int
    words: tuple[str, ...]
    phrases: list[RolePhrase] = field(default_factory=list)
    honorific: str | None = None
    opening: int | None = None

    @property
    def titled(self) -> bool:
        """Whether the name's context alone says that it is a person's."""
        return bool(self.phrases) or self.honorific is not None


@dataclass(slots=True)
class Person:
    """What is known of a person on the page besides the actor's part."""

    id: str
    words: tuple[str, ...]
    offices: list[frozenset[str]] = field(default_factory=list)
    phrases: list[RolePhrase] = field(default_factory=list)
    honorifics: set[str] = field(default_factory=set)


class People:
    """The persons of a page: full names first, then their shorter forms, then titles that stand for them."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.persons: list[Person] = []
        self.phrases: list[RolePhrase] = []
        self.named: set[int] = set()  # heads of role phrases that a name completes
        self._alone: set[str] | None = None
        self.shared: dict[int, tuple[NameSpan, list[Person]]] = {}  # names that several share, by first token
        self.holders: dict[int, list[str]] = {}  # the persons named by a plural phrase, by its head

    def find_names(self) -> None:
        """Enter every person that the page names, and note the mentions by name."""
        found = [p for t in self.scan.doc if not t.is_space and (p := role_phrase(self.scan, t))]
        # "Deputy" within "Deputy Prime Minister" is no phrase of its own.
        inner = {i for p in found for i in range(p.core, p.end) if i != p.head}
        self.phrases = [p for p in found if p.head not in inner]
        plain, headings = [], []
        for paragraph in self.scan.document.article.paragraphs:
            capitals = self.scan.is_title_case(paragraph.start, paragraph.end)
            (headings if capitals else plain).append((paragraph.start, paragraph.end))
        spans = [s for start, end in plain for s in self._spans(start, end)]
        self._enter_full(spans)
        known = frozenset(w for p in self.persons for w in p.words)
        titles = [s for start, end in headings for s in self._spans(start, end, known if self.persons else frozenset())]
        self._enter_full(titles)
        self._enter_short(sorted(spans + titles, key=lambda s: s.start))
        self._find_bare_names()

    def person(self, id: str) -> Person | None:
        """Return what is known of a person by the actor's id."""
        return next((p for p in self.persons if p.id == id), None)

    # -- finding the spans

    def _spans(self, start: int, end: int, known: frozenset[str] = frozenset()) -> list[NameSpan]:
        """Return the names of persons in a paragraph, none overlapping another, in order."""
        scan, doc = self.scan, self.scan.doc
        tokens = scan.document.tokens(start, end)
        if not len(tokens):
            return []
        found: dict[int, NameSpan] = {}
        phrases = [p for p in self.phrases if tokens.start <= p.head < tokens.end]
        for phrase in phrases:
            for span in self._named_by(phrase, known):
                held = found.setdefault(span.start, span)
                if held is not span and phrase not in held.phrases:
                    held.phrases.append(phrase)
        for token in tokens:
            if honorific_of(token) and token.i + 1 < len(doc) and token.i not in self.scan.hit_over:
                at = self._after_honorifics(token.i)
                if at >= len(doc):
                    continue
                stop = end_of_name(scan, at, known=known, titled=True, honoured=True)
                if stop > at and at not in found:
                    found[at] = self._span(at, stop)
                if at in found:
                    found[at].honorific, found[at].opening = token.text.rstrip(".").capitalize(), token.i
        covered = {i for s in found.values() for i in range(s.start, s.end)}
        for entity in doc[tokens.start : tokens.end].ents:
            if any(t.i in covered for t in entity) or not (entity.label_ == "PERSON" or self._in_office(entity)):
                continue
            at = next((t.i for t in entity if looks_like_name(t)), entity.end)
            stop = end_of_name(scan, at, known=known, titled=False) if at < entity.end else at
            if stop == at + 1 and not self._acts_alone(doc[at]):
                continue
            if stop > at and not any(i in covered for i in range(at, stop)):
                found[at] = self._span(at, stop)
                covered |= set(range(at, stop))
        for start, end in self._runs(tokens, covered, known):
            found[start] = self._span(start, end)
            covered |= set(range(start, end))
        by_start = {p.start: p for p in phrases if not p.plural}
        for span in list(found.values()):
            self._appose_after(span, by_start)
        for phrase in phrases:
            if phrase.head not in self.named and not phrase.plural:
                before = self._name_before(phrase, covered, known)
                if before:
                    found[before.start] = before
        return sorted(found.values(), key=lambda s: s.start)

    def _runs(self, tokens: Span, covered: set[int], known: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield names of two words and more that the parser takes for nobody's, but that do what persons do.

        Nothing in the run is a known name, a role or a body; it stands before ", who" or ", 63,", or its last word
        stands alone or after "Mr" elsewhere on the page.
        """
        at = tokens.start
        while at < tokens.end and not known:
            end = at
            while end < tokens.end and end - at < 4 and self._free(end, covered):
                end += 1
            if end - at >= 2 and self._does_as_persons_do(at, end):
                yield at, end
            at = max(end, at + 1)

    def _free(self, i: int, covered: set[int]) -> bool:
        token = self.scan.doc[i]
        if i in covered or i in self.scan.hit_over or not looks_like_name(token):
            return False
        return role_at(token) is None and institution_at(token) is None

    def _does_as_persons_do(self, start: int, end: int) -> bool:
        doc = self.scan.doc
        last, after = doc[end - 1], doc[end] if end < len(doc) else None
        places = {"GPE", "LOC", "FAC", "DATE", "EVENT", "LAW"}
        if after is None or any(t.ent_type_ in places for t in doc[start:end]):
            return False
        again = doc[end + 1] if end + 1 < len(doc) else None
        apposed = after.text == "," and again is not None and (again.lower_ == "who" or again.like_num)
        alone = last.text in self._standing_alone()
        return apposed or (alone and last.dep_ in {"nsubj", "nsubjpass", "appos", "ROOT", "pobj", "dobj"})

    def _standing_alone(self) -> set[str]:
        """Return the capitalised words that stand somewhere without another before or after them, or after "Mr"."""
        if self._alone is None:
            doc = self.scan.doc
            self._alone = set()
            for token in doc:
                if token.is_sent_start or not looks_like_name(token) or token.i in self.scan.hit_over:
                    continue
                before, after = doc[token.i - 1], doc[token.i + 1] if token.i + 1 < len(doc) else None
                opens = not looks_like_name(before) or honorific_of(before) is not None
                if opens and (after is None or not looks_like_name(after)):
                    self._alone.add(token.text)
        return self._alone

    def _in_office(self, entity: Span) -> bool:
        """Return whether a word that the parser takes for something else is the family name of one holder of an office."""
        day, token = self.scan.date, entity.root
        if len(entity) != 1 or day is None or token.i in self.scan.hit_over or token.dep_ != "nsubj":
            return False
        return self.scan.tables.of_family(token.text, day) is not None

    def _acts_alone(self, token: Token) -> bool:
        """Return whether a single word that the parser takes for a person does what persons do, without a "the"."""
        before = self.scan.doc[token.i - 1] if token.i > token.sent.start else None
        if before is not None and before.pos_ == "DET":
            return False
        return token.dep_ in {"nsubj", "nsubjpass", "agent"} or bool(self._owner_of(token))

    def _owner_of(self, token: Token) -> list[Person]:
        word = fold(token.text).lower()
        return [p for p in self.persons if word in p.words]

    def _span(self, start: int, end: int) -> NameSpan:
        return NameSpan(start, end, words_of_name(self.scan.doc[start:end].text))

    def _after_honorifics(self, at: int) -> int:
        """Return the index after a run of honorifics ("H.E. Dr.")."""
        doc, start = self.scan.doc, at
        while at < len(doc) and (honorific_of(doc[at]) or (at > start and doc[at].text == ".")):
            at += 1
        return at

    def _after_titles(self, at: int) -> int:
        """Return the index after honorifics and a title between an office and the name ("Minister, Ambassador X")."""
        at = self._after_honorifics(at)
        doc = self.scan.doc
        while at + 1 < len(doc) and role_at(doc[at]) and looks_like_name(doc[at + 1]) and doc[at].text[0].isupper():
            at = self._after_honorifics(at + 1)
        return at

    def _named_by(self, phrase: RolePhrase, known: frozenset[str]) -> Iterator[NameSpan]:
        """Yield the names that complete a role phrase: right after it, or after a comma."""
        doc = self.scan.doc
        at = phrase.end
        if at >= len(doc) or (doc[at].sent.start != doc[phrase.head].sent.start and not doc[at - 1].text.endswith(".")):
            return
        comma = doc[at].text == "," and at + 1 < len(doc)
        at = self._after_titles(at + 1) if comma else self._after_honorifics(at)
        if at >= len(doc):
            return
        end = end_of_name(self.scan, at, known=known, titled=True)
        if end == at and known and not comma:
            end = self._end_in_heading(at)
        if end == at:
            return
        if comma and not self._closes_apposition(at, end, phrase.plural):
            return
        if not comma and phrase.plural and phrase.noun.type == "trade":
            return
        self.named.add(phrase.head)
        span = self._span(at, end)
        span.phrases.append(phrase)
        span.opening = at if comma else None
        yield span
        while phrase.plural and end < len(doc) - 1 and doc[end].lower_ in {",", "and"}:
            at = self._after_honorifics(end + 1)
            end = end_of_name(self.scan, at, known=known, titled=True)
            if end == at:
                return
            span = self._span(at, end)
            span.phrases.append(phrase)
            span.opening = at
            yield span

    def _end_in_heading(self, at: int) -> int:
        """Return the end of a name that only a heading in title case gives: up to an "'s" or a word that is no name."""
        doc = self.scan.doc
        end = end_of_name(self.scan, at, titled=True)
        for i in range(at, end):
            if doc[i].pos_ in {"VERB", "AUX", "NOUN"}:
                return i
        return end

    def _closes_apposition(self, at: int, end: int, plural: bool) -> bool:
        """Return whether a name after a comma is an apposition: two words or more, then a mark or the clause goes on."""
        doc = self.scan.doc
        if end - at < 2 and doc[at].ent_type_ != "PERSON":
            return False
        if end >= len(doc):
            return True
        after = doc[end]
        return after.is_punct or after.is_space or plural or after.pos_ in {"VERB", "AUX"}

    def _appose_after(self, span: NameSpan, by_start: dict[int, RolePhrase]) -> None:
        """Attach a role phrase that follows a name after a comma, an age, or "is"."""
        doc, at = self.scan.doc, span.end
        if at >= len(doc):
            return
        if doc[at].text == "," or doc[at].lower_ in {"is", "was"}:
            at += 1
            if at + 1 < len(doc) and doc[at].like_num and doc[at + 1].text == ",":
                at += 2
            while at < len(doc) and doc[at].lower_ in {"the", "a", "an", "then", "now", "also"}:
                at += 1
            phrase = by_start.get(at)
            if phrase is None or phrase.head in self.named or doc[phrase.head].sent.start != doc[span.start].sent.start:
                return
            closing = doc[phrase.end] if phrase.end < len(doc) else None
            if closing is None or closing.is_punct or closing.is_space or closing.pos_ not in {"VERB", "AUX"}:
                span.phrases.append(phrase)
                self.named.add(phrase.head)

    def _name_before(self, phrase: RolePhrase, covered: set[int], known: frozenset[str]) -> NameSpan | None:
        """Return a name that the parser did not see as one, before a comma and a role phrase."""
        doc, at = self.scan.doc, phrase.start
        first = doc[phrase.head].sent.start
        while at - 1 > first and doc[at - 1].lower_ in {"the", "a", "an", "then"}:
            at -= 1
        if at - 3 < first or doc[at - 1].text != ",":
            return None
        end = at - 1
        start = end
        while start - 1 >= first and (looks_like_name(doc[start - 1]) or doc[start - 1].lower_ in PARTICLES):
            start -= 1
        while start < end and not looks_like_name(doc[start]):
            start += 1
        if end - start < 2 or any(i in covered for i in range(start, end)):
            return None
        if end_of_name(self.scan, start, known=known) != end or any(i in self.scan.hit_over for i in range(start, end)):
            return None
        span = self._span(start, end)
        span.phrases.append(phrase)
        self.named.add(phrase.head)
        return span

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
            if person is None and fitting:
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
            if token.i in scan.hit_over and token.ent_type_ != "PERSON":
                continue
            if not looks_like_name(token) and not token.text.isupper():
                continue
            if len({p.id for p in held}) > 1:
                self.shared[token.i] = (self._span(token.i, token.i + 1), held)
                continue
            end = token.i + 1
            while (
                end < len(scan.doc)
                and held[0] in owners.get(fold(scan.doc[end].text).lower(), ())
                and end not in scan.named
            ):
                end += 1
            self._note(held[0], self._span(token.i, end))

    def _fitting(self, span: NameSpan) -> list[Person]:
        return [
            p for p in self.persons if fits(span.words, p.words) or (len(span.words) > 1 and fits(p.words, span.words))
        ]

    def _one_of(self, fitting: Sequence[Person], span: NameSpan) -> Person | None:
        """Return the one person that a name may be of, told by title where several share it, else None."""
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
        for phrase in span.phrases:
            direct = phrase.end <= span.start and all(
                honorific_of(doc[i]) or doc[i].text == "." for i in range(phrase.end, span.start)
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
        closing = self._of_state(span, part)
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
        return hit.end

    def hold(self, person: Person, phrase: RolePhrase) -> None:
        """Note that a person is what a role phrase says."""
        part = self.scan.cast[person.id]
        person.phrases.append(phrase)
        part.country = part.country or phrase.country
        part.pronoun = part.pronoun or phrase.noun.pronoun
        if phrase.noun.lemma == "counterpart" or phrase.noun.type == "kin":
            return
        said = office_words(phrase.office)
        person.offices.append(said)
        office = phrase.office
        if phrase.plural:
            office = _one_of_many(office, self.scan.doc[phrase.head])
        if part.office is None or office_words(part.office) < said:
            part.office = office
        if phrase.sector and phrase.sector != "=":
            part.add_sector(phrase.sector)


def _one_of_many(office: str, head: Token) -> str:
    """Return an office in the singular ("community leaders" held by each of two)."""
    return office.removesuffix(head.text) + head.lemma_ if office.endswith(head.text) else office
