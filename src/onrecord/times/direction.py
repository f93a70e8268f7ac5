"""Direction: whether a time without a year, or a bare weekday, lies ahead or behind, by the clause it stands in."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from spacy.tokens import Token

from onrecord.times.lexicon import rows

_FUTURE_AUX = frozenset(("will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "can", "should", "must"))
_DEEPEST = 4
"""How many verbs without a tense of their own may ask the verb above them."""
_HIGHEST_CLIMB = 12
"""How many heads are climbed to find the governing verb; deeper ones govern something else."""


class Direction(NamedTuple):
    """Where a time lies, seen from the page's date, and the rule that says so; `way` is 0 when nothing says it."""

    way: Literal[-1, 0, 1]
    why: str


@cache
def _cues() -> MappingProxyType[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for lemma, kind in rows("tense.tsv"):
        found[lemma] = found.get(lemma, frozenset()) | {kind}
    return MappingProxyType(found)


def _is(kind: str, *words: str) -> bool:
    return any(kind in _cues().get(word.lower(), ()) for word in words)


def direction(token: Token) -> Direction:
    """Return the direction of the time that the token stands in."""
    noun = _noun_above(token)
    if noun is not None:
        words = [noun, *noun.lefts]
        if any(_is("ahead", w.lemma_, w.lower_) for w in words):
            return Direction(1, "ahead:noun")
        return Direction(0, "at-noun")
    verb = _verb_above(token)
    if verb is None:
        return Direction(0, "no-verb")
    found = _of_verb(verb, 0)
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before == "since":
        return Direction(-1, "behind:since")
    if before in ("until", "till", "to", "by") and (found.way == 0 or _is("extend", verb.lemma_)):
        return Direction(1, f"ahead:{before}")
    return found


def _noun_above(token: Token) -> Token | None:
    """Return the noun that the time belongs to: "Friday's talks", "the Aug. 7 attacks", "the attack of 2 May"."""
    at = token
    for _ in range(4):
        if at.dep_ in ("compound", "poss", "nummod", "amod", "nmod") and at.head.pos_ in ("NOUN", "PROPN"):
            if at.head.ent_type_ in ("DATE", "TIME") and at.head.i > at.i and at.head.dep_ != "pobj":
                at = at.head
                continue
            return at.head if at.head.ent_type_ not in ("DATE", "TIME") else None
        if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.pos_ == "NOUN":
            return at.head.head
        return None
    return None


def _verb_above(token: Token) -> Token | None:
    at = token
    for _ in range(_HIGHEST_CLIMB):
        if at.pos_ in ("VERB", "AUX") and at is not token:
            return at
        if at.head is at:
            return None
        at = at.head
    return None


def _of_verb(verb: Token, depth: int) -> Direction:
    """Say where a verb lies by its form and its auxiliaries; one without a tense of its own asks the verb above."""
    lemma, tag = verb.lemma_.lower(), verb.tag_
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    forms = {c.lower_ for c in helpers}
    if forms & _FUTURE_AUX:
        return Direction(1, "ahead:modal")
    if any(c.tag_ == "TO" for c in helpers):
        return _of_infinitive(verb, depth)
    if forms & {"have", "has", "had", "'ve", "'d"}:
        return Direction(-1, "behind:perfect")
    if _is("future", lemma) and tag in ("VBN", "VBZ", "VBP", "VBG", "VB"):
        return Direction(1, f"ahead:{lemma}")
    if tag == "VBD" or forms & {"was", "were", "did"}:
        return Direction(-1, "behind:past")
    if tag == "VBN":
        return Direction(0, "present-passive") if forms else Direction(-1, "behind:participle")
    if tag == "VBG" and not forms:
        above = _verb_above(verb)
        if above is None or depth >= _DEEPEST or any(c.tag_ == "TO" for c in above.children if c.dep_ == "aux"):
            return Direction(0, "no-tense")
        return _of_verb(above, depth + 1)
    if _is("report", lemma):
        return Direction(-1, "behind:report")
    if any(_is("future", c.lemma_) for c in verb.children if c.dep_ in ("acomp", "attr")):
        return Direction(1, "ahead:adjective")
    if tag in ("VBZ", "VBP") and _is("calendar", lemma) or (tag == "VBG" and forms):
        return Direction(1, "ahead:present")
    return Direction(0, "no-tense")


def _of_infinitive(verb: Token, depth: int) -> Direction:
    """An infinitive lies ahead of a verb that commits to it; any other happens with the verb above it."""
    above = _verb_above(verb)
    if above is None or depth >= _DEEPEST:
        return Direction(1, "ahead:infinitive")
    if verb.dep_ in ("acl", "relcl") and not any(c.lower_ in ("first", "last", "only") for c in verb.head.children):
        return Direction(1, "ahead:acl")
    if _is("commit", above.lemma_) or _is("future", above.lemma_):
        return Direction(1, f"ahead:{above.lemma_.lower()}")
    found = _of_verb(above, depth + 1)
    if verb.dep_ == "xcomp" and not _is("same", above.lemma_):
        return Direction(1, "ahead:infinitive")
    return found if found.way else Direction(1, "ahead:infinitive")
