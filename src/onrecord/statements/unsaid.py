"""Unsaid: verbs of the lexicon that tell of no saying where they stand ("may ask", "raised the share to 9 percent")."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.statements.grammar import is_negated
from onrecord.statements.lexicon import cue_entries, lemma_of, word_list

_GOES_ON = frozenset({"go", "continue", "use", "begin", "start", "come", "appear", "proceed", "seem", "move", "refuse"})


def unsaid(verb: Token) -> bool:
    """Say whether a verb tells of a saying that has not taken place: "is expected to announce", "may ask"."""
    if verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "pcomp"):
        return (
            lemma_of(verb.head) in ("avoid", "resist", "consider", "stop", "without") or verb.head.lower_ == "without"
        )
    if verb.tag_ != "VB":
        return False
    helpers = [c for c in verb.lefts if c.dep_ == "aux"]
    if any(c.lower_ == "to" for c in helpers):
        return verb.dep_ != "xcomp" or lemma_of(verb.head) not in _GOES_ON
    return any(c.lower_ in ("will", "may", "might", "shall", "'ll", "could") for c in helpers) and not is_negated(verb)


def says_nothing(verb: Token) -> bool:
    """Say whether a verb with an object tells of no saying: "offered no evidence", "has not confirmed the news".

    "Raised the share to 9 percent", "extended the treaty" and "would hardly welcome a rival" are none either.
    """
    object_ = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if object_ is None:
        return False
    if any(c.lower_ == "no" for c in object_.lefts) or is_negated(verb):
        return True
    if lemma_of(verb) == "extend" and object_.lower_ not in word_list("extended-noun"):
        return True
    would = any(c.lower_ == "would" for c in verb.lefts) and any(
        c.lower_ in ("hardly", "scarcely", "barely") for c in verb.children
    )
    return would or changes_amount(verb)


def changes_amount(verb: Token) -> bool:
    """Say whether a verb with an object changes an amount: "raised the share to 9 percent", "cut it from 8 to 6".

    The steps are sought in the object's own clauses too, where the parser hangs them as often as not.
    """
    object_ = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if object_ is None or (lemma_of(verb) in cue_entries() and lemma_of(verb) != "raise"):
        return False
    for step in (*verb.rights, *object_.subtree):
        if step.dep_ in ("prep", "prt") and step.lower_ in ("to", "from", "by"):
            amount = next((c for c in step.rights if c.dep_ == "pobj"), None)
            if amount is not None and any(t.like_num for t in amount.subtree if t.i <= amount.i):
                return amount.ent_type_ not in ("DATE", "TIME")
    return False
