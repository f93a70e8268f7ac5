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


@dataclass(frozen=True, slots=True)
class Opening:
    """The patterns that may open with a word or role: those that may end there, and the others by what comes second."""

    alone: tuple[Pattern, ...]
    second: dict[str, tuple[Pattern, ...]]


@cache
def patterns() -> tuple[tuple[Pattern, ...], ...]:
    """Return the patterns of each stage in the order of `patterns.tsv`."""
    found: list[list[Pattern]] = []
    for rank, (stage, produces, reading, text) in enumerate(rows("patterns.tsv")):
        elements = tuple(_element(part) for part in text.split())
        while len(found) < int(stage):
            found.append([])
        found[int(stage) - 1].append(Pattern(tuple(produces.split(",")), reading, elements, rank))
    return tuple(tuple(stage) for stage in found)


@cache
def stages() -> tuple[dict[str, Opening], ...]:
    """Return each stage's patterns by the two words or roles that they may open with."""
    return tuple(_table(stage) for stage in patterns())


def _table(stage: tuple[Pattern, ...]) -> dict[str, Opening]:
    alone: dict[str, dict[int, Pattern]] = {}
    second: dict[str, dict[str, dict[int, Pattern]]] = {}
    for pattern in stage:
        for place, after in _openings(pattern.elements):
            for key in _keys(pattern.elements[place]):
                if after is None:
                    alone.setdefault(key, {})[pattern.rank] = pattern
                else:
                    for next_key in _keys(pattern.elements[after]):
                        second.setdefault(key, {}).setdefault(next_key, {})[pattern.rank] = pattern
    return {
        key: Opening(tuple(alone.get(key, {}).values()), {k: tuple(v.values()) for k, v in second.get(key, {}).items()})
        for key in alone.keys() | second.keys()
    }


def _openings(elements: tuple[Element, ...]) -> Iterator[tuple[int, int | None]]:
    """Yield the pairs of places that the first two items may stand at; None for a pattern that may end after one."""
    for first, element in enumerate(elements):
        for after in range(first + 1, len(elements)):
            yield first, after
            if not elements[after].optional:
                break
        else:
            yield first, None
        if not element.optional:
            return


def _keys(element: Element) -> tuple[str, ...]:
    return (*element.words, *element.roles)


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
    items: list[Item], at: int, table: dict[str, Opening], readings: dict[str, Reading]
) -> tuple[Item | None, int]:
    """Return what the longest pattern that stands at a place makes, and how many items it takes."""
    item = items[at]
    openings = [table[key] for key in (item.word, *item.roles) if key in table]
    if not openings:
        return None, 1
    following = items[at + 1] if at + 1 < len(items) else None
    next_keys = (following.word, *following.roles) if following else ()
    candidates = {p.rank: p for opening in openings for p in opening.alone}
    for opening in openings:
        for key in next_keys:
            candidates.update((p.rank, p) for p in opening.second.get(key, ()))
    found = []
    for rank, pattern in candidates.items():
        taken = next(_takes(pattern.elements, 0, items, at), None)
        if taken:
            found.append((-len(taken), rank, pattern, taken))
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
    if match.pattern.reading == "half_of_month":
        return "START" if match.get("QTR").number == 1 else "END"
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
