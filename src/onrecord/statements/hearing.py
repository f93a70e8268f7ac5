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
    for child in cue.children if cue is not None else ():
        if draft.holds(child.idx):
            continue
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and not heads:
            heads.extend(c for c in child.children if c.dep_ == "pobj")
        if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP" and not heads and lookup(child.head, "t"):
            heads.append(child)
        if child.dep_ == "advcl" and child.lemma_.lower() in _ADDRESSING and child.tag_ == "VBG":
            for preposition in child.children:
                if preposition.lower_ in ("to", "with"):
                    heads.extend(c for c in preposition.children if c.dep_ == "pobj")
                elif preposition.dep_ == "dobj":
                    heads.append(preposition)
    return [head for head in heads if not _is_amount(head)]


_MEASURES = frozenset({"MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "DATE", "TIME"})


def _is_amount(head: Token) -> bool:
    """Say whether a head is an amount or a date, which hears nothing ("raised it to 60 per cent")."""
    return head.ent_type_ in _MEASURES and head.pos_ != "PROPN" and any(t.like_num for t in head.subtree)
