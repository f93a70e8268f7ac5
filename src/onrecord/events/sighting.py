"""Sightings: every place of a page where a frame's words tell an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.events.lexicon import Condition, Frame, classes, frames, lemma
from onrecord.events.syntax import (
    REACH, agents, children, conjuncts, first_conjunct, has_word, is_passive, kernels, objects, possessors,
    preposition, surface_subjects,
)  # fmt: skip

PER_SENTENCE = 12
"""More events than this in one sentence are a list or a parse gone wrong; those past it are left out."""

_LIGHT_REACH = 6


@dataclass(frozen=True, slots=True)
class Sighting:
    """One telling of an event.

    `head` is the frame's word. `governor` is the word whose tense, modality and negation decide the status: the light verb for
    "held talks", else the head. `nominal` says that no verb tells it ("the invasion of ..."). `content` is the verb or
    noun at the head of what was agreed, asked or threatened. `model` is the verb that "as Norway did" stands for.
    """

    frame: Frame
    head: Token
    governor: Token
    nominal: bool
    content: Token | None
    model: Token | None = None

    @property
    def type(self) -> str:
        """The frame's PLOVER type."""
        assert self.frame.type is not None
        return self.frame.type


def find_sightings(sentences: Iterable[Span]) -> list[Sighting]:
    """Return the tellings of events in order of the text, at most `PER_SENTENCE` a sentence."""
    found: list[Sighting] = []
    for sentence in sentences:
        found += _in_sentence(sentence)[:PER_SENTENCE]
    return found


def _in_sentence(sentence: Span) -> list[Sighting]:
    table = frames()
    matched: dict[int, tuple[Token, Frame, Token]] = {}
    for token in sentence:
        kind = _kind(token)
        if kind is None:
            continue
        rows = table.get((kind, lemma(token)))
        if rows and kind == "n" and _plays_a_name(token):
            continue
        frame = next((f for f in rows if _holds(f, token)), None) if rows else None
        if frame is not None:
            light = _light_verb(token, frame) if kind == "n" else None
            matched[token.i] = (token, frame, light or token)
    silenced = _silenced(matched.values()) | _aims(matched)
    found = []
    for token, frame, governor in matched.values():
        if frame.type is None or token.i in silenced:
            continue
        found.append(
            Sighting(
                frame=frame, head=token, governor=governor,
                nominal=_kind(token) == "n" and governor == token,
                content=content_of(token) or (content_of(governor) if governor != token else None),
            )
        )  # fmt: skip
    return found + _echoes(sentence)


def _echoes(sentence: Span) -> list[Sighting]:
    """Return what "as Norway did" tells: the event of the verb that it stands for, done by somebody else."""
    found = []
    for token in sentence:
        if token.dep_ != "advcl" or lemma(token) != "do" or not any(c.lower_ == "as" for c in children(token, "mark")):
            continue
        frame = frame_of(token.head)
        if frame is not None and frame.type is not None and children(token, "nsubj") and not children(token, "dobj", "xcomp"):
            found.append(Sighting(frame, token, token, nominal=False, content=None, model=token.head))
    return found


def _kind(token: Token) -> str | None:
    if token.pos_ == "VERB":
        # "the banned party", "Syrian-backed militia": a property, not an event. "Visiting premier" tells of a visit.
        return None if token.tag_ == "VBN" and token.dep_ in ("amod", "compound") else "v"
    if token.pos_ == "NOUN":
        return "n"
    if token.pos_ == "ADJ" and token.dep_ in ("acomp", "oprd", "ROOT", "conj", "amod"):
        return "a"
    return None


def _plays_a_name(noun: Token) -> bool:
    """Return whether a noun only modifies another ("talks venue") or stands in a name."""
    return noun.dep_ in ("compound", "nmod") or (noun.tag_ in ("NNP", "NNPS"))


