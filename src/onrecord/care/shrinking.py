"""Makes a page smaller for as long as what is wrong with it stays wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

TRIES = 60
"""Readings that may be spent on one page: ten seconds of a laptop's time for a page of usual length."""


def shrink(parts: Sequence[T], same: Callable[[Sequence[T]], bool], *, tries: int = TRIES) -> list[T]:
    """Return as few of the parts as are needed for `same` to hold, in their order.

    It takes away runs of parts, half of them first, then shorter ones (delta debugging, Zeller and Hildebrandt 2002,
    without its complements). `same` is asked at most `tries` times.
    """
    kept = list(parts)
    size = max(1, len(kept) // 2)
    while kept and tries > 0:
        at = len(kept) - size if size < len(kept) else 0
        changed = False
        while at >= 0 and tries > 0:
            without = kept[:at] + kept[at + size :]
            if without:
                tries -= 1
                if same(without):
                    kept, changed = without, True
            at = at - size if at >= size or at == 0 else 0
        if size == 1 and not changed:
            break
        size = max(1, size // 2)
    return kept
