"""Finds actors by the names that readers give them."""

from __future__ import annotations

import re
import sqlite3

from onrecord.store.keys import fold
from onrecord.store.linking import same_actors

MOST_NAMESAKES = 200
"""Actors that one name may lead to, those with most statements first."""

_NUMBER = re.compile(r"@(\d{1,18})")
_ITEM = re.compile(r"[Qq]\d{1,12}")
_CODE = re.compile(r"[A-Z]{3}")


def ids_named(db: sqlite3.Connection, name: str) -> list[int]:
    """Return the actors of a name, most heard first, with all that were joined with them; empty for nobody.

    A name is `@` and a number, a Wikidata item, a country's code, a whole name, or else whole words of one.
    """
    name = name.strip()
    if number := _NUMBER.fullmatch(name):
        ids = _ids(db, "id = ?", int(number[1]))
    elif _ITEM.fullmatch(name):
        ids = _ids(db, "key = ? OR wikidata = ?", f"wikidata:{name.upper()}", name.upper())
    elif _CODE.fullmatch(name) and (state := _ids(db, "key = ?", f"state:{name}")):
        ids = state
    else:
        ids = _ids(db, "folded = ?", fold(name)) or _by_words(db, name)
    return same_actors(db, ids)


def _by_words(db: sqlite3.Connection, name: str, *, prefix: bool = False) -> list[int]:
    words = "".join(c if c.isalnum() else " " for c in name).encode("utf-8", "replace").decode().split()
    if not words:
        return []
    terms = [f'"{w}"' for w in words]
    if prefix:
        terms[-1] += "*"
    return _ids(db, "id IN (SELECT rowid FROM actors_words WHERE actors_words MATCH ?)", " AND ".join(terms))


def ids_beginning(db: sqlite3.Connection, typed: str) -> list[int]:
    """Return the actors whose name has the typed words, the last of them perhaps unfinished."""
    return _by_words(db, typed, prefix=True)


def _ids(db: sqlite3.Connection, where: str, *values: object) -> list[int]:
    rows = db.execute(f"SELECT id FROM actors WHERE {where} ORDER BY said DESC, id LIMIT ?", (*values, MOST_NAMESAKES))
    return [int(r[0]) for r in rows]
