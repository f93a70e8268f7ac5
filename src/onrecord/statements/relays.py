"""Relays: who passes on what another has said ("was quoted by X as saying", "..., as quoted by X")."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.statements.grammar import agent, is_passive, phrase, subject_of
from onrecord.statements.lexicon import lemma_of, word_list


def quotes_somebody(verb: Token) -> Token | None:
    """For a verb of quoting, return the "saying" of "was quoted by X as saying" and "quoted Y as saying", or None."""
    if lemma_of(verb) not in word_list("reporting-verb"):
        return None
    for child in verb.rights:
        inner = child
        if child.dep_ in ("dobj", "agent"):
            inner = next((c for c in child.subtree if c.dep_ == "prep" and c.lower_ == "as"), child)
        if inner.lower_ == "as":
            return next((c for c in inner.children if c.tag_ == "VBG"), None)
    return None


def quoting_of(verb: Token) -> tuple[Token | None, Token | None] | None:
    """Return (speaker, relay) of a "saying" that somebody is quoted as, or None for any other verb."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoting = verb.head.head
    if quoting.dep_ in ("dobj", "pobj") and lemma_of(quoting) not in word_list("reporting-verb"):
        quoting = quoting.head if quoting.dep_ == "dobj" else quoting.head.head
    if lemma_of(quoting) not in word_list("reporting-verb"):
        return None
    if is_passive(quoting) or quoting.tag_ == "VBN":
        relay = agent(quoting) or agent(verb)
        return subject_of(quoting), relay or _passed_on_by(verb)
    return next((c for c in quoting.rights if c.dep_ == "dobj"), None), subject_of(quoting)


def _passed_on_by(saying: Token) -> Token | None:
    """Return who passes words on in "saying by X" and "saying in the call by X", or None.

    The parser hangs that "by" on the noun before it as often as on the verb; it ends the clause in either case.
    """
    for child in saying.rights:
        if child.dep_ not in ("prep", "agent"):
            continue
        for token in child.subtree:
            named = next((c for c in token.rights if c.dep_ == "pobj"), None) if token.lower_ == "by" else None
            if named is None:
                continue
            if named.pos_ == "PROPN" or token.i == child.i or named.lower_ in word_list("source-noun"):
                return named
    return None


def relays_of(verb: Token) -> list[Span]:
    """Return the phrases of those who pass a cue's words on: "..., as quoted by X", "..., according to X"."""
    found = []
    for child in verb.rights:
        if child.dep_ == "advcl" and lemma_of(child) in ("quote", "report", "cite", "relay"):
            by = agent(child)
            if by is not None and any(c.lower_ == "as" for c in child.lefts):
                found.append(phrase(by))
        if child.lower_ == "according" and child.i > verb.i:
            to = next((c for c in child.rights if c.lower_ == "to"), None)
            named = next((c for c in to.rights if c.dep_ == "pobj"), None) if to is not None else None
            if named is not None:
                found.append(phrase(named))
    return found
