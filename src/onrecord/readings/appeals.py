"""Appeals: what a side urges, wants or thinks should be done, or should stop."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.readings.phrases import has_to, noun_phrase, words_of
from onrecord.readings.stances import Found, actors_of, carriers
from onrecord.readings.voices import Voices
from onrecord.record.readings import Stance

_AWAY = frozenset({"go", "remove", "scrap", "abolish", "cancel", "repeal", "ban", "dismantle", "close", "shut"})
"""What somebody wants done to a thing that they want gone, besides what anyone is urged to stop."""


def urged_to_stop(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody is urged to stop: who urges opposes it."""
    if token.lemma_.lower() not in carriers("stop") or token.dep_ not in ("xcomp", "ccomp", "advcl", "conj"):
        return
    asker = token.head
    if asker.lemma_.lower() not in carriers("ask"):
        return
    objects = [c for c in token.children if c.dep_ in ("dobj", "xcomp", "prep")]
    objects = [
        next((o for o in c.children if o.dep_ in ("pobj", "pcomp")), c) if c.dep_ == "prep" else c for c in objects
    ]
    if objects:
        urged = [
            c for c in (*asker.children, *token.children) if c.dep_ in ("dobj", "nsubj") and asker.i < c.i < token.i
        ]
        start, end = noun_phrase(voices.layers.document, objects[0])
        toward = voices.named_by(urged[0]) if urged else ()
        yield Found(token, actors_of(voices, asker), start, end, "opposes", toward)


def wished(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody thinks should be, or hopes or wants another to do."""
    should = any(c.tag_ == "MD" and c.lower_ in ("should", "must", "ought") for c in token.children)
    head = token.head
    lemma = "hope" if head.lower_.startswith("hop") else head.lemma_.lower()  # the tagger takes "hopes" for "hops"
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or token.dep_ != "ccomp":
        return
    if lemma == "want" and token.tag_ == "VBN" and not any(c.dep_ == "auxpass" for c in token.children):
        yield from _wanted_done(voices, token, subject)
        return
    thought = lemma in ("believe", "think", "argue", "insist", "say", "maintain", "feel") and should
    hoped = lemma in ("hope", "want", "wish", "expect") and any(
        c.lower_ in ("will", "would", "to") for c in token.children
    )
    if not (thought or (hoped and lemma in ("hope", "wish"))):
        return
    holder = voices.subject_of(head)
    actors = voices.named_by(holder) if holder is not None else ()
    if not actors or (lemma in ("say", "insist") and not should):
        return
    start, end = words_of(voices.layers.document, token, subject=subject)
    if any(voices.same_side(a, b) for a in actors for b in voices.named_by(subject)):
        return
    stance: Stance = "opposes" if any(c.dep_ == "neg" for c in token.children) else "supports"
    yield Found(token, actors, start, end, stance, voices.named_by(subject))


def needed(voices: Voices, noun: Token) -> Iterator[Found]:
    """Yield what somebody stresses the need to do; the need to lift a thing opposes the thing."""
    for verb in [c for c in noun.children if c.dep_ in ("acl", "relcl") and has_to(c)]:
        issue = verb
        stance: Stance = "supports"
        if verb.lemma_.lower() in carriers("stop"):
            issue = next((c for c in verb.children if c.dep_ == "dobj"), verb)
            stance = "opposes"
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(noun, actors_of(voices, noun.head), start, end, stance)


def _wanted_done(voices: Voices, token: Token, subject: Token) -> Iterator[Found]:
    """Yield what somebody wants freed, or gone: "wants the tolls lifted" opposes the tolls."""
    holder = voices.subject_of(token.head)
    actors = voices.named_by(holder) if holder is not None else ()
    if not actors or _denied(token.head):
        return
    document = voices.layers.document
    if token.lemma_.lower() in carriers("stop") | _AWAY:
        start, end = noun_phrase(document, subject)
        yield Found(token, actors, start, end, "opposes")
    else:
        start, end = words_of(document, token, subject=subject)
        yield Found(token, actors, start, end, "supports")


def urged_to(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody is urged to do in a matter of policy: who urges supports it."""
    if token.lemma_.lower() not in carriers("ask") or token.lemma_.lower() in ("invite", "seek") or _denied(token):
        return
    hosts = [token, *(o for c in token.children if c.dep_ in ("prep", "prt") for o in c.children if o.dep_ == "pobj")]
    hosts += [c for c in token.children if c.dep_ == "dobj"]
    verbs = [c for h in hosts for c in h.children if c.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl")]
    wanted = token.lemma_.lower() in ("demand", "want")
    for verb in [v for v in verbs if v.pos_ == "VERB" and v.i > token.i and (has_to(v) or wanted)]:
        lemma = verb.lemma_.lower()
        negated = any(c.dep_ == "neg" for c in verb.children)
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if lemma in carriers("stop") or (wanted and subject is None):
            continue
        if lemma not in carriers("urged") and not (wanted and voices.named_by(subject or verb)) and not negated:
            continue
        if len(hosts) == 1 and subject is None:
            continue  # "asked not to be named"
        urged = subject or next((h for h in hosts[1:] if h.i < verb.i), None)
        toward = voices.named_by(urged) if urged is not None else ()
        actors = actors_of(voices, token)
        if toward and all(any(voices.same_side(a, t) for a in actors) for t in toward):
            continue
        start, end = words_of(voices.layers.document, verb)
        yield Found(token, actors, start, end, "opposes" if negated else "supports", toward)


def _denied(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)
