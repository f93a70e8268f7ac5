"""Verdicts: what a speaker judges, refuses, rules out, or lays at another's door."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.readings.phrases import has_to, noun_phrase, words_of
from onrecord.readings.stances import Found, actors_of, carriers, doubted, taken_up, turned
from onrecord.readings.tables import words
from onrecord.readings.terms import speaker_at
from onrecord.readings.voices import Voices
from onrecord.record import Term
from onrecord.record.readings import Stance

_BLAMING = frozenset({"call", "brand", "label", "dub", "term", "denounce", "decry", "condemn", "dismiss", "slam"})
_DOOMED = frozenset({"succeed", "work", "prevail", "help", "fail", "backfire"})
_BARRED = frozenset({"prohibit", "ban", "forbid", "outlaw", "illegal", "unacceptable", "intolerable", "inadmissible"})
_WAY = frozenset({"way", "path", "road", "solution", "answer", "option", "route", "remedy", "means"})
_BACK = 60
"""Tokens within which "to do so" takes up what was asked."""
_NO_PLANS = re.compile(r"\bno (?:plans?|intention|wish|desire)\b[\"”’']?\s*(?:to|of)\s", re.I)


def accused(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody is accused of: who accuses opposes it, toward the accused."""
    if token.lemma_.lower() != "accuse" or token.dep_ in ("amod", "acl") or doubted(voices, token):
        return
    party = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if party is None:
        return
    preps = [c for t in (token, party) for c in t.children if c.dep_ == "prep" and c.lower_ == "of"]
    objects = [o for c in preps for o in c.children if o.dep_ in ("pobj", "pcomp")]
    if objects and party.dep_ == "dobj":
        start, end = noun_phrase(voices.layers.document, objects[0])
        yield Found(token, actors_of(voices, token), start, end, "opposes", voices.named_by(party))


