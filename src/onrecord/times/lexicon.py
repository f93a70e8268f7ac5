"""The words of time, read once from the data files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from onrecord.page.vocabulary import table

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\s]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the vocabulary: its pieces, each with whether it is glued to the one before, and its roles."""

    words: tuple[tuple[str, bool], ...]
    roles: MappingProxyType[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases by their first piece, the longest first."""

    phrases: MappingProxyType[str, tuple[Phrase, ...]]


def rows(name: str) -> list[list[str]]:
    """Return the rows of a data file of this room, cut at tabs, without comments and empty lines."""
    text = files("onrecord").joinpath("data", "times", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def feasts() -> list[str]:
    """Return the phrases of `feasts.tsv`."""
    return [row[0] for row in rows("feasts.tsv")]


def _names() -> list[str]:
    """Return the phrases that hold a word of time and are names: they stay whole and play no role."""
    return [row[0] for row in rows("not_times.tsv") if row[1] == "name"]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of `vocabulary.tsv`, and the zones that page stamps know."""
    roles: dict[str, dict[str, Any]] = {}
    for phrase, role, value in rows("vocabulary.tsv"):
        roles.setdefault(phrase, {})[role] = int(value) if value.lstrip("-").isdigit() else value
    for name in feasts():
        roles.setdefault(name, {})["FEAST"] = name
    for name in _names():
        roles[name] = {}
    for name in dict.fromkeys(row[0].lower() for row in table("timezones")):
        roles.setdefault(name, {})["ZONE"] = name
    phrases: dict[str, list[Phrase]] = {}
    for phrase, given in roles.items():
        words = tuple((m.group(), m.start() > 0 and phrase[m.start() - 1] != " ") for m in _PIECE.finditer(phrase))
        phrases.setdefault(words[0][0], []).append(Phrase(words, MappingProxyType(given)))
    longest = {first: tuple(sorted(found, key=lambda p: -len(p.words))) for first, found in phrases.items()}
    return Vocabulary(MappingProxyType(longest))


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of a data file as a set."""
    return frozenset(row[0] for row in rows(name))
