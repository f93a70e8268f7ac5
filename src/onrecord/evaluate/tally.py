"""What a layer scored: how much was wanted, found and right, and each thing that was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one layer: `right` of what was `wanted`, and of what was `found` where finding too much is a fault.

    `found` is None for a layer that only asks about things already found, such as the speaker of a statement.
    """

    right: int = 0
    wanted: int = 0
    found: int | None = None

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that is right; None when nothing was wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None when nothing was found, or when the layer does not ask."""
        return self.right / self.found if self.found else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of recall and precision; None where the layer does not ask what was found too much."""
        if self.found is None or self.wanted + self.found == 0:
            return None
        return 2 * self.right / (self.wanted + self.found)


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that cost points: on which page, in which layer, what was wanted and what stands in the record.

    `wanted` is None for something found that nobody wanted; `got` is None where the record has nothing.
    """

    page: str
    layer: str
    what: str
    wanted: str | None
    got: str | None


@dataclass(slots=True)
class Book:
    """Keeps the tallies of all layers, and the misses of the page that is being scored with those before it."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    page: str = ""

    def count(self, layer: str, *, right: int = 0, wanted: int = 0, found: int | None = None) -> None:
        """Add to a layer's tally."""
        tally = self.tallies.setdefault(layer, Tally())
        tally.right += right
        tally.wanted += wanted
        if found is not None:
            tally.found = (tally.found or 0) + found

    def check(self, layer: str, right: bool, what: object, wanted: object, got: object) -> None:
        """Count one thing that is right or not, and keep it as a miss when it is not."""
        self.count(layer, right=int(right), wanted=1)
        if not right:
            self.miss(layer, what, wanted, got)

    def by_layer(self) -> dict[str, Tally]:
        """Return the tallies in the order of the record, each layer before its fields (`times`, `times: mod`)."""
        groups = list(dict.fromkeys(_group(name) for name in self.tallies))
        names = sorted(self.tallies, key=lambda name: (groups.index(_group(name)), name != _group(name)))
        return {name: self.tallies[name] for name in names}

    def miss(self, layer: str, what: object, wanted: object, got: object) -> None:
        """Keep a miss without counting it."""
        told = [None if value is None else tell(value) for value in (wanted, got)]
        self.misses.append(Miss(self.page, layer, tell(what), told[0], told[1]))


def _group(layer: str) -> str:
    return layer.partition(":")[0]


def tell(value: object) -> str:
    """Return a value as words: lists with commas, fields with their names, None as a dash."""
    if isinstance(value, dict):
        return "; ".join(f"{name} {tell(part)}" for name, part in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_told(value)) or "nothing"
    return "-" if value is None else str(value)


def _told(values: list[object] | tuple[object, ...] | set[object] | frozenset[object]) -> Iterator[str]:
    for value in values:
        yield tell(value)
