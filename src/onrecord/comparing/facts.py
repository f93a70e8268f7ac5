"""Facts: what single clauses tell that two accounts often tell differently: tolls, denials, the next meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token
from text_to_num import text2num

from onrecord.record import Span

_DEAD = frozenset({"die", "kill", "dead", "perish", "drown", "death", "fatality", "body", "corpse", "toll", "shoot"})
_LOST = re.compile(r"\b(?:claim|cost|t[oa]k|los)\w*\s[^.;]{0,20}\blives\b", re.I)
_HURT = frozenset({"injure", "wound", "hurt", "injury"})
_NEAR = 7
"""Tokens between a number and the word for what befell those whom it counts."""
_OTHER_COUNTS = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "per", "percent", "%", "km", "mile", "kilometre"}
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|disavow\w*|disput(?:ed|es)|contradict\w*)\b"
    r"|\b(?:groundless|baseless|unfounded|untrue|fabricat\w+|invent(?:ion|ed)|not true|false)\b"
    r"|\b(?:dismiss|reject)\w*\b[^.;]{0,60}\b(?:claim|complaint|report|charge|allegation|accusation|suggestion)s?\b",
    re.I,
)
_PROMISE = re.compile(
    r"\b(?:promis|pledg|undert[ao]k|assur|guarante|vow)\w*|\bcommitt?(?:ed|ment|s)\b|\bg[ai]ves?\s(?:its|his|her|their)\sword",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:meet|meeting|see\seach\sother|gather|convene|talks|round|visit|dialogue|negotiations|session|consultations)\b"
    r"[^.;]{0,40}\b(?:again|next)\b|\b(?:again|next|second|further|another|new)\s(?:\w+\s)?(?:meeting|round|talks|session|visit)\b"
    r"|\breconvene\b|\b(?:continue|resume)\s(?:the|their|these)?\s?(?:\w+\s)?(?:dialogue|talks|negotiations|consultations|conversation)\b"
    r"|\bnext\smeet\b|\bmeet\snext\b",
    re.I,
)
_TO_COME = frozenset({"will", "would", "shall", "to", "’ll", "'ll", "due", "scheduled", "expected", "set", "plan"})


@dataclass(frozen=True, slots=True)
class Toll:
    """How many persons a clause counts as dead (or hurt), and where the number stands."""

    kind: str
    value: float
    span: Span


def toll_of(clause: Tokens) -> Toll | None:
    """Return how many are told to have died or been hurt, None where a clause does not count them."""
    lost = _LOST.search(clause.text)
    for kind, lemmas in (("dead", _DEAD), ("hurt", _HURT)):
        words = [t.i for t in clause if t.lemma_.lower() in lemmas]
        if kind == "dead" and lost is not None:
            words += [t.i for t in clause if t.lower_ == "lives"]
        counts = [(t, v) for t in clause if t.pos_ in ("NUM", "NOUN", "PROPN") and (v := number_of(t)) is not None]
        counts = [
            (t, v)
            for t, v in counts
            if t.i + 1 >= len(t.doc) or t.nbor().lemma_.lower() not in _OTHER_COUNTS
            if t.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")
        ]
        near = [(min(abs(t.i - w) for w in words), t.i, t, v) for t, v in counts if words]
        if near and min(near)[0] <= _NEAR:
            _, _, token, value = min(near)
            return Toll(kind, value, Span(start=token.idx, end=token.idx + len(token), text=token.text))
    return None


def number_of(token: Token) -> float | None:
    """Return the number that a token writes, in figures or in words, None for any other word."""
    text = token.text.replace(",", "")
    if text.isdigit():
        return float(text)
    if not token.like_num or not token.text[0].isalpha():
        return None
    try:
        return float(text2num(token.lower_, "en"))
    except ValueError:
        return None


def is_denied(text: str) -> bool:
    """Say whether a clause denies what it tells: "denied that ...", "dismissed as groundless the claim that ..."."""
    return _DENIED.search(text) is not None


def is_promise(text: str) -> bool:
    """Say whether a clause tells of a promise, made or not."""
    return _PROMISE.search(text) is not None


def is_next_meeting(clause: Tokens) -> bool:
    """Say whether a clause tells when or where the sides will meet again."""
    if _AGAIN.search(clause.text) is None:
        return False
    return any(t.lower_ in _TO_COME and t.pos_ in ("AUX", "PART", "ADJ", "VERB") for t in clause)
