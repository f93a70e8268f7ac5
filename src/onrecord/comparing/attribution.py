"""Attribution: the words of a clause that only say who told it ("..., Wrona told reporters at the airport")."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

_TELLING = frozenset(
    {"say", "tell", "add", "remark", "state", "inform", "report", "write", "note", "recall", "explain", "stress",
     "emphasise", "emphasize", "underline", "reply", "respond", "announce", "quote", "learn", "observe", "insist"}
)  # fmt: skip


def attribution(clause: Tokens) -> frozenset[int]:
    """Return the indices of the tokens that only say who told it, to whom and where."""
    found: set[int] = set()
    inside = {t.i for t in clause}
    for token in clause:
        if token.pos_ == "VERB" and token.lemma_.lower() in _TELLING:
            found |= _around(token)
        elif token.lower_ == "according":
            found |= {t.i for t in token.subtree}
    told = found & inside
    return (
        frozenset(told) if any(t.i not in told and t.pos_ in ("NOUN", "PROPN", "VERB") for t in clause) else frozenset()
    )


def _around(verb: Token) -> set[int]:
    """Return the tokens of a verb of telling without what is told, if a clause of its own tells it."""
    told = [c for c in verb.children if c.dep_ in ("ccomp", "conj", "advcl", "xcomp")]
    governed = verb.dep_ in ("parataxis", "ccomp") and verb.head.i < verb.i
    if not any(c.dep_ == "ccomp" for c in told) and not governed:
        return set()
    # "On the pilot, she said that ...": what stands before the one who tells it is the topic.
    told += [c for c in verb.children if c.dep_ in ("prep", "advcl", "npadvmod") and c.i < verb.i]
    kept = {t.i for c in told for t in c.subtree}
    return {t.i for t in verb.subtree} - kept
