"""The cue lexicon: which words show that something was said, thought or meant, and what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from spacy.tokens import Token

from onrecord.record import Act, Polarity


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A cue verb in one of its senses; `frames` are the letters that data/statements/cues.tsv explains."""

    lemma: str
    act: Act
    polarity: Polarity
    frames: frozenset[str]


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of a table's rows, without its comments and its heading."""
    text = (files("onrecord") / "data" / "statements" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")


@cache
def cue_entries() -> dict[str, tuple[CueEntry, ...]]:
    """Return the lexicon by lemma; a lemma with a particle or preposition is joined by `_`."""
    entries: dict[str, list[CueEntry]] = {}
    for lemma, act, polarity, frames in _rows("cues.tsv"):
        entry = CueEntry(lemma, cast(Act, act), cast(Polarity, polarity), frozenset(frames))
        entries.setdefault(lemma, []).append(entry)
    return {lemma: tuple(found) for lemma, found in entries.items()}


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of words of data/statements/words.tsv: all rows whose first cell is `name`."""
    return frozenset(word for kind, word in _rows("words.tsv") if kind == name)


def lemma_of(token: Token) -> str:
    """Return a verb's lemma in lower case, mended where the pipeline leaves the inflected form."""
    lemma = token.lemma_.lower()
    return _MENDED.get(lemma, lemma)


_MENDED = {"hop": "hope", "'s": "be", "tweete": "tweet", "quipp": "quip", "admitt": "admit", "reiterat": "reiterate"}


def compound_lemma(token: Token) -> str | None:
    """Return the verb's lemma with the particle that the lexicon knows it by ("point_out"), or None."""
    lemma = lemma_of(token)
    for child in token.rights:
        if child.dep_ in ("prt", "prep", "advmod") and child.i <= token.i + 2:
            if any(c.ent_type_ in ("DATE", "TIME") for c in child.rights):  # "reported on Wednesday"
                continue
            joined = f"{lemma}_{child.lower_}"
            if joined in cue_entries():
                return joined
    return None


def lookup(token: Token, frame: str) -> CueEntry | None:
    """Return the sense of a verb that takes this frame, or None; a compound goes before the plain verb."""
    compound = compound_lemma(token)
    for lemma in (compound, lemma_of(token)):
        for entry in cue_entries().get(lemma, ()) if lemma else ():
            if frame in entry.frames:
                return entry
    return None
