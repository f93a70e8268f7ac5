"""Sightings: every place of a page where a frame's words tell an event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.events.conditions import holds, light_verb
from onrecord.events.lexicon import Frame, frames, lemma
from onrecord.events.syntax import (
    REACH,
    children,
    conjuncts,
    is_passive,
    kernels,
    objects,
    surface_subjects,
)  # fmt: skip
from onrecord.record import EventType

_HOSTILE = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"})
_SEPARATE = frozenset({"COOPERATE", "CONSULT", "AID", "CONCEDE", "RETREAT"})
PER_SENTENCE = 12
"""More events than this in one sentence are a list or a parse gone wrong; those past it are left out."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One telling of an event.

    `head` is the frame's word. `governor` is the word whose tense, modality and negation decide the status: the light
    verb for "held talks", else the head. `nominal` says that no verb tells it ("the invasion of ..."). `content` is the
    verb or noun at the head of what was agreed, asked or threatened. `model` is the verb that "as Norway did" stands
    for.
    """

    frame: Frame
    head: Token
    governor: Token
    nominal: bool
    content: Token | None
    model: Token | None = None

    @property
    def type(self) -> EventType:
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
        frame = next((f for f in rows if holds(f, token)), None) if rows else None
        if frame is not None:
            light = light_verb(token, frame) if kind == "n" else None
            matched[token.i] = (token, frame, light or token)
    demands = _demands(sentence, matched)
    matched |= demands
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


def _demands(
    sentence: Span, matched: Mapping[int, tuple[Token, Frame, Token]]
) -> dict[int, tuple[Token, Frame, Token]]:
    """Return what "should" and "must" demand of a named subject; only what is somebody's words is kept later.

    Of verbs that share a subject ("should free them and apologise") the first stands for all.
    """
    found: dict[int, tuple[Token, Frame, Token]] = {}
    for token in sentence:
        frame = next(iter(frames().get(("m", token.lower_), ())), None)
        verb = token.head
        if frame is None or token.dep_ != "aux" or verb.pos_ != "VERB" or children(verb, "auxpass", "neg"):
            continue
        known = matched.get(verb.i)
        subjects = children(verb, "nsubj")
        if any(s.pos_ == "PROPN" for s in subjects) and (known is None or known[1].type not in ("REQUEST", "ACCUSE")):
            found[verb.i] = (verb, frame, verb)
    return found


def _echoes(sentence: Span) -> list[Sighting]:
    """Return what "as Norway did" tells: the event of the verb that it stands for, done by somebody else."""
    found = []
    for token in sentence:
        if token.dep_ != "advcl" or lemma(token) != "do" or not any(c.lower_ == "as" for c in children(token, "mark")):
            continue
        frame = frame_of(token.head)
        if (
            frame is not None
            and frame.type is not None
            and children(token, "nsubj")
            and not children(token, "dobj", "xcomp")
        ):
            found.append(Sighting(frame, token, token, nominal=False, content=None, model=token.head))
    return found


def _kind(token: Token) -> str | None:
    if token.pos_ == "VERB":
        # "the banned party", "Syrian-backed militia": a property, not an event. "Visiting premier" tells of a visit.
        return None if token.tag_ == "VBN" and token.dep_ in ("amod", "compound") else "v"
    if token.pos_ == "NOUN":
        # "a charge that Norway rejects", "denied firing first": a verb that the tagger took for a noun.
        mistaken = (token.dep_ in ("relcl", "xcomp") and token.tag_ in ("NN", "NNS")) or (
            token.dep_ in ("ROOT", "ccomp") and bool(children(token, "dobj"))
        )
        return "v" if mistaken and ("v", lemma(token)) in frames() else "n"
    if token.pos_ == "ADJ" and token.dep_ in ("acomp", "oprd", "ROOT", "conj", "amod"):
        return "a"
    return None


def _plays_a_name(noun: Token) -> bool:
    """Return whether a noun only modifies another ("talks venue") or stands in a name."""
    return noun.dep_ in ("compound", "nmod") or (noun.tag_ in ("NNP", "NNPS"))


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
        if (
            child.i > token.i
            and child.dep_ in ("advcl", "acl")
            and any(a.lower_ == "to" and a.dep_ == "aux" for a in child.children)
        ):
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


def _silenced(matched: Collection[tuple[Token, Frame, Token]]) -> set[int]:
    """Return the tokens that are told already: as the object that a frame names, or as the content of one.

    "Asked for talks" is a request, no talks; "signed a pact" is one event, not a signing and a pact.
    """
    silenced: set[int] = set()
    given = {t.i for t, inner, _ in matched if inner.type == "AID" and t.pos_ == "NOUN"}
    for token, frame, _ in matched:
        if frame.type is not None and (frame.names_object() or "content" in frame.flags):
            for noun in objects(token):
                if noun.dep_ not in ("nsubj", "nsubjpass") or is_passive(token):
                    told = {k.i for k in kernels(noun) if k.i != token.i}
                    silenced |= told - given if frame.type == "SUPPORT" else told  # "appreciated Oslo's assistance"
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
        content = content_of(token) or (content_of(governor) if governor != token else None)
        if content is not None:
            spine = _spine(content)
            if frame.word == "agree":
                spine -= _told_too(content, matched)
            if frame.word == "rule":
                # "ruled out suspending flights" is no refusal of anybody's plea alone: what will not be is told too
                spine -= {t.i for t, inner, _ in matched if t.i == content.i and inner.type in _HOSTILE}
            silenced |= spine
    return silenced


def _told_too(content: Token, matched: Collection[tuple[Token, Frame, Token]]) -> set[int]:
    """Return what of an agreement's content is an event of its own, with its own day and place.

    "Agreed that their ministers will meet" tells the meeting, "agreed to found a centre and to resume flights" the
    flights.
    """
    told = {t.i: inner for t, inner, _ in matched if inner.type is not None}
    if content.dep_ == "ccomp" and children(content, "nsubj", "nsubjpass"):
        return {content.i} if content.i in told else set()
    others = [c for c in conjuncts(content) if c != content and is_infinitive(c)]
    return {c.i for c in others if c.i in told and told[c.i].type in _SEPARATE}


def is_infinitive(verb: Token) -> bool:
    """Return whether a verb stands with "to"."""
    return any(a.lower_ == "to" and a.dep_ == "aux" for a in verb.children)


def _aims(matched: dict[int, tuple[Token, Frame, Token]]) -> set[int]:
    """Return the tokens that tell what another act is done for: "blocked roads to demand", "marched calling for"."""
    aims: set[int] = set()
    for noun, frame, verb in matched.values():
        token = verb if noun.pos_ == "VERB" else noun.head  # "to press their demands"
        if token.pos_ != "VERB" or frame.type is None or (noun.pos_ != "VERB" and noun.dep_ != "dobj"):
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
                aims.add(noun.i)
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
            todo += [
                c
                for c in one.children
                if c.i not in spine
                and (
                    c.dep_ == "xcomp"
                    or (c.dep_ == "ccomp" and c.tag_ == "VB")
                    or (c.dep_ == "advcl" and is_infinitive(c))
                )
            ]
            for noun in [
                *children(one, "dobj", "attr", "nsubjpass"),
                *(p for c in children(one, "prep") for p in children(c, "pobj")),
            ]:
                spine.update(k.i for k in kernels(noun))
    return spine


def frame_of(token: Token) -> Frame | None:
    """Return the frame that a word tells, None when it tells no event."""
    kind = _kind(token)
    rows = frames().get((kind, lemma(token))) if kind is not None else None
    return next((f for f in rows if holds(f, token)), None) if rows else None
