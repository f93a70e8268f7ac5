"""The store: one SQLite file that holds pages, their records, and what can be searched in them."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import NotInStoreError, StoreError
from onrecord.record import Record
from onrecord.store import corrections, front, linking, people
from onrecord.store.connection import connect, sentences
from onrecord.store.corrections import Correction, Draft
from onrecord.store.filters import Filters
from onrecord.store.migrations import migrate, steps, version_of
from onrecord.store.search import (
    Count,
    Find,
    Hit,
    Order,
    Results,
    facets,
    hits,
    ids_of,
    search,
    search_and_facets,
)  # fmt: skip
from onrecord.store.writing import Added, Input, MadeBy, Writer, inflate

FACT_TABLES = (
    "commitment_actors", "commitments", "positions", "meetings", "parts", "events", "statements", "page_actors",
    "tallies", "tag_values",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: the named error, its sentence, and how often it was tried."""

    key: str
    source: str
    code: str
    reason: str
    tries: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: `differences` is JSON of what changed since the one before, None for the first."""

    id: int
    article: int
    number: int
    title: str | None
    published: str | None
    sha256: str
    differences: str | None
    reader: str
    model: str
    added_at: str


def open_store(path: str | Path, *, write: bool = False) -> Store:
    """Open the store in a file; with `write` it is made where there is none. An older one is brought up to date.

    Raises:
        StoreError: when there is no store, or it cannot be opened.
    """
    path = Path(path)
    if not write:
        bring_up_to_date(path)
    return Store(path, write=write)


def bring_up_to_date(path: Path) -> None:
    """Bring a store that an older version of this package made up to date.

    Raises:
        StoreError: when there is no store, or a newer version made it.
    """
    with sentences(path):
        db = connect(path, write=False)
        here = version_of(db)
        db.close()
    if here == 0:
        raise StoreError(f"{str(path)!r} is not a store of onrecord")
    if here > steps()[-1].number:
        raise StoreError(f"the store {str(path)!r} was made by a newer version of onrecord: update onrecord")
    if here < steps()[-1].number:
        Store(path, write=True).close()


class Store:
    """A store that is open. It may be shared between threads: each has a connection of its own.

    Readers see what was committed when their query began, also while another process adds.
    """

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path, self._write = path, write
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        with sentences(path):
            if write and migrate(self.db):
                self.redraw()

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = connect(self.path, write=self._write)
            self._open.append(found)
        return found

    def close(self) -> None:
        """Close every connection."""
        while self._open:
            self._open.pop().close()
        self._local = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Adding

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Add several records in one transaction: all of them or, after an error, none.

        Raises:
            StoreError: when the store cannot be written.
        """
        with sentences(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                writer = Writer(self.db)
                yield writer
                writer.finish()
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def add(self, record: Record, input: Input | None = None, made_by: MadeBy | None = None) -> Added:
        """Add one record; without `input` its text stands for what it was made of."""
        with self.writing() as writer:
            return writer.add(record, input or input_of(record), made_by or MadeBy())

    def knows(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys whose inputs are in the store."""
        found: set[str] = set()
        keys = list(keys)
        for at in range(0, len(keys), 500):
            part = keys[at : at + 500]
            marks = ",".join("?" * len(part))
            found |= {r[0] for r in self.db.execute(f"SELECT key FROM inputs WHERE key IN ({marks})", part)}
        return found

    def failures(self) -> list[Failure]:
        """Return what could not be read, in order of source."""
        rows = self.db.execute("SELECT key, source, code, reason, tries FROM failures ORDER BY source, key")
        return [Failure(**dict(r)) for r in rows]

    # Refreshing

    def behind(self, made_by: MadeBy) -> list[int]:
        """Return the current versions that another reader or other models made, and can be read again."""
        rows = self.db.execute(
            "SELECT v.id FROM versions v JOIN articles a ON a.id = v.article "
            "WHERE a.current = v.id AND (v.reader, v.model) <> (?, ?) ORDER BY v.id",
            (made_by.reader, made_by.model),
        )
        return [r[0] for r in rows]

    def input_of(self, version: int) -> Input:
        """Return what a version was made of.

        Raises:
            StoreError: when there is no such version.
        """
        row = self.db.execute(
            "SELECT i.source, i.kind, i.given, i.bytes, v.text FROM inputs i JOIN versions v ON v.id = i.version "
            "WHERE i.version = ? ORDER BY i.bytes IS NULL, i.key LIMIT 1",
            (version,),
        ).fetchone()
        if row is None:
            raise NotInStoreError(f"there is no page {version} in the store")
        data = zlib.decompress(row["bytes"]) if row["bytes"] is not None else row["text"].encode()
        return Input(row["source"], row["kind"], data, json.loads(row["given"]))

    def replace(self, version: int, record: Record, made_by: MadeBy) -> None:
        """Put a new record of the same input in the place of a version's."""
        with self.writing() as writer:
            writer.replace(self._version_row(version), record, made_by)

    def redraw(self) -> None:
        """Draw all facts again from the records."""
        with sentences(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                self.db.execute("PRAGMA defer_foreign_keys = ON")
                for table in ("statements", "events"):
                    self.db.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('delete-all')")
                for table in FACT_TABLES:
                    self.db.execute(f"DELETE FROM {table}")
                self.db.execute("UPDATE actors SET pages = 0, said = 0, did = 0")
                writer = Writer(self.db)
                joined = "versions v JOIN articles a ON a.id = v.article"
                for row in self.db.execute(f"SELECT v.* FROM {joined} WHERE a.current = v.id ORDER BY v.id"):
                    writer.redraw(row)
                writer.finish()
                self.db.execute("UPDATE migrations SET redraw = 0")
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    # Reading

    def get(self, page: int) -> Record:
        """Return the record of a version.

        Raises:
            StoreError: when there is no such version.
        """
        return inflate(self._version_row(page)["record"])

    def made_of(self, page: int) -> tuple[int, str, str, str]:
        """Return what a version's record depends on: its number, the hash of its page, and the reader and models.

        Raises:
            StoreError: when there is no such version.
        """
        row = self.db.execute("SELECT id, sha256, reader, model FROM versions WHERE id = ?", (page,)).fetchone()
        if row is None:
            raise NotInStoreError(f"there is no page {page} in the store")
        return row[0], row[1], row[2], row[3]

    def current(self, page: int) -> int:
        """Return the newest version of the article that a version belongs to.

        Raises:
            StoreError: when there is no such version.
        """
        row = self.db.execute(
            "SELECT a.current FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?", (page,)
        ).fetchone()
        if row is None:
            raise NotInStoreError(f"there is no page {page} in the store")
        return int(row[0])

    def records(self, *, since: int = 0) -> Iterator[tuple[int, Record]]:
        """Yield the current version and record of every article, in the order in which they were added."""
        at = since
        while True:
            rows = self.db.execute(
                "SELECT v.id, v.record FROM versions v JOIN articles a ON a.id = v.article "
                "WHERE v.id > ? AND a.current = v.id ORDER BY v.id LIMIT 100",
                (at,),
            ).fetchall()
            if not rows:
                return
            for id, record in rows:
                yield id, inflate(record)
                at = id

    def versions(self, page: int) -> list[Version]:
        """Return all versions of the article that a version belongs to, the first one first."""
        rows = self.db.execute(
            "SELECT id, article, number, title, published, sha256, differences, reader, model, added_at FROM versions "
            "WHERE article = (SELECT article FROM versions WHERE id = ?) ORDER BY number",
            (page,),
        )
        return [Version(**dict(r)) for r in rows]

    def copies(self, page: int) -> list[tuple[int, str | None, float]]:
        """Return the other pages with nearly the same words: (page, title, likeness to the first of them)."""
        rows = self.db.execute(
            "WITH mine AS (SELECT coalesce(a.copy_of, a.id) AS root, a.id FROM versions v JOIN articles a ON a.id = "
            "v.article WHERE v.id = ?) SELECT v.id, v.title, coalesce(a.likeness, 1.0) FROM mine JOIN articles a "
            "ON (a.id = mine.root OR a.copy_of = mine.root) AND a.id <> mine.id JOIN versions v ON v.id = a.current "
            "ORDER BY v.id",
            (page,),
        )
        return [(r[0], r[1], r[2]) for r in rows]

    def search(
        self, filters: Filters | str = "", *, find: Find | None = None, order: Order = "newest", limit: int = 20,
        after: str | None = None, count: bool = True,
    ) -> Results:  # fmt: skip
        """Search statements or events; see `search.search`."""
        with sentences(self.path):
            return search(self.db, _filters(filters), find=find, order=order, limit=limit, after=after, count=count)

    def facets(
        self, filters: Filters | str, names: Sequence[str], *, find: Find | None = None, most: int = 12
    ) -> tuple[dict[str, list[Count]], bool]:
        """Count the hits of a search by facet; see `search.facets`."""
        with sentences(self.path):
            return facets(self.db, _filters(filters), names, find=find, most=most)

    def search_and_facets(
        self, filters: Filters, names: Sequence[str], *, find: Find
    ) -> tuple[Results, dict[str, list[Count]], bool]:
        """Return the first page of a search with its facets; see `search.search_and_facets`."""
        with sentences(self.path):
            return search_and_facets(self.db, filters, names, find=find)

    def timeline(self, filters: Filters | str, *, limit: int = 200, order: Order = "oldest") -> list[Hit]:
        """Return statements and events that a search finds together, in order of their days."""
        asked = _filters(filters)
        with sentences(self.path):
            found = [
                hit
                for find in ("events", "statements")
                for hit in hits(self.db, find, ids_of(self.db, find, asked, limit=limit, order=order))
            ]
        shown = sorted(found, key=lambda h: h.day or "", reverse=order == "newest")
        return shown[:limit]

    def hit(self, id: str) -> Hit:
        """Return the statement or event of an id such as `12/s3`.

        Raises:
            StoreError: when there is none; of a version that was superseded only the record is left.
        """
        page, _, local = id.partition("/")
        if page.isascii() and page.isdigit() and len(page) < 12:
            for find in ("statements", "events"):
                row = self.db.execute(
                    f"SELECT id FROM {find} WHERE version = ? AND local = ?", (int(page), local)
                ).fetchone()
                if row is not None:
                    return hits(self.db, find, [row[0]])[0]
        raise NotInStoreError(f"there is no statement or event {id!r} in the store")

    # Actors

    def actor(self, id: int) -> front.ActorCard:
        """Return an actor.

        Raises:
            StoreError: when there is none.
        """
        found = front.card(self.db, id)
        if found is None:
            raise NotInStoreError(f"there is no actor @{id} in the store")
        return found

    def actors(
        self, name: str = "", *, country: str | None = None, limit: int = 50, offset: int = 0, prefix: bool = False
    ) -> list[front.ActorCard]:
        """Return actors, those with most statements first; of a name, or with `prefix` of the beginning of one."""
        ids = None
        if name:
            ids = people.ids_beginning(self.db, name) if prefix else people.ids_named(self.db, name)
        return front.actors(self.db, ids, country=country, limit=limit, offset=offset)

    def join_actors(self, one: int, other: int) -> None:
        """Say that two actors are one."""
        with self.writing():
            linking.join(self.db, one, other)

    def part_actor(self, id: int) -> None:
        """Take back that an actor was joined to another."""
        with self.writing():
            linking.part_joined(self.db, id)

    def part_from_page(self, page: int, local: str) -> None:
        """Say that an actor of a page is not the one that it was linked with; said again, take that back."""
        with self.writing() as writer:
            article = linking.part_from_page(self.db, page, local)
            row = self.db.execute(
                "SELECT v.* FROM versions v JOIN articles a ON a.current = v.id WHERE a.id = ?", (article,)
            ).fetchone()
            writer.redraw(row)

    # Correcting

    def correct(self, page: int, drafts: Iterable[Draft], *, by: str, why: str) -> list[Correction]:
        """Keep corrections of a page, beside its record; one that stands already is not kept twice.

        Raises:
            CorrectionError: when nobody is named who makes them, or no reason is given.
            StoreError: when there is no such page, or the store cannot be written.
        """
        with self.writing():
            return corrections.keep(self.db, page, drafts, by=by, why=why)

    def withdraw(self, id: int, *, by: str, why: str) -> Correction:
        """Take a correction back; it stays in the store with who took it back and why.

        Raises:
            CorrectionError: when it was taken back before, nobody is named, or no reason is given.
            StoreError: when there is no such correction, or the store cannot be written.
        """
        with self.writing():
            return corrections.withdraw(self.db, id, by=by, why=why)

    def corrections(self, page: int | None = None, *, withdrawn: bool = False) -> list[Correction]:
        """Return the corrections that stand of a page in all its versions, or of all pages; see `withdrawn`, too."""
        with sentences(self.path):
            return corrections.of_page(self.db, page, withdrawn=withdrawn)

    def _version_row(self, id: int) -> sqlite3.Row:
        row: sqlite3.Row | None = self.db.execute("SELECT * FROM versions WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotInStoreError(f"there is no page {id} in the store")
        return row


def input_of(record: Record) -> Input:
    """Return a record's text as the input that it was made of."""
    article = record.article
    given = {k: v for k, v in (("id", record.id), ("url", article.url), ("title", article.title),
                               ("published", article.published)) if v is not None}  # fmt: skip
    source = article.url or (f"#{record.id}" if record.id is not None else f"sha256:{article.sha256}")
    return Input(source, "text", article.text.encode("utf-8", "surrogatepass"), given)


def _filters(filters: Filters | str) -> Filters:
    return Filters(query=filters) if isinstance(filters, str) else filters
