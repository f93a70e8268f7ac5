"""Links the actors of a page with those of other pages, and undoes it."""

from __future__ import annotations

import sqlite3

from onrecord.errors import NotInStoreError, StoreError
from onrecord.record import Record
from onrecord.store.keys import actor_key, fold


def link_actors(db: sqlite3.Connection, record: Record, *, version: int, article: int) -> dict[str, int]:
    """Return for each named actor of a record its id in the store, made where it is new there.

    A state is linked by its code, whoever has a Wikidata item by that, a person by name, country and office, others by
    name and country within their kind. Two actors of one page may lead to the same.
    """
    parted = {row[0] for row in db.execute("SELECT key FROM partings WHERE article = ?", (article,))}
    linked: dict[str, int] = {}
    rows = []
    for actor in record.actors:
        found = actor_key(actor)
        if found is None:
            continue
        key, rule = found
        if key in parted:
            key, rule = f"{key}|article:{article}", "hand"
        id = _find(db, key)
        if id is None:
            id = int(db.execute(
                "INSERT INTO actors (key, name, folded, kind, country, sector, office, wikidata) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (key, actor.name, fold(actor.name), actor.kind, actor.country, actor.sector, actor.office,
                 actor.wikidata),
            ).fetchone()[0])  # fmt: skip
            db.execute("INSERT INTO actors_words (rowid, name) VALUES (?, ?)", (id, actor.name))
        linked[actor.id] = id
        rows.append((version, actor.id, id, rule))
    db.executemany("INSERT INTO page_actors (version, local, actor, linked_by) VALUES (?, ?, ?, ?)", rows)
    return linked


def links_of(db: sqlite3.Connection, version: int) -> dict[str, int]:
    """Return the links of a version: for each actor id of its record the id in the store."""
    return {r[0]: r[1] for r in db.execute("SELECT local, actor FROM page_actors WHERE version = ?", (version,))}


def same_actors(db: sqlite3.Connection, ids: list[int]) -> list[int]:
    """Return the ids together with all that were joined with them by hand."""
    roots = {root_of(db, id) for id in ids}
    found: dict[int, None] = dict.fromkeys(ids)
    for root in sorted(roots):
        found[root] = None
        found.update((r[0], None) for r in db.execute("SELECT id FROM actors WHERE same_as = ?", (root,)))
    return list(found)


def root_of(db: sqlite3.Connection, id: int) -> int:
    """Return the actor that an actor was joined to, or the actor itself."""
    row = db.execute("SELECT coalesce(same_as, id) FROM actors WHERE id = ?", (id,)).fetchone()
    return int(row[0]) if row else id


def join(db: sqlite3.Connection, one: int, other: int) -> None:
    """Say that two actors are one; `part_joined` takes it back.

    Raises:
        StoreError: when there is no such actor, or both are the same.
    """
    for id in (one, other):
        if not db.execute("SELECT 1 FROM actors WHERE id = ?", (id,)).fetchone():
            raise NotInStoreError(f"there is no actor {id} in the store")
    root = root_of(db, one)
    if root == root_of(db, other):
        raise StoreError(f"{one} and {other} are one actor already")
    moved = root_of(db, other)
    db.execute("UPDATE actors SET same_as = ? WHERE id = ? OR same_as = ?", (root, moved, moved))


def part_joined(db: sqlite3.Connection, id: int) -> None:
    """Take back that an actor was joined to another.

    Raises:
        StoreError: when it was not.
    """
    if db.execute("UPDATE actors SET same_as = NULL WHERE id = ? AND same_as IS NOT NULL", (id,)).rowcount == 0:
        raise StoreError(f"actor {id} was not joined to another")


def part_from_page(db: sqlite3.Connection, version: int, local: str) -> int:
    """Note that an actor of a page is not who the rule says; return the article whose facts have to be drawn again.

    Raises:
        StoreError: when the page has no such actor.
    """
    row = db.execute(
        "SELECT v.article, a.key FROM page_actors p JOIN actors a ON a.id = p.actor "
        "JOIN versions v ON v.id = p.version WHERE p.version = ? AND p.local = ?",
        (version, local),
    ).fetchone()
    if row is None:
        raise StoreError(f"page {version} has no actor {local!r} that is linked with other pages")
    article, key = int(row[0]), str(row[1])
    own = f"|article:{article}"
    if key.endswith(own):
        db.execute("DELETE FROM partings WHERE article = ? AND key = ?", (article, key.removesuffix(own)))
    else:
        db.execute("INSERT OR IGNORE INTO partings (article, key) VALUES (?, ?)", (article, key))
    return article


def _find(db: sqlite3.Connection, key: str) -> int | None:
    row = db.execute("SELECT id FROM actors WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None