def _holds(frame: Frame, token: Token) -> bool:
    return all(_check(condition, token, frame) != condition.negated for condition in frame.needs)


def _check(condition: Condition, token: Token, frame: Frame) -> bool:
    key, values = condition.key, condition.values
    if key == "light":
        return _light_verb(token, frame) is not None
    if key in _TESTS:
        return _TESTS[key](token, values)
    if values is None:
        return has_word(token, key)
    return any(lemma(k) in values for noun in preposition(token, key) for k in kernels(noun))


def _has_object(token: Token, values: frozenset[str] | None) -> bool:
    nouns = objects(token)
    return bool(nouns) if values is None else _any_of(nouns, values)


def _has_subject(token: Token, values: frozenset[str] | None) -> bool:
    nouns = agents(token)
    if values is not None and not nouns and not children(token, "dobj"):
        nouns = surface_subjects(token)
    return bool(nouns) if values is None else _any_of(nouns, values)


def _any_of(nouns: Sequence[Token], values: frozenset[str]) -> bool:
    return any(
        lemma(k) in values or k.lower_ in values or (k.tag_ == "NNPS" and k.ent_type_ == "NORP" and "people" in values)
        for noun in nouns
        for k in kernels(noun)
    )


def _has_infinitive(token: Token, values: frozenset[str] | None) -> bool:
    verbs = [
        c
        for c in token.children
        if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > token.i and any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
    ]
    return bool(verbs) if values is None else any(lemma(v) in values for v in verbs)


def _has_goal(token: Token, values: frozenset[str] | None) -> bool:
    """What follows "to": an infinitive or a noun."""
    if _has_infinitive(token, values):
        return True
    nouns = preposition(token, "to")
    return bool(nouns) if values is None else _any_of(nouns, values)


def _has_clause(token: Token, values: frozenset[str] | None) -> bool:
    clauses = [
        c
        for c in token.children
        if c.dep_ == "ccomp" and not any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
    ]
    if values is None:
        return bool(clauses)
    return any(a.lower_ in values for c in clauses for a in c.children)


def _has_particle(token: Token, values: frozenset[str] | None) -> bool:
    particles = {c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep")}
    return bool(particles & values) if values else bool(children(token, "prt"))


def _has_complement(token: Token, values: frozenset[str] | None) -> bool:
    """An object complement: "called it a trap"; with the value `quoted`, one in quotation marks."""
    complement = [c for c in token.children if c.dep_ in ("oprd", "ccomp", "xcomp", "dobj", "appos") and c.i > token.i]
    if values is None:
        return any(c.dep_ == "oprd" for c in complement)
    later = [t for t in token.doc[token.i + 1 : token.sent.end] if t.is_quote]
    if not later or not objects(token):
        return False
    first = later[0]
    between = first.doc[token.i + 1 : first.i]
    # The quoted words follow the object at once: no verb of another clause stands between.
    return len(between) <= 12 and bool(len(between)) and not any(t.pos_ in ("VERB", "AUX") or t.lower_ in (",", "for", "of the") for t in between)


def _has_own_participant(token: Token, values: frozenset[str] | None) -> bool:
    """A participant of the noun's own: a possessor, a name or nationality before it, or one after of, by, with ..."""
    if possessors(token):
        return True
    if any(c.dep_ in ("amod", "compound", "nmod") and (c.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or c.pos_ == "PROPN") for c in token.children):
        return True
    return any(
        c.lower_ in ("of", "by", "with", "between", "against", "on", "from", "to", "in") and _names_someone(p)
        for c in children(token, "prep")
        for p in children(c, "pobj")
    )


def _names_someone(noun: Token) -> bool:
    return any(t.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or t.pos_ == "PROPN" for t in noun.subtree) and not noun.ent_type_ == "DATE"


def _is_dated(token: Token, values: frozenset[str] | None) -> bool:
    months = classes()["month"]
    after = [p for c in children(token, "prep") for p in children(c, "pobj")]
    return any(p.ent_type_ in ("DATE", "TIME") or lemma(p) in months for p in (*after, *children(token, "compound", "poss", "nmod")))


def _is_negated(token: Token, values: frozenset[str] | None) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for c in token.children)


