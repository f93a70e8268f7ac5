"""Finds where persons are named: after titles, at appositions, by the parser's eye, and where it is blind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.actors.lexicon import honorific_of, institution_at, role_at, words
from onrecord.actors.names import LONGEST_NAME, end_of_name, words_of_name
from onrecord.actors.roles import RolePhrase
from onrecord.actors.scan import PARTICLES, Scan, looks_like_name
from onrecord.actors.tables import fold
from onrecord.actors.turns import askers

TAKEN_UP = 60
"""Tokens after a name within which "he" or "she" takes it up: two sentences of a wire story."""


LONGEST_BEFORE = 6
"""Words of a name that are walked back over to its honorific."""


@dataclass(slots=True)
class NameSpan:
    """A person's name in the text (`start`..`end`, tokens), with the title that stands at it.

    `rank` is its place among names under one plural title, from 0.
    """

    start: int
    end: int
    words: tuple[str, ...]
    phrases: list[RolePhrase] = field(default_factory=list)
    honorific: str | None = None
    opening: int | None = None
    rank: int = 0

    @property
    def titled(self) -> bool:
        """Whether the name's context alone says that it is a person's."""
        return bool(self.phrases) or self.honorific is not None


class Spotter:
    """Finds the names of persons in a page's paragraphs, with the role phrases at them.

    `phrases` are the page's role phrases; `named` collects the heads of those that a name completes.
    """

    def __init__(self, scan: Scan, phrases: list[RolePhrase]) -> None:
        self.scan = scan
        self.phrases = phrases
        self.named: set[int] = set()
        self._ents: list[Span] | None = None
        self._ent_starts: list[int] = []
        self._alone: set[str] | None = None
        self._of_things: set[tuple[str, ...]] | None = None

    def spans(self, start: int, end: int, known: frozenset[str] = frozenset()) -> list[NameSpan]:
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
                    found[at] = self.span(at, stop)
                if at in found:
                    found[at].honorific, found[at].opening = token.text.rstrip(".").capitalize(), token.i
        covered = {i for s in found.values() for i in range(s.start, s.end)}
        for entity in self._entities(tokens.start, tokens.end):
            if any(t.i in covered for t in entity) or not (entity.label_ == "PERSON" or self._in_office(entity)):
                continue
            at = next((t.i for t in entity if looks_like_name(t)), entity.end)
            at = self._given_before(at) if at < entity.end else at
            stop = end_of_name(scan, at, known=known, titled=False) if at < entity.end else at
            if stop > at and doc[stop - 1].lower_ in words("words_of_places"):
                continue
            if stop == at + 1 and not self._acts_alone(doc[at], known):
                continue
            if stop > at and not any(i in covered for i in range(at, stop)):
                found[at] = self.span(at, stop)
                covered |= set(range(at, stop))
        if (label := self._label(tokens)) and not any(i in covered for i in range(*label)):
            found[label[0]] = self.span(*label)
            covered |= set(range(*label))
        for start, end in (*self._owned(tokens, covered, known), *self._runs(tokens, covered, known)):
            found[start] = self.span(start, end)
            covered |= set(range(start, end))
        by_start = {p.start: p for p in phrases if not p.plural}
        for span in list(found.values()):
            self._appose_after(span, by_start)
        for phrase in phrases:
            if phrase.head not in self.named and not phrase.plural:
                before = self._name_before(phrase, covered, known)
                if before:
                    found[before.start] = before
        return sorted((s for s in found.values() if not self._names_a_thing(s)), key=lambda s: s.start)

    def _names_a_thing(self, span: NameSpan) -> bool:
        """Return whether a name without a title is a ship's or a storm's, here or elsewhere on the page."""
        if self._of_things is None:
            doc = self.scan.doc
            nouns = (t.i for t in doc[:-1] if t.lower_ in words("nouns_of_things") and looks_like_name(doc[t.i + 1]))
            self._of_things = set()
            for noun in nouns:
                end = noun + 1
                while end < len(doc) and end - noun <= LONGEST_NAME and looks_like_name(doc[end]):
                    end += 1
                self._of_things.add(self.span(noun + 1, end).words)
        return not span.titled and span.words in self._of_things

    def _entities(self, start: int, end: int) -> list[Span]:
        """Return the parser's entities that begin between two tokens (a span's own `ents` would look at them all)."""
        if self._ents is None:
            self._ents = list(self.scan.doc.ents)
            self._ent_starts = [e.start for e in self._ents]
        return self._ents[bisect_left(self._ent_starts, start) : bisect_left(self._ent_starts, end)]

    def _label(self, tokens: Span) -> tuple[int, int] | None:
        """Return the name in capitals that opens a turn ("ANN VALE:"), which the parser often takes for anything else.

        Somebody who only asks may be an outlet, and a label with a role or a known name in it is read as such.
        """
        turn = next((t for t in self.scan.turns if t.start == tokens.start_char), None)
        if turn is None or not turn.label.isupper() or turn.label in askers(self.scan.turns):
            return None
        label = list(self.scan.document.tokens(turn.start, turn.start + len(turn.label)))
        free = all(looks_like_name(t) and not role_at(t) and t.i not in self.scan.hit_over for t in label)
        return (label[0].i, label[-1].i + 1) if free and 2 <= len(label) <= LONGEST_NAME else None

    def _owned(self, tokens: Span, covered: set[int], known: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield names behind a state that the parser takes for a body's, of whom the page goes on as "he" or "she".

        "Peru's Nilda Ocoro said ... She added": a company would be "it".
        """
        doc = self.scan.doc
        for mark in tokens:
            hit = self.scan.hit_over.get(mark.i - 1) if mark.tag_ == "POS" and not known else None
            if hit is None or not any(e.kind == "state" for e in hit.entries):
                continue
            start = mark.i + 1
            end = end_of_name(self.scan, start) if start < len(doc) else start
            body = any(institution_at(t) or t.lower_ in words("company_words") for t in doc[start:end])
            if not 2 <= end - start <= LONGEST_NAME or body or any(i in covered for i in range(start, end)):
                continue
            last = doc[end - 1]
            speaks = last.dep_ == "nsubj" and last.head.lemma_.lower() in words("verbs_of_saying")
            near = doc[end : min(end + TAKEN_UP, len(doc))]
            if speaks and any(t.lower_ in {"he", "she"} and t.dep_ == "nsubj" for t in near):
                yield start, end

    def _runs(self, tokens: Span, covered: set[int], known: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield names of two words and more that the parser takes for nobody's, but that do what persons do.

        Nothing in the run is a known name, a role or a body; it stands before ", who" or ", 63,", or its last word
        stands alone or after "Mr" elsewhere on the page.
        """
        at = tokens.start
        while at < tokens.end and not known:
            end = at
            while end < tokens.end and end - at < 4 and self._free(end, covered, opens=end == at):
                end += 1
            if end - at >= 2 and self._does_as_persons_do(at, end):
                yield at, end
            at = max(end, at + 1)

    def _free(self, i: int, covered: set[int], *, opens: bool) -> bool:
        """Return whether a token may be a word of an unseen name; a city's name may close one ("Valeska Paris")."""
        token = self.scan.doc[i]
        hit = self.scan.hit_over.get(i)
        if i in covered or not looks_like_name(token):
            return False
        if hit is not None and opens:
            following = self.scan.doc[i + 1] if i + 1 < len(self.scan.doc) else None
            given = token.lower_ in words("given_names_of_places") and self.scan.last(hit) == i
            if not given or following is None or not looks_like_name(following) or following.i in self.scan.hit_over:
                return False
        elif hit is not None and any(e.kind not in {"city", "person"} for e in hit.entries):
            return False
        return role_at(token) is None and institution_at(token) is None

    def _does_as_persons_do(self, start: int, end: int) -> bool:
        doc = self.scan.doc
        last, after = doc[end - 1], doc[end] if end < len(doc) else None
        if after is None or last.lower_ in words("words_of_places"):
            return False
        again = doc[end + 1] if end + 1 < len(doc) else None
        if after.text == "," and again is not None and again.lower_ == "who":
            return True
        role = after.text == "," and again is not None and again.lower_ in {"a", "an"} and self._role_within(end + 2)
        if role:
            return True
        places = {"GPE", "LOC", "FAC", "DATE", "EVENT", "LAW"}
        if any(t.ent_type_ in places for t in doc[start : end - 1]):
            return False
        speaks = last.dep_ == "nsubj" and last.head.lemma_.lower() in words("verbs_of_saying")
        if speaks and not any(t.ent_type_ == "ORG" for t in doc[start:end]):
            return True
        apposed = after.text == "," and again is not None and again.like_num
        alone = last.text in self._standing_alone()
        return apposed or (alone and last.dep_ in {"nsubj", "nsubjpass", "appos", "ROOT", "pobj", "dobj"})

    def _role_within(self, at: int) -> bool:
        """Return whether the noun phrase that begins at a token is about somebody in a role ("an oil analyst")."""
        doc = self.scan.doc
        for token in doc[at : min(at + 4, len(doc))]:
            if token.is_punct or token.pos_ in {"VERB", "ADP"}:
                return False
            if role_at(token) is not None:
                return True
        return False

    def _standing_alone(self) -> set[str]:
        """Return the capitalised words that stand somewhere without another before or after them, or after "Mr"."""
        if self._alone is None:
            doc = self.scan.doc
            self._alone = set()
            for token in doc:
                if not looks_like_name(token) or (token.is_sent_start and token.dep_ not in {"nsubj", "poss"}):
                    continue
                before, after = doc[max(token.i - 1, 0)], doc[token.i + 1] if token.i + 1 < len(doc) else None
                opens = token.is_sent_start or not looks_like_name(before) or honorific_of(before) is not None
                if opens and (after is None or not looks_like_name(after)):
                    self._alone.add(token.text)
        return self._alone

    def _given_before(self, at: int) -> int:
        """Return where a name begins whose given name the parser took for a place ("Natalia" of "Natalia Sorescu")."""
        doc = self.scan.doc
        before = doc[at - 1] if at > doc[at].sent.start else None
        if before is None or before.ent_type_ not in {"GPE", "ORG", "LOC"} or before.dep_ not in {"compound", "nmod"}:
            return at
        alone = doc[before.i - 1].ent_type_ != before.ent_type_ if before.i else True
        plain = before.i not in self.scan.hit_over and role_at(before) is None and institution_at(before) is None
        return before.i if alone and plain and before.head.i >= at and looks_like_name(before) else at

    def _in_office(self, entity: Span) -> bool:
        """Return whether a word that the parser takes for something else is one office holder's family name."""
        day, token = self.scan.date, entity.root
        if len(entity) != 1 or day is None or token.i in self.scan.hit_over or token.dep_ != "nsubj":
            return False
        return self.scan.tables.of_family(token.text, day) is not None

    def _acts_alone(self, token: Token, known: frozenset[str]) -> bool:
        """Return whether a single word that the parser takes for a person does what persons do, without a "the"."""
        before = self.scan.doc[token.i - 1] if token.i > token.sent.start else None
        if before is not None and before.pos_ == "DET":
            return False
        return token.dep_ in {"nsubj", "nsubjpass", "agent"} or fold(token.text).lower() in known

    def span(self, start: int, end: int) -> NameSpan:
        """Return a name between two tokens."""
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
        if comma and self._behind_name(phrase):
            return  # "Ana Ruiz, President of Peru, and Jan Novak, President of": each title is of the name before it
        at = self._after_titles(at + 1 if comma else at)
        # "his Nigerian guest, Vice President X": the name stands behind a title of its own.
        title = next((p for p in self.phrases if p.core == at and not p.plural), None) if comma else None
        at = title.end if title is not None else at
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
        span = self.span(at, end)
        span.phrases.append(phrase)
        span.opening = at if comma else None
        joined = self._and_before(phrase)
        if joined is not None and not comma:
            self.named.add(joined.head)
            span.phrases.append(joined)
        yield span
        end = self._after_state(end)
        rank = 0
        while phrase.plural and end < len(doc) - 1 and doc[end].lower_ in {",", "and"}:
            at = self._after_honorifics(end + 1)
            end = end_of_name(self.scan, at, known=known, titled=True)
            if end == at:
                return
            span = self.span(at, end)
            span.phrases.append(phrase)
            span.opening = at
            rank += 1
            span.rank = rank
            yield span
            end = self._after_state(end)

    def _behind_name(self, phrase: RolePhrase) -> bool:
        """Return whether a title closes an apposition to a name with an honorific ("H.E. Ana Ruiz, President of")."""
        doc, at = self.scan.doc, phrase.start - 1
        if at < 2 or doc[at].text != "," or phrase.article:
            return False
        start = at
        while start > 0 and at - start < LONGEST_BEFORE and looks_like_name(doc[start - 1]):
            start -= 1
        return any(honorific_of(t) is not None for t in doc[max(0, start - 2) : at])

    def _after_state(self, at: int) -> int:
        """Return the index after "of Peru" that begins at a token, else the token itself."""
        doc = self.scan.doc
        if at + 1 >= len(doc) or doc[at].lower_ != "of":
            return at
        hit = self.scan.hit_over.get(at + 1 + (doc[at + 1].lower_ == "the"))
        return self.scan.last(hit) + 1 if hit is not None and self.scan.country_of(hit) else at

    def _and_before(self, phrase: RolePhrase) -> RolePhrase | None:
        """Return the office that "and" joins before another ("Deputy Prime Minister and Foreign Minister X")."""
        doc = self.scan.doc
        if phrase.start < 2 or doc[phrase.start - 1].lower_ != "and" or phrase.plural:
            return None
        return next(
            (p for p in self.phrases if p.end == phrase.start - 1 and not p.plural and p.noun.type == "office"), None
        )

    def _end_in_heading(self, at: int) -> int:
        """Return the end of a name that only a heading in title case gives: up to an "'s" or a word that is no name."""
        doc = self.scan.doc
        end = end_of_name(self.scan, at, titled=True)
        for i in range(at, end):
            if doc[i].pos_ in {"VERB", "AUX", "NOUN"}:
                return i
        return end

    def _closes_apposition(self, at: int, end: int, plural: bool) -> bool:
        """Return whether a name after a comma is an apposition: two words, then a mark or the clause goes on."""
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
        span = self.span(start, end)
        span.phrases.append(phrase)
        self.named.add(phrase.head)
        return span
