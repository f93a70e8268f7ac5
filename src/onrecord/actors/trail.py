"""The trail: who was mentioned where up to a point of the page, and whom a pronoun there stands for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.cast import Part
from onrecord.actors.lexicon import words
from onrecord.actors.scan import Scan

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "theirs", "themselves"))

REACH = 3
"""Sentences with words back to which "he" or "she" looks for a person when nobody nearer fits."""

FAR = 3
"""Paragraphs back to which "the ministry" or "the official" may reach; further on, pages say again who is meant."""

SUBJECT, INNER, OBJECT, OTHER = 3.0, 2.2, 1.5, 1.0
"""What a mention weighs by its place in the clause; a sentence further back costs `STEP`."""
STEP = 1.6

REACH_OF_CUE = 12
"""Tokens after a closing mark within which its speaker is named ("…," the minister told reporters)."""

RECENT = 30
"""Steps looked at for somebody else of a pronoun: about two sentences of a dense page."""

QUOTED = 2.5
"""What it costs a mention to stand within a quotation when the pronoun stands outside of it."""

PARTED = 0.6
"""What a paragraph further back costs, besides the sentences."""

KNOWN = 1.5
"""What it is worth that the page has called the person "he" or "she" before."""

SAME = 0.5
"""What it is worth to be the one who says or does what the pronoun's clause tells ("Berg said she would")."""

PROMINENT, PROMINENCE = 5, 0.2
"""Mentions up to which a person gains standing, and what each is worth."""

CLEAR = 0.5
"""The lead that the best candidate must have over the next; below it the pronoun is left open. These were set
together on pages written for this purpose (tests/actors), none of them from a corpus."""


@dataclass(frozen=True, slots=True)
class Step:
    """One mention on the trail: its head token, actor, offset, sentence and weight."""

    token: int
    actor: str
    offset: int
    sentence: int
    weight: float