def _has_menace(token: Token, values: frozenset[str] | None) -> bool:
    """A clause or "of" phrase that speaks of what somebody will do about it, not of a danger at large."""
    menace = classes()["menace"]
    parts = [c for c in token.children if c.i > token.i and (c.dep_ in ("ccomp", "xcomp", "dobj") or c.lower_ == "of")]
    return any(lemma(t) in menace for part in parts for t in part.subtree)


def _is_plural(token: Token, values: frozenset[str] | None) -> bool:
    if token.pos_ == "NOUN":
        return token.tag_ in ("NNS", "NNPS")
    return any(s.tag_ in ("NNS", "NNPS") or children(s, "conj") or s.lower_ in ("they", "both") for s in agents(token))


_TESTS = {
    "obj": _has_object,
    "subj": _has_subject,
    "to": _has_goal,
    "inf": _has_infinitive,
    "that": _has_clause,
    "ing": lambda t, v: any(c.tag_ == "VBG" and c.dep_ in ("xcomp", "ccomp", "pcomp") for c in t.children),
    "prt": _has_particle,
    "oprd": _has_complement,
    "own": _has_own_participant,
    "dated": _is_dated,
    "neg": _is_negated,
    "plural": _is_plural,
    "menace": _has_menace,
    "subjunctive": lambda t, v: any(c.dep_ == "ccomp" and c.tag_ == "VB" and not children(c, "aux") for c in t.children),
    "attr": lambda t, v: t.dep_ == "attr",
    "passive": lambda t, v: is_passive(t),
}


def _light_verb(noun: Token, frame: Frame) -> Token | None:
    """Return the verb that carries a noun ("held several rounds of talks": held), if it is one that the frame names."""
    wanted = next((c.values for c in frame.needs if c.key == "light"), None)
    if not wanted:
        return None
    for verb in carrying_verbs(noun):
        if lemma(verb) in wanted:
            return verb
    return None


def carrying_verbs(noun: Token) -> list[Token]:
    """Return the verbs that a noun hangs on as object, passive subject or adjunct, nearest first."""
    found = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"]
    at = first_conjunct(noun)
    for _ in range(_LIGHT_REACH):
        head = at.head
        if head == at:
            break
        if head.pos_ in ("VERB", "AUX"):
            if at.dep_ in ("dobj", "nsubjpass", "attr", "pobj", "prep", "npadvmod", "oprd"):
                found.append(head)
            break
        if at.dep_ not in ("pobj", "prep", "conj", "appos", "nmod", "compound"):
            break
        at = head
    return found


def content_of(token: Token) -> Token | None:
    """Return the head of what is agreed, asked, promised or threatened: a verb, else the noun of "for ..."."""
    for child in token.children:
        if child.i > token.i and child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX", "ADJ"):
            return child
    for child in children(token, "prep"):
        if child.lower_ in ("of", "for", "on", "to", "from", "against"):
            for verb in children(child, "pcomp"):
                return verb
    for child in token.children:
        if child.i > token.i and child.dep_ in ("advcl", "acl") and any(a.lower_ == "to" and a.dep_ == "aux" for a in child.children):
            return child
    if token.pos_ == "NOUN":
        for clause in children(token, "acl", "relcl", "ccomp"):
            if clause.tag_ not in ("VBN", "VBG") or any(c.dep_ == "mark" for c in clause.children):
                return clause
    for noun in children(token, "dobj"):
        for clause in children(noun, "acl"):
            if any(a.lower_ == "to" and a.dep_ == "aux" for a in clause.children):
                return clause
    return None


