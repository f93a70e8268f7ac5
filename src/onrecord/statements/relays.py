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
        by = next((c for c in verb.rights if c.lower_ == "by"), None)
        if relay is None and by is not None:
            relay = next((c for c in by.children if c.dep_ == "pobj"), None)
        return subject_of(quoting), relay
    return next((c for c in quoting.rights if c.dep_ == "dobj"), None), subject_of(quoting)


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
