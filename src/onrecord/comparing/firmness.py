"""Firmness: how firm a speaker's words are, and by which word: "demands" is firmer than "hopes"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.comparing.words import table

_STEP = 0.5
"""What "strongly" adds and "in principle" takes away."""
_UNSAID = 1.0
"""The firmness of words without any of the table's: something is only spoken of."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """A level from 0.5 to 5.5, and the word that carries it, None where nothing does."""

    level: float
    word: str | None


@cache
def _levels() -> dict[str, str]:
    return {row[0]: row[1] for row in table("firmness.tsv")}


def firmness_of(tokens: Sequence[Token]) -> Firmness:
    """Return how firm the words of a clause are: its firmest word's level, half a step up or down for its adverbs."""
    best, word, shift = 0.0, None, 0.0
    for i in range(len(tokens)):
        for told in _readings(tokens, i):
            level = _levels().get(told)
            if level in ("up", "down"):
                shift = _STEP if level == "up" else -_STEP
            elif level is not None and float(level) > best:
                best, word = float(level), _words(tokens, i, told)
    return Firmness((best or _UNSAID) + shift, word)


def _readings(tokens: Sequence[Token], i: int) -> list[str]:
    """Return what a token may stand for in the table: its lemma, its form, and the words that start with it."""
    token = tokens[i]
    found = [token.lemma_.lower(), token.lower_]
    for size in (2, 3):
        if i + size <= len(tokens):
            rest = " ".join(t.lower_ for t in tokens[i + 1 : i + size])
            found += [f"{token.lemma_.lower()} {rest}", f"{token.lower_} {rest}"]
    return found


def _words(tokens: Sequence[Token], i: int, told: str) -> str:
    return " ".join(t.text for t in tokens[i : i + 1 + told.count(" ")])
