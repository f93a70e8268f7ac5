"""Stances: what every reading of a position rests on: the tables, who takes the stance, and whether it is turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.readings.tables import rows
from onrecord.readings.terms import speaker_at
from onrecord.readings.voices import Voices
from onrecord.record.readings import Stance

_UPWARD = 4
"""Steps up the parse in which "denied" may govern a stance."""
_SENTENCES = 3
"""Sentences back to what "this" takes up: a questioner's news, and the question after it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stance in the making; `start`..`end` are the words of the issue, `at` where the stance is taken."""

    at: Token
    actors: tuple[str, ...]
    start: int
    end: int
    stance: Stance
    toward: tuple[str, ...] = ()


@cache
def stances(part: str) -> dict[str, tuple[Stance, tuple[str, ...]]]:
    return {r[0]: (r[2], tuple(r[3].split("|"))) for r in rows("stances.tsv") if r[1] == part}  # type: ignore[misc]


@cache
def carriers(sort: str) -> frozenset[str]:
    return frozenset(r[0] for r in rows("stance_carriers.tsv") if r[1] == sort)


def turned(token: Token, stance: Stance) -> Stance:
    """Return the stance that a negated verb takes: "does not support" opposes."""
    if any(c.dep_ == "neg" or (c.lower_ in ("never", "no") and c.dep_ == "det") for c in token.children):
        return flipped(stance)
    return stance


def flipped(stance: Stance) -> Stance:
    """Return the stance turned round; being concerned, neutral or unclear has no other side."""
    turns: dict[Stance, Stance] = {"supports": "opposes", "opposes": "supports"}
    return turns.get(stance, stance)


def actors_of(voices: Voices, token: Token) -> tuple[str, ...]:
    """Return who takes a stance: the subject, or who asks somebody else to take it, or the speaker."""
    head = token.head
    if token.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in carriers("ask"):
        token = head
    passive = token.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux", "dobj") for c in token.children)
    by = [c for c in token.children if c.dep_ == "agent" and passive]
    agent = next((o for c in by for o in c.children if o.dep_ == "pobj"), None)
    if agent is not None and voices.named_by(agent):
        return voices.named_by(agent)  # "was rejected by Oslo"
    subject = voices.subject_of(token)
    if subject is not None and subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "relcl":
        subject = subject.head.head  # "Oslo, which rejects the plan"
    if subject is not None and subject.dep_ != "nsubjpass":
        named = voices.named_by(subject)
        if named:
            return named
    by_cue = voices.statement_by_cue(token.idx)
    speaker = speaker_at(voices, token.idx) or (by_cue.speaker if by_cue is not None else None)
    return voices.expand(speaker) if speaker is not None else ()


def doubted(voices: Voices, token: Token) -> bool:
    """Say whether a stance is asked about, left open, or denied: "denied backing the rebels" backs nobody."""
    here = token
    for _ in range(_UPWARD):
        if here.head.lemma_.lower() == "deny" and here.dep_ in ("xcomp", "ccomp", "pcomp"):
            return True
        if here.dep_ not in ("xcomp", "conj", "acomp", "attr", "dobj", "prep", "pobj"):
            break
        here = here.head
    statement = voices.statement_at(token.idx)
    return statement is not None and statement.polarity in ("questioned", "declined")


def issues_of(token: Token, places: Sequence[str]) -> list[Token]:
    """Return the heads of the words that a stance is about; "commitment to the charter and to the treaty" has two."""
    for place in places:
        for child in token.children:
            if place == "obj" and child.dep_ in ("dobj", "nsubjpass"):
                if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                    return [token.head]  # "a plan that Oslo rejects"
                if child.tag_ not in ("WDT", "WP", "PRP"):
                    return [child]
            if child.dep_ in ("prep", "agent") and child.lower_ == place:
                same = (child, *(c for c in child.conjuncts if c.lower_ == place and c.i > child.i))
                objects = [c for p in same for c in p.children if c.dep_ in ("pobj", "pcomp") and c.pos_ != "PRON"]
                if objects:
                    return objects
    return []


def taken_up(token: Token) -> Token | None:
    """Return what "this" takes up: the object of what the sentence before tells, None where that is unclear.

    Questions are passed over: they ask about the news that stands before them.
    """
    here = token.sent
    for _ in range(_SENTENCES):
        if here.start == 0:
            return None
        here = here.doc[here.start - 1].sent
        if here.text.rstrip(" \"”’'\n").endswith("?"):
            continue
        verb = next((c for c in here.root.children if c.dep_ == "ccomp"), here.root)
        found = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN"), None)
        if found is not None or here.text.strip().count(" ") > _SENTENCES:
            return found
    return None
