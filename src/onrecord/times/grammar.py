"""The grammar of time expressions: patterns of `patterns.tsv`, applied in stages, the longest match first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.record import Modifier
from onrecord.times.items import Item
from onrecord.times.lexicon import rows


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: the words and roles that may stand there, and whether it may be left out."""

    words: frozenset[str]
    roles: tuple[str, ...]
    optional: bool

    def fits(self, item: Item) -> bool:
        """Say whether the item may stand at this place."""
        return item.word in self.words or any(role in item.roles for role in self.roles)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the grammar: what it makes, by which reading, of which items."""

    produces: tuple[str, ...]
    reading: str
    elements: tuple[Element, ...]
    rank: int


class Match:
    """The items that a pattern took; asked by the role that an item played."""

    __slots__ = ("_by_element", "items", "pattern")

    def __init__(self, pattern: Pattern, taken: tuple[tuple[int, Item], ...]) -> None:
        self.pattern = pattern
        self.items = tuple(item for _, item in taken)
        self._by_element = taken

    def all(self, role: str) -> list[Any]:
        """Return the values of the role, in order, of the items that stand where the pattern asks for it."""
        elements = self.pattern.elements
        return [item.roles[role] for i, item in self._by_element if role in elements[i].roles and role in item.roles]

    def get(self, role: str) -> Any:
        """Return the first value of the role, or None."""
        found = self.all(role)
        return found[0] if found else None

    def has(self, *words: str) -> bool:
        """Say whether one of the words was taken."""
        return any(item.word in words for item in self.items)


Reading = Callable[[Match], Any]


@cache
def stages() -> tuple[dict[str, tuple[Pattern, ...]], ...]:
    """Return the patterns of each stage by the word or role that they open with."""
    tables: list[dict[str, list[Pattern]]] = []
    for rank, (stage, produces, reading, text) in enumerate(rows("patterns.tsv")):
        elements = tuple(_element(part) for part in text.split())
        pattern = Pattern(tuple(produces.split(",")), reading, elements, rank)
        while len(tables) < int(stage):
            tables.append({})
        for element in elements:
            for key in (*element.words, *element.roles):
                tables[int(stage) - 1].setdefault(key, []).append(pattern)
            if not element.optional:
                break
    return tuple({key: tuple(found) for key, found in table.items()} for table in tables)


def reduce(items: list[Item], readings: dict[str, Reading]) -> list[Item]:
    """Apply every stage to the items of one paragraph and return what is left: words, and what the rules made.

    Each place is tried with the patterns that may open there, and a pattern is no longer than a dozen places: the work
    is linear in the items.
    """
    for table in stages():
        out: list[Item] = []
        at = 0
        while at < len(items):
            made, taken = _best(items, at, table, readings)
            out.append(made or items[at])
            at += taken
        items = out
    return items


def _best(
    items: list[Item], at: int, table: dict[str, tuple[Pattern, ...]], readings: dict[str, Reading]
) -> tuple[Item | None, int]:
    item = items[at]
    keys = [key for key in (item.word, *item.roles) if key in table]
    if not keys:
        return None, 1
    found: list[tuple[int, int, Pattern, tuple[tuple[int, Item], ...]]] = []
    for key in keys:
        for pattern in table[key]:
            taken = next(_takes(pattern.elements, 0, items, at), None)
            if taken:
                found.append((-len(taken), pattern.rank, pattern, taken))
    for _, _, pattern, taken in sorted(found, key=lambda f: f[:2]):
        match = Match(pattern, taken)
        sense = readings[pattern.reading](match)
        if sense is not None:
            first, last = match.items[0], match.items[-1]
            trace = tuple(name for each in match.items for name in each.trace)
            roles = dict.fromkeys(pattern.produces, sense)
            made = Item(first.start, last.end, "", roles, first.glued, (*trace, pattern.reading), _mod(match))
            return made, len(taken)
    return None, 1


def _mod(match: Match) -> Modifier | None:
    """Return the TIMEX3 modifier that the words give, the outermost first."""
    if match.pattern.reading == "year_end":
        return "END"
    given: Modifier | None = match.get("EDGE") or match.get("APPROX") or match.get("SHADE")
    if given is None and match.get("MIDPART"):
        return "MID"
    return given or next((item.mod for item in match.items if item.mod), None)


def _takes(
    elements: tuple[Element, ...], place: int, items: list[Item], at: int
) -> Iterator[tuple[tuple[int, Item], ...]]:
    """Yield the ways to lay a pattern over the items from a place on, greedy ones first."""
    if place == len(elements):
        yield ()
        return
    element = elements[place]
    if at < len(items) and element.fits(items[at]):
        for rest in _takes(elements, place + 1, items, at + 1):
            yield ((place, items[at]), *rest)
    if element.optional:
        yield from _takes(elements, place + 1, items, at)


def _element(text: str) -> Element:
    optional = text.endswith("?") and len(text) > 1
    names = (text[:-1] if optional else text).split("|")
    words = frozenset(n for n in names if not n.isupper())
    return Element(words, tuple(n for n in names if n.isupper()), optional)
