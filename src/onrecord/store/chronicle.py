"""Statements and events together, in order of their days; and how many of them fall into each week."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from onrecord.store.filters import Filters
from onrecord.store.keys import DAY_SHIFT, day_of_id, week_of
from onrecord.store.search import Find, Hit, Order, hits, ids_of

COUNTED_BY_WEEK = 5_000
"""Hits of a filtered search that are counted by week, the newest; a walk through them takes some 20 ms."""

BOTH: tuple[Find, Find] = ("events", "statements")


@dataclass(frozen=True, slots=True)
class Moments:
    """A page of statements and events; `next` is the cursor of the next one, None on the last."""

    hits: tuple[Hit, ...]
    next: str | None


def moments(
    db: sqlite3.Connection, filters: Filters, *, limit: int = 40, order: Order = "newest", after: str | None = None
) -> Moments:
    """Return statements and events that a search finds, in order of their days.

    A page holds up to one more than `limit`: an event and a statement of the same place are never parted.

    Raises:
        FilterError: when a filter or the cursor has a value that is not known.
    """
    found = [
        (id, find)
        for find in BOTH
        for id in ids_of(db, find, filters, limit=limit + 2, order=order, after=after)
    ]  # fmt: skip
    found.sort(reverse=order == "newest")
    cut = limit
    if cut < len(found) and found[cut][0] == found[cut - 1][0]:
        cut += 1
    shown = found[:cut]
    by_id = {
        (id, find): hit
        for find in BOTH
        for id, hit in _paired(db, find, [id for id, of in shown if of == find])
    }  # fmt: skip
    told = tuple(by_id[key] for key in shown if key in by_id)
    return Moments(told, str(shown[-1][0]) if len(found) > cut else None)


def weeks_of(db: sqlite3.Connection, find: Find, filters: Filters) -> tuple[list[tuple[str, int]], bool]:
    """Return for each week (its Monday) how many hits a search has, in order of time, and whether that is only part.

    Hits without a day are in no week. Where there are more than `COUNTED_BY_WEEK`, the newest are counted.
    """
    ids = ids_of(db, find, filters, limit=COUNTED_BY_WEEK + 1)
    days = Counter(id >> DAY_SHIFT for id in ids[:COUNTED_BY_WEEK])
    counts: Counter[str] = Counter()
    for day, n in days.items():
        if week := week_of(day_of_id(day << DAY_SHIFT)):
            counts[week] += n
    return sorted(counts.items()), len(ids) > COUNTED_BY_WEEK


def _paired(db: sqlite3.Connection, find: Find, ids: list[int]) -> list[tuple[int, Hit]]:
    found = hits(db, find, ids)
    return list(zip(ids, found, strict=True)) if len(found) == len(ids) else [
        (id, hit) for id in ids for hit in hits(db, find, [id])
    ]  # fmt: skip
