"""When a gold answer and the record mean the same: words, names, stamps, places in a text, and pairing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

G = TypeVar("G")
S = TypeVar("S")

WORD = re.compile(r"\w+")
DETERMINERS = frozenset({"the", "a", "an"})
PLAIN = str.maketrans({"\u00a0": " ", "’": "'", "‘": "'"})
"""Characters that pages write in two ways; each is replaced by one character, so that offsets hold."""
DAY = len("2025-03-03")


def plain(text: str) -> str:
    """Return the text with plain spaces and apostrophes, as long as before."""
    return text.translate(PLAIN)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return WORD.findall(plain(text).lower())


def bare(text: str) -> list[str]:
    """Return the words of a name in lower case without a leading determiner."""
    found = words(text)
    return found[1:] if len(found) > 1 and found[0] in DETERMINERS else found


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are as bags of words: the F1 of the words they share, 0 to 1."""
    first, second = Counter(words(a)), Counter(words(b))
    shared = (first & second).total()
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def holds(outer: str, inner: str) -> bool:
    """Say whether all words of `inner` stand in `outer` one after another."""
    return f" {' '.join(words(inner))} " in f" {' '.join(words(outer))} "


def same_name(wanted: str, names: Iterable[str]) -> bool:
    """Say whether one of the names is the wanted one, shorter or longer.

    `Delgado` and `President Rosaura Delgado` are `Rosaura Delgado`; `Rosaura` is not, nor is `Delgado's office`
    ("Delgado" alone would be found in it, so a longer name must hold every word of the wanted one).
    """
    want = bare(wanted)
    for name in names:
        got = bare(name)
        if want and got and (want[-len(got) :] == got or set(want) <= set(got)):
            return True
    return False


def same_stamp(wanted: str, got: str | None) -> bool:
    """Say whether two ISO dates or times are the same day, or the same minute where the wanted one has a time.

    Offsets are compared where both have one; where one has none, the clock time is.
    """
    if got is None:
        return False
    first, second = _moment(wanted), _moment(got)
    if first is None or second is None or len(wanted) <= DAY:
        return got.startswith(wanted)
    if first.tzinfo and second.tzinfo:
        return first.astimezone(UTC) == second.astimezone(UTC)
    return first.replace(tzinfo=None) == second.replace(tzinfo=None)


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).replace(second=0, microsecond=0)
    except ValueError:
        return None


def places(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Yield where a string stands in a text, as half-open offsets; nothing for the empty string."""
    at = text.find(needle) if needle else -1
    while at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + 1)


def pair_up(wanted: Sequence[G], got: Sequence[S], alike: Callable[[G, S], float], floor: float) -> dict[int, int]:
    """Pair each wanted thing with at most one that was got, the most alike first; return index by index.

    Pairs less alike than `floor` are no pairs. Of equally alike pairs the earlier one on the page wins.
    """
    ranked = sorted(
        ((alike(g, s), i, j) for i, g in enumerate(wanted) for j, s in enumerate(got)), key=lambda r: (-r[0], *r[1:])
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in ranked:
        if score < floor:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
