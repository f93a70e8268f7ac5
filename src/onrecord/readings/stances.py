"""Stances: what every reading of a position rests on: the tables, who takes the stance, and whether it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.readings.tables import rows
from onrecord.readings.terms import speaker_at
from onrecord.readings.voices import Voices
from onrecord.record.readings import Stance


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
    if any(c.dep_ == "neg" for c in token.children):
        return {"supports": "opposes", "opposes": "supports"}.get(stance, stance)  # type: ignore[return-value]
    return stance


def actors_of(voices: Voices, token: Token) -> tuple[str, ...]:
    """Return who takes a stance: the subject, or who asks somebody else to take it, or the speaker."""
    head = token.head
    if token.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in carriers("ask"):
        token = head
    subject = voices.subject_of(token)
    if subject is not None:
        named = voices.named_by(subject)
        if named:
            return named
    by_cue = voices.statement_by_cue(token.idx)
    speaker = speaker_at(voices, token.idx) or (by_cue.speaker if by_cue is not None else None)
    return voices.expand(speaker) if speaker is not None else ()


def doubted(voices: Voices, token: Token) -> bool:
    statement = voices.statement_at(token.idx)
    return statement is not None and statement.polarity in ("questioned", "declined")