@dataclass(slots=True)
class Trail:
    """The mentions up to the point that has been reached, in order of the text.

    `called` has what a pronoun led to somebody called them first, sure or not.
    """

    scan: Scan
    steps: list[Step] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)
    _ahead: list[tuple[int, int, str]] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _paragraph_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sentence_starts = [s.start for s in self.scan.document.sentences]
        self._paragraph_starts = [p.start for p in self.scan.document.article.paragraphs]
        length = len(self.scan.document.text)
        self._ahead = sorted(self.scan.cast.within(0, length), key=lambda m: (m[0], -m[1]), reverse=True)

    # -- walking

    def reach(self, offset: int) -> None:
        """Take in the mentions that begin before or at the offset."""
        while self._ahead and self._ahead[-1][0] <= offset:
            start, end, actor = self._ahead.pop()
            span = self.scan.document.tokens(start, end)
            if len(span):
                self.add(span.root.i, actor, start)

    def add(self, token: int, actor: str, offset: int) -> None:
        """Put a mention on the trail."""
        self.steps.append(Step(token, actor, offset, self.sentence_of(token), self._weight(self.scan.doc[token])))

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that holds a token."""
        return bisect_right(self._sentence_starts, token) - 1

    def paragraph_of(self, token: int) -> int:
        """Return the number of the paragraph that holds a token."""
        return self.paragraph_at(self.scan.doc[token].idx)

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds an offset."""
        return bisect_right(self._paragraph_starts, offset) - 1

    def _weight(self, token: Token) -> float:
        top = token
        while top.dep_ in {"compound", "appos", "conj", "flat", "nmod"} and top.head.i != top.i:
            top = top.head
        if top.dep_ in {"nsubj", "nsubjpass"}:
            return SUBJECT if top.head.dep_ not in {"ccomp", "relcl", "advcl", "acl", "pcomp"} else INNER
        if token.dep_ == "poss" and token.head.dep_ in {"nsubj", "nsubjpass"}:
            return OTHER  # "his statement was short": whoever owns the subject is spoken of
        if token.ent_type_ == "NORP" or token.dep_ in {"amod", "poss", "compound"}:
            return OTHER * 0.5
        return OBJECT if top.dep_ in {"dobj", "dative", "agent"} else OTHER

    # -- asking

    def last_subject(self, among: set[str], before: int) -> str | None:
        """Return the actor among some who was last the subject of a clause, else the one mentioned last."""
        for step in reversed(self.steps):
            if step.actor in among and step.weight >= SUBJECT and step.token < before:
                return step.actor
        return next((s.actor for s in reversed(self.steps) if s.actor in among and s.token < before), None)

    def last_of(self, kinds: set[str], before: int) -> str | None:
        """Return the actor of some kinds mentioned last before a token."""
        return next((s.actor for s in reversed(self.steps) if s.token < before and self._part(s).kind in kinds), None)

    def last_index(self, actor: str) -> int:
        """Return the token of an actor's last mention on the trail."""
        return next(s.token for s in reversed(self.steps) if s.actor == actor)

    def country_in_view(self, token: int) -> str | None:
        """Return the country that a bare "the ministry" is of.

        That of the last subject in the paragraph, else the page's home, else of whoever was mentioned last in it.
        """
        paragraph = self.paragraph_of(token)
        nearest: str | None = None
        for step in reversed(self.steps):
            if step.token >= token:
                continue
            if self.paragraph_of(step.token) != paragraph:
                break
            country = self._part(step).country
            if country and step.weight >= INNER:
                return country
            nearest = nearest or country
        return self.scan.cast.home or nearest

    def persons_of_paragraph(self, token: int, back: int = 0) -> list[str]:
        """Return the persons mentioned in a token's paragraph before it, and in so many before that, in order."""
        first = self.paragraph_of(token) - back
        return [
            s.actor for s in self.steps
            if s.token < token and self._part(s).kind == "person" and self.paragraph_of(s.token) >= first
        ]  # fmt: skip

    def leads(self, token: int) -> bool:
        """Return whether a token is the subject of a main clause."""
        return self._weight(self.scan.doc[token]) >= SUBJECT

    def _part(self, step: Step) -> Part:
        return self.scan.cast[step.actor]

    # -- pronouns

    def pronoun(self, token: Token) -> None:
        """Lead a pronoun of the third person to its actor, or leave it open with the reason."""
        lowered = token.lower_
        if lowered.endswith("self") and (own := self._subject_of_same_verb(token)) is not None:
            self.scan.cast.mention(own, token.idx, token.idx + len(token), "pronoun")
            self.add(token.i, own, token.idx)
        elif lowered in _HE or lowered in _SHE:
            self._person(token, "he" if lowered in _HE else "she")
        elif lowered in _IT:
            self._thing(token)
        elif lowered in _THEY:
            self._many(token)

    def _person(self, token: Token, pronoun: str) -> None:
        scores: dict[str, float] = {}
        sentence = self.sentence_of(token.i)
        barred = self._barred(token)
        quoted = self.scan.document.quotation_at(token.idx) is not None
        said_by, left = self._subject_above(token), self._subject_beside(token)
        # "El-Senussi rejected her account": where somebody else is known as "her", it need not be the subject's own.
        other_known = any(
            self._part(s).pronoun == pronoun and s.actor != said_by and sentence - s.sentence <= 2
            for s in self.steps[-RECENT:]
        )
        for step in reversed(self.steps):
            part = self._part(step)
            distance = sentence - step.sentence
            if distance > REACH and scores:
                break
            if part.kind not in {"person", "unnamed"} or part.plural or part.pronoun not in {None, pronoun}:
                continue
            if step.actor in barred or step.token >= token.i or distance > 3 * REACH:
                continue
            parted = min(self.paragraph_of(token.i) - self.paragraph_of(step.token), 2)
            score = step.weight - STEP * distance - PARTED * parted + min(len(part.mentions), PROMINENT) * PROMINENCE
            if part.pronoun == pronoun:
                score += KNOWN
            if (
                (part.pronoun is None or part.kind != "person")
                and not quoted
                and self.scan.document.quotation_at(step.offset) is not None
            ):
                score -= QUOTED
            if self.called.get(step.actor, pronoun) != pronoun:
                score -= KNOWN
            if step.actor == said_by and not (other_known and part.pronoun is None):
                score += SAME if token.tag_ != "PRP$" else 2 * SAME
            elif step.actor == left:
                score -= QUOTED
            scores[step.actor] = max(score, scores.get(step.actor, -99.0))
        ahead = self._subject_ahead(token, pronoun)
        if ahead is not None and ahead not in barred:
            scores[ahead] = scores.get(ahead, 0.0) + 2 * SUBJECT
        praised = self._praised(token)
        if praised is not None and praised in scores:
            scores[praised] += 2 * SUBJECT
        self._settle(token, scores, pronoun)

    def _praised(self, token: Token) -> str | None:
        """Return who is congratulated or blamed for what a pronoun owns ("congratulated X on her win")."""
        preposition = token.head.head
        verb = preposition.head
        if token.tag_ != "PRP$" or token.head.dep_ != "pobj" or preposition.lower_ not in {"on", "for", "upon"}:
            return None
        if verb.lemma_.lower() not in words("verbs_of_praise"):
            # The parser may hang the phrase on the one praised.
            verb = verb.head
        if verb.lemma_.lower() not in words("verbs_of_praise"):
            return None
        praised = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        return self.scan.cast.covering(praised.idx) if praised is not None else None

    def _thing(self, token: Token) -> None:
        if _is_empty(token):
            return
        above = self._subject_above(token)
        sentence = self.sentence_of(token.i)
        scores: dict[str, float] = {}
        barred = self._barred(token)
        for step in reversed(self.steps):
            part = self._part(step)
            distance = sentence - step.sentence
            if distance > 1:
                break
            if (
                part.kind not in {"state", "organisation", "outlet", "bloc"}
                or step.actor in barred
                or step.token >= token.i
            ):
                continue
            if step.weight < INNER and not (token.tag_ == "PRP$" and distance == 0 and step.weight >= OTHER):
                continue
            score = step.weight - STEP * distance + (2 * SAME if step.actor == above else 0.0)
            scores[step.actor] = max(score, scores.get(step.actor, -99.0))
        if token.dep_ in {"nsubj", "nsubjpass", "poss"} and scores:
            self._settle(token, scores, None, quiet=True)

    def _many(self, token: Token) -> None:
        sentence = self.sentence_of(token.i)
        scores: dict[str, float] = {}
        for step in reversed(self.steps):
            distance = sentence - step.sentence
            if distance > REACH or (distance > 1 and scores):
                break
            part = self._part(step)
            # A state or body may be "they", but only where no group is near.
            alone = (
                part.kind in {"state", "organisation"}
                and step.weight >= INNER
                and distance <= 1
                and token.tag_ == "PRP$"
            )
            if step.token >= token.i or not (part.plural or alone):
                continue
            score = step.weight - STEP * distance - (0.0 if part.plural else SUBJECT)
            scores[step.actor] = max(score, scores.get(step.actor, -99.0))
        if scores:
            self._settle(token, scores, None, quiet=True)

    def _settle(self, token: Token, scores: dict[str, float], pronoun: str | None, *, quiet: bool = False) -> None:
        """Note the best candidate, or leave the pronoun open; `quiet` when it may stand for no actor at all."""
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked:
            if not quiet:
                self.scan.notes.leave_open("actors", token.idx, "mention", "no-candidate")
            return
        lead = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else SUBJECT
        if lead < CLEAR:
            if not quiet:
                self.scan.notes.leave_open("actors", token.idx, "mention", "ambiguous")
            return
        actor = ranked[0][0]
        if pronoun is not None:
            self.called.setdefault(actor, pronoun)
        if pronoun is not None and lead >= 2 * CLEAR:
            self.scan.cast[actor].pronoun = pronoun
        self.scan.cast.mention(actor, token.idx, token.idx + len(token), "pronoun")
        self.add(token.i, actor, token.idx)

    def _barred(self, token: Token) -> set[str]:
        """Return the actors that a pronoun cannot be: its verb's subject, and whoever the phrase around it is."""
        barred = {self._subject_of_same_verb(token), self._one_denied(token), self.speaker_around(token)}
        if token.tag_ == "PRP$":
            barred |= {self.scan.cast.covering(token.idx), self._one_named(token)}
        return {b for b in barred if b}

    def _one_named(self, token: Token) -> str | None:
        """Return who is given a name that a pronoun owns: in "Berg called Lund her friend" it is not Lund's own."""
        if token.i == 0:
            return None
        actor = self.scan.cast.covering(token.nbor(-1).idx)
        at = token.i - 1
        while at > 0 and self.scan.cast.covering(self.scan.doc[at].idx) == actor:
            at -= 1
        named = actor is not None and self.scan.doc[at].lemma_.lower() in words("verbs_of_naming")
        return actor if named else None

    def _subject_of_same_verb(self, token: Token) -> str | None:
        """Return the actor that is the subject of the verb a pronoun is the object of: it cannot be the pronoun."""
        if token.dep_ not in {"dobj", "dative", "pobj"}:
            return None
        verb = token.head if token.dep_ != "pobj" else token.head.head
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        return self.scan.cast.covering(subject.idx) if subject is not None else None

    def speaker_around(self, token: Token) -> str | None:
        """Return who speaks the quotation that holds a pronoun: "he" within somebody's words is somebody else.

        The speaker is the subject right after the closing mark, else the last one before the opening mark.
        """
        quotation = self.scan.document.quotation_at(token.idx)
        if quotation is None:
            return None
        doc = self.scan.doc
        after = self.scan.document.token_at(quotation.end).i
        for i in range(after, min(after + REACH_OF_CUE, len(doc))):
            if doc[i].is_punct and doc[i].text in {".", "?", "!", '"', "“", "‘"}:
                break
            if doc[i].dep_ == "nsubj" or i in self.scan.named:
                return self.scan.cast.covering(doc[i].idx)
        opening = self.scan.document.token_at(quotation.start)
        first = self.scan.doc[max(opening.i - 1, 0)].sent.start
        before = [doc[i] for i in range(first, opening.i) if doc[i].dep_ == "nsubj"]
        return self.scan.cast.covering(before[-1].idx) if before else None

    def _one_denied(self, token: Token) -> str | None:
        """Return who spoke in the sentence before, when the pronoun's own verb denies what was said."""
        if token.dep_ != "nsubj" or token.head.lemma_.lower() not in words("verbs_of_denial") or token.sent.start == 0:
            return None
        denied = next((c for c in token.head.rights if c.dep_ == "dobj"), None)
        if denied is None or denied.lower_ not in {"it", "this", "that"}:
            return None
        before = self.scan.doc[token.sent.start - 1].sent.root
        subject = next((c for c in before.lefts if c.dep_ == "nsubj"), None)
        return self.scan.cast.covering(subject.idx) if subject is not None else None

    def _subject_above(self, token: Token) -> str | None:
        """Return the actor whose speech or act a subject pronoun's clause tells ("Berg said she would")."""
        if token.tag_ == "PRP$":
            return self.subject_over(token.head)
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            return None
        top = token.head
        while top.dep_ in _INNER_CLAUSES and top.head.i != top.i:
            top = top.head
            while top.pos_ not in {"VERB", "AUX"} and top.head.i != top.i:
                top = top.head
            subject = next((c for c in top.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i != token.i), None)
            if subject is not None and subject.pos_ != "PRON":
                return self.scan.cast.covering(subject.idx)
        return None

    def _subject_beside(self, token: Token) -> str | None:
        """Return the subject of the clause that a pronoun's clause is joined to: a new subject is named to change it.

        "A invited B, and she accepted": had A accepted, no pronoun would be needed. None when nobody else is in that
        clause for the pronoun to change to.
        """
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "conj" or verb.head.pos_ not in {"VERB", "AUX"}:
            return None
        subject = next((c for c in verb.head.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        actor = self.scan.cast.covering(subject.idx) if subject is not None else None
        between = self.scan.cast.within(verb.head.idx, token.idx)
        others = any(a != actor and self.scan.cast[a].kind == "person" for _, _, a in between)
        return actor if others else None

    def subject_over(self, noun: Token) -> str | None:
        """Return the actor that is the subject of the verb that a noun is an object of, None when it is none."""
        top = noun
        while top.dep_ in {"dobj", "dative", "pobj", "prep", "conj", "appos", "compound"} and top.head.i != top.i:
            top = top.head
        if top.i == noun.i or top.pos_ not in {"VERB", "AUX"}:
            return None
        subject = next((c for c in top.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        return self.scan.cast.covering(subject.idx) if subject is not None else None

    def _subject_ahead(self, token: Token, pronoun: str) -> str | None:
        """Return the person who is the subject that an opening phrase leads up to ("During his stay, Luo said")."""
        root = token.sent.root
        subject = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or token.i >= subject.i or token.tag_ != "PRP$":
            return None
        if any(t.dep_ in {"nsubj", "nsubjpass"} for t in self.scan.doc[token.sent.start : token.i]):
            return None
        actor = self.scan.cast.covering(subject.idx)
        if actor is None:
            return None
        part = self.scan.cast[actor]
        return actor if part.kind == "person" and part.pronoun in {None, pronoun} else None


_INNER_CLAUSES = frozenset(("ccomp", "pcomp", "advcl", "relcl", "acl", "xcomp"))


def _is_empty(token: Token) -> bool:
    """Return whether "it" stands for nothing ("it is clear that", "it was unlikely to rain")."""
    if token.dep_ == "expl":
        return True
    if token.tag_ == "PRP$":
        return False
    verb = token.head
    return verb.lemma_ in {"be", "seem", "appear", "take", "remain", "become"} and token.dep_ in {"nsubj", "nsubjpass"}
