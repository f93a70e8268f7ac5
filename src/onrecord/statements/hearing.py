"""Hearing: whom a statement was made to."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.statements.draft import Draft
from onrecord.statements.lexicon import lookup

_NO_HEARER = frozenset({"accuse", "blame", "criticise", "criticize", "fault", "charge", "suspect", "condemn", "praise"})
_ADDRESSING = frozenset({"speak", "talk", "address", "brief"})


def hearers_of(draft: Draft) -> list[Token]:
    """Return the heads of the phrases that the words around a cue say it was spoken to.

    From the frame ("told X that", "urged X to"), from "to X" at the cue, and from "Speaking to X" beside it.
    """
    heads = [] if draft.lemma in _NO_HEARER else list(draft.hearers)
    cue = draft.cue
    if cue is None:
        return heads
    for child in cue.children:
        if draft.holds(child.idx):
            continue
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and not heads:
            heads.extend(c for c in child.children if c.dep_ == "pobj")
        if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP" and not heads and lookup(cue, "t"):
            heads.append(child)
        if child.dep_ == "advcl" and child.lemma_.lower() in _ADDRESSING and child.tag_ == "VBG":
            for preposition in child.children:
                if preposition.lower_ in ("to", "with"):
                    heads.extend(c for c in preposition.children if c.dep_ == "pobj")
                elif preposition.dep_ == "dobj":
                    heads.append(preposition)
    return heads
