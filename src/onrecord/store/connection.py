"""Opens the database file, and turns its errors into sentences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError

PATIENCE = 120.0
"""Seconds to wait for another process that is writing. A batch of `add` holds the lock for well under a second."""

WRITER_CACHE_KIB = 64 * 1024
READER_CACHE_KIB = 16 * 1024
"""Pages of the database held in memory for a connection, in KiB. A web page has a reader for each of its threads."""


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Return a connection to the file; with `write` it is made when it is not there.

    Transactions are begun and ended by hand.

    Raises:
        StoreError: when there is no such file, or it cannot be opened.
    """
    if path.is_dir():
        raise StoreError(f"{str(path)!r} is a folder; name a file for the store")
    if not write and not path.is_file():
        raise StoreError(f"there is no store at {str(path)!r}")
    with sentences(path):
        db = _open(path, "rwc" if write else "ro")
        try:
            _set_up(db, write=write)
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            db.close()
            if write or path.with_name(path.name + "-wal").exists():
                raise
            # In a folder that may not be written, SQLite cannot share a WAL store; one that nobody writes can be
            # read as it stands.
            db = _open(path, "ro&immutable=1")
            _set_up(db, write=False)
        return db


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    return sqlite3.connect(
        f"{address}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )


def _set_up(db: sqlite3.Connection, *, write: bool) -> None:
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB if write else READER_CACHE_KIB}")
    db.execute("PRAGMA temp_store = MEMORY")
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        # With WAL a killed process loses nothing that was committed; only a power cut may take the last batches, and
        # the next `add` puts them back.
        db.execute("PRAGMA synchronous = NORMAL")


def at_once(db: sqlite3.Connection, columns: str, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of a query, in its order, asked for as one.

    For each row of a result Python lets its other threads in, and may wait for its turn again: beside busy threads two
    thousand rows took seconds. `columns` names those of the query that are wanted, parted by commas.
    """
    (rows,) = db.execute(f"SELECT json_group_array(json_array({columns})) FROM ({sql})", values).fetchone()
    return [tuple(row) for row in json.loads(rows)]


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn an error of SQLite within the block into a `StoreError` that says what is wrong with the store."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the store {str(path)!r} {_reason(error)}") from error


def _reason(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for start, reason in (
        ("SQLITE_FULL", "has no room left on its disk; what was added before is safe"),
        ("SQLITE_IOERR", "cannot be written: the disk is full or failing; what was added before is safe"),
        ("SQLITE_READONLY", "cannot be written: the file or its folder is read-only"),
        ("SQLITE_CANTOPEN", "cannot be opened: its folder is missing, or may not be read or written"),
        ("SQLITE_BUSY", f"is being written by another program that did not let go for {PATIENCE:.0f} seconds"),
        ("SQLITE_LOCKED", "is locked by another program"),
        ("SQLITE_NOTADB", "is not a store of onrecord"),
        ("SQLITE_CORRUPT", "is damaged; take a copy, then try `sqlite3 FILE .recover`"),
        ("SQLITE_PERM", "may not be opened by you"),
        ("SQLITE_TOOBIG", "cannot hold a page as large as this one"),
    ):
        if name.startswith(start):
            return reason
    return f"failed: {error}"
