"""The lexicon of events: frames, and the words that carry an event within their complement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from spacy.tokens import Token

from onrecord.record import EventType

Effect = Literal["fact", "claim", "deny", "plan", "want", "ask", "threat", "not", "doubt", "fear", "cancel", "if"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a frame: that `key` is there (with one of `values`, when given), or is not there."""

    key: str
    values: frozenset[str] | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of a word that tells an event; `type` is None for a use that tells none.

    `to` names the places where the recipient may stand, in order; it is empty for the usual order. `line` is the
    frame's line in frames.tsv, so that a reader can see which frame decided.
    """

    word: str
    needs: tuple[Condition, ...]
    type: EventType | None
    mode: str | None
    to: tuple[str, ...]
    flags: frozenset[str]
    line: int

    def names_object(self) -> bool:
        """Return whether the frame asks for a certain object."""
        return any(c.key == "obj" and c.values and not c.negated for c in self.needs)


def rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of one of the room's tables as (line number, cells), without comments."""
    text = (files("onrecord") / "data" / "events" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


def lemma(token: Token) -> str:
    """Return a token's lemma in lower case, with the tagger's usual mistakes mended."""
    if token.tag_ == "NNPS" and token.lower_.endswith("s"):
        return token.lower_[:-1]  # "The Ministers": a name's plural keeps its ending in the tagger's lemma
    return _mended().get(token.lower_) or token.lemma_.lower()


@cache
def _mended() -> dict[str, str]:
    return {cells[0]: cells[1] for _, cells in rows("lemmas.tsv")}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return the classes of words by name."""
    return {cells[0]: frozenset(cells[1].split(",")) for _, cells in rows("classes.tsv")}


@cache
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Return the frames of each (kind, lemma), in the order of the table."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for number, (words, kind, needs, type_, mode, to, flags) in rows("frames.tsv"):
        conditions = tuple(_condition(need) for need in needs.split()) if needs != "-" else ()
        for word in words.split(","):
            frame = Frame(
                word=word,
                needs=conditions,
                type=None if type_ == "-" else cast(EventType, type_),  # the table's test checks them
                mode=None if mode == "-" else mode,
                to=() if to == "*" else tuple(to.split(",")),
                flags=frozenset() if flags == "-" else frozenset(flags.split(",")),
                line=number,
            )
            found.setdefault((kind, word), []).append(frame)
    return {key: tuple(value) for key, value in found.items()}


@cache
def embedders() -> dict[tuple[str, str], Effect]:
    """Return what each (kind, lemma) makes of the event in its complement."""
    found: dict[tuple[str, str], Effect] = {}
    for _, (words, kind, effect) in rows("embedders.tsv"):
        for word in words.split(","):
            found.setdefault((kind, word), effect)  # type: ignore[arg-type]  # the table's test checks the effects
    return found


def _condition(need: str) -> Condition:
    negated = need.startswith("-")
    key, _, alternatives = need.removeprefix("-").partition("=")
    values: set[str] = set()
    for value in alternatives.split("|") if alternatives else ():
        values |= classes()[value[1:]] if value.startswith("@") else {value}
    return Condition(key, frozenset(values) if alternatives else None, negated)