def refused(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield the object of what a side says that it will not do: "would not supply lethal weapons"."""
    modal = any(c.lower_ in ("will", "would", "wo", "shall", "can") and c.dep_ == "aux" for c in token.children)
    kept = token.lemma_.lower() in carriers("stop")  # "will not abandon its policy"
    if not (kept or token.lemma_.lower() in carriers("refuse")) or not modal or turned(token, "supports") == "supports":
        return
    subject = voices.subject_of(token)
    speaker = speaker_at(voices, token.idx)
    if subject is None or doubted(voices, token):
        return
    own = voices.expand(speaker) if speaker and subject.lower_ in ("we", "i") else voices.named_by(subject)
    speaker = speaker or (own[0] if own else None)  # "Norway has made clear that it will not accept"
    issue = next((c for c in token.children if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if issue is not None and own and any(voices.same_side(speaker, o) for o in own):
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(token, own, start, end, "supports" if kept else "opposes")


def none_of_it(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what a speaker says that there can be none of: "there can be no military solution"."""
    if token.lemma_ != "be" or not any(c.dep_ == "expl" for c in token.children) or doubted(voices, token):
        return
    if not any(c.tag_ == "MD" and c.lower_ in ("can", "must", "should", "will", "could") for c in token.children):
        return
    speaker = speaker_at(voices, token.idx)
    for issue in [c for c in token.children if c.dep_ in ("attr", "nsubj") and c.pos_ == "NOUN"]:
        if speaker is not None and any(c.lower_ == "no" for c in issue.children):
            start, end = noun_phrase(voices.layers.document, issue)
            yield Found(token, voices.expand(voices.state_of(speaker) or speaker), start, end, "opposes")


def judged(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what a speaker says is lawful, will not succeed, stays barred, or would have consequences."""
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
    if subject is None or token.pos_ not in ("VERB", "AUX"):
        return
    if subject.dep_ == "csubj":  # the parser takes "the sentence handed to her was" for a clause
        subject = next((c for c in subject.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), subject)
    if subject.lower_ in ("this", "that") and token.lemma_ == "be":
        subject = taken_up(token) or subject
    if subject.pos_ == "PRON":
        return
    speaker = speaker_at(voices, token.idx)
    if speaker is None or doubted(voices, token):
        return
    negated = any(c.dep_ == "neg" for c in token.children)
    lemma = token.lemma_.lower()
    warned = token.head.lemma_.lower() == "warn" and any(c.lower_ in ("will", "would") for c in token.children)
    complements = {c.lemma_.lower() for c in token.children if c.dep_ in ("acomp", "attr", "oprd", "dobj", "xcomp")}
    stance: Stance | None = None
    issue: Token = subject
    if lemma in _DOOMED and negated != (lemma in ("fail", "backfire")):
        stance = "opposes"
        inner = [t for t in subject.subtree if t.pos_ == "VERB" and t.i > subject.i and has_to(t)]
        issue = inner[0] if inner else subject
    elif (({lemma} | complements) & _BARRED and not negated) or (warned and not voices.named_by(subject)):
        stance = "opposes"
    elif lemma == "be" and (complements & words("rightful.txt") or _only_way(token)):
        stance = "opposes" if negated else "supports"
    elif lemma == "be" and not negated and _blames(token):
        stance = "opposes"
    if stance is None:
        return
    document = voices.layers.document
    start, end = words_of(document, issue) if issue is not subject else noun_phrase(document, issue)
    yield Found(token, voices.expand(voices.state_of(speaker) or speaker), start, end, stance)


def _only_way(verb: Token) -> bool:
    """Say whether a thing is said to be the only or the best way."""
    return any(
        c.lemma_.lower() in _WAY and any(t.lower_ in ("only", "best", "right", "sole") for t in c.children)
        for c in verb.children
        if c.dep_ == "attr"
    )


def _blames(verb: Token) -> bool:
    """Say whether what a thing is said to be condemns it: "an act of piracy", "a travesty"."""
    heads = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    inner = [o for h in heads for c in h.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    return any(t.lemma_.lower() in words("blame.txt") for t in (*heads, *inner))


def blamed(voices: Voices, terms: Sequence[Term]) -> Iterator[Found]:
    """Yield what somebody gave a name of blame: whoever calls the closure "theft" opposes the closure."""
    document = voices.layers.document
    for term in terms:
        if term.report_says is None or term.used_by is None:
            continue
        sentence = document.token_at(term.start).sent
        start = document.text.find(term.report_says, sentence.start_char, sentence.end_char)
        if start < 0:
            continue
        before = document.doc[sentence.start : document.token_at(term.start).i]
        verb = next((t for t in reversed(before) if t.lemma_.lower() in _BLAMING), None)
        praise = any(w in words("praise.txt") for w in re.findall(r"\w+", term.term.lower()))
        if verb is not None and verb.lemma_.lower() in _BLAMING and not praise:
            yield Found(verb, voices.expand(term.used_by), start, start + len(term.report_says), "opposes")


def no_plans(voices: Voices, found: Sequence[Found]) -> Iterator[Found]:
    """Yield what a side has no plans to do; "to do so" is what was just asked of it."""
    document = voices.layers.document
    for match in _NO_PLANS.finditer(document.text):
        speaker = speaker_at(voices, match.start())
        first = document.token_at(match.end())
        if speaker is None:
            continue
        if document.text[match.end() :].startswith(("do so", "doing so")):
            earlier = [f for f in found if 0 < first.i - f.at.i < _BACK and f.stance == "supports"]
            asked = [f for f in earlier if any(voices.same_side(speaker, a) for a in f.toward)] or earlier
            if asked:
                yield Found(first, voices.expand(speaker), asked[-1].start, asked[-1].end, "opposes")
        elif first.pos_ == "VERB":
            start, end = words_of(document, first)
            yield Found(first, voices.expand(speaker), start, end, "opposes")
