"""Items: the words, numbers and marks of a paragraph as the time rules see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.record import Modifier
from onrecord.times.lexicon import Phrase, vocabulary

_PIECE = re.compile(
    r"(?P<ISO>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<DOTTED>\d{1,2}\.\d{1,2}\.\d{4}(?!\w|\.\d))"
    r"|(?P<SLASHED>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?(?![\w/]))"
    r"|(?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?![\w:]))"
    r"|(?P<DECADE>(?:[12]\d)?\d0(?:'s|s)\b)"
    r"|(?P<ORDINAL>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<NUMBER>\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,9})?)"
    r"|(?P<WORD>[^\W\d_]+)"
    r"|(?P<MARK>[^\s])"
)
"""One pass, every alternative bounded or a run of one class: the scan is linear in the text."""


@dataclass(slots=True)
class Item:
    """A word, number or mark, or what a rule has made of several: where it stands and what it may be.

    `word` is in lower case, empty for what a rule has made. `roles` maps a class of the grammar to its value.
    `glued` says that no space stands before it. `trace` names the readings that made it, `mod` is the TIMEX3 modifier.
    """

    start: int
    end: int
    word: str
    roles: dict[str, Any] = field(default_factory=dict)
    glued: bool = False
    trace: tuple[str, ...] = ()
    mod: Modifier | None = None


def scan(text: str, start: int, end: int) -> list[Item]:
    """Return the items of `text[start:end]` with the roles that the vocabulary gives them."""
    items = list(_pieces(text, start, end))
    phrases = vocabulary().phrases
    out: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        taken = 1
        for phrase in phrases.get(item.word, ()):
            taken = _length(phrase, items, at)
            if taken:
                break
        else:
            taken = 0
        if taken:
            last = items[at + taken - 1]
            word = item.word if taken == 1 else ""
            item = Item(item.start, last.end, word, {**item.roles, **phrase.roles}, item.glued)
        out.append(item)
        at += taken or 1
    return out


def _length(phrase: Phrase, items: list[Item], at: int) -> int:
    """Return how many items the phrase takes at a place, 0 when it does not stand there."""
    for offset, (word, glued) in enumerate(phrase.words):
        if at + offset >= len(items):
            return 0
        item = items[at + offset]
        if item.word != word or (offset and item.glued != glued):
            return 0
    return len(phrase.words)


def _pieces(text: str, start: int, end: int) -> Iterator[Item]:
    before = start
    for found in _PIECE.finditer(text, start, end):
        kind = found.lastgroup or "MARK"
        word = found.group().lower()
        if word == "’":
            word = "'"
        item = Item(found.start(), found.end(), word, glued=found.start() == before and before > start)
        if kind not in ("WORD", "MARK"):
            item.roles[kind] = word
        before = found.end()
        yield item
