"""Writes records into a store: which article and version they are, what changed, and the facts drawn from them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from onrecord.page.origin import parts_of
from onrecord.record import Record
from onrecord.store.copies import link_copy
from onrecord.store.facts import Facts, draw
from onrecord.store.keys import day_of, host_of, input_key, tidy_address
from onrecord.store.linking import link_actors, links_of

Outcome = Literal["new", "version", "known"]

DEFLATE = 6
MOST_LINES = 2_000
"""Pages of more paragraphs are compared by their paragraphs as sets, since aligning them is not linear."""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a record: the reader's version, and a hash of the models and tables that it used."""

    reader: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """What a record was made of, and where that came from.

    `kind` is `page` for bytes that the page reader takes apart and `text` for an article's text as it is. `given`
    holds what was said about it: `id`, `url`, `title`, `published`. `data` is kept so that the page can be read
    again; for a text the version has it.
    """

    source: str
    kind: Literal["page", "text"]
    data: bytes
    given: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key under which the store knows this input."""
        return input_key(self.data, {**self.given, "source": None if self.given.get("url") else self.source})


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a record: `new` article, new `version` of one, or `known` already; and the version's id."""

    outcome: Outcome
    version: int


class Writer:
    """Writes within one transaction that its owner begins and ends; `finish` must be called before the end."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._tallies: Counter[tuple[str, str, str]] = Counter()
        self._actors: Counter[tuple[int, str]] = Counter()

    def add(self, record: Record, input: Input, made_by: MadeBy) -> Added:
        """Add the record of an input, unless the input is in the store."""
        key = input.key
        known = self._db.execute("SELECT version FROM inputs WHERE key = ?", (key,)).fetchone()
        if known:
            return Added("known", int(known[0]))
        self._db.execute("DELETE FROM failures WHERE key = ?", (key,))
        address = _address(record, input)
        article, before = self._article(address, record, input)
        if article is None:  # the same bytes under another name of ours
            assert before is not None
            self._note_input(key, int(before["id"]), input)
            return Added("known", int(before["id"]))
        version = self._version(article, before, record, made_by)
        self._note_input(key, version, input)
        if before is not None:
            self.remove_facts(before)
        self._draw(record, version, article)
        link_copy(self._db, article, record.article.text)
        return Added("new" if before is None else "version", version)

    def fail(self, input: Input, code: str, reason: str) -> None:
        """Note that an input could not be read, and why; a later `add` tries it again."""
        self._db.execute(
            "INSERT INTO failures (key, source, code, reason, tries, failed_at) VALUES (?, ?, ?, ?, 1, ?) "
            "ON CONFLICT (key) DO UPDATE SET code = excluded.code, reason = excluded.reason, tries = tries + 1, "
            "failed_at = excluded.failed_at",
            (input.key, input.source, code, reason, _now()),
        )

    def replace(self, version: sqlite3.Row, record: Record, made_by: MadeBy) -> None:
        """Put a new record of the same input in the place of a version's."""
        self.remove_facts(version)
        self._db.execute(
            "UPDATE versions SET title = ?, publisher = ?, outlet = ?, language = ?, published = ?, day = ?, "
            "modified = ?, url = ?, text = ?, record = ?, reader = ?, model = ? WHERE id = ?",
            (*_columns(record), deflate(record), made_by.reader, made_by.model, version["id"]),
        )
        if self._is_current(version):
            self._draw(record, int(version["id"]), int(version["article"]))
            link_copy(self._db, int(version["article"]), record.article.text)

    def redraw(self, version: sqlite3.Row) -> None:
        """Draw the facts of a version again from its record; those of an old version are only removed."""
        self.remove_facts(version)
        if self._is_current(version):
            self._draw(inflate(version["record"]), int(version["id"]), int(version["article"]))

    def remove_facts(self, version: sqlite3.Row) -> None:
        """Remove the facts drawn from a version, and take them off the counts."""
        id = int(version["id"])
        links = links_of(self._db, id)
        facts = draw(inflate(version["record"]), version=id, outlet=version["outlet"], actors=links)
        drawn = any(
            self._db.execute(f"SELECT 1 FROM {table} WHERE version = ? LIMIT 1", (id,)).fetchone()
            for table in ("page_actors", "statements", "events")
        )
        if drawn:
            self._count(facts, links, by=-1)
        for table in ("statements", "events"):
            self._db.execute(
                f"INSERT INTO {table}_words ({table}_words, rowid, text, who, tags) "
                f"SELECT 'delete', id, text, who, tags FROM {table} WHERE version = ?",
                (id,),
            )
            self._db.execute(f"DELETE FROM parts WHERE fact IN (SELECT id FROM {table} WHERE version = ?)", (id,))
            self._db.execute(f"DELETE FROM {table} WHERE version = ?", (id,))
        for table in ("commitment_actors", "commitments", "positions", "meetings", "page_actors"):
            self._db.execute(f"DELETE FROM {table} WHERE version = ?", (id,))

    def finish(self) -> None:
        """Write the counts that were held back."""
        self._db.executemany(
            "INSERT INTO tallies (facet, value, week, n) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (facet, value, week) DO UPDATE SET n = n + excluded.n",
            [(*key, n) for key, n in sorted(self._tallies.items()) if n],
        )
        changed = sorted({id for id, _ in self._actors})
        self._db.executemany(
            "UPDATE actors SET pages = pages + ?, said = said + ?, did = did + ? WHERE id = ?",
            [(*(self._actors[id, what] for what in ("pages", "said", "did")), id) for id in changed],
        )
        if any(n < 0 for n in self._tallies.values()):
            self._db.execute("DELETE FROM tallies WHERE n <= 0")
        self._tallies.clear()
        self._actors.clear()

    def _article(self, address: str, record: Record, input: Input) -> tuple[int | None, sqlite3.Row | None]:
        """Return the article that a record belongs to and its current version.

        An address has its article. Bytes that are known, come in again under another name, and give no address of
        their own, are that page: then the article is None.
        """
        row = self._db.execute("SELECT id, current FROM articles WHERE address = ?", (address,)).fetchone()
        if row is not None:
            return int(row[0]), self._db.execute("SELECT * FROM versions WHERE id = ?", (row[1],)).fetchone()
        if not (record.article.url or input.given.get("url") or input.given.get("id")):
            same = self._db.execute(
                "SELECT * FROM versions WHERE sha256 = ? ORDER BY id LIMIT 1", (record.article.sha256,)
            ).fetchone()
            if same is not None:
                return None, same
        made = self._db.execute("INSERT INTO articles (address) VALUES (?) RETURNING id", (address,)).fetchone()
        return int(made[0]), None

    def _version(self, article: int, before: sqlite3.Row | None, record: Record, made_by: MadeBy) -> int:
        row = self._db.execute(
            "INSERT INTO versions (article, number, sha256, page, title, publisher, outlet, language, published, day, "
            "modified, url, text, differences, record, reader, model, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (article, before["number"] + 1 if before else 1, record.article.sha256, record.id, *_columns(record),
             differences(before["text"], record.article.text) if before else None,
             deflate(record), made_by.reader, made_by.model, _now()),
        ).fetchone()  # fmt: skip
        self._db.execute("UPDATE articles SET current = ? WHERE id = ?", (row[0], article))
        return int(row[0])

    def _note_input(self, key: str, version: int, input: Input) -> None:
        kept = zlib.compress(input.data, DEFLATE) if input.kind == "page" else None
        given = json.dumps(input.given, sort_keys=True, ensure_ascii=False)
        self._db.execute(
            "INSERT INTO inputs (key, version, source, kind, given, bytes) VALUES (?, ?, ?, ?, ?, ?)",
            (key, version, clean(input.source), input.kind, clean(given), kept),
        )

    def _draw(self, record: Record, version: int, article: int) -> None:
        links = link_actors(self._db, record, version=version, article=article)
        facts = draw(record, version=version, outlet=outlet_of(record), actors=links)
        self._insert("statements", facts.statements)
        self._insert("events", facts.events)
        for table, rows in (("statements", facts.statements), ("events", facts.events)):
            self._db.executemany(
                f"INSERT INTO {table}_words (rowid, text, who, tags) VALUES (?, ?, ?, ?)",
                [(row[0], *row[-3:]) for row in rows],
            )
        self._insert("tag_values", sorted(facts.tag_values.items()))
        self._insert("parts", sorted(facts.parts))
        self._insert("commitments", facts.commitments)
        self._insert("commitment_actors", facts.commitment_actors)
        self._insert("positions", facts.positions)
        self._insert("meetings", facts.meetings)
        self._count(facts, links, by=1)

    def _insert(self, table: str, rows: list[Any]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def _count(self, facts: Facts, links: dict[str, int], *, by: int) -> None:
        for key, n in facts.tallies.items():
            self._tallies[key] += by * n
        for id in set(links.values()):
            self._actors[id, "pages"] += by
        for id, role, _ in facts.parts:
            if role == "speaker":
                self._actors[id, "said"] += by
            elif role == "actor":
                self._actors[id, "did"] += by

    def _is_current(self, version: sqlite3.Row) -> bool:
        row = self._db.execute("SELECT current FROM articles WHERE id = ?", (version["article"],)).fetchone()
        return bool(row and row[0] == version["id"])


def _address(record: Record, input: Input) -> str:
    """Return the address that an article goes by: the page's own, the one given with it, or where it came from.

    A page that calls itself its site's front page, as badly made ones do, goes by the next of these: otherwise all
    pages of that site would be versions of one article.
    """
    for url in (record.article.url, input.given.get("url")):
        if url and parts_of(address := tidy_address(url)).path.strip("/"):
            return address
    return tidy_address(input.source)


def outlet_of(record: Record) -> str | None:
    """Return the outlet's name: the publisher, or where the page names none the host of its address."""
    return record.article.publisher or host_of(record.article.url)


def deflate(record: Record) -> bytes:
    """Return a record as the store keeps it."""
    return zlib.compress(record.model_dump_json(by_alias=True).encode(), DEFLATE)


def inflate(kept: bytes) -> Record:
    """Return a record that the store keeps."""
    return Record.model_validate_json(zlib.decompress(kept))


def differences(was: str, now: str) -> str:
    """Return what changed between two texts, as JSON: a list of runs of paragraphs that `was` and now `is`."""
    old, new = was.split("\n"), now.split("\n")
    if max(len(old), len(new)) > MOST_LINES:
        left, right = set(old), set(new)
        changes = [{"was": [p for p in old if p not in right], "is": [p for p in new if p not in left]}]
    else:
        changes = [
            {"was": [p for p in old[a:b] if p], "is": [p for p in new[c:d] if p]}
            for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
            if kind != "equal"
        ]
    return clean(json.dumps([c for c in changes if c["was"] or c["is"]], ensure_ascii=False))


def clean(text: str) -> str:
    """Return a text without lone surrogates, which a database cannot hold."""
    return text.encode("utf-8", "replace").decode()


def _columns(record: Record) -> tuple[str | None, ...]:
    a = record.article
    return (
        a.title, a.publisher, outlet_of(record), a.language, a.published, day_of(a.published or a.modified),
        a.modified, a.url,
        a.text,
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