def _silenced(matched: Iterable[tuple[Token, Frame, Token]]) -> set[int]:
    """Return the tokens that are told already: as the object that a frame names, or as the content of one.

    "Asked for talks" is a request, no talks; "signed a pact" is one event, not a signing and a pact.
    """
    silenced: set[int] = set()
    for token, frame, governor in matched:
        if frame.type is not None and (frame.names_object() or "content" in frame.flags):
            for noun in objects(token):
                if noun.dep_ not in ("nsubj", "nsubjpass") or is_passive(token):
                    silenced.update(k.i for k in kernels(noun) if k.i != token.i)
        if any(c.key == "subj" and c.values and not c.negated for c in frame.needs):
            silenced.update(k.i for noun in surface_subjects(token) for k in kernels(noun))  # "the talks collapsed"
    for token, frame, governor in matched:
        if frame.type is None:
            continue
        if governor != token and token.i not in silenced:
            silenced.add(governor.i)
        if "content" not in frame.flags or "invitation" in frame.flags:
            continue
        if "denial" not in frame.flags:
            for noun in objects(token):
                for clause in _clauses_of(noun):
                    silenced |= _spine(clause)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "to", "of", "on", "from"):
                for noun in children(child, "pobj"):
                    silenced.update(k.i for k in kernels(noun))
                    for clause in _clauses_of(noun):
                        silenced |= _spine(clause)
        content = content_of(token)
        if content is not None:
            silenced |= _spine(content)
    return silenced


def _aims(matched: dict[int, tuple[Token, Frame, Token]]) -> set[int]:
    """Return the tokens that tell what another told act is done for: "blocked roads to demand", "marched calling for"."""
    aims: set[int] = set()
    for token, frame, _ in matched.values():
        if token.pos_ != "VERB" or frame.type is None:
            continue
        purpose = any(a.lower_ == "to" and a.dep_ == "aux" for a in token.children)
        at = token
        for _ in range(REACH):
            if at.dep_ == "pcomp" and not purpose:
                at = at.head.head
            elif at.dep_ in ("advcl", "xcomp") and at.head != at:
                at = at.head
            else:
                break
            above = matched.get(at.i)
            if above is None or above[1].type is None:
                continue
            if (purpose and token.dep_ == "advcl" and above[1].type not in ("CONSULT", "AGREE")) or (
                above[1].type == "PROTEST" and frame.type in ("REQUEST", "ACCUSE")
            ):
                aims.add(token.i)
            break
    return aims


def _clauses_of(noun: Token) -> list[Token]:
    """Return the verbs of what a noun like "call" or "plan" is for: infinitive, "that" clause or gerund."""
    found = [c for c in children(noun, "acl") if c.tag_ not in ("VBN", "VBG")]
    for prep in children(noun, "prep"):
        found += children(prep, "pcomp")
        if prep.lower_ == "for":  # "a call for forces to be deployed"
            found += [c for inner in children(prep, "pobj") for c in children(inner, "acl") if c.tag_ != "VBG"]
    return found


def _spine(content: Token) -> set[int]:
    """Return the verbs of a content: its head, what is coordinated or controlled, and the nouns that they carry."""
    spine: set[int] = set()
    todo = [content]
    while todo and len(spine) < 40:
        at = todo.pop()
        for one in conjuncts(at):
            spine.add(one.i)
            todo += [c for c in one.children if (c.dep_ == "xcomp" or (c.dep_ == "ccomp" and c.tag_ == "VB")) and c.i not in spine]
            for noun in [*children(one, "dobj", "attr", "nsubjpass"), *(p for c in children(one, "prep") for p in children(c, "pobj"))]:
                spine.update(k.i for k in kernels(noun))
    return spine


def frame_of(token: Token) -> Frame | None:
    """Return the frame that a word tells, None when it tells no event."""
    kind = _kind(token)
    rows = frames().get((kind, lemma(token))) if kind is not None else None
    return next((f for f in rows if _holds(f, token)), None) if rows else None
