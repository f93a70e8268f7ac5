"""Offices as words: whether a title or description fits an office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from onrecord.actors.tables import fold, read_rows, words_of

_EMPTY = frozenset(("of", "for", "and", "the", "to", "affairs", "a", "an", "&", "-", "minister's", "his", "her"))
RAISED = frozenset(("prime", "vice", "deputy", "former", "assistant", "under", "ex", "junior", "shadow"))


HEADS = frozenset(
    frozenset(office.split()) for office in ("president", "prime minister", "chancellor", "king", "queen", "emir")
)
"""Offices of those who are "the leader" of their state."""


@cache
def _same_words() -> Mapping[str, str]:
    """Return words of offices that count as another ("defense" as "defence", "spokeswoman" as "spokesperson")."""
    return {row["word"]: row["as"] for row in read_rows("same_office_words.tsv")}


def office_words(office: str) -> frozenset[str]:
    """Return the words of an office that tell it from others."""
    folded = fold(office).lower()
    for phrase, one in _same_phrases():
        folded = phrase.sub(one, folded)
    same = _same_words()
    return frozenset(same.get(w, w) for w in words_of(folded) if w not in _EMPTY)


def kind_of_office(title: str, of: str | None) -> str | None:
    """Return the kind of office in the tables that a title names in a state or organisation, None for none of them."""
    said = office_words(title)
    kinds = _kinds().get(said, ())
    return next((office for office, only in kinds if only in {"", of}), None)


@cache
def _kinds() -> Mapping[frozenset[str], tuple[tuple[str, str], ...]]:
    found: dict[frozenset[str], tuple[tuple[str, str], ...]] = {}
    for row in read_rows("office_kinds.tsv"):
        key = office_words(row["title"])
        found[key] = (*found.get(key, ()), (row["office"], row.get("country", "")))
    return found


@cache
def _same_phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what is compared as another where either is of two words, as patterns."""
    pairs = [(word, one) for word, one in _same_words().items() if " " in word or " " in one]
    return tuple((re.compile(rf"\b{re.escape(word)}\b"), one) for word, one in pairs)


def office_fits(said: frozenset[str], held: frozenset[str]) -> bool:
    """Return whether words used of somebody fit an office held: all of them are in it, and it is not a raised one.

    "The minister" fits a foreign minister, not a prime minister; "the president" does not fit a vice president.
    """
    return bool(said) and said <= held and not (held - said) & RAISED
