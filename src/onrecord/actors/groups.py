"""Group phrases: plural nouns for parties that the page has named ("both sides", "the two leaders")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.actors.lexicon import is_plural, singular
from onrecord.actors.roles import core_start
from onrecord.actors.scan import Scan
from onrecord.actors.tables import read_rows


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """A phrase for a group (`start`..`end`, tokens, without a leading "the"); `of` says what its members are."""

    start: int
    end: int
    noun: str
    words: str
    of: str


_NOT_BARE = frozenset(
    ("country", "nation", "state", "government", "capital", "power", "official", "diplomat", "man", "woman", "party",
     "delegation", "authority")
)  # fmt: skip
"""Nouns that a bare "the" does not make a known group ("the countries" may be any)."""


@cache
def _nouns() -> Mapping[str, str]:
    return {row["noun"]: row["of"] for row in read_rows("groups.tsv")}


def group_phrase(scan: Scan, head: Token) -> GroupPhrase | None:
    """Return the phrase of a group whose noun is `head`, or None when it is not said of parties known to the reader.

    "Both" and "the two" say so with any of the nouns; a bare "the" with those for persons in office and for sides.
    """
    noun = singular(head)
    of = _nouns().get(noun)
    if of is None or not is_plural(head) or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    doc = scan.doc
    core = core_start(scan, head)
    at = core - 1
    if at < head.sent.start:
        return GroupPhrase(core, head.i + 1, noun, _words(scan, core, head), of) if noun == "side" else None
    before = doc[at].lower_
    start = core
    if before in {"two", "both"}:
        start = at
        if (
            before == "two"
            and at - 1 >= head.sent.start
            and doc[at - 1].lower_ not in {"the", "these", "between", "of"}
        ):
            return None
    elif before == "the":
        if core < head.i and of == "state":
            return None
        if noun in _NOT_BARE:
            return None
    else:
        return None
    return GroupPhrase(start, head.i + 1, noun, _words(scan, core, head), of)


def _words(scan: Scan, core: int, head: Token) -> str:
    """Return the phrase's words that tell whom it can mean, its noun in the singular."""
    return " ".join([*(t.lower_ for t in scan.doc[core : head.i]), singular(head)])
