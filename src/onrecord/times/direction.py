"""Direction: whether a time without a year, or a bare weekday, lies ahead or behind, by the clause it stands in."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from spacy.tokens import Token

from onrecord.times.lexicon import rows

_FUTURE_AUX = frozenset(("will", "'ll", "’ll", "wo", "shall", "would", "may", "might", "can", "should", "must"))
_LIMITS = frozenset(("until", "till", "through", "thru", "effective", "beginning", "starting", "than"))
"""Words that a time to come stands behind, whatever the tense: "extended until Nov. 16", "effective Feb. 1"."""
EVENT_NOUN = "ahead:event"
"""The rule of a noun that tells of a fixed day ("the Nov. 5 election"): it points a date ahead, and no weekday."""
_DEEPEST = 4
"""How many verbs without a tense of their own may ask the verb above them."""
_HIGHEST_CLIMB = 12
"""How many heads are climbed to find the governing verb; deeper ones govern something else."""


class Direction(NamedTuple):
    """Where a time lies, seen from the page's date, and the rule that says so; `way` is 0 when nothing says it.

    `weak` says that the time may belong to a noun of the clause instead of its verb.
    """

    way: Literal[-1, 0, 1]
    why: str
    weak: bool = False


@cache
def _cues() -> MappingProxyType[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for lemma, kind in rows("tense.tsv"):
        found[lemma] = found.get(lemma, frozenset()) | {kind}
    return MappingProxyType(found)


def _is(kind: str, *words: str) -> bool:
    return any(kind in _cues().get(word.lower(), ()) for word in words)


def direction(token: Token, opener: str = "") -> Direction:
    """Return the direction of the time that the token stands in; `opener` is the word before the expression."""
    if opener == "since":
        return Direction(-1, "behind:since")
    noun = _noun_above(token)
    if noun is not None:
        words = [noun, *noun.lefts]
        if any(_is("ahead", w.lemma_, w.lower_) for w in words):
            return Direction(1, "ahead:noun")
        if _is("event", noun.lemma_):
            return Direction(1, EVENT_NOUN, weak=True)
        return Direction(0, "at-noun")
    verb = _verb_above(token)
    if opener in _LIMITS and not (verb is not None and _negated(verb)):
        return Direction(1, f"ahead:{opener}", weak=True)
    if verb is None:
        return Direction(0, "no-verb")
    found = _of_verb(verb, 0)
    if opener in ("to", "by") and (found.way == 0 or _is("extend", verb.lemma_)):
        return Direction(1, f"ahead:{opener}")
    if opener == "as" and found.way == 0:
        return Direction(1, "ahead:as-early-as")
    at_noun = token.dep_ == "pobj" and token.head.head.pos_ in ("NOUN", "PROPN")
    return Direction(found.way, found.why + ":noun", weak=True) if at_noun and found.way else found


def _negated(verb: Token) -> bool:
    """Say whether a verb is denied or lies before the past: "until Thursday they had not called"."""
    return any(c.dep_ == "neg" or c.lower_ == "had" for c in verb.children)


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
    """Return the verb that a time goes with; one of saying that stands right before it, whatever the parse makes of it.

    In "said on Friday he was expecting a visit" the parser gives the day to the expecting.
    """
    before = token.nbor(-1) if token.i else token
    if before.lower_ == "on" and before.i:
        before = before.nbor(-1)
    if before.tag_ == "VBD" and _is("report", before.lemma_):
        return before
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
    if forms & _FUTURE_AUX and "have" not in forms:
        return Direction(1, "ahead:modal")
    if any(c.tag_ == "TO" for c in helpers):
        return _of_infinitive(verb, depth)
    if _is("arrange", lemma):
        return Direction(1, f"ahead:{lemma}")
    if forms & {"have", "has", "had", "'ve", "'d"}:
        return Direction(-1, "behind:perfect")
    if (
        _is("future", lemma)
        and (forms or lemma != "set" or any(c.lower_ == "for" for c in verb.children))
        and tag in ("VBN", "VBZ", "VBP", "VBG", "VB")
    ):
        return Direction(1, f"ahead:{lemma}")
    if tag == "VBD" or forms & {"was", "were", "did"}:
        return Direction(-1, "behind:past")
    if tag == "VBN":
        return Direction(0, "present-passive") if forms else Direction(-1, "behind:participle")
    if (tag == "VBG" or (tag == "VB" and verb.dep_ == "conj")) and not forms:
        above = _verb_above(verb)
        if above is None or depth >= _DEEPEST or any(c.tag_ == "TO" for c in above.children if c.dep_ == "aux"):
            return Direction(0, "no-tense")
        return _of_verb(above, depth + 1)
    if _is("report", lemma):
        return Direction(-1, "behind:report")
    if any(_is("future", c.lemma_) for c in verb.children if c.dep_ in ("acomp", "attr")):
        return Direction(1, "ahead:adjective")
    if (tag in ("VBZ", "VBP") and _is("calendar", lemma)) or (tag == "VBG" and forms):
        return Direction(1, "ahead:present")
    return Direction(0, "no-tense")


def _of_infinitive(verb: Token, depth: int) -> Direction:
    """An infinitive lies ahead of a verb that commits to it; any other happens with the verb above it."""
    above = _verb_above(verb)
    if above is None or depth >= _DEEPEST:
        return Direction(1, "ahead:infinitive")
    if verb.dep_ in ("acl", "relcl") and not any(c.lower_ in ("first", "last", "only") for c in verb.head.children):
        return Direction(1, "ahead:acl")
    if any(c.lower_ == "had" for c in (*verb.children, *above.children) if c.dep_ == "aux"):
        return Direction(-1, "behind:past-perfect")
    if _is("commit", above.lemma_) or _is("future", above.lemma_):
        return Direction(1, f"ahead:{above.lemma_.lower()}")
    found = _of_verb(above, depth + 1)
    if verb.dep_ == "xcomp" and not _is("same", above.lemma_):
        return Direction(1, "ahead:infinitive")
    return found if found.way else Direction(1, "ahead:infinitive")
