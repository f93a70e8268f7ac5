"""Corrections: what people say is wrong with what the reader found, kept beside the records and never in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from onrecord.errors import CorrectionError, NotInStoreError
from onrecord.store.writing import clean

CorrectionKind = Literal["field", "wrong", "missing", "checked"]
CorrectionLayer = Literal["statement", "event", "time", "actor", "page"]

LONGEST = 4_000
"""Characters of a name, a reason or a value: a sentence or two, and room for a long quotation."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction that is not kept yet.

    `kind` is `field` (a field has another value), `wrong` (there is no such fact), `missing` (a fact was not found) or
    `checked` (the page was read whole and everything else is right). `local` is the fact's id in the record, empty for
    none; a time's is its index. `was` and `value` are what was found and what is right, as plain values; a `value` of
    None says that it is wrong and not what is right, and of a missing fact it holds the fields. `start` and `end` are
    where the fact's words stand in the article's text, `words` are those, `before` and `after` what stands around.
    """

    kind: CorrectionKind
    layer: CorrectionLayer
    local: str = ""
    field: str = ""
    was: Any = None
    value: Any = None
    start: int = 0
    end: int = 0
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that is kept: what it says, on which version of which article, by whom, why and when (UTC).

    `withdrawn_by`, `withdrawn_why` and `withdrawn_at` are None while it stands.
    """

    id: int
    article: int
    page: int
    draft: Draft
    made_by: str
    why: str
    made_at: str
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None
    withdrawn_at: str | None = None


def keep(db: sqlite3.Connection, page: int, drafts: Iterable[Draft], *, by: str, why: str) -> list[Correction]:
    """Keep corrections of a page, within a transaction; one that stands already is not kept twice.

    Raises:
        CorrectionError: when nobody is named who makes them, no reason is given, or one is too long.
        NotInStoreError: when there is no such page.
    """
    by, why = _said(by, "who makes it"), _said(why, "why")
    row = db.execute("SELECT article FROM versions WHERE id = ?", (page,)).fetchone()
    if row is None:
        raise NotInStoreError(f"there is no page {page} in the store")
    kept = []
    for d in drafts:
        value = json.dumps(d.value, ensure_ascii=False)
        if max(len(value), len(d.words)) > LONGEST:
            raise CorrectionError(f"a correction may hold {LONGEST:,} characters, and this one holds more")
        same = db.execute(
            "SELECT id FROM corrections WHERE article = ? AND kind = ? AND layer = ? AND field = ? AND value = ? "
            "AND words = ? AND start = ? AND withdrawn_at IS NULL",
            (row[0], d.kind, d.layer, d.field, clean(value), clean(d.words), d.start),
        ).fetchone()
        id = same or db.execute(
            "INSERT INTO corrections (article, version, kind, layer, local, field, was, value, start, \"end\", words, "
            "before, after, made_by, why, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (row[0], page, d.kind, d.layer, d.local, d.field, clean(json.dumps(d.was, ensure_ascii=False)),
             clean(value), d.start, d.end, clean(d.words), clean(d.before), clean(d.after), by, why, _now()),
        ).fetchone()  # fmt: skip
        kept.append(get(db, int(id[0])))
    return kept


def withdraw(db: sqlite3.Connection, id: int, *, by: str, why: str) -> Correction:
    """Take a correction back, within a transaction; it stays in the store with who took it back and why.

    Raises:
        CorrectionError: when it was taken back before, nobody is named, or no reason is given.
        NotInStoreError: when there is no such correction.
    """
    by, why = _said(by, "who takes it back"), _said(why, "why")
    if get(db, id).withdrawn_at is not None:
        raise CorrectionError(f"correction {id} was taken back before")
    db.execute(
        "UPDATE corrections SET withdrawn_by = ?, withdrawn_why = ?, withdrawn_at = ? WHERE id = ?",
        (by, why, _now(), id),
    )
    return get(db, id)


def get(db: sqlite3.Connection, id: int) -> Correction:
    """Return a correction.

    Raises:
        NotInStoreError: when there is none.
    """
    row = db.execute("SELECT * FROM corrections WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NotInStoreError(f"there is no correction {id} in the store")
    return _correction(row)


def of_page(db: sqlite3.Connection, page: int | None, *, withdrawn: bool = False) -> list[Correction]:
    """Return the corrections of the article that a page is a version of, or of all, in the order they were made."""
    rows = db.execute(
        "SELECT * FROM corrections WHERE (? IS NULL OR article = (SELECT article FROM versions WHERE id = ?)) "
        "AND (? OR withdrawn_at IS NULL) ORDER BY id",
        (page, page, withdrawn),
    )
    return [_correction(row) for row in rows]


def _correction(row: sqlite3.Row) -> Correction:
    draft = Draft(
        kind=row["kind"], layer=row["layer"], local=row["local"], field=row["field"], was=json.loads(row["was"]),
        value=json.loads(row["value"]), start=row["start"], end=row["end"], words=row["words"],
        before=row["before"], after=row["after"],
    )  # fmt: skip
    return Correction(
        id=row["id"], article=row["article"], page=row["version"], draft=draft, made_by=row["made_by"],
        why=row["why"], made_at=row["made_at"], withdrawn_by=row["withdrawn_by"],
        withdrawn_why=row["withdrawn_why"], withdrawn_at=row["withdrawn_at"],
    )  # fmt: skip


def _said(text: str, what: str) -> str:
    said = clean(" ".join(text.split()))
    if not said:
        raise CorrectionError(f"a correction has to say {what}")
    if len(said) > LONGEST:
        raise CorrectionError(f"a correction may hold {LONGEST:,} characters, and this one holds more")
    return said


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
