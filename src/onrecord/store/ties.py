"""What ties pages, actors and topics to one another: accounts of one meeting, who addresses whom, topics by week."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.connection import at_once
from onrecord.store.front import Due
from onrecord.store.linking import same_actors

RECENT_MEETINGS = 2_000
"""Meetings, the newest, among which those with several accounts are looked for."""

ALIKE = 0.6
"""Share of the words of two undertakings that are the same, from which the later one tells how the first went on. Set
by hand: below it undertakings of one actor about one subject, such as two shipments, begin to meet."""

_WORD = re.compile(r"[^\W_]{3,}")
_SMALL = frozenset(
    {"and", "the", "for", "with", "from", "that", "this", "will", "would", "its", "their", "his", "her", "into", "over"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting that several pages tell of: its day, its countries, and the pages as (version, title, outlet)."""

    day: str | None
    sides: tuple[str, ...]
    pages: tuple[tuple[int, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, how many statements are on it, and how many of them in each week from the oldest asked for."""

    name: str
    n: int
    weeks: tuple[tuple[str, int], ...] = ()


def meetings_told(db: sqlite3.Connection, *, limit: int = 12) -> list[Told]:
    """Return the newest meetings of the same countries on the same day that more than one page tells of."""
    rows = db.execute(
        "SELECT m.day, m.sides, v.id, v.title, v.outlet FROM "
        "(SELECT day, sides, version FROM meetings WHERE day IS NOT NULL ORDER BY day DESC LIMIT ?) m "
        "JOIN versions v ON v.id = m.version WHERE m.sides LIKE '% %' ORDER BY m.day DESC, m.sides, v.id",
        (RECENT_MEETINGS,),
    )
    told: dict[tuple[str, str], dict[int, tuple[int, str | None, str | None]]] = {}
    for day, sides, page, title, outlet in rows:
        told.setdefault((day, sides), {})[page] = (page, title, outlet)
    several = [Told(day, tuple(sides.split(" ")), tuple(p.values())) for (day, sides), p in told.items() if len(p) > 1]
    return several[:limit]


def accounts_beside(
    db: sqlite3.Connection, version: int, *, limit: int = 4
) -> list[tuple[int, str | None, str | None]]:
    """Return other pages that tell of a meeting of the same countries within a day: (version, title, outlet)."""
    rows = db.execute(
        "SELECT DISTINCT v.id, v.title, v.outlet FROM meetings m JOIN meetings o ON o.sides = m.sides "
        "AND o.day BETWEEN date(m.day, '-1 day') AND date(m.day, '+1 day') AND o.version <> m.version "
        "JOIN versions v ON v.id = o.version WHERE m.version = ? AND m.sides LIKE '% %' ORDER BY v.id LIMIT ?",
        (version, limit),
    )
    return [(r[0], r[1], r[2]) for r in rows]


def addressed_by(
    db: sqlite3.Connection, actor: int, *, limit: int = 20, most: int = 5_000
) -> list[tuple[int, str, int]]:
    """Return who addresses an actor: (actor, name, statements), most first, among the newest `most` such statements."""
    ids = same_actors(db, [actor])
    rows = db.execute(
        "SELECT s.actor, a.name, count(*) AS n FROM "
        f"(SELECT fact FROM parts WHERE actor IN ({','.join('?' * len(ids))}) AND role = 'addressee' "
        "ORDER BY fact DESC LIMIT ?) t JOIN parts s ON s.fact = t.fact AND s.role = 'speaker' "
        "JOIN actors a ON a.id = s.actor GROUP BY s.actor ORDER BY n DESC, a.name LIMIT ?",
        (*ids, most, limit),
    )
    return [(r[0], r[1], r[2]) for r in rows]


def topics(db: sqlite3.Connection, *, limit: int = 60, offset: int = 0, since: str = "9999") -> list[Topic]:
    """Return topics, the commonest first, each with its weeks from `since` on."""
    rows = db.execute(
        "SELECT value, n FROM tallies WHERE facet = 'topic' AND week = '' ORDER BY n DESC, value LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    sql = "SELECT week, n FROM tallies WHERE facet = 'topic' AND value = ? AND week >= ? ORDER BY week"
    weeks = {name: at_once(db, "week, n", sql, (name, since)) for name, _ in rows}
    return [Topic(name, n, tuple((week, told) for week, told in weeks[name])) for name, n in rows]


def last_week(db: sqlite3.Connection) -> str | None:
    """Return the Monday of the newest week in which something was said."""
    sql = "SELECT max(week) FROM tallies WHERE facet = 'statement' AND value = 'all' AND week <> ''"
    found: str | None = db.execute(sql).fetchone()[0]
    return found


def endings(undertaken: Sequence[Due]) -> dict[tuple[int, str], Due]:
    """Return for undertakings of one actor the later telling that says how it ended, where one does.

    A later page tells of the same undertaking when most of its words are the same, and of its end when it is no longer
    open there. Undertakings without a day, and such of which no later page tells, are not in it.
    """
    dated = sorted((d for d in undertaken if d.day), key=lambda d: (str(d.day), d.page))
    words = [_words(d.what) for d in dated]
    found: dict[tuple[int, str], Due] = {}
    for at, one in enumerate(dated):
        for later in range(at + 1, len(dated)):
            other = dated[later]
            ended = other.state not in ("open", "conditional") and other.page != one.page
            if ended and one.state in ("open", "conditional") and _alike(words[at], words[later]):
                found[one.page, one.local] = other
                break
    return found


def _words(text: str) -> frozenset[str]:
    # Six letters stand for a word: "delivered" and "delivery" are one.
    return frozenset(w[:6] for w in _WORD.findall(text.casefold()) if w not in _SMALL)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)
