"""What a front page and an actor's page show: the latest, what is due, who speaks to whom, stances, weeks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.store.connection import at_once
from onrecord.store.linking import same_actors


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor as the store knows it; `said` and `did` count statements and events, `joined` those joined by hand."""

    id: int
    name: str
    kind: str
    country: str | None
    sector: str | None
    office: str | None
    wikidata: str | None
    pages: int
    said: int
    did: int
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A commitment; `due_latest` is None where the page gives no date for it. `page` is the version that has it."""

    page: int
    local: str
    what: str
    who: str
    state: str
    due: str | None
    due_earliest: str | None
    due_latest: str | None
    day: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A position of an actor on an issue on a day; `changed` where the stance differs from the one before it."""

    page: int
    issue: str
    stance: str
    toward: str | None
    day: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page in a list: its current version, and how many statements and events it has."""

    page: int
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    day: str | None
    copies: int
    statements: int
    events: int


_DUE = "c.version AS page, c.local, c.what, c.who, c.state, c.due, c.due_earliest, c.due_latest, c.day, v.title"


def latest(db: sqlite3.Connection, *, limit: int = 20) -> list[PageCard]:
    """Return the pages added last, the last first; copies of another page are counted with it and not listed."""
    rows = db.execute(
        "SELECT v.id AS page, v.title, v.outlet, v.url, v.published, v.day, "
        "(SELECT count(*) FROM articles c WHERE c.copy_of = a.id) AS copies, "
        "(SELECT count(*) FROM statements s WHERE s.version = v.id) AS statements, "
        "(SELECT count(*) FROM events e WHERE e.version = v.id) AS events "
        "FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE a.current = v.id AND a.copy_of IS NULL ORDER BY v.id DESC LIMIT ?",
        (limit,),
    )
    return [PageCard(**dict(r)) for r in rows]


def due(db: sqlite3.Connection, *, since: str, limit: int = 20) -> list[Due]:
    """Return the open commitments that fall due on or after a day, the soonest first."""
    rows = db.execute(
        f"SELECT {_DUE} FROM commitments c JOIN versions v ON v.id = c.version "
        "WHERE c.state IN ('open', 'conditional') AND c.due_latest >= ? ORDER BY c.due_latest, c.version LIMIT ?",
        (since, limit),
    )
    return [Due(**dict(r)) for r in rows]


def commitments_of(db: sqlite3.Connection, actor: int, *, limit: int = 100) -> list[Due]:
    """Return what an actor undertook, the newest first."""
    ids = same_actors(db, [actor])
    rows = db.execute(
        f"SELECT DISTINCT {_DUE} FROM commitment_actors p "
        "JOIN commitments c ON c.version = p.version AND c.local = p.local "
        f"JOIN versions v ON v.id = c.version WHERE p.role = 'who' AND p.actor IN ({_marks(ids)}) "
        "ORDER BY c.day DESC, c.version DESC LIMIT ?",
        (*ids, limit),
    )
    return [Due(**dict(r)) for r in rows]


def exchanges(db: sqlite3.Connection, *, limit: int = 400) -> list[tuple[str, str, int]]:
    """Return how often speakers of one country addressed somebody of another: (from, to, statements), most first."""
    sql = "SELECT value, n FROM tallies WHERE facet = 'exchange' AND week = '' ORDER BY n DESC, value LIMIT ?"
    rows = at_once(db, "value, n", sql, (limit,))
    return [(*value.split(" ", 1), n) for value, n in rows]


def tally(db: sqlite3.Connection, facet: str, *, limit: int = 50) -> list[tuple[str, int]]:
    """Return the commonest values of a facet over the whole store.

    Facets: `kind act country outlet topic` of statements, `type status` of events, `statement` and `event` (value
    `all`), `exchange`.
    """
    rows = db.execute(
        "SELECT value, n FROM tallies WHERE facet = ? AND week = '' ORDER BY n DESC, value LIMIT ?", (facet, limit)
    )
    return [(r[0], r[1]) for r in rows]


def weeks(db: sqlite3.Connection, facet: str, value: str) -> list[tuple[str, int]]:
    """Return for each week (its Monday) how many facts of the whole store have a value, in order of time."""
    sql = "SELECT week, n FROM tallies WHERE facet = ? AND value = ? AND week <> '' ORDER BY week"
    return [(week, n) for week, n in at_once(db, "week, n", sql, (facet, value))]


def card(db: sqlite3.Connection, id: int) -> ActorCard | None:
    """Return an actor, its counts together with those of the actors that were joined with it; None if there is none."""
    row = db.execute(
        "SELECT id, name, kind, country, sector, office, wikidata FROM actors WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        return None
    ids = same_actors(db, [id])
    sums = db.execute(f"SELECT sum(pages), sum(said), sum(did) FROM actors WHERE id IN ({_marks(ids)})", ids).fetchone()
    return ActorCard(**dict(row), pages=sums[0], said=sums[1], did=sums[2], joined=tuple(i for i in ids if i != id))


def stands(db: sqlite3.Connection, actor: int, *, limit: int = 500) -> list[Stand]:
    """Return an actor's positions by issue and day, the changes marked."""
    ids = same_actors(db, [actor])
    rows = db.execute(
        "SELECT p.version AS page, p.issue, p.stance, t.name AS toward, p.day FROM positions p "
        f"LEFT JOIN actors t ON t.id = p.toward WHERE p.actor IN ({_marks(ids)}) "
        "ORDER BY p.issue, p.day, p.version LIMIT ?",
        (*ids, limit),
    ).fetchall()
    found: list[Stand] = []
    for row in rows:
        before = found[-1] if found and found[-1].issue == row["issue"] else None
        found.append(Stand(**dict(row), changed=before is not None and before.stance != row["stance"]))
    return found


def speaks_to(db: sqlite3.Connection, actor: int, *, limit: int = 50, most: int = 5_000) -> list[tuple[int, str, int]]:
    """Return whom an actor addresses: (actor, name, statements), most first, among its newest `most` statements."""
    ids = same_actors(db, [actor])
    rows = db.execute(
        "SELECT t.actor, a.name, count(*) AS n FROM "
        f"(SELECT fact FROM parts WHERE actor IN ({_marks(ids)}) AND role = 'speaker' ORDER BY fact DESC LIMIT ?) s "
        "JOIN parts t ON t.fact = s.fact AND t.role = 'addressee' JOIN actors a ON a.id = t.actor "
        "GROUP BY t.actor ORDER BY n DESC, a.name LIMIT ?",
        (*ids, most, limit),
    )
    return [(r[0], r[1], r[2]) for r in rows]


def actors(
    db: sqlite3.Connection, ids: list[int] | None, *, country: str | None = None, limit: int = 50, offset: int = 0
) -> list[ActorCard]:
    """Return actors, those with most statements first; `ids` and `country` narrow the list."""
    where, values = ["1"], []
    if ids is not None:
        where.append(f"id IN ({_marks(ids)})")
        values += ids
    if country:
        where.append("country = ?")
        values.append(country)  # type: ignore[arg-type]  # ids and codes share one list of SQL values
    rows = db.execute(
        f"SELECT id, name, kind, country, sector, office, wikidata, pages, said, did FROM actors "
        f"WHERE {' AND '.join(where)} ORDER BY said DESC, id LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [ActorCard(**dict(r), joined=tuple(i for i in same_actors(db, [r["id"]]) if i != r["id"])) for r in rows]


def _marks(ids: list[int]) -> str:
    return ",".join("?" * len(ids))
