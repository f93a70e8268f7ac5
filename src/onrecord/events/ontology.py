"""PLOVER's numbers: the quad class of each type, the score of each type and mode, and the contexts' words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from onrecord.events.lexicon import lemma, rows


@cache
def _types() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("onrecord") / "data" / "events" / "plover.toml").read_text(encoding="utf-8"))


def quad(type_: str) -> int:
    """Return the quad class of a type: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return int(_types()[type_]["quad"])


def score(type_: str, mode: str | None) -> float:
    """Return PLOVER's score of a mode, or of its type when there is no mode."""
    entry = _types()[type_]
    return float(entry["modes"].get(mode, entry["score"]))


def has_mode(type_: str, mode: str | None) -> bool:
    """Return whether a mode is one of the type's own; no mode at all always is."""
    return mode is None or mode in _types()[type_]["modes"]


def contexts(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the contexts that the words of a sentence show, in the order of the table."""
    lemmas = {lemma(t) for t in tokens}
    return tuple(name for name, words in _contexts().items() if words & lemmas)


@cache
def _contexts() -> dict[str, frozenset[str]]:
    return {cells[0]: frozenset(cells[1].split(",")) for _, cells in rows("contexts.tsv")}
