"""Echo: what a clause takes up from the one before without naming it ("no date has been set for its removal")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.comparing.words import deeds, key_of

_BACK = frozenset({"it", "its", "this", "these", "those", "such"})
_JOINED = frozenset({"that", "which", "who", "whether"})
_ANSWERS = frozenset({"proposal", "request", "response", "invitation", "offer"})
_THIN = 3
"""Word families below which a clause has no topic of its own and passes on the one that it took up."""
_NO_DATE = re.compile(
    r"\bno\s(?:exact\s|firm\s)?(?:day|time)\b"
    r"|\b(?:no|without(?: an?y?)?|not (?:set|fixed|given|named|agreed) (?:an?y?)?|yet to (?:set|fix)(?: an?)?)\s+"
    r"(?:\w+\s){0,2}?(?:date|deadline|timetable|timeline|timeframe|time frame|schedule)s?\b"
    r"|\b(?:date|deadline|timetable|timeline|schedule)s?\s(?:has|have|had|was|were|is|are)\s(?:not|yet to|still to)\b",
    re.I,
)
_NO_PLACE = re.compile(
    r"\bno\s(?:place|venue|location)\b|\b(?:place|venue|location)\s(?:has|have|had|was|is)\s(?:not|yet to|still to)\b"
    r"|\bwhere\b[^.;]{0,40}\b(?:has|is|was)\s(?:not|yet to be|still)\s",
    re.I,
)


class Before(Protocol):
    """What an echo needs to know of the clause before."""

    @property
    def keys(self) -> dict[str, str]: ...
    @property
    def light(self) -> frozenset[str]: ...
    @property
    def echoed(self) -> dict[str, str]: ...
    @property
    def encounter(self) -> bool: ...
    @property
    def in_quotes(self) -> bool: ...


def has_no_date(text: str) -> bool:
    """Say whether a clause says that no date is set."""
    return _NO_DATE.search(text) is not None


def has_no_place(text: str) -> bool:
    """Say whether a clause says that no place is set."""
    return _NO_PLACE.search(text) is not None


def echo(
    clause: Tokens, keys: dict[str, str], light: set[str], before: Sequence[Before], quoted: Sequence[bool]
) -> dict[str, str]:
    """Return what the clause takes up from the one before: it says "it" or "the approvals", or goes on with "that".

    `quoted` tells of each token whether it is quoted: a quotation takes up nothing from the page's own words.
    """
    if not before or before[-1].encounter:
        return {}
    previous = before[-1]
    topic = {k: w for k, w in previous.keys.items() if k not in previous.light}
    if len(topic) < _THIN:
        topic |= previous.echoed
    first = clause[0]
    joined = first.i > first.sent.start and first.lower_ in _JOINED
    undated = has_no_date(clause.text)
    pronoun = any(
        _points_back(t, clause, undated=undated) and (previous.in_quotes or not quoted[i]) for i, t in enumerate(clause)
    )
    definite = any(
        t.pos_ == "NOUN" and key_of(t) in topic and any(c.lower_ in ("the", *_BACK) for c in t.children) for t in clause
    )
    response = any(t.lemma_.lower() in _ANSWERS for t in clause)
    own = any(k not in deeds() and k not in light for k in keys)  # "the levy is under review, but no date is set"
    unsettled = not own and (undated or has_no_place(clause.text))
    if not (joined or pronoun or definite or response or unsettled):
        return {}
    return {k: w for k, w in topic.items() if k not in keys}


def _points_back(token: Token, clause: Tokens, *, undated: bool) -> bool:
    """Say whether a word takes up something told before."""
    word = token.lower_
    if word == "there":
        return bool(token.tag_ == "RB")
    if word not in _BACK and not (undated and word in ("their", "they", "them")):
        return False
    return token.tag_ in ("PRP", "DT") or (token.tag_ == "PRP$" and not _own(token, clause))


def _own(possessive: Token, clause: Tokens) -> bool:
    """Say whether "its" has its owner in the same clause: "urged Chile to publish its results"."""
    return any(
        t.i < possessive.i and (t.pos_ == "PROPN" or (t.dep_ in ("nsubj", "nsubjpass") and key_of(t) != "=deadline"))
        for t in clause
    )
