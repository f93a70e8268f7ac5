"""Runs searches: a page of hits, how many there are, and counts by facet."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.errors import FilterError
from onrecord.store.filters import Filters, id_range, tags_of
from onrecord.store.query import match, parse_query

Find = Literal["statements", "events"]
Order = Literal["newest", "oldest"]

COUNTED = 2_000
"""Hits that are counted, also by facet; beyond, a search says `more than`. Ten thousand took four times as long."""

CONTEXT = 160
"""Characters of the page shown before and after a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or an event that a search found, with the words of the page around it.

    `id` is `VERSION/LOCAL` and stays good when the page changes. `words` are the page's from the first to the last of
    the hit, `before` and `after` what stands around them. `who` is a name; `actor` the speaker's number in the store.
    `about` holds what only statements have (`act`, `kind`, `polarity`, `channel`, `cue`) or only events (`type`,
    `mode`, `status`, `place`, `historical`, `statement`).
    """

    id: str
    find: Find
    day: str | None
    who: str
    actor: int | None
    country: str | None
    text: str
    before: str
    words: str
    after: str
    confidence: float
    page: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    about: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits.

    `total` counts hits up to `COUNTED`; where `more` is true there are more. `next` is the cursor of the next page,
    None on the last. `sentence` says what was asked for.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    next: str | None
    sentence: str

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        from onrecord.notebook import results_html

        return results_html(self)


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet: as a filter takes it, as a reader reads it, and how many hits have it."""

    value: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the index takes it: an expression or None, and the range of ids; `nothing` when it cannot match."""

    expression: str | None
    low: int
    high: int
    nothing: bool = False


def ask(db: sqlite3.Connection, filters: Filters) -> Asked:
    """Return the search that the filters mean.

    Raises:
        FilterError: when a filter has a value that it does not know.
    """
    low, high = id_range(filters)
    tags = tags_of(db, filters)
    query = parse_query(filters.query)
    if tags is None or (filters.query.strip() and query.is_empty):
        return Asked(None, low, high, nothing=True)
    return Asked(match(query, tags), low, high)


def find_of(filters: Filters) -> Find:
    """Return what is looked for where the reader does not say: events when asked by type or status only."""
    spoken = filters.speaker or filters.kind or filters.act or filters.polarity
    return "events" if (filters.type or filters.status) and not spoken else "statements"


def search(
    db: sqlite3.Connection,
    filters: Filters,
    *,
    find: Find | None = None,
    order: Order = "newest",
    limit: int = 20,
    after: str | None = None,
    count: bool = True,
) -> Results:
    """Return a page of hits, the newest first.

    `after` is the `next` of the page before. Counting can be left out; then `total` is that of the page.

    Raises:
        FilterError: when a filter or the cursor has a value that is not known.
    """
    results, _ = _searched(db, filters, find or find_of(filters), order=order, limit=limit, after=after, count=count)
    return results


def search_and_facets(
    db: sqlite3.Connection, filters: Filters, names: Sequence[str], *, find: Find, limit: int = 20, most: int = 12
) -> tuple[Results, dict[str, list[Count]], bool]:
    """Return the first page of a search together with its `facets`, of one walk through the hits."""
    results, ids = _searched(db, filters, find, order="newest", limit=limit, after=None, count=True)
    return results, *_facets(db, find, ids, names, most)


def _searched(
    db: sqlite3.Connection, filters: Filters, find: Find, *, order: Order, limit: int, after: str | None, count: bool
) -> tuple[Results, list[int]]:
    """Return a page of hits, and the ids that were walked through for it."""
    asked = ask(db, filters)
    sentence = filters.sentence(find)
    if asked.nothing:
        return Results((), 0, False, None, sentence), []
    # The first page and the count come of one walk through the hits.
    walk = max(limit, COUNTED) if count and after is None else limit
    ids = _ids(db, find, asked, order=order, limit=walk + 1, after=after)
    found = _total(db, find, asked) if count and after is not None else len(ids)
    total = min(found, max(COUNTED, limit) if count else limit)
    following = str(ids[limit - 1]) if len(ids) > limit else None
    return Results(tuple(hits(db, find, ids[:limit])), total, found > total, following, sentence), ids


def ids_of(
    db: sqlite3.Connection,
    find: Find,
    filters: Filters,
    *,
    limit: int,
    order: Order = "newest",
    after: str | None = None,
) -> list[int]:
    """Return the ids of the first facts that a search finds, or of those that come after one of them."""
    asked = ask(db, filters)
    return [] if asked.nothing else _ids(db, find, asked, order=order, limit=limit, after=after)


def facets(
    db: sqlite3.Connection, filters: Filters, names: Sequence[str], *, find: Find | None = None, most: int = 12
) -> tuple[dict[str, list[Count]], bool]:
    """Return for each facet its commonest values with their counts, and whether only part of the hits was counted.

    Facets are `kind act polarity channel country speaker topic outlet type status mode context`. Where there are more
    than `COUNTED` hits, the newest are counted.
    """
    find = find or find_of(filters)
    return _facets(db, find, ids_of(db, find, filters, limit=COUNTED + 1), names, most)


def _facets(
    db: sqlite3.Connection, find: Find, ids: Sequence[int], names: Sequence[str], most: int
) -> tuple[dict[str, list[Count]], bool]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    part = len(ids) > COUNTED
    rows = _chunks(db, f"SELECT group_concat(tags, ' ') FROM {find} WHERE id IN ({{}})", ids[:COUNTED])
    words: Counter[str] = Counter()
    for (tags,) in rows:
        words.update((tags or "").split(" "))
    for word, n in words.items():
        name, _, value = word.partition("=")
        if name in counts:
            counts[name][value[:-1]] += n
    return {name: [_count(db, name, v, n) for v, n in _most(counts[name], most)] for name in names}, part


def _most(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def _count(db: sqlite3.Connection, facet: str, value: str, n: int) -> Count:
    """Return a count with the value that its tag stands for."""
    if facet in ("country", "type"):
        return Count(value.upper(), value.upper(), n)
    if facet == "speaker" and value.isdigit():
        row = db.execute("SELECT name FROM actors WHERE id = ?", (int(value),)).fetchone()
        return Count(f"@{value}", row[0] if row else value, n)
    row = db.execute("SELECT value FROM tag_values WHERE tag = ?", (f"{facet}={value}=",)).fetchone()
    shown = row[0] if row else value.replace("=", "-")
    return Count(shown, shown, n)


def _ids(db: sqlite3.Connection, find: Find, asked: Asked, *, order: Order, limit: int, after: str | None) -> list[int]:
    low, high = asked.low, asked.high
    if after is not None:
        if not after.isascii() or not after.isdigit() or len(after) > 19:
            raise FilterError(f"{after!r} is not the mark of a next page")
        low, high = (low, min(high, int(after))) if order == "newest" else (max(low, int(after) + 1), high)
    way = "DESC" if order == "newest" else "ASC"
    if asked.expression is None:
        sql, values = f"SELECT id FROM {find} WHERE id >= ? AND id < ? ORDER BY id {way} LIMIT ?", (low, high, limit)
    else:
        sql = (
            f"SELECT rowid AS id FROM {find}_words WHERE {find}_words MATCH ? AND rowid >= ? AND rowid < ? "
            f"ORDER BY rowid {way} LIMIT ?"
        )
        values = (asked.expression, low, high, limit)  # type: ignore[assignment]
    # All in one row: for each row of a result Python lets other threads in, and may wait long for its turn.
    (ids,) = db.execute(f"SELECT group_concat(id) FROM ({sql})", values).fetchone()
    return sorted(map(int, (ids or "").split(",") if ids else ()), reverse=order == "newest")


def _total(db: sqlite3.Connection, find: Find, asked: Asked) -> int:
    """Return the number of hits, at most one more than `COUNTED`."""
    if asked.expression is None:
        sql, values = f"SELECT 1 FROM {find} WHERE id >= ? AND id < ?", (asked.low, asked.high)
        return int(db.execute(f"SELECT count(*) FROM ({sql} LIMIT ?)", (*values, COUNTED + 1)).fetchone()[0])
    sql = f"SELECT 1 FROM {find}_words WHERE {find}_words MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?"
    asked_for = (asked.expression, asked.low, asked.high, COUNTED + 1)
    return int(db.execute(f"SELECT count(*) FROM ({sql})", asked_for).fetchone()[0])


_PAGE = (
    "f.version AS page, v.title, v.outlet, v.url, v.published, "
    f"substr(v.text, max(0, f.start - {CONTEXT}) + 1, min({CONTEXT}, f.start)) AS before, "
    'substr(v.text, f.start + 1, f."end" - f.start) AS words, '
    f'substr(v.text, f."end" + 1, {CONTEXT}) AS after'
)
_OWN: dict[Find, tuple[str, ...]] = {
    "statements": ("act", "kind", "polarity", "channel", "cue"),
    "events": ("type", "mode", "status", "place", "historical", "statement", "earliest", "latest", "goldstein"),
}


def hits(db: sqlite3.Connection, find: Find, ids: Sequence[int]) -> list[Hit]:
    """Return the hits of ids, in their order; ids that are not there are left out."""
    sql = f"SELECT f.*, {_PAGE} FROM {find} f JOIN versions v ON v.id = f.version WHERE f.id IN ({{}})"
    rows = {row["id"]: row for row in _chunks(db, sql, ids)}
    return [_hit(find, rows[id]) for id in ids if id in rows]


def _hit(find: Find, row: sqlite3.Row) -> Hit:
    own = {name: row[name] for name in _OWN[find]}
    spoken = find == "statements"
    return Hit(
        id=f"{row['page']}/{row['local']}", find=find, day=row["day"], who=row["who"],
        actor=row["speaker"] if spoken else None, country=row["country"] if spoken else None, text=row["text"],
        before=row["before"].rpartition("\n")[2], words=row["words"], after=row["after"].partition("\n")[0],
        confidence=row["confidence"], page=row["page"], title=row["title"], outlet=row["outlet"], url=row["url"],
        published=row["published"], about=own,
    )  # fmt: skip


def _chunks(db: sqlite3.Connection, sql: str, ids: Sequence[int], size: int = 500) -> list[sqlite3.Row]:
    """Return the rows of many ids; `sql` has `{}` where their marks go."""
    rows: list[sqlite3.Row] = []
    for at in range(0, len(ids), size):
        part = ids[at : at + size]
        rows += db.execute(sql.format(",".join("?" * len(part))), part).fetchall()
    return rows
