"""Brings a store's schema up to date, one ordered step after another.

Each step is a file of SQL, named by its number. A step runs in one transaction together with the note that it ran, so
a store is always at a whole step. A step that makes or changes a table of facts is followed by drawing all facts again
from the records, which hold everything.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.errors import StoreError


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema; `redraw` tells that facts have to be drawn again after it."""

    number: int
    name: str
    sql: str
    redraw: bool


@cache
def steps() -> tuple[Step, ...]:
    """Return every step, in order.

    A file that holds the line `-- redraw` asks for facts to be drawn again.
    """
    found = []
    for file in files(__name__).iterdir():
        if file.name.endswith(".sql"):
            sql = file.read_text(encoding="utf-8")
            number, _, name = file.name.removesuffix(".sql").removeprefix("m").partition("_")
            found.append(Step(int(number), name, sql, "-- redraw" in sql.splitlines()))
    return tuple(sorted(found, key=lambda step: step.number))


def version_of(db: sqlite3.Connection) -> int:
    """Return the number of the last step that the store has seen, 0 for a new file."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return 0
    return int(db.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0])


def migrate(db: sqlite3.Connection, *, upto: int | None = None) -> bool:
    """Run the steps that the store has not seen, and tell whether facts have to be drawn again.

    `upto` stops after a step, for tests of older stores.

    Raises:
        StoreError: when the file is no store, or was made by a newer version of this package.
    """
    todo = _todo(db, upto)
    redraw = False
    for step in todo:
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have run the step while this one waited for the lock.
            if version_of(db) < step.number:
                db.execute(
                    "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                    "ran_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ')), redraw INTEGER NOT NULL)"
                )
                for statement in statements(step.sql):
                    db.execute(statement)
                db.execute(
                    "INSERT INTO migrations (number, name, redraw) VALUES (?, ?, ?)",
                    (step.number, step.name, int(step.redraw)),
                )
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
    if version_of(db):
        redraw = bool(db.execute("SELECT 1 FROM migrations WHERE redraw = 1").fetchone())
    return redraw


def _todo(db: sqlite3.Connection, upto: int | None) -> list[Step]:
    here = version_of(db)
    if not here and db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise StoreError("this is a database, and not a store of onrecord")
    last = steps()[-1].number
    if here > last:
        raise StoreError(f"the store is at schema {here} and this version of onrecord knows {last}: update onrecord")
    return [s for s in steps() if s.number > here and (upto is None or s.number <= upto)]


def statements(sql: str) -> list[str]:
    """Return the single statements of a step's SQL."""
    found: list[str] = []
    held = ""
    for line in sql.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return found
